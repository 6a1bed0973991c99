"""The ways of goods in a scenario file: who makes a component, the lanes that carry it, the ports between."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, field

from .supply import Breakdowns, Crowding, Diversion, GoodShare, ShortagePrice
from .tiers import Units
from .words import Mode, Name, RationingRule, Share, Title, Value


class Supplier(Value, frozen=True, kw_only=True):
    name: Name
    title: Title
    component: Name
    make_weeks: Annotated[int, Meta(ge=0, le=20)]
    capacity_ratio: Annotated[float, Meta(ge=0.5, le=1000.0)]
    """Weekly capacity as a multiple of the normal use of all customers, the outside world too."""
    outside_share: Annotated[float, Meta(ge=0.0, le=0.95)] = 0.0
    """Part of the normal orders that come from the world outside the game."""
    finished_stock_weeks: Annotated[float, Meta(ge=0.0, le=8.0)] = 0.0
    """Most weeks of normal orders it keeps finished; 0 makes to order."""
    breakdowns: Breakdowns | None = None
    good_share: Annotated[list[GoodShare], Meta(min_length=2, max_length=2)] | None = None
    """Lowest and highest share of what it starts in a week that is good. None: all of it."""
    capacity: Annotated[float, Meta(gt=0.0, le=1e9)] | None = None
    """Units a week. None: what the lanes' shares of normal use, outside_share and capacity_ratio come to."""
    premium: Annotated[float, Meta(ge=0.0, le=1e6)] = 0.0
    """Money per unit above standard cost."""
    shortage_price: ShortagePrice | None = None
    qualification_weeks: Annotated[int, Meta(ge=0, le=52)] = 0
    """Weeks from a seat's first asking for it until orders may go there, if no lane of it has a share."""
    rationing: RationingRule = "proportional"
    """Who gets how much when not all can be served."""
    priority: Annotated[list[Name], Meta(max_length=13)] = field(default_factory=list)
    """Seats, and `outside` where the outside world buys too, first served first; for `lexicographic`."""
    sales_memory_weeks: Annotated[int, Meta(ge=1, le=52)] = 8
    """Weeks of past sales that give a customer its share; for `turn_and_earn`."""


class Port(Value, frozen=True, kw_only=True):
    name: Name
    title: Title
    utilisation: Annotated[float, Meta(ge=0.05, le=0.99)]
    """Normal traffic over throughput."""
    others_share: Annotated[float, Meta(ge=0.0, le=0.99)]
    """Part of the normal traffic that belongs to nobody at the table."""
    dwell_weeks: Annotated[int, Meta(ge=0, le=8)] = 0
    """Weeks in the yard after discharge."""
    throughput: Annotated[float, Meta(gt=0.0, le=1e9)] | None = None
    """Boxes a week. None: what normal use of its lanes, others_share and utilisation come to."""
    others_arrive: Literal["evenly", "poisson"] = "evenly"
    """Other people's boxes: as many every week, or on a Poisson number of ships, as many on average."""
    ship_boxes: Annotated[float, Meta(ge=0.1, le=1e6)] = 1.0
    """Other people's boxes on a ship; matters where ships come by chance."""
    crowding: Crowding | None = None


class Lane(Value, frozen=True, kw_only=True):
    """A way from a supplier to the plants: together with the supplier's component, a source."""

    name: Name
    supplier: Name
    mode: Mode
    port: Name | None = None
    transit_weeks: Annotated[int, Meta(ge=0, le=20)]
    inland_weeks: Annotated[int, Meta(ge=0, le=8)] = 0
    share: Annotated[float, Meta(ge=0.0, le=1.0)] = 1.0
    """Part of the component's orders that go this way (sourcing_split); shares of a component sum to 1."""
    freight: Annotated[float, Meta(ge=0.0, le=1e6)] = 0.0
    """Money per unit above the usual freight, which standard cost holds already."""
    late: Annotated[list[Share], Meta(max_length=14)] = field(default_factory=list)
    """Chances that what leaves in a week is 0, 1, 2 … weeks late; they sum to 1. None: never late."""
    near: bool = False
    """One of the near ways to a component, as sourcing_split counts them."""
    diversion: Diversion | None = None
    to: Name | None = None
    """A depot; None: the plants."""
    order_weeks: Annotated[int, Meta(ge=0, le=8)] = 0
    """Weeks until an order reaches whoever ships."""
    opening_flow: Units | None = None
    """Units a week that each customer had sent this way before week 1; None: as usual."""
