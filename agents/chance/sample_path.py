"""The sample path: all random numbers of a whole game, drawn before its first week.

No decision is an argument of any draw, so none changes the luck of any seat, and plans are compared on common
random numbers.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arithmetic import Array
from ..network.network import Network
from ..scenario.scenario import Scenario
from .breakdowns import breakdowns_of
from .demand import asked
from .engineering_changes import draw_changes
from .lateness import lateness_of
from .random_streams import Chance
from .shock_draws import disturbances_of, draw_shock
from .shocks import Shock
from .variates import poisson
from .yields import yields_of


@dataclass(frozen=True, slots=True)
class SamplePath:
    """All that chance decides in W worlds.

    demand (T, N, G, M, W): units that each market asks of each seat, before shocks bend it.
    shocks: the scenario's shocks in its order, then everyday trouble; each world has its own weeks.
    others (T, P, W): boxes of the outside world that come to port; None if they come evenly at all ports.
    copies: how many copies these are of the same worlds, one after another; what follows from chance alone
    is worked out for one of them.
    """

    demand: Array
    shocks: tuple[Shock, ...]
    others: Array | None = None
    copies: int = 1

    def repeated(self, times: int) -> SamplePath:
        """This path in `times` copies of its worlds, one copy after another on the world axis."""
        return SamplePath(
            demand=np.tile(self.demand, times),
            shocks=tuple(shock.repeated(times) for shock in self.shocks),
            others=None if self.others is None else np.tile(self.others, times),
            copies=self.copies * times,
        )

    def picked(self, worlds: slice) -> SamplePath:
        """This path in some of its worlds."""
        return SamplePath(
            demand=self.demand[..., worlds],
            shocks=tuple(shock.picked(worlds) for shock in self.shocks),
            others=None if self.others is None else self.others[..., worlds],
        )


def draw(scenario: Scenario, network: Network, chance: Chance) -> SamplePath:
    """The sample path of these worlds over all weeks of a scenario."""
    # The scenario's own come first, so that they are found by their place in the scenario.
    stated = [draw_shock(spec, scenario, chance) for spec in scenario.shock]
    everyday = disturbances_of(scenario, chance)
    everyday += [
        *breakdowns_of(scenario, chance),
        *lateness_of(scenario, chance),
        *yields_of(scenario, chance),
        *draw_changes(scenario, network, chance),
    ]
    return SamplePath(
        demand=_demand(scenario, network, chance),
        shocks=(*stated, *everyday),
        others=_others(scenario, network, chance),
    )


def _demand(scenario: Scenario, network: Network, chance: Chance) -> Array:
    """Units asked of each seat by each market: (T, N, G, M, W); the mean is demand x share x season."""
    weeks, worlds = scenario.weeks, chance.worlds
    demand = np.empty((weeks, len(scenario.seat), len(scenario.product), len(scenario.market), worlds))
    seasons = np.stack([network.season(week) for week in range(1, weeks + 1)])
    for n, seat in enumerate(scenario.seat):
        for g, product in enumerate(network.products):
            for m, market in enumerate(scenario.market):
                regime = market.demand[product]
                purpose = f"demand:{product}:{market.name}"
                mean = network.mean_demand[n, g] * regime.share * seasons[:, g, m]
                # A stream each, so that a product or market more shifts no other's demand.
                uniforms = chance.uniforms(f"seat:{seat.name}", purpose, weeks)
                demand[:, n, g, m] = asked(regime, mean, uniforms)
    return demand


def _others(scenario: Scenario, network: Network, chance: Chance) -> Array | None:
    """Boxes of the outside world: (T, P, W); None if they come evenly at all ports."""
    if all(port.others_arrive == "evenly" for port in scenario.port):
        return None
    boxes = np.empty((scenario.weeks, len(scenario.port), chance.worlds))
    for p, port in enumerate(scenario.port):
        boxes[:, p] = network.others_boxes[p]
        if port.others_arrive == "poisson":
            uniform = chance.uniforms(f"port:{port.name}", "others", scenario.weeks)
            # Ships are Poisson, and each brings the same number of boxes: larger ships, more variation.
            boxes[:, p] = port.ship_boxes * poisson(network.others_boxes[p] / port.ship_boxes, uniform)
    return boxes
