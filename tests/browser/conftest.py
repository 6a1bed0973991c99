"""A real server with a file of its own, and a real browser that must have nothing to complain of."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import chromium
import client
import pytest
from guards import Guards
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from server import LINESTOP, Server, running

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


class Devices:
    """Makes people's devices, and keeps what their browsers complained of."""

    def __init__(self, browser: Browser, locale: str = "en-US") -> None:
        self._browser, self._locale = browser, locale
        self._contexts: list[BrowserContext] = []
        self.guards = Guards()

    def desk(self) -> Page:
        return self._page(1440, 900)

    def phone(self) -> Page:
        return self._page(390, 844, has_touch=True)

    def wall(self) -> Page:
        return self._page(1920, 1080)

    def _page(self, width: int, height: int, has_touch: bool = False) -> Page:
        """Somebody else's browser: nothing is shared with the others."""
        context = self._browser.new_context(
            viewport={"width": width, "height": height},
            reduced_motion="reduce",
            has_touch=has_touch,
            locale=self._locale,
        )
        self._contexts.append(context)
        self.guards.watch(context)
        return context.new_page()

    @property
    def server_may_go(self) -> bool:
        return self.guards.server_may_go

    @server_may_go.setter
    def server_may_go(self, may: bool) -> None:
        self.guards.server_may_go = may

    def failing_request(self) -> AbstractContextManager[None]:
        """What is asked here is refused, of which every browser tells its console."""
        return self.guards.failing_request()

    def close(self) -> None:
        for context in self._contexts:
            context.close()
        complaints = self.guards.complaints
        assert not complaints, "\n".join(complaints)


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
