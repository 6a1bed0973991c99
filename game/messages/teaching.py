"""What a scenario is played for, as it is told: goals and questions to who leads it, the real event after."""

from __future__ import annotations

from msgspec import Struct


class TalkGuide(Struct, frozen=True, forbid_unknown_fields=True):
    """For the facilitator: what players should take home, and questions for the talk afterwards."""

    goals: list[str]
    questions: list[str]


class RealSource(Struct, frozen=True, forbid_unknown_fields=True):
    """Where the real event can be read up."""

    title: str
    url: str | None


class RealEvent(Struct, frozen=True, forbid_unknown_fields=True):
    """What really happened: the event that the scenario is made from."""

    title: str
    text: str
    """Paragraphs with a blank line between."""
    sources: list[RealSource]
