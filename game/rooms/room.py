"""One task a game: it alone touches the session, and it stores before it tells.

What comes in waits in a mailbox; the room takes all that waits, lets the session say what
happens, appends it to the store in one go, and only then answers and shows. If the store
fails the room is gone, and with it what it believed: the log is read again. Weeks are played
and scores worked out in another thread, one thing at a time, while the room goes on answering.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from time import perf_counter

from structlog.contextvars import bind_contextvars

from ..errors import GameError, ReadOnly, Refused
from ..messages import Ack, Decide, DeskCommand, HandOver, HandOverLink, Rename
from ..names import plain_name
from ..rules import turn_clock
from ..rules.clock import NOTE_MS
from ..rules.desk_events import Announced, LastTurnSet, SeatReleased
from ..rules.events import (
    ClockSet,
    DecisionMade,
    Event,
    GameScored,
    Place,
    TurnClosed,
    TurnResolved,
    TurnScored,
)
from ..rules.session import Session
from ..store import tokens
from ..store.store import Store, StoredEvent
from ..store.tables import TableRow, rows_beside
from ..views.translation import Translation
from .broadcast import Broadcast, Reachability
from .connection import CLOSE_MOVED, CLOSE_RESTART, CLOSE_TOKEN, Connection
from .limits import IDLE_SECONDS, MAILBOX_MESSAGES
from .room_messages import (
    CheckClock,
    CommandReceived,
    DeviceConnected,
    DeviceDisconnected,
    MoveSeat,
    RoomMessage,
    TakeSeat,
)

log = logging.getLogger("linestop")


def note(session: Session, event: Event) -> StoredEvent:
    """The session takes note; the fact is what the store is to keep of it."""
    at = now()
    session.apply(event)
    return StoredEvent(event, at, tuple(rows_beside(session, event, at)))


def now() -> str:
    """A label for people; nothing is ever decided by it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


@dataclass(slots=True)
class Batch:
    """What came of the letters taken together: to be kept, then answered, then shown."""

    facts: list[StoredEvent] = field(default_factory=list)
    people: list[TableRow] = field(default_factory=list)
    answers: list[Callable[[], None]] = field(default_factory=list)
    sent_away: list[tuple[str, str, int, str]] = field(default_factory=list)
    """Players whose devices must go: whose, why, with which close, in which words."""
    arrived: set[Connection] = field(default_factory=set)
    names_changed: bool = False


class Room:
    """A session, its sockets, and the order in which things happen to them."""

    def __init__(
        self,
        session: Session,
        store: Store,
        empty: Callable[[Room], bool],
        turn_played: Callable[[float], None] = lambda seconds: None,
        *,
        names: dict[str, str] | None = None,
        hand_overs: tokens.HandOverCodes | None = None,
        clock: Callable[[], float] | None = None,
        reachability: Reachability | None = None,
        translations: Mapping[str, Translation] | None = None,
        resumed: bool = False,
    ) -> None:
        self.code = session.opened.code
        self.session = session
        self.names = names or {}
        self.mailbox: asyncio.Queue[RoomMessage] = asyncio.Queue(MAILBOX_MESSAGES)
        self._store = store
        self._may_close = empty
        self._turn_played = turn_played
        self._hand_overs = hand_overs or tokens.HandOverCodes()
        self._clock = clock or asyncio.get_running_loop().time
        self._noted_at = self._clock()
        self._broadcast = Broadcast(
            session, self.names, reachability or Reachability(), self._clock, translations or {}
        )
        self._work: asyncio.Task[Event] | None = None
        self._resumed = resumed
        self._joined: set[str] = set()
        self._owed: list[asyncio.Future[None]] = []
        self._over = False

    # ------------------------------------------------------------ from outside

    async def run(self) -> None:
        """Until nobody is left."""
        bind_contextvars(game=self.code)  # every line of the log that this task writes
        try:
            if self._resumed:
                await self._happened(turn_clock.restarted(self.session))
            await self._move_on()
            while letters := await self._letters():
                await self._take(letters)
                await self._move_on()
        finally:
            self._over = True
            if self._work is not None:
                self._work.cancel()
            while not self.mailbox.empty():
                self._turn_away(self.mailbox.get_nowait())
            for connection in self._broadcast.connections:
                send_back(connection)
            for done in self._owed:
                _fail(done)

    def post(self, letter: RoomMessage) -> None:
        """Put into the mailbox; a full one refuses what is asked and forgets nobody who leaves."""
        if self._over:
            self._turn_away(letter)
            return
        try:
            self.mailbox.put_nowait(letter)
        except asyncio.QueueFull:
            match letter:
                case DeviceDisconnected(connection):
                    self._broadcast.connections.discard(connection)
                case CommandReceived(connection, command):
                    connection.unanswered -= 1
                    connection.refuse(_busy(), command.id)
                case _:
                    self._turn_away(letter)

    def _turn_away(self, letter: RoomMessage) -> None:
        match letter:
            case DeviceConnected(connection) | DeviceDisconnected(connection) | CommandReceived(connection):
                send_back(connection)
            case TakeSeat() | MoveSeat():
                _fail(letter.done)

    # ------------------------------------------------------------ time

    def _passed_ms(self) -> int:
        return int((self._clock() - self._noted_at) * 1000)

    def _note(self, event: Event) -> StoredEvent:
        before = self.session.clock
        fact = note(self.session, event)
        if self.session.clock is not before:
            self._noted_at = self._clock()
        return fact

    def _patience(self) -> float:
        """Seconds until something must happen though nobody comes."""
        running = self.session.phase == "deciding" and not self.session.clock.stopped
        wait = self.session.clock.after(self._passed_ms()).wait_ms if running else None
        if wait is None:
            return IDLE_SECONDS
        until_noted = NOTE_MS - self._passed_ms() if self.session.clock.left_ms is not None else NOTE_MS
        return max(0.0, min(wait, until_noted) / 1000)

    # ------------------------------------------------------------ letters

    async def _letters(self) -> list[RoomMessage]:
        """All that waits; only a `CheckClock` if it is time for something; none when the room may close."""
        patience = self._patience()
        with contextlib.suppress(TimeoutError):
            letters = [await asyncio.wait_for(self.mailbox.get(), patience)]
            while not self.mailbox.empty():
                letters.append(self.mailbox.get_nowait())
            return letters
        idle = patience >= IDLE_SECONDS and self._work is None and not self._broadcast.connections
        return [] if idle and self._may_close(self) else [CheckClock()]

    async def _take(self, letters: list[RoomMessage]) -> None:
        if all(isinstance(letter, CheckClock) for letter in letters):
            return
        self._owed = [letter.done for letter in letters if isinstance(letter, TakeSeat | MoveSeat)]
        batch = Batch()
        for letter in letters:
            match letter:
                case DeviceConnected(connection, hello):
                    self._arrive(batch, connection, hello)
                case DeviceDisconnected(connection):
                    self._broadcast.connections.discard(connection)
                case CommandReceived(connection, command):
                    connection.unanswered -= 1
                    self._ask(batch, connection, command)
                case TakeSeat():
                    self._join(batch, letter)
                case MoveSeat():
                    await self._move(batch, letter)
        await self._finish(batch)

    async def _finish(self, batch: Batch) -> None:
        """Store, then tell."""
        await self._keep(batch.facts, batch.people)
        for answer in batch.answers:
            answer()
        for player, code, close, message in batch.sent_away:
            self._send_away(player, code, close, message)
        await self._show([fact.event for fact in batch.facts], batch.arrived, batch.names_changed)

    def _arrive(self, batch: Batch, connection: Connection, hello: str) -> None:
        """A seat may have been given away since the hello was read: whoever comes late learns it here."""
        try:
            self._broadcast.let_in(connection)
        except Refused as refused:
            connection.refuse(refused, hello)
            connection.leave(refused.code, refused.message, CLOSE_TOKEN, come_back=False)
            return
        batch.arrived.add(connection)
        batch.answers.append(lambda: connection.answer(Ack(hello, None)))

    def _ask(self, batch: Batch, connection: Connection, command: Decide | DeskCommand) -> None:
        try:
            events = self.session.handle(
                connection.player, command, self._passed_ms(), device=connection.device
            )
            result = self._outside_the_log(batch, command)
        except Refused as refused:
            batch.answers.append(lambda refused=refused: connection.refuse(refused, command.id))  # type: ignore[misc]
            return
        batch.facts.extend(self._note(event) for event in events)
        for event in events:
            if isinstance(event, SeatReleased):
                words = "Your seat is played by a bot now. Join again if you want to go on."
                batch.sent_away.append((event.player, "replaced", CLOSE_TOKEN, words))
        batch.answers.append(lambda: connection.answer(Ack(command.id, result)))

    def _outside_the_log(self, batch: Batch, command: Decide | DeskCommand) -> HandOverLink | None:
        """Names and one-time codes, which no event holds."""
        match command:
            case Rename():
                others = [name for player, name in self.names.items() if player != command.player]
                name = plain_name(command.name, others)
                self.names[command.player] = name
                batch.people.append(("players", {"id": command.player, "name": name}))
                batch.names_changed = True
            case HandOver():
                code = self._hand_overs.offer(self.code, command.player, self._clock())
                return HandOverLink(f"claim#code={code}", tokens.HAND_OVER_SECONDS)
        return None

    def _join(self, batch: Batch, asked: TakeSeat) -> None:
        if tokens.token_hash(asked.token) in self._joined:
            # Asked again before the first answer was there.
            batch.answers.append(lambda: _done(asked.done))
            return
        try:
            holding = (self.names[each] for each in self.session.players.values() if each in self.names)
            name = plain_name(asked.name, holding)
            events = self.session.join(asked.player, program=asked.program)
        except Refused as refused:
            if not asked.done.done():
                asked.done.set_exception(refused)
            return
        at = now()
        self.names[asked.player] = name
        self._joined.add(tokens.token_hash(asked.token))
        batch.people.append(("players", {"id": asked.player, "name": name, "joined_at": at}))
        batch.people.append(tokens.secret_row(asked.token, asked.player, self.code, at))
        batch.facts.extend(self._note(event) for event in events)
        batch.answers.append(lambda: _done(asked.done))

    async def _move(self, batch: Batch, moves: MoveSeat) -> None:
        """The old devices are signed off at once."""
        at = now()
        batch.people += await tokens.revocations(self._store, moves.player, at)
        batch.people.append(tokens.secret_row(moves.token, moves.player, self.code, at))
        if moves.recovery is not None:
            batch.people.append(tokens.secret_row(moves.recovery, moves.player, self.code, at, "recovery"))
        words = "This was moved to another device; go on there."
        batch.sent_away.append((moves.player, "moved", CLOSE_MOVED, words))
        self._broadcast.moved(moves.player, tokens.token_hash(moves.token))
        batch.answers.append(lambda: _done(moves.done))

    def _send_away(self, player: str, code: str, close: int, message: str) -> None:
        for connection in list(self._broadcast.connections):
            if connection.player == player:
                self._broadcast.connections.discard(connection)
                connection.leave(code, message, close, come_back=False)

    # ------------------------------------------------------------ what follows by itself

    async def _move_on(self) -> None:
        """Whatever follows by itself, whoever is absent."""
        while True:
            if self._work is not None and self._work.done():
                await self._work_done(self._work)
            elif events := self.session.due(self._passed_ms(), work=False):
                await self._happened(events)
            elif not self._begin_work():
                break
        if self._passed_ms() >= NOTE_MS:
            await self._happened(turn_clock.noted(self.session, self._passed_ms()))

    def _begin_work(self) -> bool:
        """Play the weeks of a closed turn, or work out the score of the last; one thing at a time."""
        if self._work is not None:
            return False
        work: Callable[[], Event] | None = self.session.scoring()
        if work is None and self.session.phase == "resolving" and self.session.read_only is None:
            work = self.session.resolving()
        if work is None:
            return False
        self._work = asyncio.create_task(asyncio.to_thread(_timed, work, self._turn_played))
        self._work.add_done_callback(lambda _: self._wake())
        return True

    def _wake(self) -> None:
        """A full mailbox is awake already."""
        with contextlib.suppress(asyncio.QueueFull):
            self.mailbox.put_nowait(CheckClock())

    async def _work_done(self, work: asyncio.Task[Event]) -> None:
        self._work = None
        try:
            event = work.result()
        except ReadOnly as why:
            self.session.diverge(why)
            return
        except Exception:
            if self.session.scoring() is None:
                raise
            log.exception("a score could not be worked out")
            self.session.leave_unscored()
            return
        await self._happened(self.session.resolved(event) if isinstance(event, TurnResolved) else [event])

    async def _happened(self, events: list[Event]) -> None:
        await self._keep([self._note(event) for event in events], [])
        await self._show(events, set(), names_changed=False)

    async def _keep(self, facts: list[StoredEvent], people: list[TableRow]) -> None:
        if facts or people:
            await self._store.append(self.code, facts, people)

    async def _show(self, events: list[Event], arrived: set[Connection], names_changed: bool) -> None:
        places = {Place(e.table, e.seat) for e in events if isinstance(e, DecisionMade)}
        everybody = names_changed or any(not isinstance(event, SEEN_IN_STATUS) for event in events)
        moved = any(not (isinstance(event, ClockSet) and event.cause == "noted") for event in events)
        await self._broadcast.show(self._passed_ms(), places, arrived, everybody=everybody, moved=moved)


SEEN_IN_STATUS = (DecisionMade, ClockSet, TurnClosed, Announced, LastTurnSet)
"""What changes nobody's view, or only the view of whoever did it."""


def _timed(work: Callable[[], Event], turn_played: Callable[[float], None]) -> Event:
    began = perf_counter()
    event = work()
    if not isinstance(event, TurnScored | GameScored):
        turn_played(perf_counter() - began)
    return event


def _busy() -> GameError:
    return Refused("The game has too much to do just now; send it again.", code="busy")


def _done(future: asyncio.Future[None]) -> None:
    """Whoever gave up waiting has been told nothing."""
    if not future.done():
        future.set_result(None)


def _fail(future: asyncio.Future[None]) -> None:
    """What became of it is unknown here; asking again with the same token does no harm."""
    if not future.done():
        future.set_exception(GameError("The game is being reopened; try again in a moment.", code="restart"))


def send_back(connection: Connection) -> None:
    """This room is no more; the page finds the game again by itself."""
    connection.leave(
        "restart",
        "The game is being reopened; your page comes back by itself.",
        CLOSE_RESTART,
        come_back=True,
    )
