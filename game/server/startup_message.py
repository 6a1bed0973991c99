"""What the terminal says when a server is ready: its address, and for phones a QR code."""

from __future__ import annotations

import ipaddress
import os
import sys
import threading
import webbrowser
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import ifaddr
import segno

MARKS_OF_A_CONTAINER = ("/.dockerenv", "/run/.containerenv")


def lan_addresses() -> list[str]:
    """IPv4 addresses of this machine that others may reach, private ones first."""
    found = [
        ipaddress.IPv4Address(ip.ip)
        for adapter in ifaddr.get_adapters()
        for ip in adapter.ips
        if isinstance(ip.ip, str)
    ]
    usable = [ip for ip in dict.fromkeys(found) if not ip.is_loopback and not ip.is_link_local]
    return [str(ip) for ip in sorted(usable, key=lambda ip: not ip.is_private)]


def on_the_lan(url: str) -> list[str]:
    """The same page by the addresses other devices know."""
    parts = urlsplit(url)
    return [urlunsplit(parts._replace(netloc=f"{ip}:{parts.port}")) for ip in lan_addresses()]


def in_a_container() -> bool:
    """Then the addresses of this machine are nobody else's."""
    return any(Path(mark).exists() for mark in MARKS_OF_A_CONTAINER)


def tell_about_phones(pages: list[str]) -> None:
    """A page by the addresses that others know, and the first one as a QR code where there is a terminal."""
    if not pages:
        return
    _say("On a phone in the same network:")
    for page in pages:
        _say(f"  {page}")
    if sys.stdout.isatty():
        # Dark on light whatever the terminal's colours are, four modules of quiet around.
        segno.make(pages[0], error="l").terminal(border=4, compact=True)


def open_browser(url: str) -> None:
    """Where there is a desktop and somebody at the terminal; never otherwise."""
    if has_desktop():
        # Some browsers' launchers wait for the browser to end.
        threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()


def has_desktop() -> bool:
    if not sys.stdout.isatty() or os.environ.get("SSH_CONNECTION"):
        return False
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201
