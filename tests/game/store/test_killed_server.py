"""The server is killed under load, again and again: nothing acknowledged is lost, nothing counts twice.

Two hundred seats decide as fast as they can. When a number of answers drawn by lot has come, the
process gets SIGKILL, in the middle of whatever it was doing. A new one opens the same file, and the
seats come back by themselves and send again what was unanswered, under the same id.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest
from faults_support import Account, Crowd, Server, account, many_short_turns, open_workshop, tell
from game_support import ONE_SEAT, Device, open_practice
from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from linestop.game.messages import Opened
from linestop.game.rules.events import TurnResolved
from linestop.game.store.event_log import read_log

pytestmark = pytest.mark.slow

SEATS, KILLS = 200, 20


@dataclass(slots=True)
class Killed:
    """A run of kills: what was in flight each time, and what came of it all."""

    seats: list[Opened]
    in_flight: list[int] = field(default_factory=list)
    result: Account | None = None


async def play_and_kill(
    database: Path,
    scenarios: Path,
    kills: int,
    seats: Callable[[str], list[Opened]],
    *,
    again: bool,
    program: str = "",
) -> Killed:
    chance = random.Random(kills)
    start = partial(asyncio.to_thread, Server, database, scenarios, program)
    server = await asyncio.to_thread(Server, database, scenarios)
    try:
        run = Killed(await asyncio.to_thread(seats, server.url))
        if program:
            server.stop()
            server = await start()
        crowd = Crowd(run.seats, again=again)
        playing = asyncio.create_task(crowd.live())

        def kill() -> None:
            server.process.kill()
            run.in_flight.append(crowd.in_flight)

        for _ in range(kills):
            await crowd.come_to(server.url)
            await crowd.get_answers(chance.randint(1, len(run.seats)), kill)
            crowd.server_goes()
            server.kill()
            server = await start()
        await crowd.come_to(server.url)
        await crowd.get_answers(len(run.seats))
        await crowd.finish()
        playing.cancel()
        await asyncio.gather(playing, return_exceptions=True)
        said = await asyncio.to_thread(server.stop)
        assert said == ""
    finally:
        server.kill()
    run.result = account(crowd.journals, database)
    return run


def workshops(url: str, games: int = 8, seats: int = 25) -> list[Opened]:
    """Games with a desk, all begun; nothing but the desk closes their first turn."""
    people = []
    for _ in range(games):
        desk, joined = open_workshop(url, seats)
        people += joined
        with Device(url, None, hello=False) as device:
            for command in (
                {"type": "hello", "id": "hello-000", "game": desk.game, "token": desk.token},
                {"type": "set_closing", "id": "closing-0", "all_in": False},
                {"type": "start", "id": "start-000"},
            ):
                device.send(**command)
                assert device.answer(str(command["id"]))["type"] == "ack"
    return people


def practice_games(url: str, games: int = 50) -> list[Opened]:
    """Each alone against bots: every decision closes a turn, which is played at once."""
    return [open_practice(url) for _ in range(games)]


def all_logs_read(database: Path) -> int:
    """How many games there are; every log has its chain whole and says the same when it is read again."""
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    try:
        log = Database(connection)
        games = [game for (game,) in log.execute("select distinct game from events")]
        for game in games:
            events = read_log(log, game)
            resolved = [event.turn for event in events if isinstance(event, TurnResolved)]
            assert resolved == list(range(1, len(resolved) + 1)), "each turn was played once, in order"
    finally:
        connection.close()
    return len(games)


def test_a_server_killed_twenty_times_has_lost_nothing_and_counted_nothing_twice(tmp_path: Path) -> None:
    database = tmp_path / "linestop.db"
    run = asyncio.run(play_and_kill(database, ONE_SEAT, KILLS, workshops, again=True))
    result = run.result
    tell(f"{KILLS} kills with {run.in_flight} decisions in flight: {result}")
    assert result is not None and all_logs_read(database) == 8
    assert (result.lost, result.doubled, result.invented, result.contradictions) == (0, 0, 0, 0)
    assert (result.refused, result.unanswered) == (0, 0), "nothing was in the way of any decision"
    # A kill comes after 1 to 200 answers by lot: half of all are in flight on the average, a quarter always.
    assert sum(run.in_flight) > KILLS * SEATS / 4


def test_nor_has_one_that_was_killed_while_turns_were_played(tmp_path: Path) -> None:
    database = tmp_path / "linestop.db"
    scenarios = many_short_turns(tmp_path / "scenarios")
    run = asyncio.run(play_and_kill(database, scenarios, 6, practice_games, again=False))
    result = run.result
    tell(f"6 kills with {run.in_flight} decisions in flight: {result}")
    assert result is not None and all_logs_read(database) == 50
    assert (result.lost, result.doubled, result.invented, result.contradictions) == (0, 0, 0, 0)
    assert (result.refused, result.unanswered) == (0, 0), "nothing was in the way of any decision"


HASTY = """
from linestop.game.cli.main import main
from linestop.game.store.store import Store

later = []

def answer_first(self, again=False):
    for append in self._queue.take():
        append.answer(None)
        later.append(append)
    if len(later) >= 512:
        self._write(later)
        later.clear()

Store._commit_queued = answer_first
main()
"""
"""A server that answers at once and writes when it has enough: fast, and usual."""


def test_red_control_a_server_that_answers_before_it_writes_loses_decisions(tmp_path: Path) -> None:
    database = tmp_path / "linestop.db"
    run = asyncio.run(
        play_and_kill(database, ONE_SEAT, 2, partial(workshops, games=2), again=True, program=HASTY)
    )
    tell(f"answered before written: {run.result}")
    assert run.result is not None and run.result.lost > 0
