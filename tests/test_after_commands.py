"""The commands for the time after a game, typed as people type them, on a real file, beside a real server."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import zipfile
from collections.abc import Iterator
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from after_support import NAMES, PLANS, Played, database, workshop
from forked_support import ran
from game_support import Device, ForkedProcess, open_practice
from sqlite_utils.utils import sqlite3

from linestop.game.review.export import TABLE_NAMES
from linestop.game.review.plain_csv import csv_text, escape_formula
from linestop.game.rules import record_sums
from linestop.game.store.store import Store
from linestop.game.views.measures import units


def linestop(*words: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return ran([*map(str, words)], folder=cwd)


def said(*words: str | Path, cwd: Path | None = None) -> str:
    done = linestop(*words, cwd=cwd)
    assert done.returncode == 0, done.stderr
    return done.stdout


def refusal(*words: str | Path) -> str:
    """One sentence, no traceback, exit code 1."""
    done = linestop(*words)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Traceback" not in done.stderr and "should not have happened" not in done.stderr
    assert done.stderr.startswith("Error: ")
    return done.stderr


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return database(
        tmp_path_factory.mktemp("games"),
        workshop(),
        Played("RUNNNG").sit("ann").start().turn({"ann": PLANS["ann"]}, scored=True),
    )


@pytest.fixture
def own_file(tmp_path: Path) -> Path:
    return database(tmp_path, workshop())


@pytest.fixture
def open_store(own_file: Path) -> Iterator[Path]:
    """A file that somebody writes."""
    with closing(Store(own_file)):
        yield own_file


# ---------------------------------------------------------------- leaderboard


def test_the_leaderboard_is_printed_with_its_filters(file: Path) -> None:
    text = said("leaderboard", "--db", file)
    assert "pacific_squeeze: 1 to 3 of 3" in text and "Ann" in text and "hybrid" not in text
    bots = said("leaderboard", "--scenario", "pacific_squeeze", "--who", "bot", "--db", file)
    assert "hybrid (bot)" in bots and "Ann" not in bots
    [found] = json.loads(said("leaderboard", "--json", "--limit", "1", "--db", file))["scenarios"]
    assert found["total"] == 3 and [row["name"] for row in found["rows"]] == ["Ann"]
    assert "Nobody stands on this list yet" in said("leaderboard", "--depth", "classic", "--db", file)
    for day in ("monday", "2026-13-01", "2026-9-1"):
        assert "takes a day such as" in refusal("leaderboard", "--since", day, "--db", file)
    assert "There is no scenario nowhere" in refusal("leaderboard", "--scenario", "nowhere", "--db", file)
    widest = said(
        "leaderboard", "--scenario", "calm_seas", *"--kind any --who any --decided 0".split(), "--db", file
    )
    assert "Nobody stands on this list" in widest and "shows more" not in widest
    same = said("leaderboard", "--game", "after-a ", "--db", file)
    assert same == text and "Nobody" in said("leaderboard", "--game", "NOBODY", "--db", file)


def test_the_leaderboard_shows_any_measure_beside_the_score_that_ranks(file: Path) -> None:
    def lines(*words: str) -> list[list[str]]:
        text = said("leaderboard", *words, "--db", file)
        return [re.split(r" {2,}", line) for line in text.splitlines()[1:5]]

    [found] = json.loads(said("leaderboard", "--json", "--db", file))["scenarios"]
    told = [{each["name"]: each["value"] for each in row["measures"]} for row in found["rows"]]
    plain = lines()
    header, *rows = lines("--show", "fill_rate", "--show", "borne_by_rivals")
    assert header == [*plain[0], "fill_rate", "borne_by_rivals"]
    assert [row[:3] for row in rows] == [row[:3] for row in plain[1:]]
    assert [row[-2:] for row in rows] == [
        [f"{values['fill_rate']:.1%}", f"{values['borne_by_rivals']:.0f}"] for values in told
    ]
    header, *_ = lines("--show", "all")
    assert header == [*plain[0], *(name for name in units() if name != "uptime")]
    assert header.count("uptime") == 1


def test_the_view_reads_well_in_the_sqlite3_shell(file: Path) -> None:
    query = "select * from leaderboard limit 5"
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as db:
        cursor = db.execute(query)
        columns = [column[0] for column in cursor.description]
        rows = cursor.fetchall()
    assert columns[:7] == ["place", "scenario", "name", "score", "cost", "uptime", "reached_target"]
    assert [row[0] for row in rows] == [1, 2, 3] and rows[0][2] == "Ann"


# ---------------------------------------------------------------- export


def test_a_game_is_exported_as_csv_table_by_table(file: Path, tmp_path: Path) -> None:
    said("export", "AFTERA", "--format", "csv", "--table", "shocks", "-o", tmp_path / "t.csv", "--db", file)
    assert "port_calder_queue" in (tmp_path / "t.csv").read_text()
    weeks = list(csv.DictReader(io.StringIO(said("export", "afte-ra", "--db", file))))
    assert len(weeks) == 4 * 52
    made = sum(float(row["made"]) for row in weeks)
    turns = workshop().session.state.turns
    assert made == pytest.approx(
        sum(sum(map(sum, week)) for turn in turns for week in turn.tables[0].rows["made"])
    )


def test_costs_by_turn_line_and_component_add_up_with_the_closing(file: Path) -> None:
    tables = json.loads(said("export", "AFTERA", "--format", "json", "--db", file))
    assert set(tables) == set(TABLE_NAMES)
    for seat in tables["seats"]:
        money = sum(row["money"] for row in tables["costs"] if row["seat"] == seat["seat"])
        assert money == pytest.approx(seat["total_cost"])
    assert tables["game"][0]["seed"] == "11"


def test_a_cell_that_a_spreadsheet_would_run_is_text_in_csv_and_in_the_workbook(
    file: Path, tmp_path: Path
) -> None:
    assert NAMES["bob"] == "=1+1"
    seats = list(csv.DictReader(io.StringIO(said("export", "AFTERA", "--table", "seats", "--db", file))))
    assert {row["name"] for row in seats} == {"Ann", "'=1+1", "Eve, the 3rd", ""}
    said("export", "AFTERA", "--format", "xlsx", "-o", tmp_path / "game.xlsx", "--db", file)
    with zipfile.ZipFile(tmp_path / "game.xlsx") as book:
        sheets = [book.read(name).decode() for name in book.namelist() if "worksheets/" in name]
        assert len(sheets) == len(TABLE_NAMES) and not any("<f>" in sheet for sheet in sheets)
        assert "=1+1" in book.read("xl/sharedStrings.xml").decode()
    assert "'=1+1" in said("leaderboard", "--csv", "--db", file)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"])
def test_formulas_get_a_quote_and_numbers_do_not(text: str) -> None:
    assert escape_formula(text) == f"'{text}"
    assert csv_text([{"name": text, "change": -1.5}]).splitlines()[-1].endswith(",-1.5")
    assert escape_formula("Ann = Bob") == "Ann = Bob"


def test_parquet_is_written_or_says_what_it_takes(file: Path, tmp_path: Path) -> None:
    words = ("export", "AFTERA", "--format", "parquet", "-o", tmp_path / "weeks.parquet", "--db", file)
    if find_spec("pyarrow"):
        import pandas as pd

        said(*words)
        assert len(pd.read_parquet(tmp_path / "weeks.parquet")) == 4 * 52
    else:
        assert "pip install 'linestop[parquet]'" in refusal(*words)


def test_a_game_that_runs_is_exported_without_its_seed_and_without_hindsight(file: Path) -> None:
    tables = json.loads(said("export", "RUNNNG", "--format", "json", "--db", file))
    assert tables["game"][0]["seed"] is None and "scores" not in tables and len(tables["weeks"]) == 16
    assert "has not ended" in refusal("export", "RUNNNG", "--table", "ways", "--db", file)
    assert "no game NOSUCH" in refusal("export", "NOSUCH", "--db", file)


# ---------------------------------------------------------------- replay


def test_a_game_played_again_agrees_to_the_last_bit(file: Path) -> None:
    text = said("replay", "AFTERA", "--verify", "--db", file)
    assert "13 turns agree to the last bit" in text and "The log is whole" in text
    report = json.loads(said("replay", "RUNNNG", "--verify", "--json", "--db", file))
    assert report["turns_verified"] == report["turns"] == 1


def test_the_totals_told_are_those_of_the_page(file: Path) -> None:
    report = json.loads(said("replay", "AFTERA", "--json", "--db", file))
    turns = [turn.tables[0] for turn in workshop().session.state.turns]
    for number, seat in enumerate(report["seats"]):
        assert seat["total_cost"] == record_sums.total_cost(turns, number, closed=True)
        assert seat["score"] == workshop().hindsight.seats[number].parts.score
    assert report["turns_verified"] is None
    listed = json.loads(said("replay", "--json", "--db", file))["games"]
    assert {game["code"] for game in listed} == {"AFTERA", "RUNNNG"}


def forged(file: Path, change: str) -> None:
    """Change the log and make its chain whole again, as only a forger would."""
    from linestop.game.store.event_log import link

    with closing(sqlite3.connect(str(file), isolation_level=None)) as db:
        db.execute("drop trigger events_no_update")
        db.execute(change)
        previous = ""
        columns = "game, seq, at, sender, client_id, kind, body"
        for line in db.execute(f"select {columns} from events where game = 'AFTERA' order by seq").fetchall():
            previous = link(previous, line)
            db.execute("update events set hash = ? where game = ? and seq = ?", [previous, line[0], line[1]])


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            'set body = replace(body, \'"chip":"JIC"\', \'"chip":"JIT"\') where kind = \'decision_made\'',
            "Turn 1 came out",
        ),
        (
            "set body = replace(body, '\"seed\":11', '\"seed\":12') where kind = 'game_opened'",
            "came out differently",
        ),
        (
            "set body = replace(body, '\"best\":', '\"best\":1') where kind = 'game_scored'",
            "The score after turn 13",
        ),
    ],
)
def test_red_control_a_forged_log_does_not_verify(own_file: Path, change: str, sentence: str) -> None:
    forged(own_file, f"update events {change}")
    assert sentence in refusal("replay", "AFTERA", "--verify", "--db", own_file)


def test_red_control_a_damaged_log_breaks_its_chain(own_file: Path) -> None:
    with closing(sqlite3.connect(str(own_file), isolation_level=None)) as db:
        db.execute("drop trigger events_no_update")
        db.execute("update events set body = replace(body, 'JIC', 'JIT') where kind = 'decision_made'")
    assert "changed or damaged" in refusal("replay", "AFTERA", "--db", own_file)


def test_a_game_of_another_version_is_shown_and_names_the_version_to_verify_with(tmp_path: Path) -> None:
    file = database(tmp_path, Played(engine="0.0.1").sit("ann").start().play({"ann": PLANS["ann"]}))
    assert "13 turns played" in said("replay", "AFTERA", "--db", file)
    assert "run version 0.0.1" in refusal("replay", "AFTERA", "--verify", "--db", file)


# ---------------------------------------------------------------- people


def test_a_person_is_renamed_made_anonymous_and_removed_and_the_game_still_verifies(own_file: Path) -> None:
    def shown() -> list[Any]:
        [found] = json.loads(said("leaderboard", "--json", "--db", own_file))["scenarios"]
        return [row["name"] for row in found["rows"]]

    assert "Eve, the 3rd" in said("people", "list", "--db", own_file)
    said("people", "rename", "Ann", "Ann B.", "--db", own_file)
    assert "Ann B." in shown()
    said("people", "anonymise", "eve", "--db", own_file)
    assert "Player EVE" in shown() and "Eve, the 3rd" not in shown()
    said("people", "remove", "bob", "--yes", "--db", own_file)
    assert len(shown()) == 2
    assert "=1+1" not in said("people", "list", "--db", own_file)
    assert "13 turns agree to the last bit" in said("replay", "AFTERA", "--verify", "--db", own_file)
    for name in (b"Eve, the 3rd", b"=1+1"):
        assert name not in own_file.read_bytes(), "not even in a page that is free"
    assert "Nobody here is bob" in refusal("people", "rename", "bob", "Bob", "--db", own_file)


def test_a_removed_person_stays_removed_when_the_tables_are_made_again(own_file: Path) -> None:
    import asyncio

    from linestop.game.store.event_log import rebuild

    said("people", "remove", "ann", "--yes", "--db", own_file)
    with closing(Store(own_file)) as store:
        asyncio.run(store.run(rebuild))
    assert "1 to 2 of 2" in said("leaderboard", "--db", own_file)


def test_people_are_not_changed_under_a_server_and_everything_else_works_beside_it(open_store: Path) -> None:
    for words in (["rename", "ann", "Anna"], ["anonymise", "ann"], ["remove", "ann", "--yes"]):
        assert "in use by another Linestop server" in refusal("people", *words, "--db", open_store)
    assert "Ann" in said("people", "list", "--db", open_store)
    assert "1 to 3 of 3" in said("leaderboard", "--db", open_store)
    assert "agree to the last bit" in said("replay", "AFTERA", "--verify", "--db", open_store)


# ---------------------------------------------------------------- backup


def test_a_backup_is_taken_while_a_server_plays_and_can_be_played_on(tmp_path: Path) -> None:
    with ForkedProcess(tmp_path / "linestop.db") as server:
        opened = open_practice(server.url)
        with Device(server.url, opened) as device:
            device.decide(1, {"board": "JIC"})
            device.until_turn(2)
            text = said("backup", tmp_path / "copy.db", "--db", tmp_path / "linestop.db")
            assert "checked" in text and "1 games" in text
            device.decide(2)
            device.until_turn(3)
    assert (
        json.loads(said("replay", opened.game, "--verify", "--json", "--db", tmp_path / "copy.db"))["turns"]
        == 1
    )
    assert not list(tmp_path.glob("copy.db-*")) and not list(tmp_path.glob("*.unfinished"))
    with ForkedProcess(tmp_path / "copy.db") as again, Device(again.url, opened) as device:
        assert device.view["turn"] == 2


def test_a_backup_takes_no_other_files_place(own_file: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    assert "is there already" in refusal("backup", tmp_path / "notes.txt", "--db", own_file)
    assert (tmp_path / "notes.txt").read_text() == "mine"
    assert "could not be written" in refusal("backup", tmp_path / "no" / "folder.db", "--db", own_file)


def test_red_control_a_damaged_database_makes_no_backup(own_file: Path, tmp_path: Path) -> None:
    whole = bytearray(own_file.read_bytes())
    whole[4096 * 3 : 4096 * 9] = os.urandom(4096 * 6)
    own_file.write_bytes(whole)
    refusal("backup", tmp_path / "copy.db", "--db", own_file)
    assert not (tmp_path / "copy.db").exists() and not (tmp_path / "copy.db.unfinished").exists()


# ---------------------------------------------------------------- all of them


@pytest.mark.parametrize(
    "words",
    [["leaderboard"], ["export", "AFTERA"], ["replay", "AFTERA"], ["backup", "copy.db"], ["people", "list"]],
    ids=lambda words: words[0],
)
def test_a_file_that_is_not_there_or_not_ours_is_named_and_left_alone(
    words: list[str], tmp_path: Path
) -> None:
    missing = tmp_path / "nothing.db"
    assert "There is no file" in refusal(*words, "--db", missing)
    assert not missing.exists()
    other = tmp_path / "notes.txt"
    other.write_text("not a database, and long enough to be looked at " * 50)
    refusal(*words, "--db", other)
    assert other.read_text().startswith("not a database")
