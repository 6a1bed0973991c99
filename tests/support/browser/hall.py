"""A hall full of people in one game: they join over HTTP and hold real sockets, hundreds of them."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Coroutine, Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any, Self
from urllib.request import Request, urlopen

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

PATIENCE = 120.0
"""Seconds after which the hall gives up waiting; nothing is measured by it."""
FROM_ONE_PLACE = 50
"""People who share an address: of more within seconds the desk is asked."""
AT_A_TIME = 8


@dataclass(slots=True)
class Guest:
    """Somebody with a seat; `socket` is None while their phone is away."""

    name: str
    token: str
    socket: ClientConnection | None = None
    reading: asyncio.Task[None] | None = None


class Hall:
    """People of one game. They come in the order of their names, so that tables fill in that order."""

    def __init__(self, url: str, code: str) -> None:
        self._url, self._code = url, code
        self.guests: dict[str, Guest] = {}
        self._ids = count()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._do(self._leave([guest.name for guest in self.guests.values() if guest.socket]))
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def join(self, names: Iterable[str]) -> None:
        """Take a seat each; nobody's phone is open yet."""
        # One after the other: of several at a time one may overtake another, and sit at the table before.
        for number, name in enumerate(names):
            self.guests[name] = self._join(number, name)

    def come(self, names: Iterable[str]) -> None:
        """Open their phones."""
        self._do(self._come(list(names)))

    def leave(self, names: Iterable[str]) -> None:
        """Lose their connections, and keep their seats."""
        self._do(self._leave(list(names)))

    def decide(self, turn: int, names: Iterable[str], stances: dict[str, str] | None = None) -> None:
        """Confirm all as it stands, or with these stances."""
        self._do(self._decide(turn, list(names), stances or {}))

    def _do(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(PATIENCE)

    def _join(self, number: int, name: str) -> Guest:
        place = number // FROM_ONE_PLACE
        headers = {
            "content-type": "application/json",
            "x-forwarded-for": f"198.18.{place // 250}.{place % 250}",
        }
        body = json.dumps({"name": name}).encode()
        request = Request(f"{self._url}/api/games/{self._code}/join", body, headers, method="POST")
        with urlopen(request, timeout=PATIENCE) as answer:
            return Guest(name, json.load(answer)["token"])

    async def _come(self, names: Sequence[str]) -> None:
        free = asyncio.Semaphore(AT_A_TIME)
        await asyncio.gather(*(self._open(self.guests[name], free) for name in names))

    async def _open(self, guest: Guest, free: asyncio.Semaphore) -> None:
        async with free:
            address = self._url.replace("http", "ws", 1) + "/ws"
            socket = await connect(address, compression=None, open_timeout=PATIENCE, max_size=1 << 20)
            hello = {"type": "hello", "id": "hello-000", "game": self._code, "token": guest.token}
            await socket.send(json.dumps(hello))
            while json.loads(await socket.recv())["type"] != "ack":
                pass
            guest.socket = socket
            guest.reading = asyncio.create_task(_drain(socket))

    async def _leave(self, names: Sequence[str]) -> None:
        for guest in (self.guests[name] for name in names):
            socket, guest.socket = guest.socket, None
            if socket is not None:
                await socket.close()
            if guest.reading is not None:
                await guest.reading

    async def _decide(self, turn: int, names: Sequence[str], stances: dict[str, str]) -> None:
        for name in names:
            socket = self.guests[name].socket
            assert socket is not None, f"{name} is away"
            command = {
                "type": "decide",
                "id": f"decide-{next(self._ids):06}",
                "turn": turn,
                "stances": stances,
            }
            await socket.send(json.dumps(command))


async def _drain(socket: ClientConnection) -> None:
    """Read all that comes, as a phone does; what it says is seen at the desk."""
    try:
        async for _ in socket:
            pass
    except ConnectionClosed:
        pass
