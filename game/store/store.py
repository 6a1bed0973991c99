"""One SQLite file, one writer: what `append` has answered for is on disk, or nobody is told.

All work runs on one thread through one connection. What is queued when the writer comes round
goes into one transaction (group commit), and only then is anybody answered. An error while
writing means *unknown*, never *refused*: the store takes nothing more, and the server must
stop and let the disk decide (reliability: a COMMIT that failed can come back).
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from ..errors import SetupError, StorageError
from ..rules.events import Event, encode, kind_of, signature
from .derived_cache import CacheRow
from .event_log import head, link, read_log, rebuild, write_rows
from .schema import check_is_linestop_database, migrations, old_sqlite_warning, set_pragmas
from .tables import TableRow

LARGEST_COMMIT = 256
"""Appends in one transaction at most."""

INSERT = (
    "insert into events (game, seq, at, sender, client_id, kind, body, hash) values (?, ?, ?, ?, ?, ?, ?, ?)"
)


@dataclass(frozen=True, slots=True)
class Fact:
    """An event, when it happened, and the rows that repeat it in plain words."""

    event: Event
    at: str
    rows: tuple[TableRow, ...]


@dataclass(frozen=True, slots=True)
class Append:
    game: str
    facts: Sequence[Fact]
    people: Sequence[TableRow]
    done: Future[None]


class Store:
    """The file at `path`, held alone until `close`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.on_commit: Callable[[int, float], None] = lambda appends, seconds: None
        """Told on the writer's thread of each commit that is on disk."""
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="linestop-store")
        self._queued: deque[Append] = deque()
        self._queue_lock = threading.Lock()
        self._heads: dict[str, tuple[int, str]] = {}
        self._failure: StorageError | None = None
        try:
            self._writer.submit(self._open).result()
        except BaseException:
            self._writer.shutdown()
            raise

    # ------------------------------------------------------------ asked by the shell

    async def append(self, game: str, facts: Sequence[Fact], people: Sequence[TableRow] = ()) -> None:
        """Return when all of it is on disk.

        Raises:
            StorageError: if it may not be; nothing can be appended any more.
        """
        done: Future[None] = Future()
        with self._queue_lock:
            self._queued.append(Append(game, facts, people, done))
        self._writer.submit(self._commit_queued)
        await asyncio.wrap_future(done)

    async def load(self, game: str) -> list[Event]:
        """The game's log, its chain checked; empty if there is no such game."""
        return await self._look(lambda db: read_log(db, game))

    async def holder_of(self, token: str) -> tuple[str, str] | None:
        """Game and player of a token that was given out and not taken back."""
        sql = "select game, player from tokens where hash = ? and revoked_at is null and kind = 'device'"
        row = await self._look(lambda db: db.execute(sql, [token_hash(token)]).fetchone())
        return (row[0], row[1]) if row else None

    async def healthy(self) -> bool:
        """Whether it still takes events and the file answers."""
        if self._failure is not None:
            return False
        try:
            return bool(await self.run(lambda db: db.execute("select 1").fetchone()))
        except sqlite3.Error:
            return False

    async def remember(self, kept: Sequence[CacheRow]) -> None:
        """Keep what was worked out beside the log; on a full disk it is worked out again next time."""
        sql = "insert or replace into worked_out (kind, subject, engine, body) values (?, ?, ?, ?)"
        with contextlib.suppress(sqlite3.Error):
            await self.run(lambda db: db.conn.executemany(sql, kept))

    async def run[T](self, work: Callable[[Database], T]) -> T:
        """Do some reading on the writer's thread."""
        return await asyncio.wrap_future(self._writer.submit(lambda: work(self._db)))

    async def _look[T](self, work: Callable[[Database], T]) -> T:
        try:
            return await self.run(work)
        except sqlite3.Error as error:
            raise StorageError(
                f"{self.path} could not be read ({error}). Nothing was changed; repair the disk, "
                "or restore a backup and start the server again."
            ) from error

    def close(self) -> None:
        """Leave one whole file behind; the second time nothing happens."""
        with contextlib.suppress(RuntimeError):
            self._writer.submit(self._close)
        self._writer.shutdown()

    # ------------------------------------------------------------ on the writer's thread

    def _open(self) -> None:
        self._lock = _lock(self.path.resolve())  # by whatever name somebody else opens it
        try:
            connection = sqlite3.connect(str(self.path), isolation_level=None, timeout=2.0)
            self._db = Database(connection)
            check_is_linestop_database(self._db, self.path)
            set_pragmas(self._db, sqlite3.sqlite_version_info)
            self.warning = old_sqlite_warning(sqlite3.sqlite_version_info)
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
            if self._failure is None:
                self._db.execute("pragma wal_checkpoint(truncate)")
        self._db.conn.close()
        self._lock.close()

    def _commit_queued(self) -> None:
        """One transaction for all that waits; then answer everybody in it."""
        with self._queue_lock:
            taken = [self._queued.popleft() for _ in range(min(len(self._queued), LARGEST_COMMIT))]
        # Whoever gave up waiting before the writer came round has been told nothing, so nothing is owed.
        batch = [append for append in taken if append.done.set_running_or_notify_cancel()]
        if not batch:
            return
        began = perf_counter()
        try:
            self._write(batch)
        except Exception as error:
            # Whatever it was: what these appends left on disk is unknown.
            self._failure = self._failure or StorageError(
                f"{self.path} could not be written ({error}). Nothing unsaved has been acknowledged; "
                "make room or repair the disk and start the server again."
            )
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
        heads = dict(self._heads)
        self._db.execute("begin immediate")
        try:
            for append in batch:
                write_rows(self._db, append.people)
                self._write_events(append, heads)
                for fact in append.facts:
                    write_rows(self._db, fact.rows)
            self._db.execute("commit")
        except BaseException:
            with contextlib.suppress(sqlite3.Error):
                self._db.rollback()
            raise
        self._heads = heads

    def _write_events(self, append: Append, heads: dict[str, tuple[int, str]]) -> None:
        seq, previous = heads.get(append.game) or head(self._db, append.game)
        lines = []
        for fact in append.facts:
            seq += 1
            sender, client_id = signature(fact.event)
            line = (
                append.game,
                seq,
                fact.at,
                sender,
                client_id,
                kind_of(fact.event),
                encode(fact.event).decode(),
            )
            previous = link(previous, line)
            lines.append((*line, previous))
        self._db.conn.executemany(INSERT, lines)
        heads[append.game] = (seq, previous)


def token_hash(token: str) -> str:
    """Tokens are long and random, so a plain hash is enough; the token itself is kept nowhere."""
    return hashlib.sha256(token.encode()).hexdigest()


def _lock(path: Path) -> Any:
    """Hold the file alone, on every platform: an exclusive transaction in a file beside it."""
    try:
        lock = sqlite3.connect(f"{path}.lock", isolation_level=None, timeout=0.0)
    except sqlite3.Error as error:
        raise SetupError(
            f"There is no writing to {path.parent.resolve()}: choose another file with --db."
        ) from error
    try:
        lock.execute("begin exclusive")
    except sqlite3.Error as error:
        lock.close()
        if "locked" in str(error):
            raise SetupError(
                f"{path} is in use by another Linestop server; stop that one or choose another with --db."
            ) from error
        raise SetupError(f"{path}.lock cannot be used ({error}); choose another file with --db.") from error
    return lock
