"""Values that a week leaves for the books: stocks, losses with their causes, and an array of costs.

Nothing is computed here; `ledger` turns stocks and losses into costs.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arithmetic import Array
from ..network.cost_lines import CAPITAL, CHANGEOVER, EXPEDITE, FREIGHT, LINE_DOWN, ORDERS, PREMIUM

PARTS, LINE = slice(0, -1), -1
"""Slots of a cost line: of the components, and of what belongs to none."""


@dataclass(frozen=True, slots=True)
class Stocks:
    """Units that seats own at a week's end, and owe.

    Attributes:
        on_hand: components at the plants, (N, K, W).
        moving: components shipped and not received: at sea, on roads and in port, (N, K, W).
        in_port: the part of `moving` that waits in a port, (N, K, W).
        finished_goods: products at the plants, in regional buffers and on the way there, (N, G, W).
        backlog: products that customers wait for, (N, G, W).
        regions: with regional buffers, the products at the plants (N, G, W) and on the buffers' shelves
            (N, G, B, W), the rest of `finished_goods` being on the way; None without.
    """

    on_hand: Array
    moving: Array
    in_port: Array
    finished_goods: Array
    backlog: Array
    regions: tuple[Array, Array] | None = None


@dataclass(frozen=True, slots=True)
class Losses:
    """Units not made, lost and waited for in a week, and the causes.

    Attributes:
        blame: share of each cause, a component or the line, in the latest shortfall, (N, G, X, W).
        not_made: required and not made, (N, G, W).
        lost: demand of own customers that will never be served, (N, G, W).
        waiting: backlog at the week's end, (N, G, W).
        gained: sold to customers whom rivals lost, (N, G, W).
    """

    blame: Array
    not_made: Array
    lost: Array
    waiting: Array
    gained: Array

    def by_cause(self, units: Array, into: Array) -> None:
        """Split units (N, G, W) among their causes, written into (N, G, X, W)."""
        np.multiply(self.blame, units[:, :, None], out=into)


class WeekCosts:
    """Costs of one week, in an array that weeks overwrite; money, (L, N, X, W).

    The lines of `ALWAYS` are written whole every week. Those of `RARE`, which few weeks or scenarios
    charge, are tracked, so that a week clears and sums only those in use.
    """

    ALWAYS = (slice(CAPITAL, FREIGHT), slice(LINE_DOWN, CHANGEOVER))
    RARE = frozenset((FREIGHT, EXPEDITE, PREMIUM, CHANGEOVER, ORDERS))

    def __init__(self, money: Array) -> None:
        self.money = money
        self._charged: set[int] = set()

    def begin(self) -> None:
        """Begin a week: clear the rare lines that the last one charged."""
        # The other rare lines are still 0: nothing has been added to them since they were cleared.
        for line in self._charged:
            self.money[line] = 0.0
        self._charged.clear()

    def begin_in(self, money: Array) -> None:
        """Begin a week in another array, which holds zeros; money, (L, N, X, W)."""
        self.money = money
        self._charged.clear()

    def add(self, line: int, money: Array, slot: int | slice = slice(None)) -> None:
        """Add money to a cost line.

        Args:
            line: index of the line (`cost_lines`).
            money: (N, X, W), or (N, W) for one slot.
            slot: index of the slot; all by default.
        """
        if line in self.RARE:
            self._charged.add(line)
        # A view of the costs, so that `+=` adds to them in place.
        charged = self.money[line, :, slot]
        charged += money

    def charged(self) -> tuple[slice | int, ...]:
        """The cost lines that may be other than 0 this week, as indices or slices of axis L."""
        return (*self.ALWAYS, *self._charged)
