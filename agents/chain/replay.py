"""What seats did in a game already played, for runs in which some of them do it again (what-ifs).

Recorded arrays may have fewer worlds than the run; they are then repeated along the world axis.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arithmetic import Array, Flags, repeated


@dataclass(frozen=True, slots=True)
class Replay:
    """Recorded behaviour of the seats that are not free to decide.

    Attributes:
        orders: units ordered by lane and seat, negative where cancelled, (T, J, N, worlds).
        free: True where a seat decides for itself and nothing recorded is used, (N, W).
        stances: stances at the time, above 0.5 for JIC, (T, N, K, worlds); None if every recorded
            order could be cancelled.
        expedited: units sent by fast lanes, (T, N, K, worlds); None if seats decide that themselves.
    """

    orders: Array
    free: Flags
    stances: Array | None = None
    expedited: Array | None = None

    def orders_in(self, week: int, own: Array) -> Array:
        """Orders of a week: the seat's own where it is free, else those recorded, (J, N, W)."""
        return np.where(self.free, own, self._repeated(self.orders[week - 1]))

    def stances_in(self, week: int) -> Flags | None:
        """Recorded stances of a week, True for JIC, (N, K, W); None if they were not recorded."""
        if self.stances is None:
            return None
        # The record keeps flags as 0.0 and 1.0.
        return self._repeated(self.stances[week - 1]) > 0.5

    def expediting_in(self, week: int, own: Array) -> Array:
        """Units to expedite in a week: the seat's own wish where it is free, else as recorded, (N, K, W)."""
        if self.expedited is None:
            return own
        return np.where(self.free[:, None], own, self._repeated(self.expedited[week - 1]))

    def _repeated(self, recorded: Array) -> Array:
        """Recorded numbers (…, worlds) repeated to all worlds of the run, (…, W)."""
        # Copy after copy of all recorded worlds, as `SamplePath.repeated` lays them out.
        return repeated(recorded, self.free.shape[-1] // recorded.shape[-1])
