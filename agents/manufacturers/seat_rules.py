"""Components that seats order by a policy stated in numbers (`sites.ordering_rules`), whatever the stance.

A scenario states such a rule for a component, or for a component of one seat. The inventory position is
on hand + on order, less the components that the backlog needs.
"""

from __future__ import annotations

import numpy as np

from ..arithmetic import Array, parts_of, total
from ..network.network import Network
from ..scenario.order_rules import OrderRule
from ..scenario.scenario import Component, Scenario, Seat
from ..sites.ordering_rules import Rule, SiteView, is_order, rule_of
from .seat_arrays import Manufacturers


class SeatRules:
    """The rules of all seats; true if there are any.

    Attributes:
        asked: units of components that last week's demand needed, (N, K, W).
    """

    def __init__(self, scenario: Scenario, network: Network, worlds: int) -> None:
        self.asked = np.repeat(network.normal_use[..., None], worlds, axis=2)
        self._usual = network.normal_use[..., None]
        self._rules: dict[tuple[int, int], Rule] = {}
        for n, seat in enumerate(scenario.seat):
            for k, part in enumerate(scenario.component):
                numbers = rule_for(seat, part)
                if numbers is not None:
                    self._rules[n, k] = rule_of(numbers, float(network.normal_use[n, k]), worlds)

    def __bool__(self) -> bool:
        return bool(self._rules)

    def put(self, week: int, wanted: Array, level: Array, sites: Manufacturers, bill: Array) -> None:
        """Overwrite orders and levels of components ordered by rule; returned goods leave the bin at once.

        Args:
            week: the week, from 1.
            wanted: units ordered, overwritten where there is a rule, (N, K, W).
            level: positions after ordering, overwritten where there is a rule, units, (N, K, W).
            sites: the seats.
            bill: bill of materials of the week, (N, G, K) or (N, G, K, W).
        """
        # All positions first: returned goods leave bins below, and no rule may see what another did.
        position = sites.on_hand + sites.on_order - owed(bill, sites)
        for (n, k), rule in self._rules.items():
            seen = SiteView(position[n, k], sites.on_order[n, k], self.asked[n, k])
            order = rule.order(week, seen)
            wanted[n, k] = np.maximum(0.0, order)
            # The outlook and the record show the position that the rule aims at in place of a stance's level.
            level[n, k] = position[n, k] + wanted[n, k] - sites.give_back(n, k, np.maximum(0.0, -order))

    def count(self, ordered: Array) -> Array:
        """Number of orders behind units ordered (N, K, W), each with its fixed cost, (N, K, W)."""
        placed = is_order(ordered, self._usual).astype(np.float64)
        for (n, k), rule in self._rules.items():
            placed[n, k] = rule.count(ordered[n, k])
        return placed

    def learn(self, demand: Array, bill: Array) -> None:
        """Store the components that this week's demand (N, G, M, W) needs, as `asked`."""
        self.asked = parts_of(bill, total(demand, axis=2))

    def opening(self, sites: Manufacturers) -> None:
        """Set bins before week 1 so that each position is the one at which its rule rests."""
        for (n, k), rule in self._rules.items():
            sites.on_hand[n, k] = np.maximum(0.0, rule.opening() - sites.on_order[n, k])

    def take_over(self, rules: SeatRules, times: int) -> None:
        """Copy another chain's memory of rules, its worlds repeated."""
        self.asked = np.tile(rules.asked, times)
        for place, rule in self._rules.items():
            rule.take_over(rules._rules[place], times)


def rule_for(seat: Seat, part: Component) -> OrderRule | None:
    """The rule by which a seat orders a component, its own before the component's; None if there is none."""
    return seat.order.get(part.name, part.order)


def owed(bill: Array, sites: Manufacturers) -> Array:
    """Units of components that backlog less finished goods needs, negative if these exceed it, (N, K, W)."""
    return parts_of(bill, total(sites.backlog, axis=2) - sites.goods())


def at_plants(bill: Array, sites: Manufacturers) -> Array:
    """Units of components at all plants and on the way there, less what the backlog needs, (K, W)."""
    return total(sites.on_hand + sites.moving - owed(bill, sites))
