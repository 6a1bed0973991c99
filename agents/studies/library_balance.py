"""A library of scenarios as a whole: which way is best in each, and whether one plan would do for all.

A library teaches to tell situations apart only if the right answer changes: somewhere all Just in Time must
be best, somewhere all Just in Case, most often a mix; and no plan of numbers that is good everywhere may
exist, or who has found it need not look any more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from ..arithmetic import Array
from ..scenario.claims import SAME
from ..scenario.scenario import Scenario
from .claims import RECOMMENDED, Trials
from .frontier import frontier
from .policy_grid import BUFFER_COVER, FACTORS, LEAN_COVER, combined, plain_axes
from .study import Estimate, Progress, estimate

Best = Literal["jit", "jic", "mix"]
RIVALS = (RECOMMENDED, SAME)
"""What the rivals of a seat play: the recommended mix, or the same as the seat."""
GRID_SHAPE = (len(LEAN_COVER), len(BUFFER_COVER), len(FACTORS))


@dataclass(frozen=True, slots=True)
class BestWay:
    """Which of all JIT, all JIC and the mix costs least, over worlds and seats, beside rivals of one kind.

    best: the mix only where it is none of the slogans. cost: money by way. lead: by how much of its own cost
    the second-best way is dearer than the best, a share; paired by world.
    """

    best: Best
    cost: dict[Best, float]
    lead: Estimate

    @property
    def is_sure(self) -> bool:
        """Whether the whole 95 % interval of the lead lies above nothing."""
        return self.lead.mean > self.lead.ci95


def best_way(trials: Trials, rivals: str) -> BestWay:
    """The best of the three ways in one scenario, beside rivals of a kind in `RIVALS`."""
    ways: dict[Best, str] = {"jit": "jit", "jic": "jic"}
    if 0 < len(trials.mix) < len(trials.parts):
        ways["mix"] = RECOMMENDED
    # Of each world the mean over seats: seats of one world share its chance, worlds do not.
    by_world = {name: trials.years(way, rivals).cost.mean(axis=0) for name, way in ways.items()}
    cost = {name: float(costs.mean()) for name, costs in by_world.items()}
    best, second = sorted(cost, key=cost.__getitem__)[:2]
    return BestWay(best, cost, estimate((by_world[second] - by_world[best]) / cost[best]))


def dearer_together(trials: Trials) -> dict[str, float]:
    """By how much a plan costs more when all seats play it than beside rivals that are all Just in Time.

    A share of the latter, by the plan: all JIC, the mix, the rule by the news where there is one, and the
    plans of which the lesson says so.
    """
    return {
        plan: float(trials.years(plan, SAME).cost.mean() / trials.years(plan, "jit").cost.mean() - 1.0)
        for plan in _asked_together(trials.scenario)
    }


def _asked_together(scenario: Scenario) -> list[str]:
    """Plans of which it is asked what they cost when all seats play them, each once."""
    plans = ["jic", RECOMMENDED, *([scenario.news_rule] if scenario.news_rule else [])]
    plans += [claim.plan for claim in scenario.claim if claim.plan and claim.than == [claim.plan]]
    return list(dict.fromkeys(plans))


def games_of(scenario: Scenario) -> int:
    """About how many games `outcome_of` plays beside the grid, for a progress bar."""
    games = {(way, rivals) for way in ("jit", "jic", RECOMMENDED) for rivals in RIVALS}
    games |= {(plan, rivals) for plan in _asked_together(scenario) for rivals in (SAME, "jit")}
    # Where all play alike, one game tells of all seats.
    return sum(1 if rivals in (SAME, way) else len(scenario.seat) for way, rivals in games)


def excess_of_grid(scenario: Scenario, seed: int, worlds: int) -> Array:
    """By how much each plan of the frontier's grid is dearer than the grid's best, a share: `GRID_SHAPE`.

    Axes: weeks of cover of lean parts, of buffered parts, safety factor. Where a scenario's mix has parts of
    one kind only, the other's cover makes no difference. Seat 1, rivals on the mix.
    """
    axes = plain_axes(scenario)
    costs = frontier(scenario, seed, worlds, 0, grid=combined(axes)).cost
    shape = tuple(
        size if name in axes else 1
        for name, size in zip(
            ("lean_cover_weeks", "buffer_cover_weeks", "safety_factor"), GRID_SHAPE, strict=True
        )
    )
    excess: Array = np.broadcast_to(costs.reshape(shape) / costs.min() - 1.0, GRID_SHAPE)
    return excess


@dataclass(frozen=True, slots=True)
class PlanForAll:
    """The plan of numbers whose largest excess over scenarios is least: weeks of cover, safety factor, and
    where and by how much it is furthest above the best plan of the grid, a share."""

    lean_cover: float
    buffer_cover: float
    factor: float
    scenario: str
    excess: float


def plan_for_all(names: Sequence[str], excess: Sequence[Array]) -> PlanForAll:
    """The plan that comes nearest to the best in every scenario; `excess` as from `excess_of_grid`."""
    stacked = np.stack(excess)
    worst = stacked.max(axis=0)
    lean, buffer, factor = np.unravel_index(int(worst.argmin()), GRID_SHAPE)
    where = int(stacked[:, lean, buffer, factor].argmax())
    return PlanForAll(
        LEAN_COVER[lean],
        BUFFER_COVER[buffer],
        FACTORS[factor],
        names[where],
        float(worst[lean, buffer, factor]),
    )


@dataclass(frozen=True, slots=True)
class ScenarioOutcome:
    """What one scenario adds to a library: the best way by kind of rivals, plans together, the grid."""

    name: str
    best: dict[str, BestWay]
    together: dict[str, float]
    excess: Array


def outcome_of(
    scenario: Scenario, seed: int, worlds: int, grid_worlds: int, progress: Progress | None = None
) -> ScenarioOutcome:
    """One scenario played in every seat; the grid in fewer worlds, since it holds a thousand plans."""
    trials = Trials(scenario, seed, worlds, 2, progress)
    best = {rivals: best_way(trials, rivals) for rivals in RIVALS}
    return ScenarioOutcome(
        scenario.name, best, dearer_together(trials), excess_of_grid(scenario, seed, grid_worlds)
    )
