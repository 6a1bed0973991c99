"""The middle that a scenario is drawn around: the generator's own, or an existing scenario (`--like`)."""

from __future__ import annotations

from dataclasses import dataclass

from ..scenario.scenario import Component, Scenario
from ..scenario.teaching import Difficulty
from .characters import CHARACTERS, Role

FEWEST_PARTS, MOST_PARTS = 4, 6
"""Two of each stance at least; with more than six parts a search takes too long."""
FEWEST_WEEKS, MOST_WEEKS = 20, 60
MOST_SEATS = 8
LEAST_OF_A_KIND = 2
AGEING_RATE, BULKY_RATE = 0.4, 0.2
"""Yearly rates of obsolescence and storage from which a part counts as ageing, or bulky."""


@dataclass(frozen=True, slots=True)
class PartMiddle:
    """A part to draw around."""

    role: Role
    value: float
    storage: float
    obsolescence: float
    cover_weeks: float


@dataclass(frozen=True, slots=True)
class Middle:
    """Structure and numbers of a scenario to draw around; those that are not used are left out."""

    weeks: int
    weeks_per_turn: int
    seats: int
    currency: str
    capital: float
    lost_margin: float
    line_down: float
    wait_share: float
    difficulty: Difficulty | None = None
    parts: tuple[PartMiddle, ...] = ()
    """Empty: the generator chooses how many parts there are, and of which characters."""


USUAL = Middle(
    weeks=28,
    weeks_per_turn=4,
    seats=4,
    currency="EUR",
    capital=0.10,
    lost_margin=0.20,
    line_down=0.10,
    wait_share=0.5,
)
"""A short game, as those of the library."""


def minutes_of(weeks: int, weeks_per_turn: int) -> int:
    """How long a game of so many weeks takes: three minutes a turn, in steps of five minutes."""
    return max(10, 5 * round(-(-weeks // weeks_per_turn) * 3 / 5))


def middle_of(scenario: Scenario) -> Middle:
    """What to draw around to get a scenario like this one.

    Its first parts are taken, as many as the generator can search, each with the character nearest to its
    own; where fewer than two of them are of a stance, some are given one of the other.

    Raises:
        ValueError: if it has too few parts, with a sentence that says what to do.
    """
    if len(scenario.component) < FEWEST_PARTS:
        raise ValueError(
            f"{scenario.name} has {len(scenario.component)} parts, and a mix needs {FEWEST_PARTS} at least:"
            " take another scenario"
        )
    chosen = scenario.component[:MOST_PARTS]
    dearest = max(part.value for part in chosen)
    roles = _of_both_stances([_role_of(part, scenario, dearest) for part in chosen])
    costs = scenario.costs
    return Middle(
        weeks=min(MOST_WEEKS, max(FEWEST_WEEKS, scenario.weeks)),
        weeks_per_turn=min(4, max(2, scenario.weeks_per_turn)),
        seats=min(MOST_SEATS, len(scenario.seat)),
        currency=scenario.currency,
        capital=costs.capital,
        lost_margin=costs.lost_margin_share,
        line_down=costs.line_down_share,
        wait_share=scenario.selling.wait_share,
        difficulty=scenario.difficulty,
        parts=tuple(
            PartMiddle(role, part.value, part.storage, part.obsolescence, part.jic.cover_weeks)
            for role, part in zip(roles, chosen, strict=True)
        ),
    )


def _role_of(part: Component, scenario: Scenario, dearest: float) -> Role:
    """The character nearest to that of a part."""
    makers = [site for site in scenario.supplier if site.component == part.name]
    names = {site.name for site in makers}
    if part.recommended == "JIC":
        if any(lane.port for lane in scenario.lane if lane.supplier in names):
            return "sea"
        if any(site.breakdowns for site in makers):
            return "frail"
        return "batch" if any(site.good_share for site in makers) else "single"
    used = {lane.supplier for lane in scenario.lane if lane.supplier in names and lane.share > 0.0}
    if len(used) > 1:
        return "twin"
    if part.obsolescence >= AGEING_RATE:
        return "ages"
    if part.storage >= BULKY_RATE:
        return "bulky"
    return "dear" if part.value == dearest else "room"


def _of_both_stances(roles: list[Role]) -> list[Role]:
    """The same characters, some changed where one stance has too few, and one port at most."""
    found = list(roles)
    spare: dict[str, list[Role]] = {"JIC": ["single", "sea"], "JIT": ["room", "ages"]}
    for stance, other in (("JIC", "JIT"), ("JIT", "JIC")):
        while sum(CHARACTERS[role].stance == stance for role in found) < LEAST_OF_A_KIND:
            last = max(n for n, role in enumerate(found) if CHARACTERS[role].stance == other)
            found[last] = spare[stance].pop(0)
    for n, role in enumerate(found):
        if role == "sea" and "sea" in found[:n]:
            found[n] = "single"
    if not {"single", "sea"} & set(found):
        first = next(n for n, role in enumerate(found) if CHARACTERS[role].stance == "JIC")
        found[first] = "single"
    return found
