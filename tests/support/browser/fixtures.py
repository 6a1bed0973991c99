"""What the tests of every browser begin with: a client that is built, real servers, and devices."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import chromium
import client
import pytest
from devices import Devices
from finished import file_of_games
from playwright.sync_api import Browser, Page, expect, sync_playwright
from server import LINESTOP, Server, running

__all__ = ["browser", "built_client", "devices", "games", "page", "server"]

expect.set_options(timeout=30_000)  # a ceiling for a busy machine; nothing waits for it


@pytest.fixture(scope="session", autouse=True)
def built_client() -> None:
    """What the browser gets is what the sources say, also when pytest is started by hand."""
    try:
        client.build()
    except SystemExit as failure:
        pytest.fail(str(failure))


# By module and no longer: Playwright's loop runs as long as it does, and asyncio's tests want none.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = chromium.find()
    assert path, chromium.NOT_FOUND
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=chromium.flags())
        yield started
        started.close()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with running([LINESTOP, "serve"], tmp_path / "linestop.db", tmp_path) as started:
        yield started


@pytest.fixture(scope="session")
def games(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with games that are over, which nobody changes."""
    folder = tmp_path_factory.mktemp("finished")
    with ThreadPoolExecutor(1) as apart:  # from the loop that Playwright runs in this thread
        apart.submit(file_of_games, folder / "linestop.db").result()
    with running([LINESTOP, "serve"], folder / "linestop.db", folder) as started:
        yield started


@pytest.fixture
def devices(browser: Browser) -> Iterator[Devices]:
    """Each a browser of its own; the test fails for what `guards` hears."""
    made = Devices(browser)
    yield made
    made.close()


@pytest.fixture
def page(devices: Devices) -> Page:
    """A page on a desk."""
    return devices.desk()
