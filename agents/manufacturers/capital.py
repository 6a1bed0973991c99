"""A seat's money: its own cash first, then a credit line with a price, and a stated cut beyond it.

Whatever stock ties up beyond own cash is drawn from the line, and pays the scenario's `interest`.
Orders that cash and line together do not cover are cut: all in the same proportion, or, where the
scenario says `beyond_credit = "priority"`, the components last in the seat's order of priority first.
"""

from __future__ import annotations

import numpy as np

from ..arithmetic import Array, ratio, total
from ..scenario.scenario import Scenario
from .stance_numbers import Numbers


class Priorities:
    """The order in which components get what money there is; 1 comes first, and equals share alike."""

    def __init__(self, scenario: Scenario) -> None:
        self._counts = scenario.ordering.beyond_credit == "priority"
        self._usual = np.array([[part.priority] for part in scenario.component], dtype=np.float64)

    def ranks(self, numbers: Numbers | None) -> Array:
        """The component's rank, by the seat's own numbers where it has set any: (K, 1) or (N, K, W)."""
        if not self._counts:
            return np.ones((1, 1))
        return self._usual if numbers is None else numbers.instead_of("priority", self._usual)


def affordable(room: Array, cost: Array, ranks: Array) -> Array:
    """Share of each order that room (N, W) pays, where the orders cost (N, K, W): (N, K, W).

    ranks: (K, 1) or (N, K, W); whoever has the lowest is paid whole before the next.
    """
    share = np.ones_like(cost)
    for rank in np.unique(ranks):
        turn = ranks == rank
        asked = total(cost * turn, axis=1)
        paid = np.minimum(1.0, ratio(room, asked, empty=1.0))
        share = np.where(turn, paid[:, None], share)
        room = np.maximum(0.0, room - asked * paid)
    return share
