"""Another program holds the file: everybody waits and is told why, nothing is sent away, nothing is lost."""

from __future__ import annotations

import asyncio
import threading
from contextlib import closing
from pathlib import Path

import pytest
from forked_support import Forked
from game_support import PATIENCE, Device, get, join_game, open_game, open_practice, post
from places_support import held
from serving_support import ForkedProcess, serving
from sqlite_utils.utils import sqlite3
from websockets.exceptions import ConnectionClosed

from linestop.game.errors import SetupError
from linestop.game.rooms import saving
from linestop.game.store import disk_errors, read_only_database
from linestop.game.store import store as store_module
from linestop.game.store.people import list_people, remove_person, rename_person
from linestop.game.store.read_only_database import open_read_only
from linestop.game.store.store import Store

pytestmark = pytest.mark.slow


def test_a_decision_made_while_another_program_writes_is_acknowledged_when_it_is_done(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    database = tmp_path / "linestop.db"
    with serving(database) as server:
        with Device(server.url, open_practice(server.url)) as device:
            with held(database):
                device.send(type="decide", id="decision-1", turn=1, stances={})
                told = device.until(lambda frame: frame["type"] == "waiting")
                assert (told["reason"], told["code"]) == ("busy", "disk_busy")
                assert "another program holds its database" in told["message"]
                # Told again and again, so that no page takes its connection for dead.
                device.until(lambda frame: frame["type"] == "waiting")
                assert not any(frame.get("id") == "decision-1" for frame in device.seen)
                status, health, _ = get(f"{server.url}/healthz")
                assert (status, health["status"]) == (503, "waiting")
            assert device.answer("decision-1")["type"] == "ack"
            device.until_turn(2)
            assert not any(frame["type"] == "bye" for frame in device.seen)
        assert get(f"{server.url}/healthz")[0] == 200
        assert server.server.failure is None
    assert "is held by another program" in caplog.text and "can be written again" in caplog.text
    assert "repair the disk" not in caplog.text


def test_a_device_that_comes_meanwhile_is_told_why_it_waits_and_let_in_afterwards(tmp_path: Path) -> None:
    database = tmp_path / "linestop.db"
    with serving(database) as server:
        opened = open_practice(server.url)
        with Device(server.url, opened) as device, held(database):
            device.send(type="decide", id="decision-1", turn=1, stances={})
            device.until(lambda frame: frame["type"] == "waiting")
            second = Device(server.url, opened, hello=False)
            second.send(type="hello", id="hello-002", game=opened.game, token=opened.token)
            # Again and again, though no room has let it in yet.
            assert [second.read()["type"] for _ in range(2)] == ["waiting"] * 2
        assert second.answer("hello-002")["type"] == "ack"
        second.close()


def test_the_time_of_a_turn_does_not_run_while_the_disk_is_waited_for(tmp_path: Path) -> None:
    database = tmp_path / "linestop.db"
    with serving(database) as server:
        desk = open_game(server.url, scenario="one_seat", turn_seconds=60, first_turn_seconds=60)
        player = join_game(server.url, desk.game, "Ann")
        with Device(server.url, desk) as at_desk, Device(server.url, player) as device:
            assert at_desk.ask("start")["type"] == "ack"
            device.until_turn(1)
            with held(database):
                device.send(type="decide", id="decision-1", turn=1, stances={})
                device.until(lambda frame: frame["type"] == "waiting")
                server.clock.seconds += 500
            assert device.answer("decision-1")["type"] == "ack"
            server.pass_time(1)
            again = device.decide(1, {"board": "JIC"})
            assert again["type"] == "ack", "a deadline in a time without saving is no deadline"


def test_a_game_is_not_opened_and_nobody_joins_while_the_file_is_held_and_asking_again_is_safe(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "REQUEST_SECONDS", 0.5)
    database = tmp_path / "linestop.db"
    with serving(database) as server:
        desk = open_game(server.url)
        with held(database):
            status, error = post(f"{server.url}/api/practice", b'{"scenario":"one_seat"}')
            assert (status, error["code"]) == (503, "disk_busy")
            token = "a-token-of-a-phone-that-is-long-enough-0001"
            body = f'{{"name":"Ann","token":"{token}"}}'.encode()
            status, error = post(f"{server.url}/api/games/{desk.game}/join", body)
            assert (status, error["code"]) == (503, "disk_busy")
        status, _ = post(f"{server.url}/api/games/{desk.game}/join", body)
        assert status == 201
    with open_read_only(database) as db:
        assert db.execute("select count(*) from games").fetchone() == (1,), "the refused game was not opened"
        assert sum(person["name"] == "Ann" for person in list_people(db)) == 1


def test_a_server_that_is_stopped_while_it_waits_ends_and_what_was_not_saved_was_not_acknowledged(
    tmp_path: Path,
) -> None:
    database = tmp_path / "linestop.db"
    with ForkedProcess(database) as server:
        opened = open_practice(server.url)
        with held(database), Device(server.url, opened) as device:
            device.send(type="decide", id="decision-1", turn=1, stances={})
            device.until(lambda frame: frame["type"] == "waiting")
            code, _ = server.stop()
            assert code == 0
            with pytest.raises(ConnectionClosed):
                while True:
                    device.read()
            assert not any(frame.get("id") == "decision-1" for frame in device.seen)
    with ForkedProcess(database) as server, Device(server.url, opened) as device:
        assert device.decide(1, command_id="decision-1")["type"] == "ack"


def test_a_server_that_is_started_while_the_file_is_held_waits_says_so_and_starts(tmp_path: Path) -> None:
    database = tmp_path / "linestop.db"
    Store(database).close()
    errors = tmp_path / "said"
    with held(database) as program:
        starter = threading.Thread(target=lambda: program_lets_go(program, errors), daemon=True)
        starter.start()
        server = Forked(["serve", "--port", "0", "--db", str(database)], errors=errors)
        assert server.stdout.readline().startswith("Linestop is at ")
        starter.join(PATIENCE)
        server.terminate()
        server.communicate(PATIENCE)
    assert "is held by another program" in errors.read_text()
    assert "can be written again" in errors.read_text()


def program_lets_go(program: sqlite3.Connection, errors: Path) -> None:
    """Once the server has said why it waits."""
    while not errors.exists() or "is held by another program" not in errors.read_text():
        threading.Event().wait(0.05)
    program.close()


@pytest.mark.parametrize("mode", ["wal", "delete"])
def test_a_change_to_people_waits_for_a_program_that_writes(
    tmp_path: Path, mode: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if mode == "delete":
        monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 40, 1))
    database = tmp_path / "linestop.db"
    with serving(database) as server:
        desk = open_game(server.url)
        join_game(server.url, desk.game, "Ann")
    for change, names in (
        (lambda: rename_person(database, "Ann", "Anna"), {"Anna", "Grace"}),
        (lambda: remove_person(database, "Anna"), {"Grace"}),
    ):
        waited = threading.Event()
        monkeypatch.setattr(disk_errors.DiskWait, "goes_on", lambda *_, seen=waited: seen.set())
        with held(database):
            working = threading.Thread(target=change)
            working.start()
            assert waited.wait(PATIENCE)
        working.join(PATIENCE)
        with open_read_only(database) as db:
            assert {person["name"] for person in list_people(db)} == names


def test_a_migration_waits_for_a_program_that_writes_and_is_whole(tmp_path: Path) -> None:
    database = tmp_path / "linestop.db"
    with serving(database) as server:
        open_practice(server.url)
    with closing(sqlite3.connect(str(database))) as db, db:
        # As an older version left it: this migration has no other effect than filling the tables again.
        db.execute("delete from _sqlite_migrations where name = 'more_measures'")
        db.execute("delete from seats")
    opened: list[Store] = []
    with held(database):
        working = threading.Thread(target=lambda: opened.append(Store(database)))
        working.start()
        working.join(1.0)
        assert not opened, "it cannot be opened for writing while another program writes"
    working.join(PATIENCE)
    [(seats,)] = asyncio.run(opened[0].run(lambda db: db.execute("select count(*) from seats").fetchall()))
    assert seats == 1, "the derived tables were filled again"
    opened[0].close()


def test_a_reader_that_never_ends_hinders_nobody_and_is_named_when_the_server_stops(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    database = tmp_path / "linestop.db"
    with serving(database) as server:
        opened = open_practice(server.url)
        reader = sqlite3.connect(str(database), isolation_level=None)
        reader.execute("begin")
        reader.execute("select count(*) from events").fetchone()
        with Device(server.url, opened) as device:
            assert device.decide(1)["type"] == "ack"
            device.until_turn(2)
    assert "Another program still reads" in caplog.text
    reader.close()
    with serving(database) as server, Device(server.url, opened) as device:
        assert device.decide(2)["type"] == "ack"


def test_a_removed_name_that_a_reader_keeps_in_the_wal_is_told_of(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    database = tmp_path / "linestop.db"
    with serving(database) as server:
        join_game(server.url, open_game(server.url).game, "Ann")
    with closing(sqlite3.connect(str(database), isolation_level=None)) as reader:
        reader.execute("begin")
        reader.execute("select count(*) from events").fetchone()
        remove_person(database, "Ann")
    assert "stays readable in its -wal file" in caplog.text


def test_a_reading_command_says_who_keeps_it_from_reading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 40, 1))  # in WAL mode nobody keeps a reader out
    monkeypatch.setattr(read_only_database, "BUSY_TIMEOUT_SECONDS", 0.1)
    database = tmp_path / "linestop.db"
    Store(database).close()
    with held(database, "begin exclusive"), pytest.raises(SetupError, match="held by another program"):
        with open_read_only(database):
            pass


def test_red_control_a_store_that_takes_busy_for_broken_sends_everybody_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_module, "waits_for", lambda error: None)
    database = tmp_path / "linestop.db"
    with serving(database) as server:
        with Device(server.url, open_practice(server.url)) as device, held(database):
            device.send(type="decide", id="decision-1", turn=1, stances={})
            with pytest.raises(ConnectionClosed):
                while True:
                    device.read()
        assert server.server.failure is not None
