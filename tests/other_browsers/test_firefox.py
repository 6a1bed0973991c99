"""A whole game and a whole debrief in Firefox, driven by its own WebDriver BiDi."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import firefox
import pytest
from devices import Devices
from finished import WHOLE
from hands import Person, gives, said
from journey import whole_year
from play import begin, button, confirm, open_game, open_practice, stances, switch, wait_for_turn
from playwright.sync_api import Browser, Page, expect, sync_playwright
from selenium.webdriver.support.wait import WebDriverWait
from server import Server

pytestmark = pytest.mark.timeout(1800)  # a ceiling for a busy machine, as of a game that six devices play


FILES = {"results.xlsx": "xlsx", "results.csv": "csv", "results.json": "json"}
PATIENCE = 60
"""Seconds: a ceiling for a busy machine; nothing waits for it."""


@pytest.fixture(scope="module")
def downloads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("downloads")


@pytest.fixture(scope="module")
def browser(downloads: Path) -> Iterator[Browser]:
    with sync_playwright() as playwright, firefox.started(playwright, downloads) as started:
        yield started


# Firefox, driven, tells a page that it was touched, and makes no click of it as a finger does.
def test_a_room_plays_a_whole_year_in_firefox(devices: Devices, tmp_path: Path) -> None:
    whole_year(devices, tmp_path, touch="mouse")


def test_a_debrief_is_read_to_its_end_in_firefox(games: Server, page: Page) -> None:
    page.goto(f"{games.url}/debrief/{WHOLE}?table=1&seat=tarnholm")
    expect(page.get_by_text(said(page, "results.ruler"))).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_contain_text("of the year for")
    for key in ("score.title", "strip.title", "ways.title", "results.ranking"):
        region = page.get_by_role("region", name=said(page, key))
        region.scroll_into_view_if_needed()
        expect(region.get_by_role("img").first).to_have_accessible_name(re.compile(r"\w{3}"))
    page.get_by_text(said(page, "strip.table")).click()
    expect(page.get_by_role("region", name=said(page, "strip.title")).get_by_role("row")).to_have_count(53)


def test_the_files_of_a_game_are_saved_in_firefox(games: Server, page: Page, downloads: Path) -> None:
    page.goto(f"{games.url}/debrief/{WHOLE}?table=1&seat=tarnholm")
    for key, kind in FILES.items():
        button(page, key).click()
        file = downloads / f"linestop-{WHOLE}.{kind}"
        WebDriverWait(file, PATIENCE).until(lambda file: file.is_file() and file.stat().st_size > 1000)


def test_the_language_changes_in_place_in_firefox(server: Server, devices: Devices) -> None:
    page = devices.phone()
    open_practice(page, server.url)
    begin(page)
    switch(page, row=2)
    put = stances(page)
    page.get_by_role("button", name="Deutsch").first.click()
    gives(page, Person(language="de"))
    expect(button(page, "confirm.button")).to_be_visible()
    assert stances(page) == put
    page.reload()
    expect(button(page, "confirm.button")).to_be_visible()
    assert stances(page) == put
    confirm(page)
    wait_for_turn(page, 2)
    assert page.locator("html").get_attribute("lang") == "de"


def test_a_link_is_copied_and_the_qr_code_drawn_in_firefox(server: Server, devices: Devices) -> None:
    desk = devices.desk()
    open_game(desk, server.url)
    expect(desk.get_by_role("img", name=re.compile("QR")).first).to_be_visible()
    desk.get_by_role("button", name="Copy").first.click()
    expect(desk.get_by_text(said(desk, "copy.done"))).to_be_visible()
