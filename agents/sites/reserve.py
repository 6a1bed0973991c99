"""Reserve capacity: what a supplier can make beyond its usual capacity, for the customers who ask first.

A customer asks by orders alone. While it waits for goods the supplier adds up by how much it has ordered more
than usual; once that comes to `asked_weeks` of its usual orders it has asked, and stands in line from that
week on. Whoever asked first is served in full from the reserve, then the next; who asked in the same week
share what there is in proportion to what they wait for. A customer who waits for nothing leaves the line.
So nobody is served first for standing first in a file, and a buffer that was bought long ago is no claim.

Shocks that cut the supplier's capacity leave the reserve as it is: it stands elsewhere. The world outside
gets nothing of it, quotes do not count it, and it makes nothing for stock.
"""

from __future__ import annotations

import numpy as np

from ..arithmetic import Array, Flags, covered, left_over, ratio, total
from ..network.network import Network
from ..scenario.scenario import Scenario

NEVER = np.inf
"""In place of the week in which a customer asked."""
ROUNDING = 1e-9
"""Relative: who misses what it takes to have asked by a last digit has asked."""


class Reserve:
    """The reserves of all suppliers that have one, R of the S.

    Attributes:
        asked_in: week in which each customer asked, `NEVER` where it did not, (R, C, W).
        started: units started from the reserve this week, by lane, (J, C, W); None in a week without any.
    """

    def __init__(self, scenario: Scenario, network: Network, worlds: int) -> None:
        self.network = network
        stated = [(s, site.reserve) for s, site in enumerate(scenario.supplier) if site.reserve is not None]
        self.sites = np.array([s for s, _ in stated], dtype=np.int64)
        self._capacity = np.repeat(reserves(scenario, network)[self.sites, None], worlds, axis=1)
        # Its row among the reserves for each lane of such a supplier; other lanes are not looked at.
        self._lanes = np.flatnonzero(np.isin(network.supplier_of_lane, self.sites))
        self._row_of_lane = np.searchsorted(self.sites, network.supplier_of_lane[self._lanes])
        usual = self._by_customer(network.usual_lanes(network.normal_use[..., None]))
        weeks = np.array([reserve.asked_weeks for _, reserve in stated])
        self._usual = usual
        self._enough = weeks[:, None, None] * usual * (1.0 - ROUNDING)
        self._beyond = np.zeros((len(self.sites), len(network.customers), worlds))
        self.asked_in = np.full_like(self._beyond, NEVER)
        self.started: Array | None = None

    def start(self, week: int, orders: Array, backlog: Array, good: Array) -> Array | None:
        """Share of what waits on each lane that is started from the reserve, (J, C, W); None if nothing is.

        Args:
            week: the week, from 1.
            orders: units ordered this week by lane, negative where cancelled, (J, C, W).
            backlog: units that wait by lane once the usual capacity has been shared out, (J, C, W).
            good: share of what a supplier starts that comes out good, (S, W).
        """
        waiting = self._by_customer(backlog)
        self._stand_in_line(week, self._by_customer(orders), waiting)
        self.started = None
        if not (self.asked_in < NEVER).any():
            return None
        granted = self._granted(waiting, self._capacity * good[self.sites])
        if not granted.any():
            return None
        shares = np.zeros_like(backlog)
        shares[self._lanes] = ratio(granted, waiting, empty=0.0)[self._row_of_lane]
        self.started = backlog * shares
        return shares

    def made(self) -> Array:
        """Units started from the reserve this week by supplier, (S, W)."""
        nothing = np.zeros((len(self.network.suppliers), self._capacity.shape[1]))
        return nothing if self.started is None else self.network.by_supplier(self.started, nothing)

    def started_by_component(self) -> Array:
        """Units started from the reserve this week for each seat, (N, K, W)."""
        seats = len(self.network.seats)
        if self.started is None:
            return np.zeros((seats, len(self.network.components), self._capacity.shape[1]))
        return self.network.by_component(self.started[:, :seats])

    def asked_by_component(self) -> Array:
        """Week since which each seat stands in line for a component, 0 where it does not, (N, K, W)."""
        seats, network = len(self.network.seats), self.network
        asked = np.full((seats, len(network.components), self._capacity.shape[1]), NEVER)
        for lane, row in zip(self._lanes, self._row_of_lane, strict=True):
            component = network.component_of_lane[lane]
            # Of several suppliers the one where it asked first.
            asked[:, component] = np.minimum(asked[:, component], self.asked_in[row, :seats])
        return np.where(asked < NEVER, asked, 0.0)

    def stop(self, worlds: slice) -> None:
        """Take the reserves away in some worlds, for good."""
        self._capacity[:, worlds] = 0.0

    def take_over(self, reserve: Reserve, own: Flags) -> None:
        """Copy how customers that are `own` (C, W) stand in line in another chain, its worlds repeated.

        How others stand is private; they are assumed not to have asked.
        """
        times = own.shape[-1] // reserve._beyond.shape[-1]
        self._beyond = np.tile(reserve._beyond, times) * own
        self.asked_in = np.where(own, np.tile(reserve.asked_in, times), NEVER)

    def _stand_in_line(self, week: int, ordered: Array, waiting: Array) -> None:
        """Let customers join the line, keep their place, or leave it; units by customer, (R, C, W)."""
        waits = waiting > 0.0
        # Orders below the usual take back what was ordered beyond it.
        self._beyond = np.where(waits, np.maximum(0.0, self._beyond + ordered - self._usual), 0.0)
        asks = waits & (self._beyond >= self._enough) & (self._beyond > 0.0)
        joined = np.where(asks, np.minimum(self.asked_in, float(week)), self.asked_in)
        self.asked_in = np.where(waits, joined, NEVER)

    def _granted(self, waiting: Array, available: Array) -> Array:
        """Units that each customer gets, (R, C, W): the line from its head, (R, W) units in all."""
        granted, line = np.zeros_like(waiting), self.asked_in.copy()
        # As many rounds as there are weeks in which somebody asked, at most one for each customer.
        for _ in range(waiting.shape[1]):
            head = (line == line.min(axis=1, keepdims=True)) & (line < NEVER)
            if not head.any():
                break
            wanted = np.where(head, waiting, 0.0)
            asked = total(wanted, axis=1)
            # Pro rata among those who asked in the same week.
            granted += wanted * ratio(covered(available, asked), asked, empty=0.0)[:, None]
            available = left_over(available, covered(available, asked))
            line[head] = NEVER
        return granted

    def _by_customer(self, lanes: Array) -> Array:
        """Sum over the lanes of each supplier with a reserve: (J, C, W) -> (R, C, W)."""
        units = np.zeros((len(self.sites), *lanes.shape[1:]))
        # Lane by lane: a supplier may have several, and an index array would count one of them alone.
        for lane, row in zip(self._lanes, self._row_of_lane, strict=True):
            units[row] += lanes[lane]
        return units


def reserve_of(scenario: Scenario, network: Network, worlds: int) -> Reserve | None:
    """The reserves of a chain's suppliers; None where no supplier has one."""
    return Reserve(scenario, network, worlds) if any(site.reserve for site in scenario.supplier) else None


def reserves(scenario: Scenario, network: Network) -> Array:
    """Units a week that each supplier can make beyond its usual capacity, (S,); 0 without a reserve."""
    shares = [0.0 if site.reserve is None else site.reserve.capacity for site in scenario.supplier]
    units: Array = network.capacity * np.array(shares)
    return units
