"""Component requirements over future weeks, where products have life cycles or bills of materials change.

With launches, phase-outs or engineering changes one week's use does not stand for the next ones, so
requirements are summed over the weeks that an order covers. Plans reach a year beyond the scenario's end.
"""

from __future__ import annotations

import numpy as np

from ..arithmetic import Array, total
from ..chance.engineering_changes import Bills

BEYOND = 52
"""Weeks after the scenario's last for which curves are summed; the last of them stands for all later."""
LEAST_LIFE = 0.05
"""Share of a product's full demand below which a week's demand is no evidence of its level."""


class Horizon:
    """Requirements summed over weeks, for planners that know what has been published up to a week.

    Time runs in weeks and may have fractions: the first week lies between 0 and 1. In all methods:

    * level: demand at full life without season, units a week, (N, G, W);
    * seen: the last week whose published engineering changes the planner knows;
    * start, end: bounds of the time that is summed over, weeks.
    """

    def __init__(self, bills: Bills, weeks: int) -> None:
        self._bills = bills
        self.network = network = bills.network
        calendar = range(1, weeks + BEYOND + 1)
        self._life = np.stack([network.product_life(week) for week in calendar])
        season = np.stack([network.product_season(week) for week in calendar])
        self._lives, self._seasons = _sums(self._life), _sums(season)

    def use(self, level: Array, seen: int, start: float, end: Array) -> Array:
        """Units of each component needed from `start` to `end` (K, W), season included, (N, K, W)."""
        return self._needs(self._seasons, level, seen, np.full_like(end, start), end)

    def cover(self, level: Array, seen: int, start: Array, end: Array) -> Array:
        """Units needed from `start` (K, W) to `end` (N, K, W) in mean weeks, without season, (N, K, W)."""
        return self._needs(self._lives, level, seen, start, end)

    def spread(self, level: Array, seen: int, start: float, end: Array) -> Array:
        """Standard deviation of a week's use between `start` and `end` (K, W), units, (N, K, W).

        Products vary independently, so variances add: sqrt(Σ_g (parts per unit x σ_g)²).
        """
        sigma = level * self.network.sigma_share[:, None]
        begin, weeks = np.full_like(end, start), end - start
        # Parts over the interval divided by its length: parts in a mean week of it.
        squares = (
            (self._parts(self._lives, g, seen, begin, end) / weeks * sigma[:, g, None]) ** 2
            for g in range(level.shape[1])
        )
        root: Array = np.sqrt(total(squares))
        return root

    def life(self, week: int) -> Array:
        """Factor of the life cycle on mean demand in a week, 1 at full life, (G, 1)."""
        row: Array = self._life[max(1, min(week, len(self._life))) - 1]
        return row[:, None]

    def _needs(self, sums: Array, level: Array, seen: int, start: Array, end: Array) -> Array:
        """Units of components for all products, by the curves' running sums (T + 1, G), (N, K, W)."""
        return total(
            self._parts(sums, g, seen, start, end) * level[:, g, None] for g in range(level.shape[1])
        )

    def _parts(self, sums: Array, g: int, seen: int, start: Array, end: Array) -> Array:
        """Components for product g at a level of 1 unit a week, by the bills in force then, (N, K, W)."""
        weeks = _at(sums[:, g], end) - _at(sums[:, g], start)
        parts = np.array(self.network.bill[:, g, :, None] * weeks)
        for change in self._bills.changes:
            if change.target != g:
                continue
            # From the change on, the new component is needed in place of the old one.
            from_then = np.minimum(np.maximum(start, change.start(seen)), end)
            after = _at(sums[:, g], end) - _at(sums[:, g], from_then)
            after = np.broadcast_to(after, parts.shape)
            moved = self._bills.units_replaced(change)[:, None]
            parts[:, change.old] -= moved * after[:, change.old]
            parts[:, change.new] += moved * after[:, change.new]
        return parts


def _sums(weekly: Array) -> Array:
    """Running sums of weekly factors (T, G) up to the end of each week, beginning with 0, (T + 1, G)."""
    return np.concatenate([np.zeros((1, weekly.shape[1])), np.cumsum(weekly, axis=0)])


def _at(sums: Array, when: Array) -> Array:
    """Running sums (T + 1,) at any time, interpolated; beyond the last week they grow as in that week."""
    # The last index is kept free for the next week's sum, along which later time is extrapolated.
    whole = np.clip(np.floor(when), 0, len(sums) - 2).astype(np.int64)
    value: Array = sums[whole] + (when - whole) * (sums[whole + 1] - sums[whole])
    return value
