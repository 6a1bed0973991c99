"""Demand of a market: a mean for each week, and a distribution that turns one uniform a week into units.

A distribution is one function in `FORMS`, by the name that `draw` has in a scenario file. All work by the
inverse CDF, so with a larger mean no week of any world asks for less.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy.special import ndtr, ndtri

from ..arithmetic import Array
from ..scenario.markets import Regime
from .variates import negative_binomial, poisson

Form = Callable[[Regime, Array, Array], Array]
"""(regime, mean units (T,), uniforms (T, W)) -> units asked for (T, W)."""


def asked(regime: Regime, mean: Array, uniforms: Array) -> Array:
    """Units of one product that one market asks of one seat: (T, W), for means (T,) and uniforms (T, W)."""
    return FORMS[regime.draw](regime, mean, uniforms)


def normal(regime: Regime, mean: Array, uniforms: Array) -> Array:
    """Normal demand, cut off at 0: mean x max(0, 1 + variation x noise), (T, W)."""
    noise = persistent(ndtri(uniforms), regime.persistence)
    # Cut off and not drawn again: one uniform makes one week's demand.
    units: Array = mean[:, None] * np.maximum(0.0, 1.0 + regime.variation * noise)
    return units


def whole_units(regime: Regime, mean: Array, uniforms: Array) -> Array:
    """Poisson demand: (T, W)."""
    autocorrelated = correlated(uniforms, regime.persistence)
    return np.stack([poisson(float(units), week) for units, week in zip(mean, autocorrelated, strict=True)])


def clumped_units(regime: Regime, mean: Array, uniforms: Array) -> Array:
    """Negative binomial demand, (T, W): more erratic than Poisson, the more so the fewer clumps."""
    assert regime.clumps is not None  # a scenario without is refused
    autocorrelated = correlated(uniforms, regime.persistence)
    rows = [
        negative_binomial(float(units), regime.clumps, week)
        for units, week in zip(mean, autocorrelated, strict=True)
    ]
    return np.stack(rows)


def listed(regime: Regime, mean: Array, uniforms: Array) -> Array:
    """The units of the regime's list in every world, (T, W); its last is repeated. The mean is ignored."""
    weeks = np.minimum(np.arange(len(mean)), len(regime.units) - 1)  # beyond the list: its last
    return np.repeat(np.array(regime.units, dtype=np.float64)[weeks, None], uniforms.shape[1], axis=1)


FORMS: dict[str, Form] = {
    "normal": normal,
    "poisson": whole_units,
    "negative_binomial": clumped_units,
    "listed": listed,
}


ADI_CUT_OFF, CV2_CUT_OFF = 1.32, 0.49
"""Cut-offs of Syntetos, Boylan and Croston (2005): weeks between demands, squared CV of their sizes."""
EVEN_DRAWS = 2000
EVEN_UNIFORMS = (np.arange(float(EVEN_DRAWS)) + 0.5) / EVEN_DRAWS
"""Uniforms at even distances: draws from them show a distribution without chance, (2000,)."""


def demand_category(regime: Regime, mean: float) -> str:
    """Category of a regime's demand at a mean: smooth, erratic, intermittent or lumpy; "none" without any.

    By the cut-offs of Syntetos, Boylan and Croston (On the categorization of demand patterns, 2005).
    """
    weeks = asked(regime, np.array([mean]), EVEN_UNIFORMS[None])[0]
    sizes = weeks[weeks > 0.0]
    if not len(sizes):
        return "none"
    # The squared coefficient of variation, of the weeks with demand alone.
    erratic = sizes.var() / sizes.mean() ** 2 >= CV2_CUT_OFF
    # All weeks over weeks with demand: the mean interval between two demands (ADI).
    if len(weeks) / len(sizes) < ADI_CUT_OFF:
        return "erratic" if erratic else "smooth"
    return "lumpy" if erratic else "intermittent"


def persistent(noise: Array, persistence: float) -> Array:
    """Standard normals (T, W) made autocorrelated in place.

    AR(1) with persistence p: x[t] = p x[t-1] + sqrt(1 - p²) noise[t].
    """
    if persistence:
        # With this weight the variance stays 1 in every week.
        fresh = np.sqrt(1.0 - persistence**2)
        for week in range(1, len(noise)):
            noise[week] = persistence * noise[week - 1] + fresh * noise[week]
    return noise


def correlated(uniforms: Array, persistence: float) -> Array:
    """Uniforms (T, W) whose normal scores are autocorrelated; the given ones without persistence."""
    if not persistence:
        return uniforms
    autocorrelated: Array = ndtr(persistent(ndtri(uniforms), persistence))
    return autocorrelated
