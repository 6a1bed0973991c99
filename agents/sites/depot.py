"""Depots: stocking points for one component between its supplier and the plants, or other depots.

A depot orders by a rule in numbers (`ordering_rules`), from its local inventory position or its echelon
position (Clark and Scarf 1960): everything at the depot and downstream of it, less what final customers
wait for. A shortage is shared in proportion to what customers wait for.
"""

from __future__ import annotations

from typing import Any

import mesa
import numpy as np

from ..arithmetic import Array, left_over, total
from ..network.lane_index import NO_DEPOT
from ..network.network import Network
from ..scenario.scenario import Scenario
from .ordering_rules import SiteView, rule_of
from .rationing import ration

DEPOT_LINES = ("holding_cost", "moving_cost", "backlog_cost", "order_cost")
"""Cost lines of depots, in the order of their axis L."""

LEAST_USE = 1e-12
"""Units a week: keeps the quote of a depot that sells nothing finite."""


class Depot(mesa.Agent):
    """One depot: its name and its rows of the arrays of `Depots`."""

    def __init__(self, model: Any, name: str, index: int) -> None:
        super().__init__(model)
        self.name = name
        self.index = index

    @property
    def on_hand(self) -> Array:
        """Units of its component on hand, (W,)."""
        on_hand: Array = self.model.depots.on_hand[self.index]
        return on_hand

    @property
    def backlog(self) -> Array:
        """Units that its customers wait for, (W,)."""
        backlog: Array = self.model.depots.waiting()[self.index]
        return backlog


class Depots:
    """Stocks and orders of all depots; true if a scenario has any.

    Attributes:
        on_hand: units, (D, W).
        on_order: units ordered and not received, (D, W).
        moving: units shipped towards the depot and not received, (D, W).
        ordered: units ordered this week, (D, W).
        received: units received this week, (D, W).
        backlog: units that customers wait for, by lane, (J, C, W).
    """

    def __init__(self, scenario: Scenario, network: Network, worlds: int) -> None:
        self.network = network
        self._usual = network.depot_use[:, None]
        sites = len(network.depots)
        self.on_hand = np.zeros((sites, worlds))
        self.on_order, self.moving = np.zeros_like(self.on_hand), np.zeros_like(self.on_hand)
        self.ordered, self.received = np.zeros_like(self.on_hand), np.zeros_like(self.on_hand)
        self.backlog = np.zeros((len(network.lanes), len(network.customers), worlds))
        # As if usual orders had come in the week before the first: some rules order by them.
        self._asked = np.repeat(network.depot_use[:, None], worlds, axis=1)
        self._rules = [
            rule_of(site.order, float(use), worlds)
            for site, use in zip(scenario.depot, network.depot_use, strict=True)
        ]
        self._echelon = [site.order.position == "echelon" for site in scenario.depot]
        self._below = [below(network, d) for d in range(sites)]
        # The reshape matters without depots: an empty list has one axis only.
        self._rates = np.array(
            [[d.holding_cost, d.moving_cost, d.backlog_cost, d.order_cost] for d in scenario.depot]
        ).reshape(sites, len(DEPOT_LINES))
        self._opening = [site.opening_units for site in scenario.depot]

    def __bool__(self) -> bool:
        return bool(self._rules)

    def order(self, week: int, at_plants: Array) -> Array:
        """Place this week's orders; units by lane, (J, D, W).

        Args:
            week: the week, from 1.
            at_plants: units at the plants and on the way there, less what final customers wait for, (K, W).
        """
        position = self.position(at_plants)
        for d, rule in enumerate(self._rules):
            # Each depot sees the positions from before any of them has ordered.
            seen = SiteView(position[d], self.on_order[d], self._asked[d])
            self.ordered[d] = left_over(rule.order(week, seen), np.zeros(1), self._usual[d])
        self.on_order += self.ordered
        return self.by_lane(self.ordered)

    def by_lane(self, units: Array) -> Array:
        """Split units that depots buy (D, W) among the lanes that lead to them, (J, D, W)."""
        buys = self.network.buyer_of_lane[:, None] == np.arange(len(units))
        lanes: Array = (buys * self.network.depot_share[:, None])[..., None] * units
        return lanes

    def position(self, at_plants: Array) -> Array:
        """Inventory positions, each local or of the echelon as the depot's rule says, units, (D, W).

        Local: on hand + on order - backlog. Echelon: on hand + on order, plus all that is on hand at or
        moving towards the depots and plants downstream, less the backlog of final customers (Clark and
        Scarf 1960). Orders between downstream sites cancel out, so only what moves is counted there.

        Args:
            at_plants: units at the plants and on the way there, less what final customers wait for, (K, W).
        """
        local, position = self.on_hand + self.on_order - self.waiting(), np.empty_like(self.on_hand)
        for d, (depots, plants) in enumerate(self._below):
            position[d] = local[d]
            if self._echelon[d]:
                position[d] = self.on_hand[d] + self.on_order[d]
                for other in depots:
                    position[d] += self.on_hand[other] + self.moving[other]
                if plants:
                    position[d] += at_plants[self.network.component_of_depot[d]]
        return position

    def waiting(self) -> Array:
        """Units that customers wait for, (D, W)."""
        return self._by_depot(self.backlog)

    def expect(self, shipped: Array) -> None:
        """Book what has been shipped by lane and customer (J, C, W) as moving towards the depots."""
        self.moving += self.network.by_depot(shipped)

    def receive(self, arrived: Array) -> None:
        """Take in what has arrived by lane and customer (J, C, W)."""
        arrivals = self.network.by_depot(arrived)
        self.received = arrivals
        self.on_hand += arrivals
        self.on_order = left_over(self.on_order, arrivals, self._usual)
        self.moving = left_over(self.moving, arrivals, self._usual)

    def fill(self, orders: Array) -> Array:
        """Take in the orders that have reached depots (J, C, W), and ship; units that leave, (J, C, W).

        Where stock does not cover the backlog, every customer gets the same share of what it waits for.
        """
        self._asked = self._by_depot(orders)
        self.backlog += orders
        # New orders share with old ones: a depot keeps no order of arrival.
        share = ration(self.waiting(), self.on_hand)
        shipped = np.where(
            (self.network.depot_of_lane != NO_DEPOT)[:, None, None],
            self.backlog * share[self.network.depot_of_lane][:, None],
            0.0,
        )
        self.backlog = left_over(self.backlog, shipped)
        self.on_hand = left_over(self.on_hand, self._by_depot(shipped), self._usual)
        return shipped

    def costs(self) -> Array:
        """This week's costs, money, (L, D, W), L as `DEPOT_LINES`."""
        placed = np.stack([rule.count(units) for rule, units in zip(self._rules, self.ordered, strict=True)])
        units = np.stack([self.on_hand, self.moving, self.waiting(), placed])
        costs: Array = units * self._rates.T[..., None]
        return costs

    def delay(self) -> Array:
        """Weeks that an order would wait now: backlog over usual sales, (D, W)."""
        return self.waiting() / np.maximum(self.network.depot_use, LEAST_USE)[:, None]

    def open(self, load: Array, moving: Array, at_plants: Array) -> None:
        """Set the state before week 1: each position is the one at which the depot's rule rests.

        Args:
            load: units on order, (D, W).
            moving: units moving towards depots, (D, W).
            at_plants: units at the plants and on the way there, (K, W).
        """
        self.on_order, self.moving = load.copy(), moving.copy()
        # Downstream first, since an echelon position counts what is on hand there.
        for d in sorted(range(len(self._rules)), key=lambda d: len(self._below[d][0])):
            opening = self._opening[d]
            if opening is None:
                self.on_hand[d] = np.maximum(0.0, self._rules[d].opening() - self.position(at_plants)[d])
            else:
                self.on_hand[d] = opening

    def take_over(self, depots: Depots, times: int) -> None:
        """Copy the state of another chain's depots, its worlds repeated. Depots belong to no seat, so all
        of it is public."""
        for name in ("on_hand", "on_order", "moving", "ordered", "received", "backlog", "_asked"):
            setattr(self, name, np.tile(getattr(depots, name), times))
        for rule, other in zip(self._rules, depots._rules, strict=True):
            rule.take_over(other, times)

    def _by_depot(self, lanes: Array) -> Array:
        """Sum of units (J, C, W) over the lanes on which each depot ships and all customers, (D, W)."""
        units = np.zeros_like(self.on_hand)
        for lane, depot in enumerate(self.network.depot_of_lane):
            if depot != NO_DEPOT:
                units[depot] += total(lanes[lane])
        return units


def below(network: Network, depot: int) -> tuple[list[int], bool]:
    """Sites downstream of a depot.

    Returns:
        Indices of the depots that buy from it, directly or through others, and whether it or any of these
        serves the plants.
    """
    reached, plants = [depot], False
    for site in reached:  # grows while it is walked: a breadth-first search
        for buyer in network.buyer_of_lane[network.depot_of_lane == site].tolist():
            plants |= buyer == NO_DEPOT  # a lane that leads to no depot leads to the plants
            if buyer != NO_DEPOT and buyer not in reached:
                reached.append(buyer)
    return reached[1:], plants
