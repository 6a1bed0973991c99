"""The leaderboard of real games in a real file: who is best, under which rules, and what else is told."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from after_support import Played, people
from devices import Devices
from finished import LONG_NAME, WHOLE
from playwright.sync_api import Locator, Page, expect
from server import LINESTOP, Server, running
from words import said, written

from linestop.game.store.store import Store
from linestop.game.views.measures import units
from linestop.scenarios import text_of

SQUEEZE = text_of("pacific_squeeze")
OLDER, NEWER = "VRSNLD", "VRSNEW"
LIST = "leaderboard?scenario=pacific_squeeze"


def told(games: Server, query: str = "") -> list[dict[str, Any]]:
    with urlopen(f"{games.url}/api/{LIST}&{query}", timeout=30) as answer:
        rows: list[dict[str, Any]] = json.load(answer)["rows"]
        return rows


def test_the_leaderboard_says_its_rules_and_opens_the_seat_behind_a_row(page: Page, games: Server) -> None:
    page.goto(f"{games.url}/leaderboard?scenario=pacific_squeeze")
    rules = page.get_by_role("region", name=re.compile("^In this list: Pacific Squeeze"))
    expect(rules).to_contain_text("played to the last week")
    expect(page.get_by_text("47 results under these rules.")).to_be_visible()
    expect(page.get_by_role("row")).to_have_count(48)
    page.get_by_text("More filters").click()
    page.get_by_label("Game code").fill(f" {WHOLE[:3].lower()}-{WHOLE[3:]}")
    page.keyboard.press("Enter")
    expect(page.get_by_role("row")).to_have_count(4)
    expect(rules).to_contain_text(f"game {WHOLE} alone")
    row = page.get_by_role("row", name=re.compile(LONG_NAME))
    expect(row).to_contain_text("\N{EURO SIGN}")
    row.get_by_role("link", name="Results").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"{LONG_NAME} ran the line")


def test_a_list_can_be_sent_and_put_back_to_its_own_rules(page: Page, games: Server) -> None:
    page.goto(f"{games.url}/leaderboard?scenario=pacific_squeeze&length=any&until=2000-01-01&who=nonsense")
    expect(page.get_by_text("Nothing here yet under these rules.")).to_be_visible()
    expect(page.get_by_label("Length")).to_have_value("any")
    expect(page.get_by_label("Who")).to_have_value("person")
    page.get_by_role("button", name="Back to the usual rules").click()
    expect(page.get_by_text("47 results under these rules.")).to_be_visible()
    page.get_by_label("Length").select_option("Also ended early")
    expect(page.get_by_text("49 results under these rules.")).to_be_visible()
    page.reload()
    expect(page.get_by_label("Length")).to_have_value("any")


def test_further_rows_come_when_asked_for_and_equals_share_a_place(page: Page, games: Server) -> None:
    page.goto(f"{games.url}/leaderboard?scenario=pacific_squeeze&who=any&length=any")
    rows = page.get_by_role("row")
    expect(rows).to_have_count(51)
    page.get_by_role("button", name="Show more").click()
    rows_told = told(games, "who=any&length=any&limit=200")
    listed = [(row["place"], row["score"]) for row in rows_told]
    expect(rows).to_have_count(1 + len(listed))
    expect(page.get_by_role("button", name="Show more")).to_be_hidden()
    places = page.locator("tbody .place").all_inner_texts()
    assert places == ["" if place is None else str(place) for place, _ in listed]
    people = [(place, score) for place, score in listed if place is not None]
    assert len(people) < len(listed), "bots stand among them, without a place"
    assert [place for place, _ in people] == [
        1 + sum(better > score for _, better in people) for _, score in people
    ]


def also_show(page: Page) -> Locator:
    return page.get_by_label(said("leader.show"), exact=True)


def test_every_measure_can_stand_beside_the_score_that_ranks(page: Page, games: Server) -> None:
    rows = told(games)
    page.goto(f"{games.url}/{LIST}")
    choices = also_show(page).locator("option")
    expect(choices).to_have_count(len(units()))
    assert [choice.get_attribute("value") for choice in choices.all()] == [
        "",
        *(name for name in units() if name != "uptime"),
    ]
    names = page.locator("tbody th strong")
    before = names.all_inner_texts()
    for place, name in enumerate(units()):
        if name == "uptime":  # which stands there anyway
            continue
        also_show(page).select_option(name)
        expect(page.get_by_role("columnheader").nth(5)).to_have_text(said(f"measure.{name}"))
        cells = page.locator("tbody tr td:nth-child(6)")
        for row, cell in list(zip(rows, cells.all(), strict=True))[::9]:
            measured = row["measures"][place]
            assert measured["name"] == name
            expect(cell).to_have_text(worded(page, measured))
    assert names.all_inner_texts() == before


def worded(page: Page, measured: dict[str, Any]) -> str:
    """A measure as a person reads it: weeks and times are counted, what rivals paid is more or less."""
    name, unit, value = measured["name"], measured["unit"], measured["value"]
    shown = written(page, abs(value) if name == "borne_by_rivals" else value, unit)
    if name == "borne_by_rivals":
        return "nothing" if abs(value) < 0.5 else f"{shown} {'more' if value > 0 else 'less'}"
    if unit == "weeks":
        return f"{shown} {'week' if value == 1 else 'weeks'}"
    return f"{shown} times" if unit == "ratio" else shown


def test_the_measure_shown_stands_in_the_address_and_what_is_none_shows_nothing(
    page: Page, games: Server
) -> None:
    page.goto(f"{games.url}/{LIST}")
    also_show(page).select_option("fill_rate")
    expect(page).to_have_url(re.compile("scenario=pacific_squeeze&show=fill_rate$"))
    page.get_by_label(said("filter.who")).select_option("any")
    expect(page).to_have_url(re.compile("who=any&show=fill_rate$"))
    page.reload()
    expect(page.get_by_role("columnheader", name=said("measure.fill_rate"))).to_be_visible()
    page.goto(f"{games.url}/{LIST}&show=lucky_number")
    expect(also_show(page)).to_have_value("")
    expect(page.get_by_role("columnheader")).to_have_count(7)


def two_versions(file: Path) -> None:
    """A game of one turn under each of two versions of a scenario's file; the second was opened later.

    Its people are called by their ids, since other files of games give some of the usual ids other names.
    """
    store = Store(file)
    try:
        for code, text, name in ((OLDER, SQUEEZE, "una"), (NEWER, f"{SQUEEZE}\n# edited\n", "ivo")):
            played = Played(code, text=text, digest=digest_of(text)).sit(name).start()
            played.last_turn().turn({name: {}})
            played.score()
            asyncio.run(store.append(code, played.publish().facts(), people(name)))
    finally:
        store.close()


def digest_of(text: str) -> str:
    return sha256(text.encode()).hexdigest()


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("versions")
    with ThreadPoolExecutor(1) as apart:  # from the loop that Playwright runs in this thread
        apart.submit(two_versions, folder / "linestop.db").result()
    with running([LINESTOP, "serve"], folder / "linestop.db", folder) as started:
        yield started


def test_each_version_of_a_scenario_has_a_list_of_its_own_that_can_be_chosen_and_sent(
    page: Page, versions: Server
) -> None:
    older = digest_of(SQUEEZE)
    people_listed = page.locator("tbody th strong")
    version = page.get_by_label(said("filter.digest"))
    page.goto(f"{versions.url}/{LIST}&length=any")
    expect(people_listed).to_have_text(["ivo"])
    expect(version).to_have_value("newest")
    version.select_option(older)
    expect(people_listed).to_have_text(["una"])
    expect(page).to_have_url(re.compile(f"digest={older}"))
    expect(page.get_by_text(f"under version {older[:8]} of the scenario")).to_be_visible()
    version.select_option("any")
    expect(people_listed).to_have_count(2)
    expect(page.get_by_text("under any version of the scenario")).to_be_visible()
    version.select_option("newest")
    expect(people_listed).to_have_text(["ivo"])


def test_a_link_that_names_a_version_by_its_first_digits_shows_which_is_chosen(
    page: Page, versions: Server
) -> None:
    older, newer = digest_of(SQUEEZE), digest_of(f"{SQUEEZE}\n# edited\n")
    version = page.get_by_label(said("filter.digest"))
    page.goto(f"{versions.url}/{LIST}&length=any&digest={older[:12]}")
    expect(page.locator("tbody th strong")).to_have_text(["una"])
    expect(version).to_have_value(older)
    page.goto(f"{versions.url}/{LIST}&length=any&digest={newer[:12]}")
    expect(page.locator("tbody th strong")).to_have_text(["ivo"])
    expect(version).to_have_value("newest")


def test_on_a_phone_the_list_comes_before_the_filters(devices: Devices, games: Server) -> None:
    page = devices.phone()
    page.goto(f"{games.url}/{LIST}&length=any&show=bullwhip_ratio")
    expect(page.get_by_role("row").nth(1)).to_be_in_viewport()
    expect(page.get_by_role("row").nth(1)).to_contain_text(said_inside("measure.bullwhip_ratio"))
    folded = page.locator("form summary")
    expect(folded).to_contain_text("Length: Also ended early")
    expect(page.get_by_label(said("filter.who"))).to_be_hidden()
    folded.tap()
    page.get_by_label(said("filter.who")).select_option("any")
    expect(folded).to_contain_text("Who: Everybody \N{MIDDLE DOT} Length: Also ended early")
    page.get_by_label(said("filter.game")).fill(WHOLE)
    page.keyboard.press("Enter")
    expect(folded).to_contain_text(f"Game code: {WHOLE}")
    expect(page.get_by_role("row")).to_have_count(5)
    page.get_by_role("button", name=said("leader.reset")).tap()
    expect(folded).to_contain_text(said_inside("filter.usual"))


def said_inside(key: str) -> re.Pattern[str]:
    return re.compile(said(key).pattern.strip("^$"))
