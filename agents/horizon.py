"""What weeks to come will need, where products come and go.

A planner who knows that a product is launched in spring or dies in autumn adds up the weeks that an
order covers, instead of taking one for all. Plans reach a year beyond the scenario's end.
"""

from __future__ import annotations

import numpy as np

from .arithmetic import Array, total
from .network import Network

BEYOND = 52
"""Weeks after the scenario's last for which curves are added up; the last of them stands for all later."""
LEAST_LIFE = 0.05
"""Share of a product's full demand below which a week's sales say nothing of it."""


class Horizon:
    """Sums over weeks, by product, for `level` (N, G, W) units a week at full life.

    Weeks are counted by their ends: the first week lies between 0 and 1.
    """

    def __init__(self, network: Network, weeks: int) -> None:
        self.network = network
        calendar = range(1, weeks + BEYOND + 1)
        self._life = np.stack([network.product_life(week) for week in calendar])
        season = np.stack([network.product_season(week) for week in calendar])
        self._lives, self._seasons = _sums(self._life), _sums(season)

    def use(self, level: Array, start: float, end: Array) -> Array:
        """Units of each component from `start` to `end` (K, W), seasons and lives counted: (N, K, W)."""
        return self._parts(self._seasons, level, np.full_like(end, start), end)

    def cover(self, level: Array, start: Array, end: Array) -> Array:
        """The same with lives alone, as a cover of mean use has it; start (K, W), end (N, K, W)."""
        return self._parts(self._lives, level, start, end)

    def spread(self, level: Array, start: float, end: Array) -> Array:
        """Standard deviation of a week's use between start and end (K, W): (N, K, W)."""
        sigma, squares = level * self.network.sigma_share[:, None], []
        for g in range(level.shape[1]):
            life = (_at(self._lives[:, g], end) - _at(self._lives[:, g], np.full_like(end, start))) / (
                end - start
            )
            squares.append((self.network.bill[:, g, :, None] * sigma[:, g, None] * life) ** 2)
        root: Array = np.sqrt(total(squares))
        return root

    def life(self, week: int) -> Array:
        """Factor on mean demand in a week, season apart: (G, 1)."""
        row: Array = self._life[max(1, min(week, len(self._life))) - 1]
        return row[:, None]

    def _parts(self, sums: Array, level: Array, start: Array, end: Array) -> Array:
        return total(
            self.network.bill[:, g, :, None]
            * level[:, g, None]
            * (_at(sums[:, g], end) - _at(sums[:, g], start))
            for g in range(level.shape[1])
        )


def _sums(weekly: Array) -> Array:
    """Sums up to the end of each week, from 0: (weeks + 1, G)."""
    return np.concatenate([np.zeros((1, weekly.shape[1])), np.cumsum(weekly, axis=0)])


def _at(sums: Array, when: Array) -> Array:
    """The sum (weeks + 1) up to any moment; beyond the last week it grows as in that week."""
    whole = np.clip(np.floor(when), 0, len(sums) - 2).astype(np.int64)
    value: Array = sums[whole] + (when - whole) * (sums[whole + 1] - sums[whole])
    return value
