"""What the tests of worker processes share: work that is held up or never ends; whether a process is gone."""

from __future__ import annotations

import os
import select
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from forked_support import start_fork_server
from game_support import PATIENCE

from linestop.game.compute import jobs
from linestop.game.compute.compute_pool import ComputePool
from linestop.game.compute.process_worker import ProcessWorker
from linestop.game.rules.replayed_world import PlayedGame


@contextmanager
def pool_of_processes(workers: int = 1) -> Iterator[ComputePool]:
    start_fork_server()
    pool = ComputePool(ProcessWorker, workers)
    try:
        yield pool
    finally:
        pool.close()


def held_up_once[T](told: str, work: Callable[..., T], *arguments: Any) -> T:
    """The same work, but who does it first stops before the end, and writes its process id into this pipe."""
    found = work(*arguments)
    with suppress(FileExistsError):
        Path(f"{told}.once").touch(exist_ok=False)
        with open(told, "w") as pipe:
            pipe.write(str(os.getpid()))
        threading.Event().wait()
    return found


def held_up_score(told: str, game: PlayedGame) -> list[bytes]:
    """`jobs.score_game`, held up once."""
    return held_up_once(told, jobs.score_game, game)


def priority_and_process() -> tuple[int, int]:
    """The priority of the process that does this, 19 being the lowest, and its id."""
    return os.nice(0), os.getpid()


def never_done(told: str) -> None:
    """Writes its process id into the pipe of this name, and works on for ever."""
    with open(told, "w") as pipe:
        pipe.write(str(os.getpid()))
    while True:
        sum(range(10_000))


def told_by(pipe: Path) -> int:
    """The process id that is written into a pipe (`os.mkfifo`)."""
    return int(pipe.read_text())


def until_gone(pid: int) -> None:
    """Wait until a process has ended; it may be no child of this one."""
    try:
        watched = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    try:
        assert select.select([watched], [], [], PATIENCE)[0], f"process {pid} is still there"
    finally:
        os.close(watched)


def descendants(pid: int) -> list[int]:
    """Process ids of the children of a process, and of theirs."""
    children = [
        int(child)
        for task in Path(f"/proc/{pid}/task").iterdir()
        for child in (task / "children").read_text().split()
    ]
    return [each for child in children for each in (child, *descendants(child))]
