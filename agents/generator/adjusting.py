"""A draft measured in few worlds, and changed towards what is wanted: small steps, one after another.

The mix must be the cheapest plan, each flip dearer, both slogans well dearer, and the better slogan's score
within the bounds of the difficulty. Margins here are wider than the criteria, which are tested in new worlds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ..arithmetic import Array, Flags
from ..scenario.scenario import Scenario
from ..scenario.teaching import Difficulty
from ..studies.calendar import costs_by_world
from ..studies.score_formula import score
from ..studies.scoring import segmentations
from .draft import Draft, Part
from .drawing import towards_jic

LEAST_FLIP = 0.04
"""Share of the mix's cost that flipping a part must add at least."""
LEAST_BETTER = 0.06
"""Share by which the mix must be cheaper than each slogan."""
WITHIN: dict[Difficulty, tuple[float, float]] = {
    "easy": (81.5, 95.0),
    "medium": (59.0, 76.0),
    "hard": (-1000.0, 51.0),
}
"""Mean score of the better slogan that is aimed at; the bounds of a difficulty are wider."""
FIRST_PUSHES: dict[Difficulty, int] = {"easy": 5, "medium": 2, "hard": 0}
POINTS_A_PUSH = 3.0
"""About what a push moves the better slogan's score by."""
MOST_PUSHES = 5
"""At once: further on it is no longer known what they do."""
RAREST = 0.14
"""Least probability of a shock on a buffered part."""
MILDEST = 0.6
"""Most of its capacity that such a shock leaves at first."""
DEAREST = 1.15
"""How much more the dearest part costs than any other, where a part is said to be that."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What the fixed plans of one seat came to.

    Attributes:
        plans: True for JIC, all JIT first and all JIC last, (P, K).
        cost: money by world, (P, W).
        mix: number of the recommended plan.
    """

    plans: Flags
    cost: Array
    mix: int

    @property
    def means(self) -> Array:
        """Mean cost of each plan, as a multiple of the mix's: (P,)."""
        means = self.cost.mean(axis=1)
        relative: Array = means / means[self.mix]
        return relative

    @property
    def flips(self) -> Array:
        """What flipping each part adds, as a share of the mix's cost: (K,)."""
        flipped = self.plans[self.mix] ^ np.eye(self.plans.shape[1], dtype=bool)
        return np.array([self.means[number_of(self.plans, plan)] - 1.0 for plan in flipped])

    @property
    def slogans(self) -> tuple[float, float]:
        """Mean scores of all JIT and all JIC: as in a game, but for the rivals' orders, which react here."""
        dearer, best = np.maximum(self.cost[0], self.cost[-1]), self.cost.min(axis=0)
        jit, jic = (float(score(self.cost[n], dearer, best).mean()) for n in (0, -1))
        return jit, jic


def number_of(plans: Flags, plan: Flags | Sequence[bool]) -> int:
    """Row of a plan among plans."""
    return int((plans == np.asarray(plan)).all(axis=1).argmax())


def measured(
    draft: Draft, scenario: Scenario, seed: int, worlds: int, plans: Flags | None = None, seat: int = 0
) -> Measured:
    """Fixed plans, all if none are given, played by a seat beside rivals on the mix."""
    plans = segmentations(len(draft.parts)) if plans is None else plans
    by_turn = [np.repeat(plan[None], scenario.turns, axis=0) for plan in plans]
    cost = costs_by_world(scenario, by_turn, seed, worlds, seat=seat)
    return Measured(plans, cost, number_of(plans, [part.buffered for part in draft.parts]))


def first_adjusted(draft: Draft) -> Draft:
    """A new draft, pushed towards one of the slogans as far as its difficulty is likely to need."""
    jic = towards_jic(draft.seed, draft.attempt)
    for _ in range(FIRST_PUSHES[draft.difficulty]):
        draft = pushed(draft, jic=jic)
    return with_dearest(draft)


def adjusted(draft: Draft, found: Measured, off: float = 0.0) -> Draft | None:
    """The draft changed by one step; None if nothing is left to change.

    `off` is by how many points the better slogan scored more in a game than it did here.
    """
    flips, changed = found.flips, draft
    for n, part in enumerate(draft.parts):
        if flips[n] < LEAST_FLIP:
            changed = changed.changed(n, _clearer(part, draft.weeks))
    low, high = WITHIN[draft.difficulty]
    jit, jic = found.slogans
    better = max(jit, jic) + off
    if changed == draft and not low <= better <= high:
        # Too hard: help the better slogan. Too easy: the other, until both are as far from the best plan.
        outside = max(low - better, better - high)
        for _ in range(min(MOST_PUSHES, 1 + int(outside / POINTS_A_PUSH))):
            changed = pushed(changed, jic=(jic > jit) == (better < low))
    if changed == draft and min(found.means[0], found.means[-1]) < 1.0 / (1.0 - LEAST_BETTER):
        changed = pushed(draft, jic=bool(found.means[0] < found.means[-1]))
    return with_dearest(changed) if changed != draft else None


def good(draft: Draft, found: Measured, off: float = 0.0) -> bool:
    """Whether the draft is likely to meet all criteria in other worlds; `off` as in `adjusted`."""
    low, high = WITHIN[draft.difficulty]
    slogans = min(found.means[0], found.means[-1])
    return bool(
        found.flips.min() >= LEAST_FLIP
        and found.means.min() >= 1.0 - 1e-9
        and slogans >= 1.0 / (1.0 - LEAST_BETTER)
        and low <= max(found.slogans) + off <= high
    )


def pushed(draft: Draft, *, jic: bool) -> Draft:
    """A year in which buffers of everything cost less beside bare shelves, or more."""
    step = 1.0 if jic else -1.0
    parts = []
    for part in draft.parts:
        if not part.buffered:
            part = _kept(part, 1.0 - 0.12 * step)
        elif part.strike is not None:
            chance = _chance(part.strike.chance + 0.04 * step)
            left = part.strike.left
            if chance == part.strike.chance == RAREST:
                # It cannot come more rarely, so let it hurt less.
                left = round(min(left + 0.04, MILDEST), 2)
            part = replace(part, strike=replace(part.strike, chance=chance, left=left))
        parts.append(part)
    return replace(
        draft,
        parts=tuple(parts),
        lost_margin=_within(draft.lost_margin * (1.0 + 0.10 * step), 0.12, 0.50),
        line_down=_within(draft.line_down * (1.0 + 0.10 * step), 0.06, 0.25),
    )


def _kept(part: Part, factor: float) -> Part:
    """A lean part that costs more to keep, or less: in its value and, within its character, in its rates."""
    storage, obsolescence = part.character.storage, part.character.obsolescence
    rate = 1.0 + (factor - 1.0) / 2.0
    return replace(
        part,
        value=_within(part.value * factor, 4.0, 250.0),
        storage=round(min(max(part.storage * rate, 0.7 * storage[0]), 1.4 * storage[1]), 3),
        obsolescence=round(min(max(part.obsolescence * rate, obsolescence[0]), 1.4 * obsolescence[1]), 3),
    )


def _clearer(part: Part, weeks: int) -> Part:
    """A part whose stance is more clearly right: hit more often and longer, or dearer to keep."""
    strike = part.strike
    if part.buffered and strike is not None:
        longest = max(4, weeks // 4)
        changed = replace(
            strike,
            chance=_chance(strike.chance + 0.05),
            left=round(max(strike.left - 0.04, 0.15), 2),
            weeks=min(longest, strike.weeks + 1),
        )
        return replace(part, strike=changed)
    if part.buffered:
        return replace(part, value=_within(part.value * 0.8, 4.0, 250.0))
    if strike is not None and strike.chance > 0.1:
        strike = replace(strike, chance=round(max(strike.chance * 0.75, 0.08), 2))
    return replace(part, value=_within(part.value * 1.15, 4.0, 250.0), strike=strike)


def with_dearest(draft: Draft) -> Draft:
    """The draft in which what is called the dearest part is that."""
    for n, part in enumerate(draft.parts):
        others = max(each.value for each in draft.parts if each is not part)
        if part.role == "dear" and part.value < DEAREST * others:
            return draft.changed(n, replace(part, value=_within(DEAREST * others, 4.0, 300.0)))
    return draft


def _chance(chance: float) -> float:
    """Of a shock on a buffered part: never rare, never sure."""
    return round(min(max(chance, RAREST), 0.7), 2)


def _within(number: float, low: float, high: float) -> float:
    """The number, rounded, and not beyond its bounds."""
    return round(min(max(number, low), high), 2 if number < 10.0 else 0)
