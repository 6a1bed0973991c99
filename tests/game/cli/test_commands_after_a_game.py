"""The commands for the time after a game, typed as people type them, on a real file, beside a real server."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from after_support import PLANS, Played, database, workshop
from commands_support import refusal, said
from game_support import Device, open_practice
from serving_support import ForkedProcess
from sqlite_utils.utils import sqlite3

from linestop.game.rules import record_sums
from linestop.game.store.store import Store


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return database(
        tmp_path_factory.mktemp("games"),
        workshop(),
        Played("RUNNNG").sit("ann").start().turn({"ann": PLANS["ann"]}),
    )


@pytest.fixture
def own_file(tmp_path: Path) -> Path:
    return database(tmp_path, workshop())


@pytest.fixture
def open_store(own_file: Path) -> Iterator[Path]:
    """A file that somebody writes."""
    with closing(Store(own_file)):
        yield own_file


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
