"""Measures the time since a game's clock was last set, and says how long its room may wait for a message.

How long a turn's countdown, its grace and other fixed durations are stands in `rules/timing`; when a
turn closes is decided in `rules/turn_clock`.
"""

from __future__ import annotations

from ..rules.game_state import GameState
from ..rules.timing import SAVE_EVERY_MS
from .limits import IDLE_SECONDS
from .sleep_watch import SleepWatch


class RoomClock:
    """A stopwatch that stands while the server sleeps."""

    def __init__(self, watch: SleepWatch) -> None:
        self._watch = watch
        self._set_at = watch.seconds()
        self._sleeps, self._leaps = watch.sleeps, watch.leaps

    def restart(self) -> None:
        """The game's clock has just been set."""
        self._set_at = self._watch.seconds()

    def now(self) -> float:
        """Seconds, monotonic."""
        return self._watch.seconds()

    def give_back(self, seconds: float) -> None:
        """Count so much less: the game stood still meanwhile."""
        self._set_at += seconds

    @property
    def passed_ms(self) -> int:
        """Milliseconds since the game's clock was last set, without those that the server slept through."""
        return self.passed_ms_at(self.now())

    def passed_ms_at(self, now: float) -> int:
        """The same at a moment of `now()`; 0 if the game's clock has been set since."""
        return max(0, int((now - self._set_at) * 1000))

    def slept(self) -> bool:
        """Whether the server has slept since this was last asked."""
        self._watch.look()
        before, self._sleeps = self._sleeps, self._watch.sleeps
        return self._sleeps != before

    def leapt(self) -> bool:
        """Whether the clock on the wall has leapt since this was last asked."""
        before, self._leaps = self._leaps, self._watch.leaps
        return self._leaps != before

    def patience(self, state: GameState) -> float:
        """Seconds until something must happen though no message comes."""
        wait = self._wait_ms(state)
        if wait is None:
            return IDLE_SECONDS
        # A deadline is also written to the log now and then; a countdown alone is short enough without.
        until_saved = SAVE_EVERY_MS - self.passed_ms if state.clock.left_ms is not None else SAVE_EVERY_MS
        return max(0.0, min(wait, until_saved) / 1000)

    def runs(self, state: GameState) -> bool:
        """Whether the open turn will close by itself."""
        return self._wait_ms(state) is not None

    def _wait_ms(self, state: GameState) -> int | None:
        return state.clock.after(self.passed_ms).wait_ms if state.phase == "deciding" else None
