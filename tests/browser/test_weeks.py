"""After a turn its weeks are played again in the rows, to be skipped, repeated and looked at one by one."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from asleep import pause
from devices import Devices, views_told
from play import begin, confirm, end_game, join, open_game, open_practice, start, switch, wait_for_turn
from playwright.sync_api import Locator, Page, expect
from server import Server

OPENING_MS, WEEK_MS = 700, 1300
"""How long pictures stay: `web_client/src/state/sheet/replay_weeks.ts`."""


def heading(page: Page) -> Locator:
    """Says which week the rows show."""
    return page.get_by_role("region", name="Your parts").get_by_role("heading", level=2).nth(1)


@pytest.fixture
def still(server: Server, page: Page) -> Page:
    """A page in its second turn that moves, but whose clock stands, so that nothing plays by itself."""
    page.emulate_media(reduced_motion="no-preference")
    page.clock.install(time=0)
    open_practice(page, server.url)
    begin(page)
    pause(page)
    confirm(page)
    wait_for_turn(page, 2)
    return page


def test_who_decides_sees_today_s_stock_and_nothing_moves_by_itself(server: Server, page: Page) -> None:
    page.emulate_media(reduced_motion="no-preference")
    views = views_told(page)
    page.clock.install(time=0)
    open_practice(page, server.url)
    begin(page)
    pause(page)
    confirm(page)
    wait_for_turn(page, 2)
    _must_show_today(page, views[-1])
    for _ in range(6):
        page.clock.run_for(WEEK_MS)
        _must_show_today(page, views[-1])


def test_red_control_a_week_that_has_passed_is_not_taken_for_today(still: Page) -> None:
    still.get_by_role("button", name="Show what happened").click()
    with pytest.raises(AssertionError):
        expect(heading(still)).to_have_text(re.compile("^Last turn"), timeout=1)


def test_the_four_weeks_play_in_the_rows_when_asked_for_and_end_with_today(still: Page) -> None:
    still.get_by_role("button", name="Show what happened").click()
    expect(heading(still)).to_have_text("What happened: before week 1")
    still.clock.run_for(OPENING_MS)
    for week in (1, 2, 3, 4):
        expect(heading(still)).to_have_text(re.compile(rf"^What happened in week {week}: \d+ of \d+ units$"))
        still.clock.run_for(WEEK_MS)
    expect(heading(still)).to_have_text(re.compile(r"^Last turn: \d+ of \d+ units$"))
    expect(still.get_by_role("button", name="Back to today")).to_have_count(0)


@pytest.mark.parametrize("way", ["button", "Escape", "click on the rows", "focus on a switch"])
def test_playing_can_be_skipped_and_repeated(still: Page, way: str) -> None:
    still.get_by_role("button", name="Show what happened").click()
    match way:
        case "button":
            still.get_by_role("button", name="Back to today").click()
        case "Escape":
            still.keyboard.press("Escape")
        case "click on the rows":
            still.get_by_role("heading", level=3).first.click()
        case _:
            still.get_by_role("radio", checked=True).first.focus()
    expect(heading(still)).to_have_text(re.compile("^Last turn"))
    still.get_by_role("button", name="Show what happened").click()
    expect(heading(still)).to_have_text("What happened: before week 1")
    # One button for both: who pressed it with the keyboard is still on it.
    expect(still.get_by_role("button", name="Back to today")).to_be_focused()


def test_playing_blocks_no_decision(still: Page) -> None:
    still.get_by_role("button", name="Show what happened").click()
    still.clock.run_for(OPENING_MS)
    expect(heading(still)).to_have_text(re.compile("^What happened in week 1"))
    confirm(still)
    wait_for_turn(still, 3)
    expect(heading(still)).to_have_text(re.compile("^Last turn"))
    still.get_by_role("button", name="Show what happened").click()
    switch(still, row=1)
    expect(heading(still)).to_have_text(re.compile("^Last turn"))
    expect(still.get_by_role("button", name="Confirm weeks 9–12")).to_be_enabled()


def test_the_result_is_told_once_and_not_with_every_picture(still: Page) -> None:
    told = still.get_by_role("status").filter(has_text="Turn 1 is played: ")
    expect(told).to_have_count(1)
    before = told.inner_text()
    still.get_by_role("button", name="Show what happened").click()
    still.clock.run_for(OPENING_MS + WEEK_MS)
    expect(heading(still)).to_have_text(re.compile("^What happened in week 2"))
    assert told.inner_text() == before


def test_what_stood_before_the_first_week_is_not_told_to_a_page_opened_anew(still: Page) -> None:
    still.clock.resume()  # the line is opened by it
    still.reload()
    expect(heading(still)).to_have_text(re.compile("^Last turn"))
    pause(still)
    still.get_by_role("button", name="Show what happened").click()
    expect(heading(still)).to_have_text(re.compile("^What happened in week 1:"))


def test_the_last_weeks_of_a_game_that_is_over_are_offered_on_its_last_page(
    server: Server, devices: Devices
) -> None:
    desk, ana = devices.desk(), devices.phone()
    ana.emulate_media(reduced_motion="no-preference")
    ana.clock.install(time=0)
    join(ana, server.url, open_game(desk, server.url), "Ana")
    start(desk)
    begin(ana)
    pause(ana)
    end_game(desk)
    expect(ana.get_by_role("heading", name="4 weeks are over")).to_be_visible()
    expect(heading(ana)).to_have_text(re.compile(r"^Last turn: \d+ of \d+ units$"))
    expect(ana.get_by_role("radio")).to_have_count(0)
    ana.get_by_role("button", name="Show what happened").click()
    for week in (1, 2, 3, 4):
        expect(heading(ana)).to_have_text(re.compile(rf"^What happened in week {week}: \d+ of \d+ units$"))
        ana.clock.run_for(WEEK_MS)


def test_without_motion_the_weeks_are_still_pictures_of_what_the_server_told(
    server: Server, page: Page
) -> None:
    views = views_told(page)
    open_practice(page, server.url)
    begin(page)
    for turn in (2, 3, 4):
        confirm(page)
        wait_for_turn(page, turn)
    expect(heading(page)).to_have_text(re.compile("^Last turn"))
    expect(page.get_by_role("button", name=re.compile("Show what happened|Back to today"))).to_have_count(0)
    told = views[-1]
    assert told["turn"] == 4
    for place, week in enumerate(told["weeks"]):
        page.get_by_role("button", name=re.compile(rf"^Week {week['week']}:")).click()
        expect(heading(page)).to_have_text(re.compile(rf"^What happened in week {week['week']}:"))
        for row in told["rows"]:
            line = page.get_by_role("listitem", name=row["title"], exact=True)
            left = {measure: _left_by(row, measure, place) for measure in row["weeks"] if measure in row}
            expect(line).to_contain_text(_in_stock(left["bin_weeks"]))
            expect(line.get_by_text(f"quotes {_tenths(left['quote_weeks'])} wk").last).to_be_visible()
            way = line.get_by_role("img")
            expect(way).to_have_accessible_name(_on_the_way(left["on_the_way"], row["port"]))
    page.get_by_role("button", name="today", exact=True).click()
    expect(heading(page)).to_have_text(re.compile("^Last turn"))


def _left_by(row: Any, measure: str, place: int) -> Any:
    """A turn's last week is the row itself."""
    return row["weeks"][measure][place] if place < len(row["weeks"][measure]) else row[measure]


def _tenths(weeks: float) -> str:
    """As the page writes it in English: rounded is the number as it is written, 5.55 and not 5.5499…"""
    rounded = Decimal(str(weeks)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{rounded.normalize():f}"


def _must_show_today(page: Page, view: dict[str, Any]) -> None:
    expect(heading(page)).to_have_text(re.compile("^Last turn"))
    for row in view["rows"]:
        line = page.get_by_role("listitem", name=row["title"], exact=True)
        expect(line).to_contain_text(_in_stock(row["bin_weeks"]))


def _in_stock(weeks: float) -> str:
    shown = _tenths(weeks)
    return f"{shown} week{'' if shown == '1' else 's'} in stock"


def _on_the_way(units: list[float], port: Any) -> str:
    whole = [int(Decimal(str(amount)).quantize(Decimal(1), ROUND_HALF_UP)) for amount in units]
    coming = [
        f"{amount} in {week} week{'s' if week > 1 else ''}"
        for week, amount in enumerate(whole, start=1)
        if amount
    ]
    where = f" to {port['title']}" if port else ""
    return f"On the way{where}: {', '.join(coming)}" if coming else "nothing on the way"
