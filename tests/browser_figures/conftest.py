"""One game that every test here reads, in a real Chromium and on a real server."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fixtures import browser, built_client
from played_game import Game, played
from playwright.sync_api import Browser

__all__ = ["browser", "built_client", "game"]


@pytest.fixture(scope="module")
def game(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Game]:
    with played(browser, tmp_path_factory.mktemp("figures")) as one:
        yield one
