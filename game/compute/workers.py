"""What a pool has its work done by: a process, a thread, or one place in an executor of somebody else's."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from typing import Protocol

from .process_worker import ProcessWorker, ready

log = logging.getLogger("linestop")


class Worker(Protocol):
    """An executor that is given one job at a time."""

    executor: Executor

    def give_way(self) -> None:
        """Use a processor from now on only while nothing else wants it, where the system can."""

    def end(self) -> None:
        """Do no more, and let nothing be left behind."""


class ThreadWorker:
    """A thread of this process; one that works when it is told to end finishes its job first."""

    def __init__(self) -> None:
        self.executor: Executor = ThreadPoolExecutor(1, "work")
        self.executor.submit(ready)

    def give_way(self) -> None:
        """Not possible: threads of one process have one priority."""

    def end(self) -> None:
        """Begin no further job."""
        self.executor.shutdown(wait=False, cancel_futures=True)


class ExecutorWorker:
    """A place in an executor that the caller owns, such as Dask's `Client.get_executor()`."""

    def __init__(self, executor: Executor) -> None:
        self.executor = executor

    def give_way(self) -> None:
        """The executor's own affair."""

    def end(self) -> None:
        """Leave the executor to its owner."""


def start_of(compute: str) -> Callable[[], Worker]:
    """What starts a worker, by the setting `compute`."""
    return process_if_it_can_be if compute == "processes" else ThreadWorker


def process_if_it_can_be() -> Worker:
    """A worker process; a thread where the system allows no more processes or no temporary folder."""
    try:
        return ProcessWorker()
    except (OSError, EOFError) as error:
        log.warning("no worker process can be started (%s); a thread of the server works instead", error)
        return ThreadWorker()


def usual_number() -> int:
    """All cores but one, which is the server's own; on two cores both, since weeks that are played leave the
    server idle."""
    # A container may have fewer than the machine.
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(min(2, allowed), allowed - 1)
