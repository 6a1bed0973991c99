"""What the tests of the game share: real servers, real sockets, a real file, and a player's own end."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Coroutine, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any, Self
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from forked_support import Forked
from websockets.sync.client import ClientConnection, connect

from linestop.game.messages import Decide, Opened
from linestop.game.rooms.hub import Hub
from linestop.game.rooms.room_messages import CheckClock
from linestop.game.rules.events import Event, GameOpened, Place
from linestop.game.rules.session import Session
from linestop.game.server.app import open_hub
from linestop.game.server.settings import Settings
from linestop.game.server.uvicorn_server import Server, address, bind, uvicorn_config

ONE_SEAT = Path(__file__).parent / "scenarios"
PATIENCE = 30.0
"""Seconds after which a test gives up waiting; nothing is measured by it."""

Frame = dict[str, Any]
STATES = ("view", "lobby", "board", "desk")
_ids = count()


def new_id() -> str:
    return f"command-{next(_ids):06}"


# ---------------------------------------------------------------- the rules alone


def opened_game(text: str | None = None, *, engine: str = "1", seed: int = 7) -> GameOpened:
    """A practice game of the smallest scenario, or of this text."""
    text = text or (ONE_SEAT / "one_seat.toml").read_text(encoding="utf-8")
    return GameOpened(
        code="TESTED",
        kind="practice",
        scenario="one_seat",
        text=text,
        digest="",
        seed=seed,
        engine=engine,
        bots="hybrid",
    )


class Log:
    """A game played without a shell: every event that came of it, in order."""

    def __init__(self, opened: GameOpened | None = None, engine: str = "1") -> None:
        self.events: list[Event] = [opened or opened_game()]
        self.session = Session.replay(self.events, engine)
        self.place = Place(0, self.session.state.seat_names[0])
        self.note(self.session.take_seat("ann", self.place))
        self.note(self.session.start())

    def note(self, events: list[Event]) -> list[Event]:
        for event in events:
            self.session.apply(event)
            self.events.append(event)
        return events

    def decide(self, turn: int, stances: dict[str, Any] | None = None, command_id: str = "") -> list[Event]:
        return self.note(self.session.handle("ann", Decide(command_id or new_id(), turn, stances or {})))

    def settle_all(self) -> None:
        while events := self.session.due():
            self.note(events)

    def play(self, turns: int) -> Self:
        for _ in range(turns):
            self.decide(self.session.state.turn)
            self.settle_all()
        return self


# ---------------------------------------------------------------- a player's own end


class Device:
    """One device at a seat: sends frames, and keeps what came down in order."""

    def __init__(self, url: str, opened: Opened | None, *, hello: bool = True, **options: Any) -> None:
        self._open = ExitStack()
        address = url.replace("http", "ws", 1) + ("" if "/ws" in url else "/ws")
        self._socket: ClientConnection = self._open.enter_context(
            connect(address, compression=None, **({"ping_interval": None, "max_queue": None} | options))
        )
        self.seen: list[Frame] = []
        self.view: Frame = {}
        """Its role's state, the newest."""
        self.status: Frame = {}
        if hello and opened is not None:
            self.send(type="hello", id="hello-000", game=opened.game, token=opened.token or None)
            assert self.answer("hello-000")["type"] == "ack"
            self.until(lambda frame: frame["type"] in STATES)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._open.close()

    def send(self, **frame: Any) -> None:
        self.send_text(json.dumps(frame))

    def send_text(self, text: str | bytes) -> None:
        self._socket.send(text)

    def decide(self, turn: int, stances: dict[str, str] | None = None, command_id: str = "") -> Frame:
        """Decide, and wait for the answer."""
        command_id = command_id or new_id()
        self.send(type="decide", id=command_id, turn=turn, stances=stances or {})
        return self.answer(command_id)

    def ask(self, command: str, /, **fields: Any) -> Frame:
        """Any command, and its answer."""
        command_id = new_id()
        self.send(type=command, id=command_id, **fields)
        return self.answer(command_id)

    def read(self) -> Frame:
        return self.take(json.loads(self._socket.recv(timeout=PATIENCE)))

    def take(self, frame: Frame) -> Frame:
        self.seen.append(frame)
        if frame["type"] in STATES:
            self.view = frame
        elif frame["type"] == "status":
            self.status = frame
        return frame

    def until(self, wanted: Callable[[Frame], bool]) -> Frame:
        while True:
            if wanted(frame := self.read()):
                return frame

    def answer(self, command_id: str | None) -> Frame:
        return self.until(lambda frame: frame["type"] in ("ack", "error") and frame["id"] == command_id)

    def until_scored(self, turn: int) -> Frame:
        """The view of this turn, once the score of the turns before has been worked out."""
        self.until_turn(turn)
        if self.view["score"] is None:
            self.until(lambda frame: frame["type"] == "view" and frame["score"] is not None)
        return self.view

    def until_turn(self, turn: int) -> Frame:
        if self.view.get("turn") == turn:
            return self.view
        return self.until(lambda frame: frame["type"] in STATES and frame.get("turn") == turn)

    def until_status(self, wanted: Callable[[Frame], bool]) -> Frame:
        """The first status, seen already or yet to come, that is so."""
        return (
            self.status
            if self.status and wanted(self.status)
            else self.until(lambda frame: frame["type"] == "status" and wanted(frame))
        )

    def until_bye(self) -> Frame:
        return self.until(lambda frame: frame["type"] == "bye")


def post(url: str, body: bytes = b"{}", **headers: str) -> tuple[int, Any]:
    """Status and JSON of a POST, whatever the status."""
    request = Request(url, body, {"content-type": "application/json", **headers}, method="POST")
    try:
        with urlopen(request, timeout=PATIENCE) as answer:
            return answer.status, json.load(answer)
    except HTTPError as error:
        with error:
            return error.code, json.load(error)


def get(url: str, token: str = "", **headers: str) -> tuple[int, Any, dict[str, str]]:
    """Status, JSON and headers of a GET, whatever the status."""
    bearer = {"authorization": f"Bearer {token}"} if token else {}
    try:
        with urlopen(Request(url, headers=bearer | headers), timeout=PATIENCE) as answer:
            return answer.status, json.load(answer), dict(answer.headers)
    except HTTPError as error:
        with error:
            text = error.read()
            return error.code, json.loads(text) if text else None, dict(error.headers)


def open_game(url: str, **wanted: Any) -> Opened:
    told = {"scenario": "two_seats", "name": "Grace"} | wanted
    status, body = post(f"{url}/api/games", json.dumps(told).encode())
    assert status == 201, body
    return Opened(**body)


def join_game(url: str, code: str, name: str, **more: Any) -> Opened:
    status, body = post(f"{url}/api/games/{code}/join", json.dumps({"name": name} | more).encode())
    assert status == 201, body
    return Opened(**body)


def open_practice(url: str, scenario: str = "one_seat") -> Opened:
    status, body = post(f"{url}/api/practice", json.dumps({"scenario": scenario}).encode())
    assert status == 201, body
    return Opened(**body)


# ---------------------------------------------------------------- servers


@dataclass(frozen=True, slots=True)
class Serving:
    """A server in a thread of this process, so that a test may reach into its store."""

    url: str
    hub: Hub
    server: Server
    loop: asyncio.AbstractEventLoop
    clock: FakeClock

    def do[T](self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(PATIENCE)

    def pass_time(self, seconds: float) -> None:
        """Let the rooms' clocks go on so much at once."""
        self.clock.seconds += seconds
        self.loop.call_soon_threadsafe(self.check_clocks)

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
    """Ends with the server stopped as a signal would stop it."""
    chosen = Settings(**({"database": database, "scenarios": ONE_SEAT} | settings))
    bound, port = bind("127.0.0.1", 0)
    hub = open_hub(chosen)
    hub.clock = clock = FakeClock()
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
        yield Serving(address("127.0.0.1", port), hub, server, loops[0], clock)
    finally:
        if thread.is_alive():
            loops[0].call_soon_threadsafe(server.stop)
        thread.join(PATIENCE)
        hub.store.close()
        bound.close()


class Process:
    """`linestop serve` in a process of its own, which can be killed."""

    def __init__(self, database: Path, *arguments: str) -> None:
        command = ["serve", "--port", "0", "--db", str(database), "--scenarios", str(ONE_SEAT), *arguments]
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
    """The same where its start is not what is tested: a second sooner."""

    def _started(self, command: list[str]) -> Forked:
        return Forked(command)
