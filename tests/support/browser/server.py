"""Starts the real server as people do, waits for the address it prints, and stops it as Ctrl-C does.

`linestop serve` is a fork of a process that has imported it; that it starts from nothing too, in a folder and
an environment of its own, `test_commands` shows.
"""

from __future__ import annotations

import os
import re
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

# For what is started by hand: only pytest puts all folders of the support code on the path.
sys.path.append(str(Path(__file__).resolve().parents[1] / "game"))

from forked_support import Forked, ForkedGroup

BIN = Path(sys.executable).parent
LINESTOP = str(BIN / "linestop")
ADDRESS = re.compile(r"http://(?:127\.0\.0\.1|localhost):\d+\S*")


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers: `opened` is the address it printed, a game's page if it opened one."""

    url: str
    opened: str
    db: Path
    process: subprocess.Popen[str] | Forked

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])

    def kill(self) -> None:
        """As when the power goes: no farewell, nothing flushed."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    @contextmanager
    def held(self) -> Iterator[None]:
        """It stands still, with all its connections, and goes on where it stood."""
        os.killpg(self.process.pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.killpg(self.process.pid, signal.SIGCONT)

    def rows(self, sql: str, *parameters: object) -> list[tuple[object, ...]]:
        """What the file holds, read by a stranger's connection."""
        with closing(sqlite3.connect(f"file:{self.db}?mode=ro", uri=True)) as db:
            return db.execute(sql, parameters).fetchall()


@contextmanager
def running(command: Sequence[str], db: Path, cwd: Path, **settings: str) -> Iterator[Server]:
    """The server that `command` starts, with its file at `db`, on a free port of this machine alone."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))
    }
    environment |= {"PYTHONUNBUFFERED": "1", "LINESTOP_HOST": "127.0.0.1", "LINESTOP_PORT": "0"}
    environment |= {
        "LINESTOP_DB": str(db),
        "PATH": os.pathsep.join([str(BIN), os.environ["PATH"]]),
        **settings,
    }
    process = _started(command, cwd, environment)
    said: list[str] = []
    try:
        opened = _address(process, said)
        listening = threading.Thread(target=_listen, args=(process, said), daemon=True)
        listening.start()
        url = re.match(r"http://[^/]+", opened)
        assert url
        with urlopen(f"{url[0]}/healthz", timeout=30) as answer:
            assert answer.status == 200
        yield Server(url[0], opened, db, process)
        ended = process.poll()
        assert ended in (None, -signal.SIGKILL), "the server ended by itself:\n" + "".join(said)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGINT)
            try:
                process.wait(timeout=60)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        if process.stdout:
            process.stdout.close()
    assert "Traceback" not in "".join(said), "".join(said)


def _started(
    command: Sequence[str], cwd: Path, environment: Mapping[str, str]
) -> subprocess.Popen[str] | Forked:
    if command[0] == LINESTOP:
        return ForkedGroup(list(command[1:]), cwd, environment)
    return subprocess.Popen(
        command,
        cwd=cwd,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,  # what make starts hears the signal too
    )


def _address(process: subprocess.Popen[str] | Forked, said: list[str]) -> str:
    assert process.stdout
    for line in process.stdout:
        said.append(line)
        if found := ADDRESS.search(line):
            return found[0]
    raise AssertionError(f"the server ended ({process.wait()}) without an address:\n" + "".join(said))


def _listen(process: subprocess.Popen[str] | Forked, said: list[str]) -> None:
    """Take what it says, so that a full pipe never stops it."""
    assert process.stdout
    try:
        said.extend(process.stdout)
    except ValueError:  # closed under us at the end
        return
