"""Shocks in a scenario file, their news, and the everyday cuts of capacity."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, field

from .words import Grade, Headline, Name, Sentence, Share, ShockKind, Stretch, Title, Value


class Disturbances(Value, frozen=True, kw_only=True):
    """Everyday trouble: each supplier and port loses some capacity for some weeks, by chance."""

    times: Annotated[int, Meta(ge=0, le=12)]
    """Most cuts of a site over the scenario's weeks."""
    chance: Share
    """Probability of each cut."""
    weeks: Annotated[int, Meta(ge=1, le=8)]
    """Weeks that a cut lasts."""
    capacity: Annotated[list[Share], Meta(min_length=2, max_length=2)]
    """Lowest and highest share of capacity that is left."""


class News(Value, frozen=True, kw_only=True):
    """An item of news of a shock, true or false."""

    week: Annotated[int, Meta(ge=-26, le=52)]
    """Weeks after the shock's first week; negative is before."""
    grade: Grade
    headline: Headline
    text: Sentence
    only: Literal["always", "true", "false"] = "always"
    """Published in all worlds, only where the shock comes, or only where it does not."""
    all_clear: bool = False
    """Says that the shock is over, or will not come: ends the alert that earlier items raised."""


class Shock(Value, frozen=True, kw_only=True):
    """A shock of the scenario; each world draws whether it comes, its first week, depth and length."""

    name: Name
    title: Title
    kind: ShockKind
    target: Name
    """A supplier, port, lane, product, seat or component, as the kind asks; "every_seat" is all seats."""
    shares_fate_with: Name | None = None
    """Another shock whose random numbers this one uses, too: it comes when that one comes, and with a
    first-week window as wide its first week keeps a fixed distance."""
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
    The shock ends at the last point's week, unless it is lasting."""
    lasting: bool = False
    """The last point's value holds to the end of the game."""
    interpolation: Literal["step", "linear"] = "step"
    news: list[News] = field(default_factory=list)
