"""From uniforms to numbers of other distributions: one uniform a variate, inverse CDF.

So a larger mean gives no less in any week of any world, and no draw shifts another (domain.md F).
"""

from __future__ import annotations

import numpy as np
from scipy.special import ndtri, pdtr

from .arithmetic import Array

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
