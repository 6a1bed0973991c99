"""Frames that are read and written without a task for each: as through ASGI, and in the same order."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from game_support import Device, open_practice
from serving_support import Serving, serving
from websockets.exceptions import ConnectionClosed

from linestop.game.messages import Ack
from linestop.game.rooms.connection import DIRECT, Connection
from linestop.game.server.direct_sockets import DirectSockets


@pytest.fixture(params=["directly", "through ASGI"])
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Serving]:
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "through ASGI":
            patch.setattr("linestop.game.server.direct_sockets.DIRECT", "nobody asks for it")
        with serving(tmp_path / "linestop.db") as server:
            yield server


@pytest.mark.slow
def test_what_is_sent_before_hello_is_answered_is_answered_after_it_and_in_order(server: Serving) -> None:
    opened = open_practice(server.url)
    ids = [f"ping-{number:04}" for number in range(12)]
    with Device(server.url, opened, hello=False) as device:
        device.send(type="hello", id="hello-001", game=opened.game, token=opened.token)
        for each in ids[:6]:
            device.send(type="ping", id=each)
        assert device.answer("hello-001")["type"] == "ack"
        for each in ids[6:]:
            device.send(type="ping", id=each)
        device.answer(ids[-1])
        assert [frame["id"] for frame in device.seen if str(frame.get("id")).startswith("ping")] == ids


@pytest.mark.slow
def test_a_command_in_pieces_is_one_command(server: Serving) -> None:
    with Device(server.url, open_practice(server.url)) as device:
        device._socket.send(iter(['{"type":"ping",', '"id":"ping-', '0001"}']))
        assert device.answer("ping-0001")["type"] == "ack"


@pytest.mark.slow
def test_text_that_is_none_closes_its_own_connection_and_no_other(server: Serving) -> None:
    opened = open_practice(server.url)
    with Device(server.url, opened) as other:
        with Device(server.url, opened) as device, pytest.raises(ConnectionClosed) as closed:
            device._socket.send(b'{"type":"ping","id":"ping-\xff"}', text=True)
            while True:
                device.read()
        assert closed.value.rcvd is not None and closed.value.rcvd.code == 1007
        assert other.ask("ping")["type"] == "ack"


@pytest.mark.slow
def test_commands_are_read_directly_where_the_server_can(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Red control for the tests above: both ways are taken there."""
    handed: list[str] = []
    take = DirectSockets.read_by
    monkeypatch.setattr(
        DirectSockets,
        "read_by",
        lambda self, to: take(self, to and (lambda text: (handed.append(text), to(text))[1])),
    )
    with serving(tmp_path / "linestop.db") as server, Device(server.url, open_practice(server.url)) as device:
        device.ask("ping")
        assert len(handed) == 1


class Slow:
    """A socket whose device stops to read, and then reads again: what was sent, in order."""

    def __init__(self) -> None:
        self.sent: list[str] = []
        self.reads = False
        self.both = asyncio.Event()
        self.again = asyncio.Event()
        self.scope: dict[str, Any] = {"extensions": {DIRECT: self}}
        self.client = SimpleNamespace(host="10.0.0.1")

    def write_now(self, text: bytes) -> bool:
        if self.reads:
            self._note(text.decode())
        return self.reads

    async def send_text(self, text: str) -> None:
        await self.again.wait()
        self._note(text)

    def _note(self, text: str) -> None:
        self.sent.append(text)
        if len(self.sent) == 2:
            self.both.set()


async def answers_to(slow: Slow, connection: Connection) -> list[str]:
    """Which commands it has told a device about, that began to read again between the two answers."""
    writing = asyncio.create_task(connection.write())
    connection.answer(Ack("first-01", None))
    await asyncio.sleep(0)
    slow.reads = True
    connection.answer(Ack("second-1", None))
    slow.again.set()
    await slow.both.wait()
    writing.cancel()
    return [text[text.index('"id"') :][6:14] for text in slow.sent]


def test_no_answer_overtakes_another_that_is_on_its_way_to_a_slow_device() -> None:
    async def scene() -> list[str]:
        slow = Slow()
        return await answers_to(slow, Connection(slow))  # type: ignore[arg-type]

    assert asyncio.run(scene()) == ["first-01", "second-1"]


def test_red_control_where_nobody_notes_what_is_on_its_way_the_second_answer_overtakes_the_first() -> None:
    class Hasty(Connection):
        _sending = property(lambda self: False, lambda self, on_its_way: None)  # type: ignore[assignment]

    async def scene() -> list[str]:
        slow = Slow()
        return await answers_to(slow, Hasty(slow))  # type: ignore[arg-type]

    assert asyncio.run(scene()) == ["second-1", "first-01"]
