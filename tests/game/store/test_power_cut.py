"""The power goes: whatever a disk may then hold, no answered-for event is missing from it.

A real server plays real games over real sockets while its disk is recorded. From the record come
hundreds of states in which the disk may be left: what was not synchronised is there, is not, or is
there in part, sector by sector, and names of files are as new or as old as their folder. Each
state is opened by the real store. The red controls are two stores that promise too much.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from faults_disk import sqlite_library, under
from faults_support import tell
from game_support import Device, open_practice
from power_support import Done, Recorder, crash_states
from serving_support import serving
from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from linestop.game.errors import GameError
from linestop.game.rules.events import signature
from linestop.game.server import app
from linestop.game.store import schema
from linestop.game.store.append_queue import Append
from linestop.game.store.event_log import read_log
from linestop.game.store.store import Store

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        sqlite_library() is None, reason="this SQLite hides the functions by which a disk is put under it"
    ),
]

GAMES, TURNS = 8, 3
STATES, FEWER = 1000, 200


@dataclass(frozen=True, slots=True)
class Told:
    """From `moment` on, people may have been told that these are on disk."""

    moment: int
    events: list[tuple[str, str, str]]
    tokens: list[str]


class Watched(Store):
    """Notes, on the writer's own thread, the moment from which on an append is answered for."""

    recorder: Recorder
    told: list[Told]

    def _write(self, batch: list[Append]) -> None:
        super()._write(batch)
        self.tell(batch)

    def tell(self, batch: list[Append]) -> None:
        events = [(append.game, *signature(stored.event)) for append in batch for stored in append.events]
        tokens = [row["hash"] for append in batch for table, row in append.people if table == "tokens"]
        self.told.append(Told(len(self.recorder.done), events, tokens))


class Hasty(Watched):
    """Red control: answers first and writes then."""

    def _write(self, batch: list[Append]) -> None:
        self.tell(batch)
        Store._write(self, batch)


@contextmanager
def recorded(folder: Path, kind: type[Watched] = Watched) -> Iterator[Watched]:
    """A kind of store whose disk is recorded while servers run on it."""
    recorder = Recorder()
    chosen = type("Recorded", (kind,), {"recorder": recorder, "told": []})
    with pytest.MonkeyPatch.context() as patched, under(recorder, folder):
        patched.setattr(app, "Store", chosen)
        yield chosen


def play(database: Path) -> None:
    """Games at once, so that decisions share commits; the second server finds the first one's file."""
    with serving(database) as server:
        opened = [open_practice(server.url) for _ in range(GAMES)]
        opened.append(open_practice(server.url, "pacific_squeeze"))
        devices = [Device(server.url, each) for each in opened]
        play_turns(devices, range(1, TURNS))
    with serving(database) as server:
        devices = [Device(server.url, each) for each in opened]
        play_turns(devices, range(TURNS, TURNS + 1))


def play_turns(devices: list[Device], turns: range) -> None:
    for turn in turns:
        for device in devices:
            device.send(type="decide", id=f"decision-{turn}", turn=turn, stances={})
        for device in devices:
            assert device.answer(f"decision-{turn}")["type"] == "ack"
            device.until(lambda frame: frame["type"] == "view" and not frame["confirmed"])
    for device in devices:
        device.close()


@dataclass(slots=True)
class Found:
    """What opening the states showed."""

    states: int = 0
    told: int = 0
    lost: int = 0
    states_with_loss: int = 0
    damaged: int = 0
    unusable: int = 0

    def __str__(self) -> str:
        return (
            f"{self.states} states, {self.told} events told of in the longest, {self.damaged} damaged, "
            f"{self.unusable} not usable, {self.states_with_loss} with a loss, {self.lost} lost at most"
        )


def open_states(run: Any, folder: Path, count: int) -> Found:
    """Let the power go `count` times, and look at what each time is left."""
    found = Found()
    for number, (moment, files) in enumerate(crash_states(run.recorder.done, count, seed=count)):
        place = folder / str(number)
        place.mkdir()
        for path, content in files.items():
            (place / Path(path).name).write_bytes(content)
        told = [told for told in run.told if told.moment <= moment]
        events = {event for each in told for event in each.events}
        tokens = {token for each in told for token in each.tokens}
        look_at(place / "linestop.db", events, tokens, found)
    tell(str(found))
    return found


def look_at(database: Path, events: set[Any], tokens: set[Any], found: Found) -> None:
    found.states += 1
    found.told = max(found.told, len(events))
    try:
        opened = Store(database)
    except GameError:
        found.unusable += 1
        return
    try:
        whole, there = asyncio.run(opened.run(what_is_there))
    except (GameError, sqlite3.Error):
        found.damaged += 1
        return
    finally:
        opened.close()
    missing = len(events | tokens) - len((events | tokens) & there)
    found.damaged += not whole
    found.lost = max(found.lost, missing)
    found.states_with_loss += missing > 0


def what_is_there(db: Database) -> tuple[bool, set[Any]]:
    """Whether the file is whole, and the events and tokens in it; raises on a broken chain."""
    whole = db.execute("pragma integrity_check").fetchall() == [("ok",)]
    signatures = set(db.execute("select game, sender, client_id from events"))
    for game in {game for game, _, _ in signatures}:
        read_log(db, game)
    return whole, signatures | {token for (token,) in db.execute("select hash from tokens")}


@pytest.fixture
def played(tmp_path: Path) -> Path:
    """The database of a game, alone in its folder."""
    (tmp_path / "played").mkdir()
    return tmp_path / "played" / "linestop.db"


@pytest.fixture
def states() -> Iterator[Path]:
    """Where states are laid out: in memory where there is such a folder, for only reading matters there."""
    memory = Path("/dev/shm")
    with TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as folder:
        yield Path(folder)


def test_after_a_power_cut_nothing_answered_for_is_missing(played: Path, states: Path) -> None:
    with recorded(played.parent) as run:
        play(played)
    assert checkpoints(run.recorder.done) > 1, "the riskiest thing that SQLite does here is not in the record"
    found = open_states(run, states, STATES)
    assert found.told > (GAMES + 1) * TURNS * 3
    assert (found.damaged, found.unusable, found.lost) == (0, 0, 0), found


def test_nor_is_it_where_an_older_sqlite_runs_in_rollback_mode(
    played: Path, states: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 40, 1))
    with recorded(played.parent) as run:
        play(played)
    assert not any(done.path.endswith("-wal") for done in run.recorder.done)
    found = open_states(run, states, FEWER)
    assert (found.damaged, found.unusable, found.lost) == (0, 0, 0), found


def test_red_control_synchronous_normal_loses_what_was_answered_for(
    played: Path, states: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = with_synchronous(1, played, states, monkeypatch)
    assert found.states_with_loss > FEWER / 4, found
    assert found.damaged == 0, found


def test_red_control_synchronous_off_damages_the_file(
    played: Path, states: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = with_synchronous(0, played, states, monkeypatch)
    assert found.damaged + found.unusable > 0, found


def test_red_control_answering_before_the_commit_loses_it(played: Path, states: Path) -> None:
    with recorded(played.parent, Hasty) as run:
        play(played)
    found = open_states(run, states, FEWER)
    assert found.states_with_loss > FEWER / 4, found


def with_synchronous(level: int, played: Path, states: Path, monkeypatch: pytest.MonkeyPatch) -> Found:
    monkeypatch.setattr(
        schema, "pragmas", lambda version: {"journal_mode": "wal", "synchronous": level, "foreign_keys": 1}
    )
    with recorded(played.parent) as run:
        play(played)
    monkeypatch.undo()
    found = open_states(run, states, FEWER)
    return found


def checkpoints(done: list[Done]) -> int:
    """How often pages went from the log into the database."""
    kinds = [Path(each.path).suffix for each in done if each.what == "write"]
    return sum(before == ".db-wal" and after == ".db" for before, after in pairwise(kinds))
