"""Opens the socket that the server listens on: which addresses, which port, and why not.

Each way in which that fails has a sentence of its own, since each is mended in another place.
"""

from __future__ import annotations

import errno
import socket
import sys
from dataclasses import dataclass
from ipaddress import ip_address

from ..errors import SetupError
from .addresses import adapters, default_address, in_order

PORTS_TO_TRY = 20
LAST_PORT = 65535
EVERYWHERE = ("0.0.0.0", "::", "")
"""Hosts that mean all addresses of this machine."""


def bind(host: str, port: int) -> tuple[socket.socket, int]:
    """A listening socket and its port: the port asked for or the next free one; for 0 any free one.

    `::` listens on IPv4 as well, where the system can.

    Raises:
        SetupError: if the host cannot be listened on, or no port is free.
    """
    host, family = _resolved(host)
    last = min(LAST_PORT, port + PORTS_TO_TRY - 1) if port else 0
    reserved = 0
    for candidate in range(port, last + 1):
        try:
            both = host == "::" and socket.has_dualstack_ipv6()
            bound = socket.create_server((host, candidate), family=family, dualstack_ipv6=both)
        except OSError as error:
            if error.errno == errno.EACCES and sys.platform != "win32":
                raise SetupError(_not_allowed(candidate)) from error
            # Windows says the same of ports that it keeps for itself: the next one may be free.
            reserved += error.errno == errno.EACCES
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise SetupError(_why_not(host, error)) from error
            continue
        return bound, bound.getsockname()[1]
    ports = f"Port {port} is" if last == port else f"Ports {port} to {last} are all"
    if reserved:
        raise SetupError(f"{ports} reserved by the system or in use; choose another with --port.")
    raise SetupError(f"{ports} in use; choose another with --port.")


def address(host: str, port: int) -> str:
    """The server's address for a browser on this machine."""
    host = _without_brackets(host)
    shown = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}.get(host, host)
    return f"http://[{shown}]:{port}" if ":" in shown else f"http://{shown}:{port}"


def is_loopback(host: str) -> bool:
    """Whether this host is reached from this machine alone."""
    try:
        return ip_address(_without_brackets(host)).is_loopback
    except ValueError:
        return host.lower().rstrip(".") == "localhost"


def _without_brackets(host: str) -> str:
    return host[1:-1] if host.startswith("[") and host.endswith("]") else host


def _resolved(host: str) -> tuple[str, socket.AddressFamily]:
    """The host without brackets, and the family of its address.

    Raises:
        SetupError: if it is no host, or none that a browser can open.
    """
    host = _without_brackets(host)
    if not host:
        return "", socket.AF_INET
    if "//" in host or (host.count(":") == 1 and host.rpartition(":")[2].isdigit()):
        raise SetupError(
            f"--host takes an address alone, such as 0.0.0.0, not {host}; --port takes the port."
        )
    try:
        family = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0][0]
    except (OSError, UnicodeError) as error:
        raise SetupError(_why_not(host, error)) from error
    try:
        is_link_local = ":" in host and ip_address(host).is_link_local
    except ValueError:
        is_link_local = False
    if is_link_local:
        raise SetupError(
            f"There is no listening on {host} for browsers, which open no link-local IPv6 address: take ::."
        )
    return host, family


def _not_allowed(port: int) -> str:
    return (
        f"This user may not listen on port {port}: the system keeps low ports for its administrator. "
        "Take one from 1024 on, such as --port 8000, and put a proxy in front if people shall type no port."
    )


def _why_not(host: str, error: Exception) -> str:
    begin = f"There is no listening on {host}: "
    if isinstance(error, socket.gaierror | UnicodeError):
        return f"{begin}this name leads to no address. Take 0.0.0.0 for all of this machine's."
    number = error.errno if isinstance(error, OSError) else None
    gone = number in (errno.EADDRNOTAVAIL, getattr(errno, "WSAEADDRNOTAVAIL", None))
    # A system that has IPv6 has these two, too.
    if number in (errno.EAFNOSUPPORT, errno.EPROTONOSUPPORT) or (gone and host in ("::", "::1")):
        return f"{begin}this system has no IPv6. Take 0.0.0.0."
    if gone:
        own = [*in_order(adapters(), default_address())[:3], "127.0.0.1"]
        ours = ", ".join(own)
        return f"{begin}it is no address of this machine. Take 0.0.0.0 for all it has, or one of {ours}."
    said = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return f"{begin}{said}. Choose another --host."


@dataclass(frozen=True, slots=True)
class Listening:
    """Where the server can be reached: its address for this machine's browser, and the families it takes."""

    address: str
    host: str
    four: bool
    six: bool

    @classmethod
    def on(cls, host: str, bound: socket.socket) -> Listening:
        """Of a socket that was bound for this host."""
        site = address(host, bound.getsockname()[1])
        if bound.family != socket.AF_INET6:
            return cls(site, host, four=True, six=False)
        six_only = bound.getsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY)
        return cls(site, host, four=not six_only, six=True)
