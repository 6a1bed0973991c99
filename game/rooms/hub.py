"""All games of one server: opens new ones, admits devices by their token, keeps one room for each.

A room is made when its game is first asked for, by replaying the log, and closes when it is idle. A room
that fails affects no other: its devices reconnect, and the log is read again. Only a store that fails
stops the whole server.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from time import monotonic
from weakref import WeakValueDictionary

from ..compute.compute_pool import ComputePool
from ..errors import GameError, Refused, StorageError
from ..messages import Depth, Hello, NewGame, Opened, Phase
from ..names import plain_code
from ..rules.session import Session
from ..store import tokens
from ..store.game_reader import unfinished_games
from ..store.store import Store
from . import game_options
from .broadcast import Reachability
from .connection import Connection
from .game_creation import CreatedGame, new_code
from .metrics import Metrics
from .rate_limits import FAILED_CODES, NewGamesLimit, RateLimits, too_many
from .recording import session_of_log
from .room import Room
from .room_messages import CheckClock, ShowAnew
from .room_services import RoomServices
from .saving import in_time
from .scenario_catalogue import Catalogue
from .sleep_watch import LOOK_SECONDS, SleepWatch
from .unknown_years import UnknownYears

log = logging.getLogger("linestop")

ADDRESS_BEATS = 3
"""Looks at the clocks between two looks at the machine's addresses."""


class Hub:
    """The games of one server over one store.

    `on_failure` is called when the store has failed and the server must stop. pool: closed with the hub.
    games_a_minute: limit of new games, of all addresses together. clock: seconds, monotonic.
    """

    def __init__(
        self,
        store: Store,
        catalogue: Catalogue,
        engine: str,
        *,
        pool: ComputePool | None = None,
        games_a_minute: int = 240,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self.store = store
        self.clock = clock
        self.reachability = Reachability()
        self.hand_overs = tokens.HandOverCodes()
        self.rate_limits = RateLimits()
        self.catalogue = catalogue
        self.engine = engine
        self.on_failure: Callable[[StorageError], None] = lambda error: log.critical("%s", error.message)
        self.metrics = Metrics()
        self.pool = pool or ComputePool()
        self.years = UnknownYears(self.pool)
        self._new_games = NewGamesLimit(games_a_minute)
        self._rooms: dict[str, Room] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._finding: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._closed = False
        # Looked up at each call: tests replace the clock of a hub that is in use.
        self.watch = SleepWatch(lambda: self.clock())
        self._looking: asyncio.Task[None] | None = None
        self._services = RoomServices(
            store=store,
            hand_overs=self.hand_overs,
            reachability=self.reachability,
            watch=self.watch,
            pool=self.pool,
            may_close=self._forget,
        )
        store.on_commit = self.metrics.committed
        store.on_failure = lambda error: self.on_failure(error)
        self.metrics.watch(self.phases, self.pool)

    def phases(self) -> list[Phase]:
        """The phase of every game that has a room."""
        return [room.session.state.phase for room in self._rooms.values()]

    async def open_alone(self, scenario: str | None, depth: Depth = "segmented") -> Opened:
        """Open, seat and start a practice game, or the tutorial (None); it is on disk when this returns.

        Raises:
            Refused: if there is no such scenario, or too many games were opened this minute.
        """
        # Looked up first: an unknown scenario opens no game, so it is not counted.
        with self.years.or_listed(scenario, self.catalogue) as listed:
            self._count_new()
            code = await new_code(self.store)
            made = CreatedGame.of_one_player(code, listed, self.engine, self.pool, depth)
            return await self._open(await made)

    async def open_game(self, wanted: NewGame) -> Opened:
        """Open a game that others join by its code; the opener facilitates it or is its first player.

        Raises:
            Refused: if its options do not go together, there is no such scenario, or too many games are new.
        """
        with self.years.or_listed(wanted.scenario, self.catalogue) as listed:
            self._count_new()
            rules = game_options.checked(wanted, listed.scenario)
            code = await new_code(self.store)
            return await self._open(CreatedGame.for_others(code, listed, self.engine, wanted, rules))

    # ------------------------------------------------------------ admission

    async def admit(self, connection: Connection, hello: Hello) -> Room:
        """Check the token of a hello: the game's room, with player and role written to `connection`.

        Raises:
            Refused: if the token opens nothing in this game, there is no such game, or too many wrong codes
                came from this address.
            GameError: if the server is stopping, or the game cannot be read.
        """
        code = plain_code(hello.game)
        connection.device = hello.device
        connection.language = hello.language
        # An observer shows the code alone, which may be a guess.
        if hello.token is None:
            self.rate_limits.hellos.take(connection.address, self.clock())
            with self.counting_failed_codes(connection.address, code):
                return await self.room(code)
        holder = await tokens.holder_of(self.store, hello.token)
        if holder is None or holder[0] != code:
            raise Refused("This link opens no seat in this game; open your own link again.", code="bad_token")
        # Of this seat alone: what others behind the address do must not keep it out.
        self.rate_limits.hellos.take(tokens.token_hash(hello.token), self.clock())
        room = await self.room(code)
        connection.player, connection.key = holder[1], tokens.token_hash(hello.token)
        connection.role = "facilitator" if holder[1] == room.session.state.facilitator else "player"
        connection.place = room.session.state.place_of(holder[1])
        return room

    @contextmanager
    def counting_failed_codes(self, address: str, code: str | None) -> Iterator[None]:
        """Run the body of `with`; if it refuses a code that could be a guess, count it for the address.

        code: the game's, as cleaned by `plain_code`. None: a secret too long to be guessed is tried, which is
        counted all the same.

        Raises:
            Refused: if far too many codes of this address failed lately, and nobody at it is in this game;
                then the body is not run. If its codes failed too often, in place of what the body says.
        """
        failed, now = self.rate_limits.failed_codes, self.clock()
        if code is not None and not failed.may_look(address, now) and not self._has_been_in(code, address):
            raise too_many()
        try:
            yield
        except Refused as refused:
            if refused.code in FAILED_CODES:
                failed.count(address, now)
            raise

    def _has_been_in(self, code: str, address: str) -> bool:
        """Whether somebody at this address is, or was, in the game: then its code is no guess."""
        return code in self._rooms and self._rooms[code].doorkeeper.knows(address)

    async def resume(self) -> int:
        """Make rooms for all unfinished games, so that their clocks go on after a restart; how many."""
        codes = await self.store.run(unfinished_games)
        for code in codes:
            try:
                await self.room(code)
            # One log that cannot be read must not keep the other games from going on.
            except GameError as error:
                log.error("%s", error.message)
        return len(codes)

    async def close(self) -> None:
        """Close every room; their devices are told to reconnect, and no device is admitted any more."""
        # First, so that a hello that is being checked makes no room that would never be closed.
        self._closed = True
        for task in self._tasks:
            task.cancel()
        if self._looking is not None:
            self._looking.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.to_thread(self.pool.close)

    # ------------------------------------------------------------ opening

    async def _open(self, game: CreatedGame) -> Opened:
        try:
            await in_time(self.store, self.store.append(game.code, game.events, game.people()))
        except StorageError as error:
            self.on_failure(error)
            raise
        # On disk first: no client may learn of a game that a crash could undo.
        self._enter(self._new_room(game.session, {game.player: game.name}, resumed=False))
        return game.opened()

    def _count_new(self) -> None:
        self._new_games.take(asyncio.get_running_loop().time())

    # ------------------------------------------------------------ rooms

    async def room(self, code: str) -> Room:
        """The room of this game, made by replaying its log if there is none yet.

        Raises:
            Refused: if there is no game under this code.
            GameError: if the server is stopping.
            StorageError: if the log cannot be read or was changed.
        """
        self._check_open()
        if code in self._rooms:
            return self._rooms[code]
        # One replay a game however many devices ask at once, and no game waits for another's. The weak
        # dictionary drops a lock that no task holds or waits for.
        finding = self._finding.setdefault(code, asyncio.Lock())
        async with finding:
            if code not in self._rooms:
                await self._read(code)
            return self._rooms[code]

    async def _read(self, code: str) -> None:
        log_of_game = await self.store.load(code)
        if not log_of_game:
            raise Refused("There is no game under this code; look at it again.", code="no_such_game")
        session = await asyncio.to_thread(session_of_log, log_of_game, self.engine)
        names = await tokens.names_in(self.store, code)
        # Again: the server may have begun to close while the log was read.
        self._check_open()
        self._enter(self._new_room(session, names, resumed=True))

    def _check_open(self) -> None:
        if self._closed:
            raise GameError("The server restarts; your page comes back by itself.", code="restart")

    def _new_room(self, session: Session, names: dict[str, str], *, resumed: bool) -> Room:
        return Room(
            session,
            self._services,
            names=names,
            translations=self.catalogue.of_game(session.opened),
            resumed=resumed,
        )

    def _enter(self, room: Room) -> None:
        self._rooms[room.code] = room
        task = asyncio.create_task(room.run(), name=f"room {room.code}")
        self._tasks.add(task)
        task.add_done_callback(lambda ended: self._ended(room, ended))
        if self._looking is None:
            self._looking = asyncio.create_task(self._look_around(), name="look around")

    async def _look_around(self) -> None:
        """Look every second whether the machine slept, and now and then whether it changed its network."""
        seen = self.watch.sleeps, self.watch.leaps
        for beat in count():
            await asyncio.sleep(LOOK_SECONDS)
            self.watch.look()
            before, seen = seen, (self.watch.sleeps, self.watch.leaps)
            if seen[0] != before[0]:
                log.warning("the server slept for %.0f s; open turns go on", self.watch.slept_seconds)
            if seen != before:
                self._tell_rooms(CheckClock())
            if beat % ADDRESS_BEATS == 0 and self.reachability.has_changed():
                self._tell_rooms(ShowAnew())

    def _tell_rooms(self, message: CheckClock | ShowAnew) -> None:
        for room in self._rooms.values():
            room.post(message)

    def _forget(self, code: str) -> bool:
        """Take an idle room off the list; False if it was not on it."""
        return self._rooms.pop(code, None) is not None

    def _ended(self, room: Room, task: asyncio.Task[None]) -> None:
        """Clean up after a room's task, and report why it failed if it did."""
        self._tasks.discard(task)
        # By identity: after a failure a new room may stand under the same code already.
        if self._rooms.get(room.code) is room:
            del self._rooms[room.code]
        error = None if task.cancelled() else task.exception()
        if isinstance(error, StorageError):
            self.on_failure(error)
        elif error is not None:
            self.metrics.failed("room")
            log.error("the room of game %s failed", room.code, exc_info=error)
