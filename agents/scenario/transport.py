"""Suppliers, ports and lanes, as a scenario file gives them."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, field

from .order_rules import Units
from .supply import Breakdowns, Crowding, Diversion, GoodShare, Reserve, ShortagePrice
from .words import Mode, Name, RationingRule, Share, Title, Value


class Supplier(Value, frozen=True, kw_only=True):
    """A site that makes one component for all seats and for the outside world."""

    name: Name
    title: Title
    component: Name
    make_weeks: Annotated[int, Meta(ge=0, le=20)]
    """Weeks from start to shipment."""
    capacity_ratio: Annotated[float, Meta(ge=0.5, le=1000.0)]
    """Weekly capacity as a multiple of the normal orders of all customers, the outside world included."""
    outside_share: Annotated[float, Meta(ge=0.0, le=0.95)] = 0.0
    """Part of the normal orders that comes from the outside world."""
    finished_stock_weeks: Annotated[float, Meta(ge=0.0, le=8.0)] = 0.0
    """Most finished stock that it keeps, in weeks of normal orders; 0: it makes to order. What is taken from
    it still takes make_weeks to leave: the stock saves capacity, not lead time."""
    breakdowns: Breakdowns | None = None
    good_share: Annotated[list[GoodShare], Meta(min_length=2, max_length=2)] | None = None
    """Yield: lowest and highest share of what it starts in a week that comes out good; None: all of it."""
    capacity: Annotated[float, Meta(gt=0.0, le=1e9)] | None = None
    """Units a week; None: derived from normal use, the lanes' shares, outside_share and capacity_ratio."""
    premium: Annotated[float, Meta(ge=0.0, le=1e6)] = 0.0
    """Money per unit above standard cost."""
    shortage_price: ShortagePrice | None = None
    qualification_weeks: Annotated[int, Meta(ge=0, le=52)] = 0
    """Weeks from a seat's first request until it may order there, if no lane of it has a share."""
    rationing: RationingRule = "proportional"
    """Rule that splits what there is among customers when not all can be served."""
    priority: Annotated[list[Name], Meta(max_length=13)] = field(default_factory=list)
    """Seats, and `outside` where the outside world buys too, first served first; for `lexicographic`."""
    sales_memory_weeks: Annotated[int, Meta(ge=1, le=52)] = 8
    """For `turn_and_earn`: weeks of past sales that give a customer its share."""
    reserve: Reserve | None = None


class Port(Value, frozen=True, kw_only=True):
    """A port that discharges boxes first come, first served, no faster than its throughput."""

    name: Name
    title: Title
    utilisation: Annotated[float, Meta(ge=0.05, le=0.99)]
    """Normal traffic over throughput."""
    others_share: Annotated[float, Meta(ge=0.0, le=0.99)]
    """Part of the normal traffic that is not the seats' but the outside world's."""
    dwell_weeks: Annotated[int, Meta(ge=0, le=8)] = 0
    """Weeks in the yard after discharge."""
    throughput: Annotated[float, Meta(gt=0.0, le=1e9)] | None = None
    """Boxes a week; None: derived from the normal use of its lanes, others_share and utilisation."""
    others_arrive: Literal["evenly", "poisson"] = "evenly"
    """Boxes of the outside world: equally many a week, or on a Poisson number of ships with the same mean."""
    ship_boxes: Annotated[float, Meta(ge=0.1, le=1e6)] = 1.0
    """For `poisson`: boxes of the outside world on a ship."""
    crowding: Crowding | None = None


class Lane(Value, frozen=True, kw_only=True):
    """A route from a supplier or depot to the plants, or to a depot; all seats ship on it."""

    name: Name
    supplier: Name
    mode: Mode
    port: Name | None = None
    transit_weeks: Annotated[int, Meta(ge=0, le=20)]
    """Weeks from shipment to its port, or to its end where it passes none."""
    inland_weeks: Annotated[int, Meta(ge=0, le=8)] = 0
    """Weeks from the port's yard to its end."""
    share: Annotated[float, Meta(ge=0.0, le=1.0)] = 1.0
    """Part of the orders of the plants, or of its depot, that goes this way; they sum to 1."""
    freight: Annotated[float, Meta(ge=0.0, le=1e6)] = 0.0
    """Money per unit above the usual freight, which standard cost includes."""
    late: Annotated[list[Share], Meta(max_length=14)] = field(default_factory=list)
    """Chances that what leaves in a week is 0, 1, 2 … weeks late; they sum to 1. Empty: never late."""
    near: bool = False
    """Whether sourcing_split counts it as one of the near lanes of its component."""
    diversion: Diversion | None = None
    to: Name | None = None
    """The depot that it leads to; None: the plants."""
    order_weeks: Annotated[int, Meta(ge=0, le=8)] = 0
    """Weeks until an order reaches the sender."""
    opening_flow: Units | None = None
    """Units a week that each customer had shipped this way before week 1; None: the normal flow."""
