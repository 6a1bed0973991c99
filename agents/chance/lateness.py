"""Everyday lateness of lanes: whole weeks added to the transit of what leaves in a week.

A file gives the chances of 0, 1, 2 … weeks; one uniform a week, by the inverse CDF. Loads on a lane do not
overtake, so a late one holds up those behind it.
"""

from __future__ import annotations

import numpy as np

from ..arithmetic import Array
from ..scenario.scenario import Scenario
from .random_streams import Chance
from .shocks import LeadTimeStretch, Shock


def lateness_of(scenario: Scenario, chance: Chance) -> list[Shock]:
    """A lead time stretch for each lane that may be late, in force in the weeks whose loads are."""
    titles = scenario.source_titles
    shocks: list[Shock] = []
    for target, lane in enumerate(scenario.lane):
        if lane.late:
            weeks = late_weeks(lane.late, chance.uniforms(f"lane:{lane.name}", "late", scenario.weeks))
            name = f"late_{lane.name}"
            shocks.append(LeadTimeStretch.everyday(name, titles[lane.supplier], target, weeks, weeks > 0.0))
    return shocks


def late_weeks(chances: list[float], uniform: Array) -> Array:
    """Weeks late for each uniform, any shape: the fewest weeks whose cumulative chance is above it."""
    # Without the last sum, which may be just below 1 and then let a uniform through.
    up_to = np.cumsum(chances)[:-1]
    return np.searchsorted(up_to, uniform, side="right").astype(np.float64)
