"""Figures as people read them: what a shown number can stand for, and whether two of one quantity agree.

A page shows three digits, a file all of them. So a figure is not a number but all the numbers that are
written so, and two figures of one quantity agree if some number is written both ways.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

Kind = Literal["money", "share", "hundredth", "target", "number", "whole", "at least 1", "score", "measure"]
"""How a page rounds: as `web_client/src/format.ts` says.

`hundredth` is a share in whole per cent, `at least 1` a whole number where less is told as one, and `measure`
money, a share or a number, as its sign says.
"""

# A digit within a word is none: codes of games hold such.
FIGURE = re.compile(
    r"(?<![A-Za-z\d])[+\u2212-]?(?:€\s?)?\d(?:[\d.,]*\d)?(?:[KMB]\b)?(?:\s(?:Tsd\.|Mio\.))?(?:\s?(?:%|€(?!\d)))?"
)
LARGE = {"K": 1e3, "Tsd.": 1e3, "M": 1e6, "Mio.": 1e6, "B": 1e9}
OF_THE_WIRE = 6e-5
"""What is sent to a page has four decimals."""
DIGITS_OF_MONEY = 3
SCORE_FROM = -100.0


@dataclass(frozen=True, slots=True)
class Key:
    """What a figure is of. What does not apply is empty."""

    quantity: str
    seat: str = ""
    of: str = ""
    when: str = ""

    def __str__(self) -> str:
        return ", ".join(filter(None, (self.quantity, self.of, self.seat, self.when)))


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure where it was read, and the least and the most that it can stand for."""

    key: Key
    place: str
    text: str
    low: float
    high: float
    shown: bool = True
    """On a page, rounded; not in a file or an answer, which has all digits."""

    def agrees_with(self, other: Figure) -> bool:
        return self.low < other.high and other.low < self.high


def shown(key: Key, place: str, text: str, kind: Kind, language: str) -> Figure:
    """A figure that a page shows, rounded as figures of this kind are.

    Raises:
        ValueError: if the text is no number.
    """
    return Figure(key, place, text, *bounds(text, kind, language))


def exactly(key: Key, place: str, value: float) -> Figure:
    """A figure that a file or an answer holds, with all its digits."""
    spread = max(OF_THE_WIRE, 1e-9 * abs(value))
    return Figure(key, place, f"{value:.8g}", value - spread, value + spread, shown=False)


def bounds(text: str, kind: Kind, language: str) -> tuple[float, float]:
    """The least and the most that a text can stand for."""
    value, decimals_lost = number_in(text, language), 0.0
    match kind:
        case "money":
            return _three_digits(value)
        case "share" | "target":
            decimals_lost = 0.0005
        case "hundredth":
            decimals_lost = 0.005
        case "number":
            decimals_lost = 0.05
        case "whole":
            decimals_lost = 0.5
        case "at least 1":
            return (0.0 if value <= 1.0 else value - 0.5), value + 0.5
        case "measure":
            kinds: dict[str, Kind] = {"€": "money", "%": "share"}
            return bounds(text, next((kinds[sign] for sign in kinds if sign in text), "number"), language)
        case "score":
            return (-math.inf if value <= SCORE_FROM else value - 0.5), value + 0.5
    return value - decimals_lost, value + decimals_lost


def number_in(text: str, language: str) -> float:
    """The number that a text writes; a share of a text in per cent."""
    plain = text.replace("\u2212", "-").replace("€", "").replace("%", "").replace("+", "").strip()
    size = next((size for word, size in LARGE.items() if plain.endswith(word)), 1.0)
    digits = re.sub(r"[^\d.,-]", "", plain.rstrip("."))
    thousands, point = (",", ".") if language == "en" else (".", ",")
    value = float(digits.replace(thousands, "").replace(point, ".")) * size
    return value / 100.0 if "%" in text else value


def _three_digits(value: float) -> tuple[float, float]:
    """Of money three digits are told; below a power of ten they are finer than above it."""
    if value == 0.0:
        return -0.005, 0.005
    size = abs(value)
    decade = 10.0 ** (math.floor(math.log10(size) + 1e-9) - DIGITS_OF_MONEY + 1)
    below = decade / 10.0 if math.isclose(size, decade * 10.0 ** (DIGITS_OF_MONEY - 1)) else decade
    low, high = size - below / 2.0, size + decade / 2.0
    return (low, high) if value > 0.0 else (-high, -low)


# ---------------------------------------------------------------- compared


def by_key(figures: Iterable[Figure]) -> dict[Key, list[Figure]]:
    """Figures of one quantity together; of one place and text only the first."""
    found: defaultdict[Key, dict[tuple[str, str], Figure]] = defaultdict(dict)
    for figure in figures:
        found[figure.key].setdefault((figure.place, figure.text), figure)
    return {key: list(same.values()) for key, same in found.items()}


def disagreements(figures: Iterable[Figure]) -> Iterator[str]:
    """A sentence for each two figures of one quantity that no number is written as."""
    for key, same in by_key(figures).items():
        for one, other in combinations(same, 2):
            if not one.agrees_with(other):
                yield f"{key}: {one.place} says {one.text}, {other.place} says {other.text}."
