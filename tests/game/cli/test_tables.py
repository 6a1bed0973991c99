"""The leaderboard and the tables of a game, printed and exported by the commands that people type."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
import zipfile
from contextlib import closing
from pathlib import Path

import pandas as pd
import pytest
from after_support import NAMES, PLANS, Played, database, workshop
from click.testing import CliRunner
from commands_support import refusal, said
from sqlite_utils.utils import sqlite3

from linestop.game.cli.main import main
from linestop.game.review.export import TABLE_NAMES
from linestop.game.review.plain_csv import csv_text, escape_formula
from linestop.game.views.measures import units


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return database(
        tmp_path_factory.mktemp("games"),
        workshop(),
        Played("RUNNNG").sit("ann").start().turn({"ann": PLANS["ann"]}),
    )


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
    assert csv_text([{"name": text, "change": -1.5}], ()).splitlines()[-1].endswith(",-1.5")
    assert escape_formula("Ann = Bob") == "Ann = Bob"


def test_parquet_is_written_or_says_what_it_takes(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "weeks.parquet"
    words = ("export", "AFTERA", "--format", "parquet", "-o", output, "--db", file)
    with monkeypatch.context() as without:
        without.setitem(sys.modules, "pyarrow", None)  # as if it were not installed
        done = CliRunner().invoke(main, [*map(str, words)])
    assert done.exit_code == 1 and "pip install 'linestop[parquet]'" in done.stderr
    assert not output.exists()
    said(*words)
    assert len(pd.read_parquet(output)) == 4 * 52


def test_a_game_that_runs_is_exported_without_its_seed_and_without_hindsight(file: Path) -> None:
    tables = json.loads(said("export", "RUNNNG", "--format", "json", "--db", file))
    assert tables["game"][0]["seed"] is None and "scores" not in tables and len(tables["weeks"]) == 16
    assert "has not ended" in refusal("export", "RUNNNG", "--table", "ways", "--db", file)
    assert "no game NOSUCH" in refusal("export", "NOSUCH", "--db", file)
