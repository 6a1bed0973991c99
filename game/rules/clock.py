"""How long an open turn has: durations alone, so that no clock of any machine decides anything.

The shell measures how much time has passed since a clock was noted and says so; a clock that
stands still lets none pass. The all-in countdown runs beside the deadline, never instead of it.
"""

from __future__ import annotations

from dataclasses import dataclass

COUNTDOWN_MS = 5000
"""From the last decision to the close, for whoever wants to change his mind."""
GRACE_MS = 750
"""Past the deadline, the same for all: for what was sent in time and is still on its way."""
AFTER_RESTART_MS = 30_000
"""At least so much is left of a turn when a server comes back: people must come back too."""
NOTE_MS = 10_000
"""A running clock is written down so often; more than that a crash never gives away."""


@dataclass(frozen=True, slots=True)
class Clock:
    """left_ms: until the deadline; countdown_ms: until all in closes the turn; None: not running."""

    left_ms: int | None = None
    countdown_ms: int | None = None
    stopped: bool = False

    def after(self, passed_ms: int) -> Clock:
        """The same clock so much later."""
        if self.stopped:
            return self
        return Clock(_less(self.left_ms, passed_ms), _less(self.countdown_ms, passed_ms))

    @property
    def remaining_ms(self) -> int | None:
        """What people are shown."""
        running = [each for each in (self.left_ms, self.countdown_ms) if each is not None]
        return max(0, min(running)) if running else None

    @property
    def wait_ms(self) -> int | None:
        """Until it closes the turn; None: it never does."""
        if self.stopped:
            return None
        ends = [] if self.left_ms is None else [self.left_ms + GRACE_MS]
        ends += [] if self.countdown_ms is None else [self.countdown_ms]
        return max(0, min(ends)) if ends else None


def _less(time_ms: int | None, passed_ms: int) -> int | None:
    return None if time_ms is None else time_ms - passed_ms


def milliseconds(seconds: int | None) -> int | None:
    return None if seconds is None else seconds * 1000
