"""What the play page says beside a decision: the news that matter, what it costs, what is not confirmed."""

from __future__ import annotations

import re

import pytest
from devices import Devices, views_told
from game_support import Device, Opened, open_game
from hands import Person, gives
from play import begin, confirm, join, open_practice, switch, wait_for_turn
from playwright.sync_api import Browser, Locator, Page, expect
from server import Server

FIRE = ("Fire in the welding shop at Oakridge Frames", "capacity_cut", "oakridge")
FLOOD = ("Nine Peaks confirms that water has reached its halls", "capacity_cut", "nine_peaks")
QUEUE = ("Port Calder announces that it works at half its pace", "port_slowdown", "west")


@pytest.fixture
def room(server: Server, devices: Devices) -> tuple[Device, Opened, Page]:
    """A game that is led from elsewhere, and a player's phone in its second turn."""
    opened = open_game(server.url, scenario="pacific_squeeze", seed="13")
    phone = devices.phone()
    join(phone, server.url, opened.game, "Ana")
    desk = Device(server.url, opened)
    assert desk.ask("start")["type"] == "ack"
    begin(phone)
    assert desk.ask("close_turn", turn=1)["type"] == "ack"
    wait_for_turn(phone, 2)
    return desk, opened, phone


# ---------------------------------------------------------------- news


def test_three_news_of_one_turn_are_seen_on_a_phone_without_scrolling_and_on_their_rows(
    room: tuple[Device, Opened, Page],
) -> None:
    desk, _, phone = room
    for headline, kind, target in (FIRE, FLOOD, QUEUE):
        shock = {"kind": kind, "target": target, "weeks": 4, "value": 0.5}
        assert desk.ask("inject", headline=headline, text="It is.", **shock)["type"] == "ack"
    assert phone.viewport_size == {"width": 390, "height": 844}
    fresh = phone.get_by_role("region", name="New this turn")
    expect(fresh.get_by_role("listitem")).to_have_count(3)
    bar = phone.get_by_role("region", name="Your decision").bounding_box()
    assert bar is not None
    for headline, *_ in (FIRE, FLOOD, QUEUE):
        news = fresh.get_by_text(headline)
        expect(news).to_be_in_viewport(ratio=1)
        box = news.bounding_box()
        assert box is not None and box["y"] + box["height"] <= bar["y"]
    for title, (headline, *_) in (("Frame", FIRE), ("Drive chip", FLOOD), ("Housing", QUEUE)):
        expect(_row(phone, title)).to_contain_text(f"Official: {headline}")
    expect(_row(phone, "Display")).not_to_contain_text("Official")
    desk.close()


# ---------------------------------------------------------------- what shocks tell


def test_a_struck_line_a_dearer_part_and_a_spared_one_are_seen_where_they_matter(
    room: tuple[Device, Opened, Page],
) -> None:
    desk, _, phone = room
    for kind, target, value in (
        ("line_outage", "every_seat", 0.25),
        ("price_rise", "frame", 1.5),
        ("use_cut", "display", 0.6),
    ):
        shock = {"kind": kind, "target": target, "value": value, "weeks": 8}
        assert desk.ask("inject", headline=f"{kind} of {target}", text="", **shock)["type"] == "ack"
    assert desk.ask("close_turn", turn=2)["type"] == "ack"
    wait_for_turn(phone, 3)
    last = phone.get_by_role("region", name=re.compile("^Last turn"))
    expect(last).to_contain_text("your line could make 25% of what it usually can")
    expect(_row(phone, "Frame")).to_contain_text(re.compile(r"€60, now €30 dearer, loses \d+%/year"))
    expect(_row(phone, "Display")).to_contain_text("takes 60% of the usual for now")
    expect(_row(phone, "Drive chip")).not_to_contain_text("dearer")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    desk.close()


# ---------------------------------------------------------------- what it costs


def test_beside_every_switch_stands_what_the_buffer_and_what_a_stop_costs(server: Server, page: Page) -> None:
    views = views_told(page)
    open_practice(page, server.url)
    begin(page)
    view = views[-1]
    for row in view["rows"]:
        stop = row.get("stop") or view["stop"]
        line = _row(page, row["title"])
        expect(line).to_contain_text(
            re.compile(r"buffer this year about €[\d.]+K?: repaid by \d+ units? saved")
        )
        expect(line).to_contain_text(
            re.compile(rf"a week without the part: €[\d.]+K, {stop['units']:.0f} units lost")
        )


def test_the_lines_of_a_turn_s_bill_lead_to_the_cost_that_the_page_tells(server: Server, page: Page) -> None:
    views = views_told(page)
    open_practice(page, server.url)
    begin(page)
    switch(page, row=1)
    for turn in (2, 3):
        confirm(page)
        wait_for_turn(page, turn)
    bill = page.get_by_role("region", name="What it cost")
    sums = bill.get_by_role("row", name=re.compile("^Sum")).get_by_role("cell").all_inner_texts()
    tile = page.get_by_label("Where you stand")
    expect(tile).to_contain_text(f"Total cost {sums[1]}")
    expect(tile).to_contain_text(f"last turn {sums[0]}")
    lines = views[-1]["bill_so_far"]
    assert sum(lines.values()) == pytest.approx(views[-1]["total_cost"], abs=0.05)
    shown = bill.locator("tbody").get_by_role("row")
    expect(shown).to_have_count(sum(abs(money) >= 0.5 for money in lines.values()))
    expect(bill.get_by_role("row", name=re.compile("^Changes of stance"))).to_be_visible()


# ---------------------------------------------------------------- not confirmed yet


def test_a_tap_that_was_not_confirmed_says_so_also_on_a_page_opened_anew(server: Server, page: Page) -> None:
    open_practice(page, server.url)
    begin(page)
    status = page.get_by_role("region", name="Your decision").get_by_role("status")
    expect(status).to_have_text(
        "Nothing is confirmed yet. If you confirm nothing, every part stays as it is."
    )
    for row in (1, 2):
        switch(page, row)
    expect(status).to_have_text("Not confirmed yet: Housing, Drive chip.")
    page.reload()
    expect(status).to_have_text("Not confirmed yet: Housing, Drive chip.")
    expect(_row(page, "Housing")).to_contain_text("not confirmed yet")
    expect(_row(page, "Frame")).not_to_contain_text("not confirmed yet")


def test_what_is_confirmed_is_said_to_be_so_on_its_row_until_the_turn_closes(
    room: tuple[Device, Opened, Page],
) -> None:
    desk, _, phone = room
    assert desk.ask("set_closing", all_in=False, turn=2)["type"] == "ack"
    switch(phone, row=1)
    expect(_row(phone, "Housing")).to_contain_text("not confirmed yet:")
    confirm(phone)
    expect(_row(phone, "Housing")).to_contain_text(re.compile("(?<!not )confirmed:"))
    expect(_row(phone, "Housing")).not_to_contain_text("not confirmed yet")


def test_before_a_part_goes_lean_its_row_says_what_becomes_of_what_is_ordered(
    server: Server, page: Page
) -> None:
    open_practice(page, server.url)
    begin(page)
    switch(page, row=1)
    expect(_row(page, "Housing")).to_contain_text("More is ordered from next week on.")
    confirm(page)
    wait_for_turn(page, 2)
    expect(_row(page, "Housing")).not_to_contain_text("Nothing new is ordered")
    switch(page, row=1)
    expect(_row(page, "Housing")).to_contain_text(
        re.compile("Nothing new is ordered until stock is down|From next week on only the thin plan")
    )


# ---------------------------------------------------------------- on a phone

LETTERS = """percent => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`:root { font-size: ${percent}% }`);
    document.adoptedStyleSheets = [sheet];
}"""


def test_letters_twice_as_large_leave_names_whole_and_the_sheet_most_of_a_phone_s_screen(
    room: tuple[Device, Opened, Page],
) -> None:
    _, _, phone = room
    phone.evaluate(LETTERS, 200)
    switch(phone, row=1)
    assert phone.evaluate("document.documentElement.scrollWidth") == 390
    # The header asks how large the browser's own letters are, which a page cannot change.
    assert phone.evaluate(BROKEN.replace("document.body", "document.querySelector('main')")) == []
    assert _bar_height(phone) < 844 / 3
    expect(phone.get_by_text("Not confirmed yet: Housing.")).to_be_in_viewport(ratio=1)
    row = _row(phone, "Housing")
    title, stances = row.get_by_role("heading").bounding_box(), row.get_by_role("radiogroup").bounding_box()
    assert title is not None and stances is not None
    assert title["y"] + title["height"] <= stances["y"], "the switch stands below the name, not on it"
    # What a bar would take that says all that it says on a laptop, and at once.
    words = phone.get_by_role("region", name="Your decision").locator(".words")
    words.evaluate("words => { words.style.maxHeight = 'none' }")
    words.locator(".wide").evaluate_all("all => all.forEach((each) => { each.style.display = 'block' })")
    assert _bar_height(phone) > 844 / 3, "and a bar too high is found"


def _bar_height(page: Page) -> float:
    bar = page.get_by_role("region", name="Your decision").bounding_box()
    assert bar is not None
    return bar["height"]


def test_the_tour_speaks_of_the_port_at_a_part_that_has_one(server: Server, devices: Devices) -> None:
    page = devices.phone()
    open_practice(page, server.url)
    begin(page)
    tour = page.get_by_role("note", name="How to read your parts")
    for _ in range(3):
        tour.get_by_role("button", name="Next").click()
    expect(tour.locator("p:visible")).to_have_text(re.compile("^Port "))
    expect(page.locator("[data-pointed=port]")).to_contain_text("Port Calder")


def test_what_waits_at_the_supplier_lies_within_a_phone_s_page(room: tuple[Device, Opened, Page]) -> None:
    desk, _, phone = room
    desk.close()
    phone.get_by_text("All numbers as a table").click()
    table = phone.get_by_role("table", name="All numbers as a table")
    waits = table.locator("td:visible").filter(has_text="Waits at the supplier")
    expect(waits).to_have_count(6)
    for cell in waits.all():
        box = cell.bounding_box()
        assert box is not None and box["x"] >= 0 and box["x"] + box["width"] <= 390
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390


def _row(page: Page, title: str) -> Locator:
    return page.get_by_role("listitem", name=title, exact=True)


# ---------------------------------------------------------------- German words stay whole

BROKEN = """() => {
    const broken = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const { textContent: text, parentElement: holder } = walk.currentNode;
        if (!holder.checkVisibility({ visibilityProperty: true }) || holder.closest(".unseen")) continue;
        for (const found of text.matchAll(/[\\p{L}]{2,}/gu)) {
            const range = document.createRange();
            range.setStart(walk.currentNode, found.index);
            range.setEnd(walk.currentNode, found.index + found[0].length);
            const lines = new Set([...range.getClientRects()].map((each) => Math.round(each.y)));
            if (lines.size > 1) broken.push(found[0]);
        }
    }
    return broken;
}"""


@pytest.mark.parametrize("size", [(390, 844), (1440, 900), (1920, 1080)])
def test_no_word_of_the_german_page_is_broken_in_the_middle(
    server: Server, browser: Browser, size: tuple[int, int]
) -> None:
    devices = Devices(browser, "de-DE")
    page = gives(devices.desk(), Person("de"))
    page.set_viewport_size({"width": size[0], "height": size[1]})
    open_practice(page, server.url)
    begin(page)
    assert page.evaluate(BROKEN) == []
    switch(page, row=1)
    for turn in (2, 3):
        confirm(page)
        wait_for_turn(page, turn)
    assert page.evaluate(BROKEN) == []
    heading = page.get_by_role("heading", level=3, name="Sonnenverdeck")
    heading.evaluate("each => { each.style.width = '4em'; each.style.overflowWrap = 'anywhere' }")
    assert page.evaluate(BROKEN) == ["Sonnenverdeck"], "and a broken one is found"
    devices.close()
