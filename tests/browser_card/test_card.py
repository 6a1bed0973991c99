"""The page of a scenario as people come to it: from the form of a new game, from the desk, on paper."""

from __future__ import annotations

import re

from card_server import WORKED_OUT
from devices import Devices
from hands import write
from play import begin, button, code_of, join, start, text
from playwright.sync_api import Page, expect
from server import Server
from words import said

CARD = re.compile(r"/card/far_shore$")
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
A4 = 718
"""Pixels between the margins of a sheet."""


def test_who_opens_a_game_looks_at_a_scenario_and_finds_the_form_as_it_was(
    server: Server, devices: Devices
) -> None:
    page = devices.desk()
    page.goto(f"{server.url}/host")
    write(page.get_by_label(said("host.name")), "Frida")
    page.get_by_label(re.compile("The Far Shore")).check()
    with page.expect_popup() as popup:
        page.get_by_role("link", name=re.compile("The Far Shore")).press("Enter")
    card = popup.value
    expect(card).to_have_url(CARD)
    expect(card.get_by_role("heading", level=1)).to_have_text("The Far Shore")
    expect(card.locator(".chain")).to_be_visible()
    expect(page.get_by_label(said("host.name"))).to_have_value("Frida")
    expect(page.get_by_label(re.compile("The Far Shore"))).to_be_checked()


def test_what_may_come_is_told_on_the_desk_and_to_no_player(server: Server, devices: Devices) -> None:
    desk, player = devices.desk(), devices.phone()
    desk.goto(f"{server.url}/host")
    desk.get_by_label(re.compile("The Far Shore")).check()
    write(desk.get_by_label(said("host.name")), "Frida")
    button(desk, "host.button").press("Enter")
    button(desk, "recovery.noted").press("Enter")
    join(player, server.url, code_of(desk), "Ana")
    start(desk)
    button(desk, "talk_guide.button").press("Enter")
    text(desk, "card.may_come").press("Enter")
    told = desk.locator("dialog h4")
    expect(told.first).to_be_visible()
    expect(desk.get_by_role("link", name=re.compile("The Far Shore"))).to_have_attribute("href", CARD)
    begin(player)
    shocks = [title for title in told.all_inner_texts() if title]
    assert len(shocks) > 2
    heard = player.evaluate(EVERYTHING_STORED) + player.content()
    assert [title for title in shocks if title in heard] == []
    # Red control: the desk's page, read in the same way, tells of them.
    assert [title for title in shocks if title in desk.content()] == shocks


EVERYTHING_STORED = "() => JSON.stringify(localStorage)"


def test_on_paper_stand_the_map_and_the_numbers_and_nothing_to_press(
    server: Server, devices: Devices
) -> None:
    page = devices.desk()
    page.goto(f"{server.url}/card/far_shore")
    expect(text(page, "card.ways")).to_be_visible(timeout=WORKED_OUT)
    expect(page.get_by_role("img")).to_have_count(6)
    must_fit_on_paper(page)
    sheets = len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))
    assert 1 < sheets <= 5


def must_fit_on_paper(page: Page) -> None:
    page.set_viewport_size({"width": A4, "height": 1000})
    page.emulate_media(media="print", color_scheme="dark")
    for key in ("guide.print", "home.host"):
        expect(page.get_by_text(said(key))).to_be_hidden()
    expect(page.locator(".chain")).to_be_visible()
    assert page.evaluate(WIDER) <= 0
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light"
