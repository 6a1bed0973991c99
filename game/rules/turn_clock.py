"""When an open turn closes: at its deadline, or when all have decided and a countdown has run.

The durations themselves stand in `timing`, the clock in `clock`.
"""

from __future__ import annotations

from ..messages.terms import ALONE
from .clock import Clock
from .events import ClockCause, ClockSet, Event, TurnClosed
from .game_state import GameState
from .situation import Situation
from .timing import AFTER_RESTART_MS, CHANGES_MS, COUNTDOWN_MS, SHOCK_MS


def due(now: Situation) -> list[Event]:
    """What must happen to the open turn now: it closes, or its countdown starts or ends."""
    state, clock = now.state, now.clock
    closing = all_decided(state) and state.closes_when_all_decided
    # The only player has just decided: there is no other to wait for.
    if closing and state.opened.kind in ALONE:
        return [TurnClosed(state.turn, "all_in")]
    # Whichever ends first closes the turn; the deadline is the cause if the countdown still runs.
    if clock.wait_ms == 0:
        deadline = clock.countdown_ms is None or clock.countdown_ms > 0
        return [TurnClosed(state.turn, "deadline" if deadline else "all_in")]
    if closing and clock.countdown_ms is None:
        return [clock_set(state, "all_in", Clock(clock.left_ms, COUNTDOWN_MS))]
    # While the countdown ran the facilitator switched closing off, or holds this turn.
    if clock.countdown_ms is not None and not closing:
        return [clock_set(state, "changed", Clock(clock.left_ms))]
    return []


def all_decided(state: GameState) -> bool:
    """Whether every holder who may decide in the open turn has done so; False if no holder may."""
    deciding = {place for place in state.players if not state.is_late(place)}
    return bool(deciding) and state.confirmed >= deciding


def time_for_a_change(now: Situation) -> list[Event]:
    """A changed decision gives the whole countdown anew, while the turn has something left to add.

    It takes nothing from a longer one. What all changes add is bounded, not how many there are: pressing
    fast uses up little of it, and nobody's change is worth less for another's.
    """
    state, clock = now.state, now.clock
    if clock.countdown_ms is None:
        return []
    added = min(COUNTDOWN_MS - clock.countdown_ms, CHANGES_MS - state.changes_ms)
    if added <= 0:
        return []
    longer = Clock(clock.left_ms, clock.countdown_ms + added)
    return [clock_set(state, "changed", longer, added_ms=added)]


def look_again(now: Situation) -> list[Event]:
    """A shock came while the countdown ran: those who have decided get time to see it."""
    clock = now.clock
    if clock.countdown_ms is None:
        return []
    countdown = max(clock.countdown_ms, SHOCK_MS)
    return [clock_set(now.state, "extended", Clock(clock.left_ms, countdown))]


def save_time_left(now: Situation) -> list[Event]:
    """Write the time left to the log, so that a crash does not give it back; nothing if no clock runs."""
    return [clock_set(now.state, "noted", now.clock)] if _runs(now) else []


def restarted(now: Situation) -> list[Event]:
    """The open turn goes on with what was left when the server stopped, and time to come back."""
    left = now.clock.left_ms
    if left is None or not _runs(now):
        return []
    return [clock_set(now.state, "restarted", Clock(max(left, AFTER_RESTART_MS)))]


def woken(now: Situation) -> list[Event]:
    """After a sleep of the server a turn gets what a restart gives it; a countdown begins anew."""
    if now.state.phase != "deciding" or now.state.clock.stopped or now.read_only is not None:
        return []
    return restarted(now) or _countdown_anew(now)


def _countdown_anew(now: Situation) -> list[Event]:
    """Nobody asked for it, so it uses up nothing of what changes may add."""
    clock = now.clock
    if clock.countdown_ms is None:
        return []
    return [clock_set(now.state, "changed", Clock(clock.left_ms, max(clock.countdown_ms, COUNTDOWN_MS)))]


def clock_set(state: GameState, cause: ClockCause, clock: Clock, *, added_ms: int = 0) -> ClockSet:
    """The event that sets the game's clock to `clock`; `added_ms` is what a changed decision added to it."""
    return ClockSet(state.clock_events + 1, state.turn, cause, clock.left_ms, clock.countdown_ms, added_ms)


def _runs(now: Situation) -> bool:
    """Whether a deadline is drawing nearer in a game that goes on."""
    state = now.state
    ticking = state.phase == "deciding" and not state.clock.stopped and state.clock.left_ms is not None
    return ticking and now.read_only is None
