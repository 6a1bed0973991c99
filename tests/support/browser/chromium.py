"""Finds a browser of Chromium's family, and installs Debian's where that is ours to do.

An existing one comes first: named in LINESTOP_CHROMIUM, on the PATH, in its usual place,
or downloaded by Playwright. A candidate is started before it is believed, since some
systems put a script by that name that only says what to install.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from debian import apt_install

# First the same engine without a window around the page: a page takes a third of the processor's time there.
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
)
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
NOT_FOUND = (
    "The browser tests need Chromium, Chrome or Edge, and none was found: install one, or name it in "
    "LINESTOP_CHROMIUM (`make test-python` runs the tests that need no browser)."
)
# No traffic but the tests': a browser's own look-ups hang on a closed network.
FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def flags() -> list[str]:
    """What to start it with; the sandbox refuses to run as root."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return [*FLAGS, "--no-sandbox"] if is_root else list(FLAGS)


def find() -> str | None:
    """The path of a browser that starts."""
    named = os.environ.get("LINESTOP_CHROMIUM")
    if named:
        if starts(named):
            return named
        raise SystemExit(f"LINESTOP_CHROMIUM names {named}, which does not start: name another browser.")
    return next((path for path in _candidates() if starts(path)), None)


def find_or_install() -> str:
    """The path of a browser, or the end of the program with a sentence."""
    found = find()
    # Older systems know the whole browser alone.
    for package in ("chromium-headless-shell", "chromium"):
        if found is None and apt_install(package):
            found = find()
    if found is None:
        raise SystemExit(NOT_FOUND)
    return found


def _candidates() -> Iterator[str]:
    yield from filter(None, map(shutil.which, NAMES))
    yield from PLACES
    caches = (Path.home() / ".cache/ms-playwright", Path.home() / "Library/Caches/ms-playwright")
    for cache in caches:
        yield from map(str, sorted(cache.glob("chromium-*/*/chrome"), reverse=True))


def starts(path: str) -> bool:
    """Whether this program is a browser that can be started."""
    # Windows' browsers open a window when asked for their version: there, being there must do.
    if os.name == "nt":
        return Path(path).is_file()
    try:
        asked = subprocess.run([path, "--version"], capture_output=True, stdin=subprocess.DEVNULL, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return asked.returncode == 0


if __name__ == "__main__":
    print(find_or_install())
    sys.exit(0)
