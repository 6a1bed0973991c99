"""Random yield: the share of what a supplier starts in a week that comes out good, drawn before play.

The rest is scrap: it has used capacity, and whoever ordered it waits on. One uniform a week, evenly
spread between the lowest and the highest share.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .scenario import Scenario
from .shocks import TROUBLE_AT, Shock, Terms

if TYPE_CHECKING:
    from .sample_path import Chance


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
            poor = good < 1.0
            shocks.append(
                PoorLots(
                    name=f"yield_{site.name}",
                    title=TROUBLE_AT + site.title,
                    target=target,
                    effect=good,
                    in_force=poor,
                    first_week=(poor.argmax(axis=0) + 1).astype(np.float64),
                    comes=poor.any(axis=0),
                )
            )
    return shocks
