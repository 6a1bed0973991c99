"""Random yield: the share of what a supplier starts in a week that comes out good, drawn before play.

The rest is scrap: it has used capacity, and whoever ordered it waits on. One uniform a week, evenly
spread between the lowest and the highest share.
"""

from __future__ import annotations

from ..scenario.scenario import Scenario
from .random_streams import Chance
from .shocks import Shock, Terms


class PoorLots(Shock):
    """Part of what a supplier starts is no good."""

    targets = "supplier"

    def bend(self, terms: Terms) -> None:
        terms.good[self.target] *= self.effect[terms.week - 1]


def yields_of(scenario: Scenario, chance: Chance) -> list[Shock]:
    """Poor lots for each supplier with a yield, in force in all weeks in which anything is scrapped."""
    shocks: list[Shock] = []
    for target, site in enumerate(scenario.supplier):
        if site.good_share is not None:
            low, high = site.good_share
            uniform = chance.uniforms(f"supplier:{site.name}", "yield", scenario.weeks)
            good = low + (high - low) * uniform
            shocks.append(PoorLots.everyday(f"yield_{site.name}", site.title, target, good, good < 1.0))
    return shocks
