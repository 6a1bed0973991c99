"""Worker processes play a room's weeks and work out scores; it answers meanwhile, also if one is killed."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import threading
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

import pytest
from game_support import Device, join_game, open_game
from serving_support import Serving, serving
from work_support import held_up_score, told_by

from linestop.game.compute import compute_pool, jobs
from linestop.game.rooms import recording
from linestop.game.rules.events import Event, GameScored, GameStarted, TurnResolved, TurnScored, encode
from linestop.game.rules.game_state import GameState
from linestop.game.rules.session import Session
from linestop.game.store import tables
from linestop.game.store.tables import TableRow

pytestmark = pytest.mark.slow

MADE = (GameStarted, TurnResolved, TurnScored, GameScored)


async def until(server: Serving, code: str, so: Callable[[GameState], bool]) -> list[bytes]:
    """What the world of a game has made, as it stands in the log, when its state is so."""
    session = server.hub._rooms[code].session
    while not so(session.state):
        server.check_clocks()
        await asyncio.sleep(0)
    made: list[bytes] = []
    state = session.state
    # The state has an event before the disk has it.
    while len(made) < 1 + len(state.turns) + len(state.scores) + (state.hindsight is not None):
        log: list[Event] = await server.hub.store.load(code)
        made = [encode(event) for event in log if isinstance(event, MADE)]
    return made


def two_turns(server: Serving, during_the_score: Callable[[Device], None] = lambda desk: None) -> list[bytes]:
    """What the world makes of the same game of two turns, always by the same seed."""
    game = open_game(server.url, seed="7")
    with Device(server.url, game) as desk:
        join_game(server.url, game.game, "Ann")
        desk.ask("start")
        desk.ask("close_turn", turn=1)
        desk.until_turn(2)
        desk.ask("last_turn")
        desk.ask("close_turn", turn=2)
        during_the_score(desk)
        session = server.hub._rooms[game.game].session
        made = server.do(until(server, game.game, lambda state: state.over and not session.lacks_scores))
        assert session.runtime.world._engine is None, "its world is kept by the pool"
        sheets = session.runtime.sheets
        assert sheets is not None and sheets[0] == 2, "views are made of what the pool has made"
    return made


def replaced(server: Serving) -> str:
    lines = server.hub.metrics.text().decode().splitlines()
    [value] = [line.split()[1] for line in lines if line.startswith("linestop_workers_replaced_total ")]
    return value


@pytest.fixture
def undisturbed(tmp_path: Path) -> list[bytes]:
    with serving(tmp_path / "undisturbed.db") as server:
        return two_turns(server)


@pytest.fixture
def pipe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The scores are held up in the middle, and who works at them is told here."""
    os.mkfifo(told := tmp_path / "told")
    monkeypatch.setattr(jobs, "score_game", partial(held_up_score, str(told)))
    return told


def test_a_worker_killed_in_mid_score_is_replaced_and_the_game_goes_on_with_the_same_scores(
    tmp_path: Path, undisturbed: list[bytes], pipe: Path
) -> None:
    def kill(desk: Device) -> None:
        worker = told_by(pipe)
        assert worker != os.getpid()
        assert desk.ask("announce", text="The room answers meanwhile.")["type"] == "ack"
        os.kill(worker, signal.SIGKILL)

    with serving(tmp_path / "killed.db", compute="processes") as server:
        assert replaced(server) == "0.0"
        assert two_turns(server, kill) == undisturbed
        assert replaced(server) == "1.0"


def test_red_control_without_a_second_try_the_scores_are_lost_and_the_game_is_over(
    tmp_path: Path,
    undisturbed: list[bytes],
    pipe: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(compute_pool, "TRIES", 1)

    with serving(tmp_path / "killed.db", compute="processes") as server, caplog.at_level(logging.ERROR):
        made = two_turns(server, lambda desk: os.kill(told_by(pipe), signal.SIGKILL))
    # Of two turns the opening and both turns are left; the score of the first and the final one are lost.
    assert made == undisturbed[:3] and len(undisturbed) == 5
    assert "the scores could not be worked out" in caplog.text


def test_the_rows_of_a_games_scores_are_made_beside_the_loop_and_those_of_a_turn_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those of the scores hold every measure of the year; the second half is the red control."""
    threads: dict[type[Event], int] = {}

    def rows(session: Session, event: Event, at: str) -> Iterable[TableRow]:
        threads[type(event)] = threading.get_ident()
        return tables.rows_beside(session, event, at)

    monkeypatch.setattr(recording, "rows_beside", rows)
    with serving(tmp_path / "rows.db") as server:

        async def loop_thread() -> int:
            return threading.get_ident()

        two_turns(server)
        loop = server.do(loop_thread())
    assert threads[TurnResolved] == loop != threads[GameScored]
