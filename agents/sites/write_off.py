"""Obsolescence as an event: parts that no product needs, or that have lain too long, are written off.

Both happen at a week's end, and their value at standard cost is booked as obsolescence of that week. Bins
are emptied first in, first out: older than n weeks is what the receipts of the last n weeks do not explain.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arithmetic import Array, Flags, total
from ..chance.engineering_changes import Bills
from ..network.network import Network
from ..scenario.scenario import Scenario

LEAST_WAITING = 1e-6
"""Units of backlog that count as somebody still waiting; less is rounding."""


@dataclass(frozen=True, slots=True)
class WrittenOff:
    """One component of one seat in one week: units, and money at standard cost.

    reason: "unneeded" or "aged".
    """

    week: int
    seat: str
    component: str
    units: float
    value: float
    reason: str


class WriteOffs:
    """The rules of a scenario and what they remember: the receipts of the last weeks."""

    def __init__(self, scenario: Scenario, network: Network, bills: Bills, worlds: int) -> None:
        self.network = network
        self._bills = bills
        rules = [part.write_off for part in scenario.component]
        self._share = np.array([[rule.share if rule else 0.0] for rule in rules])
        self._age = np.array([rule.older_than_weeks if rule else 0 for rule in rules])
        self._every = np.array([rule.every_weeks if rule else 1 for rule in rules])
        self._over_after = np.array(network.last_weeks)
        shape = (int(self._age.max()), len(network.seats), len(network.components), worlds)
        self._receipts = np.zeros(shape)
        self._worlds = worlds
        self.happen = bool(bills.changes or self._share.any() or np.isfinite(self._over_after).any())
        self.keeps = True
        """Whether every week's units are kept to be told of."""
        self.units: dict[int, dict[str, Array]] = {}
        """Units written off by week and reason: (N, K, W) each."""

    def fill(self, use: Array) -> None:
        """Receipts before week 1, as if the normal use had come every week."""
        self._receipts[:] = use

    def unneeded(self, week: int, waiting: Array) -> Flags:
        """Parts that no product needs any more, nor anybody who waits (N, G, W): (N, K, W)."""
        over = (week > self._over_after)[:, None] & (waiting <= LEAST_WAITING)
        return self._bills.unneeded(week, over)

    def review(self, week: int, received: Array, on_hand: Array, waiting: Array) -> Array:
        """Units to be written off at a week's end, by what came in and what is left: (N, K, W)."""
        dead = np.where(self.unneeded(week, waiting), on_hand, 0.0)
        aged = self._aged(week, received, on_hand - dead)
        found = {"unneeded": dead, "aged": aged}
        if self.keeps and any(units.any() for units in found.values()):
            self.units[week] = found
        return dead + aged

    def _aged(self, week: int, received: Array, on_hand: Array) -> Array:
        aged = np.zeros_like(on_hand)
        if not len(self._receipts):
            return aged
        self._receipts[week % len(self._receipts)] = received
        for age in np.unique(self._age[self._age > 0]):
            young = total(self._receipts[(week - back) % len(self._receipts)] for back in range(int(age)))
            due = (self._age == age) & (week % self._every == 0)
            old = np.maximum(0.0, on_hand - young)
            aged = np.where(due[:, None], self._share * old, aged)
        return aged

    def told(self, world: int) -> list[WrittenOff]:
        """All that was written off in one world, in order of weeks."""
        network = self.network
        return [
            WrittenOff(
                week,
                network.seats[n],
                network.components[k],
                float(units[n, k, world]),
                float(units[n, k, world] * network.value[k]),
                reason,
            )
            for week, found in self.units.items()
            for reason, units in found.items()
            for n, k in np.argwhere(units[..., world] > LEAST_WAITING).tolist()
        ]
