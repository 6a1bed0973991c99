"""The plan of an expert search scored beside the mix, in worlds that it was not fitted to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..arithmetic import Array
from ..manufacturers.stances import Policy, recommended_mix
from ..scenario.scenario import Scenario
from .balance import play_scored
from .balance_cases import always
from .expert_search import ExpertPlan


@dataclass(frozen=True, slots=True)
class Comparison:
    """A plan in worlds that it was not fitted to, (N,) each: means over worlds of cost, uptime and score."""

    plan: str
    rivals: str
    cost: Array
    uptime: Array
    score: Array


MIX, EXPERT = "mix", "expert"


def compare(scenario: Scenario, plan: ExpertPlan, seed: int, worlds: int) -> list[Comparison]:
    """The mix and an expert's plan in every seat, beside rivals on the mix, then beside rivals on the plan.

    Args:
        scenario: the scenario.
        plan: the plan.
        seed: root of all chance; another one than the plan was found by.
        worlds: worlds in which each is played; each replays all fixed plans for its score.
    """
    players = {MIX: recommended_mix, EXPERT: plan.policy}
    return [
        _compared(scenario, seed, worlds, (name, players[name]), (rivals, players[rivals]))
        for rivals in players
        for name in players
    ]


def _compared(
    scenario: Scenario, seed: int, worlds: int, player: tuple[str, Policy], rivals: tuple[str, Policy]
) -> Comparison:
    games = [
        play_scored(scenario, seed, worlds, seat, always(player[1]), rivals[1])
        for seat in range(len(scenario.seat))
    ]
    means = [
        np.array([float(getattr(game, of).mean()) for game in games]) for of in ("cost", "uptime", "score")
    ]
    return Comparison(player[0], rivals[0], *means)


def gain(compared: Sequence[Comparison]) -> float:
    """Points of score by which the expert's plan beats the mix, mean over seats, beside rivals on the mix."""
    mix, expert = (
        next(each for each in compared if (each.plan, each.rivals) == (plan, MIX)) for plan in (MIX, EXPERT)
    )
    return float(expert.score.mean() - mix.score.mean())
