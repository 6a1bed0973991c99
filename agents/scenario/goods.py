"""Where goods wait for their customers, and what becomes of parts and products that go out of use.

A file may leave each of these out, and then nothing changes.
"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, field

from .words import Grade, Headline, Name, Sentence, Share, Title, Value


class Buffer(Value, frozen=True, kw_only=True):
    """Goods that every seat keeps in a region for its market, and ships there."""

    target_weeks: Annotated[float, Meta(ge=0.0, le=26.0)]
    """Weeks of forecast demand wanted on the shelf at a week's end."""
    lead_weeks: Annotated[int, Meta(ge=0, le=12)]
    """Weeks from a plant to the shelf."""
    storage: Annotated[float, Meta(ge=0.0, le=2.0)]
    """Yearly rate of storing a unit there, of its standard cost, in place of finished_storage."""
    freight: Annotated[float, Meta(ge=0.0, le=1e6)] = 0.0
    """Money per unit sent there."""


class WriteOff(Value, frozen=True, kw_only=True):
    """A look at the shelf every so many weeks: part of what has lain there too long is written off."""

    share: Annotated[float, Meta(gt=0.0, le=1.0)]
    older_than_weeks: Annotated[int, Meta(ge=1, le=104)]
    every_weeks: Annotated[int, Meta(ge=1, le=52)] = 13


class Announcement(Value, frozen=True, kw_only=True):
    """News of an engineering change."""

    week: Annotated[int, Meta(ge=-52, le=52)]
    """Weeks after the change's first week; negative is before."""
    grade: Grade
    headline: Headline
    text: Sentence


class EngineeringChange(Value, frozen=True, kw_only=True):
    """From some week on a product is built with one component in place of another, unit for unit.

    Both have the same value, so that what a product costs at standard cost is what it did before.
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
    """So many weeks ahead the seats' planning counts with it."""
    news: Annotated[list[Announcement], Meta(max_length=60)] = field(default_factory=list)
