"""Pipelines of goods in transit: fixed lead times, and lanes whose lead times shocks may lengthen.

`Pipeline` has fixed lead times (orders, making, inland legs). `Lanes` adds delays; a later load never
overtakes an earlier one on its lane (no order crossover; Kaplan 1970).
"""

from __future__ import annotations

import numpy as np

from ..arithmetic import Array, Flags, Indices
from ..network.network import Network


class Pipeline:
    """A pipeline with one row for each lane; goods are due a fixed number of weeks after they are laid on.

    Args:
        weeks: lead time of each row, (J,).
        customers: C, owners of goods.
        worlds: W.
    """

    def __init__(self, weeks: Indices, customers: int, worlds: int) -> None:
        self._weeks = weeks
        self._rows = np.arange(len(weeks))
        self._runs = _runs(weeks)
        # A ring of weeks: what is due in week t is in slot t modulo its length, so nothing is ever moved.
        self._slots = np.zeros((int(weeks.max(initial=0)) + 1, len(weeks), customers, worlds))

    def add(self, week: int, goods: Array) -> None:
        """Add units (J, C, W) in a week; each row's are due after its lead time."""
        # Rows in slices, each of one lead time: indices by row would copy all that is there, twice.
        for weeks, rows in self._runs:
            due = self._slots[(week + weeks) % len(self._slots), rows]
            due += goods[rows]

    def take(self, week: int) -> Array:
        """Remove what is due in a week, units, (J, C, W)."""
        slot: Array = self._slots[week % len(self._slots)]
        due = slot.copy()
        # Cleared at once, since the slot is used again after a full round of the ring.
        slot[:] = 0.0
        return due

    def due_in(self, week: int, weeks_ahead: int) -> Array:
        """Units due so many weeks after `week`, (J, C, W); 0 beyond the longest lead time."""
        if weeks_ahead >= len(self._slots):
            return np.zeros(self._slots.shape[1:])
        due: Array = self._slots[(week + weeks_ahead) % len(self._slots)]
        return due.copy()

    def due_after(self, week: int, row: int) -> list[Array]:
        """Units due on one row in each week after `week`, up to the longest lead time, T views (C, W)."""
        ahead = range(1, len(self._slots))
        return [self._slots[(week + weeks) % len(self._slots), row] for weeks in ahead]

    def fill(self, goods: Array) -> None:
        """Fill the pipeline as if `goods` (J, C, W) had been added in every week before week 1."""
        for row, weeks in enumerate(self._weeks):
            # From week 1 on: what was due earlier has arrived before the game.
            for due in range(1, int(weeks) + 1):
                self._slots[due % len(self._slots), row] = goods[row]

    def take_over(self, pipeline: Pipeline, week: int, own: Flags, usual: Array) -> None:
        """Copy another chain's pipeline after a week, its worlds repeated, as far as it may be known.

        Args:
            pipeline: the pipeline to copy.
            week: the week after which its state is taken.
            own: True where a customer's goods are known, (C, W).
            usual: units a week assumed for all other customers, (J, C, 1) or (J, C, W).
        """
        self._slots = np.zeros((len(pipeline._slots), *self._slots.shape[1:]))
        for row, weeks in enumerate(self._weeks):
            for ahead in range(1, int(weeks) + 1):
                self._slots[(week + ahead) % len(self._slots), row] = usual[row]
        times = own.shape[-1] // pipeline._slots.shape[-1]
        self._slots = np.where(own, np.tile(pipeline._slots, times), self._slots)

    def repeat(self, pipeline: Pipeline, times: int) -> None:
        """Copy another chain's pipeline for all owners, its worlds repeated."""
        self._slots = np.tile(pipeline._slots, times)

    def empty(self, worlds: slice) -> None:
        """Remove all goods in some worlds."""
        self._slots[..., worlds] = 0.0

    def load(self, week: int = 0) -> Array:
        """All units in the pipeline, (J, C, W).

        They are added up in the order in which they are due, from `week` on. `Lanes` grows with the latest
        load in any world; in this order the slots added are empty in all other worlds and come last, so their
        sums keep every bit. A fixed pipeline does not grow, and any start will do.
        """
        load = np.zeros(self._slots.shape[1:])
        for ahead in range(len(self._slots)):
            load += self._slots[(week + ahead) % len(self._slots)]
        return load


def _runs(weeks: Indices) -> list[tuple[int, slice]]:
    """Neighbouring rows of one lead time (J,), each with that time."""
    starts = [row for row, time in enumerate(weeks) if row == 0 or time != weeks[row - 1]]
    ends = [*starts[1:], len(weeks)]
    return [(int(weeks[start]), slice(start, end)) for start, end in zip(starts, ends, strict=True)]


class Lanes(Pipeline):
    """Transport lanes by sea, road and air, from a supplier or depot to the port, plant or depot."""

    def __init__(self, network: Network, worlds: int) -> None:
        super().__init__(network.transit_weeks, len(network.customers), worlds)
        self._last_due = np.zeros((len(network.lanes), worlds), dtype=np.int64)

    def depart(self, week: int, goods: Array, extra_weeks: Array) -> None:
        """Let goods leave.

        Args:
            week: the week in which they leave.
            goods: units, (J, C, W).
            extra_weeks: weeks by which they arrive later than usual, (J, W).
        """
        usual = week + self._weeks[:, None]
        # No overtaking: due no earlier than any load before, though both may arrive in the same week.
        due = np.maximum(self._last_due, usual + extra_weeks.astype(np.int64))
        self._last_due = due
        # Without delays all worlds share one slot for each lane, which is one addition.
        if (due == usual).all():
            self.add(week, goods)
            return
        self._lengthen(week, int(due.max()) - week + 1)
        # Row by row: in a row each world has one slot, so no place comes twice and `+=` loses nothing.
        worlds = np.arange(goods.shape[-1])
        for row in self._rows:
            self._slots[due[row] % len(self._slots), row, :, worlds] += goods[row].T

    def take_over(self, pipeline: Pipeline, week: int, own: Flags, usual: Array) -> None:
        """Copy another chain's lanes as `Pipeline.take_over` does, and when their last loads are due."""
        super().take_over(pipeline, week, own, usual)
        if isinstance(pipeline, Lanes):
            self._last_due = np.tile(pipeline._last_due, own.shape[-1] // pipeline._last_due.shape[-1])

    def _lengthen(self, week: int, slots: int) -> None:
        """Make room for goods due further ahead than any so far, re-indexing the ring."""
        if slots <= len(self._slots):
            return
        longer = np.zeros((slots, *self._slots.shape[1:]))
        for ahead in range(len(self._slots)):
            longer[(week + ahead) % slots] = self._slots[(week + ahead) % len(self._slots)]
        self._slots = longer
