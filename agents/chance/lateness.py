"""Everyday lateness on a lane: whole weeks added to what leaves in a week, drawn before play.

A file states the chances of 0, 1, 2 … weeks. One uniform a week, inverse CDF; the lane itself forbids
overtaking, so a late load holds up those behind it.
"""

from __future__ import annotations

import numpy as np

from ..arithmetic import Array
from ..scenario.scenario import Scenario
from .random_streams import Chance
from .shocks import LeadTimeStretch, Shock


def lateness_of(scenario: Scenario, chance: Chance) -> list[Shock]:
    """A stretch for each lane that may be late, in force in its late weeks."""
    titles = {supplier.name: supplier.title for supplier in scenario.supplier}
    titles |= {depot.name: depot.title for depot in scenario.depot}
    shocks: list[Shock] = []
    for target, lane in enumerate(scenario.lane):
        if lane.late:
            weeks = late_weeks(lane.late, chance.uniforms(f"lane:{lane.name}", "late", scenario.weeks))
            name = f"late_{lane.name}"
            shocks.append(LeadTimeStretch.everyday(name, titles[lane.supplier], target, weeks, weeks > 0.0))
    return shocks


def late_weeks(chances: list[float], uniform: Array) -> Array:
    """Weeks late for each uniform, any shape: the least whose cumulative chance is above it."""
    upto = np.cumsum(chances)[:-1]
    return np.searchsorted(upto, uniform, side="right").astype(np.float64)
