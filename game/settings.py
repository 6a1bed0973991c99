"""What a server is told at its start, and nothing it finds out later."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    database: Path = Path("linestop.db")
    scenarios: Path | None = None
    """A folder of further scenario files."""
    root_path: str = ""
    """Where a proxy mounts the server, without a slash at the end."""
    most_connections: int = 2000
    hello_seconds: float = 10.0
    """How long a socket may be open without saying whose it is."""
    games_a_minute: int = 240
    """New games that strangers may open, all together."""
