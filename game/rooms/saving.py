"""Waits for the store on behalf of a room or a request, and tells who waits when it takes long.

While another program holds the database, or the disk is full, the store tries again until it succeeds.
Nothing is answered meanwhile; the devices of the room are told why, so that they neither give up nor
reconnect.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable

from ..errors import GameError
from ..messages import Waiting
from ..store.disk_errors import Wait
from ..store.event_log import StoredEvent
from ..store.store import Store
from ..store.tables import TableRow
from .connection import Connection
from .room_clock import RoomClock

TELL_SECONDS = 2.0
"""How often devices are told; a page takes its connection for dead after 6 s without a word."""
REQUEST_SECONDS = 10.0
"""How long an HTTP request waits; asked again it does no harm."""

SENTENCES: dict[Wait, str] = {
    "busy": "The server cannot save just now, for another program holds its database. It keeps trying, and "
    "nothing is lost. Whoever runs the server: close that program, or save there.",
    "full": "The server cannot save just now, for its disk is full. It keeps trying, and nothing is lost. "
    "Whoever runs the server: make room.",
}


class Saving:
    """The store as one room uses it."""

    def __init__(
        self, code: str, store: Store, clock: RoomClock, devices: Callable[[], Iterable[Connection]]
    ) -> None:
        self._code = code
        self._store = store
        self._clock = clock
        self._devices = devices
        self._told: Waiting | None = None

    async def keep(self, events: list[StoredEvent], people: list[TableRow]) -> None:
        """Return when this is on disk; players' time does not run while it waits for the disk.

        Raises:
            StorageError: if it may not be on disk.
        """
        if not events and not people:
            return
        began = self._clock.now()
        appending = asyncio.ensure_future(self._store.append(self._code, events, people))
        try:
            while not appending.done():
                await asyncio.wait({appending}, timeout=TELL_SECONDS)
                if not appending.done() and (reason := self._store.waits_for) is not None:
                    self._tell(reason)
            if self._told is not None:
                self._clock.give_back(self._clock.now() - began)
        finally:
            self._told = None
            # Cancelled before it was written: then it never happened.
            appending.cancel()
        await appending

    def greet(self, connection: Connection) -> None:
        """Tell a device that has come meanwhile why it gets no answer yet."""
        if self._told is not None:
            connection.tell(self._told)

    def _tell(self, reason: Wait) -> None:
        self._told = waiting(reason)
        for connection in list(self._devices()):
            connection.tell(self._told)


def waiting(reason: Wait) -> Waiting:
    """The frame that says so."""
    return Waiting(reason, f"disk_{reason}", SENTENCES[reason])


async def in_time[T](store: Store, work: Awaitable[T]) -> T:
    """The result of `work`, for a request: given up if the disk lets nothing be saved for long.

    Raises:
        GameError: with a sentence that says so; an append that has not begun is then never made.
    """
    working = asyncio.ensure_future(work)
    try:
        while not working.done():
            await asyncio.wait({working}, timeout=REQUEST_SECONDS)
            if not working.done() and (reason := store.waits_for) is not None:
                raise GameError(SENTENCES[reason], code=f"disk_{reason}")
        return await working
    finally:
        working.cancel()
