"""Ordering rules in numbers and depots, as a scenario file gives them.

A rule replaces a stance's cover for one component, or orders for a depot. `NEEDS` holds the numbers of each
rule, and `sites/ordering_rules.py` what it does with them.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, field

from .words import Name, Share, Title, Value

Units = Annotated[float, Meta(ge=0.0, le=1e9)]
# base_stock: order up to a level; reorder: (s, S); lots: (r, nQ); anchor: anchoring and adjustment.
RuleName = Literal["base_stock", "reorder", "lots", "moving_average", "pass_through", "anchor"]


class OrderRule(Value, frozen=True, kw_only=True):
    """How a site orders one component, all in units of it."""

    rule: RuleName
    level: Annotated[float, Meta(ge=-1e9, le=1e9)] | None = None
    """base_stock, reorder: order up to this position; anchor: the stock and supply line wanted."""
    reorder_point: Annotated[float, Meta(ge=-1e9, le=1e9)] | None = None
    """reorder, lots: order when the position is at it or below."""
    lot: Annotated[float, Meta(gt=0.0, le=1e9)] | None = None
    """lots: order as many of these as bring the position above the reorder point."""
    weeks: Annotated[int, Meta(ge=1, le=104)] | None = None
    """moving_average: weeks whose mean is the forecast."""
    cover: Annotated[float, Meta(ge=0.0, le=104.0)] | None = None
    """moving_average: order up to so many weeks of the forecast."""
    safety: Annotated[float, Meta(ge=-1e9, le=1e9)] | None = None
    """moving_average: units beyond; 0 unless given."""
    returns: bool = False
    """moving_average: what is above the level is returned, at no cost."""
    smoothing: Share | None = None
    """anchor: weight of the last week in the expected orders."""
    stock_weight: Share | None = None
    """anchor: part of the gap in stock and supply line that a week's order closes."""
    line_weight: Share | None = None
    """anchor: part of the supply line that is counted."""
    position: Literal["local", "echelon"] = "local"
    """What is compared with the level: the site's own position, or its echelon's: all stock there and
    downstream, less the backlog of final customers. For a seat both are equal."""
    first_orders: Annotated[list[Units], Meta(max_length=260)] = field(default_factory=list)
    """Orders of the first weeks, in place of the rule's."""


NEEDS: dict[RuleName, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "base_stock": (("level",), ()),
    "reorder": (("reorder_point", "level"), ()),
    "lots": (("reorder_point", "lot"), ()),
    "moving_average": (("weeks", "cover"), ("safety", "returns")),
    "pass_through": ((), ()),
    "anchor": (("level", "smoothing", "stock_weight", "line_weight"), ()),
}
"""The fields that a rule must have, and those that it may have."""


class Depot(Value, frozen=True, kw_only=True):
    """A stocking site between suppliers and plants, for one component.

    It buys by the lanes that lead to it, from a supplier or another depot, and sells by the lanes that leave
    it. Costs are money for a unit and a week.
    """

    name: Name
    title: Title
    component: Name
    order: OrderRule
    holding_cost: Annotated[float, Meta(ge=0.0, le=1e6)] = 0.0
    """On hand."""
    moving_cost: Annotated[float, Meta(ge=0.0, le=1e6)] = 0.0
    """On the way to it."""
    backlog_cost: Annotated[float, Meta(ge=0.0, le=1e6)] = 0.0
    """Ordered from it and not yet shipped."""
    order_cost: Annotated[float, Meta(ge=0.0, le=1e6)] = 0.0
    """Money for each order placed, however large; with the rule lots for each lot, and a part of one costs as
    much as a whole."""
    opening_units: Units | None = None
    """On hand before week 1; None: what puts its inventory position in the steady state of its rule."""
