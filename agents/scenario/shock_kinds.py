"""The kinds of shock: what each strikes, and the range and unit of the number that it holds.

A new kind is one entry here and one class with its `bend` in `chance/shocks.py`. All else that depends on
the kind reads this table: the checks of a file, the types of the wire, the facilitator's form.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

TargetKind = Literal["supplier", "port", "lane", "product", "seat", "component"]
"""What a shock may strike, by the name of its list in a scenario file."""
EVERY_SEAT = "every_seat"
"""In place of a seat's name: the shock strikes all seats."""


@dataclass(frozen=True, slots=True)
class KindOfShock:
    """What one kind of shock strikes, and which numbers its profile may hold."""

    target: TargetKind
    lowest: float
    highest: float
    usual: float | None
    """Where the facilitator's form begins; None: all or nothing, as a closure is."""
    unit: Literal["times normal", "weeks added"] = "times normal"
    raises_price: bool = False
    """Whether the number multiplies a price: the check that selling pays counts it."""

    @property
    def normal(self) -> float:
        """The number that changes nothing: 0 weeks added, or 1 times normal."""
        return 0.0 if self.unit == "weeks added" else 1.0


SHOCK_KINDS: dict[str, KindOfShock] = {
    "capacity_cut": KindOfShock("supplier", 0, 1.5, 0.5),  # above 1: the catch-up afterwards
    "closure": KindOfShock("supplier", 0, 1, None),
    "outside_orders": KindOfShock("supplier", 0, 5, 1.5),
    "price_spike": KindOfShock("supplier", 1, 10, 1.5, raises_price=True),
    "port_slowdown": KindOfShock("port", 0, 2, 0.5),
    "demand_surge": KindOfShock("product", 1, 5, 1.3),
    "demand_slump": KindOfShock("product", 0, 1, 0.7),
    "lead_time_stretch": KindOfShock("lane", 0, 26, 3.0, "weeks added"),
    "line_outage": KindOfShock("seat", 0, 1.5, 0.3),  # above 1: overtime afterwards
    "price_rise": KindOfShock("component", 1, 10, 1.25, raises_price=True),
    "use_cut": KindOfShock("component", 0, 1, 0.6),
}
"""By the name that a scenario file uses; a facilitator is offered them in this order."""
