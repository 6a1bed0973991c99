"""A worker process as an executor of one process, which ends with its server, however that ends.

The worker reads from a pipe that nobody writes to. When the server's end is closed, by the server or because
there is no server any more, the worker ends at once, in the middle of whatever it does. No other sign is as
sure: with `forkserver` its parent process is not the server, and a server that is killed tells nobody.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from typing import Any

from .freed_memory import give_back

PRELOADED = f"{__name__.rpartition('.')[0]}.heavy_imports"
"""Imported once in the fork server, for all workers."""
NOT_FOR_WORKERS = [signal.SIGINT, signal.SIGTERM]
"""Ctrl-C goes to every process of a terminal, and a service manager ends every process of its service; the
workers end when the server does, which may still need them."""

LOWEST = 19
"""Of the priorities of Unix: such a process runs while nobody else wants to."""


BEHIND = 5
"""How much lower a worker's priority is than the server's, whose answers do not wait for weeks of others."""
IDLE_SECONDS = 0.5
"""After so long without a job a worker gives back what it has freed: its result has then been sent."""


class _OneProcess(ProcessPoolExecutor):
    """An executor whose process keeps no memory that jobs have freed: the next may be long in coming."""

    def submit(self, work: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
        """Have it done by the process, which gives back what it does not need when no job follows."""
        return super().submit(_done_then_idle, work, *arguments, **named)


_idle: threading.Timer | None = None


def _done_then_idle(work: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
    global _idle
    if _idle is not None:
        _idle.cancel()
    try:
        return work(*arguments, **named)
    finally:
        _idle = threading.Timer(IDLE_SECONDS, give_back)
        _idle.daemon = True
        _idle.start()


class ProcessWorker:
    """One worker process."""

    def __init__(self) -> None:
        theirs, self._ours = multiprocessing.Pipe(duplex=False)
        executor = _OneProcess(
            1, multiprocessing.get_context(_start_method()), initializer=_begin, initargs=(theirs,)
        )
        self.executor: Executor = executor
        # With the first job the process starts, and has its end of the pipe when `submit` returns.
        with _signals_blocked():
            executor.submit(ready)
        theirs.close()

    def give_way(self) -> None:
        """Take the lowest priority, where the system has one; for good."""
        if hasattr(os, "nice"):
            self.executor.submit(os.nice, LOWEST)

    def end(self) -> None:
        """End the process at once, and what it is doing with it."""
        self._ours.close()
        self.executor.shutdown(wait=True, cancel_futures=True)


def _start_method() -> str:
    """`forkserver` where forking is safe, `spawn` on Windows and macOS."""
    forks = "forkserver" in multiprocessing.get_all_start_methods() and sys.platform != "darwin"
    if forks:
        multiprocessing.set_forkserver_preload([PRELOADED])
    return "forkserver" if forks else "spawn"


@contextmanager
def _signals_blocked() -> Iterator[None]:
    """Have the processes and threads that this thread starts meanwhile take no Ctrl-C, ever.

    Ignoring it once they run would be too late: an interpreter that starts takes a second.
    """
    if sys.platform == "win32":
        yield
        return
    # First, since it lets these signals through again when it has started its own process.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, NOT_FOR_WORKERS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin(server: Connection) -> None:
    """Runs first in the worker process."""
    for each in NOT_FOR_WORKERS:
        signal.signal(each, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(server,), name="end with the server", daemon=True).start()
    if hasattr(os, "nice"):
        os.nice(BEHIND)


def _end_with(server: Connection) -> None:
    try:
        server.recv_bytes()
    except (EOFError, OSError):
        os._exit(0)


def ready() -> int:
    """The process id of a worker that has imported what it works with."""
    from . import heavy_imports  # noqa: F401

    return os.getpid()
