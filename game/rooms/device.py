"""What one socket may do: say hello in time, then ask; nothing before and nothing twice."""

from __future__ import annotations

import asyncio
import contextlib
import logging

from starlette.websockets import WebSocket

from ..errors import GameError, Refused
from ..messages import PROTOCOL, Hello
from .connection import CLOSE_HELLO, CLOSE_NO_GAME, CLOSE_PROTOCOL, CLOSE_RESTART, CLOSE_TOKEN, Connection
from .hub import Hub
from .room import Room
from .room_messages import Arrived, Asked, Left

log = logging.getLogger("linestop")

MOST_UNANSWERED = 16
"""Commands of one device that may wait in the mailbox."""


async def serve_device(hub: Hub, socket: WebSocket, hello_seconds: float) -> None:
    """From the accepted socket to its end."""
    connection = Connection(socket, hub.meters.answered)
    writing = asyncio.create_task(connection.write())
    try:
        room = await _greet(hub, connection, hello_seconds)
        if room is None:
            await writing
        else:
            await _until_either_ends(asyncio.create_task(_listen(room, connection)), writing)
    finally:
        if connection.leaving:
            await writing
        writing.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await writing


async def _until_either_ends(listening: asyncio.Task[None], writing: asyncio.Task[None]) -> None:
    """A device that nothing more reaches is gone, however well it can be heard: it must come back."""
    try:
        await asyncio.wait({listening, writing}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        listening.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await listening


async def _greet(hub: Hub, connection: Connection, hello_seconds: float) -> Room | None:
    """The room the device belongs to; None if it has gone or must go."""
    hello: Hello | None = None
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(hello_seconds):
            hello = await _first_hello(connection)
            if hello is None:
                connection.leave("gone", "Goodbye.", CLOSE_RESTART, come_back=True)
                return None
    if hello is None:
        connection.leave(
            "no_hello", "Nobody said hello here; open the page again.", CLOSE_HELLO, come_back=True
        )
        return None
    if hello.protocol != PROTOCOL:
        connection.leave(
            "client_too_old",
            "This page is older than the server; reload it.",
            CLOSE_PROTOCOL,
            come_back=False,
        )
        return None
    try:
        room = await hub.admit(connection, hello)
    except Refused as refused:
        connection.refuse(refused, hello.id)
        close = CLOSE_NO_GAME if refused.code == "no_such_game" else CLOSE_TOKEN
        connection.leave(refused.code, refused.message, close, come_back=False)
        return None
    except GameError as error:
        # Not the device's fault, so no answer to its hello: it may come back and ask again.
        log.error("%s", error.message)
        lost = error.code == "broken_log"
        connection.leave(
            error.code, error.message, CLOSE_NO_GAME if lost else CLOSE_RESTART, come_back=not lost
        )
        return None
    room.post(Arrived(connection, hello.id))
    return room


async def _first_hello(connection: Connection) -> Hello | None:
    while (command := await connection.read()) is not None and not connection.leaving:
        if isinstance(command, Hello):
            return command
        connection.refuse(Refused("Say hello first, with your token.", code="hello_first"), command.id)
    return None


async def _listen(room: Room, connection: Connection) -> None:
    try:
        while (command := await connection.read()) is not None and not connection.leaving:
            match command:
                case Hello():
                    connection.refuse(Refused("You have said hello already.", code="hello_twice"), command.id)
                case _ if connection.unanswered >= MOST_UNANSWERED:
                    connection.refuse(
                        Refused(
                            "Wait for the answers to what you sent, then send it again.", code="too_fast"
                        ),
                        command.id,
                    )
                case _:
                    connection.unanswered += 1
                    room.post(Asked(connection, command))
    finally:
        room.post(Left(connection))
