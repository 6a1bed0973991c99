"""What can be sent without end or held open without end, and where each of it ends.

Meanwhile an honest player is answered, and the server's memory stays where it was.
"""

from __future__ import annotations

import json
import resource
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest
from faults_support import Server, open_workshop, tell
from game_support import ONE_SEAT, PATIENCE, Device, open_practice
from serving_support import Serving, serving
from websockets.exceptions import ConnectionClosed

from linestop.game.rooms import connection, held_shows

pytestmark = pytest.mark.slow

MEGABYTE = 1024 * 1024
UPGRADE = (
    b"GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
)


def memory_of(process: int) -> int:
    """Bytes that it holds."""
    status = Path(f"/proc/{process}/status")
    if not status.exists():
        pytest.skip("memory is read from /proc, which is not here")
    [line] = [line for line in status.read_text().splitlines() if line.startswith("VmRSS")]
    return int(line.split()[1]) * 1024


def line_to(url: str, small: bool = False) -> socket.socket:
    host, _, port = url.removeprefix("http://").partition(":")
    line = socket.socket()
    if small:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    line.settimeout(PATIENCE)
    line.connect((host, int(port)))
    return line


def masked(text: str) -> bytes:
    """A text frame as a browser sends it, its mask being nought."""
    content = text.encode()
    assert len(content) < 126 or len(content) < 65536
    size = bytes([128 | len(content)]) if len(content) < 126 else b"\xfe" + len(content).to_bytes(2, "big")
    return b"\x81" + size + bytes(4) + content


@contextmanager
def many_files() -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 8192), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_who_floods_is_put_out_and_an_honest_player_is_answered(tmp_path: Path) -> None:
    with Server(tmp_path / "linestop.db") as server:
        _, players = open_workshop(server.url, 2)
        honest = open_practice(server.url)
        flood = json.dumps({"type": "decide", "id": "flood-000", "turn": 1, "stances": {}})
        for wave in range(6):
            with Device(server.url, players[0]) as device:
                with pytest.raises(ConnectionClosed) as closed:
                    for _ in range(2000):
                        device.send_text(flood)
                    while True:
                        device.read()
                # For sending too much, or for not reading what is said to it: whichever comes first.
                assert closed.value.rcvd is not None and closed.value.rcvd.code in (4002, 4003)
            if wave == 0:
                before = memory_of(server.process.pid)
                with Device(server.url, honest) as player:
                    assert player.decide(1)["type"] == "ack"
        grown = memory_of(server.process.pid) - before
        tell(f"12000 frames of a flood: memory grew by {grown / MEGABYTE:.1f} MB")
        assert grown < 20 * MEGABYTE
        assert server.stop() == "", "and the log stays readable"


def test_ten_thousand_half_open_joins_pass_and_leave_nothing(tmp_path: Path) -> None:
    arguments = ("--request-seconds", "1", "--hello-seconds", "1")
    with many_files(), Server(tmp_path / "linestop.db", ONE_SEAT, "", *arguments) as server:
        _, players = open_workshop(server.url, 1)
        half = (
            f"POST /api/games/{players[0].game}/join HTTP/1.1\r\nHost: x\r\n"
            'Content-Type: application/json\r\nContent-Length: 40\r\n\r\n{"name":"Mal'
        ).encode()
        honest = open_practice(server.url)
        sizes = []
        with Device(server.url, honest) as player:
            for wave in range(10):
                held_open(server.url, 1000, half)
                sizes.append(memory_of(server.process.pid))
                if wave < 3:
                    # The turn before must have been played, which takes longer than a wave on a busy machine.
                    player.until_turn(wave + 1)
                    answer = player.decide(wave + 1)
                    assert answer["type"] == "ack", answer
            held_open(server.url, 500, UPGRADE)
        tell(f"10000 half joins, 500 sockets without hello: {[size // MEGABYTE for size in sizes]} MB")
        assert sizes[-1] - sizes[2] < 20 * MEGABYTE
        with urlopen(f"{server.url}/healthz", timeout=PATIENCE) as answer:
            assert json.load(answer)["connections"] <= 1
        with urlopen(f"{server.url}/api/games/{players[0].game}", timeout=PATIENCE) as answer:
            assert json.load(answer)["joined"] == 1


def held_open(url: str, count: int, start: bytes) -> None:
    """So many lines at once that send this and no more, until the server has closed every one."""
    with ExitStack() as lines:
        held = [lines.enter_context(line_to(url)) for _ in range(count)]
        for line in held:
            line.sendall(start)
        for line in held:
            try:
                while line.recv(4096):
                    pass
            except ConnectionResetError:
                pass


def test_who_reads_nothing_delays_nobody_and_is_let_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The desk is told of every decision; here it never listens, and is silent itself."""
    monkeypatch.setattr(connection, "SEND_SECONDS", 0.2)
    # Every decision is shown by itself, so that the line fills soon.
    monkeypatch.setattr(held_shows, "HELD_SECONDS", 0.0)
    with serving(tmp_path / "linestop.db") as server, ExitStack() as devices:
        desk, players = open_workshop(server.url, 40, "pacific_squeeze")
        with Device(server.url, desk) as leader:
            leader.ask("set_closing", all_in=False)
            leader.ask("start")
        deaf = devices.enter_context(line_to(server.url, small=True))
        deaf.sendall(UPGRADE)
        assert b"101" in deaf.recv(1024)
        hello = {"type": "hello", "id": "hello-000", "game": desk.game, "token": desk.token}
        deaf.sendall(masked(json.dumps(hello)))
        honest = [devices.enter_context(Device(server.url, player)) for player in players[:20]]
        rounds = 0
        while connected(server) > len(honest):
            assert rounds < 40, "who reads nothing is still held"
            for device in honest:
                stance = "JIT" if rounds % 2 else "JIC"
                assert device.decide(1, {"chip": stance})["type"] == "ack"
            rounds += 1
        # Whoever listens again finds the line closed, and not silence.
        while deaf.recv(65536):
            pass


def connected(server: Serving) -> int:
    with urlopen(f"{server.url}/healthz", timeout=PATIENCE) as answer:
        number: int = json.load(answer)["connections"]
        return number


def test_a_body_or_a_header_without_end_is_cut_off(tmp_path: Path) -> None:
    # Alone on its server: on a busy machine no whole request would be sure to come in so short a time.
    with serving(tmp_path / "hasty.db", request_seconds=0.5) as hasty, line_to(hasty.url) as line:
        line.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nX-Drip: a")
        assert line.recv(4096) == b""
    with serving(tmp_path / "linestop.db") as server:
        with line_to(server.url) as line:
            line.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + b"a" * 60_000)
            assert line.recv(4096)[:12] in (b"HTTP/1.1 400", b"HTTP/1.1 431", b"")
        with line_to(server.url) as line:
            line.sendall(
                b"POST /api/practice HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"
            )
            assert line.recv(12) in (b"HTTP/1.1 400", b"HTTP/1.1 201"), "one reading of it, not two"
        assert open_practice(server.url).token
