"""Serves one WebSocket from accept to close: `hello` within a time limit, then commands.

A device must say hello first and once; the hub checks its token and names the room, and each further
command goes into that room's mailbox.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging

from starlette.websockets import WebSocket

from ..errors import GameError, Refused
from ..messages import PROTOCOL, Command, Hello, Ping
from .connection import CLOSE_HELLO, CLOSE_NO_GAME, CLOSE_PROTOCOL, CLOSE_RESTART, CLOSE_TOKEN, Connection
from .hub import Hub
from .limits import UNANSWERED_COMMANDS
from .room import Room
from .room_messages import CommandReceived, DeviceConnected, DeviceDisconnected

log = logging.getLogger("linestop")


async def serve_device(hub: Hub, socket: WebSocket, hello_seconds: float) -> None:
    """Serve an accepted socket until it is closed. hello_seconds: time limit for its `hello`."""
    # Writing begins before hello, so that refusals of the hello are sent, too.
    connection = Connection(socket, hub.metrics.answered)
    writing = asyncio.create_task(connection.write())
    try:
        room = await _greet(hub, connection, hello_seconds)
        if room is None:
            await writing
        else:
            await _until_either_ends(asyncio.create_task(_listen(room, connection)), writing)
    finally:
        # A connection told to leave still sends `bye`; any other writer may wait for ever.
        if connection.leaving:
            await writing
        writing.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await writing


async def _until_either_ends(listening: asyncio.Task[None], writing: asyncio.Task[None]) -> None:
    """Return when either loop has ended: a device that cannot be sent to must reconnect."""
    try:
        await asyncio.wait({listening, writing}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        listening.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await listening


async def _greet(hub: Hub, connection: Connection, hello_seconds: float) -> Room | None:
    """The room that the device belongs to; None if it has gone or was told to leave."""
    hello = await _hello_in_time(connection, hello_seconds)
    if hello is None:
        return None
    if hello.protocol != PROTOCOL:
        words = "This page is older than the server; reload it."
        connection.leave("client_too_old", words, CLOSE_PROTOCOL, come_back=False)
        return None
    try:
        room = await hub.admit(connection, hello)
    except Refused as refused:
        connection.refuse(refused, hello.id)
        if refused.code == "too_many_tries":
            # Not for good: what another machine behind the same address does must not put out a board.
            connection.leave(refused.code, refused.message, CLOSE_RESTART, come_back=True)
            return None
        close = CLOSE_NO_GAME if refused.code == "no_such_game" else CLOSE_TOKEN
        connection.leave(refused.code, refused.message, close, come_back=False)
        return None
    except GameError as error:
        # A fault of the server: its hello stays unanswered, so that the page sends it again.
        log.error("%s", error.message)
        lost = error.code == "broken_log"
        close = CLOSE_NO_GAME if lost else CLOSE_RESTART
        connection.leave(error.code, error.message, close, come_back=not lost)
        return None
    room.post(DeviceConnected(connection, hello.id))
    return room


async def _hello_in_time(connection: Connection, seconds: float) -> Hello | None:
    """The first hello; None, with the connection told to leave, if it does not come."""
    hello: Hello | None = None
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            hello = await _first_hello(connection)
            if hello is None:
                connection.leave("gone", "Goodbye.", CLOSE_RESTART, come_back=True)
                return None
    if hello is None:
        words = "Nobody said hello here; open the page again."
        connection.leave("no_hello", words, CLOSE_HELLO, come_back=True)
    return hello


async def _first_hello(connection: Connection) -> Hello | None:
    while (command := await connection.read()) is not None and not connection.leaving:
        if isinstance(command, Hello):
            return command
        connection.refuse(Refused("Say hello first, with your token.", code="hello_first"), command.id)
    return None


async def _listen(room: Room, connection: Connection) -> None:
    """Put each command into the room's mailbox until the device leaves."""

    def take(command: Command) -> None:
        match command:
            case Hello():
                connection.refuse(Refused("You have said hello already.", code="hello_twice"), command.id)
            case Ping():
                connection.pong(command.id)
            case _ if connection.unanswered >= UNANSWERED_COMMANDS:
                words = "Wait for the answers to what you sent, then send it again."
                connection.refuse(Refused(words, code="too_fast"), command.id)
            case _:
                connection.unanswered += 1
                room.post(CommandReceived(connection, command))

    try:
        connection.read_by(take)
        while (command := await connection.read()) is not None:
            take(command)
    finally:
        connection.read_by(None)
        # However reading ended, even if it was cancelled: else the seat would count as connected for ever.
        room.post(DeviceDisconnected(connection))
