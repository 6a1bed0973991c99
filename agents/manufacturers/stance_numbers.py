"""Numbers that seats set in place of their stances' own: cover, safety factor, priority and the like.

A further number is one field of `Decision`, one entry of `MOST` (the same limit as in a scenario file),
and one place that reads it by `in_force`. NaN means that the stance's own number holds.
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
    "contract": 1.0,
}
"""Numbers that a decision may hold for each component, with the largest value of each; the smallest is 0."""


class Numbers:
    """The numbers that all seats have set, an array (N, K, W) for each."""

    def __init__(self, seats: int, components: int, worlds: int) -> None:
        self._values = {name: np.full((seats, components, worlds), np.nan) for name in MOST}

    def store(self, seat: int, decision: Decision, worlds: Flags) -> None:
        """Store a decision's numbers for some worlds (W,); where it has none, the stance's hold again.

        Raises:
            ValueError: if a number has another shape than (K,) or (K, W), or leaves its range.
        """
        for name, given in numbers_of(decision, self._values["cover_weeks"].shape[1:]).items():
            # In most games a decision is for all worlds, and nothing stays as it was.
            stored = self._values[name]
            stored[seat] = given if worlds.all() else np.where(worlds, given, stored[seat])

    def in_force(self, name: str, usual: Array) -> Array:
        """The number in force: the seat's own, or `usual` where it has set none, (N, K, W).

        Args:
            name: a key of `MOST`.
            usual: the stances' numbers, broadcastable to (N, K, W).
        """
        own = self._values[name]
        return np.where(np.isnan(own), usual, own)

    def put(self, name: str, component: int, values: Array | float, worlds: slice) -> None:
        """Put a number of one component into force at once, for all seats in some worlds, (N, worlds)."""
        self._values[name][:, component, worlds] = values

    def give_back(self, component: int, worlds: slice) -> None:
        """Let the stances' own numbers hold again for a component in some worlds."""
        for own in self._values.values():
            own[:, component, worlds] = np.nan

    def of_seat(self, seat: int) -> dict[str, Array]:
        """Copies of the numbers that a seat has set, by name, (K, W) each, NaN where it has set none."""
        return {name: own[seat].copy() for name, own in self._values.items()}

    def repeated(self, times: int = 1) -> Numbers:
        """A copy whose worlds are repeated."""
        # Made empty, since all arrays are replaced at once.
        copy = Numbers(0, 0, 0)
        copy._values = {name: np.tile(own, times) for name, own in self._values.items()}
        return copy


def numbers_of(decision: Decision, shape: tuple[int, ...]) -> dict[str, Array]:
    """A decision's numbers by name, (K, 1) or (K, W), NaN where there is none; `shape` is (K, W).

    Raises:
        ValueError: if a number has another shape than (K,) or (K, W), or leaves its range.
    """
    return {name: checked(name, getattr(decision, name), shape, MOST[name]) for name in MOST}


def checked(
    name: str, given: Array | None, shape: tuple[int, ...], most: float, usual: str = "the stance's"
) -> Array:
    """A number of a decision as an array (…, 1) or (…, W), NaN where there is none.

    Args:
        name: the field of `Decision`.
        given: the number, of shape (…) or (…, W); None for none.
        shape: (…, W).
        most: its largest value; the smallest is 0.
        usual: what holds where it is NaN, for the message.

    Raises:
        ValueError: if the number has another shape, or leaves its range.
    """
    if given is None:
        return np.full((*shape[:-1], 1), np.nan)
    values = np.asarray(given, dtype=np.float64)
    if values.shape not in (shape, shape[:-1]):
        raise ValueError(f"a decision has {shape[:-1]} or {shape} numbers as {name}, not {values.shape}")
    # NaN compares as False, and so passes as "the stance's own".
    wrong = (values < 0.0) | (values > most)
    if wrong.any():
        raise ValueError(f"{name} is {values[wrong][0]:g}; expected 0 to {most:g}, NaN for {usual}")
    return values if values.ndim == len(shape) else values[..., None]
