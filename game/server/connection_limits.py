"""Before a request is one: it must arrive whole in time, and one address holds only so many lines open.

uvicorn alone waits for ever for a header that never ends. A line is counted from its first
packet to its last, whether it stays HTTP or becomes a WebSocket.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Container
from ipaddress import ip_address, ip_network
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from ..errors import SetupError

log = logging.getLogger("linestop")

LONGEST_HEADERS = 16 * 1024
THIS_MACHINE = ("127.0.0.1", "::1")


class Proxies(Container[str]):
    """Whose word on whom they forward for is believed: this machine's, and that of those named."""

    def __init__(self, named: str) -> None:
        self.addresses = [*THIS_MACHINE, *filter(None, (each.strip() for each in named.split(",")))]
        try:
            self._networks = [ip_network(each) for each in self.addresses]
        except ValueError as error:
            raise SetupError(
                f"--proxy takes addresses such as 10.0.0.5 or 10.0.0.0/24, with commas between: {error}."
            ) from None

    def __contains__(self, address: object) -> bool:
        try:
            found = ip_address(str(address))
        except ValueError:
            return False
        return any(found in network for network in self._networks)


class Doorstep:
    """Counts the lines of each address; those of `unlimited` addresses, as proxies have, are not."""

    def __init__(self, request_seconds: float, most: int, unlimited: Container[str]) -> None:
        self.request_seconds = request_seconds
        self._most = most
        self._unlimited = unlimited
        self._lines: Counter[str] = Counter()

    def come(self, address: str) -> bool:
        """One more line of this address; False if it has too many. Every line that came must go."""
        self._lines[address] += 1
        if self._lines[address] <= self._most or address in self._unlimited:
            return True
        if self._lines[address] == self._most + 1:
            log.warning("too many connections of one address", extra={"address": address})
        return False

    def go(self, address: str) -> None:
        self._lines[address] -= 1
        if self._lines[address] <= 0:
            del self._lines[address]

    def protocols(self) -> tuple[type[asyncio.Protocol], type[asyncio.Protocol]]:
        """What uvicorn is to speak, for requests and for sockets, with this doorstep in front."""
        return (
            type("GuardedRequests", (_Requests,), {"doorstep": self}),
            type("GuardedSockets", (_Sockets,), {"doorstep": self}),
        )


class _Requests(H11Protocol):
    doorstep: Doorstep
    _deadline: asyncio.TimerHandle | None = None
    _address = ""
    _handed_over = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._address = _peer(transport)
        if self.doorstep.come(self._address):
            self._mind_the_time()
        else:
            transport.abort()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._mind_the_time()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if self.conn.trailing_data[0]:
            self._mind_the_time()

    def handle_websocket_upgrade(self, event: Any) -> None:
        """The line goes over to the other protocol, which lets it in and counts it anew."""
        self._stop_the_clock()
        self._handed_over = True
        self.doorstep.go(self._address)
        super().handle_websocket_upgrade(event)

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_the_clock()
        self.doorstep.go(self._address)
        super().connection_lost(exc)

    def _mind_the_time(self) -> None:
        """The clock runs while a request is on its way, and a byte now and then does not stop it."""
        arriving = self.conn.their_state in (h11.IDLE, h11.SEND_BODY)
        if not arriving or self._handed_over or self.transport.is_closing():
            self._stop_the_clock()
        elif self._deadline is None:
            self._deadline = self.loop.call_later(self.doorstep.request_seconds, self._too_slow)

    def _too_slow(self) -> None:
        self._deadline = None
        log.info("a request did not arrive in time", extra={"address": self._address})
        self.transport.abort()

    def _stop_the_clock(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None


class _Sockets(WebSocketsSansIOProtocol):
    doorstep: Doorstep
    _address = ""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self._address = _peer(transport)
        self.doorstep.come(self._address)

    def connection_lost(self, exc: Exception | None) -> None:
        self.doorstep.go(self._address)
        super().connection_lost(exc)


def _peer(transport: asyncio.BaseTransport) -> str:
    peer = transport.get_extra_info("peername")
    return str(peer[0]) if isinstance(peer, tuple) else ""
