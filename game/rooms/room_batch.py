"""The outcome of a batch of room messages: what to store, then what to answer, then what to show."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from ..errors import GameError
from ..store.store import StoredEvent
from ..store.tables import TableRow
from .connection import Connection

PLAYED_BY_BOT = "Your seat is played by a bot now. Join again if you want to go on."
MOVED = "This was moved to another device; go on there."


@dataclass(frozen=True, slots=True)
class Dismissal:
    """All devices of `player` must go: the error code, the close code of the socket, and a sentence."""

    player: str
    code: str
    close: int
    message: str


@dataclass(slots=True)
class Batch:
    """Events and rows are stored in one transaction; only then are answers given and states shown."""

    events: list[StoredEvent] = field(default_factory=list)
    people: list[TableRow] = field(default_factory=list)
    """Rows of names and secrets, which are in no event."""
    answers: list[Callable[[], None]] = field(default_factory=list)
    dismissals: list[Dismissal] = field(default_factory=list)
    arrived: set[Connection] = field(default_factory=set)
    names_changed: bool = False


def succeed(future: asyncio.Future[None]) -> None:
    """Tell the waiting HTTP handler that it is done; a handler that was cancelled is told nothing."""
    if not future.done():
        future.set_result(None)


def fail(future: asyncio.Future[None]) -> None:
    """Tell the waiting HTTP handler to try again: whether it was stored is unknown here.

    Asking again with the same token does no harm.
    """
    if not future.done():
        future.set_exception(GameError("The game is being reopened; try again in a moment.", code="restart"))
