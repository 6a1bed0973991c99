"""One whole game as a room plays it, in Chromium: `journey.py` says what happens in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from devices import Devices
from journey import must_tell, shown, whole_year
from playwright.sync_api import Page


def test_a_room_plays_a_whole_year_and_every_page_ends_with_what_the_log_says(
    devices: Devices, tmp_path: Path
) -> None:
    whole_year(devices, tmp_path)


def test_a_page_that_says_another_total_would_be_found_out(page: Page) -> None:
    page.set_content("<main>Score 61, uptime 91.2%, cost \N{EURO SIGN}4.12M</main>")
    total = {"score": 61.3, "uptime": 0.9122, "total_cost": 4_121_000.0}
    place = page.get_by_role("main")
    must_tell(place, shown(page, total))
    for wrong in ({"score": 61.6}, {"uptime": 0.9126}, {"total_cost": 4_126_000.0}):
        with pytest.raises(AssertionError):
            must_tell(place, shown(page, total | wrong), patience=1)
