"""The numbers behind a stance, where a seat sets them itself; NaN where the stance's own hold.

`Decision` names them, `MOST` says how large each may be: the same limits as in a scenario file. A
further number is one field of `Decision`, one entry of `MOST`, and one reader of `instead_of`.
"""

from __future__ import annotations

import numpy as np

from ..arithmetic import Array, Flags
from ..scenario.words import MOST_COVER_WEEKS, MOST_EXTRA_ORDERS, MOST_PRIORITY, MOST_SAFETY_FACTOR
from .stances import Decision

MOST = {
    "cover_weeks": MOST_COVER_WEEKS,
    "safety_factor": MOST_SAFETY_FACTOR,
    "priority": float(MOST_PRIORITY),
    "extra_orders": MOST_EXTRA_ORDERS,
    "expedite": MOST_COVER_WEEKS,
    "sourcing_split": 1.0,
}
"""Numbers that a decision may hold for each component, from 0 to so much."""


class Numbers:
    """What all seats have set: one array (N, K, W) a number."""

    def __init__(self, seats: int, components: int, worlds: int) -> None:
        self._values = {name: np.full((seats, components, worlds), np.nan) for name in MOST}

    def store(self, seat: int, decision: Decision, worlds: Flags) -> None:
        """Store a decision's numbers for some worlds (W,); where it has none, the stance's hold again.

        Raises:
            ValueError: if a number has another shape than (K,) or (K, W), or leaves its range.
        """
        for name, given in numbers_of(decision, self._values["cover_weeks"].shape[1:]).items():
            self._values[name][seat] = np.where(worlds, given, self._values[name][seat])

    def instead_of(self, name: str, usual: Array) -> Array:
        """The number in force, where `usual` (N, K, W) is what the stances say."""
        own = self._values[name]
        return np.where(np.isnan(own), usual, own)

    def give_back(self, component: int, worlds: slice) -> None:
        """Let the stances' own numbers hold for a component in some worlds."""
        for own in self._values.values():
            own[:, component, worlds] = np.nan

    def repeated(self, times: int = 1) -> Numbers:
        """The same worlds, `times` over, in arrays of its own."""
        copy = Numbers(0, 0, 0)
        copy._values = {name: np.tile(own, times) for name, own in self._values.items()}
        return copy


def numbers_of(decision: Decision, shape: tuple[int, ...]) -> dict[str, Array]:
    """A decision's numbers as arrays that fit (K, W), NaN where there is none.

    Raises:
        ValueError: if a number has another shape than (K,) or (K, W), or leaves its range.
    """
    return {name: _number(name, getattr(decision, name), shape) for name in MOST}


def _number(name: str, given: Array | None, shape: tuple[int, ...]) -> Array:
    if given is None:
        return np.full((shape[0], 1), np.nan)
    values = np.asarray(given, dtype=np.float64)
    if values.shape not in (shape, shape[:1]):
        raise ValueError(f"a decision has {shape[:1]} or {shape} numbers as {name}, not {values.shape}")
    wrong = (values < 0.0) | (values > MOST[name])
    if wrong.any():
        raise ValueError(
            f"{name} is {values[wrong][0]:g}; expected 0 to {MOST[name]:g}, NaN for the stance's"
        )
    return values if values.ndim == 2 else values[:, None]
