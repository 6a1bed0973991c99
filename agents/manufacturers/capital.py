"""Working capital: own cash, a credit line at interest, and how orders are cut beyond both.

What stock ties up beyond own cash is drawn from the credit line and pays the scenario's `interest`.
Orders that cash and line do not cover are cut: all in the same proportion, or, with
`beyond_credit = "priority"`, by the seat's order of priority, the last components first.
"""

from __future__ import annotations

import numpy as np

from ..arithmetic import Array, ratio, total
from ..scenario.scenario import Scenario
from .stance_numbers import Numbers


class Priorities:
    """The order in which components are paid for: rank 1 first, equal ranks in the same proportion."""

    def __init__(self, scenario: Scenario) -> None:
        self._counts = scenario.ordering.beyond_credit == "priority"
        self._usual = np.array([[part.priority] for part in scenario.component], dtype=np.float64)

    def ranks(self, numbers: Numbers | None) -> Array:
        """Ranks of components, (K, 1), or (N, K, W) where seats have set some; (1, 1) if all are equal."""
        if not self._counts:
            return np.ones((1, 1))
        return self._usual if numbers is None else numbers.in_force("priority", self._usual)


def affordable(room: Array, cost: Array, ranks: Array) -> Array:
    """Share of each order that can be paid for, 0 to 1, (N, K, W).

    Args:
        room: money that a seat can still spend, (N, W).
        cost: money that each order costs, (N, K, W).
        ranks: ranks of components, (K, 1), (1, 1) or (N, K, W); the lowest is paid in full before the next.
    """
    share = np.ones_like(cost)
    for rank in np.unique(ranks):
        # A rank may hold other components in each seat and world, hence flags and not indices.
        turn = ranks == rank
        asked = total(cost * turn, axis=1)
        paid = np.minimum(1.0, ratio(room, asked, empty=1.0))
        share = np.where(turn, paid[:, None], share)
        # What the rank did not need is left for the next; rounding must not make it a debt.
        room = np.maximum(0.0, room - asked * paid)
    return share
