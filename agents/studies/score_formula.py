"""The score's formula, apart from `scoring`, which replays: whoever reads a score plays nothing."""

from __future__ import annotations

from ..arithmetic import Array, ratio


def score(cost: Array, dearer: Array, best: Array) -> Array:
    """100 * (dearer - cost) / (dearer - best), by world: (W,).

    100 where `dearer` is `best`: no plan differs from another, so nothing could be done better.
    """
    return 100.0 * ratio(dearer - cost, dearer - best, empty=1.0)
