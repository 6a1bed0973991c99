"""Characters of parts: what makes a buffer of one right or wrong (scenarios/README, *How to think*).

Each part of a generated scenario has one clear character. Four are worth a buffer: they come by one way only,
that way fails for weeks, and they keep. Five are not: they come back within days, age, are bulky or dear, or
have two sources.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..scenario.words import Mode, StanceName

Role = Literal["single", "sea", "frail", "batch", "room", "ages", "bulky", "twin", "dear"]
Range = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Character:
    """What is drawn for a part of one character; ranges are from lowest to highest.

    Attributes:
        stance: what the recommended mix has.
        storage, obsolescence: yearly rates.
        make_weeks, transit_weeks: whole weeks.
        mode: how it travels.
        ratio: capacity over normal use.
        outside: part of the normal orders that other trades place.
        causes: what may strike it, by its name in the phrases; () if it fails by everyday chance alone.
        chance: probability of that shock.
        left: part of the capacity that is left at first.
        cut_weeks: weeks of the cut in a year of `USUAL_WEEKS`.
    """

    stance: StanceName
    storage: Range
    obsolescence: Range
    make_weeks: tuple[int, int]
    transit_weeks: tuple[int, int]
    mode: Mode
    ratio: Range
    outside: Range = (0.0, 0.0)
    causes: tuple[str, ...] = ()
    chance: Range = (0.0, 0.0)
    left: Range = (1.0, 1.0)
    cut_weeks: Range = (2.0, 2.0)


USUAL_WEEKS = 28
"""Weeks of a year for which `cut_weeks` are meant; a longer year has longer shocks."""

_WORKS = ("flood", "fire", "cyber", "strike", "credit", "recall")
_PORTS = ("silt", "dockers", "crane", "customs")
_SMALL = ("smoke", "inspector", "move", "glue", "roads")

LASTING = (*_WORKS, *_PORTS)
"""Causes of which there is news in the middle, too."""

CHARACTERS: dict[Role, Character] = {
    "single": Character(
        "JIC", (0.08, 0.14), (0.14, 0.26), (1, 2), (1, 1), "truck", (1.2, 1.3), (0.4, 0.6),
        _WORKS, (0.3, 0.5), (0.2, 0.4), (4.0, 7.0),
    ),
    "sea": Character(
        "JIC", (0.10, 0.18), (0.08, 0.16), (0, 0), (2, 3), "ocean", (1.3, 1.4), (0.0, 0.0),
        _PORTS, (0.3, 0.5), (0.25, 0.4), (4.0, 6.0),
    ),
    "frail": Character("JIC", (0.02, 0.05), (0.03, 0.08), (1, 1), (1, 1), "truck", (1.5, 1.6)),
    "batch": Character("JIC", (0.02, 0.05), (0.04, 0.08), (1, 2), (1, 1), "truck", (1.55, 1.65)),
    "room": Character(
        "JIT", (0.08, 0.14), (0.12, 0.25), (0, 1), (1, 1), "truck", (1.4, 1.6), (0.0, 0.2),
        _SMALL, (0.12, 0.3), (0.6, 0.8), (2.0, 2.0),
    ),
    "ages": Character(
        "JIT", (0.04, 0.08), (0.5, 0.7), (0, 1), (1, 1), "truck", (1.35, 1.45), (0.0, 0.2),
        _SMALL, (0.15, 0.3), (0.5, 0.75), (2.0, 3.0),
    ),
    "bulky": Character(
        "JIT", (0.28, 0.42), (0.03, 0.08), (0, 0), (1, 1), "truck", (1.35, 1.45), (0.0, 0.0),
        _SMALL, (0.15, 0.3), (0.5, 0.75), (2.0, 3.0),
    ),
    "twin": Character(
        "JIT", (0.08, 0.14), (0.12, 0.22), (0, 1), (1, 1), "truck", (1.5, 1.65), (0.0, 0.0),
        _WORKS, (0.25, 0.45), (0.3, 0.5), (4.0, 6.0),
    ),
    "dear": Character(
        "JIT", (0.04, 0.08), (0.3, 0.5), (1, 1), (1, 1), "air", (1.4, 1.5), (0.2, 0.4),
        _SMALL, (0.12, 0.25), (0.6, 0.75), (2.0, 3.0),
    ),
}  # fmt: skip

BUFFERED: tuple[Role, ...] = tuple(role for role, each in CHARACTERS.items() if each.stance == "JIC")
LEAN: tuple[Role, ...] = tuple(role for role, each in CHARACTERS.items() if each.stance == "JIT")
FORETOLD: tuple[Role, ...] = ("single", "sea")
"""Those of `BUFFERED` that news speak of."""
