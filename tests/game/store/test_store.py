"""The file: what is answered for is in it, in order, unchanged, and one server alone writes it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from game_support import Log
from sqlite_utils import Database
from sqlite_utils.utils import sqlite3
from store_support import PEOPLE, facts_of, keep, rows

from linestop.game.errors import SetupError, StorageError
from linestop.game.rules.events import DecisionMade, encode
from linestop.game.store.event_log import link, rebuild
from linestop.game.store.read_only_database import open_read_only
from linestop.game.store.schema import DERIVED, KEYS, old_sqlite_warning, pragmas
from linestop.game.store.store import Store
from linestop.game.store.tables import TableRow
from linestop.game.store.tokens import holder_of, token_hash


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "linestop.db")
    yield store
    store.close()


def test_what_was_appended_is_read_back_in_order(store: Store) -> None:
    log = Log().play(3)
    keep(store, log)
    assert asyncio.run(store.load("TESTED")) == log.events
    assert asyncio.run(store.load("NOSUCH")) == []


def upserted_one_by_one(db: Database, rows: Iterable[TableRow]) -> None:
    for table, row in rows:
        db.table(table).upsert(row, pk=KEYS[table])


def test_rows_written_together_are_what_they_would_be_one_by_one(store: Store, tmp_path: Path) -> None:
    log = Log()
    while not log.session.state.over:
        log.play(1)
    score = log.session.scoring()
    assert score is not None
    log.note(score())
    facts = facts_of(log.events)
    asyncio.run(store.append("TESTED", facts, PEOPLE))
    other = Store(tmp_path / "one-by-one.db")
    try:
        one_by_one = [*PEOPLE, *(row for stored in facts for row in stored.rows)]
        asyncio.run(other.run(lambda db: upserted_one_by_one(db, one_by_one)))
        for table in DERIVED:
            every = f"select * from {table} order by {', '.join(KEYS[table])}"
            assert len(rows(store, every)) > 0 and rows(store, every) == rows(other, every)
    finally:
        other.close()


def test_columns_left_out_keep_their_values_and_later_rows_win(store: Store) -> None:
    given = [("players", {"id": "x1", "name": "Ann", "joined_at": "early"})]
    given += [("players", {"id": "x1", "name": name}) for name in ("Bea", "Cy")]
    given += [("players", {"id": "x1", "joined_at": "late"}), ("players", {"id": "x1"})]
    asyncio.run(store.append("TESTED", [], given))
    assert rows(store, "select name, joined_at from players where id = 'x1'") == [("Cy", "late")]


def test_the_file_runs_under_the_pragmas_that_its_promise_needs(store: Store) -> None:
    for pragma, wanted in pragmas(sqlite3.sqlite_version_info).items():
        assert rows(store, f"pragma {pragma}") == [(wanted,)]
    assert pragmas((3, 51, 3))["journal_mode"] == "wal" and pragmas((3, 51, 3))["synchronous"] == 2
    assert pragmas((3, 40, 1))["journal_mode"] == "delete" and pragmas((3, 40, 1))["synchronous"] == 3
    assert old_sqlite_warning((3, 51, 3)) is None
    assert "3.40.1" in str(old_sqlite_warning((3, 40, 1)))


def test_an_older_sqlite_runs_in_rollback_mode(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 40, 1))
    store = Store(tmp_path / "linestop.db")
    try:
        assert rows(store, "pragma journal_mode") == [("delete",)]
        assert rows(store, "pragma synchronous") == [(3,)]
        assert "slower rollback mode" in str(store.warning)
    finally:
        store.close()


def test_a_second_store_on_the_same_file_is_refused_with_a_sentence(store: Store) -> None:
    with pytest.raises(SetupError, match="in use by another Linestop server"):
        Store(store.path)
    keep(store, Log())
    assert len(asyncio.run(store.load("TESTED"))) == 3


def test_a_file_that_is_no_database_is_refused_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("not a database, and long enough to be looked at " * 50)
    with pytest.raises(SetupError, match="cannot be used as a database"):
        Store(tmp_path / "notes.txt")
    with pytest.raises(SetupError, match="no writing"):
        Store(tmp_path / "no" / "such" / "folder" / "linestop.db")


def test_the_database_of_another_program_is_refused_and_not_changed(tmp_path: Path) -> None:
    others = tmp_path / "bookings.db"
    with closing(sqlite3.connect(others)) as db:
        db.execute("create table events (room text, day text)")
        db.execute("insert into events values ('aula', '2026-11-26')")
        db.commit()
    before = others.read_bytes()
    for attempt in (lambda: Store(others), lambda: open_read_only(others).__enter__()):
        with pytest.raises(SetupError, match="another program's database; choose another file"):
            attempt()
        assert others.read_bytes() == before


def test_the_file_of_a_newer_version_is_refused_and_not_changed(tmp_path: Path) -> None:
    store = Store(tmp_path / "linestop.db")
    store.close()
    with closing(sqlite3.connect(store.path)) as db:
        db.execute("update _sqlite_migrations set name = 'of_next_year' where name = 'more_measures'")
        db.commit()
    before = store.path.read_bytes()
    for attempt in (lambda: Store(store.path), lambda: open_read_only(store.path).__enter__()):
        with pytest.raises(SetupError, match="last used by a newer Linestop"):
            attempt()
        assert store.path.read_bytes() == before


def test_closing_leaves_one_whole_file(tmp_path: Path) -> None:
    store = Store(tmp_path / "linestop.db")
    keep(store, Log().play(1))
    store.close()
    store.close()
    assert not (tmp_path / "linestop.db-wal").exists()
    again = Store(tmp_path / "linestop.db")
    assert len(asyncio.run(again.load("TESTED"))) == 6
    again.close()


def test_the_chain_goes_on_after_the_file_was_opened_again(tmp_path: Path) -> None:
    log = Log().play(2)
    facts = facts_of(log.events)
    for part, people in ((facts[:4], PEOPLE), (facts[4:], [])):
        store = Store(tmp_path / "linestop.db")
        asyncio.run(store.append("TESTED", part, people))
        store.close()
    store = Store(tmp_path / "linestop.db")
    assert asyncio.run(store.load("TESTED")) == log.events
    store.close()


def test_the_log_can_be_neither_changed_nor_shortened(store: Store) -> None:
    keep(store, Log())
    for sql in ("update events set body = '{}'", "delete from events"):
        with pytest.raises(sqlite3.IntegrityError, match="only ever added to"):
            rows(store, sql)


@pytest.mark.parametrize(
    "change",
    [
        "update events set body = replace(body, 'JIC', 'JIT') where kind = 'decision_made'",
        "update events set at = '2020-01-01' where seq = 2",
        "update events set sender = 'bob' where kind = 'decision_made'",
        "delete from events where seq = 3",
    ],
)
def test_red_control_a_line_changed_behind_our_back_breaks_the_chain(store: Store, change: str) -> None:
    log = Log()
    log.decide(1, {"board": "JIC"})
    keep(store, log)
    rows(store, "drop trigger events_no_update")
    rows(store, "drop trigger events_no_delete")
    assert len(asyncio.run(store.load("TESTED"))) == 4
    rows(store, change)
    with pytest.raises(StorageError, match="changed or damaged"):
        asyncio.run(store.load("TESTED"))


def test_each_link_of_the_chain_hangs_on_all_before_it() -> None:
    line = ("TESTED", 1, "now", "ann", "command-1", "decision_made", "{}")
    assert link("", line) != link(link("", line), line)


def test_the_plain_tables_can_be_made_again_from_the_log(store: Store) -> None:
    keep(store, Log().play(3))
    before = {table: rows(store, f"select * from {table} order by 1, 2, 3, 4") for table in DERIVED}
    assert {table: len(found) for table, found in before.items()} == {
        "measures": 0,
        "scores": 0,
        "games": 1,
        "seats": 1,
        "turn_results": 3,
        "week_results": 12,
    }
    for table in DERIVED:
        rows(store, f"delete from {table}")
    asyncio.run(store.run(rebuild))
    assert {table: rows(store, f"select * from {table} order by 1, 2, 3, 4") for table in DERIVED} == before


def test_the_plain_tables_agree_with_the_records(store: Store) -> None:
    log = Log().play(3)
    keep(store, log)
    assert rows(store, "select weeks_played, finished_at is not null from games") == [(12, True)]
    assert rows(store, "select sum(made) from week_results") == [
        (
            pytest.approx(
                sum(week[0][0] for turn in log.session.state.turns for week in turn.tables[0].rows["made"])
            ),
        )
    ]
    [(weekly,)] = rows(store, "select sum(total_cost) from week_results")
    assert rows(store, "select sum(total_cost) from turn_results") == [(pytest.approx(weekly),)]


@pytest.mark.slow
def test_the_same_command_can_stand_in_a_game_once_only(store: Store) -> None:
    log = Log()
    log.decide(1, command_id="same-command")
    keep(store, log)
    twice = facts_of(log.events)[-1]
    assert isinstance(twice.event, DecisionMade)
    with pytest.raises(StorageError):
        asyncio.run(store.append("TESTED", [twice]))


def test_tokens_are_kept_as_hashes_and_open_what_they_were_given_for(store: Store) -> None:
    token = {"hash": token_hash("a-token-long-enough"), "player": "ann", "game": "TESTED", "given_at": "now"}
    asyncio.run(store.append("TESTED", facts_of(Log().events), [*PEOPLE, ("tokens", token)]))
    assert asyncio.run(holder_of(store, "a-token-long-enough")) == ("TESTED", "ann")
    assert asyncio.run(holder_of(store, "another-token-of-length")) is None
    assert "a-token-long-enough" not in repr(rows(store, "select * from tokens"))
    rows(store, "update tokens set revoked_at = 'later'")
    assert asyncio.run(holder_of(store, "a-token-long-enough")) is None


def test_another_program_reads_the_file_while_the_server_runs(store: Store) -> None:
    keep(store, Log().play(1))
    other = sqlite3.connect(f"file:{store.path}?mode=ro", uri=True)
    try:
        assert Database(other).execute("select count(*) from week_results").fetchone() == (4,)
    finally:
        other.close()


def test_events_in_the_file_are_plain_json(store: Store) -> None:
    log = Log()
    keep(store, log)
    bodies = [body for (body,) in rows(store, "select body from events order by seq")]
    assert bodies == [encode(event).decode() for event in log.events]
