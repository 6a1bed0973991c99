"""The two ways to run a server: for others, or with a game opened for whoever typed the command."""

from __future__ import annotations

from ..rooms.hub import Hub
from .serve import run
from .settings import Settings
from .startup_message import in_a_container, on_the_lan, open_browser, tell_about_phones

DEMO = "pacific_squeeze"
EVERYWHERE = ("0.0.0.0", "::", "")


def serve(settings: Settings) -> None:
    """A server; its address is the first line it prints."""

    async def ready(hub: Hub, address: str) -> None:
        _say(f"Linestop is at {address}{settings.root_path}")
        if settings.url or not in_a_container():
            sites = _sites_for_others(settings, address)
            tell_about_phones([f"{site}/join" for site in sites])
            _tell(hub, sites)

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
        sites = _sites_for_others(settings, address)
        tell_about_phones([f"{site}/{opened.path}" for site in sites])
        if settings.url or not in_a_container():
            _tell(hub, sites)
        if browser:
            open_browser(page)

    run(settings, ready)


def _sites_for_others(settings: Settings, address: str) -> list[str]:
    """Where other devices find the server, as far as it knows; the likeliest first."""
    if settings.url:
        return [settings.url]
    if settings.host in EVERYWHERE:
        return on_the_lan(f"{address}{settings.root_path}")
    return []


def _tell(hub: Hub, sites: list[str]) -> None:
    """Let board and desk show what phones can open: the browser they run in may know only localhost."""
    if sites:
        hub.surroundings.join_url = f"{sites[0]}/join"


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201
