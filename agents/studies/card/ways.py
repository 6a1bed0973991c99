"""The three ways to play a scenario (all JIT, all JIC, the recommended mix) in the same worlds.

One seat plays each of them against rivals on the mix. How much luck decides is told by the same games: a
two-way analysis of variance of their cost without replication, ways in rows and worlds in columns (`luck`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...arithmetic import Array
from ...manufacturers.stances import Policy, all_jic, all_jit, recommended_mix
from ...scenario.scenario import Scenario
from ..balance import play_scored
from ..balance_cases import always
from ..luck import residual_variance
from ..study import Estimate, estimate, play_seat
from .names import WayName

SEAT = 0
"""The seat that plays; seats are equally hard, which balance tests."""
WAYS: dict[WayName, Policy] = {"jit": all_jit, "jic": all_jic, "mix": recommended_mix}
"""By name, in the order of a card."""


@dataclass(frozen=True, slots=True)
class WayFound:
    """What one way comes to over many worlds.

    Attributes:
        name: which one.
        cost: money, books closed.
        uptime: share of required production.
        cheapest: share of worlds in which no other of the three costs less.
    """

    name: WayName
    cost: Estimate
    uptime: Estimate
    cheapest: float


@dataclass(frozen=True, slots=True)
class ThreeWays:
    """The three ways, and how much of what sets them apart is luck.

    Attributes:
        ways: in the order of `WAYS`.
        luck: share, 0 to 1, of the variance of cost among the ways in one world that another world would have
            dealt otherwise; None where they never differ.
        holds: share of pairs of ways and worlds that rank as their mean costs do; None where these are equal.
    """

    ways: tuple[WayFound, ...]
    luck: float | None
    holds: float | None


def three_ways(scenario: Scenario, seed: int, worlds: int) -> ThreeWays:
    """Play the three ways in so many worlds of a seed."""
    games = [play_seat(scenario, seed, worlds, SEAT, policy, recommended_mix) for policy in WAYS.values()]
    cost = np.array([game.own_cost for game in games])
    # A tie goes to both: where the mix is all JIT, the two are one.
    cheapest = (cost <= cost.min(axis=0)).mean(axis=1)
    found = [
        WayFound(name, estimate(game.own_cost), estimate(game.uptime), float(share))
        for name, game, share in zip(WAYS, games, cheapest, strict=True)
    ]
    return ThreeWays(tuple(found), *luck_of(cost))


def luck_of(cost: Array) -> tuple[float | None, float | None]:
    """`luck` and `holds` of ways, by their cost in each world, money, (ways, W)."""
    spread = float(cost.var(axis=0, ddof=1).mean())
    luck = min(1.0, residual_variance(cost) / spread) if spread > 0.0 else None
    one, other = np.triu_indices(len(cost), 1)
    on_average = np.sign(cost[one].mean(axis=1) - cost[other].mean(axis=1))
    differ = on_average != 0.0
    if not differ.any():
        return luck, None
    in_world = np.sign(cost[one] - cost[other])[differ]
    return luck, float((in_world == on_average[differ, None]).mean())


def scores(scenario: Scenario, seed: int, worlds: int) -> dict[WayName, Estimate]:
    """Score of each way; all fixed plans are replayed in each world, so fewer worlds are played."""
    return {
        name: estimate(play_scored(scenario, seed, worlds, SEAT, always(policy), recommended_mix).score)
        for name, policy in WAYS.items()
    }
