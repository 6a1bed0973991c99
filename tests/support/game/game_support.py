"""What the tests of the game share: real servers, real sockets, a real file, and a player's own end."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from typing import Any, Self
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from websockets.sync.client import ClientConnection, connect

from linestop.game.messages import Decide, Opened
from linestop.game.rules.events import Event, GameOpened, Place
from linestop.game.rules.session import Session

ONE_SEAT = Path(__file__).resolve().parents[2] / "scenarios"
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
