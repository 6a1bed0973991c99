"""How long until everybody's decision is saved, when everybody decides at the same moment?

A room of 500 clients sends one decision each at once. Measured is the time until the last of them has
its acknowledgement: from Linestop, which has it on disk by then, and from a bare `websockets`
server that only answers and keeps nothing. Server and clients are a process each, in both cases; the two
take turns, and the median and the ratio are printed. Absolute times are this machine's.

    make bench
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from websockets.asyncio.client import ClientConnection, connect

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support" / "game"))

from faults_support import Server, open_workshop
from game_support import Device

from linestop.game.messages import Opened

SEATS_A_GAME = 25

BARE = """
import asyncio
from websockets.asyncio.server import serve

async def answer(socket):
    async for text in socket:
        await socket.send('{"type":"ack","id":"decision-1","result":null}')

async def main():
    async with serve(answer, "127.0.0.1", 0, compression=None) as server:
        print(f"ws://127.0.0.1:{server.sockets[0].getsockname()[1]}", flush=True)
        await asyncio.get_running_loop().create_future()

asyncio.run(main())
"""


async def burst(sockets: list[ClientConnection], turn: int, number: int) -> float:
    """Seconds until the last acknowledgement."""
    decision_id = f"decision-{number:03}"
    text = json.dumps({"type": "decide", "id": decision_id, "turn": turn, "stances": stances(number)})

    async def acknowledged(socket: ClientConnection) -> None:
        async for answer in socket:
            if '"type":"ack"' in str(answer):
                return
        raise SystemExit("a client was put out")

    waiting = [asyncio.create_task(acknowledged(socket)) for socket in sockets]
    await asyncio.sleep(0)
    began = perf_counter()
    await asyncio.gather(*(socket.send(text) for socket in sockets))
    await asyncio.gather(*waiting)
    return perf_counter() - began


def stances(number: int) -> dict[str, str]:
    return {"board": "JIC" if number % 2 else "JIT"}


async def lines_to(url: str, seats: list[Opened | None]) -> list[ClientConnection]:
    """Everybody connected, greeted, and with nothing left unread."""
    sockets = []
    for seat in seats:
        socket = await connect(url, compression=None, max_queue=None, ping_interval=None)
        if seat is not None:
            hello = {"type": "hello", "id": "hello-000", "game": seat.game, "token": seat.token}
            await socket.send(json.dumps(hello))
            while json.loads(await socket.recv())["type"] != "view":
                pass
        sockets.append(socket)
    return sockets


def begun_games(url: str, clients: int) -> list[Opened | None]:
    people: list[Opened | None] = []
    while len(people) < clients:
        wanted = min(SEATS_A_GAME, clients - len(people))
        desk, joined = open_workshop(url, wanted, address=f"10.0.0.{len(people) // SEATS_A_GAME + 1}")
        people += joined
        with Device(url, desk) as leader:
            leader.ask("set_closing", all_in=False)
            leader.ask("start")
    return people


async def quiet(sockets: list[ClientConnection]) -> None:
    """Until nothing more comes down for a moment, to anybody."""

    async def read_up(socket: ClientConnection) -> None:
        with contextlib.suppress(TimeoutError):
            while True:
                await asyncio.wait_for(socket.recv(), 0.2)

    await asyncio.gather(*(read_up(socket) for socket in sockets))


def bare_server() -> tuple[subprocess.Popen[str], str]:
    process = subprocess.Popen([sys.executable, "-c", BARE], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    return process, process.stdout.readline().strip()


async def measure(clients: int, runs: int) -> tuple[list[float], list[float]]:
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder) / "burst.db")
        bare, address = bare_server()
        try:
            seats = await asyncio.to_thread(begun_games, server.url, clients)
            ours = await lines_to(server.url.replace("http", "ws", 1) + "/ws", seats)
            theirs = await lines_to(address, [None] * clients)
            durable, plain = [], []
            for number in range(runs + 1):
                for sockets, times in ((ours, durable), (theirs, plain)):
                    await quiet(sockets)
                    times.append(await burst(sockets, 1, number))
            for socket in [*ours, *theirs]:
                await socket.close()
        finally:
            bare.kill()
            bare.communicate()
            server.kill()
    return durable[1:], plain[1:]  # the first of each is for warming up


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--clients", type=int, default=500)
    arguments.add_argument("--runs", type=int, default=7)
    chosen = arguments.parse_args()
    durable, plain = asyncio.run(measure(chosen.clients, chosen.runs))
    sys.stdout.write(
        f"{chosen.clients} clients, one decision each at the same moment, {chosen.runs} runs by turns\n"
        f"  until the last acknowledgement, on disk:      median {statistics.median(durable) * 1000:6.0f} ms"
        f"  ({', '.join(f'{each * 1000:.0f}' for each in durable)})\n"
        f"  bare websockets, nothing stored:              median {statistics.median(plain) * 1000:6.0f} ms"
        f"  ({', '.join(f'{each * 1000:.0f}' for each in plain)})\n"
        f"  ratio {statistics.median(durable) / statistics.median(plain):.2f}\n"
        f"  {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"load {os.getloadavg()[0]:.1f}\n"
    )


if __name__ == "__main__":
    main()
