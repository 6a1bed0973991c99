"""The store: one SQLite file with one writing thread; `append` returns when its events are on disk.

All work runs on one thread through one connection. All appends that wait when the writer is free go
into one transaction (group commit), and are answered after it. After an error while writing, what is
on disk is unknown (a COMMIT that reported an error may still be there after a crash), so the store
accepts nothing more and the server must stop; the next start reads what the file holds.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from ..errors import SetupError, StorageError
from ..rules.events import Event, encode, kind_of, signature
from .database_lock import lock
from .derived_cache import CacheRow
from .event_log import head, link, read_log, rebuild, write_rows
from .schema import check_is_linestop_database, migrations, old_sqlite_warning, set_pragmas
from .tables import TableRow

LARGEST_COMMIT = 256
"""Most appends in one transaction."""
BUSY_TIMEOUT_SECONDS = 2.0
"""How long the writer waits for another program that reads or copies the file."""

INSERT = (
    "insert into events (game, seq, at, sender, client_id, kind, body, hash) values (?, ?, ?, ?, ?, ?, ?, ?)"
)


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """An event as it goes to the store, with the rows of the derived tables that follow from it."""

    event: Event
    at: str
    """UTC, ISO 8601 with milliseconds; shown to people, never used by the rules."""
    rows: tuple[TableRow, ...]


@dataclass(frozen=True, slots=True)
class Append:
    """Events of one game, and rows of players and tokens, that are written together or not at all."""

    game: str
    events: Sequence[StoredEvent]
    people: Sequence[TableRow]
    done: Future[None]


class Store:
    """The database at `path`, which no other server may open until `close`.

    Raises:
        SetupError: if another server holds the file, or it is not a database that this version can use.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.on_commit: Callable[[int, float], None] = lambda appends, seconds: None
        """Called on the writer's thread after each commit: number of appends, seconds it took."""
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="linestop-store")
        self._queued: deque[Append] = deque()
        self._queue_lock = threading.Lock()
        self._heads: dict[str, tuple[int, str]] = {}
        """Number and hash of the last line of each game written to since the start."""
        self._failure: StorageError | None = None
        try:
            self._writer.submit(self._open).result()
        except BaseException:
            self._writer.shutdown()
            raise

    # ------------------------------------------------------------ called from the event loop

    async def append(self, game: str, events: Sequence[StoredEvent], people: Sequence[TableRow] = ()) -> None:
        """Write events of a game, and rows of people, in one transaction; returns when it is on disk.

        Raises:
            StorageError: if it may not be on disk; from then on every append fails.
        """
        done: Future[None] = Future()
        with self._queue_lock:
            self._queued.append(Append(game, events, people, done))
        # One call for each append: the first that runs takes all that wait, later ones find nothing.
        self._writer.submit(self._commit_queued)
        await asyncio.wrap_future(done)

    async def load(self, game: str) -> list[Event]:
        """A game's log with its hash chain checked; empty if there is no such game.

        Raises:
            StorageError: if the file cannot be read, or the log is not what was written.
        """
        return await self.read(lambda db: read_log(db, game))

    async def healthy(self) -> bool:
        """Whether it still accepts events and the database answers a query."""
        if self._failure is not None:
            return False
        try:
            return bool(await self.run(lambda db: db.execute("select 1").fetchone()))
        except sqlite3.Error:
            return False

    async def remember(self, rows: Sequence[CacheRow]) -> None:
        """Cache results derived from logs; an error, as on a full disk, is ignored, since nothing is lost."""
        sql = "insert or replace into worked_out (kind, subject, engine, body) values (?, ?, ?, ?)"
        with contextlib.suppress(sqlite3.Error):
            await self.run(lambda db: db.conn.executemany(sql, rows))

    async def run[T](self, work: Callable[[Database], T]) -> T:
        """The result of `work`, run on the writer's thread; errors of SQLite pass through."""
        return await asyncio.wrap_future(self._writer.submit(lambda: work(self._db)))

    async def read[T](self, work: Callable[[Database], T]) -> T:
        """The result of a query, run on the writer's thread.

        Raises:
            StorageError: if the database cannot be read.
        """
        try:
            return await self.run(work)
        except sqlite3.Error as error:
            raise StorageError(
                f"{self.path} could not be read ({error}). Nothing was changed; repair the disk, "
                "or restore a backup and start the server again."
            ) from error

    def close(self) -> None:
        """Write all that waits, leave one file without a write-ahead log, release it. May be called twice."""
        # RuntimeError: the writer was shut down by an earlier call.
        with contextlib.suppress(RuntimeError):
            self._writer.submit(self._close)
        self._writer.shutdown()

    # ------------------------------------------------------------ on the writer's thread

    def _open(self) -> None:
        self._lock = lock(self.path.resolve())  # one lock however the path is spelt or linked
        try:
            # No isolation level: Python's driver must not begin or end transactions by itself.
            connection = sqlite3.connect(str(self.path), isolation_level=None, timeout=BUSY_TIMEOUT_SECONDS)
            self._db = Database(connection)
            # Before any write, so that a file that is refused stays as it was.
            check_is_linestop_database(self._db, self.path)
            set_pragmas(self._db, sqlite3.sqlite_version_info)
            self.warning = old_sqlite_warning(sqlite3.sqlite_version_info)
            """For the operator, to be printed at start; None: there is nothing to warn of."""
            # Derived tables may have changed: they are filled again from the log.
            if migrations.pending(self._db):
                migrations.apply(self._db)
                rebuild(self._db)
        except (sqlite3.Error, SetupError) as error:
            self._lock.close()
            if isinstance(error, SetupError):
                raise
            raise SetupError(
                f"{self.path} cannot be used as a database: {error}. Choose another with --db."
            ) from error

    def _close(self) -> None:
        with contextlib.suppress(sqlite3.Error):
            # After a failure the file is left as it is, for SQLite's own recovery.
            if self._failure is None:
                self._db.execute("pragma wal_checkpoint(truncate)")
        self._db.conn.close()
        self._lock.close()

    def _commit_queued(self) -> None:
        """Write all appends that wait in one transaction, then answer each."""
        with self._queue_lock:
            taken = [self._queued.popleft() for _ in range(min(len(self._queued), LARGEST_COMMIT))]
        # An append whose caller was cancelled before the writer took it is dropped: it was never answered.
        batch = [append for append in taken if append.done.set_running_or_notify_cancel()]
        if not batch:
            return
        began = perf_counter()
        try:
            self._write(batch)
        except Exception as error:
            # Whatever the error was: what these appends left on disk is unknown.
            self._failure = self._failure or StorageError(
                f"{self.path} could not be written ({error}). Nothing unsaved has been acknowledged; "
                "make room or repair the disk and start the server again."
            )
        # Counted before the answers, so that metrics that are read after an answer include it.
        if self._failure is None:
            self.on_commit(len(batch), perf_counter() - began)
        for append in batch:
            if self._failure is None:
                append.done.set_result(None)
            else:
                append.done.set_exception(self._failure)

    def _write(self, batch: list[Append]) -> None:
        if self._failure is not None:
            return
        # A copy, taken over after the commit alone: a failed transaction must not move the chains.
        heads = dict(self._heads)
        # Takes the write lock at once: a transaction that asks for it later may fail as busy halfway.
        self._db.execute("begin immediate")
        try:
            for append in batch:
                # People first, since rows of seats refer to players by a foreign key.
                write_rows(self._db, append.people)
                self._write_events(append, heads)
                for stored in append.events:
                    write_rows(self._db, stored.rows)
            self._db.execute("commit")
        except BaseException:
            with contextlib.suppress(sqlite3.Error):
                self._db.rollback()
            raise
        self._heads = heads

    def _write_events(self, append: Append, heads: dict[str, tuple[int, str]]) -> None:
        """Append lines to the game's hash chain; `heads` is brought up to date."""
        seq, previous = heads.get(append.game) or head(self._db, append.game)
        lines = []
        for stored in append.events:
            seq += 1
            sender, client_id = signature(stored.event)
            body = encode(stored.event).decode()
            line = (append.game, seq, stored.at, sender, client_id, kind_of(stored.event), body)
            previous = link(previous, line)
            lines.append((*line, previous))
        self._db.conn.executemany(INSERT, lines)
        heads[append.game] = (seq, previous)
