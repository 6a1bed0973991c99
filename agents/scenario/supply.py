"""What may go wrong between a supplier and a plant, and what is done about it.

A file may leave each of these parts out, and then nothing changes.
"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from .words import Name, Share, Value

GoodShare = Annotated[float, Meta(gt=0.0, le=1.0)]


class Breakdowns(Value, frozen=True, kw_only=True):
    """A supplier that fails and is repaired by chance, week by week; while down it makes nothing."""

    failure: Share
    """Chance that a week after an up week is down."""
    repair: Annotated[float, Meta(gt=0.0, le=1.0)]
    """Chance that a week after a down week is up."""


class ShortagePrice(Value, frozen=True, kw_only=True):
    """A price that rises with the weeks that people wait at the gate, and falls with them."""

    per_week: Annotated[float, Meta(ge=0.0, le=1.0)]
    """Part of the price added for each week of waiting."""
    most: Annotated[float, Meta(ge=0.0, le=10.0)]
    """Most that is added, as a part of the price."""


class Expediting(Value, frozen=True, kw_only=True):
    """What a seat is short of may leave its supplier by a faster lane, for more money."""

    lane: Name
    """The fast lane, beside others of the same supplier."""
    premium: Annotated[float, Meta(ge=0.0, le=1e6)]
    """Money per unit sent so, beyond the lane's freight; the books call it expedite_cost."""
    limit_weeks: Annotated[float, Meta(gt=0.0, le=52.0)]
    """Most that a seat may send so in a week, in weeks of its use."""


class Crowding(Value, frozen=True, kw_only=True):
    """A queue that slows its port down, since boxes stand in each other's way."""

    loss: Annotated[float, Meta(ge=0.0, le=0.3)]
    """Part of its throughput that a full port loses."""
    full_weeks: Annotated[float, Meta(gt=0.0, le=52.0)]
    """Weeks of usual throughput in the queue at which it is full; the loss sets in at four fifths of that."""


class Diversion(Value, frozen=True, kw_only=True):
    """While its port is choked, what a lane would carry leaves by another, at that other's freight."""

    lane: Name
    """Another lane of the same supplier."""
    above_weeks: Annotated[float, Meta(ge=0.0, le=52.0)]
    """Weeks of queue at this lane's port above which it does."""
