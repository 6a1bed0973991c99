"""From uniforms to numbers of other distributions: one uniform a variate, inverse CDF.

So a larger mean gives no less in any week of any world, and no draw shifts another.
"""

from __future__ import annotations

import numpy as np
from scipy.special import gammaincinv, ndtri, pdtr

from ..arithmetic import Array

FURTHEST = 40.0
"""Standard deviations from the mean at which a table ends: no uniform reaches further."""

LARGEST_TABLE = 1e6
"""Mean above which a normal stands in for a Poisson: their skewness differs by less than 0.001."""


def poisson(mean: float, uniform: Array) -> Array:
    """The least count whose cumulative probability reaches each uniform, any shape."""
    spread = np.sqrt(mean)
    if mean > LARGEST_TABLE:
        rounded: Array = np.rint(mean + spread * ndtri(uniform))
        return rounded
    least = max(0, int(mean - FURTHEST * spread))
    counts = np.arange(least, int(mean + FURTHEST * spread) + FURTHEST)
    return least + np.searchsorted(pdtr(counts, mean), uniform).astype(np.float64)


LARGEST_CLUMPED = 2000.0
"""Mean above which a gamma stands in for a negative binomial: whole units no longer show."""

LAST_CHANCE = 1e-9
"""Of a table that ends where the draws do: nothing rarer is told apart."""


def negative_binomial(mean: float, clumps: float, uniform: Array) -> Array:
    """The same with variance mean + mean² / clumps (a Poisson whose own mean is gamma distributed)."""
    shape = mean * clumps / (mean + clumps)
    if mean > LARGEST_CLUMPED:
        rounded: Array = np.rint(gammaincinv(shape, uniform) * mean / shape)
        return rounded
    uniform = np.minimum(uniform, 1.0 - LAST_CHANCE)
    ratio = mean / (mean + clumps)
    size, furthest = 64, float(uniform.max())
    while True:
        counts = np.arange(1.0, size)
        chances = np.cumprod(
            np.concatenate([[(1.0 - ratio) ** clumps], (counts - 1.0 + clumps) / counts * ratio])
        )
        up_to = np.cumsum(chances)
        if up_to[-1] >= furthest:
            return np.searchsorted(up_to, uniform).astype(np.float64)
        size *= 4
