"""What commands print: any name under any encoding, line ends of CSV, a stdout that is closed, local days."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from after_support import PLANS, Played, database, workshop
from commands_support import refusal, said
from forked_support import ran

from linestop.game.review.leaderboard import filters_in
from linestop.game.store.leaderboard_queries import read_leaderboard
from linestop.game.store.read_only_database import open_read_only
from linestop.game.store.store import Store

LINESTOP = [sys.executable, "-m", "linestop.game"]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return database(tmp_path_factory.mktemp("games"), workshop())


def test_names_in_other_scripts_are_printed_under_any_encoding(tmp_path: Path) -> None:
    db = database(tmp_path, Played("CHNESE").sit("ann", "bob", "eve").start().play(PLANS))
    said("people", "rename", "ann", "李雷 é", "--db", db)
    commands = [
        ["leaderboard"],
        ["people", "list"],
        ["replay", "CHNESE"],
        ["rescore", "CHNESE"],
        ["frontier", "--game", "CHNESE"],
        ["people", "rename", "ann", "李雷 é"],
        ["scenario", "show", "pacific_squeeze"],
    ]
    # The locale C has ASCII, and names no encoding that anybody chose: there it is UTF-8 (click's rule).
    for encoding, read_as, seen in (("cp1252", "cp1252", "?? é"), ("ascii", "utf-8", "李雷 é")):
        said_there = f"import sys; sys.stdout.reconfigure(encoding={encoding!r}, errors='strict')"
        said_there += "; from linestop.game.cli.main import main; main(prog_name='linestop')"
        for words in commands:
            where = [] if words[0] == "scenario" else ["--db", str(db)]
            ended = ran([*words, *where], program=said_there, encoding=read_as)
            assert ended.returncode == 0, (encoding, words, ended.stderr)
            assert words[0] in ("scenario", "replay", "rescore") or seen in ended.stdout


def test_nothing_is_lost_of_what_programs_read_under_any_encoding(tmp_path: Path) -> None:
    db = database(tmp_path, Played("CHNESE").sit("ann", "bob", "eve").start().play(PLANS))
    env = os.environ | {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0", "LC_ALL": "C"}

    def told(*words: str) -> bytes:
        # As bytes, since these tests may themselves run where the locale has no such letters.
        typed = [word.encode() for word in (*LINESTOP, *words, "--db", str(db))]
        ended = subprocess.run(typed, capture_output=True, env=env)
        assert ended.returncode == 0, ended.stderr
        return ended.stdout

    # What is typed is bytes of UTF-8 there, as everywhere.
    told("people", "rename", "ann", "李雷 é")
    [found] = json.loads(told("leaderboard", "--json").decode("cp1252"))["scenarios"]
    assert "李雷 é" in [row["name"] for row in found["rows"]]
    for words in (["leaderboard", "--csv"], ["export", "CHNESE", "--table", "seats"]):
        assert "李雷 é" in told(*words).decode()


def test_line_ends_of_csv_are_the_same_where_text_gets_others(file: Path) -> None:
    """Windows writes "\\r\\n" for "\\n" in text; stdout is set here to do as it does there."""
    windows = "import sys; sys.stdout.reconfigure(newline='\\r\\n')"
    windows += "; from linestop.game.cli.main import main; main()"
    for words in (["leaderboard", "--csv"], ["export", "AFTERA"], ["export", "AFTERA", "--format", "json"]):
        command = [*words, "--db", str(file)]
        there = subprocess.run([sys.executable, "-c", windows, *command], capture_output=True)
        assert there.returncode == 0, there.stderr
        assert there.stdout.count(b"\n") > 3 and b"\r\r\n" not in there.stdout
        assert (b"\r\n" in there.stdout) is ("json" not in words)


@pytest.mark.skipif(os.name == "nt", reason="there is no such way to close it")
def test_a_stdout_that_is_closed_or_full_ends_in_a_sentence(file: Path) -> None:
    for words in (["leaderboard"], ["export", "AFTERA"], ["scenario", "list"]):
        where = [] if words[0] == "scenario" else ["--db", str(file)]
        command = [*LINESTOP, *words, *where]
        with open("/dev/full", "wb") as full:
            ended = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True)
        assert (ended.returncode, ended.stderr[:39]) == (1, "Error: the answer could not be written ")
        closed = subprocess.run(
            ["sh", "-c", '"$@" >&-', "sh", *command], stderr=subprocess.PIPE, text=True, check=False
        )
        assert "Traceback" not in closed.stderr and "should not have happened" not in closed.stderr
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as piped:
            assert piped.stdout is not None and piped.stderr is not None
            piped.stdout.close()
            assert piped.stderr.read() == b""


def test_a_day_is_the_readers_own(tmp_path: Path) -> None:
    db = database(tmp_path, workshop())
    with closing(Store(db)) as store:
        # Half past seven in the morning of the 24th in Tokyo, the evening of the 23rd in New York.
        change = "update scores set scored_at = '2026-11-23T22:30:00.123Z'"
        asyncio.run(store.run(lambda file: file.execute(change)))

    def listed(zone: str, *words: str) -> str:
        there = f"import os, time; os.environ['TZ'] = {zone!r}; time.tzset()"
        there += "; from linestop.game.cli.main import main; main(prog_name='linestop')"
        ended = ran(["leaderboard", *words, "--db", str(db)], program=there)
        assert ended.returncode == 0, ended.stderr
        return ended.stdout

    for zone, day, other in (
        ("Asia/Tokyo", "2026-11-24", "2026-11-23"),
        ("America/New_York", "2026-11-23", "2026-11-24"),
        ("UTC", "2026-11-23", "2026-11-24"),
    ):
        text = listed(zone, "--since", day, "--until", day)
        assert "1 to 3 of 3" in text and day in text and other not in text
        assert "Nobody" in listed(zone, "--since", other, "--until", other)
    for wrong in ("2026-02-30", "2026-W01-1", "0000-01-01", "9999-12-31"):
        assert "takes a day such as" in refusal("leaderboard", "--until", wrong, "--db", db)


def test_the_api_takes_a_day_in_utc_or_the_moments_of_a_day_elsewhere(tmp_path: Path) -> None:
    db = database(tmp_path, workshop())
    with open_read_only(db) as file:

        def total(**asked: str) -> int:
            return read_leaderboard(file, filters_in({"scenario": "pacific_squeeze", **asked})).total

        [[at]] = file.execute("select distinct scored_at from scores").fetchall()
        assert total(since=at[:10], until=at[:10]) == 3
        assert total(since=at) == 3 and total(until=at) == 0
        assert total(since=at[:19] + "Z", until="2999-01-01T00:00:00Z") == 3
