"""Where a database lies: read-only, under odd names.

Commands that only read work wherever the file can be read; what writes is refused at once, with a sentence.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path, PureWindowsPath
from tempfile import TemporaryDirectory

import pytest
from commands_support import said
from forked_support import Forked
from game_support import ONE_SEAT, PATIENCE, Device, open_practice
from places_support import as_nobody, may_become_another
from serving_support import ForkedProcess, serving
from sqlite_utils.utils import sqlite3

from linestop.game.errors import SetupError
from linestop.game.store.backup import back_up
from linestop.game.store.database_uri import database_uri
from linestop.game.store.disk_errors import opening_sentence
from linestop.game.store.read_only_database import open_read_only
from linestop.game.store.store import Store

pytestmark = pytest.mark.slow

needs_another_user = pytest.mark.skipif(
    not may_become_another(), reason="only root may run a command as another user"
)


def played(database: Path) -> str:
    """The code of a game in a new database that a server left as one file."""
    with serving(database) as server:
        opened = open_practice(server.url)
        with Device(server.url, opened) as device:
            device.decide(1)
            device.until_turn(2)
    return opened.game


@pytest.fixture
def closed() -> Iterator[Path]:
    """A folder that others may read and not write; pytest's own folders are closed to them."""
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        place = Path(folder) / "closed"
        place.mkdir(mode=0o755)
        played(place / "linestop.db")
        (place / "linestop.db").chmod(0o644)
        yield place


# ---------------------------------------------------------------- read-only places


@needs_another_user
@pytest.mark.parametrize(
    "command",
    [
        ["replay"],
        ["leaderboard", "--kind", "any", "--decided", "0"],
        ["people", "list"],
        ["export", "{game}", "--format", "json"],
        ["replay", "{game}", "--verify"],
        ["backup", "{writable}/copy.db"],
    ],
)
def test_reading_commands_work_in_a_folder_that_may_not_be_written(closed: Path, command: list[str]) -> None:
    with closing(sqlite3.connect(copied(closed / "linestop.db"))) as db:
        [game] = db.execute("select code from games").fetchone()
    writable = closed.parent / "writable"
    writable.mkdir()
    writable.chmod(0o777)
    words = [word.format(game=game, writable=writable) for word in command]
    done = as_nobody(*words, "--db", closed / "linestop.db", folder=closed)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    assert {file.name for file in closed.iterdir()} <= {"linestop.db", "linestop.db.lock"}


def copied(database: Path) -> Path:
    """To read from, since reading leaves files beside it."""
    place = database.parents[1] / "copied"
    place.mkdir()
    return Path(shutil.copy(database, place))


@needs_another_user
def test_what_a_wal_beside_it_holds_is_never_left_out(closed: Path) -> None:
    """Read as if nobody changed it, the file would lack its last events: then there is a sentence instead."""
    with ForkedProcess(closed / "linestop.db") as server:
        open_practice(server.url)
        server.kill()
    (closed / "linestop.db-shm").unlink()
    done = as_nobody("replay", "--db", closed / "linestop.db", folder=closed)
    assert done.returncode == 1
    assert "its last events are in a file beside it" in done.stderr and "as that user" in done.stderr
    assert "Traceback" not in done.stderr


@needs_another_user
@pytest.mark.parametrize("what", ["folder", "file", "all but the folder"])
def test_a_server_where_nothing_may_be_written_is_refused_at_once(closed: Path, what: str) -> None:
    database = closed / "linestop.db"
    for lock in closed.glob("*.lock"):
        lock.unlink()
    if what != "folder":
        closed.chmod(0o777)
    if what == "folder":
        database.chmod(0o666)
    done = as_nobody("serve", "--port", "0", "--db", database, folder=closed)
    assert done.returncode == 1 and done.stdout == ""
    assert "--db" in done.stderr and done.stderr.count("\n") == 1
    assert "may not be written" in done.stderr or "no writing to" in done.stderr


@needs_another_user
def test_changing_people_in_a_read_only_file_is_refused_with_a_sentence(closed: Path) -> None:
    done = as_nobody("people", "anonymise", "You", "--db", closed / "linestop.db", folder=closed)
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert "should not have happened" not in done.stderr


def test_a_file_that_may_not_be_changed_even_by_its_owner_is_refused_at_opening(tmp_path: Path) -> None:
    """A bit of the file system itself, which binds root too; elsewhere the mode of the file does."""
    database = tmp_path / "linestop.db"
    played(database)
    database.chmod(0o444)
    immutable = subprocess.run(["chattr", "+i", database], capture_output=True, check=False).returncode == 0
    if not immutable and may_become_another():
        pytest.fail("this file system has no such bit, and root may write everywhere")
    try:
        with pytest.raises(SetupError, match=r"may not be written.*Allow this user to write"):
            Store(database)
        assert "Games, newest first" in said("replay", "--db", database)
    finally:
        if immutable:
            subprocess.run(["chattr", "-i", database], check=True)


def test_a_disk_without_locks_is_named(tmp_path: Path) -> None:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = 3850  # SQLITE_IOERR_LOCK
    assert "cannot lock files" in opening_sentence(tmp_path / "linestop.db", error)


# ---------------------------------------------------------------- names


@pytest.mark.parametrize(
    "name",
    [
        "what?.db",
        "no#1.db",
        "50%.db",
        "50%41.db",
        "a b.db",
        "x?mode=memory.db",
        "ü李.db",
        "a&b=c.db",
        "file:x.db",
    ],
)
def test_a_database_of_any_name_is_written_read_and_backed_up(tmp_path: Path, name: str) -> None:
    database = tmp_path / name
    game = played(database)
    assert game in said("replay", "--db", database)
    assert said("people", "list", "--db", database)
    copy = tmp_path / f"copy of {name}"
    assert back_up(database, copy)[0] == 1
    ours = {name, f"{name}.lock", copy.name}
    assert {file.name for file in tmp_path.iterdir()} <= ours | {f"{name}-wal", f"{name}-shm"}


def test_a_name_that_means_something_to_sqlite_is_a_file_like_any_other(tmp_path: Path) -> None:
    played_in = Forked(
        ["serve", "--port", "0", "--db", ":memory:", "--scenarios", str(ONE_SEAT)], folder=tmp_path
    )
    url = played_in.stdout.readline().strip().removeprefix("Linestop is at ")
    opened = open_practice(url)
    played_in.terminate()
    played_in.communicate(PATIENCE)
    assert opened.game in said("replay", "--db", ":memory:", cwd=tmp_path)


@pytest.mark.skipif(os.name == "nt", reason="Windows' names are Unicode")
def test_a_name_that_is_no_unicode_is_read_too(tmp_path: Path) -> None:
    database = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.db"))
    Store(database).close()
    with open_read_only(database) as db:
        assert db.execute("select count(*) from games").fetchone() == (0,)


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        (r"C:\games\linestop.db", "file:///C:/games/linestop.db?mode=ro"),
        (r"\\server\share\linestop.db", "file:////server/share/linestop.db?mode=ro"),
        (r"\\?\C:\games\linestop.db", "file:///C:/games/linestop.db?mode=ro"),
        (r"\\?\UNC\server\share\x.db", "file:////server/share/x.db?mode=ro"),
        (r"C:\my games\50%#1.db", "file:///C:/my%20games/50%25%231.db?mode=ro"),
    ],
)
def test_paths_of_windows_become_uris_that_sqlite_takes(path: str, uri: str) -> None:
    assert database_uri(PureWindowsPath(path), mode="ro") == uri


def test_sqlite_itself_takes_a_uri_of_two_slashes_and_refuses_one_with_an_authority(tmp_path: Path) -> None:
    Store(tmp_path / "linestop.db").close()
    with closing(sqlite3.connect(f"file:///{tmp_path}/linestop.db?mode=ro", uri=True)) as db:
        assert db.execute("select count(*) from games").fetchone() == (0,)
    with pytest.raises(sqlite3.OperationalError, match="invalid uri authority"):
        sqlite3.connect("file://server/share/linestop.db", uri=True)
