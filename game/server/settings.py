"""What a server is told at its start, and nothing it finds out later."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from ..errors import SetupError

SHORTEST_PIN = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Each is an option of `linestop serve` and a LINESTOP_ variable: game/cli/server_options.py."""

    host: str = "127.0.0.1"
    port: int = 8000
    database: Path = Path("linestop.db")
    scenarios: Path | None = None
    """A folder of further scenario files."""
    url: str = ""
    """Where others find the server, if not at its own address; without a slash at the end."""
    root_path: str = ""
    """Where a proxy mounts the server, without a slash at the end."""
    proxy: str = ""
    """Addresses whose word on whom they forward for is believed, with commas between."""
    host_pin: str = field(default="", repr=False)
    """Asked of whoever opens a game for others; empty: of nobody."""
    log_level: Literal["warning", "info"] = "warning"
    log: Literal["auto", "text", "json"] = "auto"
    metrics: Literal["off", "local", "on"] = "local"
    most_connections: int = 2000
    connections_per_address: int = 600
    """A whole school may sit behind one address."""
    hello_seconds: float = 10.0
    """How long a socket may be open without saying whose it is."""
    request_seconds: float = 15.0
    """How long a request may take to arrive."""
    games_a_minute: int = 240
    """New games that strangers may open, all together."""

    def __post_init__(self) -> None:
        for name in ("url", "root_path"):
            object.__setattr__(self, name, getattr(self, name).rstrip("/"))
        if self.url and not self.url.startswith(("http://", "https://")):
            raise SetupError(f"--url takes an address such as https://play.example, not {self.url}.")
        if self.root_path and not self.root_path.startswith("/"):
            raise SetupError(f"--root-path begins with a slash: take /{self.root_path}.")
        if self.host_pin and len(self.host_pin) < SHORTEST_PIN:
            raise SetupError(f"The host PIN is too short; take {SHORTEST_PIN} characters or more.")
