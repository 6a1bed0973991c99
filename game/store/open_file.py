"""Watches that the files which the store has open are those that stand under their names.

An open file stays open when it is moved, replaced or deleted: SQLite would go on writing into a file that the
next start does not find. So their device and inode are compared around each commit, before it is answered.
A file that is overwritten in place (`cp old.db linestop.db`) keeps both; its size and time tell that somebody
else has written to it, and then the whole log is read and compared with what the store wrote.

Nothing here opens the file itself: closing it again would release SQLite's own locks on it.
"""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path
from typing import Literal, NamedTuple

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from ..errors import StorageError
from .database_uri import database_uri
from .event_log import read_log

Problem = Literal["gone", "replaced", "companion", "overwritten"]
"""Nothing stands under the name; another file does; the same file without its WAL; the same, written over."""


class Witness(NamedTuple):
    """What tells one state of the log from every other: the number of its lines, and its last line."""

    lines: int
    last: tuple[int, str]
    """Row and hash."""


class FileId(NamedTuple):
    """A file, whatever it is called."""

    device: int
    inode: int


def file_id(path: Path) -> FileId | None:
    """The file under this name, links followed; None if there is none.

    Raises:
        OSError: if that cannot be told, as in a folder that may not be searched any more.
    """
    try:
        found = os.stat(path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    return FileId(found.st_dev, found.st_ino)


def companions(path: Path) -> tuple[Path, Path]:
    """SQLite's two further files in WAL mode; they lie beside the file, not beside a link to it."""
    real = path.resolve()
    return real.with_name(f"{real.name}-wal"), real.with_name(f"{real.name}-shm")


def witness_of(db: Database) -> Witness:
    """Of the log as this connection sees it."""
    [lines] = db.execute("select count(*) from events").fetchone()
    return Witness(lines, last_line(db))


def last_line(db: Database) -> tuple[int, str]:
    """Row and hash of the line that was written last."""
    found = db.execute("select rowid, hash from events order by rowid desc limit 1").fetchone()
    return (found[0], found[1]) if found else (0, "")


def holds_log(path: Path, witness: Witness) -> bool:
    """Whether a file is whole, and its log exactly what the store has written."""
    try:
        # SQLite takes the WAL beside an empty file for a leftover and deletes it.
        if path.stat().st_size == 0:
            return False
        # A connection of its own: the writer's would answer from the pages that it remembers.
        with closing(sqlite3.connect(database_uri(path, mode="ro"), uri=True)) as connection:
            db = Database(connection)
            if db.execute("pragma quick_check(1)").fetchone() != ("ok",):
                return False
            for (game,) in db.execute("select distinct game from events").fetchall():
                read_log(db, game)
            return witness_of(db) == witness
    except (sqlite3.Error, StorageError, OSError):
        return False


class OpenFile:
    """The files of an open database; made when it has been written to, so that all of them are there.

    path: as the operator gave it, so that a link that was turned elsewhere is noticed as well.
    """

    def __init__(self, path: Path, db: Database) -> None:
        self.path = path.absolute()
        [mode] = db.execute("pragma journal_mode").fetchone()
        self.companions = companions(path) if mode == "wal" else ()
        self._ids = {each: file_id(each) for each in (self.path, *self.companions)}
        self.witness = witness_of(db)
        self._seen = self._marks()

    def is_ours(self, path: Path) -> bool:
        """Whether the file under this name is the one that was opened under it."""
        found = file_id(path)
        return found is not None and found == self._ids.get(path)

    def appended(self, db: Database, lines: int) -> None:
        """The store has committed so many lines."""
        self.witness = Witness(self.witness.lines + lines, last_line(db))
        # Without a WAL each commit writes the file itself.
        if not self.companions:
            self.seen()

    def seen(self) -> None:
        """The store itself has just written the main file."""
        self._seen = self._marks()

    def problem(self) -> Problem | None:
        """What has become of the files, if the store may not go on with them."""
        try:
            main = file_id(self.path)
            if main is None:
                return "gone"
            if main != self._ids[self.path]:
                return "replaced"
            if any(not self.is_ours(each) for each in self.companions):
                return "companion"
        except OSError:
            return None  # it cannot be told, so it is not said
        marks = self._marks()
        if marks != self._seen:
            if not holds_log(self.path, self.witness):
                return "overwritten"
            self._seen = marks
        return None

    def _marks(self) -> tuple[int, int] | None:
        try:
            found = os.stat(self.path)
        except OSError:
            return None
        return found.st_size, found.st_mtime_ns
