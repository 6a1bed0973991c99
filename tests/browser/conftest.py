"""A real server with a file of its own, and a real browser that must have nothing to complain of."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import chromium
import client
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
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


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page on a desk; the test fails for any error in its console and any request that failed."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None
    )
    page.on("requestfailed", lambda request: complaints.append(f"{request.url}: {request.failure}"))
    yield page
    context.close()
    assert complaints == []
