"""The store: one SQLite file with one writing thread; `append` returns when its events are on disk.

All work runs on one thread through one connection. All appends that wait when the writer is free go
into one transaction (group commit), and are answered after it. While another program holds the file, or the
disk is full, nothing was written: the same appends are tried again until it succeeds. After any other error
what is on disk is unknown (a COMMIT that reported an error may still be there after a crash), so the store
accepts nothing more and the server must stop; the next start reads what the file holds.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path
from time import perf_counter
from typing import Literal

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from ..errors import SetupError, StorageError
from ..rules.events import Event
from .append_queue import Append, AppendQueue
from .checkpoints import Checkpoints
from .database_lock import lock
from .derived_cache import CacheRow, keep_rows
from .disk_errors import DiskWait, Wait, failure_sentence, opening_sentence, waits_for
from .event_log import StoredEvent, append_lines, read_log, write_rows
from .open_file import OpenFile
from .opening import check_path, connect, prepare
from .rescue import abandon, rescue
from .schema import old_sqlite_warning
from .tables import TableRow

log = logging.getLogger("linestop")

RETRY_SECONDS = 0.25
"""Between two attempts to write to a file that is held, or to a full disk."""


class Store:
    """The database at `path`, which no other server may open until `close`.

    It waits, and says so in the log, while another program holds the file for writing.

    Raises:
        SetupError: if another server holds the file, it may not be written, or it is not a database that this
            version can use.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.on_commit: Callable[[int, float], None] = lambda appends, seconds: None
        """Called on the writer's thread after each commit: number of appends, seconds it took."""
        self.on_failure: Callable[[StorageError], None] = lambda error: None
        """Called in the event loop when a look at the file, not an append, has shown that it must stop."""
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="linestop-store")
        self._queue = AppendQueue()
        self._heads: dict[str, tuple[int, str]] = {}
        """Number and hash of the last line of each game written to since the start."""
        self._failure: StorageError | None = None
        self._wait = DiskWait(path)
        self._ending = threading.Event()
        self._left_open = False
        opening = self._writer.submit(self._open)
        try:
            # In slices, for on Windows nothing interrupts a wait without an end.
            while not opening.done():
                wait([opening], timeout=1.0)
            opening.result()
        except BaseException:
            self._ending.set()
            self._writer.shutdown()
            raise

    # ------------------------------------------------------------ called from the event loop

    async def append(self, game: str, events: Sequence[StoredEvent], people: Sequence[TableRow] = ()) -> None:
        """Write events of a game, and rows of people, in one transaction; returns when it is on disk.

        Raises:
            StorageError: if it may not be on disk; from then on every append fails.
        """
        done: Future[None] = Future()
        # Behind others it needs no call of its own: who came first has the writer called, which takes all
        # that wait, and is called again for what one commit cannot take.
        first = self._queue.put(Append(game, events, people, done))
        # When it is being closed each calls, and so learns that there is no writer any more.
        if first or self._ending.is_set():
            self._writer.submit(self._commit_queued)
        await asyncio.wrap_future(done)

    async def load(self, game: str) -> list[Event]:
        """A game's log with its hash chain checked; empty if there is no such game.

        Raises:
            StorageError: if the file cannot be read, or the log is not what was written.
        """
        return await self.read(lambda db: read_log(db, game))

    @property
    def waits_for(self) -> Wait | None:
        """What keeps it from saving just now, though it will; None if nothing does."""
        return self._wait.reason

    async def condition(self) -> Literal["ok", "waiting", "failing"]:
        """Whether it saves; waits, for another program or for room on the disk; or takes nothing more."""
        try:
            await self.run(self._check_in_place)
        except (sqlite3.Error, StorageError):
            self._tell_failure()
            return "failing"
        return "ok" if self._wait.reason is None else "waiting"

    async def remember(self, rows: Sequence[CacheRow]) -> None:
        """Cache results derived from logs; an error, as on a full disk, is ignored, since nothing is lost."""
        with contextlib.suppress(sqlite3.Error):
            await self.run(lambda db: keep_rows(db, rows))

    async def run[T](self, work: Callable[[Database], T]) -> T:
        """The result of `work`, run on the writer's thread; run again while another program holds the file.

        Raises:
            sqlite3.Error: all others.
        """
        while True:
            try:
                return await asyncio.wrap_future(self._writer.submit(lambda: work(self._db)))
            except sqlite3.Error as error:
                if waits_for(error) != "busy":
                    raise
            await asyncio.sleep(RETRY_SECONDS)

    async def read[T](self, work: Callable[[Database], T]) -> T:
        """The result of a query, run on the writer's thread.

        Raises:
            StorageError: if the database cannot be read.
        """
        try:
            return await self.run(work)
        except sqlite3.Error as error:
            with contextlib.suppress(sqlite3.Error, StorageError):
                await self.run(self._check_in_place)
            self._tell_failure()
            raise self._failure or StorageError(
                f"{self.path} could not be read ({error}). Nothing was changed; repair the disk, "
                "or restore a backup and start the server again."
            ) from error

    def _tell_failure(self) -> None:
        if self._failure is not None:
            self.on_failure(self._failure)

    def close(self) -> None:
        """Write all that waits, leave one file without a write-ahead log, release it. May be called twice."""
        # RuntimeError: the writer was shut down by an earlier call.
        with contextlib.suppress(RuntimeError):
            self._ending.set()
            self._writer.submit(self._commit_queued, again=True)
            self._writer.submit(self._close)
        self._writer.shutdown()

    # ------------------------------------------------------------ on the writer's thread

    def _open(self) -> None:
        check_path(self.path)
        self._lock = lock(self.path.resolve())  # one lock however the path is spelt or linked
        with contextlib.ExitStack() as undo:
            undo.callback(self._lock.close)
            try:
                self._db = connect(self.path)
                # A connection that is left to the garbage collector keeps the file's locks until then.
                undo.callback(self._db.conn.close)
                self._prepare()
                self.warning = old_sqlite_warning(sqlite3.sqlite_version_info)
                """For the operator, to be printed at start; None: there is nothing to warn of."""
                self._file = OpenFile(self.path, self._db)
                self._checkpoints = Checkpoints(self._file)
            except (sqlite3.Error, OSError) as error:
                raise SetupError(opening_sentence(self.path, error)) from error
            undo.pop_all()

    def _prepare(self) -> None:
        while True:
            try:
                prepare(self._db, self.path)
                break
            except sqlite3.Error as error:
                if waits_for(error) != "busy":
                    raise
            self._wait.goes_on("busy")
            if self._ending.wait(RETRY_SECONDS):
                raise SetupError(f"{self.path} was not opened; another program still holds it.")
        self._wait.is_over()

    def _close(self) -> None:
        if self._failure is None:
            with contextlib.suppress(StorageError):
                self._check_in_place(self._db)
        # After a failure the file is left as it is, for SQLite's own recovery.
        if self._failure is None:
            self._checkpoints.at_the_end(self._db)
        if self._left_open:
            abandon(self._db.conn)
        else:
            self._db.conn.close()
        self._lock.close()

    def _check_in_place(self, db: Database) -> None:
        """Return if the open files are those under the database's name, and the file can be read.

        Raises:
            StorageError: if not; then what was acknowledged has been saved elsewhere, if it could be.
        """
        if self._failure is None and (problem := self._file.problem()) is not None:
            self._failure = StorageError(rescue(db, self._file, problem))
            self._left_open = True
            log.error("%s", self._failure.message)
        if self._failure is not None:
            raise self._failure
        db.execute("select count(*) from sqlite_master").fetchone()

    def _commit_queued(self, *, again: bool = False) -> None:
        """Write all appends that wait in one transaction, then answer each; `again`: another attempt."""
        # While it waits, an attempt is due at its time, not with each new append.
        if self._wait.reason is not None and not again:
            return
        batch = self._queue.take()
        # What one commit cannot take; before anything can go wrong, since nobody else would call for it.
        if len(self._queue) and not self._ending.is_set():
            self._writer.submit(self._commit_queued, again=again)
        if not batch:
            self._wait.is_over()
            return
        began = perf_counter()
        try:
            if self._failure is None:
                self._check_in_place(self._db)
                self._write(batch)
                # Again, before anything is answered: it may have been taken away meanwhile.
                self._check_in_place(self._db)
        except Exception as error:
            # While it is being stopped, nobody waits any more.
            if (reason := waits_for(error)) is not None and not self._ending.is_set():
                self._try_later(batch, reason)
                return
            # Whatever the error was: what these appends left on disk is unknown.
            self._failure = self._failure or StorageError(failure_sentence(self.path, error))
        # Counted before the answers, so that metrics that are read after an answer include it.
        if self._failure is None:
            self._wait.is_over()
            self.on_commit(len(batch), perf_counter() - began)
        for append in batch:
            append.answer(self._failure)
        if self._failure is None:
            self._checkpoints.after_commit(self._db)

    def _try_later(self, batch: list[Append], reason: Wait) -> None:
        """Put the appends back in front, to be tried again soon; what only reads goes on meanwhile."""
        self._queue.put_back(batch)
        self._wait.goes_on(reason)
        later = threading.Timer(RETRY_SECONDS, self._try_again)
        later.daemon = True
        later.start()

    def _try_again(self) -> None:
        # RuntimeError: the store was closed meanwhile.
        with contextlib.suppress(RuntimeError):
            self._writer.submit(lambda: self._commit_queued(again=True))

    def _write(self, batch: list[Append]) -> None:
        # A copy, taken over after the commit alone: a failed transaction must not move the chains.
        heads = dict(self._heads)
        # Takes the write lock at once: a transaction that asks for it later may fail as busy halfway.
        self._db.execute("begin immediate")
        try:
            for append in batch:
                # People first, since rows of seats refer to players by a foreign key.
                write_rows(self._db, append.people)
                append_lines(self._db, append.game, append.events, heads)
                for stored in append.events:
                    if stored.rows:
                        write_rows(self._db, stored.rows)
            self._db.execute("commit")
        except BaseException:
            with contextlib.suppress(sqlite3.Error):
                self._db.rollback()
            raise
        self._heads = heads
        self._file.appended(self._db, sum(len(append.events) for append in batch))
