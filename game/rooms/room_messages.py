"""What waits in a room's mailbox: somebody came, went, asks, wants a seat or moves to another device."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from ..messages import Decide, DeskCommand
from .connection import Connection


@dataclass(frozen=True, slots=True)
class Arrived:
    connection: Connection
    hello: str


@dataclass(frozen=True, slots=True)
class Left:
    connection: Connection


@dataclass(frozen=True, slots=True)
class Asked:
    connection: Connection
    command: Decide | DeskCommand


@dataclass(frozen=True, slots=True)
class Joins:
    """Somebody asks for a seat under a name; the token is already theirs."""

    player: str
    token: str
    name: str
    program: bool
    done: asyncio.Future[None]


@dataclass(frozen=True, slots=True)
class Moves:
    """A seat or the desk moves: from here on only these secrets open it."""

    player: str
    token: str
    recovery: str | None
    done: asyncio.Future[None]


@dataclass(frozen=True, slots=True)
class Woken:
    """Look again: work is done, or the clock has moved."""


Letter = Arrived | Left | Asked | Joins | Moves | Woken
