"""The components that seats order by a rule in numbers, whatever their stances say.

A rule stands in the scenario for a component, or for a component of one seat. The position is the
seat's own: on hand and on order, less the parts that waiting customers need.
"""

from __future__ import annotations

import numpy as np

from ..arithmetic import Array, parts_of, total
from ..network.network import Network
from ..scenario.scenario import Component, Scenario, Seat
from ..scenario.tiers import OrderRule
from ..sites.ordering_rules import Rule, Seen, is_order, rule_of
from .manufacturer import Manufacturers


class SeatRules:
    """All such rules, by seat and component. asked (N, K, W): units that last week's demand needed."""

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
        """Write this week's orders by rule into `wanted`, and where they lift the position into `level`.

        Both (N, K, W). What a rule gives back leaves the bin at once.
        """
        position = sites.on_hand + sites.on_order - owed(bill, sites)
        for (n, k), rule in self._rules.items():
            seen = Seen(position[n, k], sites.on_order[n, k], self.asked[n, k])
            order = rule.order(week, seen)
            wanted[n, k] = np.maximum(0.0, order)
            level[n, k] = position[n, k] + wanted[n, k] - sites.give_back(n, k, np.maximum(0.0, -order))

    def count(self, ordered: Array) -> Array:
        """Orders that seats place with orders (N, K, W): as many each."""
        placed = is_order(ordered, self._usual).astype(np.float64)
        for (n, k), rule in self._rules.items():
            placed[n, k] = rule.count(ordered[n, k])
        return placed

    def learn(self, demand: Array, bill: Array) -> None:
        """Remember what this week's demand (N, G, M, W) needs."""
        self.asked = parts_of(bill, total(demand, axis=2))

    def opening(self, sites: Manufacturers) -> None:
        """Fill the bins so that each position is the rule's at rest."""
        for (n, k), rule in self._rules.items():
            sites.on_hand[n, k] = np.maximum(0.0, rule.opening() - sites.on_order[n, k])

    def take_over(self, rules: SeatRules, times: int) -> None:
        """Remember what `rules` do, their worlds repeated."""
        self.asked = np.tile(rules.asked, times)
        for place, rule in self._rules.items():
            rule.take_over(rules._rules[place], times)


def rule_for(seat: Seat, part: Component) -> OrderRule | None:
    """The rule in numbers by which a seat orders a component, if there is one."""
    return seat.order.get(part.name, part.order)


def owed(bill: Array, sites: Manufacturers) -> Array:
    """Parts that waiting customers need beyond what is on the shelf: (N, K, W)."""
    return parts_of(bill, total(sites.backlog, axis=2) - sites.goods())


def at_plants(bill: Array, sites: Manufacturers) -> Array:
    """Parts at all plants and on the way there, less what waiting customers need: (K, W)."""
    return total(sites.on_hand + sites.moving - owed(bill, sites))
