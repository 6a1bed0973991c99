"""Variates by the inverse CDF: uniform numbers in (0, 1) become numbers of other distributions.

One uniform makes one variate. So a larger mean gives no smaller number in any week of any world, and a draw
shifts no other draw.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.special import gammaincinv, ndtri, pdtr

from ..arithmetic import Array

MOST_DEVIATIONS = 40.0
"""Standard deviations from the mean at which a table ends: no uniform of 53 bits reaches further."""

LARGEST_POISSON = 1e6
"""Mean above which a normal stands in for a Poisson: its skewness, 1 / sqrt(mean), is below 0.001."""

LARGEST_NEGATIVE_BINOMIAL = 2000.0
"""Mean above which a gamma stands in for a negative binomial: whole units no longer show."""

TAIL_PROBABILITY = 1e-9
"""Chance beyond the end of a table of a negative binomial: rarer numbers are not told apart."""

SMALLEST_TABLE, GROWTH = 64, 4
"""Length of the first table of a negative binomial that is tried, and the factor from one to the next."""


def between(limits: Sequence[float], uniform: Array) -> Array:
    """Numbers spread evenly between the two limits, one for each uniform: any shape, elementwise."""
    low, high = limits
    return low + (high - low) * uniform


def whole_between(limits: Sequence[int], uniform: Array) -> Array:
    """Whole numbers from the first limit to the last, all as likely: any shape of uniforms, elementwise."""
    low, high = limits
    # The last limit included: each whole number has a stretch of uniforms of equal length.
    return low + np.floor(uniform * (high - low + 1))


def poisson(mean: float, uniform: Array) -> Array:
    """Poisson counts of this mean, one for each uniform: any shape, elementwise.

    The smallest count whose cumulative probability reaches the uniform.
    """
    spread = np.sqrt(mean)
    if mean > LARGEST_POISSON:
        rounded: Array = np.rint(mean + spread * ndtri(uniform))
        return rounded
    # The table begins where uniforms can fall: with a large mean the first counts have no probability.
    least = max(0, int(mean - MOST_DEVIATIONS * spread))
    counts = np.arange(least, int(mean + MOST_DEVIATIONS * spread) + MOST_DEVIATIONS)
    return least + np.searchsorted(pdtr(counts, mean), uniform).astype(np.float64)


def negative_binomial(mean: float, clumps: float, uniform: Array) -> Array:
    """Negative binomial counts with variance mean + mean² / clumps: any shape of uniforms, elementwise.

    This is a Poisson whose own mean is gamma distributed. The smallest count whose cumulative probability
    reaches the uniform; probabilities by their recursion, p(n) = p(n - 1) x (n - 1 + clumps) / n x ratio.
    """
    shape = mean * clumps / (mean + clumps)
    if mean > LARGEST_NEGATIVE_BINOMIAL:
        rounded: Array = np.rint(gammaincinv(shape, uniform) * mean / shape)
        return rounded
    # Rounding keeps the cumulative sum below 1, so a uniform still closer to 1 would never be reached.
    uniform = np.minimum(uniform, 1.0 - TAIL_PROBABILITY)
    ratio = mean / (mean + clumps)
    size, largest = SMALLEST_TABLE, float(uniform.max())
    # A running product is free of the overflow of factorials. The table grows until it holds the largest
    # uniform.
    while True:
        counts = np.arange(1.0, size)
        chances = np.cumprod(
            np.concatenate([[(1.0 - ratio) ** clumps], (counts - 1.0 + clumps) / counts * ratio])
        )
        up_to = np.cumsum(chances)
        if up_to[-1] >= largest:
            return np.searchsorted(up_to, uniform).astype(np.float64)
        size *= GROWTH
