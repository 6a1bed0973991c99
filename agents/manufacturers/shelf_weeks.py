"""Weeks that seats aim at in their regional buffers, in place of the scenario's `target_weeks`."""

from __future__ import annotations

import numpy as np

from ..arithmetic import Array, Flags
from ..scenario.words import MOST_SHELF_WEEKS
from .stance_numbers import checked
from .stances import Decision


class ShelfWeeks:
    """The weeks that all seats have set. Made at the first, so that games without any pay nothing for it.

    Attributes:
        weeks: weeks of forecast demand, (N, B, W); NaN where the scenario's hold.
    """

    def __init__(self, seats: int, buffers: int, worlds: int) -> None:
        self.weeks = np.full((seats, buffers, worlds), np.nan)

    def store(self, seat: int, weeks: Array, worlds: Flags) -> None:
        """Store a seat's weeks (B, W or 1), as `weeks_of` gives them, for some worlds (W,)."""
        self.weeks[seat] = np.where(worlds, weeks, self.weeks[seat])


def weeks_of(decision: Decision, buffers: int, worlds: int) -> Array:
    """A decision's weeks of shelves, (B, W or 1), NaN where it has none.

    Raises:
        ValueError: if they have another shape than (B,) or (B, W), or leave their range.
    """
    return checked("shelf_weeks", decision.shelf_weeks, (buffers, worlds), MOST_SHELF_WEEKS, "the scenario's")
