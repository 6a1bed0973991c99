"""Who gets how much of a shortage: by the rule that the supplier states, never by the place in a file.

A customer is a seat, all its lanes from that supplier taken together, or the world outside,
which is customer 0. Where there is enough for all, everybody gets what it asked for, whatever
the rule. Definitions after Cachon and Lariviere (1999); a new rule
is one function and one entry in `RULES`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ..arithmetic import Array, Flags, Indices, ratio, total
from ..network.network import Network
from ..scenario.scenario import Scenario
from ..scenario.words import OUTSIDE


@dataclass(frozen=True, slots=True)
class Shortage:
    """What some suppliers have to share out: S suppliers, C customers, worlds last.

    asked (S, C, W) and available (S, W) units; turns (S, C): customers in the order of the supplier's
    priority list; sales (S, C, W): units that each was sold lately.
    """

    asked: Array
    available: Array
    turns: Indices
    sales: Array


def proportional(short: Shortage) -> Array:
    """Everybody gets the same share of what it asked for, so whoever asks for more gets more."""
    return short.asked * ration(total(short.asked, axis=1), short.available)[:, None]


def linear(short: Shortage) -> Array:
    """Everybody goes without the same number of units, but nobody without more than it asked for."""
    return _with_enough(short, short.asked - _common_cut(short))


def uniform(short: Shortage) -> Array:
    """Everybody gets the same number of units, but nobody more than it asked for."""
    return _by_weight(short, np.ones_like(short.asked))


def lexicographic(short: Shortage) -> Array:
    """The first on the list is served whole, then the second, and so on."""
    granted, left = np.zeros_like(short.asked), short.available
    sites = np.arange(len(left))
    for customers in short.turns.T:
        part = np.minimum(short.asked[sites, customers], left)
        granted[sites, customers] = part
        left = left - part
    return _with_enough(short, granted)


def turn_and_earn(short: Shortage) -> Array:
    """Everybody gets its share of past sales; what somebody does not want is dealt again, likewise."""
    return _by_weight(short, short.sales)


RULES: dict[str, Callable[[Shortage], Array]] = {
    "proportional": proportional,
    "linear": linear,
    "uniform": uniform,
    "lexicographic": lexicographic,
    "turn_and_earn": turn_and_earn,
}
"""By the name in a scenario file: what each customer gets, (S, C, W) units."""


def ration(asked: Array, available: Array) -> Array:
    """Share of its order that everybody gets, the same for all (proportional rationing)."""
    return np.minimum(1.0, ratio(available, asked, empty=1.0))


def _with_enough(short: Shortage, granted: Array) -> Array:
    """What was granted, within 0 and what was asked; where there is enough for all, what was asked."""
    enough = total(short.asked, axis=1) <= short.available
    return np.where(enough[:, None], short.asked, np.clip(granted, 0.0, short.asked))


def _common_cut(short: Shortage) -> Array:
    """Units that everybody goes without, so that the rest is what there is: (S, 1, W).

    Whoever asked for less than the cut drops out and gets nothing, which makes it larger for the rest; so
    it takes no more rounds than there are customers.
    """
    stays: Flags = short.asked > 0.0
    while True:
        excess = total(short.asked * stays, axis=1) - short.available
        cut = np.maximum(0.0, ratio(excess, total(stays.astype(np.float64), axis=1), empty=0.0))[:, None]
        staying = stays & (short.asked >= cut)
        # Where all asked for the same and there is nothing, rounding must not send everybody away.
        staying = np.where(staying.any(axis=1, keepdims=True), staying, stays)
        if (staying == stays).all():
            return cut
        stays = staying


def _by_weight(short: Shortage, weights: Array) -> Array:
    """Shares in proportion to weights (S, C, W), what is above somebody's order dealt again likewise.

    Customers without any weight come last and share what is left in proportion to their orders.
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
    """The rules of all suppliers, and what each customer was sold lately where that decides."""

    def __init__(self, scenario: Scenario, network: Network, worlds: int) -> None:
        self.network = network
        rules = [site.rationing for site in scenario.supplier]
        self._stated: list[tuple[str, Indices]] = [
            (rule, np.flatnonzero([each == rule for each in rules]))
            for rule in RULES
            if rule in rules and rule != "proportional"
        ]
        self._turns = np.array([_turns(site.priority, network.customers) for site in scenario.supplier])
        memory = np.array(
            [s.sales_memory_weeks * (s.rationing == "turn_and_earn") for s in scenario.supplier]
        )
        self._week = 0
        self._remembers = memory.max(initial=0) > 0
        self._memory = memory
        usual = _usual_sales(network)[..., None]
        self._sales = np.repeat(np.repeat(usual[None], memory.max(initial=0), axis=0), worlds, axis=-1)

    def share_out(self, backlog: Array, outside: Array, available: Array) -> tuple[Array, Array]:
        """Shares of what customers wait for, and the units that these are together.

        Args:
            backlog: what the seats wait for by lane, (J, N, W).
            outside: what the outside world waits for, (S, W).
            available: what can be started this week, (S, W).

        Returns:
            shares (S, C, W), or (S, 1, W) where all customers have the same; units (S, W).
        """
        asked = self.network.by_supplier(backlog, outside)
        same = ration(asked, available)
        if not self._stated:
            return same[:, None], asked * same
        by_customer = self.network.by_customer(backlog, outside)
        shares, units = np.repeat(same[:, None], by_customer.shape[1], axis=1), asked * same
        lately = total(self._within(), axis=0) if self._remembers else np.zeros_like(by_customer)
        for rule, sites in self._stated:
            wants = by_customer[sites]
            short = Shortage(wants, available[sites], self._turns[sites], lately[sites])
            granted = RULES[rule](short)
            shares[sites] = np.minimum(1.0, ratio(granted, wants, empty=1.0))
            units[sites] = total(granted, axis=1)
        return shares, units

    def remember(self, week: int, started: Array, outside: Array) -> None:
        """Keep what customers were sold this week: by lane (J, N, W), and outside (S, W)."""
        if self._remembers:
            self._sales[week % len(self._sales)] = self.network.by_customer(started, outside)
            self._week = week

    def take_over(self, rationing: Rationing, own: Flags) -> None:
        """Remember what `rationing` does of the seats that are `own` (N, W), its worlds repeated.

        What others were sold is theirs to know: they are taken to have bought what is usual.
        """
        times = own.shape[-1] // max(1, rationing._sales.shape[-1])
        theirs = np.tile(rationing._sales[:, :, 1:], times)
        self._sales[:, :, 1:] = np.where(own, theirs, self._sales[:, :, 1:])
        self._week = rationing._week

    def _within(self) -> Array:
        """Past weeks' sales, each supplier's as far as it remembers: (weeks, S, C, W)."""
        ages = (self._week - np.arange(len(self._sales))) % len(self._sales)
        within = ages[:, None] < self._memory
        return self._sales * within[:, :, None, None]


def _turns(priority: list[str], seats: tuple[str, ...]) -> list[int]:
    """Customers in the order of a priority list, customer 0 being the world outside; else as they come."""
    customers = (OUTSIDE, *seats)
    named = [customers.index(name) for name in priority]
    return [*named, *(c for c in range(len(customers)) if c not in named)]


def _usual_sales(network: Network) -> Array:
    """What customers buy in a usual week: (S, C) units."""
    return network.by_customer(
        network.usual_lanes(network.normal_use[..., None]), network.outside_orders[:, None]
    )[..., 0]
