"""Starts a server as a fork of a process that has imported Linestop already.

Most of a server's start is the import of its libraries, more than a second of processor time. A fork has
them, and is as much a process of its own: it has its own memory, files and signals, and can be killed. That
`linestop serve` starts from nothing too is tested by `test_game_server.py`.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from multiprocessing import forkserver, get_context, resource_tracker
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import NamedTemporaryFile

ENCODING = os.environ.get("PYTHONIOENCODING", "utf-8")
"""Of stdout and stderr, as an interpreter that is started anew would have it."""
_CONTEXT = get_context("forkserver")
_CONTEXT.set_forkserver_preload(
    [
        "forked_support",
        "linestop.game.cli.main",
        "linestop.game.server.serve",
        "linestop.game.server.app",
        "linestop.game.compute.heavy_imports",
    ]
)


def start_fork_server() -> None:
    """Before a pool of workers does it, which would have it import less, and take no Ctrl-C."""
    forkserver.ensure_running()


@dataclass(frozen=True, slots=True)
class Start:
    """How a program is started."""

    arguments: list[str]
    program: str
    folder: str
    errors: str
    """The file that takes what it says to stderr; empty: where stdout goes."""
    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    own_group: bool = False
    """It leads a group of processes of its own, which is signalled as one."""


class Forked:
    """`linestop` with these arguments, or a program that stands in for it; used as a `subprocess.Popen` is.

    errors: the file that takes what it says to stderr; folder: where it is started; encoding: of what it
    says to stdout, if the program sets another.
    """

    def __init__(
        self,
        arguments: list[str],
        program: str = "",
        errors: Path | None = None,
        folder: Path | None = None,
        encoding: str = ENCODING,
    ) -> None:
        self._own_file = NamedTemporaryFile(suffix=".said", delete=False).name if errors is None else None
        self._errors = errors or Path(self._own_file or "")
        self._start(Start(arguments, program, str(folder or Path.cwd()), str(self._errors)), encoding)

    def _start(self, how: Start, encoding: str) -> None:
        ours, theirs = _CONTEXT.Pipe(duplex=False)
        self._process = _CONTEXT.Process(target=_run, args=(theirs, how))
        self._process.start()
        theirs.close()
        self.stdout = os.fdopen(os.dup(ours.fileno()), encoding=encoding)
        ours.close()
        assert self._process.pid is not None
        self.pid = self._process.pid

    @property
    def returncode(self) -> int | None:
        return self._process.exitcode

    def poll(self) -> int | None:
        return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int:
        self._process.join(timeout)
        if self._process.exitcode is None:
            raise subprocess.TimeoutExpired("linestop", timeout or 0.0)
        return self._process.exitcode

    def communicate(self, timeout: float | None = None) -> tuple[str, str]:
        """What was said to stdout since it was last read, and to stderr, once the process has ended."""
        said = "" if self.stdout.closed else self.stdout.read()
        self.stdout.close()
        self.wait(timeout)
        errors = self._errors.read_text(encoding=ENCODING) if self._errors.exists() else ""
        if self._own_file:
            self._errors.unlink(missing_ok=True)
        return said, errors

    def send_signal(self, number: signal.Signals) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


class ForkedGroup(Forked):
    """As from a shell of its own, in an environment that is given: all that it says goes to stdout."""

    def __init__(self, arguments: list[str], folder: Path, environment: Mapping[str, str]) -> None:
        self._start(Start(arguments, "", str(folder), "", environment, own_group=True), ENCODING)


def ran(
    arguments: list[str], folder: Path | None = None, program: str = "", encoding: str = ENCODING
) -> subprocess.CompletedProcess[str]:
    """A command to its end."""
    process = Forked(arguments, program, folder=folder, encoding=encoding)
    out, said = process.communicate()
    return subprocess.CompletedProcess(arguments, process.wait(), out, said)


def _run(out: Connection, how: Start) -> None:
    """In the fork: stdin, stdout and stderr as a shell would have given them, then the program."""
    if how.own_group:
        os.setsid()
    os.environ.clear()
    os.environ.update(how.environment)
    nothing = os.open(os.devnull, os.O_RDONLY)
    errors = os.open(how.errors, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600) if how.errors else None
    for given, standard in ((nothing, 0), (out.fileno(), 1), (out.fileno() if errors is None else errors, 2)):
        os.dup2(given, standard)
    for given in (nothing, errors):
        if given is not None:
            os.close(given)
    out.close()
    sys.stdin = os.fdopen(0, closefd=False)
    sys.stdout = os.fdopen(1, "w", 1, encoding=ENCODING, closefd=False)
    sys.stderr = os.fdopen(2, "w", 1, encoding=ENCODING, errors="backslashreplace", closefd=False)
    os.chdir(how.folder)
    sys.argv = ["linestop", *how.arguments]
    signal.signal(signal.SIGINT, signal.default_int_handler)
    # Of the tests' own process, if a pool of workers was started in it before the first fork.
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    # A server's workers are forked where it was forked itself: another fork server would import Mesa again.
    forkserver._forkserver.ensure_running = resource_tracker.ensure_running  # type: ignore[attr-defined]
    if how.program:
        exec(how.program, {"__name__": "__main__"})
    else:
        from linestop.game.cli.main import main

        main(prog_name="linestop")
