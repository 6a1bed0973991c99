"""The supply side's parts must agree: chances sum to 1, and a way round leads where goods come from.

Rules for what `scenario_supply` lets a file say, and for near and far lanes; each is one generator of
problems.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import fsum

from .mistakes import Path, Problem, number_text, quoted
from .scenario import Scenario

SHARES_AGREE = 1e-6
"""How far shares may miss 1: the last digit of thirds."""


def yields_are_ordered(scenario: Scenario) -> Iterator[Problem]:
    for index, supplier in enumerate(scenario.supplier):
        if supplier.good_share is not None:
            low, high = supplier.good_share
            if low > high:
                found = f"{number_text(low)} above {number_text(high)}"
                path: Path = ("supplier", index, "good_share")
                yield Problem(path, found, "the lowest share, then the highest")


def chances_sum_to_one(scenario: Scenario) -> Iterator[Problem]:
    for index, lane in enumerate(scenario.lane):
        whole = fsum(lane.late)
        if lane.late and abs(whole - 1.0) > SHARES_AGREE:
            found = f"{number_text(whole)} as the sum of the chances of {lane.name}"
            yield Problem(("lane", index, "late"), found, "1")


def lanes_give_way_to_their_like(scenario: Scenario) -> Iterator[Problem]:
    """A diversion leaves a port that may be choked, and takes up what its own supplier sends."""
    ends = {lane.name: (lane.supplier, lane.to) for lane in scenario.lane}
    for index, lane in enumerate(scenario.lane):
        if (way := lane.diversion) is not None:
            path: Path = ("lane", index, "diversion")
            if lane.port is None:
                yield Problem(
                    path, "a lane that passes no port", "a lane with a port, whose queue it watches"
                )
            if way.lane == lane.name or ends[way.lane] != ends[lane.name]:
                expected = f"another lane of {quoted(lane.supplier)} to the same place"
                yield Problem((*path, "lane"), quoted(way.lane), expected)


def near_lanes_have_far_ones(scenario: Scenario) -> Iterator[Problem]:
    """A split needs both; a stance that splits needs near lanes."""
    shipped = scenario.component_of_source
    for index, part in enumerate(scenario.component):
        ways = [
            (number, lane) for number, lane in enumerate(scenario.lane) if shipped[lane.supplier] == part.name
        ]
        near = [number for number, lane in ways if lane.near]
        if near and scenario.depot:
            yield Problem(("lane", near[-1], "near"), "true", "false, since there are depots")
        elif ways and len(near) == len(ways):
            yield Problem(
                ("lane", near[-1], "near"), "true", f"false for some lane of {part.name}, the far one"
            )
        for stance in ("jit", "jic"):
            if not near and getattr(part, stance).sourcing_split is not None:
                path: Path = ("component", index, stance, "sourcing_split")
                yield Problem(path, "a split", f"none, or near = true for some lane of {part.name}")


def fast_lanes_have_goods_to_take(scenario: Scenario) -> Iterator[Problem]:
    """A fast lane takes up what its supplier sends by others; a stance that expedites needs one."""
    suppliers = {lane.name: lane.supplier for lane in scenario.lane}
    shipped = scenario.component_of_source
    for index, part in enumerate(scenario.component):
        path: Path = ("component", index)
        if (fast := part.expedite) is None:
            for stance in [key for key in ("jit", "jic") if getattr(part, key).expedite > 0.0]:
                expected = "none, or an expedite table that names the fast lane"
                yield Problem((*path, stance, "expedite"), "weeks to expedite below", expected)
        elif shipped[suppliers[fast.lane]] != part.name:
            expected = f"a lane of a supplier that makes {part.name}"
            yield Problem((*path, "expedite", "lane"), quoted(fast.lane), expected)
        elif list(suppliers.values()).count(suppliers[fast.lane]) < 2:
            expected = "a lane beside others of its supplier, whose goods it can take"
            yield Problem((*path, "expedite", "lane"), quoted(fast.lane), expected)
