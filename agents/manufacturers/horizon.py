"""What weeks to come will need, where products come and go and parts replace each other.

A planner who knows that a product is launched in spring or dies in autumn, or that a part gives way to
another, adds up the weeks that an order covers, instead of taking one for all. Plans reach a year beyond
the scenario's end.
"""

from __future__ import annotations

import numpy as np

from ..arithmetic import Array, total
from ..chance.engineering_changes import Bills

BEYOND = 52
"""Weeks after the scenario's last for which curves are added up; the last of them stands for all later."""
LEAST_LIFE = 0.05
"""Share of a product's full demand below which a week's sales say nothing of it."""


class Horizon:
    """Sums over weeks, for `level` (N, G, W) units a week at full life, by who has `seen` so many weeks.

    Weeks are counted by their ends: the first week lies between 0 and 1.
    """

    def __init__(self, bills: Bills, weeks: int) -> None:
        self._bills = bills
        self.network = network = bills.network
        calendar = range(1, weeks + BEYOND + 1)
        self._life = np.stack([network.product_life(week) for week in calendar])
        season = np.stack([network.product_season(week) for week in calendar])
        self._lives, self._seasons = _sums(self._life), _sums(season)

    def use(self, level: Array, seen: int, start: float, end: Array) -> Array:
        """Units of each component from `start` to `end` (K, W), seasons and lives counted: (N, K, W)."""
        return self._needs(self._seasons, level, seen, np.full_like(end, start), end)

    def cover(self, level: Array, seen: int, start: Array, end: Array) -> Array:
        """The same with lives alone, as a cover of mean use has it; start (K, W), end (N, K, W)."""
        return self._needs(self._lives, level, seen, start, end)

    def spread(self, level: Array, seen: int, start: float, end: Array) -> Array:
        """Standard deviation of a week's use between start and end (K, W): (N, K, W)."""
        sigma = level * self.network.sigma_share[:, None]
        begin, weeks = np.full_like(end, start), end - start
        squares = (
            (self._parts(self._lives, g, seen, begin, end) / weeks * sigma[:, g, None]) ** 2
            for g in range(level.shape[1])
        )
        root: Array = np.sqrt(total(squares))
        return root

    def life(self, week: int) -> Array:
        """Factor on mean demand in a week, season apart: (G, 1)."""
        row: Array = self._life[max(1, min(week, len(self._life))) - 1]
        return row[:, None]

    def _needs(self, sums: Array, level: Array, seen: int, start: Array, end: Array) -> Array:
        return total(
            self._parts(sums, g, seen, start, end) * level[:, g, None] for g in range(level.shape[1])
        )

    def _parts(self, sums: Array, g: int, seen: int, start: Array, end: Array) -> Array:
        """Components for product g at a level of one unit a week, by the bills in force then: (N, K, W)."""
        weeks = _at(sums[:, g], end) - _at(sums[:, g], start)
        parts = np.array(self.network.bill[:, g, :, None] * weeks)
        for change in self._bills.changes:
            if change.target != g:
                continue
            from_then = np.minimum(np.maximum(start, change.start(seen)), end)
            after = _at(sums[:, g], end) - _at(sums[:, g], from_then)
            after = np.broadcast_to(after, parts.shape)
            moved = self._bills.moved(change)[:, None]
            parts[:, change.old] -= moved * after[:, change.old]
            parts[:, change.new] += moved * after[:, change.new]
        return parts


def _sums(weekly: Array) -> Array:
    """Sums up to the end of each week, from 0: (weeks + 1, G)."""
    return np.concatenate([np.zeros((1, weekly.shape[1])), np.cumsum(weekly, axis=0)])


def _at(sums: Array, when: Array) -> Array:
    """The sum (weeks + 1) up to any moment; beyond the last week it grows as in that week."""
    whole = np.clip(np.floor(when), 0, len(sums) - 2).astype(np.int64)
    value: Array = sums[whole] + (when - whole) * (sums[whole + 1] - sums[whole])
    return value
