"""How a market asks, week by week: a mean, and a form that turns one uniform a week into units.

A form is one function in `FORMS`, named by `draw` in a scenario file. Each works by the inverse CDF, so a
larger mean asks no less in any week of any world, and no draw shifts another (domain.md F3).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy.special import ndtr, ndtri

from .arithmetic import Array
from .scenario import Regime
from .variates import poisson

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


def listed(regime: Regime, mean: Array, uniforms: Array) -> Array:
    """The units of the list in every world; its last goes on. Share and season count for nothing."""
    weeks = np.minimum(np.arange(len(mean)), len(regime.units) - 1)
    return np.repeat(np.array(regime.units, dtype=np.float64)[weeks, None], uniforms.shape[1], axis=1)


FORMS: dict[str, Form] = {"normal": normal, "poisson": whole_units, "listed": listed}


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
