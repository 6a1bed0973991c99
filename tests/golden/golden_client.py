"""What golden games are played with: a server of whatever version is installed, and people at its sockets.

It imports nothing of Linestop, so that it runs beside any version.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen
from uuid import uuid4

from websockets.sync.client import ClientConnection, connect

Answer = dict[str, Any]
PATIENCE = 120.0


class Person:
    """One device: the desk's or a player's."""

    def __init__(self, url: str, game: str, token: str) -> None:
        self._device, self._ids = uuid4().hex[:12], 0
        self.status: Answer = {}
        self.desk: Answer = {}
        self._open = ExitStack()
        address = url.replace("http", "ws", 1) + "/ws"
        self._socket: ClientConnection = self._open.enter_context(connect(address, max_queue=None))
        assert self.ask("hello", game=game, token=token)["type"] == "ack"
        self._until(lambda frame: frame["type"] == "status")

    def ask(self, command: str, **fields: Any) -> Answer:
        self._ids += 1
        command_id = f"{self._device}-{self._ids:06}"
        self._socket.send(json.dumps({"type": command, "id": command_id} | fields))
        return self._until(lambda frame: frame.get("id") == command_id and frame["type"] in ("ack", "error"))

    def do(self, command: str, **fields: Any) -> Answer:
        answer = self.ask(command, **fields)
        assert answer["type"] == "ack", answer
        return answer

    def wait_for(self, turn: int, phase: str) -> None:
        if (self.status["turn"], self.status["phase"]) != (turn, phase):
            self._until(lambda _: (self.status["turn"], self.status["phase"]) == (turn, phase))

    def close(self) -> None:
        self._open.close()

    def _until(self, wanted: Callable[[Answer], bool]) -> Answer:
        while True:
            frame: Answer = json.loads(self._socket.recv(timeout=PATIENCE))
            if frame["type"] == "status":
                self.status = frame
            elif frame["type"] == "desk":
                self.desk = frame
            if wanted(frame):
                return frame


# ---------------------------------------------------------------- the server


@contextmanager
def serving(database: Path, program: str | None = None) -> Iterator[str]:
    """`linestop serve` on this file, stopped as a signal stops it: its address.

    program: Python that runs instead of Linestop's own command line.
    """
    start = ["-m", "linestop.game"] if program is None else ["-c", program]
    process = subprocess.Popen(
        [sys.executable, *start, "serve", "--port", "0", "--db", str(database)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert process.stdout is not None
    try:
        yield process.stdout.readline().strip().removeprefix("Linestop is at ")
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=PATIENCE)


def post(url: str, **body: Any) -> Answer:
    request = Request(url, json.dumps(body).encode(), {"content-type": "application/json"}, method="POST")
    with urlopen(request, timeout=PATIENCE) as answer:
        told: Answer = json.load(answer)
        return told


def get(url: str, token: str = "") -> Any:
    bearer = {"authorization": f"Bearer {token}"} if token else {}
    with urlopen(Request(url, headers=bearer), timeout=PATIENCE) as answer:
        return json.load(answer)
