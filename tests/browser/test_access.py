"""Nobody is kept out: axe finds nothing wrong on a screen, on a phone or a desk, in light or dark."""

from __future__ import annotations

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from play import begin, confirm, open_practice, wait_for_turn
from playwright.sync_api import Page
from server import Server

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1440, "height": 900}


def accept(page: Page) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_every_screen_of_a_game_is_open_to_everybody(
    server: Server, page: Page, size: dict[str, int], scheme: Literal["light", "dark"]
) -> None:
    page.set_viewport_size({"width": size["width"], "height": size["height"]})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.goto(server.url)
    page.get_by_role("button", name="Play ").first.wait_for()
    accept(page)

    open_practice(page, server.url)
    page.get_by_role("dialog").wait_for()
    accept(page)

    begin(page)
    confirm(page)
    wait_for_turn(page, 2)
    accept(page)


@pytest.mark.parametrize("width", [320, 390, 768, 1440, 1920])
def test_no_screen_is_wider_than_its_window(server: Server, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    open_practice(page, server.url)
    begin(page)
    wait_for_turn(page, 1)
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
