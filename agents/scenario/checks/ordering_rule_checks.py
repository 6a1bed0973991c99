"""Checks of ordering rules and forecasts: each has the numbers that it needs and no others."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from ..mistakes import Path, Problem, number_text
from ..order_rules import NEEDS, OrderRule
from ..scenario import Scenario


def rules_of(scenario: Scenario) -> Iterator[tuple[Path, OrderRule]]:
    """Every ordering rule of a scenario, with its path."""
    for index, part in enumerate(scenario.component):
        if part.order is not None:
            yield ("component", index, "order"), part.order
    for index, site in enumerate(scenario.depot):
        yield ("depot", index, "order"), site.order
    for index, seat in enumerate(scenario.seat):
        for component, rule in seat.order.items():
            yield ("seat", index, "order", component), rule


def rules_have_their_numbers(scenario: Scenario) -> Iterator[Problem]:
    """A rule has all numbers that it needs, and none that it would ignore."""
    for path, rule in rules_of(scenario):
        needed, allowed = NEEDS[rule.rule]
        given = {field.name for field in msgspec.structs.fields(rule) if _is_given(rule, field)}
        for name in [name for name in needed if name not in given]:
            yield Problem((*path, name), "nothing", f"a number, since the rule is {rule.rule}")
        # The three that every rule may have are left out; sorted, since a set has no order.
        for name in sorted(given - {"rule", "position", "first_orders", *needed, *allowed}):
            words = " and ".join([*needed, *allowed]) or "no number"
            yield Problem((*path, name), "a number", f"only {words}, since the rule is {rule.rule}")


def _is_given(rule: OrderRule, field: msgspec.structs.FieldInfo) -> bool:
    """Whether a field has a value of its own: None and False are what the optional ones have without."""
    value = getattr(rule, field.name)
    return value is not None and value is not False


def reorder_points_are_below_their_level(scenario: Scenario) -> Iterator[Problem]:
    """In an (s, S) rule s is below S: else an order could be empty or negative."""
    for path, rule in rules_of(scenario):
        if rule.reorder_point is not None and rule.level is not None and rule.reorder_point >= rule.level:
            found = number_text(rule.reorder_point)
            yield Problem((*path, "reorder_point"), found, f"less than the level, {number_text(rule.level)}")


def lines_to_order_keep_no_goods(scenario: Scenario) -> Iterator[Problem]:
    """A line that makes to order has no target of finished goods."""
    weeks = scenario.line.finished_goods_weeks
    if scenario.line.makes == "to_order" and weeks:
        path: Path = ("line", "finished_goods_weeks")
        yield Problem(path, number_text(weeks), "0, since the line makes to order")


def forecasts_have_one_rule(scenario: Scenario) -> Iterator[Problem]:
    """The forecast is either smoothed or a mean of weeks, and its number is given."""
    smoothing, weeks = scenario.ordering.forecast_smoothing, scenario.ordering.forecast_weeks
    path: Path = ("ordering", "forecast_smoothing")
    if smoothing is None and weeks is None:
        yield Problem(path, "nothing", "a number above 0, at most 1, or forecast_weeks in its place")
    if smoothing is not None and weeks is not None:
        yield Problem(
            path, f"it beside forecast_weeks = {weeks}", "one of the two: smoothing or a mean of weeks"
        )
