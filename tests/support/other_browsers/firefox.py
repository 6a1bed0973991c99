"""Finds Firefox, installs Debian's where that is ours to do, and lets Playwright drive it.

Playwright drives a Firefox as its maker ships it by WebDriver BiDi, the protocol that Firefox speaks by
itself: no driver, and no browser of Playwright's own, need be had from anywhere.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from chromium import starts
from debian import apt_install
from playwright.sync_api import Browser, Playwright

NAMES = "firefox-esr", "firefox"
PLACES = ("/Applications/Firefox.app/Contents/MacOS/firefox",)
OLDEST = 153
"""Of older ones that of 140 was tried: it lacks a command without which Playwright does not begin."""
RELAY = Path(__file__).resolve().with_name("firefox_relay.py")
NOT_FOUND = (
    f"The tests in other browsers need Firefox {OLDEST} or newer, and none was found: install it (on Debian "
    "`apt install firefox-esr`), or name it in LINESTOP_FIREFOX (`make test-browser` runs those in Chromium)."
)
PREFERENCES = {
    "ui.prefersReducedMotion": 1,  # as in Chromium: nothing moves while it is looked at
    "app.update.auto": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
}
"""No traffic but the tests': a browser's own look-ups hang on a closed network."""


def find() -> str | None:
    """The path of a Firefox that starts and is new enough."""
    named = os.environ.get("LINESTOP_FIREFOX")
    if named:
        if not starts(named):
            raise SystemExit(f"LINESTOP_FIREFOX names {named}, which does not start: name another browser.")
        if not is_new_enough(named):
            raise SystemExit(
                f"LINESTOP_FIREFOX names {named}, which is older than {OLDEST}: name another one."
            )
        return named
    candidates = [*filter(None, map(shutil.which, NAMES)), *PLACES]
    return next((path for path in candidates if starts(path) and is_new_enough(path)), None)


def is_new_enough(path: str) -> bool:
    told = subprocess.run(
        [path, "--version"], capture_output=True, stdin=subprocess.DEVNULL, text=True
    ).stdout
    version = re.search(r"Firefox (\d+)", told)
    return version is not None and int(version[1]) >= OLDEST


def find_or_install() -> str:
    """The path of a Firefox, or the end of the program with a sentence."""
    found = find()
    if found is None and apt_install("firefox-esr"):
        found = find()
    if found is None:
        raise SystemExit(NOT_FOUND)
    return found


@contextmanager
def started(playwright: Playwright, downloads: Path) -> Iterator[Browser]:
    """Firefox, without a window; by the relay, which Playwright takes for Firefox itself.

    Args:
        downloads: the folder into which it saves files. Of one that a page has made itself (`blob:`) it often
            tells its driver nothing.
    """
    path = find()
    assert path, NOT_FOUND
    with TemporaryDirectory() as folder:
        stand_in = Path(folder) / "firefox"
        command = shlex.join([sys.executable, str(RELAY), path])
        stand_in.write_text(f'#!/bin/sh\nexec {command} "$@"\n')
        stand_in.chmod(0o755)
        browser = playwright.firefox.launch(
            channel="moz-firefox",
            executable_path=stand_in,
            firefox_user_prefs=PREFERENCES,
            downloads_path=downloads,
        )
        yield browser
        browser.close()


if __name__ == "__main__":
    print(find_or_install())
