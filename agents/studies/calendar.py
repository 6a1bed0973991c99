"""What is knowing a scenario worth, and what is reading its news?

A plan by the calendar holds each component Just in Case through one stretch of turns, or never, whatever the
news says. The best one is found by coordinate descent: one component at a time takes the stretch with the
lowest mean cost, until none changes any more. It is fitted to worlds of one seed and scored in those of
another, beside the cheapest fixed plan and the scenario's own rule by the news, all in the same worlds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..arithmetic import Array, Flags
from ..manufacturers.stances import Policy, fixed, recommended_mix
from ..scenario.checks.claim_checks import names_in_ways
from ..scenario.claims import way_in
from ..scenario.scenario import Scenario
from .balance import play_scored
from .balance_cases import always
from .plan_batches import play_plans, side_by_side
from .study import Estimate, Progress, estimate
from .ways_to_play import policy_of

SEAT = 0
"""The seat that plays; seats are equally hard, which balance tests."""
MOST_SWEEPS = 4


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What a plan by the calendar and a rule by the news gain, in points of score.

    Attributes:
        plan: the calendar plan, True for Just in Case, (T turns, K).
        fixed_score: mean score of the cheapest fixed plan.
        calendar: what the calendar plan scores above it, by the same worlds.
        news: what `Scenario.news_rule` scores above it; None if the scenario states none.
    """

    plan: Flags
    fixed_score: float
    calendar: Estimate
    news: Estimate | None


def knowledge(
    scenario: Scenario,
    cheapest: Flags,
    seeds: tuple[int, int],
    worlds: int,
    scored_worlds: int,
    progress: Progress | None = None,
) -> Knowledge:
    """What knowing the scenario and reading its news are worth to one seat beside rivals on the mix.

    Args:
        scenario: the scenario.
        cheapest: the fixed plan of lowest mean cost, (K,): search and comparison begin with it.
        seeds: roots of the chance that plans are compared by, and of that they are scored by.
        worlds: worlds in which calendar plans are compared.
        scored_worlds: worlds in which they are scored.
        progress: called with the number of worlds played since the last call.
    """
    plan = best_calendar(scenario, cheapest, seeds[0], worlds, progress)

    def scores(policy: Policy) -> Array:
        return play_scored(scenario, seeds[1], scored_worlds, SEAT, always(policy), recommended_mix).score

    base = scores(fixed(cheapest))
    news = None
    if scenario.news_rule is not None:
        way = way_in(scenario.news_rule, names_in_ways(scenario))
        news = estimate(scores(policy_of(way, scenario)) - base)
    return Knowledge(plan, float(base.mean()), estimate(scores(by_calendar(plan)) - base), news)


def by_calendar(plan: Flags) -> Policy:
    """The policy that follows a calendar plan, (T turns, K)."""
    return side_by_side(plan[None])


def best_calendar(
    scenario: Scenario, start: Flags, seed: int, worlds: int, progress: Progress | None = None
) -> Flags:
    """The plan that coordinate descent finds from a fixed one, (T, K); the same for the same arguments."""
    plan = np.repeat(np.asarray(start)[None], scenario.turns, axis=0)
    for _ in range(MOST_SWEEPS):
        before = plan.copy()
        for component in range(plan.shape[1]):
            tried = [plan, *_with_stretches(plan, component)]
            plan = tried[int(costs(scenario, tried, seed, worlds, progress).argmin())]
        if (plan == before).all():
            break
    return plan


def games_of(scenario: Scenario) -> int:
    """About how many games of a seat a search takes, for a progress bar: those of two sweeps."""
    turns = scenario.turns
    return 2 * len(scenario.component) * (turns * (turns + 1) // 2 + 2)


def stretches(turns: int) -> list[Flags]:
    """No turn, then every stretch of neighbouring turns, True within it, (T,) each."""
    number = np.arange(turns)
    held = [(number >= first) & (number <= last) for first in range(turns) for last in range(first, turns)]
    return [np.zeros(turns, bool), *held]


def _with_stretches(plan: Flags, component: int) -> list[Flags]:
    plans = []
    for held in stretches(len(plan)):
        changed = plan.copy()
        changed[:, component] = held
        plans.append(changed)
    return plans


def costs(
    scenario: Scenario,
    plans: Sequence[Flags],
    seed: int,
    worlds: int,
    progress: Progress | None = None,
) -> Array:
    """Mean cost of each calendar plan, money, beside rivals on the mix, all in the same worlds: (plans,)."""
    return costs_by_world(scenario, plans, seed, worlds, progress).mean(axis=1)


def costs_by_world(
    scenario: Scenario,
    plans: Sequence[Flags],
    seed: int,
    worlds: int,
    progress: Progress | None = None,
    seat: int = SEAT,
) -> Array:
    """Cost of each calendar plan, (T, K) each, money, beside rivals on the mix, by world: (plans, W)."""
    return play_plans(scenario, seed, worlds, np.stack(plans), [seat], progress)[0][:, 0]
