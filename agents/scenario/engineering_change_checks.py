"""Checks of engineering changes: they can come, and the part they bring can stand in for the old one."""

from __future__ import annotations

from collections.abc import Iterator

from .goods import EngineeringChange
from .mistakes import Path, Problem, if_reversed, number_text, quoted
from .scenario import Scenario


def changes_can_come(scenario: Scenario) -> Iterator[Problem]:
    """The weeks of changes are in order and within the scenario, and their news come out before its end."""
    for index, change in enumerate(scenario.engineering_change):
        path: Path = ("engineering_change", index)
        low, high = change.first_week
        expected = "the earliest week, then the latest"
        yield from if_reversed(change.first_week, (*path, "first_week"), expected)
        if high > scenario.weeks:
            expected = f"at most {scenario.weeks}, the last week"
            yield Problem((*path, "first_week", 1), f"week {high}", expected)
        for place, item in enumerate(change.news):
            if item.week > scenario.weeks - low:
                expected = f"at most {scenario.weeks - low}: the game ends so many weeks after the change"
                yield Problem((*path, "news", place, "week"), str(item.week), expected)


def changes_replace_a_part(scenario: Scenario) -> Iterator[Problem]:
    """A change takes a part of its product, brings one of the same value, and crosses no other change."""
    value = {part.name: part.value for part in scenario.component}
    taken: set[tuple[str, str]] = set()
    for index, change in enumerate(scenario.engineering_change):
        path: Path = ("engineering_change", index)
        bills = [seat.bill_of_materials.get(change.product, {}) for seat in scenario.seat]
        old, new = (*path, "old"), (*path, "new")
        # One message for each change: the first of these explains the later ones.
        if not any(bill.get(change.old) for bill in bills):
            yield Problem(old, quoted(change.old), f"a component that {change.product} is built with")
        elif (change.product, change.old) in taken:
            expected = f"a component of {change.product} that no other change takes"
            yield Problem(old, quoted(change.old), expected)
        elif change.new in _taken(scenario.engineering_change):
            yield Problem(new, quoted(change.new), "a component that no change takes")
        elif value[change.new] != value[change.old]:
            found = f"{quoted(change.new)}, of value {number_text(value[change.new])}"
            usual = number_text(value[change.old])
            yield Problem(new, found, f"one of the same value as {change.old}, {usual}")
        taken.add((change.product, change.old))


def changing_parts_are_ordered_by_stance(scenario: Scenario) -> Iterator[Problem]:
    """No part of a change has an ordering rule in numbers: it would go on ordering what is out of use."""
    changing = {name for change in scenario.engineering_change for name in (change.old, change.new)}
    for index, part in enumerate(scenario.component):
        if part.order is not None and part.name in changing:
            expected = "none, since an engineering change takes or brings the component"
            yield Problem(("component", index, "order"), "a rule in numbers", expected)


def _taken(changes: list[EngineeringChange]) -> set[str]:
    """Names of the parts that any change takes out of a product."""
    return {change.old for change in changes}
