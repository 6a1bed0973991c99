"""How does a server carry many people in many rooms: how soon does it answer and show, in how much memory?

So many people enter lobbies, one after another; told is also the processor time that a server takes for one
of the first tenth, who find few there, and for one of the last, who find many. In every turn all decide at
the same moment, then all turns are closed at the same moment. Printed are the time until the last of them has
its acknowledgement, the time from closing until the last has the view of the next turn, the processor time
that the server and its workers took for it, and the memory of all processes of the server (summed PSS: what
they share counts once). The last turn of the year, the thirteenth, ends the games: for it is told when the
last person has the score. Meanwhile somebody pings the server: the longest answer is the longest time for
which its loop or the machine did something else.

Server, people and who pings are a process each. Absolute figures are this machine's: compare two runs.

    python tests/benchmarks/rooms.py --seats 1000 --games 10 --compute processes
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from time import perf_counter
from typing import Any

from people import all_of, ask, enter, posted, send_all
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

MOST_SEATS = 1000
"""In one game: 250 tables of the scenario's four seats."""
SCENARIO = "pacific_squeeze"
ADDRESSES = 25
"""People who come from one address; more would have to be let in by the desk."""
PSS = re.compile(r"^Pss:\s+(\d+)", re.MULTILINE)
PING_EVERY = 0.005
SETTLES = 2.0
"""Seconds until memory is measured: records of the turn before are packed meanwhile."""
FOR_PINGS = ("--hello-seconds", "3600")
"""Who pings never says whose seat it is."""
LAST_TURN = 13
"""Of a year of the scenario; after it comes no view of a next turn, but that of the score."""


async def play(url: str, seats: int, games: int, turns: int, told: Connection) -> None:
    """All people; what was measured goes into the pipe, and after each turn they wait for a word."""
    desks, players, began = [], [], perf_counter()
    opened = [
        posted(f"{url}/api/games", {"scenario": SCENARIO, "name": "Fay", "turn_seconds": None}, f"10.9.0.{n}")
        for n in range(games)
    ]
    for desk in opened:
        desks.append(await enter(url, desk, "desk"))
    for number in range(seats):
        if number % (seats // 10) == 0:
            told.send(("tenth", number))
        join = f"{url}/api/games/{opened[number % games]['game']}/join"
        address = f"10.{number // ADDRESSES // 250}.{number // ADDRESSES % 250}.1"
        seat = await asyncio.to_thread(posted, join, {"name": f"P{number:04}"}, address)
        players.append(await enter(url, seat, "lobby"))
    told.send(("entered", perf_counter() - began))
    await ask(desks, "closing-0", type="set_closing", all_in=False)

    def begins(turn: int) -> Callable[[dict[str, Any]], bool]:
        if turn > LAST_TURN:
            return lambda frame: frame["score"] is not None
        return lambda frame: bool(frame["turn"] == turn)

    start = json.dumps({"type": "start", "id": "start-000"})
    await all_of(players, "view", begins(1), lambda: send_all(desks, start))
    for turn in range(1, turns + 1):
        await asyncio.to_thread(told.recv)
        acks = await ask(players, f"decide-{turn:03}", type="decide", turn=turn, stances={})
        close = json.dumps({"type": "close_turn", "id": f"close-{turn:03}", "turn": turn})
        views = await all_of(players, "view", begins(turn + 1), partial(send_all, desks, close))
        told.send((turn, acks, views))
    for person in [*desks, *players]:
        person.close()


async def ping(url: str, told: Connection) -> None:
    """Ping again and again; asked for, tell the longest answer since it was asked last, in seconds."""
    longest = 0.0
    async with connect(f"{url.replace('http', 'ws', 1)}/ws", compression=None, max_queue=None) as socket:
        while True:
            began = perf_counter()
            await (await socket.ping())
            longest = max(longest, perf_counter() - began)
            if told.poll():
                if told.recv() is None:
                    break
                told.send(longest)
                longest = 0.0
            await asyncio.sleep(PING_EVERY)


def in_process(work: Callable[..., Any], *arguments: Any) -> Connection:
    ours, theirs = get_context("spawn").Pipe()
    get_context("spawn").Process(target=run, args=(work, *arguments, theirs), daemon=True).start()
    theirs.close()
    return ours


def run(work: Callable[..., Any], *arguments: Any) -> None:
    with contextlib.suppress(KeyboardInterrupt, ConnectionClosed, EOFError):  # the server is gone: the end
        asyncio.run(work(*arguments))


def processes_of(pid: int) -> list[int]:
    children = [
        int(child)
        for task in Path(f"/proc/{pid}/task").iterdir()
        for child in (task / "children").read_text().split()
    ]
    return [pid, *(each for child in children for each in processes_of(child))]


def megabytes(pid: int) -> list[float]:
    """PSS of a server's processes."""
    sizes = (Path(f"/proc/{each}/smaps_rollup").read_text() for each in processes_of(pid))
    return [int(found[1]) / 1024 for size in sizes if (found := PSS.search(size))]


def workers_seconds(pid: int) -> float:
    """Of all processes that a server has started, as `processor_seconds` counts."""
    return sum(processor_seconds(each) for each in processes_of(pid)[1:])


def processor_seconds(pid: int) -> float:
    """Of a process itself, since it began; without the time for which others had the processor."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def entering(people: Connection, server: int) -> tuple[float, list[float]]:
    """Seconds until all are in; milliseconds of the server's processor for one person, tenth by tenth."""
    marks = []
    while True:
        what, value = await asyncio.to_thread(people.recv)
        marks.append((value, processor_seconds(server)))
        if what == "entered":
            break
    used = [after - before for (_, before), (_, after) in pairwise(marks)]
    return marks[-1][0], [seconds / marks[1][0] * 1000 for seconds in used]


async def measure(url: str, server: int, seats: int, games: int, turns: int) -> None:
    pings = in_process(ping, url)
    people = in_process(play, url, seats, games, turns)
    entered, tenths = await entering(people, server)
    pings.send("longest")
    stall = await asyncio.to_thread(pings.recv)
    say(
        f"entering: {entered:.1f} s, {seats / entered:.0f} people a second, "
        f"longest stall {stall * 1000:.0f} ms; the server's processor for one person: "
        f"{tenths[0]:.1f} ms in the first tenth, {tenths[-1]:.1f} ms in the last"
    )
    for turn in range(1, turns + 1):
        before = processor_seconds(server), workers_seconds(server)
        people.send("go on")
        _, acks, views = await asyncio.to_thread(people.recv)
        used = processor_seconds(server) - before[0], workers_seconds(server) - before[1]
        await asyncio.sleep(SETTLES)
        sizes = megabytes(server)
        pings.send("longest")
        stall = await asyncio.to_thread(pings.recv)
        say(
            f"turn {turn:2}: last acknowledgement {acks * 1000:4.0f} ms, "
            f"close to last {'view' if turn < LAST_TURN else 'score'} {views * 1000:5.0f} ms, "
            f"longest stall {stall * 1000:4.0f} ms, processor {used[0]:.2f} s + workers {used[1]:.2f} s, "
            f"{sum(sizes):4.0f} MB ({' + '.join(f'{size:.0f}' for size in sizes)}), "
            f"load {os.getloadavg()[0]:.1f}"
        )
    pings.send(None)


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--seats", type=int, default=200)
    arguments.add_argument("--games", type=int, default=2)
    arguments.add_argument("--turns", type=int, default=3)
    arguments.add_argument("--compute", choices=["processes", "threads"], default="processes")
    chosen = arguments.parse_args()
    if chosen.seats > chosen.games * MOST_SEATS:
        arguments.error(
            f"a game takes {MOST_SEATS} people today: take {-(-chosen.seats // MOST_SEATS)} games or more"
        )
    if chosen.seats % 10:
        arguments.error("take a multiple of ten people")
    if not 1 <= chosen.turns <= LAST_TURN:
        arguments.error(f"take 1 to {LAST_TURN} turns: that is a year")
    say(
        f"{chosen.seats} seats in {chosen.games} games, {chosen.compute}; {platform.machine()}, "
        f"{os.cpu_count()} cores, Python {platform.python_version()}, load {os.getloadavg()[0]:.1f}"
    )
    with tempfile.TemporaryDirectory() as folder:
        command = ["-m", "linestop.game", "serve", "--port", "0", "--db", f"{folder}/rooms.db"]
        server = subprocess.Popen(
            [sys.executable, *command, "--compute", chosen.compute, *FOR_PINGS],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert server.stdout is not None
        try:
            url = server.stdout.readline().strip().removeprefix("Linestop is at ")
            asyncio.run(measure(url, server.pid, chosen.seats, chosen.games, chosen.turns))
        finally:
            server.kill()
            server.communicate()


if __name__ == "__main__":
    main()
