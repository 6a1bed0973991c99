"""A game of switches where a scenario offers more: express for a turn, a second source, a limit to money."""

from __future__ import annotations

import re

import pytest
from deeper import decided, flip, lead_game, open_alone, option, play_on
from devices import Devices
from hands import Person, gives, said
from play import (
    among,
    begin,
    close_by_hand,
    confirm,
    join,
    must_be_saved,
    open_practice,
    stances,
    start,
    switch,
    text,
    wait_for_turn,
)
from playwright.sync_api import Browser, Page, expect
from server import LINESTOP, Server, running

EXPRESS, SECOND = "express.said", "second.said"
# Not by a <style>, which the page's own policy forbids.
LAY_OVER = """style => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    document.adoptedStyleSheets.push(sheet);
}"""


@pytest.fixture
def phone(offering: Server, devices: Devices) -> Page:
    """A game of switches on a phone, moved by a finger."""
    page = gives(devices.phone(), Person(hands="touch"))
    open_alone(page, offering.url)
    return page


def share_of_the_phone(browser: Browser, url: str, language: str, style: str = "") -> float:
    """How much of a phone's height the confirm bar takes, with a switch that is not confirmed."""
    own = Devices(browser, language)
    page = gives(own.phone(), Person(language=language, hands="touch"))
    open_alone(page, url, expert=True)
    if style:
        page.evaluate(LAY_OVER, style)
    page.locator("label:has(input[type=radio][value=JIC])").last.tap()
    bar = page.get_by_role("region", name=said(page, "confirm.label"))
    expect(bar.get_by_text(among(page, "saving.unconfirmed"))).to_be_visible()
    box, size = bar.bounding_box(), page.viewport_size
    assert box is not None and size is not None
    own.close()
    return box["height"] / size["height"]


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_confirm_bar_leaves_most_of_a_phone_to_the_sheet(
    offering: Server, browser: Browser, language: str
) -> None:
    """Also where it tells of money, of an expert's numbers, and of what is not confirmed."""
    assert share_of_the_phone(browser, offering.url, language) < 1 / 6


def test_red_control_a_bar_with_all_its_words_beside_the_button_is_too_high(
    offering: Server, browser: Browser
) -> None:
    beside = "[aria-label='Ihre Entscheidung'] .words { display: block !important }"
    assert share_of_the_phone(browser, offering.url, "de", beside) > 1 / 6


def test_express_a_second_source_and_little_money_are_used_through_a_whole_game(
    offering: Server, phone: Page
) -> None:
    express, second = option(phone, EXPRESS), option(phone, SECOND)
    expect(express).not_to_be_checked()
    expect(phone.get_by_text(re.compile(r"About \d+ units go so in this turn, for €.* more"))).to_be_visible()
    expect(phone.get_by_text("Must be tested for 3 weeks first.")).to_be_visible()
    flip(express)
    flip(second)
    expect(text(phone, "stance.unconfirmed")).to_have_count(2)
    play_on(phone, 1)

    # Express ended by itself; the second source stays.
    expect(express).not_to_be_checked()
    expect(second).to_be_checked()
    expect(phone.get_by_text("Takes orders at once.")).to_be_visible()
    # Whether money is short already depends on the year, which is drawn.
    bar = phone.get_by_role("region", name="Your decision")
    for row in range(4):
        switch(phone, row)
    expect(bar.get_by_text(re.compile("too little; cut: .*Sail"))).to_be_visible()
    for row in range(4):
        switch(phone, row)
    flip(second)
    play_on(phone, 2)
    expect(second).not_to_be_checked()
    play_on(phone, 3)
    confirm(phone)
    expect(phone.get_by_role("heading", name="16 weeks are over")).to_be_visible()
    expect(option(phone, EXPRESS)).to_have_count(0)

    first, later, *rest = decided(offering)
    assert first["express"] == ["cell"] and first["second_source"] == {"shell": True}
    assert not later.get("express") and later["second_source"] == {"shell": False}
    assert all(not each.get("express") for each in rest)


def test_an_option_can_be_taken_back_as_long_as_the_turn_is_open_and_outlives_a_reload(
    offering: Server, devices: Devices
) -> None:
    desk, ana = devices.desk(), devices.phone()
    code = lead_game(desk, offering.url)
    join(ana, offering.url, code, "Ana")
    start(desk)
    close_by_hand(desk)
    begin(ana)
    express = option(ana, EXPRESS)
    flip(express)
    ana.reload()
    expect(express).to_be_checked()
    confirm(ana)
    must_be_saved(ana)
    flip(express)
    expect(text(ana, "stance.unconfirmed")).to_be_visible()
    confirm(ana)
    must_be_saved(ana)
    expect(express).not_to_be_checked()
    assert [each.get("express") for each in decided(offering)] == [["cell"], []]


def test_who_sets_switches_sees_no_numbers(phone: Page) -> None:
    assert stances(phone)
    for word in ("Numbers of", "Between", "Regional shelves", "Plan of demand", "Safety factor"):
        expect(phone.get_by_text(word)).to_have_count(0)
    expect(phone.get_by_role("slider")).to_have_count(0)


def test_a_scenario_that_offers_nothing_has_neither_switch_nor_money(
    devices: Devices, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("plain")
    with running([LINESTOP, "serve"], folder / "linestop.db", folder) as server:
        devices.server_may_go = True
        page = devices.desk()
        open_practice(page, server.url)
        begin(page)
        expect(page.get_by_role("radiogroup")).to_have_count(6)
        expect(page.get_by_role("switch")).to_have_count(0)
        expect(page.get_by_text("orders need")).to_have_count(0)
        confirm(page)
        wait_for_turn(page, 2)
        (made,) = decided(server)
        assert not {"express", "second_source", "numbers", "shelves", "plan"} & made.keys()
