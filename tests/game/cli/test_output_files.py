"""Files that commands write are there whole or not at all, with one sentence why; tables have headings."""

from __future__ import annotations

import csv
import io
import json
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from after_support import Played, database, workshop
from commands_support import linestop, refusal, said
from forked_support import ran

from linestop.game.errors import SetupError
from linestop.game.review.export import TABLE_NAMES, columns_of, tables_of
from linestop.game.review.leaderboard import filters_in, plain_columns, plain_rows
from linestop.game.rules.desk_events import GameArchived
from linestop.game.store.leaderboard_queries import read_leaderboard
from linestop.game.store.read_only_database import open_read_only
from linestop.game.store.spreadsheet import workbook
from linestop.game.store.whole_file import not_written, whole_file

LINESTOP = [sys.executable, "-m", "linestop.game"]
ROOM = 33_000
"""Bytes: enough for what SQLite keeps beside a database, too few for any export of the parts."""
FORMATS = ["csv", "json", "xlsx"]
NOT_FROM_THE_START = ("game", "scores", "ways", "what_ifs")
"""Tables that always have rows where they are there at all."""


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Games: one is over, one in its lobby, one in its first turn, and one was put away in the lobby."""
    away = Played("AWAYYY").sit("ann")
    away.note([GameArchived(away.new_id(), "host")])
    return database(
        tmp_path_factory.mktemp("games"),
        workshop(),
        Played("NQBBBY").sit("ann"),
        Played("FRSTWK").sit("ann").start(),
        away,
    )


def missing_folder(folder: Path) -> Path:
    return folder / "none" / "game.out"


def below_a_file(folder: Path) -> Path:
    (folder / "notes.txt").write_text("mine")
    return folder / "notes.txt" / "game.out"


def too_long(folder: Path) -> Path:
    return folder / ("x" * 300)


def full_device(folder: Path) -> Path:
    return Path("/dev/full")


def no_file_at_all(folder: Path) -> Path:
    return Path("/proc/game.out")


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("place", [missing_folder, below_a_file, too_long, full_device, no_file_at_all])
def test_an_export_that_cannot_be_written_says_why(
    form: str, place: Callable[[Path], Path], file: Path, tmp_path: Path
) -> None:
    output = place(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    told = refusal("export", "AFTERA", "--format", form, "-o", output, "--db", file)
    assert told.startswith(f"Error: {output} could not be written: ") and told.count("\n") == 1
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("form", FORMATS)
def test_a_folder_is_no_place_for_an_export(form: str, file: Path, tmp_path: Path) -> None:
    ended = linestop("export", "AFTERA", "--format", form, "-o", tmp_path, "--db", file)
    assert ended.returncode == 2 and "is a directory" in ended.stderr


def in_little_room(words: str, instead: str = "") -> subprocess.CompletedProcess[str]:
    """`linestop export AFTERA` in a process that finds no room for files above `ROOM` bytes."""
    limit = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({ROOM}, {ROOM}))"
    program = f"{limit}; from linestop.game.cli.main import main{instead}; main(prog_name='linestop')"
    return ran(["export", "AFTERA", *words.split()], program=program)


@pytest.mark.parametrize("form", FORMATS)
def test_a_full_disk_leaves_the_older_export_as_it_was(form: str, file: Path, tmp_path: Path) -> None:
    output = tmp_path / "game.out"
    output.write_bytes(b"the older one")
    ended = in_little_room(f"--format {form} --table parts -o {output} --db {file}")
    assert ended.returncode == 1 and "the place is full" in ended.stderr and "Traceback" not in ended.stderr
    assert output.read_bytes() == b"the older one" and list(tmp_path.iterdir()) == [output]


def test_red_control_a_file_written_in_place_would_be_half_there(tmp_path: Path) -> None:
    output = tmp_path / "game.out"
    output.write_bytes(b"the older one")
    write = f"open({str(output)!r}, 'wb').write(b'x' * 50_000)"
    ended = in_little_room("--format csv --table parts", f"; main = lambda **_: {write}")
    assert ended.returncode != 0 and output.read_bytes() == b"x" * ROOM


@pytest.mark.parametrize("form", FORMATS)
def test_an_export_takes_the_place_of_an_older_one(form: str, file: Path, tmp_path: Path) -> None:
    output = tmp_path / "game.out"
    (tmp_path / "link.out").symlink_to(output)
    for target in (output, output, tmp_path / "link.out"):
        said("export", "AFTERA", "--format", form, "-o", target, "--db", file)
        assert output.stat().st_size > 5000 and stat.S_IMODE(output.stat().st_mode) & 0o444
    assert (tmp_path / "link.out").is_symlink() and len(list(tmp_path.iterdir())) == 2


def test_an_export_to_the_device_of_stdout_is_the_answer_alone(file: Path) -> None:
    words = ["export", "AFTERA", "-o", "/dev/stdout", "--db", str(file)]
    ended = subprocess.run([*LINESTOP, *words], capture_output=True)
    assert ended.stdout.startswith(b"table,seat,week") and ended.stdout.endswith(b"\r\n")
    assert ended.stdout == subprocess.run([*LINESTOP, *words[:2], *words[4:]], capture_output=True).stdout


def test_a_picture_that_cannot_be_written_is_refused_before_the_long_work(tmp_path: Path) -> None:
    # The scenario is not looked at: there is none of this name.
    for place in (tmp_path / "none" / "f.svg", Path("/proc/f.svg")):
        assert "could not be written" in refusal("frontier", "no_such_scenario", "--svg", place)
    told = refusal("frontier", "calm_seas", "--worlds", "1", "--svg", "/dev/full")
    assert told.startswith("Error: /dev/full could not be written: the place is full")


@pytest.mark.parametrize("place", [missing_folder, below_a_file, full_device, no_file_at_all])
def test_a_backup_that_cannot_be_written_says_why(
    place: Callable[[Path], Path], file: Path, tmp_path: Path
) -> None:
    target = place(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    told = refusal("backup", target, "--db", file)
    assert str(target) in told and "Errno" not in told
    assert sorted(tmp_path.rglob("*")) == before


def test_a_place_that_may_not_be_written_is_named_so() -> None:
    # Root may write anywhere, and a test runs as root in a container: the system's answer is made up.
    told = not_written(Path("/tmp/game.csv"), PermissionError(13, "Permission denied"))
    assert told.startswith("/tmp/game.csv could not be written: Permission denied; close it where it is open")
    assert "the place is full" in not_written(Path("/tmp/game.csv"), OSError(122, "Disk quota exceeded"))


def test_an_interrupted_export_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), whole_file(tmp_path / "game.csv") as output:
        output.write(b"half")
        raise KeyboardInterrupt
    with pytest.raises(SetupError), whole_file(tmp_path / "game.csv") as output:
        raise OSError(28, "No space left on device")
    assert not list(tmp_path.iterdir())


# ---------------------------------------------------------------- headings


@pytest.mark.parametrize("code", ["NQBBBY", "FRSTWK", "AWAYYY"])
def test_a_game_without_a_week_is_exported_with_its_headings(code: str, file: Path, tmp_path: Path) -> None:
    for table in ("weeks", "parts", "costs", "seats", "part_measures", "news", "game"):
        text = said("export", code, "--table", table, "--db", file)
        header = text.splitlines()[0].split(",")
        assert header == list(columns_of(table)) or (table == "game" and header[0] == "game")
    tables = json.loads(said("export", code, "--format", "json", "--db", file))
    assert tables["weeks"] == tables["costs"] == [] and tables["game"][0]["weeks_played"] == 0
    book = tmp_path / "game.xlsx"
    assert "0 rows of weeks and more" in said("export", code, "--format", "xlsx", "-o", book, "--db", file)
    with zipfile.ZipFile(book) as sheets:
        assert sum("worksheets/" in name for name in sheets.namelist()) == len(tables)
        assert "finished_goods" in sheets.read("xl/sharedStrings.xml").decode()


def test_a_parquet_file_of_no_weeks_has_its_columns_with_their_types(file: Path, tmp_path: Path) -> None:
    for code, rows in (("NQBBBY", 0), ("AFTERA", 208)):
        output = tmp_path / f"{code}.parquet"
        said("export", code, "--format", "parquet", "-o", output, "--db", file)
        frame = pd.read_parquet(output)
        assert len(frame) == rows and list(frame) == list(columns_of("weeks"))
        assert frame["week"].dtype == "int64" and frame["made"].dtype == "float64"


def test_the_columns_of_a_table_without_rows_are_those_of_one_with_rows() -> None:
    game = workshop()
    tables = tables_of(game.session, game.hindsight, {})
    for name in TABLE_NAMES:
        if name in NOT_FROM_THE_START:
            assert tables[name] and not columns_of(name)
            continue
        assert list(tables[name][0]) == list(columns_of(name)), name
        for column, kind in columns_of(name).items():
            found = {type(row[column]) for row in tables[name]} - {type(None)}
            assert found <= {kind, int} if kind is float else found <= {kind}, (name, column)


def test_a_workbook_without_rows_opens_with_its_headings() -> None:
    book = workbook({"losses": []}, {"losses": columns_of("losses")})
    with zipfile.ZipFile(io.BytesIO(book)) as sheets:
        assert "first_week" in sheets.read("xl/sharedStrings.xml").decode()


def test_an_empty_leaderboard_is_a_heading(file: Path) -> None:
    empty = said("leaderboard", "--csv", "--scenario", "calm_seas", "--db", file)
    assert empty.splitlines() == [",".join(plain_columns())]
    [first, *rows] = csv.reader(io.StringIO(said("leaderboard", "--csv", "--db", file)))
    assert first == list(plain_columns()) and len(rows) == 3
    with open_read_only(file) as db:
        found = read_leaderboard(db, filters_in({"scenario": "pacific_squeeze"}))
    assert all(tuple(row) == plain_columns() for row in plain_rows(found))
