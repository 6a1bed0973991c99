"""A real Chromium, which must have nothing to complain of, and a real server with a file of its own."""

from __future__ import annotations

from collections.abc import Iterator

import chromium
import pytest
from fixtures import built_client, devices, games, page, server
from playwright.sync_api import Browser, sync_playwright

__all__ = ["built_client", "devices", "games", "page", "server"]


# By module and no longer: Playwright's loop runs as long as it does, and asyncio's tests want none.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = chromium.find()
    assert path, chromium.NOT_FOUND
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=chromium.flags())
        yield started
        started.close()
