"""Optional parts of a scenario file: regional buffers, write-offs and engineering changes."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, field

from .words import MOST_SHELF_WEEKS, Grade, Headline, Name, Sentence, Share, Title, Value


class Buffer(Value, frozen=True, kw_only=True):
    """A stock of finished goods that every seat keeps in a market's region and replenishes from its plant."""

    target_weeks: Annotated[float, Meta(ge=0.0, le=MOST_SHELF_WEEKS)]
    """Target at the end of a week, in weeks of forecast demand."""
    lead_weeks: Annotated[int, Meta(ge=0, le=12)]
    """Weeks from the plant to the buffer."""
    storage: Annotated[float, Meta(ge=0.0, le=2.0)]
    """Yearly rate of storing a unit there, of its standard cost, in place of finished_storage."""
    freight: Annotated[float, Meta(ge=0.0, le=1e6)] = 0.0
    """Money per unit sent there."""


class WriteOff(Value, frozen=True, kw_only=True):
    """A stock-taking every so many weeks that writes off part of what has lain there too long."""

    share: Annotated[float, Meta(gt=0.0, le=1.0)]
    """Part of the old units that is written off."""
    older_than_weeks: Annotated[int, Meta(ge=1, le=104)]
    every_weeks: Annotated[int, Meta(ge=1, le=52)] = 13


class Announcement(Value, frozen=True, kw_only=True):
    """An item of news of an engineering change, published in all worlds."""

    week: Annotated[int, Meta(ge=-52, le=52)]
    """Weeks after the change's first week; negative is before."""
    grade: Grade
    headline: Headline
    text: Sentence


class EngineeringChange(Value, frozen=True, kw_only=True):
    """From its first week on a product is built with one component in place of another, unit for unit.

    Both have the same value, so the product keeps its standard cost.
    """

    name: Name
    title: Title
    product: Name
    old: Name
    new: Name
    first_week: Annotated[list[Annotated[int, Meta(ge=1, le=260)]], Meta(min_length=2, max_length=2)]
    """Earliest and latest first week; each world draws its own."""
    probability: Share = 1.0
    notice_weeks: Annotated[int, Meta(ge=0, le=52)] = 0
    """Weeks before the first week from which the seats' planning counts on it."""
    news: Annotated[list[Announcement], Meta(max_length=60)] = field(default_factory=list)
