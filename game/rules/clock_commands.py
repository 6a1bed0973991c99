"""The facilitator's commands on the clock: close, pause, add time, and when a turn closes by itself.

Each gives the events that it makes, none if it asks for the present state, and raises `Refused` where it
cannot be. Who may give a command, and whether it was heard before, `desk_rules` has asked already.
"""

from __future__ import annotations

from ..errors import Refused
from ..messages import CloseTurn, Extend, LastTurn, Pause, Resume, SetClosing, SetDeadline
from .desk_events import ClockResumed, ClockStopped, ClosingSet, DeadlineSet, LastTurnSet, TimeAdded
from .events import Event, TurnClosed
from .situation import Situation
from .timing import LONGEST_TURN_MS


def close(now: Situation, player: str, command: CloseTurn) -> list[Event]:
    """Close the open turn now."""
    now.must_be_started()
    if command.turn > now.state.turn:
        raise Refused(
            f"Turn {command.turn} has not begun; this is turn {now.state.turn}.", code="turn_not_open"
        )
    # Two devices of the desk may close the same turn: the second command has no effect.
    if command.turn < now.state.turn or now.state.phase != "deciding":
        return []
    if now.state.clock.stopped:
        raise Refused("The game is paused; let it go on, then close the turn.", code="paused")
    return [TurnClosed(now.state.turn, "facilitator", player)]


def pause(now: Situation, player: str, command: Pause) -> list[Event]:
    """Stop the clock."""
    now.must_be_started()
    if now.state.clock.stopped:
        return []
    clock = now.clock
    return [ClockStopped(command.id, player, now.state.turn, clock.left_ms, clock.countdown_ms)]


def resume(now: Situation, player: str, command: Resume) -> list[Event]:
    """Let a stopped clock run again."""
    now.must_be_started()
    return [ClockResumed(command.id, player)] if now.state.clock.stopped else []


def extend(now: Situation, player: str, command: Extend) -> list[Event]:
    """Add time to the open turn, and to the countdown if one runs: it never ends one."""
    now.must_be_deciding()
    clock = now.clock
    if clock.left_ms is None and clock.countdown_ms is None:
        raise Refused("This turn has no deadline; there is nothing to add to.", code="no_deadline")
    left, countdown = (_longer(each, command.seconds) for each in (clock.left_ms, clock.countdown_ms))
    return [TimeAdded(command.id, player, command.seconds, now.state.turn, left, countdown)]


def _longer(time_ms: int | None, seconds: int) -> int | None:
    if time_ms is None:
        return None
    # In the grace after a deadline the time left is below 0 and would use up part of what is added.
    return min(max(0, time_ms) + seconds * 1000, LONGEST_TURN_MS)


def set_deadline(now: Situation, player: str, command: SetDeadline) -> list[Event]:
    """Another time for each turn."""
    now.must_go_on()
    # While a turn is open, the same seconds set its clock anew, which is an effect.
    if now.state.phase != "deciding" and now.state.turn_seconds == command.seconds:
        return []
    return [DeadlineSet(command.id, player, command.seconds)]


def set_closing(now: Situation, player: str, command: SetClosing) -> list[Event]:
    """Whether a turn, or the open one alone, closes when all have decided."""
    now.must_go_on()
    state = now.state
    if command.turn is None:
        said = state.all_in_closes_turn is not None or state.all_in_closes != command.all_in
    else:
        now.must_be_deciding()
        if command.turn != state.turn:
            raise Refused(
                "That turn is not open; wait for the next.", code="turn_closed", turn=str(state.turn)
            )
        said = state.closes_when_all_decided != command.all_in
    return [ClosingSet(command.id, player, command.all_in, command.turn)] if said else []


def last_turn(now: Situation, player: str, command: LastTurn) -> list[Event]:
    """The open turn is the last."""
    now.must_be_started()
    return [] if now.state.last_turn == now.state.turn else [LastTurnSet(command.id, player, now.state.turn)]
