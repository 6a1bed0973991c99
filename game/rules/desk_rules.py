"""The facilitator's commands: who may give each, when, and which event it makes; one function each.

The opener of an open game may start, publish and archive it; everything else is a facilitator's alone. A
repeated id, or a request for the present state, has no effect.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from ..errors import Conflict, Refused
from ..messages import (
    Announce,
    AnswerKnock,
    Archive,
    CloseTurn,
    DeskCommand,
    Extend,
    HandOver,
    Inject,
    LastTurn,
    Pause,
    Publish,
    RemovePlayers,
    Rename,
    Resume,
    SetClosing,
    SetDeadline,
    SetDoor,
    Start,
    ToBot,
)
from ..names import LONGEST_TEXT, plain_text
from . import clock_commands, turn_clock
from .desk_events import (
    Announced,
    ClockResumed,
    ClockStopped,
    ClosingSet,
    DeadlineSet,
    DoorSet,
    GameArchived,
    LastTurnSet,
    PagePublished,
    SeatReleased,
    SeatsReleased,
    ShockInjected,
    TimeAdded,
)
from .events import DecisionMade, Event
from .game_state import Command
from .live_shocks import checked_text, must_fit
from .situation import Situation

MOST_LIVE_SHOCKS = 40
"""Live shocks in one game; each is in every later replay, so their number is bounded."""
FOR_THE_OPENER = (Start, Publish, Archive)
"""Commands of an open game that belong to its opener; such a game has no facilitator."""


def handle(now: Situation, player: str, command: DeskCommand) -> list[Event]:
    """The events that the command makes; none if it was heard before, or if no event holds its effect.

    `Start` is the session's, since the opening comes from the simulated world.

    Raises:
        Refused: if the player may not give this command, or not now.
        Conflict: if the command's id was used for something else.
    """
    return _RULES[type(command)](now, player, command) if is_new(now, player, command) else []


def is_new(now: Situation, player: str, command: DeskCommand) -> bool:
    """Whether a command that this player may give has not been heard yet.

    Raises:
        Refused: if the player may not give it.
        Conflict: if its id was used for something else.
    """
    _must_hold_desk(now, player, command)
    heard = now.state.command_heard(player, command.id)
    if heard is not None:
        _must_be_the_same(heard, command)
    return heard is None


def _must_hold_desk(now: Situation, player: str, command: DeskCommand) -> None:
    state = now.state
    if player and player == state.facilitator:
        return
    if state.opened.kind == "open" and isinstance(command, FOR_THE_OPENER) and state.may_manage(player):
        return
    raise Refused("Only whoever leads this game may do that.", code="not_yours")


def _must_be_the_same(heard: Command, command: DeskCommand) -> None:
    """An event repeats what its command asked for, in fields of the same names."""
    same = not isinstance(heard, DecisionMade) and _MADE_BY.get(type(heard)) is type(command)
    asked = {name: value for name, value in msgspec.structs.asdict(command).items() if name != "id"}
    for name, value in asked.items():
        told = getattr(heard, name, None)
        text = isinstance(value, str) and isinstance(told, str)
        # Texts stand in events with their blanks made plain.
        same = same and (told == value or (text and told == " ".join(value.split())))
    if not same:
        raise Conflict("This id was used for something else; send the new command under its own id.")


# ---------------------------------------------------------------- the room


def _announce(now: Situation, player: str, command: Announce) -> list[Event]:
    now.must_not_be_archived()
    text = plain_text(command.text, LONGEST_TEXT, "text")
    state = now.state
    kept = state.announcement_lasts == "kept"
    said = state.announcement == text and (not text or kept == command.keep)
    return [] if said else [Announced(command.id, player, text, command.keep)]


def _inject(now: Situation, player: str, command: Inject) -> list[Event]:
    now.must_be_started()
    must_fit(now.state.scenario, command.kind, command.target, command.value)
    headline, text = checked_text(command.headline, command.text)
    state = now.state
    # The weeks of a closed turn are being played with what was known at its close.
    soonest = state.turn + 1 if state.phase == "resolving" else state.turn
    turn = soonest if command.turn is None else command.turn
    if turn < soonest:
        raise Refused(
            f"Turn {turn} has closed meanwhile; choose the turn of this shock again.",
            code="turn_closed",
            turn=str(turn),
        )
    if turn > state.last_turn:
        raise Refused("The last turn has closed; no week is left for a shock.", code="no_week_left")
    first, _ = state.weeks_of(turn)
    played, _ = state.weeks_of(soonest)
    if len(state.shocks) >= MOST_LIVE_SHOCKS:
        raise Refused(f"A game bears {MOST_LIVE_SHOCKS} shocks of yours.", code="too_many_shocks")
    injected = ShockInjected(
        id=command.id,
        by=player,
        name=f"live_{len(state.shocks) + 1}",
        kind=command.kind,
        target=command.target,
        weeks=command.weeks,
        value=command.value,
        headline=headline,
        text=text,
        first_week=first,
        news_week=played - 1,
        turn=command.turn,
        grade=command.grade,
        plain=command.plain,
        ends=True,
    )
    # Who has decided in this turn has not seen it.
    again = turn_clock.look_again(now) if first == played and state.phase == "deciding" else []
    return [injected, *again]


def _to_bot(now: Situation, player: str, command: ToBot) -> list[Event]:
    now.must_go_on()
    place = now.state.place_of(command.player)
    if place is None:
        raise Refused("They hold no seat in this game any more.", code="no_such_player")
    return [SeatReleased(command.id, player, place.table, place.seat, command.player)]


def _remove(now: Situation, player: str, command: RemovePlayers) -> list[Event]:
    now.must_go_on()
    if all(now.state.place_of(each) is None for each in command.players):
        raise Refused("They hold no seat in this game any more.", code="no_such_player")
    return [SeatsReleased(command.id, player, command.players)]


def _set_door(now: Situation, player: str, command: SetDoor) -> list[Event]:
    now.must_go_on()
    state = now.state
    # An open door that is opened lets those in again who were sent away.
    said = state.door_open == command.open and not (command.open and state.sent_away)
    return [] if said else [DoorSet(command.id, player, command.open)]


# ---------------------------------------------------------------- after the end


def _publish(now: Situation, player: str, command: Publish) -> list[Event]:
    if not now.state.over:
        raise Refused("A game has its page when it is over.", code="not_over")
    return (
        []
        if now.state.published == command.published
        else [PagePublished(command.id, player, command.published)]
    )


def _archive(now: Situation, player: str, command: Archive) -> list[Event]:
    if now.state.phase == "archived":
        return []
    # A game that never began may be put away too.
    if now.state.phase not in ("finished", "lobby"):
        raise Refused(
            "This game is not over; say that this is its last turn, then close it.", code="not_over"
        )
    return [GameArchived(command.id, player)]


def _no_event(now: Situation, player: str, command: Any) -> list[Event]:
    """Names and one-time links are in no log (`rooms/room_people`); `session` makes the opening."""
    return []


Rule = Callable[[Situation, str, Any], "list[Event]"]

_RULES: Mapping[type, Rule] = {
    Start: _no_event,  # the session's
    CloseTurn: clock_commands.close,
    Pause: clock_commands.pause,
    Resume: clock_commands.resume,
    Extend: clock_commands.extend,
    SetDeadline: clock_commands.set_deadline,
    SetClosing: clock_commands.set_closing,
    LastTurn: clock_commands.last_turn,
    Announce: _announce,
    Inject: _inject,
    ToBot: _to_bot,
    RemovePlayers: _remove,
    SetDoor: _set_door,
    AnswerKnock: _no_event,  # the room's
    Rename: _no_event,  # the room's
    HandOver: _no_event,  # the room's
    Publish: _publish,
    Archive: _archive,
}

_MADE_BY: Mapping[type, type] = {
    ClockStopped: Pause,
    ClockResumed: Resume,
    TimeAdded: Extend,
    DeadlineSet: SetDeadline,
    ClosingSet: SetClosing,
    LastTurnSet: LastTurn,
    Announced: Announce,
    ShockInjected: Inject,
    SeatReleased: ToBot,
    SeatsReleased: RemovePlayers,
    DoorSet: SetDoor,
    PagePublished: Publish,
    GameArchived: Archive,
}
"""Event -> the command that makes it, to tell a repeated command from another one under its id."""
