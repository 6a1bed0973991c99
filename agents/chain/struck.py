"""Measures of the weeks in which something rare was at work: what a seat sees of it beside its books.

A kind of shock names its measure (`Shock.tells`), of the weeks in which it is in force; reserves tell theirs
in every week. Nothing else is kept, so records of worlds without them are the same to the byte.
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


def asked_in(chain: ChainState, week: Week) -> Array:
    """Week since which each seat stands in line for a reserve, 0 where it does not, (N, K, W)."""
    reserve = chain.suppliers.reserve
    return np.zeros_like(chain.base_stock) if reserve is None else reserve.asked_by_component()


def from_reserve(chain: ChainState, week: Week) -> Array:
    """Units that were started from reserves for each seat, (N, K, W)."""
    reserve = chain.suppliers.reserve
    return np.zeros_like(chain.base_stock) if reserve is None else reserve.started_by_component()


ASKED_IN, FROM_RESERVE = "asked_in", "from_reserve"
STRUCK_MEASURES = {
    LINE_LEFT: Measure("N", "share of usual", line_left),
    USE_LEFT: Measure("K", "share of usual", use_left),
    PRICE: Measure("S", "of standard cost", lambda chain, week: week.terms.price),
    ASKED_IN: Measure("NK", "week", asked_in),
    FROM_RESERVE: Measure("NK", "units", from_reserve),
}
"""By name: those of `Shock.tells`, then those of reserves."""
USUAL = dict.fromkeys(STRUCK_MEASURES, 1.0) | {ASKED_IN: 0.0, FROM_RESERVE: 0.0}
"""The value of each measure in a week in which it was not told."""


class StruckWeeks:
    """Values of `STRUCK_MEASURES` by measure and week, of those weeks alone in which they were told.

    forget_after: so many weeks are kept; None: all.
    """

    def __init__(self, forget_after: int | None = None) -> None:
        self._forget_after = forget_after
        self._weeks: dict[str, dict[int, Array]] = {name: {} for name in STRUCK_MEASURES}

    def write(self, chain: ChainState, week: Week) -> None:
        """Keep what shocks in force and reserves tell of the week that the chain has just played."""
        told = {shock.tells for shock in chain.shocks if shock.tells and shock.bends(chain.week)}
        if chain.suppliers.reserve is not None:
            told |= {ASKED_IN, FROM_RESERVE}
        for name in told:
            of = STRUCK_MEASURES[name].of
            assert of is not None
            # A copy: the terms may be a view of what the next week overwrites.
            self._weeks[name][chain.week] = of(chain, week).copy()
        if self._forget_after is not None:
            for weeks in self._weeks.values():
                weeks.pop(chain.week - self._forget_after, None)

    def of_weeks(self, first_week: int, last_week: int) -> dict[str, Array]:
        """The measures that were told in any of these weeks, `USUAL` in the others: (weeks, …, W) by name."""
        found = {}
        # In one order, whatever was told first: records are compared as they are written.
        for name, weeks in self._weeks.items():
            told = {week: values for week, values in weeks.items() if first_week <= week <= last_week}
            if told:
                usual = np.full_like(next(iter(told.values())), USUAL[name])
                found[name] = np.stack([told.get(week, usual) for week in range(first_week, last_week + 1)])
        return found

    def rows_by_world(self, first_week: int, last_week: int, worlds: slice = EVERY) -> dict[str, list[Any]]:
        """The same as nested lists, a world's after the other's."""
        found = self.of_weeks(first_week, last_week)
        return {name: lists_by_world(values[..., worlds]) for name, values in found.items()}
