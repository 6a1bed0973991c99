"""The play screen as players use it: the weeks played again, a line that breaks, a keyboard alone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest
from devices import Devices
from play import begin, confirm, end_game, join, open_game, open_practice, rules, start, switch, wait_for_turn
from playwright.sync_api import Locator, Page, WebSocket, expect
from server import LINESTOP, Server, running

OPENING_MS, WEEK_MS = 700, 1300
"""How long pictures stay: `web_client/src/state/replay.ts`."""
HIDDEN = """() => {
    const focused = document.activeElement.closest("label") ?? document.activeElement;
    const box = focused.getBoundingClientRect();
    const seen = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return seen !== null && (focused.contains(seen) || seen.contains(focused)) ? "" : focused.outerHTML;
}"""


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
    page.clock.pause_at(60_000)
    confirm(page)
    wait_for_turn(page, 2)
    return page


# ---------------------------------------------------------------- the weeks played again


def test_after_a_turn_its_four_weeks_play_in_the_rows_and_end_with_now(still: Page) -> None:
    expect(heading(still)).to_have_text("Before week 1")
    still.clock.run_for(OPENING_MS)
    for week in (1, 2, 3, 4):
        expect(heading(still)).to_have_text(re.compile(rf"^Week {week}: \d+ of \d+ units$"))
        still.clock.run_for(WEEK_MS)
    expect(heading(still)).to_have_text(re.compile(r"^Last turn: \d+ of \d+ units$"))
    expect(still.get_by_role("button", name="Skip")).to_have_count(0)


@pytest.mark.parametrize("way", ["button", "Escape", "click on the rows", "focus on a switch"])
def test_playing_can_be_skipped_and_repeated(still: Page, way: str) -> None:
    match way:
        case "button":
            still.get_by_role("button", name="Skip").click()
        case "Escape":
            still.keyboard.press("Escape")
        case "click on the rows":
            still.get_by_role("heading", level=3).first.click()
        case _:
            still.get_by_role("radio", checked=True).first.focus()
    expect(heading(still)).to_have_text(re.compile("^Last turn"))
    still.get_by_role("button", name="Play again").click()
    expect(heading(still)).to_have_text("Before week 1")
    # One button for both: who pressed it with the keyboard is still on it.
    expect(still.get_by_role("button", name="Skip")).to_be_focused()


def test_playing_blocks_no_decision(still: Page) -> None:
    still.clock.run_for(OPENING_MS)
    expect(heading(still)).to_have_text(re.compile("^Week 1"))
    confirm(still)
    wait_for_turn(still, 3)
    expect(heading(still)).to_have_text("Before week 5")
    switch(still, row=1)
    expect(heading(still)).to_have_text(re.compile("^Last turn"))
    expect(still.get_by_role("button", name="Confirm weeks 9–12")).to_be_enabled()


def test_the_result_is_told_once_and_not_with_every_picture(still: Page) -> None:
    told = still.get_by_role("status").filter(has_text="Turn 1 is played")
    expect(told).to_have_count(1)
    before = told.inner_text()
    still.clock.run_for(OPENING_MS + WEEK_MS)
    expect(heading(still)).to_have_text(re.compile("^Week 2"))
    assert told.inner_text() == before


def test_a_page_opened_anew_does_not_play_by_itself(still: Page) -> None:
    still.clock.resume()  # the line is opened by it
    still.reload()
    expect(heading(still)).to_have_text(re.compile("^Last turn"))
    still.clock.pause_at(600_000)
    still.get_by_role("button", name="Play again").click()
    # What stood before the first week was told to the page that is gone.
    expect(heading(still)).to_have_text(re.compile("^Week 1:"))


def test_the_last_weeks_of_a_game_that_is_over_are_offered_on_its_last_page(
    server: Server, devices: Devices
) -> None:
    desk, ana = devices.desk(), devices.phone()
    ana.emulate_media(reduced_motion="no-preference")
    ana.clock.install(time=0)
    join(ana, server.url, open_game(desk, server.url), "Ana")
    start(desk)
    begin(ana)
    ana.clock.pause_at(60_000)
    end_game(desk)
    expect(ana.get_by_role("heading", name="4 weeks are over")).to_be_visible()
    expect(heading(ana)).to_have_text(re.compile(r"^Last turn: \d+ of \d+ units$"))
    expect(ana.get_by_role("radio")).to_have_count(0)
    ana.get_by_role("button", name="Watch the last weeks").click()
    for week in (1, 2, 3, 4):
        expect(heading(ana)).to_have_text(re.compile(rf"^Week {week}: \d+ of \d+ units$"))
        ana.clock.run_for(WEEK_MS)


def test_without_motion_the_weeks_are_still_pictures_of_what_the_server_told(
    server: Server, page: Page
) -> None:
    views = _views(page)
    open_practice(page, server.url)
    begin(page)
    for turn in (2, 3, 4):
        confirm(page)
        wait_for_turn(page, turn)
    expect(heading(page)).to_have_text(re.compile("^Last turn"))
    expect(page.get_by_role("button", name=re.compile("Skip|Play again"))).to_have_count(0)
    told = views[-1]
    assert told["turn"] == 4
    for place, week in enumerate(told["weeks"]):
        page.get_by_role("button", name=re.compile(rf"^Week {week['week']}:")).click()
        expect(heading(page)).to_have_text(re.compile(rf"^Week {week['week']}:"))
        for row in told["rows"]:
            line = page.get_by_role("listitem", name=row["title"], exact=True)
            left = {measure: _left_by(row, measure, place) for measure in row["weeks"] if measure in row}
            expect(line).to_contain_text(f"{_tenths(left['bin_weeks'])} wk of")
            expect(line.get_by_text(f"quotes {_tenths(left['quote_weeks'])} wk").last).to_be_visible()
            expect(line.get_by_role("img")).to_have_accessible_name(_on_the_way(left["on_the_way"]))
    page.get_by_role("button", name="now", exact=True).click()
    expect(heading(page)).to_have_text(re.compile("^Last turn"))


def _left_by(row: Any, measure: str, place: int) -> Any:
    """A turn's last week is the row itself."""
    return row["weeks"][measure][place] if place < len(row["weeks"][measure]) else row[measure]


# ---------------------------------------------------------------- what was told before


def test_the_story_and_older_news_are_there_for_who_asks_also_on_a_page_opened_anew(
    server: Server, page: Page
) -> None:
    views = _views(page)
    open_practice(page, server.url)
    story = page.get_by_role("dialog")
    expect(story).to_be_visible()
    first = [text.inner_text() for text in story.locator("p, dd").all()]
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
    expect(story.locator("p, dd")).to_have_text(first)


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
        desk.get_by_label("Close a turn when everybody has decided").uncheck()
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
    desk.get_by_role("button", name="Close the turn").click()
    expect(desk).to_have_title(re.compile("turn 2"))
    ana.context.set_offline(False)
    wait_for_turn(ana, 2)
    expect(ana.get_by_text("That turn had closed. Your switches stay set")).to_be_visible()
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


def _views(page: Page) -> list[dict[str, Any]]:
    """What the server tells this page of its seat, as it comes."""
    heard: list[dict[str, Any]] = []

    def hear(frame: str | bytes) -> None:
        told = json.loads(frame)
        if told["type"] == "view":
            heard.append(told)

    def listen(socket: WebSocket) -> None:
        socket.on("framereceived", hear)

    page.on("websocket", listen)
    return heard


def _tenths(weeks: float) -> str:
    """As the page writes it in English: rounded is the number as it is written, 5.55 and not 5.5499…"""
    rounded = Decimal(str(weeks)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{rounded.normalize():f}"


def _on_the_way(units: list[float]) -> str:
    whole = [int(Decimal(str(amount)).quantize(Decimal(1), ROUND_HALF_UP)) for amount in units]
    coming = [
        f"{amount} in {week} week{'s' if week > 1 else ''}"
        for week, amount in enumerate(whole, start=1)
        if amount
    ]
    return f"On the way: {', '.join(coming)}" if coming else "nothing on the way"


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
