"""SQL stands in game/store alone: no other module imports SQLite, runs a statement or holds one."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from places import ROOT

STORE = ROOT / "game" / "store"
SOURCES = sorted(file for folder in ("agents", "game", "scenarios") for file in (ROOT / folder).rglob("*.py"))
OUTSIDE = [file for file in SOURCES if STORE not in file.parents]
SQLITE = {"sqlite3", "sqlite_utils", "pysqlite3"}
STATEMENTS = {"execute", "executemany", "executescript"}
SQL = re.compile(r"(select|pragma|insert (or|into)|update \w+ set|delete from|(alter|create|drop) table)\b")


def is_sqlite(name: str) -> bool:
    return name.split(".")[0] in SQLITE


def faults(source: str) -> list[str]:
    """Where a module outside the store does the store's work, a sentence each."""
    found = []
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=names):
                found += [f"{node.lineno} imports {each.name}" for each in names if is_sqlite(each.name)]
            case ast.ImportFrom(module=str(name), level=0) if is_sqlite(name):
                found.append(f"{node.lineno} imports from {name}")
            case ast.Call(func=ast.Attribute(attr=method)) if method in STATEMENTS:
                found.append(f"{node.lineno} calls .{method}()")
            case ast.Attribute(attr=method) if method in STATEMENTS:
                found.append(f"{node.lineno} hands on .{method}")
            case ast.Constant(value=str(text)) if SQL.match(text.strip()):
                found.append(f"{node.lineno} holds SQL: {text.strip()[:30]}")
    return found


@pytest.mark.parametrize("file", OUTSIDE, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_a_module_outside_the_store_knows_no_sql(file: Path) -> None:
    assert faults(file.read_text(encoding="utf-8")) == []


def test_the_store_itself_would_be_caught() -> None:
    store = [file for file in SOURCES if file not in OUTSIDE]
    caught = {file.stem for file in store if faults(file.read_text(encoding="utf-8"))}
    assert {"store", "schema", "event_log", "leaderboard_queries", "people", "backup"} <= caught


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("import sqlite3", "imports sqlite3"),
        ("from sqlite_utils import Database", "imports from sqlite_utils"),
        ("from sqlite_utils.utils import sqlite3", "imports from sqlite_utils.utils"),
        ("def f():\n    import pysqlite3", "imports pysqlite3"),
        (
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from sqlite_utils import Database",
            "imports from sqlite_utils",
        ),
        ("def f(db):\n    return db.execute('vacuum')", "calls .execute()"),
        ("def f(db, rows):\n    db.conn.executemany(INSERT, rows)", "calls .executemany()"),
        ("def f(db):\n    return ask(db.execute)", "hands on .execute"),
        ("QUERY = 'select code from games'", "holds SQL"),
        ("QUERY = f'select {columns} from games'", "holds SQL"),
        ("QUERY = 'update players set name = ?'", "holds SQL"),
        ("QUERY = 'pragma page_count'", "holds SQL"),
    ],
)
def test_red_control_sql_outside_the_store_is_caught(source: str, complaint: str) -> None:
    assert any(complaint in fault for fault in faults(source))


@pytest.mark.parametrize(
    "source",
    [
        "from ..store.people import list_people",
        "def f(frame):\n    return frame.query('world == 1')",
        "TEXT = 'Select a scenario from the list.'",
    ],
)
def test_plain_calls_of_the_store_pass(source: str) -> None:
    assert faults(source) == []
