"""Rationing: how a supplier allocates scarce output among its customers, by the rule that it states.

Definitions after Cachon and Lariviere (1999). A customer is a seat or depot with all its lanes from that
supplier, or the outside world. If there is enough for all, each gets what it asked for under every rule. A
new rule is one function and one entry of `RULES`; its name stands in `scenario/words.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ..arithmetic import Array, Flags, Indices, covered, ratio, total
from ..network.network import Network
from ..scenario.scenario import Scenario
from ..scenario.words import OUTSIDE


@dataclass(frozen=True, slots=True)
class Shortage:
    """What some suppliers have to allocate. Here, customer 0 is the outside world, then come the C.

    Attributes:
        asked: units that each customer waits for, (S, 1 + C, W).
        available: units that each supplier can start, (S, W).
        turns: customers in the order of the supplier's priority list, (S, 1 + C).
        sales: units recently sold to each customer, (S, 1 + C, W).
    """

    asked: Array
    available: Array
    turns: Indices
    sales: Array


def proportional(short: Shortage) -> Array:
    """Proportional allocation: each customer the same share of its order, (S, 1 + C, W) units.

    a_i = K W_i / Σ W, for orders W_i and supply K. Inflating an order raises the allocation.
    """
    return short.asked * ration(total(short.asked, axis=1), short.available)[:, None]


def linear(short: Shortage) -> Array:
    """Linear allocation: each customer its order less the same number of units, (S, 1 + C, W) units.

    a_i = W_i - (Σ W - K) / n, customers whose order is below the cut dropping out with 0.
    """
    return _with_enough(short, short.asked - _common_cut(short))


def uniform(short: Shortage) -> Array:
    """Uniform allocation: each customer the same number of units, at most its order, (S, 1 + C, W) units.

    a_i = min(W_i, λ) with λ such that Σ a = K. Inflating an order gains nothing.
    """
    return _by_weight(short, np.ones_like(short.asked))


def lexicographic(short: Shortage) -> Array:
    """Lexicographic allocation: customers are served in full in the order of a list, (S, 1 + C, W) units."""
    granted, left = np.zeros_like(short.asked), short.available
    sites = np.arange(len(left))
    # Turn by turn for all suppliers at once: each row of turns.T holds the next customer of each supplier.
    for customers in short.turns.T:
        part = np.minimum(short.asked[sites, customers], left)
        granted[sites, customers] = part
        left = left - part
    return _with_enough(short, granted)


def turn_and_earn(short: Shortage) -> Array:
    """Turn-and-earn allocation: shares in proportion to past sales, (S, 1 + C, W) units.

    What a customer does not need of its share is divided among the others in the same proportion. Cachon
    and Lariviere (1999, Management Science 45(5), pages 685-703).
    """
    return _by_weight(short, short.sales)


RULES: dict[str, Callable[[Shortage], Array]] = {
    "proportional": proportional,
    "linear": linear,
    "uniform": uniform,
    "lexicographic": lexicographic,
    "turn_and_earn": turn_and_earn,
}
"""By the name in a scenario file: the allocation in a shortage, units, (S, 1 + C, W)."""


def ration(asked: Array, available: Array) -> Array:
    """Share of its order that each customer gets under proportional allocation, 0 to 1.

    Units asked for in all and available, (S, W), (D, W) or any equal shapes, elementwise.
    """
    return ratio(covered(available, asked), asked, empty=1.0)


def _with_enough(short: Shortage, granted: Array) -> Array:
    """Units granted, between 0 and what was asked; all that was asked where there is enough for all."""
    # Clipped, since rounding in a rule must give no one less than 0 or more than was asked.
    enough = total(short.asked, axis=1) <= short.available
    return np.where(enough[:, None], short.asked, np.clip(granted, 0.0, short.asked))


def _common_cut(short: Shortage) -> Array:
    """Units cut from each order, so that what remains equals the supply, (S, 1, W).

    A customer that asked for less than the cut drops out with nothing, which raises the cut for the rest.
    At least one drops out in each round but the last, so there are at most as many rounds as customers.
    """
    stays: Flags = short.asked > 0.0
    while True:
        excess = total(short.asked * stays, axis=1) - short.available
        cut = np.maximum(0.0, ratio(excess, total(stays.astype(np.float64), axis=1), empty=0.0))[:, None]
        staying = stays & (short.asked >= cut)
        # Where all asked for the same and there is nothing, rounding must not make all of them drop out.
        staying = np.where(staying.any(axis=1, keepdims=True), staying, stays)
        if (staying == stays).all():
            return cut
        stays = staying


def _by_weight(short: Shortage, weights: Array) -> Array:
    """Allocate in proportion to weights (S, 1 + C, W), at most the order; the excess is divided again.

    Customers without weight come last and share what is left in proportion to their orders. Each round but
    the last serves at least one customer in full, so the loop ends.
    """
    open_: Flags = (short.asked > 0.0) & (weights > 0.0)
    granted = np.zeros_like(short.asked)
    while True:
        left = np.maximum(0.0, short.available - total(granted * ~open_, axis=1))
        level = ratio(left, total(weights * open_, axis=1), empty=0.0)
        dealt = weights * level[:, None]
        whole = open_ & (dealt >= short.asked)
        granted = np.where(whole, short.asked, np.where(open_, dealt, granted))
        if not whole.any():
            break
        open_ = open_ & ~whole
    left = np.maximum(0.0, short.available - total(granted, axis=1))
    unweighted = np.where(weights > 0.0, 0.0, short.asked)
    granted += unweighted * ration(total(unweighted, axis=1), left)[:, None]
    return _with_enough(short, granted)


class Rationing:
    """Rationing rules of all suppliers, and recent sales to each customer where a rule needs them."""

    def __init__(self, scenario: Scenario, network: Network, worlds: int) -> None:
        self.network = network
        rules = [site.rationing for site in scenario.supplier]
        self._stated: list[tuple[str, Indices]] = [
            (rule, np.flatnonzero([each == rule for each in rules]))
            for rule in RULES
            if rule in rules and rule != "proportional"
        ]
        self._turns = np.array([_turns(site.priority, network.customers) for site in scenario.supplier])
        # Only turn-and-earn looks back; all other suppliers remember 0 weeks.
        memory = np.array(
            [s.sales_memory_weeks * (s.rationing == "turn_and_earn") for s in scenario.supplier]
        )
        self._week = 0
        self._remembers = memory.max(initial=0) > 0
        self._memory = memory
        usual = _usual_sales(network)[..., None]
        # As if usual sales had been made in every week before week 1.
        self._sales = np.repeat(np.repeat(usual[None], memory.max(initial=0), axis=0), worlds, axis=-1)

    def share_out(self, backlog: Array, outside: Array, available: Array) -> tuple[Array, Array]:
        """Allocate what can be started this week.

        Args:
            backlog: units that customers wait for by lane, (J, C, W).
            outside: units that the outside world waits for, (S, W).
            available: units that can be started this week, (S, W).

        Returns:
            Each customer's share of what it waits for, (S, 1 + C, W), or (S, 1, W) where all rules are
            proportional; and units allocated in all, (S, W).
        """
        # All start with the proportional share; suppliers with another rule are overwritten below.
        asked = self.network.by_supplier(backlog, outside)
        same = ration(asked, available)
        # Without other rules all shares are the same, and no array by customer is needed.
        if not self._stated:
            return same[:, None], asked * same
        by_customer = self.network.by_customer(backlog, outside)
        shares, units = np.repeat(same[:, None], by_customer.shape[1], axis=1), asked * same
        lately = total(self._within(), axis=0) if self._remembers else np.zeros_like(by_customer)
        for rule, sites in self._stated:
            wants = by_customer[sites]
            short = Shortage(wants, available[sites], self._turns[sites], lately[sites])
            granted = RULES[rule](short)
            shares[sites] = ratio(covered(granted, wants), wants, empty=1.0)
            units[sites] = total(granted, axis=1)
        return shares, units

    def remember(self, week: int, started: Array, outside: Array) -> None:
        """Store units started for customers this week (J, C, W), and for the outside world (S, W)."""
        if self._remembers:
            self._sales[week % len(self._sales)] = self.network.by_customer(started, outside)
            self._week = week

    def take_over(self, rationing: Rationing, own: Flags) -> None:
        """Copy another chain's recent sales to customers that are `own` (C, W), its worlds repeated.

        Sales to others are private; they are assumed to have bought what is usual.
        """
        times = own.shape[-1] // max(1, rationing._sales.shape[-1])
        theirs = np.tile(rationing._sales[:, :, 1:], times)
        self._sales[:, :, 1:] = np.where(own, theirs, self._sales[:, :, 1:])
        self._week = rationing._week

    def _within(self) -> Array:
        """Sales of the weeks that each supplier remembers, 0 for older ones, units, (T, S, 1 + C, W)."""
        # The array is a ring of weeks: age 0 is the week stored last.
        ages = (self._week - np.arange(len(self._sales))) % len(self._sales)
        within = ages[:, None] < self._memory
        return self._sales * within[:, :, None, None]


def _turns(priority: list[str], customers: tuple[str, ...]) -> list[int]:
    """Customers in the order of a priority list, 0 being the outside world; those not listed come last."""
    all_customers = (OUTSIDE, *customers)
    named = [all_customers.index(name) for name in priority]
    return [*named, *(c for c in range(len(all_customers)) if c not in named)]


def _usual_sales(network: Network) -> Array:
    """Units that customers buy in a usual week, (S, 1 + C)."""
    return network.by_customer(
        network.usual_lanes(network.normal_use[..., None]), network.outside_orders[:, None]
    )[..., 0]
