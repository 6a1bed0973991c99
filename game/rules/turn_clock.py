"""What the clock of an open turn makes happen: closing it, counting down, being noted and set again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .clock import AFTER_RESTART_MS, COUNTDOWN_MS, Clock
from .events import ClockCause, ClockSet, Event, TurnClosed

if TYPE_CHECKING:
    from .session import Session


def due(session: Session, passed_ms: int) -> list[Event]:
    """What must happen to the open turn, so long after the clock was noted."""
    now = session.clock.after(passed_ms)
    closing = everybody_decided(session) and session.all_in_closes and not session.held_open
    if closing and session.opened.kind == "practice":
        return [TurnClosed(session.turn, "all_in")]
    if now.wait_ms == 0:
        deadline = now.countdown_ms is None or now.countdown_ms > 0
        return [TurnClosed(session.turn, "deadline" if deadline else "all_in")]
    if closing and now.countdown_ms is None:
        return [clock_set(session, "all_in", Clock(now.left_ms, COUNTDOWN_MS))]
    if now.countdown_ms is not None and not closing:
        return [clock_set(session, "changed", Clock(now.left_ms))]
    return []


def everybody_decided(session: Session) -> bool:
    """Every seat that somebody holds, and may decide in this turn, has confirmed."""
    deciding = {place for place in session.players if not session.is_late(place)}
    return bool(deciding) and session.confirmed >= deciding


def noted(session: Session, passed_ms: int) -> list[Event]:
    """Write down what the running clock has left."""
    return [clock_set(session, "noted", session.clock.after(passed_ms))] if _runs(session) else []


def restarted(session: Session) -> list[Event]:
    """The server was away: what was left when it went is left now, and time to come back."""
    left = session.clock.left_ms
    if left is None or not _runs(session):
        return []
    return [clock_set(session, "restarted", Clock(max(left, AFTER_RESTART_MS)))]


def clock_set(session: Session, cause: ClockCause, clock: Clock) -> ClockSet:
    return ClockSet(session.clock_events + 1, session.turn, cause, clock.left_ms, clock.countdown_ms)


def _runs(session: Session) -> bool:
    """Whether a deadline is drawing nearer in a game that goes on."""
    ticking = session.phase == "deciding" and not session.clock.stopped and session.clock.left_ms is not None
    return ticking and session.read_only is None
