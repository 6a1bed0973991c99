"""The browsers of people, each with nothing of the others, watched by one set of guards."""

from __future__ import annotations

import json
from contextlib import AbstractContextManager, suppress
from typing import Any

from guards import Guards
from playwright.sync_api import Browser, BrowserContext, Page, WebSocket
from playwright.sync_api import TimeoutError as PictureTimeout


class Devices:
    """Makes people's devices, and keeps what their browsers complained of."""

    def __init__(self, browser: Browser, locale: str = "en-US") -> None:
        self._browser, self._locale = browser, locale
        # Firefox has it from its preferences, and no way to be told of it by a context.
        self._calm: dict[str, Any] = {"reduced_motion": "reduce"} if _is_chromium(browser) else {}
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
            has_touch=has_touch,
            locale=self._locale,
            **self._calm,
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


def _is_chromium(browser: Browser) -> bool:
    return browser.browser_type.name == "chromium"


DRAWN = """new Promise((drawn) => {
    requestAnimationFrame(() => requestAnimationFrame(() => drawn(true)));
    setTimeout(() => drawn(false), 10_000);
})"""


ATTEMPTS = 8
"""To have a page drawn that Chromium forgot to draw."""


def resize(page: Page, width: int, height: int) -> None:
    """Change the window and wait until the page has drawn itself in it.

    A busy Chromium may forget to draw a page whose size was just changed. A picture of it, or another change
    of size, makes it draw; now and then a picture of such a page is never finished, and is not waited for.

    Raises:
        AssertionError: if nothing makes it draw.
    """
    page.set_viewport_size({"width": width, "height": height})
    for _ in range(ATTEMPTS):
        if page.evaluate(DRAWN):
            return
        page.bring_to_front()
        with suppress(PictureTimeout):
            page.screenshot(timeout=5_000)
        page.set_viewport_size({"width": width, "height": height + 1})
        page.set_viewport_size({"width": width, "height": height})
    raise AssertionError(f"Chromium drew no frame of {page.url} at {width} x {height}")


def views_told(page: Page) -> list[dict[str, Any]]:
    """What the server tells this page of its seat, as it comes."""
    heard: list[dict[str, Any]] = []

    def hear(frame: str | bytes) -> None:
        told = json.loads(frame)
        if told["type"] == "view":
            heard.append(told)

    def listen(socket: WebSocket) -> None:
        socket.on("framereceived", hear)

    page.on("websocket", listen)
    return heard
