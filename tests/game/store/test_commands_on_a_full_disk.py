"""Commands on a disk that takes nothing: none says that something is done which is not in the file."""

from __future__ import annotations

import contextlib
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from after_support import database, workshop
from click.testing import CliRunner, Result
from failing_support import Failing
from faults_disk import Fault, sqlite_library, under
from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from linestop.game.cli.main import main
from linestop.game.store import changes, people
from linestop.game.store.store import Store

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        sqlite_library() is None, reason="this SQLite hides the functions by which a disk is put under it"
    ),
]

SAID = {
    "full": "is full, so nothing was changed. Make room, and try again.",
    "broken": "and whether anything was changed is unknown.",
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return database(tmp_path, workshop())


@contextlib.contextmanager
def once_open(monkeypatch: pytest.MonkeyPatch, happens: Callable[[], None]) -> Iterator[None]:
    """When a command has opened the database and works on it, this happens first."""
    run = Store.run

    async def after_it(store: Store, work: Callable[[Database], Any]) -> Any:
        happens()
        return await run(store, work)

    with monkeypatch.context() as patch:
        patch.setattr(Store, "run", after_it)
        yield


def on_a_disk(monkeypatch: pytest.MonkeyPatch, file: Path, fault: Fault, *words: str) -> Result:
    disk = Failing(fault)
    with under(disk, file.parent), once_open(monkeypatch, lambda: setattr(disk, "armed", True)):
        return CliRunner().invoke(main, [*words, "--db", str(file)])


def rows(file: Path, sql: str) -> list[tuple[Any, ...]]:
    with contextlib.closing(sqlite3.connect(str(file))) as connection:
        found: list[tuple[Any, ...]] = connection.execute(sql).fetchall()
        return found


def nothing_false_is_said(done: Result, file: Path, fault: Fault) -> None:
    assert rows(file, "select count(*) from worked_out") == [(0,)]
    assert "Kept" not in done.stderr, "it says kept, and nothing is"
    assert done.exit_code == 1 and SAID[fault] in done.stderr
    [report] = json.loads(done.stdout)["games"]
    assert len(report["seats"]) == 4, "what was worked out is printed all the same"


@pytest.mark.parametrize("fault", ["full", "broken"])
def test_foresight_that_could_not_be_stored_is_not_said_to_be_kept(
    file: Path, monkeypatch: pytest.MonkeyPatch, fault: Fault
) -> None:
    done = on_a_disk(monkeypatch, file, fault, "rescore", "--keep", "--json")
    nothing_false_is_said(done, file, fault)


def test_red_control_a_store_that_ignores_a_full_disk_is_seen(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = changes.change

    def as_it_was(store: Store, work: Callable[[Database], object]) -> None:
        with contextlib.suppress(Exception):
            right(store, work)

    monkeypatch.setattr(changes, "change", as_it_was)
    done = on_a_disk(monkeypatch, file, "full", "rescore", "--keep", "--json")
    with pytest.raises(AssertionError, match="it says kept"):
        nothing_false_is_said(done, file, "full")


def test_foresight_is_not_said_to_be_kept_in_a_file_that_was_replaced_meanwhile(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = file.with_name("copy.db")
    shutil.copy(file, copy)

    def replaced() -> None:
        if copy.exists():
            copy.replace(file)

    with once_open(monkeypatch, replaced):
        done = CliRunner().invoke(main, ["rescore", "--keep", "--db", str(file)])
    assert done.exit_code == 1 and "Kept" not in done.stderr
    assert "is no longer the file that was opened" in done.stderr


@pytest.mark.parametrize("fault", ["full", "broken"])
@pytest.mark.parametrize(
    "words", [("rename", "Ann", "Anna"), ("anonymise", "Ann"), ("remove", "Ann", "--yes")], ids=lambda w: w[0]
)
def test_a_person_who_could_not_be_changed_is_not_said_to_be(
    file: Path, monkeypatch: pytest.MonkeyPatch, fault: Fault, words: tuple[str, ...]
) -> None:
    done = on_a_disk(monkeypatch, file, fault, "people", *words)
    assert done.exit_code == 1 and SAID[fault] in done.stderr and not done.stdout
    assert rows(file, "select count(*) from players where name = 'Ann'") == [(1,)]


def test_a_name_that_is_changed_and_stays_readable_beside_the_file_is_told_of(
    file: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    disk, emptied = Failing("full"), people._empty_log

    def on_a_full_disk(db: Database) -> None:
        disk.armed = True
        emptied(db)

    monkeypatch.setattr(people, "_empty_log", on_a_full_disk)
    with under(disk, file.parent):
        done = CliRunner().invoke(main, ["people", "rename", "Ann", "Anna", "--db", str(file)])
    assert (done.exit_code, done.stdout) == (0, "Ann is now called Anna.\n")
    assert "stays readable in the -wal file" in caplog.text
    assert rows(file, "select count(*) from players where name = 'Anna'") == [(1,)]
