"""Messages of a server at start: its addresses in the local network, and a QR code for phones."""

from __future__ import annotations

import os
import sys
import threading
import webbrowser
from pathlib import Path

import segno

MARKS_OF_A_CONTAINER = ("/.dockerenv", "/run/.containerenv")
"""Files that Docker and Podman put into every container."""
QUIET_MODULES = 4
"""Width of the empty border that a QR code needs (ISO/IEC 18004)."""


def in_a_container() -> bool:
    """Whether the server runs in a container, whose own addresses other machines cannot reach."""
    return any(Path(mark).exists() for mark in MARKS_OF_A_CONTAINER)


def tell_about_phones(pages: list[str]) -> None:
    """Print addresses of a page for other devices and, at a terminal, the first as a QR code."""
    if not pages:
        return
    say("On a phone in the same network:")
    for page in pages:
        say(f"  {page}")
    if at_a_terminal() and _has_blocks(sys.stdout.encoding):
        # Always dark on light, whatever the terminal's colours are: scanners expect it.
        segno.make(pages[0], error="l").terminal(border=QUIET_MODULES, compact=True)


def at_a_terminal() -> bool:
    """Whether stdout goes to one; a server that was started without a stdout has none."""
    return sys.stdout is not None and sys.stdout.isatty()


def _has_blocks(encoding: str) -> bool:
    """Whether the terminal's letters include those that a QR code is drawn with."""
    try:
        return bool("█▀▄".encode(encoding))
    except (UnicodeError, LookupError):
        return False


def open_browser(url: str) -> None:
    """Open a page in the browser, if there is a desktop and the output goes to a terminal."""
    if has_desktop():
        # Some browsers' launchers wait for the browser to end.
        threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()


def has_desktop() -> bool:
    """Whether this process runs at a terminal on a machine with a desktop, and not over SSH."""
    if not at_a_terminal() or os.environ.get("SSH_CONNECTION"):
        return False
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def say(line: str) -> None:
    """Print a line at once, so that a program that starts the server can read it."""
    print(line, flush=True)  # noqa: T201
