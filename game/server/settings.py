"""Settings of a server, one field for each option of `linestop serve`; cli/server_options.py names them.

To add an option: a field with its default here, an entry in `OPTIONS` there, and its use. Each is also
read from a variable LINESTOP_NAME.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from ..errors import SetupError

SHORTEST_PIN = 6
"""Characters; see host_pin.py for how long guessing takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a server is told at its start.

    Raises:
        SetupError: if a setting has a form that cannot work.
    """

    host: str = "127.0.0.1"
    """Address to listen on."""
    port: int = 8000
    """The next free one if it is in use; 0: any free one."""
    database: Path = Path("linestop.db")
    scenarios: Path | None = None
    """A folder of further scenario files; None: those of the package alone."""
    url: str = ""
    """Address by which others reach the server, if not the machine's own; without a slash at the end."""
    root_path: str = ""
    """Path at which a proxy mounts the server, without a slash at the end."""
    proxy: str = ""
    """Addresses of proxies whose X-Forwarded-For is believed, with commas between."""
    host_pin: str = field(default="", repr=False)
    """Needed for opening a game for others; empty: not asked for."""
    log_level: Literal["warning", "info"] = "warning"
    log: Literal["auto", "text", "json"] = "auto"
    metrics: Literal["off", "local", "on"] = "local"
    """Who may read /metrics: no one, this machine, everyone."""
    most_connections: int = 2000
    """WebSockets open at once."""
    connections_per_address: int = 1500
    """Open at once; a whole school, or a game of a thousand seats, may share one address."""
    hello_seconds: float = 10.0
    """How long a WebSocket may be open before its `hello`."""
    request_seconds: float = 15.0
    """How long a request may take to arrive."""
    compute: Literal["processes", "threads"] = "processes"
    """What plays weeks and works out scores: worker processes, or threads of the server's own process."""
    games_a_minute: int = 240
    """New games in a minute, of all addresses together."""

    def __post_init__(self) -> None:
        for name in ("url", "root_path"):
            # The way to set a field of a frozen dataclass.
            object.__setattr__(self, name, getattr(self, name).rstrip("/"))
        if self.url and not _is_site(self.url):
            raise SetupError(f"--url takes an address such as https://play.example, not {self.url}.")
        if self.root_path and not self.root_path.startswith("/"):
            raise SetupError(f"--root-path begins with a slash: take /{self.root_path}.")
        if self.host_pin and len(self.host_pin) < SHORTEST_PIN:
            raise SetupError(f"The host PIN is too short; take {SHORTEST_PIN} characters or more.")


def _is_site(url: str) -> bool:
    """Whether it is an address that people can open: http or https, a host, and a port if there is one."""
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port beyond all, or half an IPv6 literal
        return False
