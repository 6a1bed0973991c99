"""Adds a made-up measure, one function and one entry, and finds it wherever measures are shown or stored."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import msgspec
import pytest
from after_support import NAMES, database, workshop
from sqlite_utils.utils import sqlite3

from linestop.game.review.debrief import results
from linestop.game.review.export import tables_of
from linestop.game.review.leaderboard import filters_in
from linestop.game.rules.events import Place
from linestop.game.rules.measure_functions import OF_SEATS
from linestop.game.store.leaderboard_queries import read_leaderboard
from linestop.game.views.player_view import past_weeks

NAME = "weeks_of_line_stop"
ENTRY = f"""
from linestop.game.rules.measure_functions import OF_SEATS, Measure, from_records
from linestop.game.rules.record_sums import weeks_of

def weeks_of_line_stop(turns, seat):
    made = [sum(units) for units in weeks_of(turns, "made", seat)]
    required = [sum(units) for units in weeks_of(turns, "required", seat)]
    return float(sum(m < r for m, r in zip(made, required))) if turns else None

OF_SEATS["{NAME}"] = Measure(from_records(weeks_of_line_stop), "weeks")
"""
"""What a developer would add to `measure_functions`."""


@pytest.fixture
def with_measure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(OF_SEATS, NAME, OF_SEATS["uptime"])  # so that it is taken out again
    exec(ENTRY, {})


def linestop(*words: str | Path, entry: str = ENTRY) -> subprocess.CompletedProcess[str]:
    """The command, in a process in which the measure is in its table from the start."""
    code = f"{entry}\nfrom linestop.game.cli.main import main\nmain()"
    path = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, "-c", code, *map(str, words)]
    return subprocess.run(command, env=os.environ | path, capture_output=True, text=True)


def said(*words: str | Path) -> str:
    done = linestop(*words)
    assert done.returncode == 0, done.stderr
    return done.stdout


def expected() -> dict[str, float]:
    """The measure of each seat of table 1, counted here by hand."""
    session = workshop().session
    found = {}
    for number, seat in enumerate(session.state.seat_names):
        weeks = [
            (sum(turn.tables[0].rows["made"][i][number]), sum(turn.tables[0].rows["required"][i][number]))
            for turn in session.state.turns
            for i in range(turn.last_week - turn.first_week + 1)
        ]
        found[seat] = float(sum(made < required for made, required in weeks))
    assert any(found.values()), "a game in which no line stopped would show nothing"
    return found


@pytest.mark.usefixtures("with_measure")
def test_the_pages_and_the_tables_show_a_measure_that_has_one_entry(tmp_path: Path) -> None:
    game, whole = workshop(), expected()
    file = database(tmp_path, game)
    for seat, value in whole.items():
        page = msgspec.to_builtins(results(game.session, game.hindsight, NAMES, Place(0, seat)))
        told = [each for each in page["seat"]["measures"] if each["name"] == NAME]
        assert told == [{"name": NAME, "unit": "weeks", "value": value}]
        view = past_weeks(game.session, Place(0, seat)).measures
        assert [each.value for each in view if each.name == NAME] == [value]
    rows = tables_of(game.session, game.hindsight, NAMES)["seats"]
    assert {row["seat"]: row[NAME] for row in rows if row["table"] == 1} == whole
    with sqlite3.connect(file) as db:
        stored = db.execute("select seat, value from measures where measure = ? and table_number = 1", [NAME])
        assert dict(stored.fetchall()) == whole
        wanted = filters_in({"scenario": "pacific_squeeze", "seed": "any", "who": "any"})
        listed = read_leaderboard(db, wanted)
    offered = {row.seat: {each.name: each.value for each in row.measures} for row in listed.rows}
    assert offered and all(NAME in values for values in offered.values())


@pytest.mark.usefixtures("with_measure")
def test_the_commands_export_and_print_a_measure_that_has_one_entry(tmp_path: Path) -> None:
    file, whole = database(tmp_path, workshop()), expected()

    def of_table_1(rows: list[dict[str, Any]]) -> dict[str, float]:
        return {row["seat"]: float(row[NAME]) for row in rows if int(row["table"]) == 1}

    text = said("export", "AFTERA", "--table", "seats", "--db", file)
    assert of_table_1(list(csv.DictReader(io.StringIO(text)))) == whole
    tables = json.loads(said("export", "AFTERA", "--format", "json", "--db", file))
    assert of_table_1(tables["seats"]) == whole
    said("export", "AFTERA", "--format", "xlsx", "-o", tmp_path / "game.xlsx", "--db", file)
    with zipfile.ZipFile(tmp_path / "game.xlsx") as book:
        assert any(NAME.encode() in book.read(name) for name in book.namelist())
    lines = said("leaderboard", "--show", NAME, "--db", file).splitlines()[1:]
    header, *rows = [re.split(r" {2,}", line) for line in lines]
    assert header[-1] == NAME
    shown = {(seat, float(row[-1])) for row in rows for seat in whole if seat in row}
    assert shown and shown <= set(whole.items())


def test_red_control_a_measure_without_an_entry_is_nowhere(tmp_path: Path) -> None:
    game = workshop()
    file = database(tmp_path, game)
    assert NAME not in tables_of(game.session, game.hindsight, NAMES)["seats"][0]
    with sqlite3.connect(file) as db:
        assert not db.execute("select * from measures where measure = ?", [NAME]).fetchall()
    refused = linestop("leaderboard", "--show", NAME, "--db", file, entry=ENTRY.partition("OF_SEATS[")[0])
    assert refused.returncode == 2 and NAME in refused.stderr
