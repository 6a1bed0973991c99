"""Many come at once: games are read from their logs side by side, each one once; a seat is taken once."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from game_support import PATIENCE, open_game, open_practice
from serving_support import Serving, serving
from sqlite_utils import Database

from linestop.game.messages import JoinGame, Opened
from linestop.game.rooms import joining
from linestop.game.rules.events import Event, GameOpened
from linestop.game.rules.session import Session
from linestop.game.store.store import Store

pytestmark = pytest.mark.slow


class LongLog:
    """Reading the log of one game takes until the test says so."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.begun, self.may_end = threading.Event(), threading.Event()
        self.times = 0
        self._replay = Session.replay

    def replay(self, log: list[Event], engine: str) -> Session:
        assert isinstance(log[0], GameOpened)
        if log[0].code == self.code:
            self.times += 1
            self.begun.set()
            assert self.may_end.wait(PATIENCE)
        return self._replay(log, engine)


@pytest.fixture
def games(tmp_path: Path) -> list[Opened]:
    """Two games on disk, of which no server knows yet."""
    with serving(tmp_path / "linestop.db") as server:
        return [open_practice(server.url) for _ in range(2)]


@pytest.fixture
def server(tmp_path: Path, games: list[Opened]) -> Iterator[Serving]:
    with serving(tmp_path / "linestop.db") as started:
        yield started


@pytest.fixture
def long_log(games: list[Opened], server: Serving, monkeypatch: pytest.MonkeyPatch) -> Iterator[LongLog]:
    long = LongLog(games[0].game)
    monkeypatch.setattr(Session, "replay", long.replay)
    yield long
    long.may_end.set()


def test_a_game_that_is_being_read_keeps_no_other_waiting(
    server: Serving, games: list[Opened], long_log: LongLog
) -> None:
    slow, quick = (game.game for game in games)
    waiting = asyncio.run_coroutine_threadsafe(server.hub.room(slow), server.loop)
    assert long_log.begun.wait(PATIENCE)
    room = server.do(server.hub.room(quick))
    assert server.do(server.hub.room(quick)) is room
    assert not waiting.done()
    long_log.may_end.set()
    assert waiting.result(PATIENCE).code == slow


def test_all_who_ask_for_a_game_that_is_being_read_get_the_same_room(
    server: Serving, games: list[Opened], long_log: LongLog
) -> None:
    code = games[0].game
    waiting = [asyncio.run_coroutine_threadsafe(server.hub.room(code), server.loop) for _ in range(20)]
    assert long_log.begun.wait(PATIENCE)
    long_log.may_end.set()
    rooms = {id(asked.result(PATIENCE)) for asked in waiting}
    assert (len(rooms), long_log.times) == (1, 1)


def test_a_game_read_while_the_server_closes_is_not_opened(
    server: Serving, games: list[Opened], long_log: LongLog
) -> None:
    waiting = asyncio.run_coroutine_threadsafe(server.hub.room(games[0].game), server.loop)
    assert long_log.begun.wait(PATIENCE)
    server.do(server.hub.close())
    long_log.may_end.set()
    assert getattr(waiting.exception(PATIENCE), "code", "") == "restart"
    assert server.hub.phases() == []


def test_who_asks_again_for_a_seat_while_it_is_being_written_gets_that_seat(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = JoinGame(name="Ann", token="a-token-of-a-phone-that-is-long-enough-0001")
    read, asked = Store.read, []

    async def read_then_written[T](store: Store, work: Callable[[Database], T]) -> T:
        """The first who asks is overtaken: between what it has read and what it does, all is written."""
        found = await read(store, work)
        if not asked:
            asked.append("first")
            await joining.join(server.hub, desk.game, wanted, "10.0.0.1")
        return found

    with serving(tmp_path / "linestop.db") as server:
        desk = open_game(server.url)
        server.do(server.hub.room(desk.game))  # read from the disk now, so that the next read is of the token
        monkeypatch.setattr(Store, "read", read_then_written)
        seat = server.do(joining.join(server.hub, desk.game, wanted, "10.0.0.1"))
        assert (asked, seat.token) == (["first"], wanted.token)
        assert len(server.do(server.hub.room(desk.game)).session.state.players) == 1
