"""Opens the database for commands that only read: safe beside a running server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from ..errors import SetupError
from .schema import check_is_linestop_database, migrations

BUSY_TIMEOUT_SECONDS = 5.0
"""How long a read waits for a lock that the server's writer holds."""


@contextmanager
def open_read_only(path: Path) -> Iterator[Database]:
    """Open the file for reading only, whether or not a server runs on it.

    Raises:
        SetupError: if there is no such file, or it is not a database of this version of Linestop.
    """
    check_exists(path)
    uri = f"{path.absolute().as_uri()}?mode=ro"
    connection = sqlite3.connect(uri, uri=True, timeout=BUSY_TIMEOUT_SECONDS)
    try:
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
        raise SetupError(f"{path} cannot be read: {error}.") from error
    finally:
        connection.close()


def check_exists(path: Path) -> None:
    """Return if there is such a file: SQLite would otherwise make an empty one.

    Raises:
        SetupError: if there is none.
    """
    if not path.is_file():
        raise SetupError(f"There is no file {path}; say where the games are with --db.")
