"""A supplier that may break down: up or down each week, a Markov chain drawn before play.

While it is down it makes nothing, and what is ordered waits at its gate. In week 1 it is down with its
long-run probability, failure / (failure + repair), so no week is better than another (Snyder and Shen,
chapter 9). One uniform a week; whoever fails more often, or is repaired more slowly, is down whenever the
other is.
"""

from __future__ import annotations

import numpy as np

from ..arithmetic import Array, Flags
from ..scenario.scenario import Scenario
from ..scenario.supply import Breakdowns
from .random_streams import Chance
from .shocks import Closure, Shock


def breakdowns_of(scenario: Scenario, chance: Chance) -> list[Shock]:
    """A closure for each supplier that may break down, in force in its down weeks."""
    shocks: list[Shock] = []
    for target, site in enumerate(scenario.supplier):
        if site.breakdowns is not None:
            uniform = chance.uniforms(f"supplier:{site.name}", "breakdowns", scenario.weeks)
            down = down_weeks(site.breakdowns, uniform)
            name, effect = f"breakdown_{site.name}", np.where(down, 0.0, 1.0)
            shocks.append(Closure.everyday(name, site.title, target, effect, down))
    return shocks


def down_weeks(rates: Breakdowns, uniform: Array) -> Flags:
    """Whether it is down in each week: uniforms (weeks, W) -> (weeks, W)."""
    down = np.empty(uniform.shape, dtype=bool)
    down[0] = uniform[0] < rates.failure / (rates.failure + rates.repair)
    for week in range(1, len(uniform)):
        down[week] = uniform[week] < np.where(down[week - 1], 1.0 - rates.repair, rates.failure)
    return down
