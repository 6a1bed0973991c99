"""Copies the database into a new file while a server runs on it, and checks the copy."""

from __future__ import annotations

import os
from pathlib import Path

from sqlite_utils.utils import sqlite3

from ..errors import Refused, SetupError
from .database_uri import database_uri
from .read_only_database import open_read_only
from .whole_file import not_written

COMPANIONS = ("-wal", "-shm", "-journal")
"""Ends of the names of the files that SQLite puts beside a database."""
PAGES_AT_ONCE = 256
"""Pages copied between two moments in which the writer may go on (rollback mode only)."""


def back_up(database: Path, file: Path) -> tuple[int, int]:
    """Copy `database` into the new `file`; the number of games and of events in the copy.

    Raises:
        Refused: if `file` exists.
        SetupError: if `database` cannot be read, `file` cannot be written, or the copy is damaged.
    """
    _check_name(database, file)
    unfinished = file.with_name(f"{file.name}.unfinished")
    try:
        file.touch(exist_ok=False)  # the name is ours from here on
    except FileExistsError:
        raise Refused(f"{file} is there already; give the backup another name.", code="file_exists") from None
    except OSError as error:
        raise SetupError(not_written(file, error)) from error
    try:
        unfinished.unlink(missing_ok=True)
        with open_read_only(database) as source:
            copy_into(source.conn, unfinished)
        counts = _check(unfinished)
        unfinished.replace(file)
    except BaseException as error:
        # Also when interrupted: a half-written file must not pass for a backup.
        unfinished.unlink(missing_ok=True)
        file.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise SetupError(not_written(file, error)) from error
        if isinstance(error, sqlite3.Error):
            raise SetupError(f"{file} could not be written: {error}.") from error
        raise
    return counts


def _check_name(database: Path, file: Path) -> None:
    """Return if a database may stand under this name.

    Raises:
        Refused: if SQLite would take the copy for a part of `database`, or a leftover for a part of the copy.
    """
    database = database.resolve()
    if file.resolve() in [database.with_name(f"{database.name}{end}") for end in (*COMPANIONS, ".lock")]:
        raise Refused(
            f"{file} is a name that belongs to {database.name}; give the backup another name.",
            code="file_exists",
        )
    for end in ("-wal", "-journal"):
        beside = file.with_name(f"{file.name}{end}")
        if beside.exists() and beside.stat().st_size > 0:
            raise Refused(
                f"{beside} is left from another database and would spoil a copy named {file.name}; give the "
                "backup another name.",
                code="file_exists",
            )


def copy_into(source: sqlite3.Connection, target: Path) -> None:
    """Copy all that `source` sees into the new file `target`, and sync it.

    Raises:
        OSError, sqlite3.Error: if it cannot be read or written.
    """
    copy = sqlite3.connect(database_uri(target, mode="rwc"), uri=True)
    try:
        [mode] = source.execute("pragma journal_mode").fetchone()
        # In WAL mode a reader never blocks the writer, so all pages may be copied in one go.
        source.backup(copy, pages=-1 if mode == "wal" else PAGES_AT_ONCE)
        # One plain file, which can be read from a medium that is write-protected.
        copy.execute("pragma journal_mode = delete")
    finally:
        copy.close()
    # Synced before it gets its final name: after a power cut that name must not lead to half a file.
    with open(target, "rb+") as written:
        os.fsync(written.fileno())


def _check(file: Path) -> tuple[int, int]:
    """Games and events in it.

    Raises:
        SetupError: if SQLite finds a fault in the copy.
    """
    copy = sqlite3.connect(database_uri(file, mode="ro"), uri=True)
    try:
        [[found]] = copy.execute("pragma integrity_check(1)").fetchall()
        if found != "ok":
            raise SetupError(f"The copy is not whole ({found}), and neither may the database be.")
        [games] = copy.execute("select count(*) from games").fetchone()
        [events] = copy.execute("select count(*) from events").fetchone()
        return games, events
    finally:
        copy.close()
