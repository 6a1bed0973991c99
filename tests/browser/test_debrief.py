"""The pages of afterwards, of real games in a real file: they say what the log says, to the eye, to
the ear, to the keyboard and on paper."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe
from devices import Devices
from finished import EARLY, ROOM, RUNNING, WHOLE
from playwright.sync_api import Locator, Page, expect
from server import Server
from words import said, written

SEAT = "table=1&seat=tarnholm"
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def told(games: Server, code: str) -> dict[str, Any]:
    with urlopen(f"{games.url}/api/games/{code}/results?{SEAT}", timeout=30) as answer:
        found: dict[str, Any] = json.load(answer)
    return found


def look_back(page: Page, games: Server, code: str = WHOLE) -> None:
    page.goto(f"{games.url}/debrief/{code}?{SEAT}")
    expect(page.get_by_text("On the scale")).to_be_visible()


def region(page: Page, key: str) -> Locator:
    return page.get_by_role("region", name=said(key))


# ---------------------------------------------------------------- what it says


def test_the_page_says_what_the_log_says(page: Page, games: Server) -> None:
    results = told(games, WHOLE)
    row, ways = results["seat"]["row"], results["seat"]["ways"]
    look_back(page, games)
    money = {way["way"]: written(page, way["cost"], "money") for way in ways}
    share = {way["way"]: written(page, way["uptime"], "share") for way in ways}

    headline = page.get_by_role("heading", level=1)
    expect(headline).to_contain_text(f"{share['played']} of the year for {money['played']}")
    expect(headline.locator("..")).to_contain_text(f"{share['mix']} for {money['mix']}")
    expect(region(page, "score.title")).to_contain_text(written(page, row["score"], "score"))
    bars = region(page, "ways.title").get_by_role("img")
    for way in ("played", "jit", "jic", "mix"):
        expect(bars).to_have_accessible_name(re.compile(re.escape(f"{money[way]}, uptime {share[way]}.")))
    for part in results["seat"]["parts"]:
        cost = part["if_recommended"]["cost"]
        expect(page.get_by_role("row", name=re.compile(f"^{part['title']} J"))).to_contain_text(
            written(page, abs(cost), "money")
            if abs(cost) >= 0.5
            else re.compile("as recommended|no difference")
        )
    for other in results["ranking"]:
        ranked = page.get_by_role("row").filter(has_text=other["title"])
        for value, kind in ((other["score"], "score"), (other["uptime"], "share"), (other["cost"], "money")):
            expect(ranked).to_contain_text(written(page, value, kind))


def test_alone_and_together_names_the_most_crowded_plan_and_every_sum(page: Page, games: Server) -> None:
    rows = told(games, WHOLE)["ranking"]
    look_back(page, games)
    section = region(page, "company.title")
    most = max(rows, key=lambda row: row["company"]["alike_cost"] - row["company"]["lean_cost"])
    expect(section).to_contain_text(f"{most['name'] or most['title']}'s plan costs")
    for row in rows:
        seat = section.locator(".seat").filter(has_text=row["title"])
        for cost in (row["company"]["lean_cost"], row["cost"], row["company"]["alike_cost"]):
            expect(seat).to_contain_text(written(page, cost, "money"))


def test_the_leaderboard_opens_at_the_list_of_this_very_scenario(page: Page, games: Server) -> None:
    """Not at the first scenario's, which is empty here."""
    for place in ("navigation", "region"):
        look_back(page, games)
        within = page.get_by_role("navigation") if place == "navigation" else region(page, "results.export")
        within.get_by_role("link", name=said("home.leaderboard")).click()
        expect(page.get_by_label(said("filter.scenario"))).to_have_value("pacific_squeeze")
        expect(page.get_by_role("row")).not_to_have_count(0)


def test_every_chart_says_itself_and_has_a_table(page: Page, games: Server) -> None:
    results = told(games, WHOLE)["seat"]
    look_back(page, games)
    for key in ("score.title", "strip.title", "ways.title", "results.ranking"):
        place = region(page, key)
        expect(place.get_by_role("img").first).to_have_accessible_name(re.compile(r"\w{3}"))
        expect(place.locator("table").first).to_be_attached()

    page.get_by_text("The year as a table").click()
    weeks = region(page, "strip.title").get_by_role("table").get_by_role("row")
    expect(weeks).to_have_count(1 + len(results["weeks"]))
    worst = min(results["weeks"], key=lambda week: week["made"] / week["required"])
    [(culprit, units)] = worst["lost_by"].items()
    title = next(part["title"] for part in results["parts"] if part["component"] == culprit)
    expect(weeks.nth(worst["week"])).to_contain_text(f"{title} {round(units)}")
    page.get_by_text("What struck, and what was said of it").click()
    expect(page.get_by_text("Skippers talk of waiting off Port Calder")).to_be_visible()


def test_who_played_is_addressed_and_others_are_named(page: Page, games: Server) -> None:
    look_back(page, games)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ann ran the line")
    # As this device knows it from playing.
    held = [{"code": WHOLE, "token": "x", "place": {"table": 1, "seat": "tarnholm"}}]
    page.evaluate("held => localStorage.setItem('linestop/games', JSON.stringify(held))", held)
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_contain_text("You ran the line")


def test_a_game_ended_early_is_looked_back_on_as_far_as_it_went(page: Page, games: Server) -> None:
    look_back(page, games, EARLY)
    expect(page.get_by_role("heading", level=1)).to_contain_text("of the 16 weeks played")
    page.get_by_text("The year as a table").click()
    rows = region(page, "strip.title").get_by_role("table").get_by_role("row")
    expect(rows).to_have_count(17)


def test_a_game_that_still_runs_says_so_and_shows_the_way_to_the_board(
    devices: Devices, games: Server
) -> None:
    page = devices.phone()
    with devices.failing_request():
        page.goto(f"{games.url}/debrief/{RUNNING}")
        expect(page.get_by_role("heading", name="This game is still being played")).to_be_visible()
    page.get_by_role("link", name="Open the board").click()
    page.wait_for_url(f"{games.url}/board/{RUNNING}")


def test_a_long_ranking_begins_with_its_head_and_the_seat_in_question(page: Page, games: Server) -> None:
    look_back(page, games, ROOM)
    place = told(games, ROOM)["seat"]["row"]["place"]
    seats = region(page, "results.ranking").get_by_role("button", name=re.compile("^Show .* at table"))
    expect(seats).to_have_count(10 if place <= 10 else 11)
    page.get_by_role("button", name="Show all 44").click()
    expect(seats).to_have_count(44)


# ---------------------------------------------------------------- ways in


def test_by_keyboard_one_reaches_the_room_and_another_seats_year(page: Page, games: Server) -> None:
    look_back(page, games)
    link = page.get_by_role("navigation").get_by_role("link", name="The room")
    _tab_to(page, link)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="The room")).to_be_focused()
    other = page.get_by_role("button", name="Show Quillby Rides at table 1")
    _tab_to(page, other)
    page.keyboard.press("Enter")
    headline = page.get_by_role("heading", level=1)
    expect(headline).to_contain_text("Bob ran the line")
    expect(headline).to_be_focused()
    page.reload()
    expect(headline).to_contain_text("Bob ran the line")


def _tab_to(page: Page, wanted: Locator) -> None:
    for _ in range(80):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError("eighty steps with Tab do not lead there")


def test_the_files_of_a_game_can_be_saved(page: Page, games: Server) -> None:
    look_back(page, games)
    for name, file in (
        ("All tables for Excel", "xlsx"),
        ("Weeks as CSV", "csv"),
        ("All tables as JSON", "json"),
    ):
        with page.expect_download() as saving:
            page.get_by_role("button", name=name).click()
        assert saving.value.suggested_filename == f"linestop-{WHOLE}.{file}"
        assert Path(saving.value.path()).stat().st_size > 1000


# ---------------------------------------------------------------- on paper


def test_on_paper_there_are_charts_and_tables_and_nothing_to_press(page: Page, games: Server) -> None:
    look_back(page, games)
    page.emulate_media(media="print", color_scheme="dark")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.get_by_role("navigation")).to_be_hidden()
    pressed = page.get_by_role("button").or_(page.get_by_role("combobox"))
    assert [button.inner_text() for button in pressed.all() if button.is_visible()] == []
    for key in ("strip.title", "ways.title"):
        expect(region(page, key).get_by_role("img")).to_be_visible()
    expect(page.get_by_role("columnheader", name="All Just in Case")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light"
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.get_by_role("columnheader", name="All Just in Case")).to_be_hidden()


@pytest.mark.parametrize("code", [WHOLE, EARLY, ROOM])
def test_the_handout_has_two_sheets(page: Page, games: Server, code: str) -> None:
    look_back(page, games, code)
    margin = dict.fromkeys(("top", "bottom", "left", "right"), "12mm")
    paper = page.pdf(format="A4", margin=margin)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 2


# ---------------------------------------------------------------- nothing over another

OVERLAPS = """selectors => {
    const found = [];
    const shared = (one, other, from, to) => Math.min(one[to], other[to]) - Math.max(one[from], other[from]);
    const areOver = (one, other) =>
        shared(one, other, "left", "right") > 1 && shared(one, other, "top", "bottom") > 1;
    for (const selector of selectors) {
        const boxes = [...document.querySelectorAll(selector)]
            .map((element) => ({ text: element.textContent.trim(), box: element.getBoundingClientRect() }))
            .filter(({ box }) => box.width > 0);
        for (const [index, { text, box }] of boxes.entries()) {
            for (const other of boxes.slice(index + 1)) {
                if (areOver(box, other.box)) found.push(`${text} | ${other.text}`);
            }
        }
    }
    return found;
}"""
WORDS = [".ruler .word", ".strip .words", ".lane.axis span", ".box .name", ".tick.under"]


@pytest.mark.parametrize("width", [320, 390, 768, 1440, 1920])
@pytest.mark.parametrize("code", [WHOLE, EARLY, ROOM])
def test_no_words_of_a_chart_lie_over_others(page: Page, games: Server, width: int, code: str) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for seat in ("tarnholm", "quillby", "ferrow"):
        page.goto(f"{games.url}/debrief/{code}?table=1&seat={seat}")
        expect(page.get_by_text("On the scale")).to_be_visible()
        page.wait_for_load_state("networkidle")
        assert page.evaluate(OVERLAPS, WORDS) == []
        assert page.evaluate(WIDER) == 0


def test_words_over_others_would_be_found(page: Page, games: Server) -> None:
    look_back(page, games)
    page.evaluate("""() => {
        const [one, other] = document.querySelectorAll(".ruler .word");
        other.style.left = one.style.left;
        other.style.bottom = one.style.bottom;
    }""")
    assert len(page.evaluate(OVERLAPS, WORDS)) == 1


# ---------------------------------------------------------------- for everybody


@pytest.mark.parametrize("size", [(390, 844), (1440, 900)], ids=["phone", "desk"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_debrief_unfolded_is_open_to_everybody(
    page: Page, games: Server, size: tuple[int, int], scheme: Any
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.emulate_media(color_scheme=scheme)
    for path in (
        f"debrief/{WHOLE}?{SEAT}",
        f"debrief/{ROOM}",
        "leaderboard?scenario=pacific_squeeze&show=fill_rate",
    ):
        page.goto(f"{games.url}/{path}")
        expect(page.get_by_role("table").first).to_be_visible()
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate(WIDER) == 0, path
