"""Writes what the client takes from the server's code into src/generated/.

`python web_client/protocol_schema.py` writes protocol.schema.json, the wire as JSON Schema, from
which `npm run types` makes protocol.ts; and shock_kinds.json, what a shock of each kind usually
does. `--check` writes nothing and fails when a file on disk is stale.
"""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec

from linestop.agents.scenario.shock_kinds import SHOCK_KINDS
from linestop.game import messages
from linestop.game.messages.routes import ALL_ROUTES

GENERATED = Path(__file__).parent / "src" / "generated"
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
    for route in ALL_ROUTES:
        name = f"{route.method} {route.path}"
        if route.takes is not None:
            bodies[f"{name} takes"] = route.takes
        if not isinstance(route.gives, str):
            bodies[f"{name} gives"] = route.gives
    return bodies


def shock_kinds_text() -> str:
    """What a shock of each kind usually does, by kind."""
    usual = {name: kind.usual for name, kind in SHOCK_KINDS.items()}
    return msgspec.json.format(msgspec.json.encode(usual, order="deterministic"), indent=2).decode() + "\n"


def main(arguments: list[str], folder: Path = GENERATED) -> int:
    """Write or, with `--check`, compare; 1 when one is stale."""
    texts = {"protocol.schema.json": schema_text(), "shock_kinds.json": shock_kinds_text()}
    if "--check" not in arguments:
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8")
        return 0
    stale = [name for name, text in texts.items() if (folder / name).read_text(encoding="utf-8") != text]
    if stale:
        print(f"Stale: {', '.join(stale)}. Run `python {Path(__file__).name}`, then `npm run types`.")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
