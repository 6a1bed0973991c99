"""Checks of priority lists: a lexicographic supplier has one, and it names every customer once."""

from __future__ import annotations

from collections.abc import Iterator

from .mistakes import Problem, quoted
from .scenario import Scenario
from .transport import Supplier
from .words import OUTSIDE


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
