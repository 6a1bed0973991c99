"""Commands: frames from a device to its room; each is answered by `ack` or `error` with its id."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from .choices import PartNumbers
from .terms import (
    PROTOCOL,
    CommandId,
    GameCode,
    Grade,
    PlayerId,
    SeatGroup,
    Seconds,
    ShockKind,
    StanceName,
    Token,
    TypedName,
    TypedText,
)


class Hello(Struct, frozen=True, forbid_unknown_fields=True, tag="hello"):
    """The first frame of every connection: which game, and who is connecting."""

    id: CommandId
    game: GameCode
    token: Token | None = None
    """None: an observer, who needs only the code."""
    protocol: int = PROTOCOL
    device: Annotated[str, Meta(pattern=r"\A[A-Za-z0-9_-]{0,40}\Z")] = ""
    """Id that the page chose for itself, to tell its own decisions from another device's at the seat."""
    language: Annotated[str, Meta(pattern=r"\A(?:[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,3})?\Z")] = ""
    """Language wanted for the scenario's texts, such as de or de-CH. If it is empty, or the scenario has no
    such translation, the texts are in the scenario's own language."""


class Decide(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, tag="decide"):
    """Confirm a seat's stances for a turn, and what else the game offers; what is left out stays as it is.

    A game offers what `PartFacts.choices` and the view tell. What it does not offer is refused.
    """

    id: CommandId
    turn: Annotated[int, Meta(ge=1)]
    stances: Annotated[dict[str, StanceName], Meta(max_length=16)]
    numbers: Annotated[dict[str, PartNumbers], Meta(max_length=16)] = {}
    """By component, all its numbers at once; an empty one gives them back to the stance. Expert games."""
    express: list[str] | None = None
    """All components that go express, in this turn alone; None: those confirmed for it before, if any."""
    second_source: Annotated[dict[str, bool], Meta(max_length=16)] = {}
    """By component, whether part of its orders goes to the near sources."""
    shelves: Annotated[dict[str, float | None], Meta(max_length=8)] = {}
    """By market, weeks of its demand wanted on the regional shelf, 0 to 26; None: as the scenario has it.
    Expert games."""
    plan: Annotated[dict[str, list[float]], Meta(max_length=4)] = {}
    """By product, units a week to plan with in place of the forecast, from the turn's first week on; empty:
    the forecast. Expert games."""


class Ping(Struct, frozen=True, forbid_unknown_fields=True, tag="ping"):
    """Ask whether the server is there; `ack` says so and changes nothing.

    A browser cannot see that its socket is dead, as after a sleep, until it hears no answer.
    """

    id: CommandId


class Look(Struct, frozen=True, forbid_unknown_fields=True, tag="look"):
    """Choose which seats this device is told of in a game with more than `MOST_LISTED_TABLES` tables.

    For the facilitator, and for an observer, who gets what `text` finds. It is in no log, and lasts as long
    as the connection.
    """

    id: CommandId
    text: TypedName = ""
    """Part of a person's name, or the number of a table; empty: all."""
    group: SeatGroup = "all"
    page: Annotated[int, Meta(ge=1)] = 1
    players: Annotated[tuple[PlayerId, ...], Meta(max_length=100)] = ()
    """If not empty, only these."""


class Start(Struct, frozen=True, forbid_unknown_fields=True, tag="start"):
    """Start the game. For the facilitator, and the opener of an open game."""

    id: CommandId


class CloseTurn(Struct, frozen=True, forbid_unknown_fields=True, tag="close_turn"):
    """Close this turn now; no effect if it is closed already. For the facilitator."""

    id: CommandId
    turn: Annotated[int, Meta(ge=1)]


class Pause(Struct, frozen=True, forbid_unknown_fields=True, tag="pause"):
    """Stop the clock; decisions are still accepted. For the facilitator."""

    id: CommandId


class Resume(Struct, frozen=True, forbid_unknown_fields=True, tag="resume"):
    """Let the clock run again after a pause. For the facilitator."""

    id: CommandId


class Extend(Struct, frozen=True, forbid_unknown_fields=True, tag="extend"):
    """Add time to the open turn, and to the countdown if all have decided. For the facilitator."""

    id: CommandId
    seconds: Seconds


class SetDeadline(Struct, frozen=True, forbid_unknown_fields=True, tag="set_deadline"):
    """Set the seconds of each turn, counted from now for the open one; None: no deadline.

    For the facilitator.
    """

    id: CommandId
    seconds: Seconds | None


class SetClosing(Struct, frozen=True, forbid_unknown_fields=True, tag="set_closing"):
    """Set whether a turn closes by itself when all held seats have decided. For the facilitator."""

    id: CommandId
    all_in: bool
    turn: Annotated[int, Meta(ge=1)] | None = None
    """The open turn, to say it of this turn alone: False holds it open. None: of every turn."""


class LastTurn(Struct, frozen=True, forbid_unknown_fields=True, tag="last_turn"):
    """End the game after the open turn. For the facilitator."""

    id: CommandId


class Announce(Struct, frozen=True, forbid_unknown_fields=True, tag="announce"):
    """Show a message to the whole room; an empty one removes it. For the facilitator.

    It goes by itself when what it was said in is over: the turn, the pause, the lobby, the game.
    """

    id: CommandId
    text: TypedText
    keep: bool = False
    """It stays until it is removed or another takes its place."""


class Inject(Struct, frozen=True, forbid_unknown_fields=True, tag="inject"):
    """Add a shock that begins with a turn, and publish its news at once. For the facilitator."""

    id: CommandId
    kind: ShockKind
    target: Annotated[str, Meta(min_length=1, max_length=40)]
    """Name of what it strikes, as in the desk's `shock_kinds` for this kind."""
    weeks: Annotated[int, Meta(ge=1, le=52)]
    value: float
    """Size: a multiple of the normal value, or weeks added; ignored for a closure, which has no size."""
    headline: TypedText
    """Empty: no news is published."""
    text: TypedText
    turn: Annotated[int, Meta(ge=1)] | None = None
    """The turn in whose first week it strikes; refused if that turn has closed. None: the first week not yet
    played."""
    grade: Grade = "official"
    """How sure its news sounds."""
    plain: bool = False
    """The headline is the form's own, not the facilitator's: each reader is told it in their language."""


class Rename(Struct, frozen=True, forbid_unknown_fields=True, tag="rename"):
    """Give a player another name. For the facilitator."""

    id: CommandId
    player: PlayerId
    name: TypedName


class HandOver(Struct, frozen=True, forbid_unknown_fields=True, tag="hand_over"):
    """Make a one-time link that moves a player's seat to another device; `ack` brings it.

    For the facilitator.
    """

    id: CommandId
    player: PlayerId


class ToBot(Struct, frozen=True, forbid_unknown_fields=True, tag="to_bot"):
    """Take a player's seat away: a bot plays it; in the lobby the seat is free again. For the facilitator."""

    id: CommandId
    player: PlayerId


class RemovePlayers(Struct, frozen=True, forbid_unknown_fields=True, tag="remove_players"):
    """Send players away; bots play their seats, or these are free again. For the facilitator.

    Who comes from the same place as one of them must be let in by the desk (`answer_knock`).
    """

    id: CommandId
    players: Annotated[list[PlayerId], Meta(min_length=1, max_length=100)]
    """Those who hold no seat any more are passed over."""


class SetDoor(Struct, frozen=True, forbid_unknown_fields=True, tag="set_door"):
    """Close the door, so that nobody new gets a seat, or open it again. For the facilitator."""

    id: CommandId
    open: bool


class AnswerKnock(Struct, frozen=True, forbid_unknown_fields=True, tag="answer_knock"):
    """Let in those who wait at one of the desk's `knocks`, or do not. For the facilitator."""

    id: CommandId
    knock: int
    let_in: bool


class Publish(Struct, frozen=True, forbid_unknown_fields=True, tag="publish"):
    """Set whether anybody may read a finished game's page.

    For the facilitator, and the opener of an open game.
    """

    id: CommandId
    published: bool


class Archive(Struct, frozen=True, forbid_unknown_fields=True, tag="archive"):
    """Archive a finished game: it accepts no more commands and is on no list.

    For the facilitator, and the opener of an open game.
    """

    id: CommandId


DeskCommand = (
    Start
    | CloseTurn
    | Pause
    | Resume
    | Extend
    | SetDeadline
    | SetClosing
    | LastTurn
    | Announce
    | Inject
    | Rename
    | HandOver
    | ToBot
    | RemovePlayers
    | SetDoor
    | AnswerKnock
    | Publish
    | Archive
)
"""Commands for those who run a game."""
Command = Hello | Ping | Decide | Look | DeskCommand
