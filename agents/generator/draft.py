"""A draft: the numbers and names of a scenario that is being drawn and adjusted."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..scenario.teaching import Difficulty
from .characters import CHARACTERS, Character, Role


@dataclass(frozen=True, slots=True)
class Strike:
    """What may strike a part's supplier or port: `cause` in the phrases, weeks as in a scenario file."""

    cause: str
    chance: float
    first_week: tuple[int, int]
    left: float
    """Part of the capacity that is left at first."""
    weeks: int
    """Weeks of the full cut; two more are milder."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part with its character, its suppliers and what may strike it; `bill` is units in each product."""

    name: str
    role: Role
    value: float
    storage: float
    obsolescence: float
    cover_weeks: float
    make_weeks: int
    transit_weeks: int
    ratio: float
    outside: float
    works: tuple[str, ...]
    """First words of the names of its suppliers; two where it has two sources."""
    craft: str
    bill: tuple[float, float]
    strike: Strike | None

    @property
    def character(self) -> Character:
        """The character that its role names."""
        return CHARACTERS[self.role]

    @property
    def buffered(self) -> bool:
        """Whether the recommended mix holds it Just in Case."""
        return self.character.stance == "JIC"


@dataclass(frozen=True, slots=True)
class Company:
    """A seat: its name in files, its title, units of each product a week."""

    name: str
    title: str
    demand: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Draft:
    """A scenario before it is told: all numbers, and the names that are the same in every language."""

    seed: int
    attempt: int
    """Number of the draw, from 1; texts are drawn by it, too."""
    difficulty: Difficulty
    weeks: int
    weeks_per_turn: int
    industry: str
    town: str
    port: str
    currency: str
    capital: float
    lost_margin: float
    line_down: float
    wait_share: float
    line_ratio: float
    finished_weeks: float
    everyday_chance: float
    parts: tuple[Part, ...]
    companies: tuple[Company, ...]
    uptime_target: float = 0.95
    news_rule: str = ""

    @property
    def name(self) -> str:
        """Name of the scenario, which says nothing of its seed."""
        return f"{self.town}_{self.industry}".lower()

    def changed(self, index: int, part: Part) -> Draft:
        """The same with another part in place of one."""
        return replace(self, parts=(*self.parts[:index], part, *self.parts[index + 1 :]))

    @property
    def struck(self) -> list[Part]:
        """Buffered parts that news speak of."""
        return [part for part in self.parts if part.buffered and part.strike is not None]
