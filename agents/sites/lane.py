"""A lane carries goods for a number of weeks and never lets a later load overtake an earlier one.

`Belt` is the rule without surprises (making, inland legs); `Lanes` adds stretches of the
lead time, after which loads may arrive together but not out of order.
"""

from __future__ import annotations

import numpy as np

from ..arithmetic import Array, Flags, Indices
from ..network.network import Network


class Belt:
    """Rows of goods (J, N, W), each due a fixed number of weeks after it is laid on."""

    def __init__(self, weeks: Indices, seats: int, worlds: int) -> None:
        self._weeks = weeks
        self._rows = np.arange(len(weeks))
        self._slots = np.zeros((int(weeks.max(initial=0)) + 1, len(weeks), seats, worlds))

    def lay(self, week: int, goods: Array) -> None:
        """Lay goods (J, N, W) on the belt in this week."""
        self._slots[(week + self._weeks) % len(self._slots), self._rows] += goods

    def take(self, week: int) -> Array:
        """Take off what is due this week: (J, N, W)."""
        slot: Array = self._slots[week % len(self._slots)]
        due = slot.copy()
        slot[:] = 0.0
        return due

    def due_in(self, week: int, weeks_ahead: int) -> Array:
        """What will be due so many weeks after `week`: (J, N, W), zero beyond the belt's length."""
        if weeks_ahead >= len(self._slots):
            return np.zeros(self._slots.shape[1:])
        due: Array = self._slots[(week + weeks_ahead) % len(self._slots)]
        return due.copy()

    def due_after(self, week: int, row: int) -> Array:
        """What will be due on a row in each week after `week` that the belt reaches: (weeks, N, W)."""
        slots = (week + 1 + np.arange(len(self._slots) - 1)) % len(self._slots)
        due: Array = self._slots[slots, row]
        return due

    def fill(self, goods: Array) -> None:
        """Fill the belt as if `goods` (J, N, W) had been laid on every week before week 1."""
        for row, weeks in enumerate(self._weeks):
            for due in range(1, int(weeks) + 1):
                self._slots[due % len(self._slots), row] = goods[row]

    def take_over(self, belt: Belt, week: int, own: Flags, usual: Array) -> None:
        """Lie as `belt` does after `week`, its worlds repeated, for owners that are `own` (N, W).

        For all others lie as if `usual` (J, N, 1) had been laid on every week.
        """
        self._slots = np.zeros((len(belt._slots), *self._slots.shape[1:]))
        for row, weeks in enumerate(self._weeks):
            for ahead in range(1, int(weeks) + 1):
                self._slots[(week + ahead) % len(self._slots), row] = usual[row]
        times = own.shape[-1] // belt._slots.shape[-1]
        self._slots = np.where(own, np.tile(belt._slots, times), self._slots)

    def repeat(self, belt: Belt, times: int) -> None:
        """Lie as `belt` does, for all owners, its worlds repeated."""
        self._slots = np.tile(belt._slots, times)

    def empty(self, worlds: slice) -> None:
        """Take all goods off the belt in these worlds."""
        self._slots[..., worlds] = 0.0

    def load(self, week: int = 0) -> Array:
        """All goods on the belt: (J, N, W), added up by when they are due, from `week` on.

        A belt grows with the latest load in any world; counted from the week that it is, that changes no bit
        in the others.
        """
        load = np.zeros(self._slots.shape[1:])
        for ahead in range(len(self._slots)):
            load += self._slots[(week + ahead) % len(self._slots)]
        return load


class Lanes(Belt):
    """The sea, road and air legs, from a supplier's gate to the port or the plant."""

    def __init__(self, network: Network, worlds: int) -> None:
        super().__init__(network.transit_weeks, len(network.customers), worlds)
        self._last_due = np.zeros((len(network.lanes), worlds), dtype=np.int64)

    def depart(self, week: int, goods: Array, extra_weeks: Array) -> None:
        """Let goods (J, N, W) leave this week, `extra_weeks` (J, W) later than usual."""
        usual = week + self._weeks[:, None]
        due = np.maximum(self._last_due, usual + extra_weeks.astype(np.int64))
        self._last_due = due
        if (due == usual).all():
            self.lay(week, goods)
            return
        self._lengthen(week, int(due.max()) - week + 1)
        worlds = np.arange(goods.shape[-1])
        for row in self._rows:
            self._slots[due[row] % len(self._slots), row, :, worlds] += goods[row].T

    def take_over(self, belt: Belt, week: int, own: Flags, usual: Array) -> None:
        """As a belt does; and nothing overtakes what has left before."""
        super().take_over(belt, week, own, usual)
        if isinstance(belt, Lanes):
            self._last_due = np.tile(belt._last_due, own.shape[-1] // belt._last_due.shape[-1])

    def _lengthen(self, week: int, slots: int) -> None:
        """Make room for goods due further ahead than any so far."""
        if slots <= len(self._slots):
            return
        longer = np.zeros((slots, *self._slots.shape[1:]))
        for ahead in range(len(self._slots)):
            longer[(week + ahead) % slots] = self._slots[(week + ahead) % len(self._slots)]
        self._slots = longer
