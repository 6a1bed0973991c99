"""The outcome of a batch of room messages: what to store, then what to answer, then what to show."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from msgspec.structs import replace

from ..errors import GameError, Refused
from ..messages import Ack, Look
from ..rules.desk_events import Announced, LastTurnSet, SeatReleased, SeatsReleased
from ..rules.events import ClockSet, DecisionMade, Event, TurnClosed, TurnScored
from ..store.event_log import StoredEvent
from ..store.tables import TableRow
from .connection import CLOSE_RESTART, CLOSE_TOKEN, Connection
from .room_messages import (
    CommandReceived,
    DeviceConnected,
    DeviceDisconnected,
    MoveSeat,
    RoomMessage,
    TakeSeat,
)

PLAYED_BY_BOT = "Your seat is played by a bot now. Join again if you want to go on."
SENT_AWAY = "Whoever leads this game took you off your seat; ask them if you want to come back."
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
    """Events and rows are stored in one transaction; only then are answers given and states shown.

    All its messages count as having come at the same moment.
    """

    now: float
    """Seconds of the room's clock."""
    at: str
    """The time of day, which is stored with its events."""
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


def fail(future: asyncio.Future[None], why: GameError | None = None) -> None:
    """Tell the waiting HTTP handler why not, or to try again: whether it was stored is unknown here.

    Asking again with the same token does no harm.
    """
    if not future.done():
        again = GameError("The game is being reopened; try again in a moment.", code="restart")
        future.set_exception(why or again)


def dismissals_of(event: Event) -> list[Dismissal]:
    """Whose devices must go when this event is on disk."""
    match event:
        case SeatReleased():
            return [Dismissal(event.player, "replaced", CLOSE_TOKEN, PLAYED_BY_BOT)]
        case SeatsReleased():
            return [Dismissal(player, "sent_away", CLOSE_TOKEN, SENT_AWAY) for player in event.players]
    return []


SEEN_IN_STATUS = (DecisionMade, ClockSet, TurnClosed, Announced, LastTurnSet)
"""Events after which no view changes but that of the seat that decided: the status tells the rest."""
KEEPS_VIEWS = (ClockSet, TurnClosed)
"""Events that change no more of a view than a decision does: what is kept of it stays right."""
SHOWN_TO_NOBODY = (TurnScored,)
"""Events that change neither a view nor the status: a score is kept for the end of the game."""


def look_at(batch: Batch, connection: Connection, look: Look) -> None:
    """Show a device the seats that it asks for; it alone is told, and no event is made."""
    if connection.role == "player":
        refused = Refused("Only whoever leads this game may do that.", code="not_yours")
        batch.answers.append(lambda: connection.refuse(refused, look.id))
        return
    # Without its id, so that devices which ask for the same seats share one frame.
    connection.look = replace(look, id="")
    batch.arrived.add(connection)
    batch.answers.append(lambda: connection.answer(Ack(look.id, None)))


def busy() -> GameError:
    """The refusal of a command when the room's mailbox is full."""
    return Refused("The game has too much to do just now; send it again.", code="busy")


def send_back(connection: Connection) -> None:
    """Close a connection in such a way that the page comes back by itself and finds the game again."""
    connection.leave(
        "restart",
        "The game is being reopened; your page comes back by itself.",
        CLOSE_RESTART,
        come_back=True,
    )


def turn_away(message: RoomMessage) -> None:
    """Let who sent a message that no room will take try again."""
    match message:
        case DeviceConnected(connection) | DeviceDisconnected(connection) | CommandReceived(connection):
            send_back(connection)
        case TakeSeat() | MoveSeat():
            fail(message.done)


def commands_in(messages: list[RoomMessage]) -> int:
    """How many of them are commands, each of which is answered."""
    return sum([type(message) is CommandReceived for message in messages])
