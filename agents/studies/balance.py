"""Does the scenario teach what it says? The recommended mix is computed, never an opinion.

One seat plays each plan against rivals on the mix, in the same worlds; costs are averaged over
worlds, then over seats. Nothing here is part of a game: it looks ahead, over many worlds.
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
"""When a buffer is begun, in weeks from the shock's first."""


ForeseeingPlayer = Callable[[tuple[Shock, ...]], Policy]
"""A policy made with the shocks known: for studies of timing, never for a game."""


@dataclass(frozen=True, slots=True)
class Plans:
    """Mean cost of each fixed plan, over worlds and seats: plans (P, K), cost (P,), by_seat (P, N).

    beats: share of worlds and seats in which the mix is cheaper than both slogans.
    """

    plans: Flags
    cost: Array
    by_seat: Array
    beats: float
    mix: int
    """Number of the recommended plan."""

    @property
    def gap(self) -> float:
        """How much dearer the mix is than the cheapest plan, as a share."""
        return float(self.cost[self.mix] / self.cost.min() - 1.0)

    @property
    def flips(self) -> Array:
        """Cost added by flipping each one component of the mix, as a share: (K,)."""
        numbers = self.mix ^ (1 << np.arange(self.plans.shape[1]))
        added: Array = self.cost[numbers] / self.cost[self.mix] - 1.0
        return added


def compare_plans(scenario: Scenario, seed: int, worlds: int, progress: Progress | None = None) -> Plans:
    """Play all 2^K segmentations in every seat."""
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
    return Plans(
        plans=plans,
        cost=costs.mean(axis=(1, 2)),
        by_seat=costs.mean(axis=2),
        beats=float((costs[mix] < slogans).mean()),
        mix=mix,
    )


@dataclass(frozen=True, slots=True)
class Case:
    """One way to play, to be measured; `spread` marks those by which seats are compared."""

    name: str
    player: ForeseeingPlayer
    spread: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """A case played in every seat: means over worlds by seat (N,), and the score's SD of luck (N,)."""

    case: Case
    cost: Array
    uptime: Array
    score: Array
    luck: Array

    @property
    def unlike(self) -> float:
        """Largest difference between two seats' mean scores, in SDs of luck."""
        luck = float(self.luck.mean())
        return float(np.ptp(self.score) / luck) if luck > 0.0 else 0.0


def timing_cases(scenario: Scenario) -> list[Case]:
    """Each buffered component and the shock that is sure to hit it: begin early, at onset, late, never."""
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
    """What following the news alone costs, beside the mix."""
    return [
        Case("act on nothing (JIT)", always(all_jit)),
        Case("act on official news", always(on_news("official"))),
        Case("act on every rumour", always(on_news("rumour"))),
        Case("recommended mix", always(recommended_mix)),
        Case("mix, and every rumour", always(on_news("rumour", recommended(scenario)))),
    ]


def stance_cases(scenario: Scenario) -> list[Case]:
    """The slogans, the mix, and the mix with the bulkiest sea-borne component flipped."""
    mix = recommended(scenario)
    flipped = mix.copy()
    bulky = bulky_component(scenario)
    flipped[bulky] = not flipped[bulky]
    way = "JIC" if flipped[bulky] else "JIT"
    return [
        Case("JIT", always(all_jit)),
        Case("JIC", always(all_jic), spread=bool(mix.any())),
        Case("mix", always(recommended_mix)),
        Case(
            f"mix, but {scenario.component[bulky].name} {way}", always(fixed(flipped)), spread=not mix.any()
        ),
    ]


def bulky_component(scenario: Scenario) -> int:
    """The component that fills most boxes through a port for its value; the first if none sails."""
    sails = {lane.supplier for lane in scenario.lane if lane.port}
    carried = {site.component for site in scenario.supplier if site.name in sails}
    bulk = [part.boxes / part.value if part.name in carried else 0.0 for part in scenario.component]
    return int(np.argmax(bulk))


def threatened(scenario: Scenario) -> list[tuple[int, str]]:
    """Buffered components, each with the first sure shock on its supplier, lane or port."""
    pairs = []
    for number, part in enumerate(scenario.component):
        suppliers = {site.name for site in scenario.supplier if site.component == part.name}
        lanes = [lane for lane in scenario.lane if lane.supplier in suppliers]
        sites = suppliers | {lane.port for lane in lanes} | {lane.name for lane in lanes}
        hits = [shock.name for shock in scenario.shock if shock.target in sites and shock.probability == 1.0]
        if part.recommended == "JIC" and hits:
            pairs.append((number, hits[0]))
    return pairs


def measure(
    scenario: Scenario, seed: int, worlds: int, cases: Iterable[Case], progress: Progress | None = None
) -> list[Result]:
    """Play each case in every seat against the mix, and score it on the ruler of that same game."""
    return [_measure(scenario, seed, worlds, case, progress) for case in cases]


def _measure(scenario: Scenario, seed: int, worlds: int, case: Case, progress: Progress | None) -> Result:
    rows = []
    for seat in range(len(scenario.seat)):
        game = play_scored(scenario, seed, worlds, seat, case.player, recommended_mix)
        spread = game.score.std(ddof=1) if worlds > 1 else 0.0
        rows.append((game.cost.mean(), game.uptime.mean(), game.score.mean(), spread))
        if progress is not None:
            progress(worlds)
    return Result(case, *np.array(rows).T)


@dataclass(frozen=True, slots=True)
class ScoredGame:
    """One seat's games by world: cost, uptime, score (W,)."""

    cost: Array
    uptime: Array
    score: Array


def play_scored(
    scenario: Scenario, seed: int, worlds: int, seat: int, player: ForeseeingPlayer, rivals: Policy
) -> ScoredGame:
    """Play one seat against rivals on one policy, and score it on the ruler of that same game."""
    chain = SupplyChain(scenario, seed, worlds, policies=rivals)
    chain.manufacturer(scenario.seat[seat].name).policy = player(chain.path.shocks)
    chain.run()
    played = as_played(chain)
    return ScoredGame(
        played.cost[seat], played.uptime[seat], score_scale(chain, seat).score(played.cost[seat])
    )


def always(policy: Policy) -> ForeseeingPlayer:
    """A policy that needs no foresight."""
    return lambda shocks: policy


def _begin(before: Flags, after: Flags, shock: str, weeks: int) -> ForeseeingPlayer:
    """Change plans at the first turn that begins so many weeks from the shock's first."""

    def player(shocks: tuple[Shock, ...]) -> Policy:
        first = next(s.first_week for s in shocks if s.name == shock)
        return switching(before, after, first + weeks - 1)

    return player
