"""The two ways to run a server: for others, or with a game opened for whoever typed the command."""

from __future__ import annotations

from pathlib import Path

from .hub import Hub
from .serve import run
from .settings import Settings
from .welcome import open_browser, tell_about_phones

DEMO = "pacific_squeeze"


def serve(host: str, port: int, db: Path, scenarios: Path | None, root_path: str, log_level: str) -> None:
    """A server; its address is the first line it prints."""

    async def ready(hub: Hub, address: str) -> None:
        _say(f"Linestop is at {address}")

    run(_settings(db, scenarios, root_path), host, port, ready, log_level)


def play(
    host: str, port: int, db: Path, scenarios: Path | None, root_path: str, log_level: str, browser: bool
) -> None:
    """A server and a game against bots, whose page is the first address it prints."""

    async def ready(hub: Hub, address: str) -> None:
        opened = await hub.open_practice(DEMO)
        page = f"{address}{root_path}/{opened.path}"
        _say(f"Linestop is at {page}")
        _say(
            "That is a game of yours against three bots. Ctrl-C ends the server; games stay in the database."
        )
        if host in ("0.0.0.0", "::", ""):
            tell_about_phones(page)
        if browser:
            open_browser(page)

    run(_settings(db, scenarios, root_path), host, port, ready, log_level)


def _settings(db: Path, scenarios: Path | None, root_path: str) -> Settings:
    return Settings(database=db, scenarios=scenarios, root_path=root_path.rstrip("/"))


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201
