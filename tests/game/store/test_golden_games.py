"""Games of released versions, opened by the version that stands here: `golden/README.md`."""

from __future__ import annotations

import json
import lzma
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

import pytest
from golden_client import Person, get, serving
from places import GOLDEN
from record import digests, go_on, told_of
from sqlite_utils.utils import sqlite3

from linestop.game.errors import SetupError
from linestop.game.review.export import tables_of
from linestop.game.store.game_reader import events_of, hindsight_of, session_of
from linestop.game.store.people import names_of
from linestop.game.store.read_only_database import open_read_only
from linestop.game.version import ENGINE

VERSIONS = sorted(folder.name for folder in GOLDEN.iterdir() if (folder / "linestop.db.xz").exists())
ANOTHER_ENGINE = "99.0.0"
AS_ANOTHER_ENGINE = (
    f"import linestop.game.version as version; version.ENGINE = {ANOTHER_ENGINE!r}\n"
    "from linestop.game.cli.main import main; main()"
)

pytestmark = pytest.mark.slow


def answers(version: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(lzma.decompress((GOLDEN / version / "answers.json.xz").read_bytes()))
    return found


CHANGED = {
    "facts": "what is said of a part follows from its weeks of waiting, and more of it is said",
    "made": "units made of the required ones, as uptime counts them",
    "place": "bots stand without a rank",
}
"""Fields of answers that a later version gives otherwise, and why; `made` of the export is not among them."""


def as_told_then(now: Any, before: Any) -> Any:
    """The answer of now without what was not told then, and with what has changed on purpose as it was."""
    if isinstance(now, dict) and isinstance(before, dict):
        return {
            name: value if name in CHANGED and name in now else as_told_then(now.get(name), value)
            for name, value in before.items()
        }
    if isinstance(now, list) and isinstance(before, list) and len(now) == len(before):
        return [as_told_then(*pair) for pair in zip(now, before, strict=True)]
    return now


def columns_then(now: Any, before: Any) -> Any:
    """The export of now without tables and columns that were not exported then; nothing else may differ."""
    return {
        table: [
            {name: value for name, value in row.items() if not rows or name in rows[0]} for row in now[table]
        ]
        for table, rows in before.items()
    }


def codes(kind: str, *, engine: str | None = None) -> list[tuple[str, str]]:
    """Version and code of every golden game of this kind."""
    return [
        (version, code)
        for version in VERSIONS
        if engine in (None, version)
        for code in answers(version)[kind]
    ]


@pytest.fixture
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The file of a test's version, a copy of its own."""
    version = request.node.callspec.params["version"]
    file = tmp_path / "linestop.db"
    file.write_bytes(lzma.decompress((GOLDEN / version / "linestop.db.xz").read_bytes()))
    return file


def linestop(*words: str | Path, program: str | None = None) -> subprocess.CompletedProcess[str]:
    start = ["-m", "linestop.game"] if program is None else ["-c", program]
    path = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    return subprocess.run(
        [sys.executable, *start, *map(str, words)], env=os.environ | path, capture_output=True, text=True
    )


def test_there_are_golden_games_of_the_engine_that_runs_here() -> None:
    assert ENGINE in VERSIONS, f"record golden games of engine {ENGINE}: tests/golden/README.md"
    assert codes("finished", engine=ENGINE) and codes("unfinished", engine=ENGINE)


@pytest.mark.parametrize("version", VERSIONS)
def test_every_answer_about_a_finished_game_is_the_one_that_its_version_gave(
    version: str, database: Path
) -> None:
    told = answers(version)
    with serving(database) as url:
        for code, before in told["finished"].items():
            # What is worked out beyond the game is played anew, which the engine that began it alone can do.
            now = told_of(url, code, before["tokens"], beyond=version == ENGINE)
            for what, answer in now.items():
                if what == "tables":
                    assert columns_then(answer, before[what]) == before[what], code
                else:
                    assert as_told_then(answer, before[what]) == before[what], f"{code}: {what}"
        for scenario, before in told["leaderboard"].items():
            asked = f"scenario={scenario}&seed=any&live=any&length=any&who=any&decided=0"
            assert as_told_then(get(f"{url}/api/leaderboard?{asked}"), before) == before


@pytest.mark.parametrize(("version", "code"), codes("finished", engine=ENGINE))
def test_a_finished_game_is_verified_to_the_last_bit(version: str, code: str, database: Path) -> None:
    with serving(database):
        pass  # its tables are brought up to date
    done = linestop("replay", code, "--verify", "--json", "--db", database)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["turns_verified"] > 0


@pytest.mark.parametrize(("version", "code"), codes("finished"))
def test_a_finished_game_is_exported_in_every_text_format(
    version: str, code: str, database: Path, tmp_path: Path
) -> None:
    with serving(database):
        pass  # its tables are brought up to date
    done = linestop("export", code, "--format", "json", "--db", database, "--output", tmp_path / "out.json")
    assert done.returncode == 0, done.stderr
    exported = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    before = answers(version)["finished"][code]["tables"]
    assert exported["weeks"] == before["weeks"] and exported["seats"] == before["seats"]


@pytest.mark.parametrize("version", [version for version in VERSIONS if version == ENGINE])
def test_an_unfinished_game_is_gone_on_with_to_the_records_of_the_version_that_began_it(
    version: str, database: Path
) -> None:
    unfinished = answers(version)["unfinished"]
    with serving(database) as url:
        for code, game in unfinished.items():
            go_on(url, code, game["tokens"], tuple(game["parts"]))
    for code, game in unfinished.items():
        assert digests(database, code) == game["later"], code


# ---------------------------------------------------------------- without writing


@pytest.mark.parametrize("version", VERSIONS)
def test_a_file_as_its_version_left_it_is_not_touched_by_who_only_reads(version: str, database: Path) -> None:
    before = database.read_bytes()
    with pytest.raises(SetupError, match="start and stop this one's server on it once"):
        read_only_tables(database, next(iter(answers(version)["finished"])))
    assert unchanged(database, before)


@pytest.mark.parametrize("version", VERSIONS)
def test_once_it_is_brought_up_to_date_every_finished_game_is_read_without_writing(
    version: str, database: Path
) -> None:
    with serving(database):
        pass  # its tables are brought up to date
    before = database.read_bytes()
    for code, told in answers(version)["finished"].items():
        now = read_only_tables(database, code)
        assert columns_then(now, told["tables"]) == told["tables"], code
    assert unchanged(database, before)


def test_red_control_whoever_writes_is_seen(tmp_path: Path) -> None:
    database = tmp_path / "linestop.db"
    database.write_bytes(lzma.decompress((GOLDEN / ENGINE / "linestop.db.xz").read_bytes()))
    before = database.read_bytes()
    with serving(database):
        pass
    assert not unchanged(database, before)


def read_only_tables(database: Path, code: str) -> dict[str, Any]:
    """The game's tables, as the export has them; nothing can be written meanwhile."""
    with open_read_only(database) as db:
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            db.execute("delete from events")
        events, names = events_of(db, code), names_of(db)
    tables: dict[str, Any] = json.loads(
        json.dumps(tables_of(session_of(events, ""), hindsight_of(events), names))
    )
    return tables


def unchanged(database: Path, before: bytes) -> bool:
    """Whether it holds the same bytes, and no log with more of them lies beside it."""
    wal = database.with_name(f"{database.name}-wal")
    return database.read_bytes() == before and not (wal.exists() and wal.stat().st_size)


# ---------------------------------------------------------------- once records have changed


@pytest.mark.parametrize("version", VERSIONS)
def test_another_engine_shows_finished_games_as_ever_and_opens_unfinished_ones_to_look_at(
    version: str, database: Path
) -> None:
    told = answers(version)
    with serving(database, AS_ANOTHER_ENGINE) as url:
        for code, before in told["finished"].items():
            page = f"{url}/api/games/{code}"
            results = get(f"{page}/results", before["tokens"]["desk"])
            assert as_told_then(results, before["results"]) == before["results"]
            tables = get(f"{page}/game.json", before["tokens"]["desk"])
            assert columns_then(tables, before["tables"]) == before["tables"]
        for code, game in told["unfinished"].items():
            desk = Person(url, code, game["tokens"]["desk"])
            turn = desk.status["turn"]
            refused = desk.ask("close_turn", turn=turn)
            desk.close()
            assert refused["code"] == "read_only" and f"run version {version}" in refused["message"]


@pytest.mark.parametrize("version", [version for version in VERSIONS if version != ENGINE])
def test_an_unfinished_game_of_an_older_engine_opens_to_look_at_and_names_the_one_to_finish_it_with(
    version: str, database: Path
) -> None:
    with serving(database) as url:
        for code, game in answers(version)["unfinished"].items():
            desk = Person(url, code, game["tokens"]["desk"])
            refused = desk.ask("close_turn", turn=desk.status["turn"])
            desk.close()
            assert refused["code"] == "read_only" and f"run version {version}" in refused["message"]


@pytest.mark.parametrize("version", VERSIONS)
def test_another_engine_says_which_one_verifies_and_works_out_nothing_anew(
    version: str, database: Path
) -> None:
    finished = answers(version)["finished"]
    with serving(database, AS_ANOTHER_ENGINE) as url:
        code, game = next(iter(finished.items()))
        with pytest.raises(HTTPError) as refused:
            get(f"{url}/api/games/{code}/aftermath", game["tokens"]["desk"])
        assert json.load(refused.value)["code"] == "read_only"
    done = linestop("replay", code, "--verify", "--db", database, program=AS_ANOTHER_ENGINE)
    assert done.returncode == 1
    assert f"run version {version}" in done.stderr and ANOTHER_ENGINE in done.stderr


@pytest.mark.parametrize("version", [version for version in VERSIONS if version == ENGINE])
def test_red_control_another_decision_comes_to_other_records(version: str, database: Path) -> None:
    code, game = next(iter(answers(version)["unfinished"].items()))
    with serving(database) as url:
        go_on(url, code, game["tokens"], tuple(reversed(game["parts"])))
    assert digests(database, code) != game["later"]


def test_red_control_a_number_told_otherwise_and_one_that_is_missing_are_noticed() -> None:
    before = {"rows": [{"cost": 1.0, "place": 2}]}
    assert as_told_then({"rows": [{"cost": 1.0, "place": None, "new": 1}], "more": []}, before) == before
    assert as_told_then({"rows": [{"cost": 1.1, "place": 2}]}, before) != before
    assert as_told_then({"rows": [{"place": 2}]}, before) != before
    assert as_told_then({"rows": []}, before) != before
    assert columns_then({"rows": [{"cost": 1.0, "place": 3}]}, before) != before
