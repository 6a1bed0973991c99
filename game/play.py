"""The two ways to run a server: for others, or with a game opened for whoever typed the command."""

from __future__ import annotations

from .hub import Hub
from .serve import run
from .settings import Settings
from .welcome import on_the_lan, open_browser, tell_about_phones

DEMO = "pacific_squeeze"
EVERYWHERE = ("0.0.0.0", "::", "")


def serve(settings: Settings) -> None:
    """A server; its address is the first line it prints."""

    async def ready(hub: Hub, address: str) -> None:
        _say(f"Linestop is at {address}{settings.root_path}")
        _tell_others(settings, address, "join")

    run(settings, ready)


def play(settings: Settings, browser: bool) -> None:
    """A server and a game against bots, whose page is the first address it prints."""

    async def ready(hub: Hub, address: str) -> None:
        opened = await hub.open_practice(DEMO)
        page = f"{address}{settings.root_path}/{opened.path}"
        _say(f"Linestop is at {page}")
        _say(
            "That is a game of yours against three bots. Ctrl-C ends the server; games stay in the database."
        )
        _tell_others(settings, address, opened.path)
        if browser:
            open_browser(page)

    run(settings, ready)


def _tell_others(settings: Settings, address: str, path: str) -> None:
    """How other devices find a page, if they can."""
    if settings.url:
        tell_about_phones([f"{settings.url}/{path}"])
    elif settings.host in EVERYWHERE:
        tell_about_phones(on_the_lan(f"{address}{settings.root_path}/{path}"))


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201
