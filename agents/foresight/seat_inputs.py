"""Exogenous inputs of one seat: the data of the perfect-foresight LP.

Demand, required production, capacities, prices and travel times of the weeks played, and the initial state:
all that no decision changes. A seat is granted the whole of every supplier, port and depot, so these inputs,
and with them the bound, are the same in every game of the same weeks.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arithmetic import Array, Flags, Indices, by_world, total
from ..chain.ledger import Ledger
from ..chain.model import SupplyChain
from ..chance.terms import Terms
from ..manufacturers.planning import Planning
from ..network.network import Network
from ..scenario.scenario import Scenario
from ..sites.reserve import reserves
from .initial_state import InitialState, initial_state_of


@dataclass(frozen=True, slots=True)
class SeatInputs:
    """Inputs of one seat in one world over T weeks, which stand last in every array."""

    scenario: Scenario
    network: Network
    ledger: Ledger
    seat: int
    demand: Array
    """Units that the seat's customers ask for: (M, G, T)."""
    rivals_demand: Array
    """Units that the customers of all rivals together ask for: (M, G, T)."""
    required: Array
    """Required production, units: (G, T)."""
    line_capacity: Array
    """Units of products together that the seat's line can make: (T,)."""
    capacity: Array
    """Units that suppliers can start: (S, T)."""
    reserve: Array
    """Units that they can start beyond it in each week: (S,). Who asks first is left out: all is granted."""
    throughput: Array
    """Boxes that ports can discharge: (P, T)."""
    price: Array
    """Least price at suppliers, as a multiple of standard cost: (S, T).

    Where a price rises with the queue it is orders that raise it; without any it is as shocks leave it.
    """
    due: Indices
    """The week, from 0, in which what leaves a gate reaches the end of its lane: (J, T)."""
    open: Flags
    """The lanes that orders can go by: (J,)."""
    mean_use: Array
    """Mean weekly use that planning counts on, units: (K, T)."""
    bill: Array
    """Bill of materials, units of component that go into a unit of product: (G, K, T)."""
    unneeded: Flags
    """Components that no product needs after a week, even if all who could be waiting are: (K, T)."""
    maybe_unneeded: Flags
    """Components that no product needs after a week if no customer waits: (K, T)."""
    initial: InitialState

    @property
    def weeks(self) -> int:
        """How many weeks were played, T."""
        return int(self.required.shape[1])

    def lane_ends(self, lanes: Indices, weeks: Indices) -> Indices:
        """The week in which goods reach the end of their lane, T where too late: (j, T), j of the J lanes.

        Args:
            lanes: indices of lanes, (j,).
            weeks: the week in which they leave the gate, T or more being too late, (j, T).
        """
        # A week that is too late must still be a valid index; its result is then replaced.
        ends = self.due[lanes[:, None], np.minimum(weeks, self.weeks - 1)]
        return np.where(weeks < self.weeks, ends, self.weeks)


def seat_inputs_of(played: SupplyChain, seat: int, world: int = 0) -> SeatInputs:
    """The inputs of one seat of a played chain, up to the week it has reached.

    Raises:
        ValueError: if the chain kept no history, or has not begun.
    """
    if not played.week or played.record.weeks_played < played.week:
        raise ValueError("foresight needs the weeks played: play the chain with history")
    network, weeks = played.network, played.week
    terms = [played.terms(week) for week in range(1, weeks + 1)]
    asked = played.record["demand"][..., world]
    return SeatInputs(
        scenario=played.scenario,
        network=network,
        ledger=played.ledger,
        seat=seat,
        demand=asked[:, seat].T,
        # As one: rivals' customers matter only as demand that may switch to this seat.
        rivals_demand=(total(asked, axis=1) - asked[:, seat]).T,
        required=played.record["required"][:, seat, :, world].T,
        line_capacity=_line_capacity(network, terms, seat, world),
        capacity=_by_week([t.capacity[:, world] for t in terms], network.capacity),
        reserve=reserves(played.scenario, network),
        throughput=_by_week([t.throughput[:, world] for t in terms], network.throughput),
        price=_by_week([t.price[:, world] for t in terms], np.ones(len(network.suppliers))),
        due=_due(network, [t.extra_weeks[:, world] for t in terms]),
        # Depots have no sourcing rule: their lanes are those with a share of their orders.
        open=played.sourcing.open | (network.depot_share > 0.0),
        mean_use=_mean_use(played)[:, seat, :, world].T,
        bill=_bill(played, terms, seat, world),
        unneeded=_unneeded(played, _may_wait(played.scenario), seat, world),
        maybe_unneeded=_unneeded(played, np.zeros(len(network.products)), seat, world),
        initial=initial_state_of(played, seat, world),
    )


def _mean_use(played: SupplyChain) -> Array:
    """Mean weekly use that planning counts on; it learns from demand alone, so no decision changes it:
    (T, N, K, W)."""
    planning, weeks = Planning(played.scenario, played.network, played.worlds, played.bills), []
    for week, demand in enumerate(played.record["demand"], start=1):
        weeks.append(planning.mean_use(week))
        planning.learn_demand(week, total(demand, axis=2))
    return np.stack(weeks)


def _bill(played: SupplyChain, terms: list[Terms], seat: int, world: int) -> Array:
    """What the seat's line takes for its products in the weeks of these terms: (G, K, T)."""
    weeks = [by_world(played.bills.at(week, week))[seat] for week in range(1, played.week + 1)]
    # Bills that no change touches have one world for all.
    bill = np.stack([bill[..., world if bill.shape[-1] > 1 else 0] for bill in weeks], axis=2)
    left = [np.ones(bill.shape[1]) if week.use is None else week.use[:, world] for week in terms]
    used: Array = bill * np.stack(left, axis=1)
    return used


def _unneeded(played: SupplyChain, waiting: Array, seat: int, world: int) -> Flags:
    """Components that no product needs after a week, if `waiting` units (G,) of each are owed: (K, T)."""
    # The rule asks by seat, product and world; here each has the same.
    everywhere = np.broadcast_to(
        waiting[None, :, None], (len(played.network.seats), len(waiting), played.worlds)
    )
    weeks = [played.write_offs.unneeded(week, everywhere) for week in range(1, played.week + 1)]
    return np.stack([flags[seat, :, world if flags.shape[-1] > 1 else 0] for flags in weeks], axis=1)


def _may_wait(scenario: Scenario) -> Array:
    """1 for a product that some customer may wait for when not served at once, else 0: (G,)."""
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


def _by_week(factors: list[Array], usual: Array) -> Array:
    """A list of T factors (sites,) times what is usual (sites,): (sites, T)."""
    return np.stack(factors, axis=1) * usual[:, None]


def _line_capacity(network: Network, terms: list[Terms], seat: int, world: int) -> Array:
    """What the seat's line can make week by week, in the weeks of these terms: (T,)."""
    left = [1.0 if week.line is None else week.line[seat, world] for week in terms]
    capacity: Array = network.line_capacity[seat] * np.array(left)
    return capacity


def _due(network: Network, extra_weeks: list[Array]) -> Indices:
    """The week in which what leaves a gate reaches the end of its lane: (J, T).

    No overtaking: a load ends its lane no earlier than one that left before it (Kaplan 1970).
    """
    added = np.stack(extra_weeks, axis=1).astype(np.int64)
    weeks = np.arange(added.shape[1])
    # A running maximum over the weeks of leaving is that rule.
    due: Indices = np.maximum.accumulate(weeks + network.transit_weeks[:, None] + added, axis=1)
    return due
