"""What a seat is told ahead of its choices, as the log holds it: unrounded, and without what a file says."""

from __future__ import annotations

from msgspec import Struct

from ..messages import Cash, ExpressNow, Planning, SourceNow


class PartAhead(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Of one component of a seat."""

    planning: Planning | None = None
    sources: list[SourceNow] = []
    express: ExpressNow | None = None


class ShelfAhead(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Of one shelf of a seat; units of all products."""

    target_weeks: float
    units: float
    demand: float
    """Forecast of next week."""
    holding: float
    """Money a week for keeping a week of demand."""
    fee: float
    """Money due at once for another target."""
    waiting: float = 0.0
    coming: list[float] = []


class DemandAhead(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Of one product of a seat."""

    forecast: list[float]
    """Units in each of the next weeks."""
    wanted: list[float]
    """Units of goods wanted for each unit forecast for the 1st, 2nd, … week."""
    parts: list[float]
    """Units of each component in a unit of it."""
    planned: list[float] = []
    """What orders are made with in place of the forecast; empty: that."""


class SeatAhead(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Of one seat."""

    parts: list[PartAhead]
    """By component."""
    cash: Cash | None = None
    shelves: list[ShelfAhead] = []
    """By market with a shelf."""
    demand: list[DemandAhead] = []
    """By product of the scenario."""
