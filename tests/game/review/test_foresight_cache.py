"""The key under which perfect foresight is cached: the same in every version, from the digest in the log."""

from __future__ import annotations

import hashlib
import lzma
from pathlib import Path

import pytest
from places import GOLDEN
from sqlite_utils import Database
from sqlite_utils.utils import sqlite3
from world_support import changed

from linestop.game.review.foresight_cache import subject_of
from linestop.game.rules.desk_events import ShockInjected
from linestop.game.rules.events import Event, GameOpened
from linestop.game.store.game_reader import events_of
from linestop.game.store.read_only_database import open_read_only
from linestop.game.store.schema import migrations

FILES = sorted(GOLDEN.glob("*/linestop.db.xz"))


@pytest.fixture(params=FILES, ids=lambda file: file.parent.name)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of a golden file, brought up to date as a server does at its start."""
    file = tmp_path / "linestop.db"
    file.write_bytes(lzma.decompress(request.param.read_bytes()))
    connection = sqlite3.connect(file)
    migrations.apply(Database(connection))
    connection.close()
    return file


def logs(database: Path) -> list[list[Event]]:
    with open_read_only(database) as db:
        codes = [row[0] for row in db.execute("select code from games").fetchall()]
        return [events_of(db, code) for code in codes]


def opened_in(log: list[Event]) -> GameOpened:
    assert isinstance(log[0], GameOpened)
    return log[0]


def test_the_digest_in_a_released_log_is_the_hash_of_the_scenario_s_text(database: Path) -> None:
    found = logs(database)
    assert found
    for opened in map(opened_in, found):
        assert opened.digest == hashlib.sha256(opened.text.encode()).hexdigest()


def test_the_keys_that_a_released_version_stored_are_found_again(database: Path) -> None:
    with open_read_only(database) as db:
        sql = "select subject from worked_out where kind = 'foresight'"
        stored = {row[0] for row in db.execute(sql).fetchall()}
    keys = set()
    for log in logs(database):
        opened, shocks = opened_in(log), [event for event in log if isinstance(event, ShockInjected)]
        weeks = {subject.rsplit(" ", 1)[1] for subject in stored}
        seats = {subject.split(" ")[2] for subject in stored}
        keys |= {subject_of(opened, shocks, int(each), seat) for each in weeks for seat in seats}
    assert stored and stored <= keys


def test_a_log_without_a_digest_has_the_key_of_its_text(database: Path) -> None:
    for opened in map(opened_in, logs(database)):
        bare = changed(opened, digest="")
        assert subject_of(bare, [], 4, "tarnholm") == subject_of(opened, [], 4, "tarnholm")


def test_red_control_another_text_has_another_key(database: Path) -> None:
    opened = opened_in(logs(database)[0])
    other = changed(opened, digest="", text=opened.text + "\n")
    assert subject_of(other, [], 4, "tarnholm") != subject_of(opened, [], 4, "tarnholm")
