"""Messages in a room's mailbox: connections come and go, commands, seats taken and moved, the clock.

HTTP handlers and connections put them in; the room's task alone takes them out, in order. `done` is
fulfilled when the result is on disk, or fails with the reason why not.
"""

from __future__ import annotations

import asyncio

from msgspec import Struct

from ..messages import Decide, DeskCommand, Look
from .connection import Connection


class DeviceConnected(Struct, frozen=True):
    """A device said hello; `hello` is the id of that command, to be acknowledged."""

    connection: Connection
    hello: str


class DeviceDisconnected(Struct, frozen=True):
    """A device's connection has ended."""

    connection: Connection


class CommandReceived(Struct, frozen=True):
    """A device sent a command after its hello."""

    connection: Connection
    command: Decide | DeskCommand | Look


class ShowAnew(Struct, frozen=True):
    """Something outside the game has changed that desk or board show."""


class TakeSeat(Struct, frozen=True):
    """A new player asks for a free seat under a name; `token` will open it."""

    player: str
    token: str
    name: str
    program: bool
    """The player is a bot client."""
    address: str
    """Network address that it came from; empty if unknown."""
    done: asyncio.Future[None]


class MoveSeat(Struct, frozen=True):
    """A player's seat or desk moves to another device: all earlier tokens are revoked."""

    player: str
    token: str
    recovery: str | None
    """The new recovery code; None for a seat, which has none."""
    done: asyncio.Future[None]


class CheckClock(Struct, frozen=True):
    """Work in another thread is done, or time has passed: look what is due."""


RoomMessage = (
    DeviceConnected | DeviceDisconnected | CommandReceived | TakeSeat | MoveSeat | ShowAnew | CheckClock
)
