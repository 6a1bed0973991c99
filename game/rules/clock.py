"""The clock of an open turn: what is left until its deadline and until the end of an all-in countdown.

It holds durations alone and measures nothing, so that a log means the same on every machine: the room
measures the time since the clock was set and passes it in. The countdown runs beside the deadline,
never instead of it. How long the countdown and the grace after a deadline are stands in `timing`.
"""

from __future__ import annotations

from msgspec import Struct

from .timing import GRACE_MS


class Clock(Struct, frozen=True):
    """What a turn has left, in milliseconds."""

    left_ms: int | None = None
    """Until the deadline; None: there is none."""
    countdown_ms: int | None = None
    """Until the turn closes because all have decided; None: no countdown runs."""
    stopped: bool = False
    """Whether the game is paused."""

    def after(self, passed_ms: int) -> Clock:
        """This clock `passed_ms` later; a stopped one stays as it is."""
        if self.stopped:
            return self
        return Clock(_less(self.left_ms, passed_ms), _less(self.countdown_ms, passed_ms))

    @property
    def remaining_ms(self) -> int | None:
        """The time left that people are shown, without the grace; None: nothing runs."""
        running = [each for each in (self.left_ms, self.countdown_ms) if each is not None]
        # During the grace the deadline is past: people are shown 0, not a negative time.
        return max(0, min(running)) if running else None

    @property
    def wait_ms(self) -> int | None:
        """Time until the clock closes the turn; None: it never does by itself."""
        if self.stopped:
            return None
        # The countdown needs no grace: it runs only once every decision is there.
        ends = [] if self.left_ms is None else [self.left_ms + GRACE_MS]
        ends += [] if self.countdown_ms is None else [self.countdown_ms]
        return max(0, min(ends)) if ends else None


def _less(time_ms: int | None, passed_ms: int) -> int | None:
    return None if time_ms is None else time_ms - passed_ms


def milliseconds(seconds: int | None) -> int | None:
    """Seconds as milliseconds; None, for no deadline, stays None."""
    return None if seconds is None else seconds * 1000
