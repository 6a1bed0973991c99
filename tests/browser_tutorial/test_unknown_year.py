"""A year nobody knows, alone and for others: a wait that is told, and can be left."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from devices import Devices
from hands import press, said
from play import button
from playwright.sync_api import Page, expect
from quick_years import quick_years
from serving_support import Serving, serving

TITLE = "A year nobody knows: Hard"
MAKING = "The year is being made"


@pytest.fixture
def years(built_client: None, tmp_path: Path) -> Iterator[Serving]:
    with quick_years(), serving(tmp_path / "linestop.db") as running:
        yield running


def choose(page: Page, url: str) -> None:
    page.goto(url)
    page.get_by_role("button", name=f"Play {TITLE}").click()


def test_who_practises_is_told_that_the_year_is_being_made_may_leave_and_plays_it(
    years: Serving, devices: Devices
) -> None:
    page = devices.phone()
    choose(page, years.url)
    expect(page.get_by_role("status").filter(has_text=MAKING)).to_be_visible()
    page.get_by_role("button", name="Stop waiting").click()
    expect(page.get_by_text(MAKING)).to_have_count(0)
    page.get_by_role("button", name=f"Play {TITLE}").click()
    page.wait_for_url(re.compile("/play/"))
    expect(page.get_by_role("heading", level=1).first).to_be_visible()


def test_who_opens_a_game_for_others_waits_below_the_button(years: Serving, devices: Devices) -> None:
    page = devices.desk()
    page.goto(f"{years.url}/host")
    page.get_by_label(TITLE).check()
    expect(page.locator('a[href*="card/year"]')).to_have_count(0)
    page.get_by_label("Your name").fill("Grace")
    page.get_by_role("button", name="Open the game").click()
    expect(page.get_by_role("status").filter(has_text=MAKING)).to_be_visible()
    page.wait_for_url(re.compile("/host/[A-Z0-9]{6}"))
    press(button(page, "recovery.noted"))
    press(button(page, "talk_guide.button"))
    expect(page.get_by_text(said(page, "card.may_come"), exact=True)).to_be_visible()
    expect(page.locator('a[href*="card/year"]'), "a year nobody knows has no card").to_have_count(0)


def test_years_stand_last_by_difficulty_and_say_what_they_are(years: Serving, devices: Devices) -> None:
    page = devices.phone()
    page.goto(years.url)
    expect(page.get_by_role("heading", level=3).last).to_have_text("A year nobody knows")
    titles = page.locator('[data-scenario^="year_"] h4')
    expect(titles).to_have_text([f"A year nobody knows: {how}" for how in ("Easy", "Medium", "Hard")])
