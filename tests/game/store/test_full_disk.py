"""A disk that is full or fails, and a file that two would write: nothing false is said, nothing is lost."""

from __future__ import annotations

import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from failing_support import Failing
from faults_disk import Fault, sqlite_library, under
from forked_support import Forked
from game_support import PATIENCE, Device, get, open_practice, post
from serving_support import ForkedProcess, Serving, serving
from sqlite_utils.utils import sqlite3
from websockets.exceptions import ConnectionClosed, WebSocketException

from linestop.game.errors import SetupError
from linestop.game.messages import Opened
from linestop.game.store.store import Store

pytestmark = pytest.mark.slow

needs_hooks = pytest.mark.skipif(
    sqlite_library() is None, reason="this SQLite hides the functions by which a disk is put under it"
)

FAULTS: list[tuple[Fault, int, int]] = [
    *(("broken", first, 1_000_000) for first in (1, 4, 20)),
    *(("sync", first, 1_000_000) for first in (1, 2, 3)),
    ("broken", 2, 1),
    ("sync", 1, 1),
]
"""What fails, from which occasion on, and how often: for ever, or once and then never again."""


@contextmanager
def failing(folder: Path, fault: Fault, first: int, times: int) -> Iterator[Failing]:
    disk = Failing(fault, first, times)
    with under(disk, folder):
        yield disk


@needs_hooks
@pytest.mark.parametrize(("fault", "first", "times"), FAULTS)
def test_what_a_failing_disk_did_not_take_was_never_answered_for(
    tmp_path: Path, fault: Fault, first: int, times: int
) -> None:
    """Two turns are played well; then decisions go on until one meets the fault."""
    database = tmp_path / "linestop.db"
    with failing(tmp_path, fault, first, times) as disk:
        with serving(database) as server:
            opened = [open_practice(server.url) for _ in range(12)]
            acknowledged, asked = set(), []
            for game in opened[:2]:
                with Device(server.url, game) as device:
                    assert device.decide(1, {"board": "JIC"}, "decision-1")["type"] == "ack"
                    device.until_turn(2)
                    acknowledged.add((game.game, "decision-1"))
            disk.armed = True
            for game in opened[2:]:
                asked.append(game)
                if not answered(server, game):
                    break
                acknowledged.add((game.game, "decision-1"))
            assert disk.failed, "the disk was to fail before all had decided"
        assert server.server.failure is not None, "the server was to stop"
        assert "Nothing unsaved has been acknowledged" in server.server.failure.message
    assert acknowledged <= decisions(database)
    resent_and_played_on(database, asked[-1])


@needs_hooks
@pytest.mark.parametrize("first", [1, 2, 3, 5, 8, 13, 21, 34])
def test_a_full_disk_is_waited_for_and_what_waits_is_answered_when_there_is_room(
    tmp_path: Path, first: int, caplog: pytest.LogCaptureFixture
) -> None:
    """Decisions go on until one meets the full disk; it has no answer until there is room."""
    database = tmp_path / "linestop.db"
    with failing(tmp_path, "full", first, 1_000_000) as disk, serving(database) as server:
        opened = [open_practice(server.url) for _ in range(10)]
        devices = [Device(server.url, game) for game in opened]
        disk.armed = True
        for device in devices:
            device.send(type="decide", id="decision-1", turn=1, stances={"board": "JIC"})
            device.until(lambda frame: frame["type"] == "waiting" or frame.get("id") == "decision-1")
            if device.seen[-1]["type"] == "waiting":
                break
        assert (device.seen[-1]["type"], device.seen[-1]["reason"]) == ("waiting", "full")
        assert get(f"{server.url}/healthz")[:2][0] == 503
        assert get(f"{server.url}/healthz")[1]["status"] == "waiting"
        assert "is full" in caplog.text and "Make room" in caplog.text
        disk.armed = False
        assert device.answer("decision-1")["type"] == "ack"
        device.until_turn(2)
        assert get(f"{server.url}/healthz")[0] == 200
        assert server.server.failure is None
        for each in devices:
            each.close()
    asked = {
        game.game
        for game, each in zip(opened, devices, strict=True)
        if each.seen[-1]
        and any((frame["type"], frame.get("id")) == ("ack", "decision-1") for frame in each.seen)
    }
    assert {(game, "decision-1") for game in asked} <= decisions(database)


def answered(server: Serving, game: Opened) -> bool:
    """Whether a decision was acknowledged; if it was not, nothing at all may have been said of it."""
    try:
        with Device(server.url, game) as device:
            device.seen.clear()
            device.send(type="decide", id="decision-1", turn=1, stances={"board": "JIC"})
            try:
                device.until_turn(2)
            except ConnectionClosed:
                said = {(frame["type"], frame.get("id")) for frame in device.seen}
                assert ("error", "decision-1") not in said, "unknown is not refused"
                assert not any(frame["type"] == "bye" and not frame["come_back"] for frame in device.seen)
                return ("ack", "decision-1") in said
            return True
    except (WebSocketException, OSError):
        # The server had stopped by itself before this one, or while they were shaking hands (InvalidMessage).
        return False


def decisions(database: Path) -> set[tuple[str, str]]:
    """Every decision in the file; one that stands there twice is an error."""
    connection = sqlite3.connect(str(database))
    try:
        assert connection.execute("pragma integrity_check").fetchone() == ("ok",)
        found = connection.execute(
            "select game, client_id from events where kind = 'decision_made'"
        ).fetchall()
    finally:
        connection.close()
    assert len(found) == len(set(found))
    return set(found)


def resent_and_played_on(database: Path, game: Opened) -> None:
    """Whatever became of the last decision: sending it again settles it, once, and the game goes on."""
    with serving(database) as server, Device(server.url, game) as device:
        assert device.decide(1, {"board": "JIC"}, "decision-1")["type"] == "ack"
        device.until_turn(2)
        assert device.decide(2)["type"] == "ack"
    assert (game.game, "decision-1") in decisions(database)


@needs_hooks
@pytest.mark.parametrize("fault", ["broken", "sync"])
def test_a_game_that_could_not_be_kept_is_not_opened_and_says_so(tmp_path: Path, fault: Fault) -> None:
    with failing(tmp_path, fault, 1, 1_000_000) as disk:
        with serving(tmp_path / "linestop.db") as server:
            disk.armed = True
            status, error = post(f"{server.url}/api/practice", b'{"scenario":"one_seat"}')
            assert (status, error["code"]) == (503, "storage")
            assert "could not be saved" in error["message"]
        assert server.server.failure is not None


@needs_hooks
@pytest.mark.parametrize("fault", ["full", "broken", "sync"])
def test_a_server_does_not_start_on_a_disk_that_takes_nothing(tmp_path: Path, fault: Fault) -> None:
    with failing(tmp_path, fault, 1, 1_000_000) as disk:
        disk.armed = True
        with pytest.raises(SetupError, match=r"cannot be used.*[cC]hoose another.* with --db"):
            Store(tmp_path / "linestop.db")
    Store(tmp_path / "linestop.db").close()


@needs_hooks
def test_a_log_that_cannot_be_read_sends_the_page_back_and_harms_nobody(tmp_path: Path) -> None:
    database = tmp_path / "linestop.db"
    with serving(database) as server:
        opened = open_practice(server.url)
    with failing(tmp_path, "read", 1, 1_000_000) as disk:
        with serving(database) as server:
            disk.armed = True
            with Device(server.url, opened, hello=False) as device:
                device.send(type="hello", id="hello-001", game=opened.game, token=opened.token)
                with pytest.raises(ConnectionClosed) as closed:
                    while True:
                        device.read()
            assert closed.value.rcvd is not None and closed.value.rcvd.code == 4001
            assert [(frame["type"], frame["code"]) for frame in device.seen] == [("bye", "storage")]
            disk.armed = False
            with Device(server.url, opened) as device:
                assert device.decide(1)["type"] == "ack"


def test_a_process_whose_files_may_not_grow_stops_with_a_sentence_and_has_lost_nothing(
    tmp_path: Path,
) -> None:
    """The kernel itself refuses: the limit is set on the running server."""
    database = tmp_path / "linestop.db"
    acknowledged = set()
    with ForkedProcess(database) as server:
        opened = [open_practice(server.url) for _ in range(3)]
        with Device(server.url, opened[0]) as device:
            assert device.decide(1, command_id="decision-1")["type"] == "ack"
            device.until_turn(2)
            # The turn's weeks are the last that is written: from here on nobody writes but whoever decides.
            acknowledged.add((opened[0].game, "decision-1"))
        limit = Path(f"{database}-wal").stat().st_size
        resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (limit, limit))
        with Device(server.url, opened[1]) as device:
            device.send(type="decide", id="decision-1", turn=1, stances={})
            with pytest.raises(ConnectionClosed):
                while True:
                    device.read()
            assert ("ack", "decision-1") not in {(frame["type"], frame.get("id")) for frame in device.seen}
        _, said = server.process.communicate(timeout=PATIENCE)
        assert server.process.returncode == 1
        assert "could not be written" in said and "start the server again" in said
        assert "Traceback" not in said
    assert acknowledged <= decisions(database)
    resent = opened[1]
    with ForkedProcess(database) as server, Device(server.url, resent) as device:
        assert device.decide(1, command_id="decision-1")["type"] == "ack"
        device.until_turn(2)


# ---------------------------------------------------------------- two writers


@pytest.mark.parametrize("name", ["linestop.db", "again.db", "nowhere/../linestop.db"])
def test_a_second_server_on_the_same_file_is_refused_by_whatever_name(tmp_path: Path, name: str) -> None:
    database = tmp_path / "linestop.db"
    (tmp_path / "again.db").symlink_to(database)
    (tmp_path / "nowhere").mkdir()
    with ForkedProcess(database) as server:
        code, out, said = second_server(tmp_path / name)
        assert (code, out) == (1, "")
        assert "is in use by another Linestop server" in said
        assert said.count("\n") == 1
        with Device(server.url, open_practice(server.url)) as device:
            assert device.decide(1)["type"] == "ack"


def test_a_server_that_was_killed_holds_the_file_no_longer_and_one_that_sleeps_does(tmp_path: Path) -> None:
    database = tmp_path / "linestop.db"
    # Without worker processes: held while it asks for one, it would keep the fork server from all others.
    with ForkedProcess(database, "--compute", "threads") as server:
        server.process.send_signal(signal.SIGSTOP)
        try:
            assert "is in use by another Linestop server" in second_server(database)[2]
        finally:
            server.process.send_signal(signal.SIGCONT)
        opened = open_practice(server.url)
        server.kill()
    with ForkedProcess(database) as server, Device(server.url, opened) as device:
        assert device.decide(1)["type"] == "ack"


def second_server(database: Path) -> tuple[int, str, str]:
    """Exit code of a server that must not start, and what it said to stdout and stderr."""
    second = Forked(["serve", "--port", "0", "--db", str(database)])
    said = second.communicate(timeout=PATIENCE)
    return second.wait(), *said
