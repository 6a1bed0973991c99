"""Every figure on a page, whether or not a spot names it: what is catalogued nowhere is found."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from figures import FIGURE

WITH_UNIT = re.compile(r"[€%]|[KM]$")
UNITS = re.compile(r"\s?(?:wk\b|weeks?\b|units?\b|times\b|points\b)")


@dataclass(frozen=True, slots=True)
class Taken:
    """A figure that a spot read."""

    element: int
    """Number of an element around it."""
    how: str
    """`text`, or the attribute that tells it."""
    figure: str


@dataclass(frozen=True, slots=True)
class Stray:
    """A figure that no spot took."""

    path: str
    text: str
    figure: str

    def __str__(self) -> str:
        return f"{self.figure} in {self.text!r} at {self.path}"


def strays(every: Iterable[dict[str, Any]], taken: Iterable[Taken]) -> Iterator[Stray]:
    """Figures that were not taken.

    every: texts of a page, as `page_scripts.ALL` finds them.
    """
    left = Counter(taken)
    for found in every:
        for figure in figures_in(found["text"]):
            around = (Taken(number, found["how"], figure) for number in found["chain"])
            holder = next((one for one in around if left[one] > 0), None)
            if holder is None:
                yield Stray(f"{found['path']} ({found['how']})", found["text"], figure)
            else:
                left[holder] -= 1


def figures_in(text: str) -> Iterator[str]:
    """Numbers with a currency, a per cent sign or a unit behind them, and what is a number alone."""
    for match in FIGURE.finditer(text):
        alone = match[0].strip() == text
        if alone or WITH_UNIT.search(match[0]) or UNITS.match(text, match.end()):
            yield match[0].strip()
