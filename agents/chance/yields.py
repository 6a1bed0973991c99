"""Random yield: the share of what a supplier starts in a week that comes out good.

The rest is scrap: it has used capacity, and its orders wait on. The share is spread evenly between the
lowest and the highest, one uniform a week.
"""

from __future__ import annotations

from ..scenario.scenario import Scenario
from .random_streams import Chance
from .shocks import Shock
from .terms import Terms
from .variates import between


class RandomYield(Shock):
    """A supplier of whose starts a part comes out as scrap."""

    targets = "supplier"

    def bend(self, terms: Terms) -> None:
        """Multiply the share that comes out good."""
        terms.good[self.target] *= self.effect[terms.week - 1]


def yields_of(scenario: Scenario, chance: Chance) -> list[Shock]:
    """Poor lots for each supplier with a yield, in force in the weeks in which anything is scrapped."""
    shocks: list[Shock] = []
    for target, site in enumerate(scenario.supplier):
        if site.good_share is not None:
            uniform = chance.uniforms(f"supplier:{site.name}", "yield", scenario.weeks)
            good = between(site.good_share, uniform)
            # Listed as in force only where something is scrapped: a share of 1 changes no terms.
            shocks.append(RandomYield.everyday(f"yield_{site.name}", site.title, target, good, good < 1.0))
    return shocks
