"""Writes the protocol (game/messages) as JSON Schema, from which the client's TypeScript types are made.

`make types` runs this, which writes src/generated/protocol.schema.json, and then `npm run types`, which
makes protocol.ts from it. With `--check` nothing is written, and a stale file gives exit code 1.
"""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec

from linestop.game import messages

SCHEMA = Path(__file__).parent / "src" / "generated" / "protocol.schema.json"
REF = "#/$defs/{name}"


def schema_text() -> str:
    """The schema as JSON text. Its root refers to all commands, all frames and the bodies of all routes."""
    roots = {"command": messages.Command, "frame": messages.Frame} | _bodies()
    schemas, defs = msgspec.json.schema_components(roots.values(), ref_template=REF)
    properties = dict(zip(roots, schemas, strict=True))
    # The two unions have no name in Python's schema; the client needs the types Command and Frame.
    unions = {name.capitalize(): properties[name] for name in ("command", "frame")}
    properties |= {name: {"$ref": REF.format(name=name.capitalize())} for name in ("command", "frame")}
    root = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Protocol",
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
        "$defs": {**defs, **unions},
    }
    return msgspec.json.format(msgspec.json.encode(root, order="deterministic"), indent=2).decode() + "\n"


def _bodies() -> dict[str, object]:
    """The type of each route's JSON body and JSON answer, by a name for it."""
    bodies: dict[str, object] = {}
    for route in (*messages.ROUTES, *messages.RESULT_ROUTES):
        name = f"{route.method} {route.path}"
        if route.takes is not None:
            bodies[f"{name} takes"] = route.takes
        if not isinstance(route.gives, str):
            bodies[f"{name} gives"] = route.gives
    return bodies


def main(arguments: list[str]) -> int:
    """Write the file or, with `--check`, compare it; the exit code."""
    text = schema_text()
    if "--check" not in arguments:
        SCHEMA.write_text(text, encoding="utf-8")
        return 0
    if SCHEMA.read_text(encoding="utf-8") == text:
        return 0
    print(f"{SCHEMA.name} is stale: run `python {Path(__file__).name}`, then `npm run types`.")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
