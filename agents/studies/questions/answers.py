"""Answers: what all JIT costs more than all JIC at each point of a sweep, and where they cost the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Literal, get_args

import numpy as np
from msgspec import structs

from ...arithmetic import Array, total
from ...chain.model import SupplyChain
from ...chance.random_streams import Chance
from ...chance.sample_path import draw
from ...network.cost_lines import BACKLOG, HOLDING, LINE_DOWN, LOST
from ...network.derivation import network_of
from ...scenario.scenario import Scenario
from ..card.names import QuestionName
from ..study import CHUNK, Estimate, Progress, chunks, estimate
from .demand_swings import with_swings
from .sweeps import QUESTIONS, SEAT, Case, beside_the_mix, jit_then_jic

Gap = Literal["stock", "parts", "line", "other"]
"""What JIT costs more or less than JIC for: stock; goods short for want of parts; goods short that no part
could have saved; and all else. The causes that the line names tell the second and the third apart."""
GAPS: tuple[Gap, ...] = get_args(Gap)
SHORT = [LINE_DOWN, LOST, BACKLOG]
"""The cost lines of goods that are short."""


@dataclass(frozen=True, slots=True)
class Point:
    """One scenario of a sweep.

    Attributes:
        x: what was varied, in the unit that `UNITS` names; it rises.
        jit_minus_jic: money, cost of all JIT minus cost of all JIC, over worlds.
        gaps: money, what that is made of by kind, mean over worlds.
    """

    x: float
    jit_minus_jic: Estimate
    gaps: Mapping[Gap, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """What one question comes to in one scenario.

    Attributes:
        question: which one.
        points: by rising x.
        change: money, jit_minus_jic at the last point minus that at the first, in the same worlds; None for a
            curve that was not played.
    """

    question: QuestionName
    points: list[Point]
    change: Estimate | None = None

    @property
    def crossing(self) -> float | None:
        """The first x at which one stance begins to cost as much as the other, on straight lines between
        points; None if one is the cheaper everywhere."""
        for before, after in pairwise(self.points):
            low, high = before.jit_minus_jic.mean, after.jit_minus_jic.mean
            if low == 0.0:
                return before.x
            if low * high < 0.0:
                return before.x + (after.x - before.x) * low / (low - high)
        return None

    @property
    def direction(self) -> Literal["jit", "jic"]:
        """The stance that a higher x speaks for."""
        first, last = self.points[0].jit_minus_jic.mean, self.points[-1].jit_minus_jic.mean
        return "jic" if last > first else "jit"


def answer(
    scenario: Scenario, question: QuestionName, seed: int, worlds: int, progress: Progress | None = None
) -> Answer:
    """One question swept.

    Args:
        scenario: the scenario.
        question: which one.
        seed: root of all chance, the same at all points.
        worlds: worlds at each point.
        progress: called with the number of worlds played since the last call.
    """
    points: list[Point] = []
    differences: list[Array] = []
    played: tuple[Case, _Books] | None = None
    for case in QUESTIONS[question](scenario):
        scenario, drawn = _at_full_margin(case.scenario), _at_full_margin(case.drawn)
        unit = replace(case, x=0.0, scenario=scenario, drawn=drawn)
        # The lost margin is a price that nothing is decided by: points that differ in it alone are one game.
        if played is None or played[0] != unit:
            played = unit, _play(unit, seed, worlds)
            if progress is not None:
                progress(2 * worlds)
        gaps = played[1].gaps(case.scenario.costs.lost_margin_share)
        differences.append(total(gaps))
        means = dict(zip(GAPS, gaps.mean(axis=1).tolist(), strict=True))
        points.append(Point(case.x, estimate(differences[-1]), means))
    return Answer(question, points, estimate(differences[-1] - differences[0]))


def _at_full_margin(scenario: Scenario) -> Scenario:
    return structs.replace(scenario, costs=structs.replace(scenario.costs, lost_margin_share=1.0))


@dataclass(frozen=True, slots=True)
class _Books:
    """What all JIT costs more than all JIC, money by kind of gap, (4, W): `lost` for lost margin, at a margin
    of the whole price, and `paid` for all else."""

    lost: Array
    paid: Array

    def gaps(self, lost_margin_share: float) -> Array:
        """Money by kind of gap, in the order of `GAPS`, (4, W)."""
        gaps: Array = self.paid + lost_margin_share * self.lost
        return gaps


def _play(case: Case, seed: int, worlds: int) -> _Books:
    """Play all JIT and all JIC in the same worlds, all in one chain, a few hundred worlds at once."""
    found = [_play_some(case, Chance(seed, count, first)) for first, count in chunks(worlds, CHUNK // 2)]
    return _Books(
        lost=np.concatenate([books.lost for books in found], axis=1),
        paid=np.concatenate([books.paid for books in found], axis=1),
    )


def _play_some(case: Case, chance: Chance) -> _Books:
    scenario = case.scenario
    path = with_swings(draw(case.drawn, network_of(case.drawn), chance), scenario, chance, case.swing)
    chain = SupplyChain(
        scenario,
        chance.seed,
        2 * chance.worlds,
        policies=beside_the_mix(scenario, jit_then_jic),
        path=path.repeated(2),
        history=False,
    ).run()
    cost = (chain.sums.cost + chain.close_books())[:, SEAT]
    # (L, X, W): what the first half of the worlds, all JIT, costs more than the second.
    more = cost[..., : chance.worlds] - cost[..., chance.worlds :]
    chain.dispose()
    paid, lost = more.copy(), np.zeros_like(more)
    paid[LOST], lost[LOST] = 0.0, more[LOST]
    return _Books(_by_kind(lost), _by_kind(paid))


def _by_kind(more: Array) -> Array:
    """Money by cost line and slot (L, X, W), by kind of gap, (4, W)."""
    short = more[SHORT]
    stock = total(total(more[: len(HOLDING)]))
    parts, line = total(total(short[:, :-1])), total(short[:, -1])
    return np.stack([stock, parts, line, total(total(more)) - stock - parts - line])
