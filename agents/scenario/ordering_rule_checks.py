"""An ordering rule has the numbers that it needs and no others (`scenario_tiers.NEEDS`)."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from .mistakes import Path, Problem, number_text
from .scenario import Scenario
from .tiers import NEEDS, OrderRule


def rules_of(scenario: Scenario) -> Iterator[tuple[Path, OrderRule]]:
    """Every ordering rule of a scenario and where it stands."""
    for index, part in enumerate(scenario.component):
        if part.order is not None:
            yield ("component", index, "order"), part.order
    for index, site in enumerate(scenario.depot):
        yield ("depot", index, "order"), site.order
    for index, seat in enumerate(scenario.seat):
        for component, rule in seat.order.items():
            yield ("seat", index, "order", component), rule


def rules_have_their_numbers(scenario: Scenario) -> Iterator[Problem]:
    for path, rule in rules_of(scenario):
        needed, allowed = NEEDS[rule.rule]
        given = {field.name for field in msgspec.structs.fields(rule) if _is_given(rule, field)}
        for name in [name for name in needed if name not in given]:
            yield Problem((*path, name), "nothing", f"a number, since the rule is {rule.rule}")
        for name in sorted(given - {"rule", "position", "first_orders", *needed, *allowed}):
            words = " and ".join([*needed, *allowed]) or "no number"
            yield Problem((*path, name), "a number", f"only {words}, since the rule is {rule.rule}")


def _is_given(rule: OrderRule, field: msgspec.structs.FieldInfo) -> bool:
    value = getattr(rule, field.name)
    return value is not None and value is not False


def reorder_points_are_below_their_level(scenario: Scenario) -> Iterator[Problem]:
    for path, rule in rules_of(scenario):
        if rule.reorder_point is not None and rule.level is not None and rule.reorder_point >= rule.level:
            found = number_text(rule.reorder_point)
            yield Problem((*path, "reorder_point"), found, f"less than the level, {number_text(rule.level)}")


def what_is_made_to_order_has_no_shelf(scenario: Scenario) -> Iterator[Problem]:
    weeks = scenario.line.finished_goods_weeks
    if scenario.line.makes == "to_order" and weeks:
        path: Path = ("line", "finished_goods_weeks")
        yield Problem(path, number_text(weeks), "0, since the line makes to order")
