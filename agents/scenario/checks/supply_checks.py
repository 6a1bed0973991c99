"""Checks of suppliers and lanes: yields, ports, diversions, near and fast lanes, lists of priority."""

from __future__ import annotations

from collections.abc import Iterator

from ..mistakes import Path, Problem, if_reversed, quoted
from ..scenario import Scenario
from ..transport import Supplier
from ..words import OUTSIDE


def yields_are_ordered(scenario: Scenario) -> Iterator[Problem]:
    """A supplier's yield is given as lowest, then highest."""
    for index, supplier in enumerate(scenario.supplier):
        if supplier.good_share is not None:
            path: Path = ("supplier", index, "good_share")
            yield from if_reversed(supplier.good_share, path, "the lowest share, then the highest")


def ocean_lanes_have_a_port(scenario: Scenario) -> Iterator[Problem]:
    """Ships call at a port; air and truck may pass none."""
    for index, lane in enumerate(scenario.lane):
        if lane.mode == "ocean" and lane.port is None:
            expected = "the name of a port, since ocean lanes need one"
            yield Problem(("lane", index, "port"), "nothing", expected)


def diversions_share_both_ends(scenario: Scenario) -> Iterator[Problem]:
    """A diverted lane passes a port, whose queue decides, and gives way to one with the same two ends."""
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
    """Where some lanes of a component are near, others are far; a stance that splits orders needs both."""
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
    """A fast lane takes over goods of its own supplier's other lanes; a stance that expedites needs one."""
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


def priorities_are_whole(scenario: Scenario) -> Iterator[Problem]:
    """Priority lists are complete: else who comes first would depend on the order of seats in the file."""
    for index, supplier in enumerate(scenario.supplier):
        if supplier.rationing == "lexicographic":
            yield from _missing(scenario, supplier, index)
        elif supplier.priority:
            expected = f'no list, since its rationing is "{supplier.rationing}", not "lexicographic"'
            yield Problem(("supplier", index, "priority"), f"a list of {len(supplier.priority)}", expected)


def _missing(scenario: Scenario, supplier: Supplier, index: int) -> Iterator[Problem]:
    """Customers that are missing in a supplier's list, stand in it twice, or do not belong there."""
    customers = [seat.name for seat in scenario.seat]
    # The outside world is a customer only where it buys.
    if supplier.outside_share > 0.0:
        customers.append(OUTSIDE)
    named = supplier.priority
    if absent := [name for name in customers if name not in named]:
        expected = f"every customer, first served first: {', '.join(absent)} too"
        yield Problem(("supplier", index, "priority"), ", ".join(named) or "nobody", expected)
    for place, name in enumerate(named):
        if name in named[:place]:
            yield Problem(("supplier", index, "priority", place), quoted(name), "each customer once")
        elif name == OUTSIDE and supplier.outside_share == 0.0:
            expected = "seats only, since its outside_share is 0"
            yield Problem(("supplier", index, "priority", place), quoted(name), expected)


def no_seat_is_called_outside(scenario: Scenario) -> Iterator[Problem]:
    """No seat has the name that stands for the outside world in priority lists."""
    listed = any(supplier.rationing == "lexicographic" for supplier in scenario.supplier)
    for index, seat in enumerate(scenario.seat):
        if listed and seat.name == OUTSIDE:
            expected = f"another name ({OUTSIDE} is the outside world in a priority list)"
            yield Problem(("seat", index, "name"), quoted(seat.name), expected)
