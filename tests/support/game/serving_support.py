"""Real servers: in a thread of this process, so that a test may reach into it, or in a process of its own."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from forked_support import Forked, start_fork_server
from game_support import ONE_SEAT, PATIENCE

from linestop.game.rooms.hub import Hub
from linestop.game.rooms.room_messages import CheckClock
from linestop.game.server.app import open_hub
from linestop.game.server.listening import address, bind
from linestop.game.server.settings import Settings
from linestop.game.server.uvicorn_server import Server, uvicorn_config


@dataclass(frozen=True, slots=True)
class Serving:
    """A server in a thread of this process, so that a test may reach into its store."""

    url: str
    hub: Hub
    server: Server
    loop: asyncio.AbstractEventLoop
    clock: FakeClock
    """The monotonic clock; the next one counts sleep as well, the last is the clock on the wall."""
    whole: FakeClock
    wall: FakeClock

    def do[T](self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(PATIENCE)

    def pass_time(self, seconds: float) -> None:
        """Let the rooms' clocks go on so much at once."""
        self.clock.seconds += seconds
        self.loop.call_soon_threadsafe(self.check_clocks)

    def sleep(self, seconds: float, *, counted: bool) -> None:
        """The machine sleeps; whether its monotonic clock counts that, as on Windows, or not, as on Linux."""

        def wake() -> None:
            self.hub.watch.look()  # as it does every second: what passed until now was no sleep
            for clock, goes_on in ((self.clock, counted), (self.whole, True), (self.wall, True)):
                clock.seconds += seconds if goes_on else 0.0
            self.check_clocks()

        self.loop.call_soon_threadsafe(wake)

    def check_clocks(self) -> None:
        """Let every room look at its clock; call it on the server's loop."""
        for room in self.hub._rooms.values():
            room.post(CheckClock())


class FakeClock:
    """Time that passes when a test says so; one that stands is as good as any."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@contextmanager
def serving(database: Path, **settings: Any) -> Iterator[Serving]:
    """Ends with the server stopped as a signal would stop it.

    It has threads for workers, since starting a process takes a second of processor time. Tests that are
    about processes ask for them.
    """
    chosen = Settings(**({"database": database, "scenarios": ONE_SEAT, "compute": "threads"} | settings))
    if chosen.compute == "processes":
        start_fork_server()
    bound, port = bind("127.0.0.1", 0)
    hub = open_hub(chosen)
    hub.clock = clock = FakeClock()
    # Nor does a busy machine look like one that slept.
    hub.watch.whole, hub.watch.wall = whole, wall = FakeClock(), FakeClock()
    # What it saw of the machine's own clocks is no sleep, of which a fraction of a second would be left over.
    hub.watch._seen = clock(), whole(), wall()
    ready = threading.Event()
    loops: list[asyncio.AbstractEventLoop] = []

    async def when_ready() -> None:
        loops.append(asyncio.get_running_loop())
        ready.set()

    server = Server(uvicorn_config(chosen, hub), hub, when_ready)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]})
    thread.start()
    try:
        assert ready.wait(PATIENCE), "the server did not start"
        yield Serving(address("127.0.0.1", port), hub, server, loops[0], clock, whole, wall)
    finally:
        if thread.is_alive():
            loops[0].call_soon_threadsafe(server.stop)
        thread.join(PATIENCE)
        hub.pool.close()
        hub.store.close()
        bound.close()


class Process:
    """`linestop serve` in a process of its own, which can be killed."""

    compute = "threads"
    """Its workers. Processes would import Mesa once more for each server; tests of those ask for them."""

    def __init__(self, database: Path, *arguments: str) -> None:
        command = ["serve", "--port", "0", "--db", str(database), "--scenarios", str(ONE_SEAT)]
        command += ["--compute", self.compute, *arguments]
        self.process = self._started(command)
        assert self.process.stdout is not None
        self.first_line = self.process.stdout.readline()
        self.url = self.first_line.strip().removeprefix("Linestop is at ")

    def _started(self, command: list[str]) -> subprocess.Popen[str] | Forked:
        return subprocess.Popen(
            [sys.executable, "-m", "linestop.game", *command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.communicate(timeout=PATIENCE)

    def kill(self) -> None:
        """As a power cut would end it, but for the disk."""
        self.process.kill()
        self.process.wait(PATIENCE)

    def stop(self, by: signal.Signals = signal.SIGTERM) -> tuple[int, str]:
        """Exit code, and all it said but the first line."""
        self.process.send_signal(by)
        out, err = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, out + err


class ForkedProcess(Process):
    """The same where its start is not what is tested: a second sooner, its workers too."""

    compute = "processes"

    def _started(self, command: list[str]) -> Forked:
        return Forked(command)
