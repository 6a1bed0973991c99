"""Writes the wire as JSON Schema, from which the client's TypeScript types are made.

`python web_client/protocol_schema.py` writes src/generated/protocol.schema.json;
`--check` writes nothing and fails when the file on disk is stale. Then `npm run types`
makes protocol.ts from it.
"""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec

from linestop.game import messages

SCHEMA = Path(__file__).parent / "src" / "generated" / "protocol.schema.json"
REF = "#/$defs/{name}"


def schema_text() -> str:
    """One schema whose root names each direction and each route, so that no definition is unreachable."""
    roots = {"command": messages.Command, "frame": messages.Frame} | _bodies()
    schemas, defs = msgspec.json.schema_components(roots.values(), ref_template=REF)
    properties = dict(zip(roots, schemas, strict=True))
    # A union is named after its direction, so that the client can speak of it.
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
    """What each route takes and gives, as far as it is JSON."""
    bodies: dict[str, object] = {}
    for route in (*messages.ROUTES, *messages.RESULT_ROUTES):
        name = f"{route.method} {route.path}"
        if route.takes is not None:
            bodies[f"{name} takes"] = route.takes
        if not isinstance(route.gives, str):
            bodies[f"{name} gives"] = route.gives
    return bodies


def main(arguments: list[str]) -> int:
    """Write or, with `--check`, compare; 1 when stale."""
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
