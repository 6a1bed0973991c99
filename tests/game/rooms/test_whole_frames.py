"""Frames read and written without `websockets`: as it would have read and written them, however they come."""

from __future__ import annotations

import asyncio
from typing import Any
from unittest.mock import MagicMock

import pytest
import uvicorn
from uvicorn.server import ServerState
from websockets.frames import Frame, Opcode
from websockets.protocol import State

from linestop.game.server.direct_sockets import DirectSockets, mask_of, text_frame

HANDSHAKE = (
    b"GET /ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)
TEXTS = ["a", "", "longer than one byte can tell: " + "x" * 120, "b", "in pieces", "c", "€", "d"]


def frame(text: str, opcode: Opcode = Opcode.TEXT, fin: bool = True) -> bytes:
    return Frame(opcode, text.encode(), fin).serialize(mask=True)


def stream() -> list[bytes]:
    """Frames that say `TEXTS`, a ping and a pong among them."""
    a, empty, long, b, _, c, euro, d = map(frame, TEXTS)
    pieces = [frame("in ", fin=False), frame("pie", Opcode.CONT, fin=False), frame("ces", Opcode.CONT)]
    return [a, empty, long, frame("?", Opcode.PING), b, *pieces, c, frame("!", Opcode.PONG), euro, d]


async def accept(scope: Any, receive: Any, send: Any) -> None:
    await receive()
    await send({"type": "websocket.accept"})
    await asyncio.get_running_loop().create_future()


async def connected() -> tuple[DirectSockets, list[str]]:
    """A socket that is read directly, and the texts that it has handed on."""
    config = uvicorn.Config(accept, ws=DirectSockets, ws_ping_interval=None, ws_per_message_deflate=False)
    config.load()
    socket = DirectSockets(config=config, server_state=ServerState(), app_state={})
    transport = MagicMock()
    transport.is_closing.return_value = False
    socket.connection_made(transport)
    socket.data_received(HANDSHAKE)
    await asyncio.sleep(0)  # the task that it has started takes the handshake at once
    taken: list[str] = []
    socket.read_by(taken.append)
    return socket, taken


def handed_on(pieces: list[bytes]) -> list[str]:
    async def run() -> list[str]:
        socket, taken = await connected()
        for piece in pieces:
            socket.data_received(piece)
        return taken

    return asyncio.run(run())


def test_texts_are_the_same_wherever_the_bytes_are_cut() -> None:
    whole = stream()
    assert handed_on(whole) == TEXTS, "each frame by itself"
    data = b"".join(whole)
    for cut in range(len(data)):
        assert handed_on([data[:cut], data[cut:]]) == TEXTS, f"cut at byte {cut}"
    assert handed_on([bytes([byte]) for byte in data]) == TEXTS, "byte by byte"


def test_the_rest_of_a_frame_is_none_by_itself_though_it_looks_like_one() -> None:
    """The text that is sent is a frame, byte for byte, and comes after the header of the one around it."""
    inner = b"\x81\x81" + bytes(4) + b"x"
    header = b"\x81" + bytes([0x80 | len(inner)]) + bytes(4)
    assert handed_on([header, inner, frame("h")]) == [], "it is no UTF-8, so that the socket is closed"


def test_a_frame_of_text_amid_a_message_in_pieces_is_an_error() -> None:
    async def run() -> None:
        socket, taken = await connected()
        for piece in [frame("in ", fin=False), frame("between"), frame("g")]:
            socket.data_received(piece)
        assert taken == [] and socket.conn.state is not State.OPEN

    asyncio.run(run())


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x81\x80",
        Frame(Opcode.TEXT, b"not masked").serialize(mask=False),
        frame("x") + frame("y"),
        frame("x")[:-1],
        frame("x" * 5000),
        b"\x81\xff" + bytes(4) + bytes(127),
    ],
    # Not by their bytes, which are masked by chance: two workers would know two tests.
    ids=["nothing", "cut off", "not masked", "two", "less than one", "long", "eight bytes of length"],
)
def test_what_is_not_one_short_frame_of_a_client_goes_to_the_parser(data: bytes) -> None:
    assert mask_of(data) is None


@pytest.mark.parametrize("length", [0, 1, 125, 126, 127, 65535, 65536])
def test_a_frame_is_written_as_websockets_writes_it(length: int) -> None:
    text = b"x" * length
    assert text_frame(text) == Frame(Opcode.TEXT, text).serialize(mask=False)
