"""A real Chromium, and a real server whose cards are over few years."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from card_server import FEW_WORLDS
from fixtures import browser, built_client, devices
from server import Server, running

__all__ = ["browser", "built_client", "devices", "server"]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with running(FEW_WORLDS, tmp_path / "linestop.db", tmp_path) as started:
        yield started
