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
        pattern=r"\A[a-z0-9_, ]{1,200}\Z",
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


@dataclass(frozen=True, slots=True)
class Purchase:
    """A part that is bought Just in Case: from a turn on, or while news of a grade threatens it."""

    part: str
    from_turn: int = 1
    at: Grade | None = None


@dataclass(frozen=True, slots=True)
class Played:
    """A way to play: what is held all the time, a name of `BASES`, and what is bought beyond it."""

    base: str
    purchases: tuple[Purchase, ...]


_ITEM = re.compile(r"(?P<part>\w+)(?: (?:from turn (?P<turn>[1-9]\d{0,2})|at (?P<grade>\w+)))?")


def way_in(text: str, parts: Sequence[str]) -> Played:
    """The way to play that a text says: a name of `BASES`, parts bought Just in Case, or both, by commas.

    `"housing"` buys housings from the first turn, `"housing from turn 4"` later, `"housing at rumour"` while
    news of that grade or a higher one is in force. `"hybrid, frame"` is the recommended mix and frames,
    `"all at official"` buys every part that official news threatens.

    Raises:
        ValueError: with what was expected in place of what does not belong there.
    """
    items, base, purchases = [word.strip() for word in text.split(",")], BASES[0], []
    if items[0] in BASES:
        base = items.pop(0)
    for item in items:
        found = _ITEM.fullmatch(item)
        if not found:
            raise ValueError(f"{', '.join(BASES)}, a part, or a part with from turn 4 or at rumour")
        names = parts if found["part"] == EVERY and EVERY not in parts else [found["part"]]
        if names == [found["part"]] and found["part"] not in parts:
            raise ValueError(expected_word(found["part"], [*parts, EVERY, *BASES]))
        if found["grade"] and found["grade"] not in GRADES:
            raise ValueError(f"at {', at '.join(GRADES)}")
        grade = next((grade for grade in GRADES if grade == found["grade"]), None)
        purchases += [Purchase(name, int(found["turn"] or 1), grade) for name in names]
    return Played(base, tuple(purchases))


def lesson_of(texts: Sequence[str]) -> str:
    """The whole lesson, from the sentences of its claims."""
    return " ".join(text.strip() for text in texts)
