"""What the tests of the outlook share: real states of real games, and real runs from there.

A run goes on from a state with demand as forecast and no new shock: a `SupplyChain` is played to that
week on its own path, and from there on a path on which demand is what the seats expect and every shock
in force stays as it is. Only stances are changed, bins filled or suppliers cut off; the rest is the game.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from world_support import changed, shipped

from linestop.agents import Decision, Scenario, SupplyChain
from linestop.agents.chain.outlook import SLACK_OF_PLAN, SLACK_OF_USE, Outlook
from linestop.agents.chance.random_streams import Chance
from linestop.agents.chance.sample_path import SamplePath, draw
from linestop.agents.chance.shocks import Closure, DemandShift, LeadTimeStretch, Shock
from linestop.agents.network.derivation import network_of

WEEKS = 26
"""How far a run goes, and how far the outlook looks."""


@dataclass(frozen=True)
class State:
    """A game of a shipped scenario at the end of a turn, all seats played by one policy."""

    scenario: str
    seed: int
    week: int
    policy: str = "hybrid"

    def chain(self) -> SupplyChain:
        chain = SupplyChain(shipped(self.scenario), self.seed, policies=self.policy)
        while chain.week < self.week:
            chain.step()
        return chain


def is_calm(chain: SupplyChain) -> bool:
    """Whether no shock and no everyday trouble is in force."""
    return not any(shock.bends(chain.week) for shock in chain.path.shocks)


def as_forecast(chain: SupplyChain, scenario: Scenario, seed: int) -> SamplePath:
    """The path played so far, and from there on nothing that nobody expects."""
    network, played = chain.network, chain.week
    path = draw(scenario, network_of(scenario), Chance(seed, 1))
    demand = np.zeros((played + WEEKS, *path.demand.shape[1:]))
    demand[:played] = path.demand[:played]
    for week in range(played + 1, played + WEEKS + 1):
        season = network.market_share * network.season(week)
        demand[week - 1] = chain.planning.level[:, :, None] * season[..., None]
    return SamplePath(demand, tuple(_as_it_is(shock, played) for shock in path.shocks))


def _as_it_is(shock: Shock, week: int) -> Shock:
    stays = shock.bends(week) and not isinstance(shock, DemandShift)
    nothing = 0.0 if isinstance(shock, LeadTimeStretch) else 1.0
    effect = np.full((WEEKS, 1), shock.effect[week - 1] if stays else nothing)
    return replace(
        shock,
        effect=np.concatenate([shock.effect[:week], effect]),
        in_force=np.concatenate([shock.in_force[:week], np.full((WEEKS, 1), stays)]),
        news=(),
    )


class Run:
    """Worlds that go on from one state: as it is; one with each stance of each seat the other way; for each
    component one where its supplier is cut off, and one where it is not, with all other bins full in both.
    """

    def __init__(self, state: State, weeks: int = WEEKS) -> None:
        before, scenario = state.chain(), shipped(state.scenario)
        self.seats, self.components = len(before.network.seats), len(before.network.components)
        self.first_cut = 1 + self.seats * self.components
        self.first_full = self.first_cut + self.components
        worlds = self.first_full + self.components
        path = as_forecast(before, scenario, state.seed).repeated(worlds)
        self.chain = SupplyChain(
            changed(scenario, weeks=state.week + WEEKS),
            state.seed,
            worlds,
            policies=state.policy,
            path=path,
        )
        self.start = state.week
        while self.chain.week < self.start:
            self.chain.step()
        self.opening_bins = self.chain.manufacturers.on_hand.copy()
        self._change()
        while self.chain.week < self.start + weeks:
            self.chain.step()

    def _change(self) -> None:
        held = self.chain.manufacturers.stance[..., 0].copy()
        for number, seat in enumerate(self.chain.network.seats):
            self.chain.settle(seat, Decision(held[number]))
            for component in range(self.components):
                other = held[number].copy()
                other[component] ^= True
                self.chain.settle(seat, Decision(other), self.changed(number, component))
        for component in range(self.components):
            self._cut_off(component, self.first_cut + component)
            for world in (self.first_cut + component, self.first_full + component):
                for full in set(range(self.components)) - {component}:
                    self.chain.manufacturers.on_hand[:, full, world] += 1e7

    def _cut_off(self, component: int, world: int) -> None:
        """Whoever makes it ships nothing more, not even what is half made."""
        chain, network = self.chain, self.chain.network
        for lane in np.flatnonzero(network.component_of_lane == component):
            supplier = int(network.supplier_of_lane[lane])
            in_force = np.zeros((chain.scenario.weeks, chain.worlds), dtype=bool)
            in_force[self.start :, world] = True
            none = np.zeros(chain.worlds)
            chain.live_shocks.append(
                Closure("cut", "Cut off", supplier, np.ones(in_force.shape), in_force, none, none == 0.0)
            )
            chain.suppliers.finished[supplier, world] = 0.0
            for slot in chain.suppliers.making._slots:
                slot[lane, :, world] = 0.0

    def changed(self, seat: int, component: int) -> int:
        """The world where this one stance is the other way."""
        return 1 + seat * self.components + component

    def bins(self, seat: int, component: int, world: int) -> np.ndarray:
        """Units on hand at the end of the state's week and of every week after it."""
        on_hand = self.chain.record["on_hand"][self.start :, seat, component, world]
        return np.concatenate([self.opening_bins[seat, component, world, None], on_hand])

    def stands_after(self, seat: int, component: int, world: int, plan: float, use: float) -> float:
        """Weeks until the bin is first as near to the plan as counts as standing; all if it never is."""
        bins, slack = self.bins(seat, component, world), SLACK_OF_PLAN * plan + SLACK_OF_USE * use
        near = bins >= plan - slack if bins[0] < plan else bins <= plan + slack
        return float(np.argmax(near)) if near.any() else float(WEEKS)

    def misses_after(self, seat: int, component: int, world: int) -> float:
        """Weeks until the line wants more of a component than there is; the last week counts in part."""
        record, network = self.chain.record, self.chain.network
        bins = self.bins(seat, component, world)
        for week in range(len(bins) - 1):
            wanted = record["attempted"][self.start + week, seat, :, world]
            wanted = wanted * min(1.0, network.line_capacity[seat] / max(wanted.sum(), 1e-9))
            need = float(wanted @ network.bill[seat, :, component])
            there = bins[week] + record["received"][self.start + week, seat, component, world]
            if there < need * (1.0 - 1e-9):
                return week + float(there) / need
        return float(WEEKS)


@dataclass(frozen=True)
class Compared:
    """One figure as told, and as a run had it, in weeks."""

    told: float
    ran: float
    calm: bool
    what: str

    @property
    def error(self) -> float:
        return abs(self.told - self.ran)


@cache
def compared(state: State) -> tuple[SupplyChain, Outlook, Run]:
    chain = state.chain()
    return chain, Outlook(chain), Run(state)


Told = Callable[[Outlook], np.ndarray]
"""Picks a figure (N, K, W) out of an outlook; a red control picks a wrong one."""


def survivals(state: State, told: Told = lambda outlook: outlook.survival) -> Iterator[Compared]:
    chain, outlook, run = compared(state)
    for seat in range(run.seats):
        for k in range(run.components):
            ran = run.misses_after(seat, k, run.first_cut + k)
            yield Compared(told(outlook)[seat, k, 0], ran, is_calm(chain), f"{state} {seat} {k}")


def stops(state: State, told: Told = lambda outlook: outlook.stops) -> Iterator[Compared]:
    """NaN, not in sight, counts as the last week; a run that misses later than the quote as well."""
    chain, outlook, run = compared(state)
    quote = chain.network.lane_mean(chain.quote)[:, 0]
    for seat in range(run.seats):
        for k in range(run.components):
            ran = run.misses_after(seat, k, run.first_full + k)
            ran = ran if ran < np.floor(quote[k]) else float(WEEKS)
            said = np.nan_to_num(told(outlook)[seat, k, 0], nan=float(WEEKS))
            yield Compared(said, ran, is_calm(chain), f"{state} {seat} {k}")


Building = Callable[[float], float]


def builds(state: State, told: Building = lambda weeks: weeks) -> Iterator[Compared]:
    """Both stances of every component of every seat."""
    chain, outlook, run = compared(state)
    stance, use = chain.manufacturers.stance[..., 0], chain.planning.mean_use(chain.week + 1)[..., 0]
    for seat, name in enumerate(chain.network.seats):
        for k, (component, offers) in enumerate(outlook.offers(name).items()):
            for label, offer in offers.items():
                same = stance[seat, k] == (label == "JIC")
                world = 0 if same else run.changed(seat, k)
                plan = offer.plan_weeks * float(use[seat, k])
                ran = run.stands_after(seat, k, world, plan, float(use[seat, k]))
                what = f"{state} {name} {component} {label}"
                yield Compared(told(offer.build_weeks), ran, is_calm(chain), what)


def scramble(chain: SupplyChain, rows: list[int], luck: int) -> None:
    """Other bins, shelves, debts, stances and goods under way in these rows; no queue gets longer or shorter.

    What stands in line at a supplier or in a port changes hands among them; there the sum is public.
    """
    luck_of = np.random.default_rng(luck)
    sites = chain.manufacturers
    for books in (sites.on_hand, sites.on_order, sites.moving, sites.finished_goods, sites.backlog):
        books[rows] *= luck_of.uniform(0.0, 5.0, books[rows].shape)
    sites.stance[rows] ^= True
    chain.planning.level[rows] *= luck_of.uniform(0.2, 3.0, chain.planning.level[rows].shape)
    for belt in (chain.suppliers.making, chain.lanes, chain.inland):
        for slot in belt._slots:
            slot[:, rows] *= luck_of.uniform(0.0, 5.0, slot[:, rows].shape)
    for line in (chain.suppliers.backlog, chain.suppliers.ordered):
        line[:, rows] = line[:, rows[::-1]]
    for queue in chain.ports.queues:
        for goods, _ in queue.cohorts:
            goods[:, rows] = goods[:, rows[::-1]]
