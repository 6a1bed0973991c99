"""Commands `linestop serve` (a server) and `linestop` (a server with a demo game): what each prints.

Both run uvicorn_server.py, which binds the port and runs the application in app.py. An option of `serve`
is a field in settings.py and an entry in cli/server_options.py.
"""

from __future__ import annotations

from ..rooms.hub import Hub
from .addresses import on_the_lan
from .listening import EVERYWHERE, Listening, is_loopback
from .settings import Settings
from .startup_message import in_a_container, open_browser, say, tell_about_phones
from .uvicorn_server import run_server

DEMO = "pacific_squeeze"
"""Scenario of the game that `linestop` opens."""


def serve(settings: Settings) -> None:
    """Run a server until it is stopped; the first line printed is its address.

    Raises:
        SetupError: if it cannot start.
        StorageError: if the database fails while it runs.
    """

    async def ready(hub: Hub, listening: Listening) -> None:
        say(f"Linestop is at {listening.address}{settings.root_path}")
        # A container's own addresses lead nowhere from outside.
        if settings.url or not in_a_container():
            sites = _sites_for_others(settings, listening)
            tell_about_phones([f"{site}/join" for site in sites])
            _keep_join_url(hub, settings, listening)

    run_server(settings, ready)


def play(settings: Settings, browser: bool) -> None:
    """Run a server with a game against bots; the first line printed is the page of that game.

    browser: open that page.

    Raises:
        SetupError: if it cannot start.
        StorageError: if the database fails while it runs.
    """

    async def ready(hub: Hub, listening: Listening) -> None:
        opened = await hub.open_alone(DEMO)
        page = f"{listening.address}{settings.root_path}/{opened.path}"
        say(f"Linestop is at {page}")
        say("That is a game of yours against three bots. Ctrl-C ends the server; games stay in the database.")
        sites = _sites_for_others(settings, listening)
        tell_about_phones([f"{site}/{opened.path}" for site in sites])
        if settings.url or not in_a_container():
            _keep_join_url(hub, settings, listening)
        if browser:
            open_browser(page)

    run_server(settings, ready)


def _sites_for_others(settings: Settings, listening: Listening) -> list[str]:
    """Addresses of the server for other devices, the likeliest first; none if it listens here alone."""
    if settings.url:
        return [settings.url]
    here = f"{listening.address}{settings.root_path}"
    if listening.host in EVERYWHERE:
        return on_the_lan(here, four=listening.four, six=listening.six)
    return [] if is_loopback(listening.host) else [here]


def _keep_join_url(hub: Hub, settings: Settings, listening: Listening) -> None:
    """Let board and desk show an address that phones can open, also after the network has changed."""

    def find() -> str | None:
        sites = _sites_for_others(settings, listening)
        return f"{sites[0]}/join" if sites else None

    reachability = hub.reachability
    reachability.join_url, reachability.join_url_given = find(), bool(settings.url)
    if listening.host in EVERYWHERE and not settings.url:
        reachability.find = find
        reachability.on_change = lambda url: say(f"This machine's address has changed. Phones now open {url}")
