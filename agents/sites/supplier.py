"""A supplier ships what its capacity allows and shares a shortage among all who asked, by its stated rule.

Its quoted lead time is no input: it emerges from backlog over capacity. The world outside
orders too, waits in the same queue, and reacts to the same quotes. A supplier never looks at
a customer: it sees orders.
"""

from __future__ import annotations

from typing import Any

import mesa
import numpy as np

from ..arithmetic import Array, Flags, ratio, total
from ..chance.shocks import Terms
from ..network.lane_index import NO_SUPPLIER
from ..network.network import Network
from ..scenario.scenario import Scenario
from .contracts import Contracts
from .lane import Belt
from .rationing import Rationing

LEAST_CAPACITY_SEEN = 0.01
"""Of normal capacity: quotes stay finite through a closure that never ends."""


class Supplier(mesa.Agent):
    """One supplier by name, with its own rows of the kind's arrays."""

    def __init__(self, model: Any, name: str, index: int) -> None:
        super().__init__(model)
        self.name = name
        self.index = index

    @property
    def backlog(self) -> Array:
        """Units that seats wait for: (W,)."""
        kind = self.model.suppliers
        return total(total(kind.backlog[j]) for j in kind.network.lanes_of_supplier(self.index))

    @property
    def finished_stock(self) -> Array:
        """Units made and not ordered: (W,)."""
        stock: Array = self.model.suppliers.finished[self.index]
        return stock


class Suppliers:
    """All suppliers' goods. backlog, ordered (this week's orders) (J, N, W); outside_backlog, finished,
    capacity_seen (S, W)."""

    def __init__(self, scenario: Scenario, network: Network, worlds: int) -> None:
        sites = len(network.suppliers)
        self.network = network
        self.rationing = Rationing(scenario, network, worlds)
        self.contracts = Contracts(scenario, network, worlds)
        self._ordering = scenario.ordering
        self.backlog = np.zeros((len(network.lanes), len(network.customers), worlds))
        self.ordered = np.zeros_like(self.backlog)
        self.outside_backlog = np.zeros((sites, worlds))
        self.finished = np.repeat(network.finished_stock[:, None], worlds, axis=1)
        self.capacity_seen = np.repeat(network.capacity[:, None], worlds, axis=1)
        self._least_seen = LEAST_CAPACITY_SEEN * network.capacity[:, None]
        self.making = Belt(network.make_weeks, len(network.customers), worlds)
        self.made = np.zeros((sites, worlds))
        self._outside_delay = np.zeros((sites, worlds))
        self._shortage_price = [site.shortage_price for site in scenario.supplier]
        self._scraps = bool((network.usual_yield < 1.0).any())

    def fill(self, week: int, orders: Array, terms: Terms) -> Array:
        """Take orders (J, N, W), start what capacity allows; return what leaves the gate (J, N, W).

        An order below 0 takes back so many units.
        """
        # The outside world goes by last week's quotes, as the seats do; it does not see their orders.
        self.outside_backlog += self._outside_orders(terms)
        self.ordered = orders
        self.backlog += orders
        capacity = self.network.capacity[:, None] * terms.capacity
        available = self.finished + self._good(capacity, terms)
        started, granted = self._start(week, available)
        stock = np.minimum(self.network.finished_stock[:, None], np.maximum(available - granted, 0.0))
        self.made = granted + stock - self.finished
        self.finished = stock
        self.capacity_seen += self._ordering.capacity_smoothing * (capacity * terms.good - self.capacity_seen)
        self.making.lay(week, started)
        return self.making.take(week)

    def raise_prices(self, terms: Terms) -> None:
        """Where people wait it is dearer, by the queue that last week left."""
        if any(self._shortage_price):
            for site, (rule, weeks) in enumerate(zip(self._shortage_price, self.delay(), strict=True)):
                if rule is not None:
                    terms.price[site] *= 1.0 + np.minimum(rule.most, rule.per_week * weeks)

    def _good(self, capacity: Array, terms: Terms) -> Array:
        """What may come out good this week (S, W); who scraps starts no more than is asked or has room."""
        if not self._scraps:
            return capacity
        room = self.network.finished_stock[:, None] - self.finished
        good: Array = terms.good * np.minimum(capacity, np.maximum(0.0, self._asked() + room))
        return good

    def _start(self, week: int, available: Array) -> tuple[Array, Array]:
        """Share out what is available (S, W): started for the seats (J, N, W), and for everybody (S, W)."""
        rest = self.contracts.open(self.backlog)
        first, granted = self._start_committed(available) if self.contracts.has_priority else (None, None)
        left = available if granted is None else np.maximum(0.0, available - granted)
        shares, units = self.rationing.share_out(rest, self.outside_backlog, left)
        started = rest * self._seats_shares(shares)[self.network.supplier_rows]
        outside = self.outside_backlog * shares[:, 0]
        if first is not None and granted is not None:
            started, units = started + first, units + granted
        self.rationing.remember(week, started, outside)
        self.backlog -= started
        np.maximum(0.0, self.backlog, out=self.backlog)
        self.outside_backlog -= outside
        return started, units

    def _start_committed(self, available: Array) -> tuple[Array, Array]:
        """The same for what was ordered for good, which goes first."""
        committed = self.contracts.committed
        shares, granted = self.rationing.share_out(committed, np.zeros_like(self.outside_backlog), available)
        by_lane = self._seats_shares(shares)[self.network.supplier_of_lane]
        started = committed * by_lane
        self.contracts.start(by_lane)
        return started, granted

    def take_over(self, suppliers: Suppliers, week: int, own: Flags, usual: Array) -> None:
        """Stand as `suppliers` do after `week`, their worlds repeated, with the orders that are `own` (N, W).

        Of the others' orders only the sum is known, from the quote: it is split by what is usual, seats
        (J, N, 1) and the outside world alike.
        """
        times = own.shape[-1] // suppliers.capacity_seen.shape[-1]
        self.finished = np.tile(suppliers.finished, times)
        self.capacity_seen = np.tile(suppliers.capacity_seen, times)
        self._outside_delay = np.tile(suppliers._outside_delay, times)
        self.making.take_over(suppliers.making, week, own, usual)
        self.rationing.take_over(suppliers.rationing, own)
        self.contracts.take_over(suppliers.contracts, own)
        self.backlog = np.tile(suppliers.backlog, times) * own
        others = np.tile(suppliers._asked(), times) - self._asked()
        normal = np.repeat(self.network.outside_orders[:, None], own.shape[-1], axis=1)
        usual = usual * (self.network.supplier_of_lane != NO_SUPPLIER)[:, None, None]
        for lane, supplier in enumerate(self.network.supplier_of_lane):
            normal[supplier] += total(usual[lane] * ~own)
        late = ratio(np.maximum(0.0, others), normal, empty=0.0)
        self.outside_backlog = self.network.outside_orders[:, None] * late
        self.backlog += usual * ~own * late[self.network.supplier_of_lane][:, None]

    def _seats_shares(self, shares: Array) -> Array:
        """Without the outside world's, where customers have shares of their own."""
        return shares[:, 1:] if shares.shape[1] > 1 else shares

    def delay(self) -> Array:
        """Weeks an order would wait at the gate now, backlog over capacity: (S, W)."""
        return self._asked() / np.maximum(self.capacity_seen, self._least_seen)

    def _asked(self) -> Array:
        """Units that everybody waits for: (S, W)."""
        return self.network.by_supplier(self.backlog, self.outside_backlog)

    def _outside_orders(self, terms: Terms) -> Array:
        """The outside world covers the delay it believes in, damped as the seats are."""
        rules = self._ordering
        believed = np.minimum(self.delay(), rules.quote_belief_weeks)
        before = self._outside_delay
        self._outside_delay = before + rules.lead_time_smoothing * (believed - before)
        usual = self.network.outside_orders[:, None] * terms.outside
        change = rules.outside_reaction * (self._outside_delay - before)
        reaction = self.network.outside_orders[:, None] * change
        return np.clip(usual + reaction, 0.0, rules.order_ceiling * usual)
