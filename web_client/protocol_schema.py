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
ROOTS = {
    "command": messages.Command,
    "frame": messages.Frame,
    "practice": messages.NewPractice,
    "new_game": messages.NewGame,
    "join": messages.JoinGame,
    "recover": messages.Recover,
    "claim": messages.Claim,
    "opened": messages.Opened,
    "scenarios": list[messages.ScenarioCard],
    "card": messages.GameCard,
    "past_weeks": messages.PastWeeks,
    "results": messages.Results,
    "leaderboard": messages.Leaderboard,
}
"""All that crosses the wire, by a name of its own."""


def schema_text() -> str:
    """One schema whose root names each of them, so that no definition is unreachable."""
    schemas, defs = msgspec.json.schema_components(ROOTS.values(), ref_template=REF)
    roots = dict(zip(ROOTS, schemas, strict=True))
    unions = {name.capitalize(): roots[name] for name in ("command", "frame")}
    root = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Protocol",
        "type": "object",
        "properties": roots | {name.lower(): {"$ref": REF.format(name=name)} for name in unions},
        "required": list(ROOTS),
        "additionalProperties": False,
        "$defs": {**defs, **unions},
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
