"""Optional parts of suppliers, ports and lanes: breakdowns, prices, reserve, express, crowding, diversion."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from .words import Name, Share, Value

GoodShare = Annotated[float, Meta(gt=0.0, le=1.0)]


class Breakdowns(Value, frozen=True, kw_only=True):
    """Failures and repairs of a supplier, a Markov chain by week; while it is down it makes nothing."""

    failure: Share
    """Chance that the week after an up week is down."""
    repair: Annotated[float, Meta(gt=0.0, le=1.0)]
    """Chance that the week after a down week is up."""


class ShortagePrice(Value, frozen=True, kw_only=True):
    """A price that rises and falls with the weeks that orders wait at the supplier."""

    per_week: Annotated[float, Meta(ge=0.0, le=1.0)]
    """Part of the price added for each week of waiting."""
    most: Annotated[float, Meta(ge=0.0, le=10.0)]
    """Most that is added, as a part of the price."""


class Reserve(Value, frozen=True, kw_only=True):
    """Capacity that a supplier has elsewhere, for the customers who ask for it first in a shortage."""

    capacity: Annotated[float, Meta(gt=0.0, le=5.0)]
    """What it can make beyond its usual capacity, as a multiple of that."""
    asked_weeks: Annotated[float, Meta(ge=0.05, le=26.0)] = 0.5
    """A customer has asked once it has ordered so many weeks of its usual orders more than usual while it
    waits for goods."""


class Expediting(Value, frozen=True, kw_only=True):
    """Express: shipments of a component that a seat is short of take a faster lane, at a premium."""

    lane: Name
    """The fast lane, beside others of the same supplier."""
    premium: Annotated[float, Meta(ge=0.0, le=1e6)]
    """Money per unit sent so, beyond the lane's freight; the cost line expedite_cost."""
    limit_weeks: Annotated[float, Meta(gt=0.0, le=52.0)]
    """Most that a seat may send so in a week, in weeks of its use."""


class Crowding(Value, frozen=True, kw_only=True):
    """Loss of throughput in a full port, where boxes block each other."""

    loss: Annotated[float, Meta(ge=0.0, le=0.3)]
    """Part of its throughput that a full port loses."""
    full_weeks: Annotated[float, Meta(gt=0.0, le=52.0)]
    """Weeks of usual throughput in the queue at which it is full; the loss sets in at four fifths of that."""


class Diversion(Value, frozen=True, kw_only=True):
    """A lane to use instead while the queue at this lane's port is long, at the other lane's freight."""

    lane: Name
    """Another lane of the same supplier."""
    above_weeks: Annotated[float, Meta(ge=0.0, le=52.0)]
    """Weeks of queue at this lane's port above which goods take the other lane."""
