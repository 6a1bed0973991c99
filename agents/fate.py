"""What befell one seat in one world, whatever anybody decided: the ground of perfect foresight.

Demand, required production, terms of trade, and the goods that were on their way before the
first week. A seat gets the whole of every supplier, port and depot, so the fate is the same in every
room that plays the same weeks.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .arithmetic import Array, Flags, Indices, by_world, total
from .lane import Belt
from .ledger import Ledger
from .model import SupplyChain
from .network import Network
from .planning import Planning
from .scenario import Scenario
from .shocks import Terms
from .ways import NO_DEPOT


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

    At the opening: on_hand, received (in each week before it) (K), finished_goods at the plant and on the
    shelves of markets with a buffer (1 + B, G), finished_stock (S), depot_stock (D); of orders and goods on
    their way then, the depots' own on lanes that lead to these, by week: asked (J, T) of whoever ships,
    leaving (J, T) a gate, arriving (J, T) at a lane's end, landing (J, T) at the plant, and stocking (B, G,
    T) a shelf.
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
    on_hand: Array
    received: Array
    finished_goods: Array
    finished_stock: Array
    depot_stock: Array
    asked: Array
    leaving: Array
    arriving: Array
    landing: Array
    stocking: Array

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
    opening = _opening(played)
    received, buyers = opening.planning.use(1)[seat, :, world], buyers_of(network, seat)
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
        mean_use=_mean_use(played, opening.planning)[:, seat, :, world].T,
        bill=_bill(played, seat, world),
        unneeded=_unneeded(played, _who_may_wait(played.scenario), seat, world),
        maybe_unneeded=_unneeded(played, np.zeros(len(network.products)), seat, world),
        received=received,
        on_hand=opening.manufacturers.on_hand[seat, :, world],
        finished_goods=_shelves(opening, seat, world),
        finished_stock=opening.suppliers.finished[:, world],
        depot_stock=opening.depots.on_hand[:, world],
        asked=_coming(opening.slips, weeks, buyers, world),
        leaving=_coming(opening.suppliers.making, weeks, buyers, world),
        arriving=_coming(opening.lanes, weeks, buyers, world),
        landing=_coming(opening.inland, weeks, buyers, world),
        stocking=_stocking(opening, weeks, seat, world),
    )


def _opening(played: SupplyChain) -> SupplyChain:
    """The same worlds before their first week."""
    return SupplyChain(played.scenario, played.seed, played.worlds, path=played.path, history=False)


def _mean_use(played: SupplyChain, planning: Planning) -> Array:
    """Use that planning counts on, by week; it learns from demand alone: (T, N, K, W)."""
    weeks = []
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


def buyers_of(network: Network, seat: int) -> Indices:
    """Who buys by each lane if it is not a rival: the seat, or the depot that it leads to: (J,)."""
    depots = len(network.seats) + network.buyer_of_lane
    return np.where(network.buyer_of_lane == NO_DEPOT, seat, depots)


def _coming(belt: Belt, weeks: int, buyers: Indices, world: int) -> Array:
    """What the opening's belts give off in each week, for the buyers (J) by each lane: (J, T)."""
    lanes = np.arange(len(buyers))
    return np.stack([belt.due_in(0, ahead)[lanes, buyers, world] for ahead in range(1, weeks + 1)], axis=1)


def _shelves(opening: SupplyChain, seat: int, world: int) -> Array:
    """Finished goods at the plant, then on each shelf: (1 + B, G)."""
    sites = opening.manufacturers
    at_plant = sites.finished_goods[seat, :, world][None]
    if sites.regions is None:
        return at_plant
    return np.concatenate([at_plant, sites.regions.shelves[seat, ..., world].T])


def _stocking(opening: SupplyChain, weeks: int, seat: int, world: int) -> Array:
    """What reaches each shelf of the goods that were under way: (B, G, T)."""
    regions = opening.manufacturers.regions
    if regions is None:
        return np.zeros((0, len(opening.network.products), weeks))
    coming = [regions.due_in(0, ahead)[seat, ..., world].T for ahead in range(1, weeks + 1)]
    return np.stack(coming, axis=2)
