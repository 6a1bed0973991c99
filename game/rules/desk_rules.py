"""What the desk may do, and what happens then: one small function a command.

Whoever opened an open game may start it, publish and archive it; all else is a facilitator's.
A command heard before changes nothing, and one that asks for what is so already neither.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import msgspec

from ..errors import Conflict, Refused
from ..messages import (
    Announce,
    Archive,
    CloseTurn,
    DeskCommand,
    Extend,
    HandOver,
    Inject,
    LastTurn,
    Pause,
    Publish,
    Rename,
    Resume,
    SetClosing,
    SetDeadline,
    Start,
    ToBot,
)
from ..names import LONGEST_TEXT, plain_text
from .desk_events import (
    Announced,
    ClockResumed,
    ClockStopped,
    ClosingSet,
    DeadlineSet,
    DeskEvent,
    GameArchived,
    LastTurnSet,
    PagePublished,
    SeatReleased,
    ShockInjected,
    TimeAdded,
)
from .events import DecisionMade, Event, TurnClosed
from .live_shocks import checked_text, must_fit

if TYPE_CHECKING:
    from .session import Session

LONGEST_TURN_MS = 7 * 24 * 3600 * 1000
MOST_LIVE_SHOCKS = 40
FOR_THE_OPENER = (Start, Publish, Archive)


def handle(session: Session, player: str, command: DeskCommand, passed_ms: int) -> list[Event]:
    """What the command makes happen; nothing if it was heard before."""
    must_hold_desk(session, player, command)
    heard = session.heard.get((player, command.id))
    if heard is not None:
        _must_be_the_same(heard, command)
        return []
    return _RULES[type(command)](session, player, command, passed_ms)


def must_hold_desk(session: Session, player: str, command: DeskCommand) -> None:
    """Raises: Refused, if this is not theirs to ask."""
    if player and player == session.facilitator:
        return
    if session.opened.kind == "open" and isinstance(command, FOR_THE_OPENER) and session.may_manage(player):
        return
    raise Refused("Only whoever leads this game may do that.", code="not_yours")


def _must_be_the_same(heard: DecisionMade | DeskEvent, command: DeskCommand) -> None:
    """Events repeat what their command asked for under the same names."""
    same = not isinstance(heard, DecisionMade) and _MADE_BY.get(type(heard)) is type(command)
    asked = {name: value for name, value in msgspec.structs.asdict(command).items() if name != "id"}
    for name, value in asked.items():
        told = getattr(heard, name, None)
        text = isinstance(value, str) and isinstance(told, str)
        same = same and (told == value or (text and told == " ".join(value.split())))
    if not same:
        raise Conflict("This id was used for something else; send the new command under its own id.")


# ---------------------------------------------------------------- the clock


def _start(session: Session, player: str, command: Start, passed_ms: int) -> list[Event]:
    return session.start()


def _close(session: Session, player: str, command: CloseTurn, passed_ms: int) -> list[Event]:
    session.must_be_started()
    if command.turn > session.turn:
        raise Refused(
            f"Turn {command.turn} has not begun; this is turn {session.turn}.", code="turn_not_open"
        )
    if command.turn < session.turn or session.phase != "deciding":
        return []
    if session.clock.stopped:
        raise Refused("The game is paused; let it go on, then close the turn.", code="paused")
    return [TurnClosed(session.turn, "facilitator", player)]


def _pause(session: Session, player: str, command: Pause, passed_ms: int) -> list[Event]:
    session.must_be_started()
    if session.clock.stopped:
        return []
    now = session.clock.after(passed_ms)
    return [ClockStopped(command.id, player, session.turn, now.left_ms, now.countdown_ms)]


def _resume(session: Session, player: str, command: Resume, passed_ms: int) -> list[Event]:
    session.must_be_started()
    return [ClockResumed(command.id, player)] if session.clock.stopped else []


def _extend(session: Session, player: str, command: Extend, passed_ms: int) -> list[Event]:
    _must_be_deciding(session)
    left = session.clock.after(passed_ms).left_ms
    if left is None:
        raise Refused("This turn has no deadline; there is nothing to add to.", code="no_deadline")
    longer = min(max(0, left) + command.seconds * 1000, LONGEST_TURN_MS)
    return [TimeAdded(command.id, player, command.seconds, session.turn, longer)]


def _set_deadline(session: Session, player: str, command: SetDeadline, passed_ms: int) -> list[Event]:
    session.must_go_on()
    if session.phase != "deciding" and session.turn_seconds == command.seconds:
        return []
    return [DeadlineSet(command.id, player, command.seconds)]


def _set_closing(session: Session, player: str, command: SetClosing, passed_ms: int) -> list[Event]:
    session.must_go_on()
    return [] if session.all_in_closes == command.all_in else [ClosingSet(command.id, player, command.all_in)]


def _last_turn(session: Session, player: str, command: LastTurn, passed_ms: int) -> list[Event]:
    session.must_be_started()
    return [] if session.last_turn == session.turn else [LastTurnSet(command.id, player, session.turn)]


# ---------------------------------------------------------------- the room


def _announce(session: Session, player: str, command: Announce, passed_ms: int) -> list[Event]:
    if session.phase == "archived":
        session.must_go_on()
    text = plain_text(command.text, LONGEST_TEXT, "text")
    return [] if session.announcement == text else [Announced(command.id, player, text)]


def _inject(session: Session, player: str, command: Inject, passed_ms: int) -> list[Event]:
    session.must_be_started()
    must_fit(session.scenario, command.kind, command.target, command.value)
    headline, text = checked_text(command.headline, command.text)
    first, last = session.weeks_of(session.turn)
    if session.phase == "resolving":
        first = last + 1
    if first > session.scenario.weeks or (session.phase == "resolving" and session.turn >= session.last_turn):
        raise Refused("The last turn has closed; no week is left for a shock.", code="no_week_left")
    if len(session.shocks) >= MOST_LIVE_SHOCKS:
        raise Refused(f"A game bears {MOST_LIVE_SHOCKS} shocks of yours.", code="too_many_shocks")
    return [
        ShockInjected(
            id=command.id,
            by=player,
            name=f"live_{len(session.shocks) + 1}",
            kind=command.kind,
            target=command.target,
            weeks=command.weeks,
            value=command.value,
            headline=headline,
            text=text,
            first_week=first,
            news_week=first - 1,
        )
    ]


def _to_bot(session: Session, player: str, command: ToBot, passed_ms: int) -> list[Event]:
    session.must_go_on()
    place = session.place_of(command.player)
    if place is None:
        raise Refused("They hold no seat in this game any more.", code="no_such_player")
    return [SeatReleased(command.id, player, place.table, place.seat, command.player)]


def _outside_the_log(session: Session, player: str, command: Any, passed_ms: int) -> list[Event]:
    """Names and one-time links are nobody's history; here it is only said whose they may be."""
    if session.phase == "archived":
        session.must_go_on()
    if session.place_of(command.player) is None and command.player != session.facilitator:
        raise Refused("They hold no seat in this game any more.", code="no_such_player")
    return []


# ---------------------------------------------------------------- after the end


def _publish(session: Session, player: str, command: Publish, passed_ms: int) -> list[Event]:
    if not session.over:
        raise Refused("A game has its page when it is over.", code="not_over")
    return (
        []
        if session.published == command.published
        else [PagePublished(command.id, player, command.published)]
    )


def _archive(session: Session, player: str, command: Archive, passed_ms: int) -> list[Event]:
    if session.phase == "archived":
        return []
    if session.phase not in ("finished", "lobby"):
        raise Refused(
            "This game is not over; say that this is its last turn, then close it.", code="not_over"
        )
    return [GameArchived(command.id, player)]


def _must_be_deciding(session: Session) -> None:
    session.must_be_started()
    if session.phase != "deciding":
        raise Refused("The turn has closed; wait for the next.", code="turn_closed", turn=str(session.turn))


Rule = Callable[["Session", str, Any, int], "list[Event]"]

_RULES: dict[type, Rule] = {
    Start: _start,
    CloseTurn: _close,
    Pause: _pause,
    Resume: _resume,
    Extend: _extend,
    SetDeadline: _set_deadline,
    SetClosing: _set_closing,
    LastTurn: _last_turn,
    Announce: _announce,
    Inject: _inject,
    ToBot: _to_bot,
    Rename: _outside_the_log,
    HandOver: _outside_the_log,
    Publish: _publish,
    Archive: _archive,
}

_MADE_BY: dict[type, type] = {
    ClockStopped: Pause,
    ClockResumed: Resume,
    TimeAdded: Extend,
    DeadlineSet: SetDeadline,
    ClosingSet: SetClosing,
    LastTurnSet: LastTurn,
    Announced: Announce,
    ShockInjected: Inject,
    SeatReleased: ToBot,
    PagePublished: Publish,
    GameArchived: Archive,
}
