"""The play screen as players use it: what was told before, a line that breaks, a keyboard alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from devices import Devices, views_told
from play import (
    begin,
    close_turn,
    confirm,
    join,
    open_game,
    open_practice,
    rules,
    start,
    switch,
    wait_for_turn,
)
from playwright.sync_api import Locator, Page, expect
from server import LINESTOP, Server, running

HIDDEN = """() => {
    const focused = document.activeElement.closest("label") ?? document.activeElement;
    const box = focused.getBoundingClientRect();
    const seen = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return seen !== null && (focused.contains(seen) || seen.contains(focused)) ? "" : focused.outerHTML;
}"""


# ---------------------------------------------------------------- what was told before


def test_the_story_and_older_news_are_there_for_who_asks_also_on_a_page_opened_anew(
    server: Server, page: Page
) -> None:
    views = views_told(page)
    open_practice(page, server.url)
    story = page.get_by_role("dialog")
    expect(story).to_be_visible()
    # What is quoted moves from turn to turn; all else is told as it was.
    told = "p, dd:not(:has-text('now quotes'))"
    first = [text.inner_text() for text in story.locator(told).all()]
    begin(page)
    turn = 1
    while not (views and views[-1]["earlier_news"]):
        turn += 1
        confirm(page)
        wait_for_turn(page, turn)
    page.reload()
    news = page.get_by_role("region", name="News").get_by_role("listitem")
    shown, earlier = len(views[-1]["news"]), views[-1]["earlier_news"]
    expect(news).to_have_count(shown)
    page.get_by_role("button", name=f"Earlier news ({earlier})").click()
    expect(news).to_have_count(shown + earlier)
    page.get_by_role("button", name="Only the latest").click()
    expect(news).to_have_count(shown)
    page.get_by_role("button", name="Story").click()
    expect(story.locator(told)).to_have_text(first)


# ---------------------------------------------------------------- a line that breaks


def test_a_decision_not_sent_outlives_the_page_and_is_saved_when_the_line_is_back(
    devices: Devices, tmp_path: Path
) -> None:
    devices.server_may_go = True
    db = tmp_path / "linestop.db"
    desk, ana = devices.desk(), devices.phone()
    with running([LINESTOP, "serve"], db, tmp_path) as server:
        code = open_game(desk, server.url)
        join(ana, server.url, code, "Ana")
        start(desk)
        rules(desk)
        desk.get_by_label("Close every turn when everybody has decided").uncheck()
        begin(ana)
        expect(_contact(ana)).to_have_text(re.compile("connected$"))
        server.kill()
        expect(_contact(ana)).to_have_text(re.compile("offline$"))
        switch(ana, row=1)
        chosen = _chosen(ana)
        confirm(ana)
        expect(ana.get_by_text("Not saved yet: it is kept here")).to_be_visible()
        ana.goto("about:blank")
    with running([LINESTOP, "serve"], db, tmp_path, LINESTOP_PORT=str(server.port)) as back:
        ana.goto(f"{back.url}/play/{code}")
        expect(ana.get_by_text("Saved. You can change it until the turn closes.")).to_be_visible()
        expect(_contact(ana)).to_have_text(re.compile("saved$"))
        assert _chosen(ana) == chosen
        decided = back.rows("select count(*) from events where kind = 'decision_made'")
        assert decided == [(1,)]
        for page in (desk, ana):
            page.close()


def test_what_came_after_the_turn_had_closed_stays_set_to_be_confirmed_anew(
    server: Server, devices: Devices
) -> None:
    devices.server_may_go = True
    desk, ana = devices.desk(), devices.phone()
    code = open_game(desk, server.url)
    join(ana, server.url, code, "Ana")
    start(desk)
    begin(ana)
    ana.context.set_offline(True)
    switch(ana, row=0)
    chosen = _chosen(ana)
    confirm(ana)
    expect(_contact(ana)).to_have_text(re.compile("offline$"))
    close_turn(desk)
    expect(desk).to_have_title(re.compile("turn 2"))
    ana.context.set_offline(False)
    wait_for_turn(ana, 2)
    expect(ana.get_by_text("That turn was closed already. Your switches are kept")).to_be_visible()
    assert _chosen(ana) == chosen
    confirm(ana)
    expect(_contact(ana)).to_have_text(re.compile("saved$"))


# ---------------------------------------------------------------- a keyboard alone


def test_a_turn_can_be_played_by_keyboard_alone_in_the_order_of_reading(server: Server, page: Page) -> None:
    open_practice(page, server.url)
    expect(page.get_by_role("button", name="Start playing")).to_be_visible()
    _tab_to(page, "Start playing")
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1).wait_for()

    reached = list(_tabbed(page, until=r"^Confirm weeks"))
    stances = [name for name in reached if name.startswith("Stance for ")]
    titles = page.get_by_role("region", name="Your parts").get_by_role("heading", level=3)
    rows = [title for title in titles.all_inner_texts() if f"Stance for {title}" in stances]
    assert stances == [f"Stance for {title}" for title in rows]
    assert len(stances) == page.get_by_role("radiogroup").count()

    page.keyboard.press("Shift+Tab")
    last = page.get_by_role("radiogroup").last
    expect(last.get_by_role("radio", name=re.compile("Just in Time"))).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(last.get_by_role("radio", name=re.compile("Just in Case"))).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    wait_for_turn(page, 2)
    expect(last.get_by_role("radio", name=re.compile("Just in Case"))).to_be_checked()


@pytest.mark.parametrize("size", [(390, 844), (1440, 900), (1024, 600)])
def test_what_has_the_focus_is_never_under_the_confirm_bar(
    server: Server, page: Page, size: tuple[int, int]
) -> None:
    _open_at(server, page, size)
    assert [found for found in _covered(page) if found] == []


def test_a_bar_that_covers_what_has_the_focus_is_found_out(server: Server, page: Page) -> None:
    _open_at(server, page, (390, 844))
    bar = page.get_by_role("region", name="Your decision").locator("..")
    bar.evaluate("bar => { bar.style.height = '90vh' }")
    assert [found for found in _covered(page) if found]


# ---------------------------------------------------------------- first turn, and who has no seat


def test_the_first_turn_explains_each_column_at_its_place_and_only_once(
    server: Server, devices: Devices
) -> None:
    page = devices.phone()
    open_practice(page, server.url)
    begin(page)
    tour = page.get_by_role("note", name="How to read your parts")
    for column in ("Part", "Supplier", "On the way", "Port", "In the bin"):
        expect(tour.locator("p:visible")).to_have_text(re.compile(f"^{column} "))
        tour.get_by_role("button", name="Next").click()
    expect(tour.locator("p:visible")).to_have_text(re.compile("^Your stance "))
    tour.get_by_role("button", name="Got it").click()
    expect(tour).to_have_count(0)
    page.reload()
    expect(page.get_by_role("button", name="Confirm weeks 1–4")).to_be_visible()
    expect(tour).to_have_count(0)


def test_who_comes_late_gets_the_story_and_the_explanation_as_well(server: Server, devices: Devices) -> None:
    desk, ana, late = devices.desk(), devices.phone(), devices.phone()
    code = open_game(desk, server.url)
    join(ana, server.url, code, "Ana")
    start(desk)
    close_turn(desk)
    wait_for_turn(ana, 2)
    expect(ana.get_by_role("note", name="How to read your parts")).to_have_count(0)
    join(late, server.url, code, "Lea")
    begin(late)
    tour = late.get_by_role("note", name="How to read your parts")
    expect(tour.locator("p:visible")).to_have_text(re.compile("^Part "))


def test_on_a_desk_all_columns_are_explained_at_once(server: Server, page: Page) -> None:
    open_practice(page, server.url)
    begin(page)
    tour = page.get_by_role("note", name="How to read your parts")
    expect(tour.locator("p:visible")).to_have_count(6)
    tour.get_by_role("button", name="Got it").click()
    expect(tour).to_have_count(0)


def test_who_has_no_seat_may_join_or_watch(server: Server, devices: Devices) -> None:
    desk, stranger = devices.desk(), devices.phone()
    code = open_game(desk, server.url)
    stranger.goto(f"{server.url}/play/{code}")
    expect(stranger.get_by_role("link", name="Join this game")).to_be_visible()
    stranger.get_by_role("link", name="Watch the board").click()
    stranger.wait_for_url(re.compile(f"/board/{code}"))
    expect(stranger.get_by_text(code).first).to_be_visible()


# ---------------------------------------------------------------- how it is looked at


def _contact(page: Page) -> Locator:
    return page.get_by_role("banner").get_by_text("Connection:").locator("..")


def _chosen(page: Page) -> list[str | None]:
    return [radio.get_attribute("value") for radio in page.get_by_role("radio", checked=True).all()]


def _open_at(server: Server, page: Page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    open_practice(page, server.url)
    begin(page)
    confirm(page)
    wait_for_turn(page, 2)


def _covered(page: Page) -> Iterator[str]:
    """What stands in front of each thing that Tab reaches, once down the page."""
    for _ in _tabbed(page, until=r"^All numbers as a table"):
        yield page.evaluate(HIDDEN)


def _tab_to(page: Page, name: str) -> None:
    for reached in _tabbed(page, until=f"^{name}"):
        if reached.startswith(name):
            return


def _tabbed(page: Page, until: str) -> Iterator[str]:
    """Names of what Tab reaches, a group of radios by the group's, up to the first that is `until`."""
    for _ in range(80):
        page.keyboard.press("Tab")
        name = page.evaluate(
            """() => {
                const focused = document.activeElement;
                const group = focused.closest("[role=radiogroup]") ?? focused;
                return group.getAttribute("aria-label") ?? group.innerText ?? "";
            }"""
        ).strip()
        yield name
        if re.search(until, name):
            return
    raise AssertionError(f"Tab never reaches {until}.")
