"""What a generated scenario draws: numbers and choices, each from a stream of its own name.

A draw depends on the seed and its name alone, so one draw more or less leaves all others as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..chance.random_streams import Chance


@dataclass(frozen=True, slots=True)
class Dice:
    """Draws of one seed for one purpose, such as a try of the search."""

    seed: int
    site: str

    def uniform(self, name: str) -> float:
        """A number between 0 and 1."""
        return float(Chance(self.seed, 1).uniforms(self.site, name, 1)[0, 0])

    def between(self, name: str, low: float, high: float) -> float:
        """A number from low to high, evenly drawn."""
        return low + (high - low) * self.uniform(name)

    def whole(self, name: str, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return low + min(high - low, int((high - low + 1) * self.uniform(name)))

    def one[T](self, name: str, among: Sequence[T]) -> T:
        """One of several, each as likely."""
        return among[self.whole(name, 0, len(among) - 1)]

    def some[T](self, name: str, among: Sequence[T], count: int) -> list[T]:
        """So many different ones of several, in the order in which they are drawn."""
        numbers = Chance(self.seed, 1).uniforms(self.site, name, len(among))[:, 0]
        return [among[index] for index in numbers.argsort(kind="stable")[:count]]
