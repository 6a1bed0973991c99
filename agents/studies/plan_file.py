"""A script is a plan written down: which components change stance at which turn.

The file is TOML, one `[[turn]]` table a change; what is not named stays as it was:

    [[turn]]
    from = 1
    housing = "JIC"
    [[turn]]
    from = 6
    chip = "JIC"

Everything starts Just in Time unless the first line says `start = "JIC"`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np

from ..arithmetic import Flags
from ..manufacturers.stances import Decision, Policy, SeatView

STANCES = {"JIT": False, "JIC": True}


class ScriptError(ValueError):
    """What is wrong with a script, where, and what was expected."""


def read_script(text: str, components: Sequence[str]) -> Policy:
    """The policy that plays a script.

    Raises:
        ScriptError: with one sentence, if the text is no script for these components.
    """
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ScriptError(f"not TOML: {error}") from None
    unknown = tables.keys() - {"start", "turn"}
    if unknown:
        raise ScriptError(f"unknown key {sorted(unknown)[0]!r}: expected start or [[turn]]")
    changes = tables.get("turn", [])
    if not isinstance(changes, list) or not all(isinstance(change, dict) for change in changes):
        raise ScriptError("turn: expected [[turn]] tables")
    plan = np.full(len(components), _stance("start", tables.get("start", "JIT")))
    script: list[tuple[int, Flags]] = []
    for number, change in enumerate(changes, start=1):
        plan = _changed(plan, change, components, f"turn[{number}]")
        script.append((_first_turn(change, script, f"turn[{number}]"), plan))
    return _player(np.full(len(components), _stance("start", tables.get("start", "JIT"))), script)


def _changed(plan: Flags, change: dict[str, Any], components: Sequence[str], where: str) -> Flags:
    plan = plan.copy()
    for name, stance in change.items():
        if name == "from":
            continue
        if name not in components:
            raise ScriptError(f"{where}.{name}: no such component; expected one of {', '.join(components)}")
        plan[list(components).index(name)] = _stance(f"{where}.{name}", stance)
    return plan


def _first_turn(change: dict[str, Any], script: list[tuple[int, Flags]], where: str) -> int:
    turn = change.get("from")
    least = script[-1][0] + 1 if script else 1
    if not isinstance(turn, int) or isinstance(turn, bool) or turn < least:
        raise ScriptError(f"{where}.from: found {turn!r}, expected a turn number from {least}")
    return turn


def _stance(where: str, found: object) -> bool:
    if not isinstance(found, str) or found not in STANCES:
        raise ScriptError(f"{where}: found {found!r}, expected 'JIT' or 'JIC'")
    return STANCES[found]


def _player(start: Flags, script: list[tuple[int, Flags]]) -> Policy:
    return partial(_follow, start, script)


def _follow(start: Flags, script: list[tuple[int, Flags]], view: SeatView) -> Decision:
    plan = start
    for turn, flags in script:
        if view.turn >= turn:
            plan = flags
    return Decision(plan)
