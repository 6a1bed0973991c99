"""An axis of a picture: where a value stands, in pixels."""

from __future__ import annotations

ROOM = 0.04
"""Part of an axis that is left free at either end."""


class Axis:
    """Maps a value to pixels, from `low` at the least value to `high` at the greatest."""

    def __init__(self, values: list[float], low: float, high: float) -> None:
        # 1 where all values are equal, so that nothing is divided by 0.
        span = max(values) - min(values) or 1.0
        self._least, self._span = min(values) - ROOM * span, (1.0 + 2.0 * ROOM) * span
        self._low, self._high = low, high

    def __call__(self, value: float) -> float:
        return self._low + (float(value) - self._least) / self._span * (self._high - self._low)
