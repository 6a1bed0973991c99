"""Ordering rules in numbers, as a scenario file gives them, and the depots that order by them.

A rule stands for a component in place of a stance's cover, or for a depot. Which rule needs which numbers
stands in `NEEDS`; what they do, in `order_rules`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, field

from .words import Name, Share, Title, Value

Units = Annotated[float, Meta(ge=0.0, le=1e9)]
RuleName = Literal["base_stock", "reorder", "lots", "moving_average", "pass_through", "anchor"]


class OrderRule(Value, frozen=True, kw_only=True):
    """How a site orders one component, all in units of it."""

    rule: RuleName
    level: Annotated[float, Meta(ge=-1e9, le=1e9)] | None = None
    """base_stock, reorder: order up to this position; anchor: the stock and supply line wanted."""
    reorder_point: Annotated[float, Meta(ge=-1e9, le=1e9)] | None = None
    """reorder, lots: order when the position is at it or below."""
    lot: Annotated[float, Meta(gt=0.0, le=1e9)] | None = None
    """lots: order so many of these that the position rises above the reorder point."""
    weeks: Annotated[int, Meta(ge=1, le=104)] | None = None
    """moving_average: weeks whose mean is the forecast."""
    cover: Annotated[float, Meta(ge=0.0, le=104.0)] | None = None
    """moving_average: order up to so many weeks of the forecast."""
    safety: Annotated[float, Meta(ge=-1e9, le=1e9)] | None = None
    """moving_average: units beyond; 0 unless given."""
    returns: bool = False
    """moving_average: what stands above the level goes back from the bin, at no cost."""
    smoothing: Share | None = None
    """anchor: weight of the last week in the expected orders."""
    stock_weight: Share | None = None
    """anchor: part of the gap in stock and supply line that a week's order closes."""
    line_weight: Share | None = None
    """anchor: part of the supply line that is counted."""
    position: Literal["local", "echelon"] = "local"
    """What is compared with the level: the site's own position, or all that is there and further down, less
    what final customers wait for. For a seat both are the same."""
    first_orders: Annotated[list[Units], Meta(max_length=260)] = field(default_factory=list)
    """Orders of the first weeks, whatever the rule says."""


NEEDS: dict[RuleName, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "base_stock": (("level",), ()),
    "reorder": (("reorder_point", "level"), ()),
    "lots": (("reorder_point", "lot"), ()),
    "moving_average": (("weeks", "cover"), ("safety", "returns")),
    "pass_through": ((), ()),
    "anchor": (("level", "smoothing", "stock_weight", "line_weight"), ()),
}
"""The numbers that a rule must have, and those that it may."""


class Depot(Value, frozen=True, kw_only=True):
    """A site that holds one component, buys it by lanes that lead there, and serves those who buy from it.

    It may buy from a supplier or from another depot. Costs are money for a unit and a week.
    """

    name: Name
    title: Title
    component: Name
    order: OrderRule
    holding_cost: Annotated[float, Meta(ge=0.0, le=1e6)] = 0.0
    """On hand."""
    moving_cost: Annotated[float, Meta(ge=0.0, le=1e6)] = 0.0
    """On the way here."""
    backlog_cost: Annotated[float, Meta(ge=0.0, le=1e6)] = 0.0
    """Ordered here and not shipped yet."""
    order_cost: Annotated[float, Meta(ge=0.0, le=1e6)] = 0.0
    """Money for each order placed, however large."""
    opening_units: Units | None = None
    """On hand before week 1; None: what puts its position where the rule rests."""
