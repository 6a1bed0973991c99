"""What the tests of faults share: a server to kill, seats that never give up, and a count of what was lost.

A seat keeps its own journal, as a page does: what it asked for, under which id, and what it was
told. Whatever happens to the server it comes back and sends what is unanswered again, under the
same id. Afterwards the journals are held against the log in the file.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from forked_support import Forked
from game_support import ONE_SEAT, PATIENCE, post
from sqlite_utils.utils import sqlite3
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import InvalidHandshake, InvalidMessage, WebSocketException

from linestop.game.messages import Opened

Frame = dict[str, Any]
CUT_OFF = (WebSocketException, InvalidHandshake, InvalidMessage, OSError, EOFError)


def tell(line: str) -> None:
    """What a test counted, for people: pytest shows it with -s, and a failing test always does."""
    sys.stdout.write(f"\n{line}\n")


def many_short_turns(folder: Path, weeks: int = 60) -> Path:
    """A folder with the smallest scenario, a turn a week: many decisions, little to work out."""
    text = (ONE_SEAT / "one_seat.toml").read_text(encoding="utf-8")
    text = text.replace("weeks = 12\nweeks_per_turn = 4", f"weeks = {weeks}\nweeks_per_turn = 1")
    folder.mkdir(exist_ok=True)
    (folder / "one_seat.toml").write_text(text, encoding="utf-8")
    return folder


class Server:
    """`linestop serve` in a process of its own, or a program that says it is; what it says goes to a file."""

    def __init__(self, database: Path, scenarios: Path = ONE_SEAT, program: str = "", *more: str) -> None:
        arguments = ["serve", "--port", "0", "--db", str(database), "--scenarios", str(scenarios), *more]
        self._said = database.with_suffix(".said")
        self.process = Forked(arguments, program, self._said)
        self.url = self.process.stdout.readline().strip().removeprefix("Linestop is at ")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate(timeout=PATIENCE)

    def stop(self) -> str:
        """All it said but the first line."""
        self.process.terminate()
        return "".join(self.process.communicate(timeout=PATIENCE))


@dataclass(slots=True)
class Journal:
    """One seat's own account of what it asked and what it was told."""

    game: str
    token: str
    number: int
    asked: dict[str, Frame] = field(default_factory=dict)
    """Every decision by its id."""
    told: dict[str, str] = field(default_factory=dict)
    """Answer by id: "ack" or the code of an error."""
    contradictions: int = 0

    @property
    def open_id(self) -> str | None:
        """The id that was sent and has no answer yet."""
        last = next(reversed(self.asked), None)
        return last if last is not None and last not in self.told else None

    def ask(self, turn: int) -> str:
        """A new decision; its id is used nowhere else, since that would hide a loss."""
        command_id = f"seat-{self.number:03}-{len(self.asked):05}"
        stance = "JIT" if len(self.asked) % 2 else "JIC"
        self.asked[command_id] = {"id": command_id, "turn": turn, "stances": {"board": stance}}
        return command_id

    def answer(self, frame: Frame) -> None:
        said = "ack" if frame["type"] == "ack" else frame["code"]
        self.contradictions += self.told.get(frame["id"], said) != said
        self.told[frame["id"]] = said


class Crowd:
    """Seats that decide as fast as they can, and come back from whatever happens.

    Each decides once a turn, or, if `again`, over and over while its turn is open.
    """

    def __init__(self, opened: list[Opened], *, again: bool = False) -> None:
        self.journals = [Journal(each.game, each.token, number) for number, each in enumerate(opened)]
        self._again = again
        self.answered = asyncio.Condition()
        self.answers = 0
        self._then: tuple[int, Callable[[], None]] | None = None
        self._asking = True
        self._url = ""
        self._up = asyncio.Event()
        self._go = asyncio.Event()
        self._present = 0

    async def come_to(self, url: str) -> None:
        """All come back; only then does anybody decide, so that all decisions are on the way at once."""
        self._url, self._present = url, 0
        self._up.set()
        await self._until(lambda: self._present >= len(self.journals))
        self._go.set()

    async def get_answers(self, more: int, then: Callable[[], None] = lambda: None) -> None:
        """Wait for so many more; `then` is called with the last of them, before another is read."""
        enough = self.answers + more
        self._then = enough, then
        await self._until(lambda: self.answers >= enough)

    async def finish(self) -> None:
        """Nobody asks for anything more; everything that was asked gets its answer."""
        self._asking = False
        await self._until(lambda: self.in_flight == 0)

    def server_goes(self) -> None:
        self._up.clear()
        self._go.set()  # whoever waited for it finds the socket closed
        self._go = asyncio.Event()

    async def _until(self, so: Callable[[], bool]) -> None:
        async with self.answered:
            await asyncio.wait_for(self.answered.wait_for(so), PATIENCE)

    @property
    def in_flight(self) -> int:
        return sum(journal.open_id is not None for journal in self.journals)

    async def live(self) -> None:
        """All seats, for as long as they are let."""
        async with asyncio.TaskGroup() as seats:
            for journal in self.journals:
                seats.create_task(self._seat(journal))

    async def _seat(self, journal: Journal) -> None:
        while True:
            await self._up.wait()
            with contextlib.suppress(*CUT_OFF):
                address = self._url.replace("http", "ws", 1) + "/ws"
                async with connect(
                    address, compression=None, open_timeout=PATIENCE, max_queue=None
                ) as socket:
                    await self._play(journal, socket)
            await asyncio.sleep(0)

    async def _play(self, journal: Journal, socket: ClientConnection) -> None:
        go = self._go  # the one of this server: once it is gone, its sockets wait for nothing more
        hello = {"type": "hello", "id": "hello-000", "game": journal.game, "token": journal.token}
        await socket.send(json.dumps(hello))
        async for text in socket:
            frame = json.loads(text)
            if frame["type"] in ("ack", "error"):
                await self._note(journal, frame)
                if frame["id"] == "hello-000" and journal.open_id:
                    await self._send(journal, socket, go, journal.open_id)
            elif frame["type"] == "view":
                may_decide = self._again or not frame["confirmed"]
                if self._asking and may_decide and journal.open_id is None:
                    await self._send(journal, socket, go, journal.ask(frame["turn"]))

    async def _send(
        self, journal: Journal, socket: ClientConnection, go: asyncio.Event, command_id: str
    ) -> None:
        await go.wait()
        await socket.send(json.dumps({"type": "decide"} | journal.asked[command_id]))

    async def _note(self, journal: Journal, frame: Frame) -> None:
        if frame["id"] == "hello-000":
            self._present += 1
        else:
            journal.answer(frame)
        await self._count(frame["id"] != "hello-000")

    async def _count(self, more: int) -> None:
        async with self.answered:
            self.answers += more
            if self._then is not None and self.answers >= self._then[0]:
                then, self._then = self._then[1], None
                then()
            self.answered.notify_all()


@dataclass(frozen=True, slots=True)
class Account:
    """The journals held against the file."""

    asked: int
    acknowledged: int
    lost: int
    """Acknowledged, and not in the file as it was sent."""
    doubled: int
    """In the file more than once."""
    refused: int
    """Told that they changed nothing."""
    refused_yet_there: int
    unanswered: int
    invented: int
    """In the file, and nobody asked for them."""
    contradictions: int
    """One id, two different answers."""


def account(journals: list[Journal], database: Path) -> Account:
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    try:
        sql = "select body from events where kind = 'decision_made'"
        bodies = [json.loads(body) for (body,) in connection.execute(sql)]
    finally:
        connection.close()
    kept = {body["id"]: {name: body[name] for name in ("id", "turn", "stances")} for body in bodies}
    asked = {each: sent for journal in journals for each, sent in journal.asked.items()}
    told = {each: said for journal in journals for each, said in journal.told.items()}
    acknowledged = {each for each, said in told.items() if said == "ack"}
    return Account(
        asked=len(asked),
        acknowledged=len(acknowledged),
        lost=sum(kept.get(each) != asked[each] for each in acknowledged),
        doubled=len(bodies) - len(kept),
        refused=len(told) - len(acknowledged),
        refused_yet_there=len((told.keys() - acknowledged) & kept.keys()),
        unanswered=len(asked.keys() - told.keys()),
        invented=len(kept.keys() - asked.keys()),
        contradictions=sum(journal.contradictions for journal in journals),
    )


def open_workshop(
    url: str, seats: int, scenario: str = "one_seat", address: str = "127.0.0.1", **wanted: Any
) -> tuple[Opened, list[Opened]]:
    """A game with a facilitator and so many people at its tables, not yet started.

    address: where they come from, as a proxy would say, since one address may join only so often.
    """
    body = {"scenario": scenario, "name": "Fay", "turn_seconds": None} | wanted
    desk = opened_by(*post(f"{url}/api/games", json.dumps(body).encode()))
    join = f"{url}/api/games/{desk.game}/join"
    names = [json.dumps({"name": f"Seat {number:03}"}).encode() for number in range(seats)]
    return desk, [opened_by(*post(join, name, **{"x-forwarded-for": address})) for name in names]


def opened_by(status: int, body: Frame) -> Opened:
    assert status == 201, body
    return Opened(**body)
