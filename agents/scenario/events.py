"""What may befall a world: shocks, what is published of them, and the small troubles of everyday."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, field

from .words import Grade, Headline, Name, Sentence, Share, ShockKind, Stretch, Title, Value


class Disturbances(Value, frozen=True, kw_only=True):
    """The small shocks of everyday: each supplier and port loses some capacity now and then."""

    times: Annotated[int, Meta(ge=0, le=12)]
    chance: Share
    weeks: Annotated[int, Meta(ge=1, le=8)]
    capacity: Annotated[list[Share], Meta(min_length=2, max_length=2)]
    """Lowest and highest share of capacity that is left."""


class News(Value, frozen=True, kw_only=True):
    week: Annotated[int, Meta(ge=-26, le=52)]
    """Weeks after the shock's first week; negative is before."""
    grade: Grade
    headline: Headline
    text: Sentence
    only: Literal["always", "true", "false"] = "always"
    """Published always, only in worlds where the shock comes, or only where it does not."""
    all_clear: bool = False
    """Says that it is over, or was never coming: ends the alert that earlier items raised."""


class Shock(Value, frozen=True, kw_only=True):
    """A shock as the scenario tells it; each world draws its own week, depth and length."""

    name: Name
    title: Title
    kind: ShockKind
    target: Name
    """A supplier, port, lane, product or market, as the kind asks."""
    shares_fate_with: Name | None = None
    """Another shock from whose chances this one draws too: it comes when that one comes, and
    a first-week window as wide keeps a fixed distance to it."""
    probability: Share = 1.0
    first_week: Annotated[list[Annotated[int, Meta(ge=1, le=260)]], Meta(min_length=2, max_length=2)]
    """Earliest and latest first week."""
    depth: Annotated[list[Annotated[float, Meta(ge=0.0, le=5.0)]], Meta(min_length=2, max_length=2)] = field(
        default_factory=lambda: [1.0, 1.0]
    )
    """Lowest and highest factor on the profile's distance from normal."""
    stretch: Annotated[list[Stretch], Meta(min_length=2, max_length=2)] = field(
        default_factory=lambda: [1.0, 1.0]
    )
    """Lowest and highest factor on the profile's weeks."""
    profile: Annotated[
        list[Annotated[list[Annotated[float, Meta(ge=0.0, le=260.0)]], Meta(min_length=2, max_length=2)]],
        Meta(min_length=2, max_length=60),
    ]
    """[week after the start, value]: a multiple of normal, or weeks added for lead_time_stretch.
    The shock ends at the last point's week."""
    interpolation: Literal["step", "linear"] = "step"
    news: list[News] = field(default_factory=list)
