"""One asyncio task for each game: it alone changes the session, and it stores before it answers.

Messages wait in a mailbox. The room takes all that wait, lets the rules say which events they make,
appends these to the store in one transaction, and only then answers, and later shows. If the store fails the
room ends, and with it a state that is on no disk; the next hello reads the log again.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Mapping

from structlog.contextvars import bind_contextvars

from ..errors import Refused
from ..messages import Ack, Decide, DeskCommand, Look, Start
from ..rules import turn_clock
from ..rules.events import Event, GameScored, TurnScored
from ..rules.session import Session
from ..rules.timing import SAVE_EVERY_MS
from ..store.event_log import StoredEvent
from ..store.tokens import token_hash
from ..views.translation import Translation
from .broadcast import Broadcast
from .connection import CLOSE_TOKEN, Connection
from .doorkeeper import Doorkeeper
from .held_shows import HeldShows
from .limits import BURST_SECONDS, MAILBOX_MESSAGES
from .recording import apply_and_record, apply_and_record_scores, timestamp
from .room_batch import Batch, busy, commands_in, dismissals_of, fail, look_at, send_back, turn_away
from .room_clock import RoomClock
from .room_messages import (
    CheckClock,
    CommandReceived,
    DeviceConnected,
    DeviceDisconnected,
    MoveSeat,
    RoomMessage,
    ShowAnew,
    TakeSeat,
)
from .room_people import RoomPeople
from .room_services import RoomServices
from .room_work import RoomWork
from .saving import Saving


class Room:
    """The room of one game. names: player id -> name; resumed: the game was read from its log."""

    def __init__(
        self,
        session: Session,
        services: RoomServices,
        *,
        names: dict[str, str],
        translations: Mapping[str, Translation],
        resumed: bool,
    ) -> None:
        self.code = session.opened.code
        self.session = session
        self.mailbox: asyncio.Queue[RoomMessage] = asyncio.Queue(MAILBOX_MESSAGES)
        self._services = services
        self.people = RoomPeople(session, services.store, services.hand_overs, names)
        self.doorkeeper = Doorkeeper(asks_all=bool(session.state.sent_away))
        self._clock = RoomClock(services.watch)
        self._work = RoomWork(session, services.pool, services.background, self._wake)
        self._broadcast = Broadcast(
            session, names, services.reachability, services.watch.seconds, translations, self.doorkeeper
        )
        self._shows = HeldShows(self._broadcast, services.answers, services.pace, session, self._clock)
        self._saving = Saving(self.code, services.store, self._clock, lambda: self._broadcast.all_devices)
        self._resumed = resumed
        self._waiting: list[asyncio.Future[None]] = []
        """Futures of the HTTP handlers that wait for the messages being taken."""
        self._over = False

    # ------------------------------------------------------------ from outside

    async def run(self) -> None:
        """Take messages until the room is idle and may close; then send back who is still connected."""
        bind_contextvars(game=self.code)  # every line of the log that this task writes
        try:
            if self._resumed:
                await self._happened(turn_clock.restarted(self.session.situation()))
            await self._move_on()
            while messages := await self._next_messages():
                await self._after_a_sleep()
                await self._take(messages)
                await self._move_on()
                await self._shows.show_if_due()
        finally:
            # First, so that a message posted during the clean-up is turned away too.
            self._over = True
            self._work.cancel()
            while not self.mailbox.empty():
                turn_away(left := self.mailbox.get_nowait())
                self._services.answers.given(commands_in([left]))
            for connection in self._broadcast.connections:
                send_back(connection)
            for done in self._waiting:
                fail(done)

    def post(self, message: RoomMessage) -> None:
        """Put a message into the mailbox.

        If it is full a command is refused and a newcomer is sent back; a device that leaves is let go.
        """
        if self._over:
            turn_away(message)
            return
        if isinstance(message, DeviceConnected):
            self._broadcast.coming.add(message.connection)
            self._saving.greet(message.connection)
        try:
            self.mailbox.put_nowait(message)
        except asyncio.QueueFull:
            match message:
                case DeviceDisconnected(connection):
                    self._broadcast.gone(connection)
                case CommandReceived(connection, command):
                    connection.unanswered -= 1
                    connection.refuse(busy(), command.id)
                case _:
                    turn_away(message)
        else:
            self._services.answers.taken(commands_in([message]))

    def _wake(self) -> None:
        """Look again at what is due; a full mailbox wakes the room anyway."""
        with contextlib.suppress(asyncio.QueueFull):
            self.mailbox.put_nowait(CheckClock())

    # ------------------------------------------------------------ messages

    async def _next_messages(self) -> list[RoomMessage]:
        """All that wait; a single `CheckClock` if it is time for something; none if the room may close."""
        clock, state = self._clock, self.session.state
        with contextlib.suppress(TimeoutError):
            patience = min(clock.patience(state), self._shows.due_in())
            messages = [await asyncio.wait_for(self.mailbox.get(), patience)]
            # Who is alone does not wait: only where the process has more to answer, more is about to come.
            if isinstance(messages[0], CommandReceived) and self._services.answers.several:
                await asyncio.sleep(BURST_SECONDS)
            # All that wait make one batch: one transaction, and one new state for each device.
            while not self.mailbox.empty():
                messages.append(self.mailbox.get_nowait())
            return messages
        idle = not (
            clock.runs(state) or self._work.running or self._shows.waits or self._broadcast.connections
        )
        return [] if idle and self._services.may_close(self.code) else [CheckClock()]

    async def _take(self, messages: list[RoomMessage]) -> None:
        # Nothing to store or to answer: `_move_on` comes next and looks at the clock.
        if all(isinstance(message, CheckClock) for message in messages):
            return
        # Held where `run` finds them: if the store fails, these handlers must be told.
        self._waiting = [message.done for message in messages if isinstance(message, TakeSeat | MoveSeat)]
        try:
            await self._finish(await self._outcome(messages))
        finally:
            self._services.answers.given(commands_in(messages))

    async def _outcome(self, messages: list[RoomMessage]) -> Batch:
        """What these messages come to: the state has it already, the disk not yet."""
        batch = Batch(self._clock.now(), timestamp())
        for message in messages:
            match message:
                case CommandReceived(connection, command):
                    connection.unanswered -= 1
                    if isinstance(command, Start):
                        await self._work.prepare_start(connection.player)
                    if isinstance(command, Look):
                        look_at(batch, connection, command)
                    else:
                        self._ask(batch, connection, command)
                case DeviceConnected(connection, hello):
                    self._arrive(batch, connection, hello)
                case DeviceDisconnected(connection):
                    self._broadcast.gone(connection)
                case TakeSeat():
                    self._join(batch, message)
                case ShowAnew():
                    batch.names_changed = True
                case MoveSeat():
                    await self.people.move(batch, message)
                    self._broadcast.moved(message.player, token_hash(message.token))
        return batch

    async def _finish(self, batch: Batch) -> None:
        """Store first, then answer, then have it shown: an answer means that it is on disk."""
        await self._saving.keep(batch.events, batch.people)
        for answer in batch.answers:
            answer()
        for dismissal in batch.dismissals:
            self._broadcast.dismiss(dismissal)
        # Before the greeting, which must not take a view that this batch has made old.
        self._shows.add([stored.event for stored in batch.events], names_changed=batch.names_changed)
        if batch.arrived:
            await self._broadcast.greet(self._clock.passed_ms, batch.arrived)

    def _arrive(self, batch: Batch, connection: Connection, hello: str) -> None:
        """Let a device in; its seat may have been given away since the hello was read."""
        try:
            self._broadcast.let_in(connection)
        except Refused as refused:
            connection.refuse(refused, hello)
            connection.leave(refused.code, refused.message, CLOSE_TOKEN, come_back=False)
            return
        batch.arrived.add(connection)
        self.doorkeeper.came_in(connection.address, connection.player)
        batch.answers.append(lambda: connection.answer(Ack(hello, None)))

    def _ask(self, batch: Batch, connection: Connection, command: Decide | DeskCommand) -> None:
        try:
            passed_ms = self._clock.passed_ms_at(batch.now)
            events = self.session.handle(connection.player, command, passed_ms, device=connection.device)
            result = self.people.outside_the_log(
                batch, command, self.doorkeeper, self._services.watch.running()
            )
        except Refused as refused:
            batch.answers.append(lambda refused=refused: connection.refuse(refused, command.id))  # type: ignore[misc]
            return
        batch.events.extend([self._apply(event, batch.at) for event in events])
        batch.dismissals += [each for event in events for each in dismissals_of(event)]
        # Given later, when the events are on disk.
        batch.answers.append(lambda: connection.answer(Ack(command.id, result)))

    def _join(self, batch: Batch, asked: TakeSeat) -> None:
        now = self._services.watch.running()
        try:
            self.doorkeeper.must_not_ask(asked.address, now)
            events = self.people.join(batch, asked)
        except Refused as refused:
            fail(asked.done, refused)
            return
        if events:
            self.doorkeeper.seated(asked.address, asked.player, now)
        batch.events.extend([self._apply(event, batch.at) for event in events])

    # ------------------------------------------------------------ what follows without a message

    async def _move_on(self) -> None:
        """Do all that is due, then write the time left to the log if that is due too."""
        while True:
            await self._after_a_sleep()
            # One step a round: each may make the next one due.
            if self._work.done:
                if events := self._work.take_result():
                    await self._happened(events)
            elif events := self.session.due(self._clock.passed_ms, work=False):
                await self._happened(events)
            elif not self._work.begin():
                break
        if self._clock.passed_ms >= SAVE_EVERY_MS:
            await self._happened(turn_clock.save_time_left(self.session.situation(self._clock.passed_ms)))

    async def _after_a_sleep(self) -> None:
        """Give the open turn what it gets after a restart, and tell all pages what is left."""
        if self._clock.slept() and (
            events := turn_clock.woken(self.session.situation(self._clock.passed_ms))
        ):
            await self._happened(events)
        elif self._clock.leapt():
            self._shows.time_leapt()

    def _apply(self, event: Event, at: str = "") -> StoredEvent:
        """Apply the event; measure time from here on if it has set the game's clock."""
        before = self.session.state.clock
        stored = apply_and_record(self.session, event, at)
        # By identity: an event may set the clock to what it was, and time starts anew nevertheless.
        if self.session.state.clock is not before:
            self._clock.restart()
        return stored

    async def _happened(self, events: list[Event]) -> None:
        stored = [
            await apply_and_record_scores(self.session, event, self._services.background)
            if isinstance(event, TurnScored | GameScored)
            else self._apply(event)
            for event in events
        ]
        async with self._shows.while_stored(events):
            await self._saving.keep(stored, [])
