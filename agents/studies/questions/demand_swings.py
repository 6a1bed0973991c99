"""Demand without noise, and with swings that planners do not count on: a market that drifts."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from msgspec import structs
from scipy.special import ndtri

from ...arithmetic import Array
from ...chance.demand import persistent
from ...chance.random_streams import Chance
from ...chance.sample_path import SamplePath
from ...scenario.scenario import Scenario

PERSISTENCE = 0.8
"""Autocorrelation of a swing from week to week: that of a market that drifts (`Regime.persistence`)."""


def with_swings(path: SamplePath, scenario: Scenario, chance: Chance, deviation: float) -> SamplePath:
    """The path with the demand for each product swinging, at all its sellers and in all markets alike.

    Demand is multiplied by exp(s z - s² / 2), z a first-order autoregression of variance 1: the factor is
    lognormal, so never negative; its mean is 1 and its standard deviation `deviation` where s² =
    ln(1 + deviation²) (Johnson, Kotz and Balakrishnan 1994, chapter 14). So the mean stays, whatever
    distribution the scenario draws its weeks from.

    Args:
        path: chance of these worlds.
        scenario: the scenario it was drawn for.
        chance: seed and worlds of the path.
        deviation: standard deviation of a swing, over the mean; with 0 the path stays as it is.
    """
    if not deviation:
        return path
    spread = np.sqrt(np.log1p(deviation**2))
    factor: Array = np.empty((scenario.weeks, 1, len(scenario.product), 1, chance.worlds))
    for index, product in enumerate(scenario.product):
        # Streams that no scenario draws from: at all points of a sweep the swings have the same shape.
        uniforms = chance.uniforms("questions", f"swing:{product.name}", scenario.weeks)
        factor[:, 0, index, 0] = np.exp(spread * persistent(ndtri(uniforms), PERSISTENCE) - spread**2 / 2.0)
    return replace(path, demand=path.demand * factor)


def as_forecast(scenario: Scenario) -> Scenario:
    """The scenario with every week asking for exactly its mean; the units of a list stay as they are."""
    markets = [
        structs.replace(
            market,
            demand={
                name: regime
                if regime.draw == "listed"
                else structs.replace(regime, draw="normal", clumps=None, variation=0.0)
                for name, regime in market.demand.items()
            },
        )
        for market in scenario.market
    ]
    return structs.replace(scenario, market=markets)
