"""`linestop backup`: copies the database (SQLite's online backup) and checks the copy."""

from __future__ import annotations

import os
from pathlib import Path

import click
from sqlite_utils.utils import sqlite3

from ..errors import Refused, SetupError
from ..store.read_only_database import reading
from .database_option import db_option

PAGES_AT_ONCE = 256
"""Pages copied in one go without WAL, where a reader blocks the writer: few, so that it waits briefly."""


@click.command(epilog="\b\nExample:\n  linestop backup 2026-11-23.db --db /var/lib/linestop/linestop.db")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@db_option
def backup(file: Path, db: Path) -> None:
    """Copy the database into FILE and check the copy.

    A running server goes on meanwhile. FILE must not exist yet. The copy is a database like any other:
    linestop --db FILE goes on with its games.
    """
    # Copied under another name and renamed once checked: a file named FILE is never half a copy.
    unfinished = file.with_name(f"{file.name}.unfinished")
    try:
        file.touch(exist_ok=False)  # takes the name, so that no other command writes there meanwhile
    except FileExistsError:
        raise Refused(f"{file} is there already; give the backup another name.", code="file_exists") from None
    except OSError as error:
        raise SetupError(f"{file} could not be written: {error}.") from error
    try:
        unfinished.unlink(missing_ok=True)
        with reading(db) as source:
            _copy(source.conn, unfinished)
        games, events = _check(unfinished)
        unfinished.replace(file)
    except BaseException as error:
        unfinished.unlink(missing_ok=True)
        file.unlink(missing_ok=True)
        if isinstance(error, OSError | sqlite3.Error):
            raise SetupError(f"{file} could not be written: {error}.") from error
        raise
    click.echo(f"{file}: {games} games, {events} events, {file.stat().st_size / 1e6:.1f} MB, checked.")


def _copy(source: sqlite3.Connection, target: Path) -> None:
    copy = sqlite3.connect(str(target))
    try:
        [mode] = source.execute("pragma journal_mode").fetchone()
        source.backup(copy, pages=-1 if mode == "wal" else PAGES_AT_ONCE)
        # Without WAL the copy is one plain file, which can be read even where nothing can be written.
        copy.execute("pragma journal_mode = delete")
    finally:
        copy.close()
    with open(target, "rb+") as written:
        os.fsync(written.fileno())


def _check(file: Path) -> tuple[int, int]:
    """Games and events in it.

    Raises:
        SetupError: if SQLite finds a fault in the copy.
    """
    copy = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)
    try:
        [[found]] = copy.execute("pragma integrity_check(1)").fetchall()
        if found != "ok":
            raise SetupError(f"The copy is not whole ({found}), and neither may the database be.")
        [games] = copy.execute("select count(*) from games").fetchone()
        [events] = copy.execute("select count(*) from events").fetchone()
        return games, events
    finally:
        copy.close()
