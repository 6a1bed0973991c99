"""Nobody is kept out: axe finds nothing wrong on a screen, on a phone or a desk, in light or dark;
and no screen is wider than its window."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import Devices
from play import begin, code_of, confirm, end_game, join, open_practice, rules, seat, start, wait_for_turn
from playwright.sync_api import Page, expect
from server import Server

PHONE, DESK = (390, 844), (1440, 900)
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def accept(page: Page) -> None:
    """What must hold of every screen and state."""
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate(WIDER) == 0, page.url


@pytest.fixture(params=["light", "dark"])
def looks(request: pytest.FixtureRequest, devices: Devices) -> Iterator[Callable[[], Page]]:
    """Makes devices of one scheme; the size is the test's affair."""
    scheme: Literal["light", "dark"] = request.param

    def made() -> Page:
        page = devices.desk()
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        return page

    yield made


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_every_screen_of_a_practice_game_is_open_to_everybody(
    server: Server, looks: Callable[[], Page], size: tuple[int, int]
) -> None:
    page = looks()
    _resize(page, size)
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


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_every_screen_of_a_game_with_others_is_open_to_everybody(
    server: Server, looks: Callable[[], Page], size: tuple[int, int]
) -> None:
    desk, player, wall = looks(), looks(), looks()
    for page in (desk, player, wall):
        _resize(page, size)

    desk.goto(f"{server.url}/host")
    desk.get_by_label("Your name").fill("Frida")
    desk.get_by_text("More", exact=True).click()
    accept(desk)
    desk.get_by_role("button", name="Open the game").click()
    expect(desk.get_by_role("button", name="I have noted it")).to_be_visible()
    accept(desk)
    desk.get_by_role("button", name="I have noted it").click()
    code = code_of(desk)

    wall.goto(f"{server.url}/board/{code}")
    expect(wall.get_by_text(code)).to_be_visible()
    player.goto(f"{server.url}/join")
    player.get_by_label(re.compile("Six letters")).wait_for()
    accept(player)
    player.goto(f"{server.url}/join/{code}")
    player.get_by_label("Your name").wait_for()
    accept(player)
    join(player, server.url, code, "Wilhelmina-Alexandrina X")
    for page in (player, desk, wall):
        expect(page.get_by_text("Wilhelmina-Alexandrina X").first).to_be_visible()
        accept(page)

    start(desk)
    begin(player)
    for page in (player, desk, wall):
        expect(page.get_by_text(re.compile("Turn 1 of"))).to_be_visible()
        accept(page)
    desk.get_by_role("button", name="Add a shock").click()
    accept(desk)
    desk.get_by_role("button", name="Let it happen").click()
    seat(desk, "Wilhelmina-Alexandrina")
    desk.get_by_role("button", name="Move to another device").click()
    expect(desk.get_by_label("Link that moves the seat")).to_be_visible()
    accept(desk)
    desk.keyboard.press("Escape")
    desk.get_by_label("Message to the room").fill("A message to everybody here. " * 8)
    desk.get_by_role("button", name="Send").click()
    desk.get_by_role("button", name="Pause").click()
    for page in (player, wall):
        expect(page.get_by_text("Paused")).to_be_visible()
        accept(page)
    desk.get_by_role("button", name="Resume").click()

    rules(desk)
    desk.get_by_label("Close a turn when everybody has decided").uncheck()
    confirm(player)
    expect(player.get_by_text("Saved. You can change it")).to_be_visible()
    end_game(desk)
    for page in (player, desk, wall):
        expect(page.get_by_text(re.compile("over", re.IGNORECASE)).first).to_be_visible()
        accept(page)
    player.get_by_role("link", name="Results and debrief").click()
    expect(player.get_by_text("On the ruler")).to_be_visible()
    accept(player)
    desk.get_by_role("link", name="Leaderboard").click()
    desk.get_by_text("More filters").click()
    desk.get_by_label("Length").select_option("Also ended early")
    desk.get_by_label("Shocks by the facilitator").select_option("With or without")
    expect(desk.get_by_text("Wilhelmina-Alexandrina X")).to_be_visible()
    accept(desk)


def test_every_page_that_has_nothing_to_show_is_open_to_everybody(server: Server, devices: Devices) -> None:
    page = devices.phone()
    for path in ("play/ABCDEF", "host/ABCDEF", "claim"):
        page.goto(f"{server.url}/{path}")
        page.get_by_role("heading").first.wait_for()
        accept(page)
    with devices.failing_request():
        for path in ("join/ABCDEF", "debrief/ABCDEF"):
            page.goto(f"{server.url}/{path}")
            page.get_by_role("alert").wait_for()
            accept(page)
    page.goto(f"{server.url}/board/ABCDEF")
    expect(page.get_by_text("The server knows no game with this code.")).to_be_visible()
    accept(page)


@pytest.mark.parametrize("width", [320, 768, 1920])
def test_no_screen_is_wider_than_its_window(server: Server, page: Page, width: int) -> None:
    _resize(page, (width, 844))
    for path in ("", "host", "join", "leaderboard"):
        page.goto(f"{server.url}/{path}")
        page.wait_for_load_state("networkidle")
        assert page.evaluate(WIDER) == 0, page.url
    open_practice(page, server.url)
    begin(page)
    wait_for_turn(page, 1)
    assert page.evaluate(WIDER) == 0


def _resize(page: Page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
