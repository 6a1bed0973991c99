"""Claims: the sentences of a scenario's lesson, each with what it says in numbers.

`linestop scenario balance` plays what a claim names and tells whether it holds (`agents/studies/claims.py`).
A way to play is a text, such as `"hybrid"` or `"housing, chip at official, trim from turn 4"`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from msgspec import Meta

from .mistakes import expected_word
from .words import Grade, Name, Sentence, Value

ClaimKind = Literal["cheaper", "uptime", "weakest_week", "score", "buffers", "order", "long_queues"]
Way = Annotated[
    str,
    Meta(
        pattern=r"\A[a-z0-9_,. ]{1,200}\Z",
        description='a way to play, as "jit" or "housing, chip at rumour"',
    ),
]
"""How a seat plays: see `way_in`."""
BASES = ("jit", "jic", "hybrid")
"""Names that other purchases may be added to."""
GRADES: tuple[Grade, ...] = ("rumour", "press", "official")
EVERY = "all"
"""In place of a part's name: every part."""
SAME = "same"
"""In place of the rivals' way: every rival plays as the seat does."""


class Claim(Value, frozen=True, kw_only=True):
    """One sentence of the lesson, and what it says in numbers. Which keys a kind needs stands in `NEEDS`."""

    text: Sentence
    shows: ClaimKind
    """cheaper: the mean cost of `plan` is below that of each way in `than`, by a share from least to most.
    uptime, score: the mean of `plan` is from least to most. weakest_week: so is the part of what is required
    that a line makes in the weakest week of its year. buffers: exactly these `parts` are worth a buffer, all
    others being as recommended. order: what their buffers save falls in this order. long_queues: exactly
    these parts are quoted two weeks and more above the usual for at least `least` weeks of a year."""
    plan: Way | None = None
    than: Annotated[list[Way], Meta(min_length=1, max_length=8)] | None = None
    rivals: Way | None = None
    """How the rivals of `plan` play: a way, or "same"; hybrid unless given."""
    than_rivals: Way | None = None
    """How the rivals of the ways in `than` play; as those of `plan` unless given."""
    least: Annotated[float, Meta(ge=-1000.0, le=1000.0)] | None = None
    most: Annotated[float, Meta(ge=-1000.0, le=1000.0)] | None = None
    parts: Annotated[list[Name], Meta(max_length=16)] | None = None


NEEDS: dict[ClaimKind, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "cheaper": (("plan", "than"), ("rivals", "than_rivals", "least", "most")),
    "uptime": (("plan",), ("rivals", "least", "most")),
    "weakest_week": (("plan",), ("rivals", "least", "most")),
    "score": (("plan",), ("rivals", "least", "most")),
    "buffers": (("parts",), ("rivals",)),
    "order": (("parts",), ("rivals",)),
    "long_queues": (("parts", "least"), ("plan", "rivals")),
}
"""The keys that a kind of claim must have, and those that it may have, beside `text` and `shows`."""


How = Literal["buffer", "near", "express", "shelf"]
"""What is done for a part, or for a market's shelf."""
HOWS: tuple[How, ...] = ("near", "express")


@dataclass(frozen=True, slots=True)
class Names:
    """What a way to play may name: parts, those with a second source, those with express, shelves."""

    parts: Sequence[str]
    near: Sequence[str] = ()
    express: Sequence[str] = ()
    shelves: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Purchase:
    """A part that is bought Just in Case, near or by express: from a turn on, or while news threatens it.

    Or the weeks of a market's shelf, from a turn on; `part` is then the name of the market.
    """

    part: str
    from_turn: int = 1
    at: Grade | None = None
    how: How = "buffer"
    weeks: float = 0.0


@dataclass(frozen=True, slots=True)
class Played:
    """A way to play: what is held all the time, a name of `BASES`, and what is bought beyond it."""

    base: str
    purchases: tuple[Purchase, ...]


_ITEM = re.compile(
    r"(?P<part>\w+)(?: (?P<how>near|express)| shelf (?P<weeks>\d{1,2}(?:\.\d{1,2})?))?"
    r"(?: (?:from turn (?P<turn>[1-9]\d{0,2})|at (?P<grade>\w+)))?"
)


def way_in(text: str, names: Names) -> Played:
    """The way to play that a text says: a name of `BASES`, what is done beyond it, or both, by commas.

    `"housing"` buys housings Just in Case from the first turn, `"housing from turn 4"` later, `"housing at
    rumour"` while news of that grade or a higher one is in force. `"hybrid, frame"` is the recommended mix
    and frames, `"all at official"` buys every part that official news threatens. `"housing near"` has its
    second source on and `"housing express"` sends it by the fast lane, always, from a turn on or at news;
    `"isles shelf 2"` aims at two weeks on the shelf of a market.

    Raises:
        ValueError: with what was expected in place of what does not belong there.
    """
    items, base = [word.strip() for word in text.split(",")], BASES[0]
    if items[0] in BASES:
        base = items.pop(0)
    return Played(base, tuple(purchase for item in items for purchase in _purchases(item, names)))


def _purchases(item: str, names: Names) -> list[Purchase]:
    """What one item of a way says.

    Raises:
        ValueError: with what was expected in place of what does not belong there.
    """
    found, parts = _ITEM.fullmatch(item), names.parts
    if not found:
        raise ValueError(f"{', '.join(BASES)}, a part, or one with near, express, from turn 4 or at rumour")
    if found["grade"] and found["grade"] not in GRADES:
        raise ValueError(f"at {', at '.join(GRADES)}")
    grade = next((grade for grade in GRADES if grade == found["grade"]), None)
    turn = int(found["turn"] or 1)
    if found["weeks"]:
        if found["part"] not in names.shelves or grade:
            raise ValueError("a market with a buffer, and no news: they are of parts")
        return [Purchase(found["part"], turn, None, "shelf", float(found["weeks"]))]
    how: How = next((how for how in HOWS if how == found["how"]), "buffer")
    named = parts if found["part"] == EVERY and EVERY not in parts else [found["part"]]
    if named == [found["part"]] and found["part"] not in parts:
        raise ValueError(expected_word(found["part"], [*parts, EVERY, *BASES]))
    offered = {"buffer": parts, "near": names.near, "express": names.express}[how]
    if missing := [name for name in named if name not in offered]:
        raise ValueError(f"a part with a lane for {how}, which {missing[0]} has not")
    return [Purchase(name, turn, grade, how) for name in named]


def lesson_of(texts: Sequence[str]) -> str:
    """The whole lesson, from the sentences of its claims."""
    return " ".join(text.strip() for text in texts)
