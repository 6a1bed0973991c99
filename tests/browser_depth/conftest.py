"""A real Chromium, and a real server with a scenario that offers all that may be decided beside a stance."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fixtures import browser, built_client, devices
from server import LINESTOP, Server, running

__all__ = ["browser", "built_client", "devices", "offering"]

SCENARIO = Path(__file__).resolve().parents[1] / "scenarios" / "near_and_far.toml"


@pytest.fixture
def offering(tmp_path: Path) -> Iterator[Server]:
    """A server with `near_and_far` among its scenarios."""
    shelf = tmp_path / "scenarios"
    shelf.mkdir()
    for texts in SCENARIO.parent.glob(f"{SCENARIO.stem}.*"):
        shutil.copy(texts, shelf)
    started = running([LINESTOP, "serve"], tmp_path / "linestop.db", tmp_path, LINESTOP_SCENARIOS=str(shelf))
    with started as server:
        yield server
