"""Messages in a room's mailbox: connections come and go, commands, seats taken and moved, the clock.

HTTP handlers and connections put them in; the room's task alone takes them out, in order. `done` is
fulfilled when the result is on disk, or fails with the reason why not.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from ..messages import Decide, DeskCommand, Look
from .connection import Connection


@dataclass(frozen=True, slots=True)
class DeviceConnected:
    """A device said hello; `hello` is the id of that command, to be acknowledged."""

    connection: Connection
    hello: str


@dataclass(frozen=True, slots=True)
class DeviceDisconnected:
    """A device's connection has ended."""

    connection: Connection


@dataclass(frozen=True, slots=True)
class CommandReceived:
    """A device sent a command after its hello."""

    connection: Connection
    command: Decide | DeskCommand | Look


@dataclass(frozen=True, slots=True)
class ShowAnew:
    """Something outside the game has changed that desk or board show."""


@dataclass(frozen=True, slots=True)
class TakeSeat:
    """A new player asks for a free seat under a name; `token` will open it."""

    player: str
    token: str
    name: str
    program: bool
    """The player is a bot client."""
    address: str
    """Network address that it came from; empty if unknown."""
    done: asyncio.Future[None]


@dataclass(frozen=True, slots=True)
class MoveSeat:
    """A player's seat or desk moves to another device: all earlier tokens are revoked."""

    player: str
    token: str
    recovery: str | None
    """The new recovery code; None for a seat, which has none."""
    done: asyncio.Future[None]


@dataclass(frozen=True, slots=True)
class CheckClock:
    """Work in another thread is done, or time has passed: look what is due."""


RoomMessage = (
    DeviceConnected | DeviceDisconnected | CommandReceived | TakeSeat | MoveSeat | ShowAnew | CheckClock
)
