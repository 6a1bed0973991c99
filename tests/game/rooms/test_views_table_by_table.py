"""The records of a table are read once for the views of all its seats, in whatever order devices came."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, cast

import pytest
from game_support import opened_game

from linestop.game.messages import Look
from linestop.game.rooms import broadcast as module
from linestop.game.rooms.broadcast import Broadcast, Reachability
from linestop.game.rooms.connection import Connection
from linestop.game.rules import table_records
from linestop.game.rules.events import Place, TableOpened, TurnClosed, decode, encode
from linestop.game.rules.session import Session
from linestop.scenarios import text_of

TABLES = 3


class Phone:
    """A device at a seat, as far as it is sent views."""

    role, language, look = "player", "", Look(id="")

    def __init__(self, place: Place) -> None:
        self.place = place
        self.shown: list[bytes] = []

    def show(self, kind: str, text: bytes) -> None:
        self.shown.append(text)


def played() -> Session:
    """After one turn of a game of some tables, as it is read from its log."""
    opened = opened_game(text_of("calm_seas"))
    session = Session.replay([opened, *map(TableOpened, range(1, TABLES))], opened.engine)
    for number, place in enumerate(session.state.places):
        for event in session.take_seat(f"player{number}", place):
            session.apply(event)
    for event in [*session.start(), TurnClosed(1, "deadline")]:
        session.apply(event)
    for event in session.due():
        session.apply(decode(encode(event)))
    return session


def tables_read(monkeypatch: pytest.MonkeyPatch, *, built: bool) -> int:
    """How many tables are read for the views of all seats, while one table at a time is kept read.

    built: views are built to be shown later; if not, they are shown.
    """
    session = played()
    session.sums()  # a room is told them by a worker
    room = Broadcast(session, {}, Reachability(), lambda: 0.0, {}, cast(Any, None))
    # Seat after seat, so that no two devices of a table stand side by side.
    phones = [Phone(place) for place in sorted(session.state.places, key=lambda place: place.seat)]
    room.connections = cast(set[Connection], phones)
    read = lru_cache(1)(table_records._read.__wrapped__)
    monkeypatch.setattr(table_records, "_read", read)
    if built:
        asyncio.run(room.build_views(lambda: 0.0))
    else:
        asyncio.run(room._show_states(cast(list[Connection], phones)))
        assert all(phone.shown for phone in phones)
    return read.cache_info().misses


@pytest.mark.parametrize("built", [True, False])
def test_the_views_of_a_table_read_its_records_once(monkeypatch: pytest.MonkeyPatch, *, built: bool) -> None:
    assert tables_read(monkeypatch, built=built) == TABLES


@pytest.mark.parametrize("built", [True, False])
def test_red_control_views_in_the_order_of_the_devices_read_them_again(
    monkeypatch: pytest.MonkeyPatch, *, built: bool
) -> None:
    def as_they_came(connections: Iterable[Connection]) -> list[Connection]:
        return list(connections)

    monkeypatch.setattr(module, "table_by_table", as_they_came)
    assert tables_read(monkeypatch, built=built) > TABLES
