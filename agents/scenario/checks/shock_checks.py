"""Checks of shocks and engineering changes: they can come, fit their kind and parts, and have their news."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ..events import Shock
from ..goods import EngineeringChange
from ..mistakes import Path, Problem, if_reversed, number_text, quoted
from ..scenario import Scenario
from ..shock_kinds import EVERY_SEAT, SHOCK_KINDS


def shock_numbers_fit(scenario: Scenario) -> Iterator[Problem]:
    """Every shock's numbers are in order, within the weeks played and in the range of its kind."""
    for index, shock in enumerate(scenario.shock):
        path: Path = ("shock", index)
        for key in ("first_week", "depth", "stretch"):
            yield from if_reversed(getattr(shock, key), (*path, key), "the lowest, then the highest")
        if shock.first_week[1] > scenario.weeks:
            found, expected = f"week {shock.first_week[1]}", f"at most {scenario.weeks}, the last week"
            yield Problem((*path, "first_week", 1), found, expected)
        yield from _profile_goes_forward(shock, (*path, "profile"))
        yield from _values_fit_the_kind(shock, (*path, "profile"))
        if shock.kind == "closure":
            yield from _closure_is_whole(shock, path)


def _profile_goes_forward(shock: Shock, path: Path) -> Iterator[Problem]:
    """A profile starts in week 0 of its shock, and each of its points is later than the one before."""
    if shock.profile[0][0] != 0:
        yield Problem((*path, 0, 0), f"week {number_text(shock.profile[0][0])}", "0, the shock's first week")
    for index, ((before, _), (week, _)) in enumerate(pairwise(shock.profile)):
        if week <= before:
            found, expected = f"week {number_text(week)}", f"a week after {number_text(before)}"
            yield Problem((*path, index + 1, 0), found, expected)


def _values_fit_the_kind(shock: Shock, path: Path) -> Iterator[Problem]:
    kind = SHOCK_KINDS[shock.kind]
    for index, (_, value) in enumerate(shock.profile):
        if not kind.lowest <= value <= kind.highest:
            expected = f"{number_text(kind.lowest)} to {number_text(kind.highest)} {kind.unit}"
            found = number_text(value)
            yield Problem((*path, index, 1), found, f"{expected}, since the kind is {shock.kind}")


def _closure_is_whole(shock: Shock, path: Path) -> Iterator[Problem]:
    """A closure has no depth and nothing between: half a closure is a capacity_cut."""
    closed = shock.profile if shock.lasting else shock.profile[:-1]  # the last point only says when it ends
    for index, (week, value) in enumerate(closed):
        if value != 0:
            found = f"{number_text(value)} in week {number_text(week)} of a closure"
            until = "to the end, since it is lasting" if shock.lasting else "until the last point"
            expected = f"0 {until}, or the kind capacity_cut"
            yield Problem((*path, "profile", index, 1), found, expected)
    if shock.depth != [1.0, 1.0]:
        yield Problem((*path, "depth"), "a depth", "none, since a closure is always whole")
    if shock.interpolation != "step":
        yield Problem((*path, "interpolation"), f'"{shock.interpolation}"', '"step" for a closure')


def fates_are_shared_once(scenario: Scenario) -> Iterator[Problem]:
    """A shock shares the fate only of one that has its own: a draw looks no further than one step."""
    shares = {shock.name: shock.shares_fate_with for shock in scenario.shock}
    for index, shock in enumerate(scenario.shock):
        other = shock.shares_fate_with
        if other is not None and shares.get(other) is not None:
            expected = "another shock, one that has its own fate"
            yield Problem(("shock", index, "shares_fate_with"), f'"{other}"', expected)


def news_comes_out_in_time(scenario: Scenario) -> Iterator[Problem]:
    """Every item of news can come out in some world before the game ends."""
    for index, shock in enumerate(scenario.shock):
        last = scenario.weeks - shock.first_week[0]  # in the world where it begins earliest
        for position, item in enumerate(shock.news):
            path: Path = ("shock", index, "news", position)
            if item.week > last:
                expected = f"at most {last}: the game ends {last} weeks after the earliest first week"
                yield Problem((*path, "week"), str(item.week), expected)
            if item.only == "false" and shock.probability == 1:
                yield Problem((*path, "only"), '"false"', '"always" or "true", since the shock always comes')
            if item.only == "true" and shock.probability == 0:
                yield Problem((*path, "only"), '"true"', '"always" or "false", since the shock never comes')


def no_seat_is_called_every_seat(scenario: Scenario) -> Iterator[Problem]:
    """No seat has the name that stands for all seats, where a shock strikes any of them."""
    struck = any(SHOCK_KINDS[shock.kind].target == "seat" for shock in scenario.shock)
    for index, seat in enumerate(scenario.seat):
        if struck and seat.name == EVERY_SEAT:
            expected = f"another name ({EVERY_SEAT} is all seats in the target of a shock)"
            yield Problem(("seat", index, "name"), quoted(seat.name), expected)


def disturbances_are_ordered(scenario: Scenario) -> Iterator[Problem]:
    """The capacity that everyday trouble leaves is given as lowest, then highest."""
    limits = scenario.disturbances.capacity
    yield from if_reversed(limits, ("disturbances", "capacity"), "the lowest share, then the highest")


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
