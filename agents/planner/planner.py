"""The planner as the agent of a seat: it plans anew in each turn, over futures that agree with what it knows.

It searches for the ways to go on, one for each component, of least mean cost over the futures, and does the
first turn of the best. Waiting for news is one of the ways, so its worth is weighed as that of any other.
Rivals' orders of the past are taken as they were, since they made the queues that everybody saw; what rivals
do next follows from the books that they would have had on the recommended mix, never from those they have.
"""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np

from ..arithmetic import Array
from ..chain.opening import recommended
from ..manufacturers.manufacturer import Manufacturer
from ..manufacturers.stances import Decision, Policy
from .going_on import ALWAYS, Way, ways_of
from .prospect import Prospect

FUTURES = 32
"""Futures over which the mean cost of a plan is taken."""
FEW = 8
"""Of these, futures over which all plans of a round are compared at first."""
PROMISING = 8
"""Plans of a round, the best over few futures, that are compared over all."""
ROUNDS = 3
"""Times that all neighbours of the best plan so far are tried, at most."""
MOST_PARTS_OF_ALL = 5
"""Components up to which all 2^K fixed plans are tried before the first turn; else slogans and mix alone."""

Plan = list[Way]
"""A way to go on for each component, K."""


class Planner(Manufacturer):
    """A seat that decides by planning ahead, in each world by itself.

    It needs a chain with history, since it plays the past again.
    """

    needs_history = True

    def __init__(self, model: Any, name: str, index: int, policy: Policy) -> None:
        super().__init__(model, name, index, policy)
        self._plans: list[Plan | None] = [None] * model.worlds

    def decide(self) -> None:
        """Plan the turn that begins now.

        Raises:
            ValueError: if the chain keeps no history.
        """
        if self.model.record.weeks_played < self.model.week:
            raise ValueError("a planner plays the past again: give the chain history")
        alert = self.view().alert
        flags = np.zeros(alert.shape, dtype=bool)
        for world in np.flatnonzero(~self.held):
            plan = self._plans[world]
            going_on = plan and [
                Way(bool(way.holds(alert[k, world : world + 1])[0]), way.later) for k, way in enumerate(plan)
            ]
            self._plans[world] = best = self._best(
                Prospect(self.model, self.index, int(world), FUTURES), going_on
            )
            flags[:, world] = [way.now for way in best]
        self.take(Decision(flags))

    def _best(self, prospect: Prospect, going_on: Plan | None) -> Plan:
        """The plan of least mean cost that a search from some plans finds.

        Each round tries every plan that differs from the best in one component, and the one that differs in
        all components in which that is better.
        """
        starts = [going_on] if going_on else self._starts()
        best, least = _cheapest(prospect, starts)
        by_part = [ways_of(warned) for warned in prospect.warned_of]
        for _ in range(ROUNDS):
            near = [_with(best, k, way) for k, ways in enumerate(by_part) for way in ways if way != best[k]]
            few = prospect.costs([best, *near], FEW)
            promising = [near[n] for n in few[1:].argsort(kind="stable")[:PROMISING]]
            better, cost = _cheapest(prospect, [_all_better(best, near, few), *promising])
            if cost >= least:
                break
            best, least = better, cost
        return best

    def _starts(self) -> list[Plan]:
        """Fixed plans to begin with."""
        parts = len(self.model.network.components)
        mix = recommended(self.model.scenario)
        flags: list[Any] = [mix, np.zeros(parts, bool), np.ones(parts, bool)]
        if parts <= MOST_PARTS_OF_ALL:
            flags = list(product((False, True), repeat=parts))
        return [[ALWAYS[bool(jic)] for jic in each] for each in flags]


def _cheapest(prospect: Prospect, plans: list[Plan]) -> tuple[Plan, float]:
    """The cheapest of these plans over all futures, and its cost, money; of many, the best over few first."""
    if len(plans) > 2 * PROMISING:
        plans = [plans[n] for n in prospect.costs(plans, FEW).argsort(kind="stable")[:PROMISING]]
    costs = prospect.costs(plans)
    return plans[int(costs.argmin())], float(costs.min())


def _all_better(best: Plan, near: list[Plan], costs: Array) -> Plan:
    """The plan that takes over from each component's best neighbour what makes it cheaper.

    near: plans that differ from the best in one component each. costs: of the best, then of these.
    """
    changed = list(best)
    least = np.full(len(best), costs[0])
    for plan, cost in zip(near, costs[1:], strict=True):
        k = next(k for k, way in enumerate(plan) if way != best[k])
        if cost < least[k]:
            changed[k], least[k] = plan[k], cost
    return changed


def _with(plan: Plan, k: int, way: Way) -> Plan:
    """The plan with another way for one component."""
    return [*plan[:k], way, *plan[k + 1 :]]
