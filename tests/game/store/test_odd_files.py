"""A path under which no database may stand: a folder, a second name, a mount of its own; and backups."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from commands_support import linestop, said
from forked_support import Forked
from game_support import PATIENCE, Device, open_practice
from serving_support import ForkedProcess, serving

from linestop.game.errors import Refused, SetupError
from linestop.game.store import opening
from linestop.game.store.backup import back_up
from linestop.game.store.read_only_database import open_read_only
from linestop.game.store.store import Store

pytestmark = pytest.mark.slow


def played(database: Path) -> str:
    """The code of a game in a new database that a server left as one file."""
    with serving(database) as server:
        opened = open_practice(server.url)
        with Device(server.url, opened) as device:
            device.decide(1)
            device.until_turn(2)
    return opened.game


def test_what_is_no_file_is_refused_with_a_sentence(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name in (".", "pipe"):
        with pytest.raises(SetupError, match="is no file; name a file"):
            Store(tmp_path / name)
        with pytest.raises(SetupError, match="There is no file"), open_read_only(tmp_path / name):
            pass


def test_an_empty_file_is_a_new_database_for_a_server_and_none_for_a_reader(tmp_path: Path) -> None:
    database = tmp_path / "linestop.db"
    database.touch()
    with pytest.raises(SetupError, match="holds no games of Linestop"), open_read_only(database):
        pass
    Store(database).close()
    with open_read_only(database) as db:
        assert db.execute("select count(*) from games").fetchone() == (0,)


def test_a_file_with_a_second_name_is_refused_since_two_servers_could_not_see_each_other(
    tmp_path: Path,
) -> None:
    database = tmp_path / "linestop.db"
    with ForkedProcess(database) as server:
        os.link(database, tmp_path / "again.db")
        code, _, words = second_server(tmp_path / "again.db")
        assert code == 1 and "further names (hard links)" in words
        with Device(server.url, open_practice(server.url)) as device:
            assert device.decide(1)["type"] == "ack"


def second_server(database: Path) -> tuple[int, str, str]:
    second = Forked(["serve", "--port", "0", "--db", str(database)])
    words = second.communicate(PATIENCE)
    return second.wait(), *words


def test_a_file_that_is_mounted_without_its_folder_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = tmp_path / "my games" / "linestop.db"
    database.parent.mkdir()
    Store(database).close()
    point = str(database).replace(" ", r"\040")
    told = tmp_path / "mountinfo"
    told.write_text(f"36 35 98:0 / / rw - ext4 /dev/root rw\n37 36 98:0 /x {point} rw - ext4 /dev/root rw\n")
    monkeypatch.setattr(opening, "MOUNTS", told)
    with pytest.raises(SetupError, match="Mount its folder"):
        Store(database)
    told.write_text(f"37 36 98:0 /x {tmp_path} rw - ext4 /dev/root rw\n")
    Store(database).close()


def test_a_link_to_a_database_is_that_database(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    game = played(tmp_path / "disk" / "linestop.db")
    (tmp_path / "linestop.db").symlink_to(tmp_path / "disk" / "linestop.db")
    with ForkedProcess(tmp_path / "linestop.db") as server:
        assert (tmp_path / "disk" / "linestop.db-wal").exists()
        opened = open_practice(server.url)
    assert game in said("replay", "--db", tmp_path / "linestop.db")
    assert opened.game in said("replay", "--db", tmp_path / "linestop.db")


@pytest.mark.parametrize("end", ["", "-wal", "-shm", "-journal", ".lock"])
def test_a_backup_onto_the_database_or_what_belongs_to_it_is_refused(tmp_path: Path, end: str) -> None:
    database = tmp_path / "linestop.db"
    game = played(database)
    for beside in tmp_path.glob("*.lock"):
        beside.unlink()
    with pytest.raises(Refused, match="give the backup another name"):
        back_up(database, tmp_path / f"linestop.db{end}")
    assert game in said("replay", "--db", database)


def test_a_backup_beside_a_leftover_wal_is_refused_since_that_would_spoil_it(tmp_path: Path) -> None:
    database = tmp_path / "linestop.db"
    played(database)
    (tmp_path / "friday.db-wal").write_bytes(b"of another time")
    with pytest.raises(Refused, match=r"friday\.db-wal is left from another"):
        back_up(database, tmp_path / "friday.db")


def test_a_plain_copy_of_a_running_server_s_file_lacks_its_games_a_backup_has_them(
    tmp_path: Path,
) -> None:
    """Why the documents say `linestop backup` wherever they speak of a copy."""
    database = tmp_path / "linestop.db"
    with ForkedProcess(database) as server:
        opened = open_practice(server.url)
        shutil.copyfile(database, tmp_path / "copied.db")
        said("backup", tmp_path / "backed up.db", "--db", database)
    assert opened.game in said("replay", "--db", tmp_path / "backed up.db")
    assert opened.game not in linestop("replay", "--db", tmp_path / "copied.db").stdout
