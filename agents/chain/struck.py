"""Measures of the weeks in which a shock of some kinds was in force: what a seat sees of it beside its books.

A kind of shock names its measure (`Shock.tells`). In all other weeks nothing is kept, so records of worlds
without such shocks are the same to the byte.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ..arithmetic import EVERY, Array, lists_by_world
from ..chance.shocks import LINE_LEFT, PRICE, USE_LEFT
from .record import Measure
from .state import ChainState
from .totals import Week


def line_left(chain: ChainState, week: Week) -> Array:
    """Capacity of each line as a share of the usual, (N, W)."""
    return np.ones((len(chain.network.seats), chain.worlds)) if week.terms.line is None else week.terms.line


def use_left(chain: ChainState, week: Week) -> Array:
    """Units of each component that went into a product, as a share of the bill of materials', (K, W)."""
    return (
        np.ones((len(chain.network.components), chain.worlds)) if week.terms.use is None else week.terms.use
    )


STRUCK_MEASURES = {
    LINE_LEFT: Measure("N", "share of usual", line_left),
    USE_LEFT: Measure("K", "share of usual", use_left),
    PRICE: Measure("S", "of standard cost", lambda chain, week: week.terms.price),
}
"""By the name in `Shock.tells`; 1 is what is usual."""


class StruckWeeks:
    """Values of `STRUCK_MEASURES` by measure and week, of those weeks alone in which a shock told them."""

    def __init__(self) -> None:
        self._weeks: dict[str, dict[int, Array]] = {}

    def write(self, chain: ChainState, week: Week) -> None:
        """Keep what the shocks in force tell of the week that the chain has just played."""
        for name in {shock.tells for shock in chain.shocks if shock.tells and shock.bends(chain.week)}:
            of = STRUCK_MEASURES[name].of
            assert of is not None
            # A copy: the terms may be a view of what the next week overwrites.
            self._weeks.setdefault(name, {})[chain.week] = of(chain, week).copy()

    def of_weeks(self, first_week: int, last_week: int) -> dict[str, Array]:
        """The measures that were told in any of these weeks, 1 in the others: (weeks, …, W) by name."""
        found = {}
        for name, weeks in self._weeks.items():
            told = {week: values for week, values in weeks.items() if first_week <= week <= last_week}
            if told:
                usual = np.ones_like(next(iter(told.values())))
                found[name] = np.stack([told.get(week, usual) for week in range(first_week, last_week + 1)])
        return found

    def rows_by_world(self, first_week: int, last_week: int, worlds: slice = EVERY) -> dict[str, list[Any]]:
        """The same as nested lists, a world's after the other's."""
        found = self.of_weeks(first_week, last_week)
        return {name: lists_by_world(values[..., worlds]) for name, values in found.items()}
