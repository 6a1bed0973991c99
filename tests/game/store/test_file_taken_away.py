"""The database is moved, replaced, deleted or overwritten while the server runs.

Nothing more is acknowledged, all that was acknowledged is saved, and a sentence says where it is.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest
from game_support import PATIENCE, Device, Frame, get, open_practice
from serving_support import ForkedProcess, serving
from sqlite_utils.utils import sqlite3
from websockets.exceptions import WebSocketException

from linestop.game.messages import Opened
from linestop.game.store.backup import back_up
from linestop.game.store.open_file import OpenFile
from linestop.game.store.store import Store

pytestmark = pytest.mark.slow


def moved(file: Path) -> None:
    file.rename(file.with_name("elsewhere.db"))


def deleted(file: Path) -> None:
    file.unlink()


def all_deleted(file: Path) -> None:
    for each in file.parent.glob(f"{file.name}*"):
        each.unlink()


def replaced_by_another(file: Path) -> None:
    other = file.with_name("other.db")
    Store(other).close()
    other.replace(file)


def link_turned(file: Path) -> None:
    """The name is a link, and now leads to another database."""
    other = file.with_name("other.db")
    Store(other).close()
    file.unlink()
    file.symlink_to(other)


def wal_deleted(file: Path) -> None:
    file.with_name(f"{file.name}-wal").unlink()


def shm_deleted(file: Path) -> None:
    file.with_name(f"{file.name}-shm").unlink()


def wal_replaced(file: Path) -> None:
    wal = file.with_name(f"{file.name}-wal")
    other = wal.with_name("other-wal")
    other.write_bytes(b"")
    other.replace(wal)


TAKEN = [
    moved,
    deleted,
    all_deleted,
    replaced_by_another,
    link_turned,
    wal_deleted,
    shm_deleted,
    wal_replaced,
]


def decides_in_vain(url: str, opened: Opened, turn: int) -> None:
    """The decision is not acknowledged, and not refused either, however far the page gets with it."""
    seen: list[Frame] = []
    with suppress(WebSocketException, OSError), Device(url, opened, hello=False) as device:
        seen = device.seen
        device.send(type="hello", id="hello-001", game=opened.game, token=opened.token)
        device.answer("hello-001")
        device.send(type="decide", id="decision-2", turn=turn, stances={})
        while True:
            device.read()
    assert not any(frame.get("id") == "decision-2" for frame in seen)


def decisions(file: Path) -> set[str]:
    with closing(sqlite3.connect(str(file))) as db:
        assert db.execute("pragma integrity_check").fetchone() == ("ok",)
        return {name for (name,) in db.execute("select client_id from events where kind = 'decision_made'")}


def saved_in(folder: Path, said: str) -> Path:
    """The file that the sentence names: a rescued copy, or the database under its own name."""
    copies = [copy for copy in folder.glob("linestop.rescued*.db") if copy.name in said]
    return copies[0] if copies else folder / "linestop.db"


@pytest.mark.parametrize("take", TAKEN)
def test_nothing_is_acknowledged_into_a_file_that_no_restart_finds_and_all_before_is_saved(
    tmp_path: Path, take: Callable[[Path], None]
) -> None:
    database = tmp_path / "linestop.db"
    with ForkedProcess(database) as server:
        opened = open_practice(server.url)
        with Device(server.url, opened) as device:
            assert device.decide(1, command_id="decision-1")["type"] == "ack"
            device.until_turn(2)
        take(database)
        decides_in_vain(server.url, opened, 2)
        _, said = server.process.communicate(timeout=PATIENCE)
        assert server.process.returncode == 1
    assert "while the server ran. Nothing is lost" in said
    assert "tart the server" in said and "linestop backup" in said
    assert "Traceback" not in said
    saved = saved_in(tmp_path, said)
    assert "decision-1" in decisions(saved)
    with ForkedProcess(saved) as server, Device(server.url, opened) as device:
        assert device.decide(2, command_id="decision-2")["type"] == "ack"
        device.until_turn(3)


def test_nor_is_it_when_the_folder_was_renamed_and_the_file_there_is_whole(tmp_path: Path) -> None:
    folder = tmp_path / "friday"
    folder.mkdir()
    with ForkedProcess(folder / "linestop.db") as server:
        opened = open_practice(server.url)
        with Device(server.url, opened) as device:
            assert device.decide(1, command_id="decision-1")["type"] == "ack"
            device.until_turn(2)
        folder.rename(tmp_path / "saturday")
        decides_in_vain(server.url, opened, 2)
        _, said = server.process.communicate(timeout=PATIENCE)
    assert server.process.returncode == 1
    assert "All that was acknowledged is in the file, wherever it is now" in said
    moved_to = tmp_path / "saturday" / "linestop.db"
    alone = Path(shutil.copy(moved_to, tmp_path / "alone.db"))
    assert "decision-1" in decisions(alone), "without what lay beside it"
    with ForkedProcess(moved_to) as server, Device(server.url, opened) as device:
        assert device.decide(2, command_id="decision-2")["type"] == "ack"


def overwritten_by_a_backup(file: Path) -> None:
    """`cp backup.db linestop.db`: the same file, with other content."""
    shutil.copyfile(file.with_name("backup.db"), file)


def emptied(file: Path) -> None:
    file.write_bytes(b"")


@pytest.mark.parametrize("overwrite", [overwritten_by_a_backup, emptied])
def test_nor_is_it_when_the_file_was_overwritten_in_place_and_a_restored_backup_is_not_spoilt(
    tmp_path: Path, overwrite: Callable[[Path], None]
) -> None:
    database = tmp_path / "linestop.db"
    with ForkedProcess(database) as server:
        opened = open_practice(server.url)
        back_up(database, tmp_path / "backup.db")
        with Device(server.url, opened) as device:
            assert device.decide(1, command_id="decision-1")["type"] == "ack"
            device.until_turn(2)
        server.stop()
    # Only now the turn stands in the file itself: until then the WAL held it.
    with ForkedProcess(database) as server:
        overwrite(database)
        decides_in_vain(server.url, opened, 2)
        _, said = server.process.communicate(timeout=PATIENCE)
        assert server.process.returncode == 1
    assert "was overwritten by another program while the server ran" in said
    assert "the last backup" in said
    assert "linestop.db-wal.old holds what was written last" in said
    if overwrite is emptied:
        shutil.copyfile(tmp_path / "backup.db", database)
    with ForkedProcess(database) as server, Device(server.url, opened) as device:
        assert device.decide(1, command_id="decision-3")["type"] == "ack", "the game goes on from the backup"


@pytest.mark.parametrize("take", [moved, replaced_by_another, wal_deleted])
def test_the_health_page_says_so_though_nobody_plays(tmp_path: Path, take: Callable[[Path], None]) -> None:
    database = tmp_path / "linestop.db"
    with serving(database) as server:
        open_practice(server.url)
        assert get(f"{server.url}/healthz")[0] == 200
        take(database)
        status, health, _ = get(f"{server.url}/healthz")
        assert (status, health["status"]) == (503, "failing")
        assert server.server.failure is not None, "it stops, and says why"


def test_a_file_that_was_emptied_while_its_wal_holds_everything_loses_nothing(tmp_path: Path) -> None:
    database = tmp_path / "linestop.db"
    with ForkedProcess(database) as server:
        opened = open_practice(server.url)
        with Device(server.url, opened) as device:
            assert device.decide(1, command_id="decision-1")["type"] == "ack"
            device.until_turn(2)
        emptied(database)
        decides_in_vain(server.url, opened, 2)
        _, said = server.process.communicate(timeout=PATIENCE)
    assert "now stands under that name" in said
    with ForkedProcess(database) as server, Device(server.url, opened) as device:
        assert device.decide(2)["type"] == "ack"


def test_a_server_that_is_stopped_after_its_file_was_deleted_leaves_a_whole_one(tmp_path: Path) -> None:
    database = tmp_path / "linestop.db"
    with ForkedProcess(database) as server:
        opened = open_practice(server.url)
        database.unlink()
        _, said = server.stop()
    assert "now stands under that name" in said
    with ForkedProcess(database) as server, Device(server.url, opened) as device:
        assert device.decide(1)["type"] == "ack"


def test_a_file_that_was_only_touched_or_written_to_by_sqlite_is_gone_on_with(tmp_path: Path) -> None:
    database = tmp_path / "linestop.db"
    with serving(database) as server:
        opened = open_practice(server.url)
        database.touch()
        with closing(sqlite3.connect(str(database))) as other, other:
            other.execute("create table notes (text)")
            other.commit()
            other.execute("pragma wal_checkpoint(truncate)")
        with Device(server.url, opened) as device:
            assert device.decide(1)["type"] == "ack"
        assert get(f"{server.url}/healthz")[0] == 200


def test_a_wal_whose_database_is_not_there_any_more_is_not_thrown_away(tmp_path: Path) -> None:
    database = tmp_path / "linestop.db"
    with ForkedProcess(database) as server:
        opened = open_practice(server.url)
        server.kill()
    database.rename(tmp_path / "friday.db")
    refused = ForkedProcess.__new__(ForkedProcess)._started(["serve", "--port", "0", "--db", str(database)])
    _, said = refused.communicate(timeout=PATIENCE)
    assert refused.returncode == 1 and "linestop.db-wal holds the last events" in said
    (tmp_path / "linestop.db-wal").rename(tmp_path / "friday.db-wal")
    with ForkedProcess(tmp_path / "friday.db") as server, Device(server.url, opened) as device:
        assert device.decide(1)["type"] == "ack"


def test_red_control_a_store_that_does_not_look_acknowledges_what_no_restart_finds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(OpenFile, "problem", lambda self: None)
    database = tmp_path / "linestop.db"
    with serving(database) as server:
        opened = open_practice(server.url)
        all_deleted(database)
        with Device(server.url, opened) as device:
            assert device.decide(1, command_id="decision-1")["type"] == "ack"
    assert not database.exists() or "decision-1" not in decisions(database)
