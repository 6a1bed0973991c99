"""The answers: what all JIT costs more than all JIC at each point of a sweep, and where they cost the same."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from ...arithmetic import Array
from ...chain.model import SupplyChain
from ...chance.random_streams import Chance
from ...chance.sample_path import SamplePath, draw
from ...manufacturers.stances import Policy, all_jic, all_jit
from ...network.derivation import network_of
from ...scenario.scenario import Scenario
from ..card.names import QuestionName
from ..replay import as_played
from ..study import Estimate, Progress, estimate
from .sweeps import QUESTIONS, SEAT, beside_the_mix


@dataclass(frozen=True, slots=True)
class Point:
    """One scenario of a sweep.

    Attributes:
        x: what was varied, in the unit that `UNITS` names; it rises.
        jit_minus_jic: money, cost of all JIT minus cost of all JIC, over worlds.
    """

    x: float
    jit_minus_jic: Estimate


@dataclass(frozen=True, slots=True)
class Answer:
    """What one question comes to in one scenario.

    Attributes:
        question: which one.
        points: by rising x.
    """

    question: QuestionName
    points: list[Point]

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
    points = []
    for case in QUESTIONS[question](scenario):
        path = draw(case.drawn, network_of(case.drawn), Chance(seed, worlds, 0))
        jit, jic = (_cost(case.scenario, path, policy, seed, worlds) for policy in (all_jit, all_jic))
        points.append(Point(case.x, estimate(jit - jic)))
        if progress is not None:
            progress(2 * worlds)
    return Answer(question, points)


def _cost(played: Scenario, path: SamplePath, policy: Policy, seed: int, worlds: int) -> Array:
    """What one seat pays for playing a policy in the worlds of a path, money, (W,)."""
    policies = beside_the_mix(played, policy)
    chain = SupplyChain(played, seed, worlds, policies=policies, path=path, history=False).run()
    cost: Array = as_played(chain).cost[SEAT]
    chain.dispose()
    return cost
