"""Suppliers: limited weekly capacity, backlog, make-to-stock up to a limit, and lead times that emerge.

A supplier's quoted lead time is not an input: it is backlog over capacity. The outside world orders too,
waits in the same queue and reacts to the same quotes. A shortage is allocated by the supplier's rationing
rule. A supplier sees orders only, nothing else of its customers.
"""

from __future__ import annotations

from typing import Any

import mesa
import numpy as np

from ..arithmetic import Array, Flags, left_over, ratio, total
from ..chance.terms import Terms
from ..network.lane_index import NO_SUPPLIER
from ..network.network import Network
from ..scenario.scenario import Scenario
from .contracts import Contracts
from .lane import Pipeline
from .rationing import Rationing
from .reserve import Reserve, reserve_of

LEAST_CAPACITY_SEEN = 0.01
"""Share of normal capacity that quotes divide by at least, so that they stay finite in a closure."""


class Supplier(mesa.Agent):
    """One supplier: its name and its rows of the arrays of `Suppliers`."""

    def __init__(self, model: Any, name: str, index: int) -> None:
        super().__init__(model)
        self.name = name
        self.index = index

    @property
    def backlog(self) -> Array:
        """Units that seats and depots wait for, (W,)."""
        suppliers = self.model.suppliers
        return total(total(suppliers.backlog[j]) for j in suppliers.network.lanes_of_supplier(self.index))

    @property
    def finished_stock(self) -> Array:
        """Units made ahead of orders, (W,)."""
        stock: Array = self.model.suppliers.finished[self.index]
        return stock


class Suppliers:
    """All suppliers of a chain.

    Attributes:
        backlog: units that customers wait for, by lane, (J, C, W).
        ordered: units ordered this week, negative where cancelled, (J, C, W).
        outside_backlog: units that the outside world waits for, (S, W).
        finished: units made ahead of orders, (S, W).
        made: units made this week, those from the reserve included, (S, W).
        capacity_seen: exponentially smoothed capacity, units a week, by which quotes are made, (S, W).
        making: units started and not yet shipped, due after the lane's `make_weeks`.
    """

    def __init__(self, scenario: Scenario, network: Network, worlds: int) -> None:
        sites = len(network.suppliers)
        self.network = network
        self.rationing = Rationing(scenario, network, worlds)
        self.contracts = Contracts(scenario, network, worlds)
        self.reserve = reserve_of(scenario, network, worlds)
        self._ordering = scenario.ordering
        self.backlog = np.zeros((len(network.lanes), len(network.customers), worlds))
        self.ordered = np.zeros_like(self.backlog)
        self.outside_backlog = np.zeros((sites, worlds))
        self.finished = np.repeat(network.finished_stock[:, None], worlds, axis=1)
        self.capacity_seen = np.repeat(network.capacity[:, None], worlds, axis=1)
        self._least_seen = LEAST_CAPACITY_SEEN * network.capacity[:, None]
        self.making = Pipeline(network.make_weeks, len(network.customers), worlds)
        self.made = np.zeros((sites, worlds))
        self._outside_delay = np.zeros((sites, worlds))
        self._shortage_price = [site.shortage_price for site in scenario.supplier]
        self._scraps = bool((network.usual_yield < 1.0).any())

    def fill(self, week: int, orders: Array, terms: Terms) -> Array:
        """Take in orders, start what capacity allows, ship what is due.

        Args:
            week: the week, from 1.
            orders: units ordered by lane, negative where cancelled, (J, C, W).
            terms: this week's terms.

        Returns:
            Units that leave the suppliers by lane, (J, C, W).
        """
        # Before the seats' orders are added: the outside world sees last week's quotes, as the seats do.
        self.outside_backlog += self._outside_orders(terms)
        self.ordered = orders
        self.backlog += orders
        capacity = self.network.capacity[:, None] * terms.capacity
        available = self.finished + self._good(capacity, terms)
        started, granted = self._start(week, available)
        stock = np.minimum(self.network.finished_stock[:, None], left_over(available, granted))
        # What left the stock was made in an earlier week.
        self.made = granted + stock - self.finished
        if self.reserve is not None:
            started = self._start_from_reserve(self.reserve, week, started, terms)
        self.finished = stock
        # Exponential smoothing (Brown 1959): S + a (x - S).
        self.capacity_seen += self._ordering.capacity_smoothing * (capacity * terms.good - self.capacity_seen)
        self.making.add(week, started)
        return self.making.take(week)

    def raise_prices(self, terms: Terms) -> None:
        """Raise `terms.price` by the queue that last week left, where a supplier states a shortage price."""
        if any(self._shortage_price):
            for site, (rule, weeks) in enumerate(zip(self._shortage_price, self.delay(), strict=True)):
                if rule is not None:
                    terms.price[site] *= 1.0 + np.minimum(rule.most, rule.per_week * weeks)

    def _good(self, capacity: Array, terms: Terms) -> Array:
        """Good units that suppliers can make this week, yield applied, (S, W).

        Where lots may be scrap, a supplier starts no more than is asked for or fits into its stock, so that
        spare capacity does not make up for scrap within the same week.
        """
        if not self._scraps:
            return capacity
        room = self.network.finished_stock[:, None] - self.finished
        good: Array = terms.good * np.minimum(capacity, np.maximum(0.0, self._asked() + room))
        return good

    def _start(self, week: int, available: Array) -> tuple[Array, Array]:
        """Allocate what is available (S, W): units started for customers (J, C, W), and for all (S, W).

        Non-cancellable orders are served first; the outside world and all other orders share the rest.
        """
        rest = self.contracts.cancellable(self.backlog)
        # Non-cancellable orders first; the rest is shared out from what they leave.
        first, granted = self._start_committed(available) if self.contracts.has_priority else (None, None)
        left = available if granted is None else left_over(available, granted)
        shares, units = self.rationing.share_out(rest, self.outside_backlog, left)
        started = rest * self._customers_shares(shares)[self.network.supplier_rows]
        outside = self.outside_backlog * shares[:, 0]
        if first is not None and granted is not None:
            started, units = started + first, units + granted
        self.rationing.remember(week, started, outside)
        self.backlog = left_over(self.backlog, started)
        self.outside_backlog = left_over(self.outside_backlog, outside)
        return started, units

    def _start_from_reserve(self, reserve: Reserve, week: int, started: Array, terms: Terms) -> Array:
        """Units started by lane and customer, those from the reserve added to `started`, (J, C, W)."""
        shares, more = reserve.start(week, self.ordered, self.backlog, terms.good), reserve.started
        if shares is None or more is None:
            return started
        self.made = self.made + reserve.made()
        self.backlog = left_over(self.backlog, more)
        if self.contracts.has_priority:
            # Of what waits, the part that is committed goes in the same proportion as the rest.
            self.contracts.start(shares)
        return started + more

    def _start_committed(self, available: Array) -> tuple[Array, Array]:
        """Start non-cancellable orders: units by lane and customer (J, C, W), and of all lanes (S, W)."""
        committed = self.contracts.committed
        shares, granted = self.rationing.share_out(committed, np.zeros_like(self.outside_backlog), available)
        by_lane = self._customers_shares(shares)[self.network.supplier_of_lane]
        started = committed * by_lane
        self.contracts.start(by_lane)
        return started, granted

    def take_over(self, suppliers: Suppliers, week: int, own: Flags, usual: Array) -> None:
        """Copy another chain's suppliers after a week, the worlds repeated, as far as it may be known.

        Of others' orders only the sum is public, from the quote; it is split in proportion to usual orders.

        Args:
            suppliers: the suppliers to copy.
            week: the week after which their state is taken.
            own: True where a customer's orders are known, (C, W).
            usual: units that customers usually order in a week, (J, C, 1) or (J, C, W).
        """
        times = own.shape[-1] // suppliers.capacity_seen.shape[-1]
        self.finished = np.tile(suppliers.finished, times)
        self.capacity_seen = np.tile(suppliers.capacity_seen, times)
        self._outside_delay = np.tile(suppliers._outside_delay, times)
        self.making.take_over(suppliers.making, week, own, usual)
        self.rationing.take_over(suppliers.rationing, own)
        self.contracts.take_over(suppliers.contracts, own)
        if self.reserve is not None and suppliers.reserve is not None:
            self.reserve.take_over(suppliers.reserve, own)
        self.backlog = np.tile(suppliers.backlog, times) * own
        # All that wait, less the own orders: this is what the published quote tells of others.
        others = np.tile(suppliers._asked(), times) - self._asked()
        normal = np.repeat(self.network.outside_orders[:, None], own.shape[-1], axis=1)
        # Lanes of depots have supplier -1, which as an index would be the last supplier.
        usual = usual * (self.network.supplier_of_lane != NO_SUPPLIER)[:, None, None]
        for lane, supplier in enumerate(self.network.supplier_of_lane):
            normal[supplier] += total(usual[lane] * ~own)
        late = ratio(np.maximum(0.0, others), normal, empty=0.0)
        self.outside_backlog = self.network.outside_orders[:, None] * late
        self.backlog += usual * ~own * late[self.network.supplier_of_lane][:, None]

    def _customers_shares(self, shares: Array) -> Array:
        """Shares without the outside world's, which comes first; (S, C, W), or (S, 1, W) if all are alike."""
        return shares[:, 1:] if shares.shape[1] > 1 else shares

    def delay(self) -> Array:
        """Weeks that an order would wait before it is started: backlog over smoothed capacity, (S, W)."""
        return self._asked() / np.maximum(self.capacity_seen, self._least_seen)

    def _asked(self) -> Array:
        """Units that all customers and the outside world wait for, (S, W)."""
        return self.network.by_supplier(self.backlog, self.outside_backlog)

    def _outside_orders(self, terms: Terms) -> Array:
        """Units that the outside world orders this week, (S, W).

        Usual orders, plus usual orders x reaction x the change in the delay it believes in: it covers a
        longer lead time with more orders, and then fewer. Damped as the seats' orders are.
        """
        rules = self._ordering
        believed = np.minimum(self.delay(), rules.quote_belief_weeks)
        before = self._outside_delay
        self._outside_delay = before + rules.lead_time_smoothing * (believed - before)
        usual = self.network.outside_orders[:, None] * terms.outside
        change = rules.outside_reaction * (self._outside_delay - before)
        reaction = self.network.outside_orders[:, None] * change
        # Never negative, and under the same order ceiling as the seats.
        return np.clip(usual + reaction, 0.0, rules.order_ceiling * usual)
