"""Upwards, in the imperative: what people ask of a room."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from .terms import (
    PROTOCOL,
    CommandId,
    GameCode,
    PlayerId,
    Seconds,
    ShockKind,
    StanceName,
    Token,
    TypedName,
    TypedText,
)


class Hello(Struct, frozen=True, forbid_unknown_fields=True, tag="hello"):
    """The first frame of every connection: who speaks, about which game."""

    id: CommandId
    game: GameCode
    token: Token | None = None
    """None: an observer, who needs only the code."""
    protocol: int = PROTOCOL
    device: Annotated[str, Meta(pattern=r"\A[A-Za-z0-9_-]{0,40}\Z")] = ""
    """Chosen by the page, so that it can tell its own decisions from another device's at the seat."""
    language: Annotated[str, Meta(pattern=r"\A(?:[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,3})?\Z")] = ""
    """In which the scenario's texts are wanted, like de or de-CH. Empty, or one that the scenario
    has no translation of: its own words."""


class Decide(Struct, frozen=True, forbid_unknown_fields=True, tag="decide"):
    """A seat's stances for a turn; components left out keep theirs."""

    id: CommandId
    turn: Annotated[int, Meta(ge=1)]
    stances: Annotated[dict[str, StanceName], Meta(max_length=16)]


class Start(Struct, frozen=True, forbid_unknown_fields=True, tag="start"):
    """Out of the lobby. For the facilitator, and the opener of an open game."""

    id: CommandId


class CloseTurn(Struct, frozen=True, forbid_unknown_fields=True, tag="close_turn"):
    """Close this turn now. Desk; harmless if it is closed already."""

    id: CommandId
    turn: Annotated[int, Meta(ge=1)]


class Pause(Struct, frozen=True, forbid_unknown_fields=True, tag="pause"):
    """Stop the clock; decisions are taken all the same. Desk."""

    id: CommandId


class Resume(Struct, frozen=True, forbid_unknown_fields=True, tag="resume"):
    """Let the clock go on. Desk."""

    id: CommandId


class Extend(Struct, frozen=True, forbid_unknown_fields=True, tag="extend"):
    """More time for the turn that is open. Desk."""

    id: CommandId
    seconds: Seconds


class SetDeadline(Struct, frozen=True, forbid_unknown_fields=True, tag="set_deadline"):
    """From now on so many seconds a turn, the open one too (counted from now); None: no deadline. Desk."""

    id: CommandId
    seconds: Seconds | None


class SetClosing(Struct, frozen=True, forbid_unknown_fields=True, tag="set_closing"):
    """Whether a turn closes by itself when everybody has decided. Desk."""

    id: CommandId
    all_in: bool


class LastTurn(Struct, frozen=True, forbid_unknown_fields=True, tag="last_turn"):
    """The game ends when the turn now open has been played. Desk."""

    id: CommandId


class Announce(Struct, frozen=True, forbid_unknown_fields=True, tag="announce"):
    """A message to the whole room, until the next; an empty one takes it away. Desk."""

    id: CommandId
    text: TypedText


class Inject(Struct, frozen=True, forbid_unknown_fields=True, tag="inject"):
    """A shock from the first week not yet played, with the news that announces it at once. Desk."""

    id: CommandId
    kind: ShockKind
    target: Annotated[str, Meta(min_length=1, max_length=40)]
    """A supplier, port, lane or product, as the kind asks: one of the desk's `shock_kinds`."""
    weeks: Annotated[int, Meta(ge=1, le=52)]
    value: float
    """While it lasts: a multiple of normal, or weeks added; a closure has none and ignores it."""
    headline: TypedText
    """Empty: nothing is announced."""
    text: TypedText


class Rename(Struct, frozen=True, forbid_unknown_fields=True, tag="rename"):
    """Another name for a player. Desk."""

    id: CommandId
    player: PlayerId
    name: TypedName


class HandOver(Struct, frozen=True, forbid_unknown_fields=True, tag="hand_over"):
    """A one-time link that moves a player's seat to another device; the ack carries it. Desk."""

    id: CommandId
    player: PlayerId


class ToBot(Struct, frozen=True, forbid_unknown_fields=True, tag="to_bot"):
    """Take a seat from whoever holds it and let a bot play it; in the lobby it is free again. Desk."""

    id: CommandId
    player: PlayerId


class Publish(Struct, frozen=True, forbid_unknown_fields=True, tag="publish"):
    """Whether a finished game's page may be read by everybody. Desk, and the opener of an open game."""

    id: CommandId
    published: bool


class Archive(Struct, frozen=True, forbid_unknown_fields=True, tag="archive"):
    """A game that is over takes no command and leaves the lists. Desk, and the opener."""

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
    | Publish
    | Archive
)
Command = Hello | Decide | DeskCommand
