"""Opens the database for the store: refuses a path that cannot serve, migrates the schema, writes once."""

from __future__ import annotations

import contextlib
import re
import sys
from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from ..errors import SetupError
from .database_uri import database_uri
from .event_log import rebuild
from .open_file import companions
from .schema import check_is_linestop_database, migrations, set_pragmas

BUSY_TIMEOUT_SECONDS = 0.25
"""How long one attempt waits for another program; the store makes attempts until one succeeds."""


MOUNTS = Path("/proc/self/mountinfo")
"""Linux' list of what is mounted where, as this process sees it."""


def connect(path: Path) -> Database:
    """A connection that makes the file if there is none.

    Raises:
        sqlite3.Error: if it cannot be opened.
    """
    # No isolation level: Python's driver must not begin or end transactions by itself. By its URI: SQLite
    # would take a plain `:memory:` or an empty name for a database that is in no file.
    uri = database_uri(path, mode="rwc")
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=BUSY_TIMEOUT_SECONDS)
    try:
        return Database(connection)
    except sqlite3.Error:
        connection.close()
        raise


def check_path(path: Path) -> None:
    """Return if a database may stand under this path.

    Raises:
        SetupError: if something else does, or SQLite's promises would not hold there.
    """
    with contextlib.suppress(OSError):
        if path.exists() and not path.is_file():
            raise SetupError(f"{path} is no file; name a file for the games with --db.")
        if path.exists() and path.stat().st_nlink > 1:
            raise SetupError(
                f"{path} has further names (hard links), under which another program could write to it "
                f"unseen and spoil it. Make a copy of its own (cp {path.name} copy.db) and name it with --db."
            )
        wal, _ = companions(path)
        empty = not path.exists() or path.stat().st_size == 0
        if empty and wal.exists() and wal.stat().st_size > 0:
            raise SetupError(
                f"{wal} holds the last events of a database that is not here any more, and would be deleted. "
                f"Put the file back as {path}, or move {wal.name} to where it is now, beside it and named "
                "after it; then start again."
            )
        if _is_mounted_alone(path.resolve()):
            raise SetupError(
                f"{path} is mounted as a file alone, so what SQLite writes beside it ({wal.name}) would be "
                "lost with the container. Mount its folder, and start again."
            )


def _is_mounted_alone(path: Path) -> bool:
    """Whether the file is itself a mount point, as with `docker run -v ./linestop.db:/data/linestop.db`."""
    if not sys.platform.startswith("linux") or not path.is_file():
        return False
    # Its fifth field is the mount point, with blanks and the like as octal numbers.
    for line in MOUNTS.read_bytes().splitlines():
        point = re.sub(rb"\\([0-7]{3})", lambda octal: bytes([int(octal[1], 8)]), line.split(b" ")[4])
        if point == bytes(path):
            return True
    return False


def prepare(db: Database, path: Path) -> None:
    """Check whose database it is, set the pragmas, bring the schema up to date; and write, so that a file or
    folder that takes no writing is found now and not by the first game.

    May be called again after an error: nothing is left half done.

    Raises:
        SetupError: if it is not a database for this version.
        sqlite3.Error: if another program holds it, or it cannot be written.
    """
    # Before any write, so that a file that is refused stays as it was.
    check_is_linestop_database(db, path)
    set_pragmas(db, sqlite3.sqlite_version_info)
    db.execute("begin immediate")
    try:
        # The same number again is still a write of a page.
        [number] = db.execute("pragma user_version").fetchone()
        db.execute(f"pragma user_version = {number}")
        # Derived tables may have changed: they are filled again from the log, in the same transaction, for
        # a crash in between would leave them empty.
        if migrations.pending(db):
            migrations.apply(db)
            rebuild(db)
        db.execute("commit")
    except BaseException:
        with contextlib.suppress(sqlite3.Error):
            db.rollback()
        raise
