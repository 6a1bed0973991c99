"""Lines that never become a request end by themselves, and one address holds only so many."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from game_support import PATIENCE, Device, open_practice
from serving_support import Serving, serving

from linestop.game.errors import SetupError
from linestop.game.server.connection_limits import ConnectionLimits, TrustedProxies

pytestmark = pytest.mark.slow

ANOTHER_MACHINE = ("127.0.0.2", 0)
"""Of this machine too, but nobody has told the server so."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    folder = tmp_path_factory.mktemp("server")
    with serving(folder / "linestop.db", connections_per_address=5) as server:
        yield server


@pytest.fixture(scope="module")
def hasty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """Soon gives up on a line: on a busy machine no request is sure to be in time, so only ends are seen."""
    with serving(tmp_path_factory.mktemp("hasty") / "linestop.db", request_seconds=0.2) as server:
        yield server


def line(server: Serving, source: tuple[str, int] | None = None) -> socket.socket:
    host, _, port = server.url.removeprefix("http://").partition(":")
    return socket.create_connection((host, int(port)), timeout=PATIENCE, source_address=source)


def ends(open_line: socket.socket) -> bool:
    try:
        while open_line.recv(4096):
            pass
    except ConnectionResetError:
        pass
    return True


@pytest.mark.parametrize(
    "begun",
    [
        b"",
        b"GET /healthz HTTP/1.1\r\nhost: x\r\nx-slow: ",
        b"POST /api/practice HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
        b"content-length: 100\r\n\r\n{",
        b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\nGET /heal",
    ],
    ids=["nothing", "half a header", "half a body", "half a second request"],
)
def test_a_request_that_does_not_arrive_in_time_ends_its_line(hasty: Serving, begun: bytes) -> None:
    with line(hasty) as slow:
        slow.sendall(begun)
        assert ends(slow)


def test_a_byte_now_and_then_does_not_stop_the_clock(hasty: Serving) -> None:
    with line(hasty) as slow:
        slow.sendall(b"GET /healthz HTTP/1.1\r\nx: ")
        slow.settimeout(0.05)
        for _ in range(1000):
            try:
                if not slow.recv(64):
                    return
            except TimeoutError:
                slow.send(b"y")
            except (ConnectionResetError, BrokenPipeError):
                return
        raise AssertionError("the line was still open after a thousand bytes")


def test_a_half_sent_body_leaves_no_traceback(hasty: Serving, caplog: pytest.LogCaptureFixture) -> None:
    with line(hasty) as slow:
        slow.sendall(
            b"POST /api/practice HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
            b"content-length: 100\r\n\r\n{"
        )
        assert ends(slow)
    assert not [record for record in caplog.records if record.exc_info]


@pytest.mark.slow
def test_a_player_s_socket_outlives_the_clock_of_requests(tmp_path: Path) -> None:
    # Long enough for a hello on a busy machine; the line that says nothing waits for the whole of it.
    with serving(tmp_path / "linestop.db", request_seconds=3.0) as server:
        opened = open_practice(server.url)
        with Device(server.url, opened) as device, line(server) as slow:
            slow.sendall(b"GET")
            assert ends(slow), "the clock has run out"
            assert device.decide(1)["type"] == "ack"


def test_one_address_holds_only_so_many_lines_and_gets_them_back(server: Serving) -> None:
    opened = open_practice(server.url)
    with ExitStack() as lines:
        devices = [
            lines.enter_context(Device(server.url, opened, source_address=ANOTHER_MACHINE)) for _ in range(5)
        ]
        with line(server, ANOTHER_MACHINE) as one_more:
            assert ends(one_more)
        with line(server) as from_elsewhere:
            from_elsewhere.sendall(b"GET /healthz HTTP/1.0\r\nhost: x\r\n\r\n")
            assert from_elsewhere.recv(15) == b"HTTP/1.1 200 OK"
        assert devices[0].decide(1)["type"] == "ack"
    with Device(server.url, opened, source_address=ANOTHER_MACHINE):
        pass


def test_a_proxy_that_is_no_address_is_refused_with_an_example() -> None:
    with pytest.raises(SetupError, match=r"--proxy takes addresses such as"):
        TrustedProxies("proxy.example")


def test_connections_are_counted_down_to_nothing() -> None:
    limits = ConnectionLimits(1.0, 1, TrustedProxies("10.0.0.0/8"))
    assert limits.opened("192.0.2.7") and not limits.opened("192.0.2.7")
    limits.closed("192.0.2.7")
    limits.closed("192.0.2.7")
    assert limits.opened("192.0.2.7")
    assert all(limits.opened("10.1.2.3") for _ in range(100)), "a proxy forwards for many"
