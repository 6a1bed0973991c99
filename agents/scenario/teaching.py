"""What a scenario is played for: how hard and long it is, goals and questions for who leads it, the set that
it is compared with, and the real event behind it."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from .words import Name, Sentence, Story, Title, Value

Difficulty = Literal["easy", "medium", "hard"]
BOUNDS: dict[Difficulty, tuple[float, float]] = {
    "easy": (80.0, float("inf")),
    "medium": (55.0, 80.0),
    "hard": (float("-inf"), 55.0),
}
"""Mean score of the better of the two slogans, all JIT and all JIC, from the lower bound to below the upper.
Where a slogan comes near the best plan, 100, little can go wrong for who follows it."""
QuestionName = Literal["demand", "supply", "stockout", "complexity", "capital"]
"""What decides between Just in Time and Just in Case: how predictable demand is, how reliable and far
suppliers are, what running out costs, how complex the product is, how much working capital there is."""
MOST_WORDS_BEFORE_PLAY = 150
"""Of a story of the library, so that a room begins to play within a minute."""

Address = Annotated[
    str, Meta(pattern=r"\Ahttps?://[^\s\"<>]{4,300}\Z", description="an address that begins with https://")
]

Line = Annotated[
    str, Meta(pattern=r"\A[^\n]{1,160}\Z", description="text of 1 to 160 characters on one line")
]


class Guide(Value, frozen=True, kw_only=True):
    """For whoever leads a game; players do not see the questions before its end."""

    goals: Annotated[list[Sentence], Meta(min_length=1, max_length=6)]
    """What a player can do or say afterwards; also on the scenario's card, for whoever chooses it."""
    questions: Annotated[list[Sentence], Meta(min_length=1, max_length=8)]
    """For the talk after the game."""


class Source(Value, frozen=True, kw_only=True):
    """Where it can be read up; a title stays in its own language."""

    title: Line
    url: Address | None = None


class TrueStory(Value, frozen=True, kw_only=True):
    """What really happened: the event that the scenario is made from. It is told when a game has ended."""

    title: Title
    text: Story
    """Paragraphs with a blank line between; firms by their names, and no person."""
    source: Annotated[list[Source], Meta(min_length=1, max_length=8)]


class Contrast(Value, frozen=True, kw_only=True):
    """One of a few scenarios with the same parts and firms, to be played one after another and compared: from
    one to the next, one of the five questions is answered otherwise and all else stays."""

    group: Name
    """The set, alike in the files that belong to it."""
    title: Title
    """Of the set, alike in its files."""
    place: Annotated[int, Meta(ge=1, le=6)]
    """Its place in the order of play, from 1."""
    question: QuestionName | None = None
    """What is turned over against the place before; None: nothing, it is the first."""
    turned: Sentence
    """What is turned over, in a sentence."""


def difficulty_of(score: float) -> Difficulty:
    """How hard a scenario is, by the mean score of the better slogan."""
    return next(name for name, (least, most) in BOUNDS.items() if least <= score < most)
