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
ROOTS = (
    messages.Command,
    messages.Frame,
    messages.NewPractice,
    messages.Opened,
    list[messages.ScenarioCard],
)


def schema_text() -> str:
    """One schema whose root names each direction, so that no definition is unreachable."""
    (command, frame, practice, opened, scenarios), defs = msgspec.json.schema_components(
        ROOTS, ref_template=REF
    )
    root = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Protocol",
        "type": "object",
        "properties": {
            "command": {"$ref": "#/$defs/Command"},
            "frame": {"$ref": "#/$defs/Frame"},
            "practice": practice,
            "opened": opened,
            "scenarios": scenarios,
        },
        "required": ["command", "frame", "practice", "opened", "scenarios"],
        "additionalProperties": False,
        "$defs": {**defs, "Command": command, "Frame": frame},
    }
    return msgspec.json.format(msgspec.json.encode(root, order="deterministic"), indent=2).decode() + "\n"


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
