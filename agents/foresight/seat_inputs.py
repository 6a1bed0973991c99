"""What befell one seat in one world, whatever anybody decided: the ground of perfect foresight.

Demand, required production, terms of trade, and what there was before the first week. A seat gets the whole
of every supplier, port and depot, so the fate is the same in every room that plays the same weeks.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arithmetic import Array, Flags, Indices, by_world, total
from ..chain.ledger import Ledger
from ..chain.model import SupplyChain
from ..chance.shocks import Terms
from ..manufacturers.planning import Planning
from ..network.network import Network
from ..scenario.scenario import Scenario
from .initial_state import Outset, outset_of


@dataclass(frozen=True, slots=True)
class Fate:
    """One seat's weeks 1 … T, weeks last; units, money a unit, weeks.

    demand, rivals_demand (of all others) (M, G, T); required (G, T); capacity (S, T); throughput (P, T),
    boxes; price (S, T), a multiple of standard, the least that anybody can meet: where a price rises with the
    queue it is everybody's orders that raise it, and with none it stands as shocks leave it; due (J, T): the
    week, from 0, in which what leaves a gate ends its lane; open (J): the lanes that orders can go by;
    mean_use (K, T), as planning counts on it; bill (G, K, T).

    unneeded (K, T): parts that no product needs any more when a week ends, and nobody who could be waiting;
    maybe_unneeded: the same if nobody waits.
    """

    scenario: Scenario
    network: Network
    ledger: Ledger
    seat: int
    demand: Array
    rivals_demand: Array
    required: Array
    capacity: Array
    throughput: Array
    price: Array
    due: Indices
    open: Flags
    mean_use: Array
    bill: Array
    unneeded: Flags
    maybe_unneeded: Flags
    outset: Outset

    @property
    def weeks(self) -> int:
        """T"""
        return int(self.required.shape[1])

    def ends_lane(self, lanes: Indices, weeks: Indices) -> Indices:
        """`weeks` (L, T) of leaving by lanes (L), as the weeks they end in; T where that is too late."""
        ends = self.due[lanes[:, None], np.minimum(weeks, self.weeks - 1)]
        return np.where(weeks < self.weeks, ends, self.weeks)


def fate_of(played: SupplyChain, seat: int, world: int = 0) -> Fate:
    """The fate of one seat of a played chain, up to the week it has reached.

    Raises:
        ValueError: if the chain kept no history, or has not begun.
    """
    if not played.week or played.record.weeks_played < played.week:
        raise ValueError("a fate needs the weeks played: play the chain with history")
    network, weeks = played.network, played.week
    terms = [_terms(played, week) for week in range(1, weeks + 1)]
    asked = played.record["demand"][..., world]
    return Fate(
        scenario=played.scenario,
        network=network,
        ledger=played.ledger,
        seat=seat,
        demand=asked[:, seat].T,
        rivals_demand=(total(asked, axis=1) - asked[:, seat]).T,
        required=played.record["required"][:, seat, :, world].T,
        capacity=_by_week([t.capacity[:, world] for t in terms], network.capacity),
        throughput=_by_week([t.throughput[:, world] for t in terms], network.throughput),
        price=_by_week([t.price[:, world] for t in terms], np.ones(len(network.suppliers))),
        due=_due(network, [t.extra_weeks[:, world] for t in terms]),
        open=played.sourcing.open | (network.depot_share > 0.0),
        mean_use=_mean_use(played)[:, seat, :, world].T,
        bill=_bill(played, seat, world),
        unneeded=_unneeded(played, _who_may_wait(played.scenario), seat, world),
        maybe_unneeded=_unneeded(played, np.zeros(len(network.products)), seat, world),
        outset=outset_of(played, seat, world),
    )


def _mean_use(played: SupplyChain) -> Array:
    """Use that planning counts on, by week; it learns from demand alone: (T, N, K, W)."""
    planning, weeks = Planning(played.scenario, played.network, played.worlds, played.bills), []
    for week, demand in enumerate(played.record["demand"], start=1):
        weeks.append(planning.mean_use(week))
        planning.learn_demand(week, total(demand, axis=2))
    return np.stack(weeks)


def _bill(played: SupplyChain, seat: int, world: int) -> Array:
    """(G, K, T)"""
    weeks = [by_world(played.bills.at(week, week))[seat] for week in range(1, played.week + 1)]
    return np.stack([bill[..., world if bill.shape[-1] > 1 else 0] for bill in weeks], axis=2)


def _unneeded(played: SupplyChain, waiting: Array, seat: int, world: int) -> Flags:
    """Parts that are unneeded week by week, if so many wait for each product (G): (K, T)."""
    everywhere = np.broadcast_to(
        waiting[None, :, None], (len(played.network.seats), len(waiting), played.worlds)
    )
    weeks = [played.write_offs.unneeded(week, everywhere) for week in range(1, played.week + 1)]
    return np.stack([flags[seat, :, world if flags.shape[-1] > 1 else 0] for flags in weeks], axis=1)


def _who_may_wait(scenario: Scenario) -> Array:
    """A unit where anybody who is not served at once may wait for a product, else none: (G,)."""
    return np.array(
        [
            any(
                rule.wait_share > 0.0 and market.demand[product.name].share > 0.0
                for market, rule in zip(scenario.market, scenario.customers, strict=True)
            )
            for product in scenario.product
        ],
        dtype=np.float64,
    )


def _terms(played: SupplyChain, week: int) -> Terms:
    terms = Terms.usual(played.network, week, played.worlds)
    for shock in played.shocks:
        if shock.bends(week):
            shock.bend(terms)
    return terms


def _by_week(factors: list[Array], usual: Array) -> Array:
    return np.stack(factors, axis=1) * usual[:, None]


def _due(network: Network, extra_weeks: list[Array]) -> Indices:
    """Weeks in which loads end their lanes: later by what is added, and none before an earlier one."""
    added = np.stack(extra_weeks, axis=1).astype(np.int64)
    weeks = np.arange(added.shape[1])
    due: Indices = np.maximum.accumulate(weeks + network.transit_weeks[:, None] + added, axis=1)
    return due
