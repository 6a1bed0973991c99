"""Breakdowns of suppliers: up or down each week by a two-state Markov chain.

While a supplier is down it makes nothing, and its orders wait. In week 1 it is down with the long-run
probability, failure / (failure + repair), so every week has the same (Snyder and Shen, Fundamentals of Supply
Chain Theory, chapter 9). One uniform a week: where failure + repair is at most 1, a supplier that fails more
often, or is repaired more slowly, is down at least in the weeks in which the other is.
"""

from __future__ import annotations

import numpy as np

from ..arithmetic import Array, Flags
from ..scenario.scenario import Scenario
from ..scenario.supply import Breakdowns
from .random_streams import Chance
from .shocks import Closure, Shock


def breakdowns_of(scenario: Scenario, chance: Chance) -> list[Shock]:
    """A closure for each supplier with breakdowns, in force in the weeks in which it is down."""
    shocks: list[Shock] = []
    for target, site in enumerate(scenario.supplier):
        if site.breakdowns is not None:
            uniform = chance.uniforms(f"supplier:{site.name}", "breakdowns", scenario.weeks)
            down = down_weeks(site.breakdowns, uniform)
            name, effect = f"breakdown_{site.name}", np.where(down, 0.0, 1.0)
            shocks.append(Closure.everyday(name, site.title, target, effect, down))
    return shocks


def down_weeks(rates: Breakdowns, uniform: Array) -> Flags:
    """Whether a supplier with these rates is down in each week, for uniforms (T, W): (T, W)."""
    down = np.empty(uniform.shape, dtype=bool)
    down[0] = uniform[0] < rates.failure / (rates.failure + rates.repair)
    # One uniform serves both states, so that other rates change only the threshold, not the draw.
    for week in range(1, len(uniform)):
        down[week] = uniform[week] < np.where(down[week - 1], 1.0 - rates.repair, rates.failure)
    return down
