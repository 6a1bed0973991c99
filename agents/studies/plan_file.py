"""Plan files: TOML that states which components of a seat change stance at which turn, and its own numbers.

One `[[turn]]` table states one change; components that it does not name stay as they were:

    [[turn]]
    from = 1
    housing = "JIC"
    [[turn]]
    from = 6
    chip = "JIC"

Everything starts Just in Time unless the first line says `start = "JIC"`. Numbers behind the stances, and
weeks of the regional shelves, hold from the first turn to the last:

    [numbers.chip]
    cover_weeks = 3.0
    [shelves]
    isles = 2.0

A plan that could not be played as it is written (a turn that never comes, one that stands twice, a table
without a component) is refused.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np

from ..arithmetic import Array, Flags
from ..manufacturers.stance_numbers import MOST
from ..manufacturers.stances import Decision, Policy, SeatView
from ..scenario.words import MOST_SHELF_WEEKS

STANCES = {"JIT": False, "JIC": True}
"""How a file writes a stance, and the flag that it stands for."""

Steps = list[tuple[int, Flags]]
"""Stances (K,) by the turn, from 1, from which they hold; turns rise."""


class PlanFileError(ValueError):
    """A plan file that cannot be read: one sentence with the place, what was found and what was expected."""


def read_plan_file(
    text: str, components: Sequence[str], turns: int | None = None, shelves: Sequence[str] = ()
) -> Policy:
    """The policy that plays a plan file.

    Args:
        text: the file's text.
        components: the scenario's component names, in the order of K.
        turns: how many turns the scenario has; None: not known, and any turn may come.
        shelves: names of its markets with a buffer, in the order of B.

    Raises:
        PlanFileError: if the text is no plan for these components.
    """
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PlanFileError(f"not TOML: {error}") from None
    unknown = tables.keys() - {"start", "turn", "numbers", "shelves"}
    if unknown:
        expected = "start, [[turn]], [numbers] or [shelves]"
        raise PlanFileError(f"unknown key {sorted(unknown)[0]!r}: expected {expected}")
    if not tables:
        # Else a file saved empty would pass for a plan of all Just in Time.
        raise PlanFileError("there is nothing in it: expected start = 'JIT' or 'JIC', or [[turn]] tables")
    changes = tables.get("turn", [])
    if not isinstance(changes, list) or not all(isinstance(change, dict) for change in changes):
        raise PlanFileError("turn: expected [[turn]] tables")
    start = np.full(len(components), _flag("start", tables.get("start", "JIT")))
    stances, steps = start, Steps()
    for number, change in enumerate(changes, start=1):
        stances = _changed(stances, change, components, f"turn[{number}]")
        steps.append((_first_turn(change, steps, turns, f"turn[{number}]"), stances))
    # Not a closure: worker processes get the policy pickled.
    return partial(_follow, start, steps, _numbers(tables, components, shelves))


def _numbers(tables: dict[str, Any], components: Sequence[str], shelves: Sequence[str]) -> dict[str, Array]:
    """What a file sets beside stances, by field of `Decision`: (K,) each, and shelf_weeks (B,)."""
    found: dict[str, Array] = {}
    for component, numbers in _tables_of(tables, "numbers", components).items():
        if not isinstance(numbers, dict):
            raise PlanFileError(f"numbers.{component}: expected a table of {', '.join(MOST)}")
        for number, value in numbers.items():
            where = f"numbers.{component}.{number}"
            if number not in MOST:
                raise PlanFileError(f"{where}: no such number; expected one of {', '.join(MOST)}")
            values = found.setdefault(number, np.full(len(components), np.nan))
            values[list(components).index(component)] = _value(where, value, MOST[number])
    for market, weeks in _tables_of(tables, "shelves", shelves).items():
        values = found.setdefault("shelf_weeks", np.full(len(shelves), np.nan))
        values[list(shelves).index(market)] = _value(f"shelves.{market}", weeks, MOST_SHELF_WEEKS)
    return found


def _tables_of(tables: dict[str, Any], key: str, names: Sequence[str]) -> dict[str, Any]:
    """A table of a file, whose keys must be some of these names."""
    table = tables.get(key, {})
    if not isinstance(table, dict):
        raise PlanFileError(f"{key}: expected a table [{key}]")
    for name in table.keys() - set(names):
        raise PlanFileError(f"{key}.{name}: no such name; expected one of {', '.join(names) or 'none'}")
    return table


def _value(where: str, found: object, most: float) -> float:
    """A number of a file from 0 to `most`."""
    if isinstance(found, bool) or not isinstance(found, int | float) or not 0.0 <= found <= most:
        raise PlanFileError(f"{where}: found {found!r}, expected 0 to {most:g}")
    return float(found)


def _changed(stances: Flags, change: dict[str, Any], components: Sequence[str], where: str) -> Flags:
    """The stances after one `[[turn]]` table: (K,)."""
    stances = stances.copy()
    if not change.keys() - {"from"}:
        raise PlanFileError(f"{where}: nothing changes; expected at least one of {', '.join(components)}")
    for name, stance in change.items():
        if name == "from":  # the turn, no component
            continue
        if name not in components:
            raise PlanFileError(f"{where}.{name}: no such component; expected one of {', '.join(components)}")
        stances[list(components).index(name)] = _flag(f"{where}.{name}", stance)
    return stances


def _first_turn(change: dict[str, Any], steps: Steps, turns: int | None, where: str) -> int:
    """The turn from which a `[[turn]]` table holds: one that comes, and later than the tables above."""
    if "from" not in change:
        raise PlanFileError(f"{where}.from: missing; expected the number of a turn")
    turn, before = change["from"], [step[0] for step in steps]
    possible = "a turn number from 1" + ("" if turns is None else f" to {turns}, the last turn")
    # bool is a subclass of int: `from = true` would be turn 1.
    if (
        not isinstance(turn, int)
        or isinstance(turn, bool)
        or turn < 1
        or (turns is not None and turn > turns)
    ):
        raise PlanFileError(f"{where}.from: found {turn!r}, expected {possible}")
    if turn in before:
        first = before.index(turn) + 1
        raise PlanFileError(
            f"{where}.from: found {turn} a second time; expected all of a turn in one table, turn[{first}]"
        )
    if before and turn < before[-1]:
        raise PlanFileError(
            f"{where}.from: found {turn} below {before[-1]}; expected the tables in the order of their turns"
        )
    return turn


def _flag(where: str, found: object) -> bool:
    """True for JIC."""
    if not isinstance(found, str) or found not in STANCES:
        raise PlanFileError(f"{where}: found {found!r}, expected 'JIT' or 'JIC'")
    return STANCES[found]


def _follow(start: Flags, steps: Steps, numbers: dict[str, Array], view: SeatView) -> Decision:
    """The decision in a turn: the stances of the last step that has begun, and the plan's numbers."""
    stances = start
    for turn, flags in steps:
        if view.turn >= turn:
            stances = flags
    return Decision(stances, **numbers)
