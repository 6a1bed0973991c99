"""Who buys: products, the regions that ask for them, and what customers do who are not served at once."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, field

from .goods import Buffer
from .words import Name, Share, Title, Value


class Product(Value, frozen=True, kw_only=True):
    """Something that seats make and markets ask for."""

    name: Name
    title: Title
    backlog_cost: Annotated[float, Meta(ge=0.0, le=1e6)] | None = None
    """Money for a unit that a customer waits for a week; None: backlog_share of its price."""


class Regime(Value, frozen=True, kw_only=True):
    """How one product sells in one market."""

    share: Share
    """Part of each seat's demand for the product that comes from this market; sums to 1."""
    variation: Annotated[float, Meta(ge=0.0, le=1.5)]
    """Coefficient of variation of a week's demand, as planners know it; drawn so if the draw is normal."""
    season: Annotated[float, Meta(ge=0.0, le=0.9)] = 0.0
    """Amplitude of the yearly season, known to every planner."""
    season_peak_week: Annotated[float, Meta(ge=0.0, le=52.0)] = 0.0
    persistence: Annotated[float, Meta(ge=0.0, le=0.95)] = 0.0
    """Autocorrelation of the weekly noise; 0 is a stable market, 0.8 one that drifts."""
    life: Annotated[
        list[Annotated[list[Annotated[float, Meta(ge=0.0, le=260.0)]], Meta(min_length=2, max_length=2)]],
        Meta(max_length=60),
    ] = field(default_factory=list)
    """[week, factor on the mean], straight lines between: launch, growth, end of life. Planners know it."""
    draw: Literal["normal", "poisson", "negative_binomial", "listed"] = "normal"
    """Normal, cut off at 0; whole units by Poisson or negative binomial; or the units of a list."""
    clumps: Annotated[float, Meta(ge=0.05, le=100.0)] | None = None
    """If negative binomial: r of its variance, mean + mean² / r; the smaller, the more erratic."""
    units: Annotated[list[Annotated[float, Meta(ge=0.0, le=1e6)]], Meta(max_length=260)] = field(
        default_factory=list
    )
    """If listed: units asked of each seat that has demand for the product, by week; the last is repeated."""


class Selling(Value, frozen=True, kw_only=True):
    """What customers do who are not served at once."""

    wait_share: Share
    """Part of the demand not served at once that waits; the rest is lost."""
    switching: Share = 0.0
    """Part of the demand not served at once that first turns to rivals with goods."""


class Market(Value, frozen=True, kw_only=True):
    """A region with customers of all seats."""

    name: Name
    title: Title
    demand: Annotated[dict[Name, Regime], Meta(min_length=1)]
    """How each product sells here."""
    selling: Selling | None = None
    """For its own customers; None: as in all markets."""
    buffer: Buffer | None = None
    """A stock in the region, which alone serves its customers; None: the plants serve them."""
