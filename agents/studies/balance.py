"""Balance of a scenario: whether its recommended mix is the cheapest plan, and its seats equally hard.

One seat plays each plan against rivals on the mix, in the same worlds (common random numbers); costs are
averaged over worlds, then over seats. Nothing here is part of a game, since policies may know the shocks.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from ..arithmetic import Array, Flags
from ..chain.model import SupplyChain
from ..chain.opening import recommended
from ..chain.site_agents import PolicyLike
from ..chance.random_streams import Chance
from ..chance.sample_path import draw
from ..manufacturers.stances import recommended_mix
from ..network.derivation import network_of
from ..scenario.scenario import Scenario
from .balance_cases import Case, PolicyFromShocks
from .plan_batches import play_plans
from .replay import as_played
from .scoring import score_scale, segmentations
from .study import Progress


@dataclass(frozen=True, slots=True)
class PlanComparison:
    """Mean costs of the 2^K fixed plans of one seat against rivals on the mix."""

    plans: Flags
    """True for JIC: (2^K, K)."""
    cost: Array
    """Money, mean over worlds and seats: (2^K,)."""
    by_seat: Array
    """Money, mean over worlds: (2^K, N)."""
    beats: float
    """Share of worlds and seats in which the mix is cheaper than all JIT and than all JIC."""
    mix: int
    """Number of the recommended plan."""
    uptime: float | None = None
    """Uptime of the mix, mean over worlds and seats; None where it was not measured."""

    @property
    def gap(self) -> float:
        """How much dearer the mix is than the cheapest plan, as a share of that plan's cost."""
        return float(self.cost[self.mix] / self.cost.min() - 1.0)

    @property
    def flips(self) -> Array:
        """Cost added by flipping one component of the mix, by component, as a share of the mix's: (K,)."""
        # Plan numbers are binary, component k being bit k: flipping a component flips its bit.
        numbers = self.mix ^ (1 << np.arange(self.plans.shape[1]))
        added: Array = self.cost[numbers] / self.cost[self.mix] - 1.0
        return added


def compare_plans(
    scenario: Scenario, seed: int, worlds: int, progress: Progress | None = None
) -> PlanComparison:
    """What each of the 2^K segmentations costs, played in every seat."""
    plans = segmentations(len(scenario.component))
    by_turn = np.repeat(plans[:, None], scenario.turns, axis=1)
    costs, uptimes = play_plans(scenario, seed, worlds, by_turn, range(len(scenario.seat)), progress)
    return compared(scenario, plans, costs, uptimes)


def compared(scenario: Scenario, plans: Flags, costs: Array, uptimes: Array | None = None) -> PlanComparison:
    """The comparison from the costs of all 2^K plans, money, and their uptimes, shares, (2^K, N, W) each."""
    mix = int((plans == recommended(scenario)).all(axis=1).argmax())
    # Plan 0 is all JIT, the last all JIC.
    cheaper_slogan = np.minimum(costs[0], costs[-1])
    return PlanComparison(
        plans=plans,
        cost=costs.mean(axis=(1, 2)),
        by_seat=costs.mean(axis=2),
        beats=float((costs[mix] < cheaper_slogan).mean()),
        mix=mix,
        uptime=None if uptimes is None else float(uptimes[mix].mean()),
    )


@dataclass(frozen=True, slots=True)
class CaseResult:
    """A case played in every seat, (N,) each.

    cost: money, uptime: a share, score: means over worlds; luck: standard deviation of the score over worlds.
    """

    case: Case
    cost: Array
    uptime: Array
    score: Array
    luck: Array

    @property
    def unlike(self) -> float:
        """Largest difference between two seats' mean scores, in its standard deviations of luck."""
        luck = float(self.luck.mean())
        return float(np.ptp(self.score) / luck) if luck > 0.0 else 0.0


def measure(
    scenario: Scenario, seed: int, worlds: int, cases: Iterable[Case], progress: Progress | None = None
) -> list[CaseResult]:
    """Costs, uptimes and scores of each case, played in every seat against rivals on the mix."""
    return [_measure(scenario, seed, worlds, case, progress) for case in cases]


def _measure(scenario: Scenario, seed: int, worlds: int, case: Case, progress: Progress | None) -> CaseResult:
    # Seat by seat on the same worlds, so that differences between seats are not of their draws.
    rows = []
    for seat in range(len(scenario.seat)):
        game = play_scored(scenario, seed, worlds, seat, case.policy_from, recommended_mix)
        spread = game.score.std(ddof=1) if worlds > 1 else 0.0
        rows.append((game.cost.mean(), game.uptime.mean(), game.score.mean(), spread))
        if progress is not None:
            progress(worlds)
    return CaseResult(case, *np.array(rows).T)


@dataclass(frozen=True, slots=True)
class ScoredGame:
    """One seat's games by world: cost in money, uptime as a share, score; (W,) each."""

    cost: Array
    uptime: Array
    score: Array


def play_scored(
    scenario: Scenario, seed: int, worlds: int, seat: int, policy_from: PolicyFromShocks, rivals: PolicyLike
) -> ScoredGame:
    """One seat's games against rivals that play one policy, scored by replays of these same games."""
    path = draw(scenario, network_of(scenario), Chance(seed, worlds))
    policies: dict[str, PolicyLike] = {each.name: rivals for each in scenario.seat}
    policies[scenario.seat[seat].name] = policy_from(path.shocks)
    chain = SupplyChain(scenario, seed, worlds, policies=policies, path=path).run()
    played = as_played(chain)
    return ScoredGame(
        played.cost[seat], played.uptime[seat], score_scale(chain, seat).score(played.cost[seat])
    )
