"""All games of a server: opens them, finds them by token, and watches their rooms.

A room that fails takes nobody with it: its devices are sent back and the next hello reads the
log again. Only a store that fails stops the whole server.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections import deque
from collections.abc import Callable

from .catalogue import Catalogue
from .connection import Connection
from .errors import GameError, Refused, StorageError
from .events import GameOpened, Place
from .messages import Hello, Opened, Phase
from .metrics import Meters
from .room import Room, note, now
from .session import Session
from .store import Store, token_hash

log = logging.getLogger("linestop")

CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without 0 and O, 1, I and L."""
SEED_BITS = 53


class Hub:
    """`on_failure` is called once, when the store can no longer be trusted."""

    def __init__(self, store: Store, catalogue: Catalogue, engine: str, *, games_a_minute: int = 240) -> None:
        self.store = store
        self.catalogue = catalogue
        self.engine = engine
        self.on_failure: Callable[[StorageError], None] = lambda error: log.critical("%s", error.message)
        self.meters = Meters()
        self._games_a_minute = games_a_minute
        self._opened_lately: deque[float] = deque()
        self._rooms: dict[str, Room] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._finding = asyncio.Lock()
        self._closed = False
        store.on_commit = self.meters.committed
        self.meters.watch(self.phases)

    def phases(self) -> list[Phase]:
        """Of every game that is in a room."""
        return [room.session.phase for room in self._rooms.values()]

    async def open_practice(self, scenario: str) -> Opened:
        """A game alone against bots: opened, seated, started, on disk.

        Raises:
            Refused: if there is no such scenario, or too many games were opened this minute.
        """
        self._not_too_many()
        listed = self.catalogue[scenario]
        code, token, player = await self._new_code(), secrets.token_urlsafe(32), secrets.token_hex(8)
        opened = GameOpened(
            code=code,
            kind="practice",
            scenario=scenario,
            text=listed.text,
            digest=listed.digest,
            seed=secrets.randbits(SEED_BITS),
            engine=self.engine,
            bots="hybrid",
        )
        await self._open(opened, player, token)
        return Opened(code, token, f"play/{code}#token={token}", "player", None)

    async def admit(self, connection: Connection, hello: Hello) -> Room:
        """The room that this token opens; the connection now has its place.

        Raises:
            Refused: if the token opens no seat in this game.
        """
        holder = await self.store.holder_of(hello.token or "")
        if holder is None or holder[0] != plain_code(hello.game):
            raise Refused("This link opens no seat in this game; open your own link again.", code="bad_token")
        game, player = holder
        room = await self._room(game)
        connection.player = player
        connection.place = room.session.place_of(player)
        return room

    async def close(self) -> None:
        """Send everybody back and leave every room; nobody comes in any more."""
        self._closed = True
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    # ------------------------------------------------------------ opening

    async def _open(self, opened: GameOpened, player: str, token: str) -> None:
        session = Session(opened, self.engine)
        at = now()
        facts = [note(session, opened)]
        facts += [
            note(session, event) for event in session.take_seat(player, Place(0, session.seat_names[0]))
        ]
        facts += [note(session, event) for event in session.start()]
        people = [
            ("players", {"id": player, "name": "You", "joined_at": at}),
            ("tokens", {"hash": token_hash(token), "player": player, "game": opened.code, "given_at": at}),
        ]
        try:
            await self.store.append(opened.code, facts, people)
        except StorageError as error:
            self.on_failure(error)
            raise
        self._enter(Room(session, self.store, self._forget, self.meters.turn_played))

    async def _new_code(self) -> str:
        while True:
            code = "".join(secrets.choice(CODE_LETTERS) for _ in range(6))
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

    async def _room(self, code: str) -> Room:
        async with self._finding:
            if self._closed:
                raise GameError("The server restarts; your page comes back by itself.", code="restart")
            if code not in self._rooms:
                session = Session.replay(await self.store.load(code), self.engine)
                self._enter(Room(session, self.store, self._forget, self.meters.turn_played))
            return self._rooms[code]

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


def plain_code(typed: str) -> str:
    """A code as people type it: any case, with blanks and dashes."""
    return "".join(letter for letter in typed.upper() if letter.isalnum())
