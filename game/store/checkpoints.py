"""Writes the WAL back into the main file between commits, and says so when a reader keeps it from ending."""

from __future__ import annotations

import contextlib
import logging
from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from .open_file import OpenFile

log = logging.getLogger("linestop")

CHECKPOINT_BYTES = 4 * 1024 * 1024
"""Of the WAL, from which on it is written back; as much as SQLite's own 1,000 pages."""
SAY_BYTES = 64 * 1024 * 1024
"""Of a WAL that cannot be written back: from here on, and whenever it has doubled, it is said."""


class Checkpoints:
    """Of one open file in WAL mode; without a WAL there is nothing to do. Used on the writer's thread."""

    def __init__(self, file: OpenFile) -> None:
        self._file = file
        self._wal: Path | None = file.companions[0] if file.companions else None
        self._next = CHECKPOINT_BYTES
        self._say_at = SAY_BYTES

    def after_commit(self, db: Database) -> None:
        """Write the WAL back if it is long. It hinders no reader, and an error loses nothing."""
        size = self._size()
        if size < self._next:
            return
        busy = 1
        with contextlib.suppress(sqlite3.Error):
            # Truncated, so that its size tells what is in it.
            [busy, *_] = db.execute("pragma wal_checkpoint(truncate)").fetchone()
        self._file.seen()
        if not busy:
            self._next, self._say_at = CHECKPOINT_BYTES, SAY_BYTES
            return
        # Not at each commit: what a reader holds back now it will hold back in a moment.
        self._next = size + CHECKPOINT_BYTES
        if size >= self._say_at:
            self._say_at = 2 * size
            log.warning(
                "%s has grown to %.0f MB, since another program keeps reading %s; close it there.",
                self._wal,
                size / 1e6,
                self._file.path,
            )

    def at_the_end(self, db: Database) -> None:
        """Leave one file without a WAL, unless another program still reads."""
        with contextlib.suppress(sqlite3.Error):
            [busy, *_] = db.execute("pragma wal_checkpoint(truncate)").fetchone()
            if busy and self._wal is not None:
                log.warning(
                    "Another program still reads %s, so its last events stay in %s: keep the two together.",
                    self._file.path,
                    self._wal.name,
                )

    def _size(self) -> int:
        if self._wal is None:
            return 0
        try:
            return self._wal.stat().st_size
        except OSError:
            return 0
