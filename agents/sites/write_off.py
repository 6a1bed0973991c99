"""Write-offs: components that no product needs any more, or that are too old, lose their value.

Both happen at a week's end; the value at standard cost is booked as obsolescence of that week. Bins are
used first in, first out, so stock older than n weeks is on hand less the receipts of the last n weeks.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arithmetic import Array, Flags, left_over, total
from ..chance.engineering_changes import Bills
from ..network.network import Network
from ..scenario.scenario import Scenario

LEAST_WAITING = 1e-6
"""Units below which a backlog or a write-off is rounding."""


@dataclass(frozen=True, slots=True)
class WrittenOff:
    """A write-off of one component of one seat in one week.

    Attributes:
        week: the week, from 1.
        seat: name of the seat.
        component: name of the component.
        units: units written off.
        value: their standard cost, money.
        reason: "unneeded" or "aged".
    """

    week: int
    seat: str
    component: str
    units: float
    value: float
    reason: str


class WriteOffs:
    """Write-off rules of a scenario, with the receipts of the last weeks that they need.

    Attributes:
        happen: whether anything can be written off in this scenario.
        keeps: whether write-offs are kept, to be listed by `events`.
        units: units written off by week and reason, (N, K, W) each.
    """

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
        self.units: dict[int, dict[str, Array]] = {}

    def fill(self, use: Array) -> None:
        """Set receipts before week 1: `use` units in every week, (N, K, W)."""
        self._receipts[:] = use

    def unneeded(self, week: int, waiting: Array) -> Flags:
        """True for components that no product needs from this week on, (N, K, W).

        Args:
            week: the week, from 1.
            waiting: units of products that customers wait for, (N, G, W); these are still needed.
        """
        over = (week > self._over_after)[:, None] & (waiting <= LEAST_WAITING)
        return self._bills.unneeded(week, over)

    def review(self, week: int, received: Array, on_hand: Array, waiting: Array) -> Array:
        """Units to write off at a week's end, (N, K, W).

        Args:
            week: the week, from 1.
            received: units received this week, (N, K, W).
            on_hand: units in the bins, (N, K, W).
            waiting: units of products that customers wait for, (N, G, W).
        """
        dead = np.where(self.unneeded(week, waiting), on_hand, 0.0)
        # What is unneeded is gone whole, so age is looked at in the rest alone.
        aged = self._aged(week, received, left_over(on_hand, dead))
        found = {"unneeded": dead, "aged": aged}
        if self.keeps and any(units.any() for units in found.values()):
            self.units[week] = found
        return dead + aged

    def _aged(self, week: int, received: Array, on_hand: Array) -> Array:
        """Units to write off for their age, a stated share of what is too old, (N, K, W)."""
        aged = np.zeros_like(on_hand)
        if not len(self._receipts):
            return aged
        # A ring of as many weeks as the oldest rule looks back.
        self._receipts[week % len(self._receipts)] = received
        # Components with the same age limit share one sum of receipts.
        for age in np.unique(self._age[self._age > 0]):
            young = total(self._receipts[(week - back) % len(self._receipts)] for back in range(int(age)))
            due = (self._age == age) & (week % self._every == 0)
            # First in, first out: what is left beyond the latest receipts is older than these.
            old = left_over(on_hand, young, self.network.normal_use[..., None])
            aged = np.where(due[:, None], self._share * old, aged)
        return aged

    def events(self, world: int) -> list[WrittenOff]:
        """All write-offs of one world, by week, reason, seat and component."""
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
