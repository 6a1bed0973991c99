"""All games of a server: opens them, finds them by token, and watches their rooms.

A room that fails takes nobody with it: its devices are sent back and the next hello reads the
log again. Only a store that fails stops the whole server.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from weakref import WeakValueDictionary

from ..errors import GameError, Refused, StorageError
from ..messages import Hello, NewGame, Opened, Phase
from ..names import plain_code
from ..rules.session import Session
from ..store import tokens
from ..store.store import Store, token_hash
from . import game_options
from .broadcast import Surroundings
from .connection import Connection
from .game_creation import Beginning
from .metrics import Meters
from .rate_limits import Doorman
from .room import Room, RoomServices
from .room_messages import Woken
from .scenario_catalogue import Catalogue, Listed

log = logging.getLogger("linestop")

OPENS_NOTHING = {"no_such_game", "bad_recovery", "bad_claim"}


class Hub:
    """`on_failure` is called once, when the store can no longer be trusted."""

    def __init__(
        self,
        store: Store,
        catalogue: Catalogue,
        engine: str,
        *,
        games_a_minute: int = 240,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self.store = store
        self.clock = clock
        self.surroundings = Surroundings()
        self.hand_overs = tokens.HandOvers()
        self.doorman = Doorman()
        self.catalogue = catalogue
        self.engine = engine
        self.on_failure: Callable[[StorageError], None] = lambda error: log.critical("%s", error.message)
        self.meters = Meters()
        self._games_a_minute = games_a_minute
        self._opened_lately: deque[float] = deque()
        self._rooms: dict[str, Room] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._finding: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._closed = False
        self._services = RoomServices(
            store=store,
            hand_overs=self.hand_overs,
            surroundings=self.surroundings,
            seconds=lambda: self.clock(),
            turn_played=self.meters.turn_played,
            may_close=self._forget,
        )
        store.on_commit = self.meters.committed
        self.meters.watch(self.phases)

    def phases(self) -> list[Phase]:
        """Of every game that is in a room."""
        return [room.session.state.phase for room in self._rooms.values()]

    async def open_practice(self, scenario: str) -> Opened:
        """A game alone against bots: opened, seated, started, on disk.

        Raises:
            Refused: if there is no such scenario, or too many games were opened this minute.
        """
        listed = self._listed(scenario)
        return await self._open(Beginning.of_practice(await self._new_code(), listed, self.engine))

    async def open_game(self, wanted: NewGame) -> Opened:
        """A game that others join by its code; the opener leads it, or sits down as its first player.

        Raises:
            Refused: if it cannot be as it is wanted.
        """
        rules = game_options.checked(wanted)
        listed, code = self._listed(wanted.scenario), await self._new_code()
        return await self._open(Beginning.for_others(code, listed, self.engine, wanted, rules))

    # ------------------------------------------------------------ coming in

    async def admit(self, connection: Connection, hello: Hello) -> Room:
        """The room that this token opens; the connection now knows whose it is.

        Raises:
            Refused: if the token opens nothing in this game, or there is no such game.
        """
        code = plain_code(hello.game)
        connection.device = hello.device
        connection.language = hello.language
        if hello.token is None:
            with self.guessing(connection.address):
                return await self.room(code)
        holder = await self.store.holder_of(hello.token)
        if holder is None or holder[0] != code:
            raise Refused("This link opens no seat in this game; open your own link again.", code="bad_token")
        room = await self.room(code)
        connection.player, connection.key = holder[1], token_hash(hello.token)
        connection.role = "facilitator" if holder[1] == room.session.state.facilitator else "player"
        connection.place = room.session.state.place_of(holder[1])
        return room

    @contextmanager
    def guessing(self, address: str) -> Iterator[None]:
        """Around whatever a stranger could guess: codes that open nothing count against the address.

        Raises:
            Refused: if too many did of late; then this one is not even looked at.
        """
        self.doorman.misses.look(address, self.clock())
        try:
            yield
        except Refused as refused:
            if refused.code in OPENS_NOTHING:
                self.doorman.misses.take(address, self.clock())
            raise

    async def resume(self) -> int:
        """Let every clock go on that ran when the server last ended; how many."""
        sql = (
            "select code from games where finished_at is null and archived_at is null and kind != 'practice'"
        )
        codes = await self.store.run(lambda db: [row[0] for row in db.execute(sql)])
        for code in codes:
            try:
                await self.room(code)
            except GameError as error:
                log.error("%s", error.message)
        return len(codes)

    def wake(self) -> None:
        """Let every room look at the clock."""
        for room in self._rooms.values():
            room.post(Woken())

    async def close(self) -> None:
        """Send everybody back and leave every room; nobody comes in any more."""
        self._closed = True
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    # ------------------------------------------------------------ opening

    async def _open(self, game: Beginning) -> Opened:
        try:
            await self.store.append(game.code, game.facts, game.people())
        except StorageError as error:
            self.on_failure(error)
            raise
        self._enter(self._new_room(game.session, {game.player: game.name}, resumed=False))
        return game.opened()

    def _listed(self, scenario: str) -> Listed:
        listed = self.catalogue[scenario]
        self._not_too_many()
        return listed

    async def _new_code(self) -> str:
        while True:
            code = tokens.new_code()
            if not await self.store.load(code):
                return code

    def _not_too_many(self) -> None:
        moment = asyncio.get_running_loop().time()
        while self._opened_lately and self._opened_lately[0] < moment - 60.0:
            self._opened_lately.popleft()
        if len(self._opened_lately) >= self._games_a_minute:
            raise Refused(
                "Too many games were opened this minute; try again in a minute.", code="too_many_games"
            )
        self._opened_lately.append(moment)

    # ------------------------------------------------------------ rooms

    async def room(self, code: str) -> Room:
        """The room of this game, read from its log if it is not open; games wait for none but themselves."""
        self._still_open()
        if code in self._rooms:
            return self._rooms[code]
        # One reader a game; a lock lasts as long as somebody holds it or waits for it.
        finding = self._finding.setdefault(code, asyncio.Lock())
        async with finding:
            if code not in self._rooms:
                await self._read(code)
            return self._rooms[code]

    async def _read(self, code: str) -> None:
        log_of_game = await self.store.load(code)
        if not log_of_game:
            raise Refused("There is no game under this code; look at it again.", code="no_such_game")
        session = await asyncio.to_thread(Session.replay, log_of_game, self.engine)
        names = await tokens.names_in(self.store, code)
        self._still_open()
        self._enter(self._new_room(session, names, resumed=True))

    def _still_open(self) -> None:
        if self._closed:
            raise GameError("The server restarts; your page comes back by itself.", code="restart")

    def _new_room(self, session: Session, names: dict[str, str], *, resumed: bool) -> Room:
        return Room(
            session,
            self._services,
            names=names,
            translations=self.catalogue.translations(session.scenario.name),
            resumed=resumed,
        )

    def _enter(self, room: Room) -> None:
        self._rooms[room.code] = room
        task = asyncio.create_task(room.run(), name=f"room {room.code}")
        self._tasks.add(task)
        task.add_done_callback(lambda ended: self._ended(room, ended))

    def _forget(self, room: Room) -> bool:
        """May this room close? Then nobody finds it any more."""
        return self._rooms.pop(room.code, None) is not None

    def _ended(self, room: Room, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if self._rooms.get(room.code) is room:
            del self._rooms[room.code]
        error = None if task.cancelled() else task.exception()
        if isinstance(error, StorageError):
            self.on_failure(error)
        elif error is not None:
            self.meters.failed("room")
            log.error("the room of game %s failed", room.code, exc_info=error)
