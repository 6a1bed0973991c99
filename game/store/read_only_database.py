"""Opens the database for commands that only read: safe beside a running server.

A file in WAL mode is read with the help of two further files beside it, which SQLite makes if it must. In a
folder that may not be written, or on a medium that is write-protected, it is read as a file that nobody
changes: right as long as no WAL with further events lies beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from ..errors import SetupError
from .database_uri import database_uri
from .disk_errors import is_read_only, waits_for
from .open_file import companions
from .schema import check_is_linestop_database, migrations

BUSY_TIMEOUT_SECONDS = 5.0
"""How long a read waits for a lock that another program holds."""


@contextmanager
def open_read_only(path: Path) -> Iterator[Database]:
    """Open the file for reading only, whether or not a server runs on it.

    Raises:
        SetupError: if there is no such file, it is not a database of this version of Linestop, or another
            program keeps it from being read.
    """
    check_exists(path)
    connection: sqlite3.Connection | None = None
    try:
        connection = _connection(path)
        db = Database(connection)
        check_is_linestop_database(db, path)
        if not db.table("events").exists():
            raise SetupError(f"{path} holds no games of Linestop; choose another file with --db.")
        # A migration needs a writer, so an older file can only be refused here.
        if migrations.pending(db):
            raise SetupError(
                f"{path} was last used by an older Linestop; start and stop this one's server on it once."
            )
        yield db
    except sqlite3.DatabaseError as error:
        raise SetupError(_sentence(path, error)) from error
    finally:
        if connection is not None:
            connection.close()


def check_exists(path: Path) -> None:
    """Return if there is such a file: SQLite would otherwise make an empty one.

    Raises:
        SetupError: if there is none, or it may not be looked for.
    """
    try:
        found = path.is_file()
    except OSError as error:
        raise SetupError(f"{path} may not be read ({error.strerror}).") from error
    if not found:
        raise SetupError(f"There is no file {path}; say where the games are with --db.")


def _connection(path: Path) -> sqlite3.Connection:
    """A connection that has read from the file once, so that what hinders reading has shown."""
    try:
        return _opened(path, mode="ro")
    except sqlite3.OperationalError as error:
        if not is_read_only(error) or not _stands_alone(path):
            raise
    return _opened(path, mode="ro", immutable=1)


def _opened(path: Path, **parameters: str | int) -> sqlite3.Connection:
    connection = sqlite3.connect(database_uri(path, **parameters), uri=True, timeout=BUSY_TIMEOUT_SECONDS)
    try:
        connection.execute("select count(*) from sqlite_master").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def _stands_alone(path: Path) -> bool:
    """Whether the file alone holds everything: no WAL and no journal with content lies beside it."""
    wal, _ = companions(path)
    beside = (wal, wal.with_name(f"{wal.name.removesuffix('-wal')}-journal"))
    try:
        return not any(each.exists() and each.stat().st_size > 0 for each in beside)
    except OSError:
        return False


def _sentence(path: Path, error: sqlite3.DatabaseError) -> str:
    if waits_for(error) == "busy":
        return f"{path} is held by another program; close it there, or try again when it is done."
    if is_read_only(error) and not _stands_alone(path):
        return (
            f"{path} cannot be read here ({error}): its last events are in a file beside it (-wal), which "
            "only a user who may write to the folder can read. Read it, or copy it with linestop backup, as "
            "that user."
        )
    if is_read_only(error):
        return f"{path} cannot be read ({error}); allow this user to read it."
    return f"{path} cannot be read: {error}."
