"""Notices that this process did not run for a while: the laptop slept, or the process was held.

Some systems' monotonic clocks count sleep (Windows), some do not (Linux, macOS). Where they do, an open turn
would close at once on waking; where they do not, people's clocks have run out and the server's has not. So
time is measured by a clock that leaves out what was slept, and sleep by one that counts it. The clock on the
wall, which people and time servers set, is trusted for neither.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

LOOK_SECONDS = 1.0
"""How often somebody looks at the clocks while a room is open."""
SLEPT_SECONDS = 5.0
"""Nobody looked for so much longer: the process slept. A loop that is merely busy is back sooner."""


def counting_sleep() -> float:
    """Seconds of a clock that nobody sets and that goes on while the machine sleeps, where there is one."""
    if sys.platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    if sys.platform == "darwin":
        return time.clock_gettime(time.CLOCK_MONOTONIC_RAW)
    return time.monotonic()


class SleepWatch:
    """Seconds that this process was awake, and how often it has slept.

    running: a monotonic clock; whole: one that counts sleep; wall: the time of day. All in seconds.
    """

    def __init__(
        self,
        running: Callable[[], float],
        whole: Callable[[], float] = counting_sleep,
        wall: Callable[[], float] = time.time,
    ) -> None:
        self.running, self.whole, self.wall = running, whole, wall
        self.sleeps = 0
        """How often it has slept."""
        self.leaps = 0
        """How often the wall clock leapt. No turn changes by it; a held virtual machine has no other sign."""
        self.slept_seconds = 0.0
        """How long it slept last."""
        self._left_out = 0.0
        self._seen = self._read()

    def seconds(self) -> float:
        """Seconds on the running clock, without those that the process slept through."""
        self.look()
        return self.running() - self._left_out

    def look(self) -> None:
        """Compare with the last look; what lies between is sleep if it was much longer than it should be."""
        before, self._seen = self._seen, self._read()
        running, whole, wall = (now - then for now, then in zip(self._seen, before, strict=True))
        if whole > LOOK_SECONDS + SLEPT_SECONDS:
            self.sleeps += 1
            self.slept_seconds = whole - LOOK_SECONDS
            self._left_out += max(0.0, running - LOOK_SECONDS)
        elif abs(wall - whole) > SLEPT_SECONDS:
            self.leaps += 1

    def _read(self) -> tuple[float, float, float]:
        return self.running(), self.whole(), self.wall()
