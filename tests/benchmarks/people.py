"""The people of a benchmark: many devices in one process, which read as little as they can."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from time import perf_counter
from typing import Any
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from websockets.client import ClientProtocol
from websockets.frames import Frame
from websockets.uri import parse_uri


class Person(asyncio.Protocol):
    """Somebody at a seat or at a desk: a connection, and what is waited for: frames of a kind that are so.

    Read without a task for each, and taken apart only where waited for: all people are one process of this
    machine, and what they use of it the server lacks.
    """

    def __init__(self, address: str) -> None:
        self._websocket = ClientProtocol(parse_uri(address))
        self._transport: asyncio.Transport | None = None
        self._kind = b""
        self._wanted: Callable[[dict[str, Any]], bool] = lambda frame: False
        self.seen = asyncio.Event()
        """What is waited for has come; at first, that the connection is open."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._websocket.send_request(self._websocket.connect())
        self._flush()

    def data_received(self, data: bytes) -> None:
        self._websocket.receive_data(data)
        for event in self._websocket.events_received():
            if not isinstance(event, Frame):
                self.seen.set()
            elif event.data.startswith(self._kind) and self._kind and self._wanted(json.loads(event.data)):
                self._kind = b""
                self.seen.set()
        self._flush()

    def _flush(self) -> None:
        assert self._transport is not None
        self._transport.write(b"".join(self._websocket.data_to_send()))

    def expect(self, kind: str, wanted: Callable[[dict[str, Any]], bool]) -> None:
        self._kind, self._wanted = f'{{"type":"{kind}"'.encode(), wanted
        self.seen.clear()

    def send(self, text: str) -> None:
        self._websocket.send_text(text.encode())
        self._flush()

    def close(self) -> None:
        assert self._transport is not None
        self._transport.close()


def posted(url: str, body: dict[str, Any], address: str) -> dict[str, Any]:
    headers = {"content-type": "application/json", "x-forwarded-for": address}
    with urlopen(Request(url, json.dumps(body).encode(), headers), timeout=120) as answer:
        found: dict[str, Any] = json.load(answer)
    return found


async def enter(url: str, opened: dict[str, Any], kind: str) -> Person:
    """A device that is in: it has the state of its role, a frame of this kind."""
    where = urlsplit(url)
    _, person = await asyncio.get_running_loop().create_connection(
        lambda: Person(f"ws://{where.netloc}/ws"), where.hostname, where.port
    )
    await person.seen.wait()
    person.expect(kind, lambda frame: True)
    hello = {"type": "hello", "id": "hello-000", "game": opened["game"], "token": opened["token"]}
    person.send(json.dumps(hello))
    await person.seen.wait()
    return person


async def all_of(
    people: list[Person],
    kind: str,
    wanted: Callable[[dict[str, Any]], bool],
    act: Callable[[], None],
) -> float:
    """Seconds from an act until the last of these people has seen what is waited for."""
    for person in people:
        person.expect(kind, wanted)
    began = perf_counter()
    act()
    await asyncio.gather(*(person.seen.wait() for person in people))
    return perf_counter() - began


async def ask(people: list[Person], command: str, **fields: Any) -> float:
    """All ask for the same at once; seconds until the last has its answer."""
    text = json.dumps({"id": command} | fields)
    return await all_of(
        people, "ack", lambda frame: bool(frame["id"] == command), lambda: send_all(people, text)
    )


def send_all(people: list[Person], text: str) -> None:
    for person in people:
        person.send(text)
