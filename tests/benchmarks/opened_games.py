"""Does a running room's turn wait for people who open many finished games at once?

A file holds so many finished games, each with luck of its own. A room of 40 people plays some turns on the
quiet server; then all finished games are opened at the same moment, their pages and their post-game analyses,
and an equal room plays the same turns meanwhile. Printed are the medians from closing a turn to the last
person's next view, and their ratio. Server, people and readers are a process each.

    python tests/benchmarks/opened_games.py --finished 100
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor, as_completed
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any
from urllib.request import Request, urlopen

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support" / "game"))

from after_support import PLANS, READER, Played, people
from faults_support import Server
from people import all_of, ask, enter, posted
from rooms import in_process, say

from linestop.game.rooms.recording import apply_and_record
from linestop.game.rules.events import Event, GameOpened
from linestop.game.rules.session import Session
from linestop.game.store.store import Store
from linestop.game.version import ENGINE

PEOPLE = 40
SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"
SCENARIO = "pacific_squeeze"
GAME_ENDS = 4
"""The turn after which each finished game ended."""
LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ"


def finished_game(number: int) -> list[Event]:
    """The log of a published game that has ended; each number has its own code and its own luck."""
    code = "".join(LETTERS[number // len(LETTERS) ** place % len(LETTERS)] for place in range(6))
    played = Played(code=code, seed=number).sit("ann", "bob", "eve").start()
    return played.play(PLANS, until=GAME_ENDS - 1).last_turn().play(PLANS, until=GAME_ENDS).publish().events


def file_of(database: Path, finished: int) -> list[str]:
    """The codes of so many finished games, in a new file."""
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as players:
        logs = list(players.map(finished_game, range(finished)))
    store = Store(database)
    asyncio.run(stored(store, logs))
    store.close()
    return [log[0].code for log in logs if isinstance(log[0], GameOpened)]


async def stored(store: Store, logs: list[list[Event]]) -> None:
    for log in logs:
        session = Session.replay(log[:1], ENGINE)
        opened = log[0]
        assert isinstance(opened, GameOpened)
        facts = [apply_and_record(session, event) for event in log]
        await store.append(opened.code, facts, people("ann", "bob", "eve"))


async def turns_of(url: str, turns: int, address: str, told: Connection) -> None:
    """One room, all turns closed by its desk; the seconds of each go into the pipe."""
    body = {"scenario": SCENARIO, "name": "Fay", "turn_seconds": None, "seed": "7"}
    desk = posted(f"{url}/api/games", body, address)
    leader = await enter(url, desk, "desk")
    join = f"{url}/api/games/{desk['game']}/join"
    seats = [posted(join, {"name": f"P{number:02}"}, address) for number in range(PEOPLE)]
    players = [await enter(url, seat, "lobby") for seat in seats]
    await ask([leader], "closing-0", type="set_closing", all_in=False)
    await all_of(players, "view", next_turn(1), lambda: leader.send('{"type":"start","id":"start-000"}'))
    for turn in range(1, turns + 1):
        close = json.dumps({"type": "close_turn", "id": f"close-{turn:03}", "turn": turn})
        told.send(await all_of(players, "view", next_turn(turn + 1), partial(leader.send, close)))
        await asyncio.sleep(1.0)  # as long as people take at least
    for person in [leader, *players]:
        person.close()


def next_turn(turn: int) -> Callable[[dict[str, Any]], bool]:
    return lambda frame: bool(frame["turn"] == turn)


async def open_all(url: str, codes: list[str], told: Connection) -> None:
    """Each game's page and then its analysis, all games at once; how long each took goes into the pipe."""

    def opened(code: str) -> float:
        began = perf_counter()
        for what in ("results", "aftermath"):
            request = Request(f"{url}/api/games/{code}/{what}", headers={"authorization": f"Bearer {READER}"})
            with urlopen(request, timeout=1200) as answer:
                answer.read()
        return perf_counter() - began

    with ThreadPoolExecutor(len(codes)) as readers:
        for reading in as_completed([readers.submit(opened, code) for code in codes]):
            told.send(reading.result())


def measured(url: str, turns: int, address: str) -> list[float]:
    room = in_process(turns_of, url, turns, address)
    return [room.recv() for _ in range(turns)]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--finished", type=int, default=100)
    arguments.add_argument("--turns", type=int, default=7)
    arguments.add_argument("--compute", choices=["processes", "threads"], default="processes")
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "opened.db"
        codes = file_of(database, chosen.finished)
        with Server(database, SCENARIOS, "", "--compute", chosen.compute) as server:
            alone = measured(server.url, chosen.turns, "10.0.0.1")
            readers = in_process(open_all, server.url, codes)
            beside = measured(server.url, chosen.turns, "10.0.0.2")
            done = 0
            while readers.poll():
                readers.recv()
                done += 1
    said = [", ".join(f"{each * 1000:.0f}" for each in times) for times in (alone, beside)]
    say(
        f"a room of {PEOPLE}, {chosen.turns} turns, close to last view; {chosen.compute}\n"
        f"  alone:                              median {median(alone) * 1000:6.0f} ms  ({said[0]})\n"
        f"  while finished games are opened:    median {median(beside) * 1000:6.0f} ms  ({said[1]})\n"
        f"  ratio {median(beside) / median(alone):.2f}; {done} of {chosen.finished} games opened meanwhile\n"
        f"  {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"load {os.getloadavg()[0]:.1f}"
    )


if __name__ == "__main__":
    main()
