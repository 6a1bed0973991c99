"""Timeout for incomplete requests; limit of connections per address.

uvicorn alone waits for ever for a header that never ends. A connection is counted from accept to close,
whether it stays HTTP or becomes a WebSocket. How many devices a seat may have: rooms/limits.py.
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

from ..errors import SetupError
from .direct_sockets import DirectSockets

log = logging.getLogger("linestop")

LONGEST_HEADERS = 16 * 1024
"""Bytes of a request's line and headers."""
THIS_MACHINE = ("127.0.0.1", "::1")


class TrustedProxies(Container[str]):
    """Addresses whose `X-Forwarded-For` is believed: this machine's, and those of the option --proxy.

    named: addresses and networks with commas between, such as 10.0.0.5 or 10.0.0.0/24.

    Raises:
        SetupError: if one of them is neither.
    """

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


class ConnectionLimits:
    """Counts open connections by address, at most `most` each.

    unlimited: addresses without a limit, as those of proxies. request_seconds: how long a request may take
    to arrive.
    """

    def __init__(self, request_seconds: float, most: int, unlimited: Container[str]) -> None:
        self.request_seconds = request_seconds
        self._most = most
        self._unlimited = unlimited
        self._open: Counter[str] = Counter()

    def opened(self, address: str) -> bool:
        """Count a new connection; False if the address has too many. Each needs a call of `closed` later."""
        self._open[address] += 1
        if self._open[address] <= self._most or address in self._unlimited:
            return True
        # Logged at the first refusal alone: a flood must not fill the log.
        if self._open[address] == self._most + 1:
            log.warning("too many connections of one address", extra={"address": address})
        return False

    def closed(self, address: str) -> None:
        """Count a connection less, also one that was refused."""
        self._open[address] -= 1
        if self._open[address] <= 0:
            del self._open[address]

    def protocols(self) -> tuple[type[asyncio.Protocol], type[asyncio.Protocol]]:
        """uvicorn's protocol classes for HTTP and for WebSockets, with these limits.

        uvicorn takes classes and makes the instances itself, so the limits are a class attribute.
        """
        return (
            type("LimitedRequests", (_Requests,), {"limits": self}),
            type("LimitedSockets", (_Sockets,), {"limits": self}),
        )


class _Requests(H11Protocol):
    """uvicorn's HTTP protocol, which closes a connection whose request does not arrive in time."""

    limits: ConnectionLimits
    _deadline: asyncio.TimerHandle | None = None
    _address = ""
    _handed_over = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._address = _peer(transport)
        if self.limits.opened(self._address):
            self._check_deadline()
        else:
            transport.abort()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._check_deadline()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        # Bytes of the next request came with the last one, so no further call of data_received may come.
        if self.conn.trailing_data[0]:
            self._check_deadline()

    def handle_websocket_upgrade(self, event: Any) -> None:
        """Hand the connection to the WebSocket protocol, whose connection_made counts it again."""
        self._stop_deadline()
        self._handed_over = True
        self.limits.closed(self._address)
        super().handle_websocket_upgrade(event)

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_deadline()
        self.limits.closed(self._address)
        super().connection_lost(exc)

    def _check_deadline(self) -> None:
        """Start the deadline when a request begins; further bytes do not extend it, its end stops it."""
        arriving = self.conn.their_state in (h11.IDLE, h11.SEND_BODY)
        if not arriving or self._handed_over or self.transport.is_closing():
            self._stop_deadline()
        elif self._deadline is None:
            self._deadline = self.loop.call_later(self.limits.request_seconds, self._too_slow)

    def _too_slow(self) -> None:
        self._deadline = None
        log.info("a request did not arrive in time", extra={"address": self._address})
        self.transport.abort()

    def _stop_deadline(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None


class _Sockets(DirectSockets):
    """The WebSocket protocol, counted; its limit was checked while it was still HTTP."""

    limits: ConnectionLimits
    _address = ""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self._address = _peer(transport)
        self.limits.opened(self._address)

    def connection_lost(self, exc: Exception | None) -> None:
        self.limits.closed(self._address)
        super().connection_lost(exc)


def plain_address(host: str) -> str:
    """An IP address in its usual form, an IPv4 one that came over an IPv6 socket as IPv4; else as it is."""
    try:
        found = ip_address(host)
    except ValueError:
        return host
    return str(getattr(found, "ipv4_mapped", None) or found)


def _peer(transport: asyncio.BaseTransport) -> str:
    peer = transport.get_extra_info("peername")
    return plain_address(str(peer[0])) if isinstance(peer, tuple) else ""
