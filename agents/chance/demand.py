"""How a market asks, week by week: a mean, and a form that turns one uniform a week into units.

A form is one function in `FORMS`, named by `draw` in a scenario file. Each works by the inverse CDF, so a
larger mean asks no less in any week of any world, and no draw shifts another.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy.special import ndtr, ndtri

from ..arithmetic import Array
from ..scenario.scenario import Regime
from .variates import negative_binomial, poisson

Form = Callable[[Regime, Array, Array], Array]
"""(regime, mean units (weeks), uniforms (weeks, W)) -> units asked for (weeks, W)."""


def asked(regime: Regime, mean: Array, uniforms: Array) -> Array:
    """A market's demand from one seat for one product in all weeks: (weeks, W)."""
    return FORMS[regime.draw](regime, mean, uniforms)


def normal(regime: Regime, mean: Array, uniforms: Array) -> Array:
    """mean x max(0, 1 + variation x noise)."""
    noise = persistent(ndtri(uniforms), regime.persistence)
    units: Array = mean[:, None] * np.maximum(0.0, 1.0 + regime.variation * noise)
    return units


def whole_units(regime: Regime, mean: Array, uniforms: Array) -> Array:
    """A Poisson number of units."""
    even = correlated(uniforms, regime.persistence)
    return np.stack([poisson(float(units), week) for units, week in zip(mean, even, strict=True)])


def clumped_units(regime: Regime, mean: Array, uniforms: Array) -> Array:
    """Whole units by a negative binomial, more erratic than Poisson the fewer its clumps."""
    assert regime.clumps is not None  # a scenario without is refused
    even = correlated(uniforms, regime.persistence)
    rows = [
        negative_binomial(float(units), regime.clumps, week) for units, week in zip(mean, even, strict=True)
    ]
    return np.stack(rows)


def listed(regime: Regime, mean: Array, uniforms: Array) -> Array:
    """The units of the list in every world; its last goes on. Share and season count for nothing."""
    weeks = np.minimum(np.arange(len(mean)), len(regime.units) - 1)
    return np.repeat(np.array(regime.units, dtype=np.float64)[weeks, None], uniforms.shape[1], axis=1)


FORMS: dict[str, Form] = {
    "normal": normal,
    "poisson": whole_units,
    "negative_binomial": clumped_units,
    "listed": listed,
}


INTERVAL, SQUARE = 1.32, 0.49
"""Cut-offs of Syntetos, Boylan and Croston: weeks between demands, and the squared CV of their sizes."""
EVENLY = (np.arange(2000.0) + 0.5) / 2000.0


def kind_of(regime: Regime, mean: float) -> str:
    """What a week like this is called by those cut-offs: smooth, erratic, intermittent or lumpy."""
    weeks = asked(regime, np.array([mean]), EVENLY[None])[0]
    sizes = weeks[weeks > 0.0]
    if not len(sizes):
        return "none"
    erratic = sizes.var() / sizes.mean() ** 2 >= SQUARE
    if len(weeks) / len(sizes) < INTERVAL:
        return "erratic" if erratic else "smooth"
    return "lumpy" if erratic else "intermittent"


def persistent(noise: Array, persistence: float) -> Array:
    """Standard normals (weeks, worlds) given autocorrelation (AR(1), unit variance)."""
    if persistence:
        fresh = np.sqrt(1.0 - persistence**2)
        for week in range(1, len(noise)):
            noise[week] = persistence * noise[week - 1] + fresh * noise[week]
    return noise


def correlated(uniforms: Array, persistence: float) -> Array:
    """Uniforms (weeks, worlds) whose normal scores are autocorrelated."""
    if not persistence:
        return uniforms
    even: Array = ndtr(persistent(ndtri(uniforms), persistence))
    return even
