"""Finds Firefox, installs Debian's where that is ours to do, and lets Playwright drive it.

Playwright drives a Firefox as its maker ships it by WebDriver BiDi, the protocol that Firefox speaks by
itself: no driver, and no browser of Playwright's own, need be had from anywhere.
"""

from __future__ import annotations

import os
import shlex
import shutil
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
RELAY = Path(__file__).resolve().with_name("firefox_relay.py")
NOT_FOUND = (
    "The tests in other browsers need Firefox, and none was found: install it (on Debian `apt install "
    "firefox-esr`), or name it in LINESTOP_FIREFOX (`make test-browser` runs those in Chromium)."
)
PREFERENCES = {
    "ui.prefersReducedMotion": 1,  # as in Chromium: nothing moves while it is looked at
    "app.update.auto": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
}
"""No traffic but the tests': a browser's own look-ups hang on a closed network."""


def find() -> str | None:
    """The path of a Firefox that starts."""
    named = os.environ.get("LINESTOP_FIREFOX")
    if named:
        if starts(named):
            return named
        raise SystemExit(f"LINESTOP_FIREFOX names {named}, which does not start: name another browser.")
    candidates = [*filter(None, map(shutil.which, NAMES)), *PLACES]
    return next((path for path in candidates if starts(path)), None)


def find_or_install() -> str:
    """The path of a Firefox, or the end of the program with a sentence."""
    found = find()
    if found is None and apt_install("firefox-esr"):
        found = find()
    if found is None:
        raise SystemExit(NOT_FOUND)
    return found


@contextmanager
def started(playwright: Playwright, **preferences: str | float | bool) -> Iterator[Browser]:
    """Firefox, without a window; by the relay, which Playwright takes for Firefox itself."""
    path = find()
    assert path, NOT_FOUND
    with TemporaryDirectory() as folder:
        stand_in = Path(folder) / "firefox"
        command = shlex.join([sys.executable, str(RELAY), path])
        stand_in.write_text(f'#!/bin/sh\nexec {command} "$@"\n')
        stand_in.chmod(0o755)
        browser = playwright.firefox.launch(
            channel="moz-firefox", executable_path=stand_in, firefox_user_prefs={**PREFERENCES, **preferences}
        )
        yield browser
        browser.close()


if __name__ == "__main__":
    print(find_or_install())
