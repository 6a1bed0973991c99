"""Commands `linestop serve` (a server) and `linestop` (a server with a demo game): what each prints.

Both run uvicorn_server.py, which binds the port and runs the application in app.py. An option of `serve`
is a field in settings.py and an entry in cli/server_options.py.
"""

from __future__ import annotations

from ..rooms.hub import Hub
from .settings import Settings
from .startup_message import in_a_container, on_the_lan, open_browser, say, tell_about_phones
from .uvicorn_server import run_server

DEMO = "pacific_squeeze"
"""Scenario of the game that `linestop` opens."""
EVERYWHERE = ("0.0.0.0", "::", "")
"""Hosts that mean all addresses of this machine."""


def serve(settings: Settings) -> None:
    """Run a server until it is stopped; the first line printed is its address.

    Raises:
        SetupError: if it cannot start.
        StorageError: if the database fails while it runs.
    """

    async def ready(hub: Hub, address: str) -> None:
        say(f"Linestop is at {address}{settings.root_path}")
        # A container's own addresses lead nowhere from outside.
        if settings.url or not in_a_container():
            sites = _sites_for_others(settings, address)
            tell_about_phones([f"{site}/join" for site in sites])
            _set_join_url(hub, sites)

    run_server(settings, ready)


def play(settings: Settings, browser: bool) -> None:
    """Run a server with a game against bots; the first line printed is the page of that game.

    browser: open that page.

    Raises:
        SetupError: if it cannot start.
        StorageError: if the database fails while it runs.
    """

    async def ready(hub: Hub, address: str) -> None:
        opened = await hub.open_practice(DEMO)
        page = f"{address}{settings.root_path}/{opened.path}"
        say(f"Linestop is at {page}")
        say("That is a game of yours against three bots. Ctrl-C ends the server; games stay in the database.")
        sites = _sites_for_others(settings, address)
        tell_about_phones([f"{site}/{opened.path}" for site in sites])
        if settings.url or not in_a_container():
            _set_join_url(hub, sites)
        if browser:
            open_browser(page)

    run_server(settings, ready)


def _sites_for_others(settings: Settings, address: str) -> list[str]:
    """Addresses of the server for other devices, the likeliest first; none if it listens here alone."""
    if settings.url:
        return [settings.url]
    if settings.host in EVERYWHERE:
        return on_the_lan(f"{address}{settings.root_path}")
    return []


def _set_join_url(hub: Hub, sites: list[str]) -> None:
    """Let board and desk show an address that phones can open: their own browser may be on localhost."""
    if sites:
        hub.reachability.join_url = f"{sites[0]}/join"
