"""Balance of a scenario: whether its recommended mix is the cheapest plan, and its seats equally hard.

One seat plays each plan against rivals on the mix, in the same worlds (common random numbers); costs are
averaged over worlds, then over seats. Nothing here is part of a game, since policies may know the shocks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from ..arithmetic import Array, Flags
from ..chain.model import SupplyChain
from ..chain.opening import recommended
from ..chance.shocks import Shock
from ..manufacturers.stances import Policy, all_jic, all_jit, fixed, on_news, recommended_mix, switching
from ..scenario.scenario import Scenario
from .replay import as_played
from .scoring import score_scale, segmentations
from .study import Progress, play_seat

LATE_WEEKS = (-8, 0, 4)
"""When a buffer is begun, in weeks after the shock's first week; negative is before."""
SURE = 1.0
"""Probability of a shock that comes in every world."""

ForeseeingPlayer = Callable[[tuple[Shock, ...]], Policy]
"""Makes a policy from the drawn shocks: for studies of timing, never for a game."""


@dataclass(frozen=True, slots=True)
class PlanComparison:
    """Mean cost of each fixed plan of one seat against rivals on the mix; the 2^K plans are the first
    axis."""

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
    costs = np.array(
        [
            [
                play_seat(scenario, seed, worlds, seat, fixed(plan), recommended_mix, progress).total_cost
                for seat in range(len(scenario.seat))
            ]
            for plan in plans
        ]
    )
    mix = int((plans == recommended(scenario)).all(axis=1).argmax())
    slogans = np.minimum(costs[0], costs[-1])
    return PlanComparison(
        plans=plans,
        cost=costs.mean(axis=(1, 2)),
        by_seat=costs.mean(axis=2),
        beats=float((costs[mix] < slogans).mean()),
        mix=mix,
    )


@dataclass(frozen=True, slots=True)
class Case:
    """One way to play that is to be scored."""

    name: str
    player: ForeseeingPlayer
    spread: bool = False
    """Whether seats are compared by it."""


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
        """Largest difference between two seats' mean scores, in standard deviations of luck; 0 without
        luck."""
        luck = float(self.luck.mean())
        return float(np.ptp(self.score) / luck) if luck > 0.0 else 0.0


def timing_cases(scenario: Scenario) -> list[Case]:
    """Cases for each pair of `threatened`: its buffer begun early, at the shock's onset, late and never."""
    mix = recommended(scenario)
    cases = []
    for component, shock in threatened(scenario):
        without = mix.copy()
        without[component] = False
        name = scenario.component[component].name
        for weeks in LATE_WEEKS:
            when = "at onset" if weeks == 0 else f"{abs(weeks)} weeks {'before' if weeks < 0 else 'after'}"
            cases.append(Case(f"{name} {when}", _begin(without, mix, shock, weeks), spread=weeks == 0))
        cases.append(Case(f"{name} never", always(fixed(without))))
    return cases


def news_cases(scenario: Scenario) -> list[Case]:
    """Cases that follow the news only, beside the mix."""
    return [
        Case("act on nothing (JIT)", always(all_jit)),
        Case("act on official news", always(on_news("official"))),
        Case("act on every rumour", always(on_news("rumour"))),
        Case("recommended mix", always(recommended_mix)),
        Case("mix, and every rumour", always(on_news("rumour", recommended(scenario)))),
    ]


def stance_cases(scenario: Scenario) -> list[Case]:
    """Cases of all JIT, all JIC, the mix, and the mix with the bulkiest sea-borne component flipped.

    Seats are compared by a case that holds buffers and one that is not the mix: all JIC where the mix has a
    buffer, else the flipped mix.
    """
    mix = recommended(scenario)
    flipped = mix.copy()
    bulky = bulky_component(scenario)
    flipped[bulky] = not flipped[bulky]
    stance = "JIC" if flipped[bulky] else "JIT"
    return [
        Case("JIT", always(all_jit)),
        Case("JIC", always(all_jic), spread=bool(mix.any())),
        Case("mix", always(recommended_mix)),
        Case(
            f"mix, but {scenario.component[bulky].name} {stance}",
            always(fixed(flipped)),
            spread=not mix.any(),
        ),
    ]


def bulky_component(scenario: Scenario) -> int:
    """Index of the component with most boxes through a port per money of its value; 0 if none sails."""
    sails = {lane.supplier for lane in scenario.lane if lane.port}
    carried = {site.component for site in scenario.supplier if site.name in sails}
    bulk = [part.boxes / part.value if part.name in carried else 0.0 for part in scenario.component]
    return int(np.argmax(bulk))


def threatened(scenario: Scenario) -> list[tuple[int, str]]:
    """Index of each buffered component, and the first shock on its supplier, lane or port that is sure to
    come.

    Buffered components without such a shock are left out.
    """
    pairs = []
    for number, part in enumerate(scenario.component):
        suppliers = {site.name for site in scenario.supplier if site.component == part.name}
        lanes = [lane for lane in scenario.lane if lane.supplier in suppliers]
        sites = suppliers | {lane.port for lane in lanes} | {lane.name for lane in lanes}
        hits = [shock.name for shock in scenario.shock if shock.target in sites and shock.probability == SURE]
        if part.recommended == "JIC" and hits:
            pairs.append((number, hits[0]))
    return pairs


def measure(
    scenario: Scenario, seed: int, worlds: int, cases: Iterable[Case], progress: Progress | None = None
) -> list[CaseResult]:
    """Costs, uptimes and scores of each case, played in every seat against rivals on the mix."""
    return [_measure(scenario, seed, worlds, case, progress) for case in cases]


def _measure(scenario: Scenario, seed: int, worlds: int, case: Case, progress: Progress | None) -> CaseResult:
    rows = []
    for seat in range(len(scenario.seat)):
        game = play_scored(scenario, seed, worlds, seat, case.player, recommended_mix)
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
    scenario: Scenario, seed: int, worlds: int, seat: int, player: ForeseeingPlayer, rivals: Policy
) -> ScoredGame:
    """One seat's games against rivals that play one policy, scored by replays of these same games."""
    chain = SupplyChain(scenario, seed, worlds, policies=rivals)
    chain.manufacturer(scenario.seat[seat].name).policy = player(chain.path.shocks)
    chain.run()
    played = as_played(chain)
    return ScoredGame(
        played.cost[seat], played.uptime[seat], score_scale(chain, seat).score(played.cost[seat])
    )


def always(policy: Policy) -> ForeseeingPlayer:
    """The policy, whatever the shocks."""
    return lambda shocks: policy


def _begin(before: Flags, after: Flags, shock: str, weeks: int) -> ForeseeingPlayer:
    """Change plans at the first turn that begins `weeks` after the shock's first week, or later.

    The first week is drawn by world, so the turn may differ between worlds.
    """

    def player(shocks: tuple[Shock, ...]) -> Policy:
        first = next(s.first_week for s in shocks if s.name == shock)
        return switching(before, after, first + weeks - 1)

    return player
