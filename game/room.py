"""One task a game: it alone touches the session, and it stores before it tells.

What comes in waits in a mailbox; the room takes all that waits, lets the session say what
happens, appends it to the store in one go, and only then answers and shows. If the store
fails the room is gone, and with it what it believed: the log is read again.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Container
from dataclasses import dataclass
from datetime import UTC, datetime
from time import perf_counter

from structlog.contextvars import bind_contextvars

from . import views
from .connection import CLOSE_RESTART, Connection, encode
from .errors import Refused
from .events import DecisionMade, Event, Place, TurnResolved
from .messages import Ack, Decide
from .session import Session
from .store import Fact, Store
from .tables import rows_beside

MAILBOX = 256
IDLE_SECONDS = 300.0
"""A room nobody is in is left after so long; the log keeps the game."""


@dataclass(frozen=True, slots=True)
class Arrived:
    connection: Connection
    hello: str


@dataclass(frozen=True, slots=True)
class Left:
    connection: Connection


@dataclass(frozen=True, slots=True)
class Asked:
    connection: Connection
    command: Decide


Letter = Arrived | Left | Asked


def note(session: Session, event: Event) -> Fact:
    """The session takes note; the fact is what the store is to keep of it."""
    at = now()
    session.apply(event)
    return Fact(event, at, tuple(rows_beside(session, event, at)))


def now() -> str:
    """A label for people; nothing is ever decided by it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Room:
    """A session, its sockets, and the order in which things happen to them."""

    def __init__(
        self,
        session: Session,
        store: Store,
        empty: Callable[[Room], bool],
        turn_played: Callable[[float], None] = lambda seconds: None,
    ) -> None:
        self.code = session.opened.code
        self.session = session
        self.mailbox: asyncio.Queue[Letter] = asyncio.Queue(MAILBOX)
        self._store = store
        self._may_close = empty
        self._turn_played = turn_played
        self._connections: set[Connection] = set()
        self._over = False

    async def run(self) -> None:
        """Until nobody is left."""
        bind_contextvars(game=self.code)  # every line of the log that this task writes
        try:
            await self._move_on()
            while letters := await self._letters():
                await self._take(letters)
        finally:
            self._over = True
            while not self.mailbox.empty():
                self._connections.add(self.mailbox.get_nowait().connection)
            for connection in self._connections:
                send_back(connection)

    def post(self, letter: Letter) -> None:
        """Put into the mailbox; a full one refuses commands and forgets nobody who leaves."""
        if self._over:
            send_back(letter.connection)
            return
        try:
            self.mailbox.put_nowait(letter)
        except asyncio.QueueFull:
            match letter:
                case Left(connection):
                    self._connections.discard(connection)
                case Arrived(connection):
                    send_back(connection)
                case Asked(connection, command):
                    connection.refuse(
                        Refused("The game has too much to do just now; send it again.", code="busy"),
                        command.id,
                    )

    async def _letters(self) -> list[Letter]:
        """All that waits, at least one; none when the room may close."""
        while True:
            with contextlib.suppress(TimeoutError):
                letters = [await asyncio.wait_for(self.mailbox.get(), IDLE_SECONDS)]
                while not self.mailbox.empty():
                    letters.append(self.mailbox.get_nowait())
                return letters
            if not self._connections and self._may_close(self):
                return []

    async def _take(self, letters: list[Letter]) -> None:
        facts: list[Fact] = []
        answers: list[tuple[Connection, Ack | Refused, str]] = []
        for letter in letters:
            match letter:
                case Arrived(connection, hello):
                    self._connections.add(connection)
                    answers.append((connection, Ack(hello, None), hello))
                case Left(connection):
                    self._connections.discard(connection)
                case Asked(connection, command):
                    connection.unanswered -= 1
                    answers.append((connection, self._ask(connection, command, facts), command.id))
        await self._keep(facts)
        for connection, answer, command_id in answers:
            if isinstance(answer, Refused):
                connection.refuse(answer, command_id)
            else:
                connection.answer(answer)
        self._show({place for fact in facts for place in _seen_by(fact.event)} | _arrivals(letters))
        await self._move_on()

    def _ask(self, connection: Connection, command: Decide, facts: list[Fact]) -> Ack | Refused:
        try:
            events = self.session.handle(connection.player, command)
        except Refused as refused:
            return refused
        facts.extend(note(self.session, event) for event in events)
        return Ack(command.id, None)

    async def _move_on(self) -> None:
        """Whatever follows by itself, whoever is absent."""
        while events := self._due():
            await self._keep([note(self.session, event) for event in events])
            self._show(self.session.players.keys())

    def _due(self) -> list[Event]:
        began = perf_counter()
        events = self.session.due()
        if any(isinstance(event, TurnResolved) for event in events):
            self._turn_played(perf_counter() - began)
        return events

    async def _keep(self, facts: list[Fact]) -> None:
        if facts:
            await self._store.append(self.code, facts)

    def _show(self, places: Container[Place]) -> None:
        """The same status to all, and to each seat concerned its own view, encoded once."""
        status = encode(views.status(self.session, {c.place for c in self._connections if c.place}))
        seen: dict[Place, str] = {}
        for connection in self._connections:
            connection.show("status", status)
            place = connection.place
            if place is not None and place in places:
                if place not in seen:
                    seen[place] = encode(views.seat_view(self.session, place))
                connection.show("view", seen[place])


def send_back(connection: Connection) -> None:
    """This room is no more; the page finds the game again by itself."""
    connection.leave(
        "restart",
        "The game is being reopened; your page comes back by itself.",
        CLOSE_RESTART,
        come_back=True,
    )


def _seen_by(event: Event) -> set[Place]:
    return {Place(event.table, event.seat)} if isinstance(event, DecisionMade) else set()


def _arrivals(letters: list[Letter]) -> set[Place]:
    return {
        letter.connection.place
        for letter in letters
        if isinstance(letter, Arrived) and letter.connection.place
    }
