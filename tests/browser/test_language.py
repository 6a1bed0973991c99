"""German leaves no English on any screen, and the language changes in place without losing anything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from devices import Devices
from english import english_on
from hands import Person, gives, said
from places import SCENARIOS
from play import (
    begin,
    button,
    code_of,
    confirm,
    end_game,
    join,
    link,
    must_be_saved,
    open_practice,
    rules,
    seat,
    stances,
    start,
    switch,
    text,
    wait_for_turn,
)
from playwright.sync_api import Page, Response, expect
from server import LINESTOP, Server, running

GERMAN = Person(language="de")
SCORED = re.compile("Sie haben .+ Punkte")
"""From then on a game can be looked back on."""
PEOPLE = ("Hildegard", "Ömer")


def german(page: Page, url: str) -> Page:
    """A device whose browser wants English, on which somebody has chosen German."""
    page.goto(url)
    page.get_by_role("button", name="Deutsch").click()
    gives(page, GERMAN)
    expect(button(page, "home.start").first).to_be_visible()
    return page


def must_be_german(page: Page) -> None:
    assert english_on(page) == []


# ------------------------------------------------------------ every screen


def test_the_doors_speak_german(server: Server, devices: Devices) -> None:
    page = german(devices.phone(), server.url)
    expect(button(page, "home.start").first).to_be_visible()
    must_be_german(page)
    for path, key in (
        ("host", "host.button"),
        ("join", "home.code_open"),
        ("play/ABCDEF", "no_token.title"),
        ("host/ABCDEF", "no_desk.title"),
        ("claim", "claim.failed"),
        ("leaderboard", "leader.none"),
    ):
        page.goto(f"{server.url}/{path}")
        expect(page.get_by_text(said(page, key)).first).to_be_visible()
        must_be_german(page)
    with devices.failing_request():
        page.goto(f"{server.url}/nowhere")
        expect(page.get_by_text(said(page, "unknown.title"))).to_be_visible()
        must_be_german(page)
        for path in ("board/ABCDEF", "join/ABCDEF", "debrief/ABCDEF"):
            page.goto(f"{server.url}/{path}")
            expect(page.get_by_text(re.compile("Code prüfen")).first).to_be_visible()
            must_be_german(page)
        page.goto(server.url)  # what the console has to say is said by then
        expect(button(page, "home.start").first).to_be_visible()


def test_a_practice_game_speaks_german_to_its_last_page(server: Server, devices: Devices) -> None:
    page = german(devices.phone(), server.url)
    open_practice(page, server.url)
    page.get_by_role("dialog").wait_for()
    must_be_german(page)
    begin(page)
    must_be_german(page)
    for turn in range(1, 14):
        wait_for_turn(page, turn)
        if turn in (2, 5, 9):
            switch(page, turn % 6)
            must_be_german(page)
        confirm(page)
    expect(page.get_by_text(SCORED)).to_be_visible()
    must_be_german(page)
    link(page, "results.open").click()
    page.wait_for_url(re.compile("/debrief/"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_text(said(page, "results.asking"))).to_have_count(0)
    must_be_german(page)
    page.goto(server.url)
    expect(page.get_by_text(said(page, "home.continue"))).to_be_visible()
    must_be_german(page)


@pytest.fixture
def workshop(server: Server, devices: Devices) -> Iterator[tuple[Page, list[Page], Page, str]]:
    """A desk, two players in the lobby, and the wall."""
    desk = german(devices.desk(), server.url)
    desk.goto(f"{server.url}/host")
    desk.get_by_label(re.compile("Engpass Pazifik")).check()
    desk.get_by_label(said(desk, "host.name")).fill("Annegret")
    button(desk, "host.button").click()
    button(desk, "recovery.noted").wait_for()
    must_be_german(desk)
    button(desk, "recovery.noted").click()
    code = code_of(desk)
    wall = german(devices.wall(), server.url)
    wall.goto(f"{server.url}/board/{code}")
    players = []
    for name in PEOPLE:
        players.append(german(devices.phone(), server.url))
        join(players[-1], server.url, code, name)
    yield desk, players, wall, code


def test_a_workshop_speaks_german_in_the_hand_at_the_desk_and_on_the_wall(
    server: Server, devices: Devices, workshop: tuple[Page, list[Page], Page, str]
) -> None:
    desk, players, wall, code = workshop
    for name in PEOPLE:
        expect(wall.get_by_text(name)).to_be_visible()
        expect(desk.get_by_text(name)).to_be_visible()
    for page in (desk, *players, wall):
        must_be_german(page)
    _refused(devices, server, code)
    start(desk)
    for page in players:
        begin(page)
        wait_for_turn(page, 1)
    rules(desk)
    _dialogs(desk)
    for turn in (1, 2, 3):
        for page in players:
            wait_for_turn(page, turn)
            confirm(page)
        for page in (*players, desk):
            wait_for_turn(page, turn + 1)
    expect(wall.get_by_text(said(wall, "top.turn", turn=4))).to_be_visible()
    for page in (desk, *players, wall):
        must_be_german(page)
    end_game(desk)
    expect(wall.get_by_text(said(wall, "board.over"))).to_be_visible()
    for page in (desk, *players, wall):
        must_be_german(page)
    expect(players[0].get_by_text(SCORED)).to_be_visible()
    link(players[0], "results.open").click()
    players[0].wait_for_url(re.compile("/debrief/"))
    expect(players[0].get_by_text("Engpass Pazifik").first).to_be_visible()
    must_be_german(players[0])


def _refused(devices: Devices, server: Server, code: str) -> None:
    """A name that is taken."""
    late = german(devices.phone(), server.url)
    late.goto(f"{server.url}/join/{code}")
    late.get_by_label(said(late, "join.name")).fill(PEOPLE[0])
    with devices.failing_request():
        button(late, "join.button").click()
        expect(late.get_by_role("alert").filter(has_text=said(late, "error.name_taken"))).to_be_visible()
    must_be_german(late)


def _dialogs(desk: Page) -> None:
    """How to join, a shock with the headline that the desk proposes, and somebody's seat."""
    button(desk, "year.add").click()
    kinds = desk.get_by_label(said(desk, "shock.kind")).locator("option")
    for number in range(kinds.count()):
        desk.get_by_label(said(desk, "shock.kind")).select_option(index=number)
        must_be_german(desk)
    desk.keyboard.press("Escape")
    seat(desk, PEOPLE[0])
    desk.get_by_role("dialog").wait_for()
    button(desk, "seat.hand_over").click()
    expect(desk.get_by_label(said(desk, "seat.link"))).to_be_visible()
    must_be_german(desk)
    desk.keyboard.press("Escape")
    expect(desk.get_by_role("dialog")).to_have_count(0)


# ------------------------------------------------------------ the switch


def test_the_language_changes_in_place_and_what_was_set_stays(server: Server, devices: Devices) -> None:
    page = devices.phone()
    open_practice(page, server.url)
    begin(page)
    switch(page, 1)
    before = stances(page)
    page.get_by_role("button", name="Deutsch").click()
    gives(page, GERMAN)
    expect(page.get_by_role("heading", name=re.compile("Gehäuse")).first).to_be_visible()
    assert stances(page) == before
    expect(page.get_by_role("button", name="English")).to_be_focused()
    confirm(page)
    wait_for_turn(page, 2)
    page.reload()
    wait_for_turn(page, 2)
    must_be_german(page)
    page.get_by_role("button", name="English").click()
    gives(page, Person())
    wait_for_turn(page, 2)
    expect(page.locator("html")).to_have_attribute("lang", re.compile("^en"))


def test_a_browser_that_wants_german_is_greeted_in_german(server: Server, page: Page) -> None:
    page.add_init_script("Object.defineProperty(navigator, 'languages', { get: () => ['de-AT', 'en'] })")
    page.goto(server.url)
    gives(page, GERMAN)
    expect(button(page, "home.start").first).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "de-AT")
    must_be_german(page)


def test_nobody_loads_a_language_that_is_not_read(server: Server, page: Page) -> None:
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(server.url)
    expect(button(page, "home.start").first).to_be_visible()
    scripts = [answer.text() for answer in answers if answer.url.endswith(".js")]
    assert any("Open a game" in script for script in scripts)
    assert not any("Bestenliste" in script for script in scripts)


def test_a_scenario_of_ones_own_without_german_is_played_in_its_own_words(
    devices: Devices, tmp_path: Path
) -> None:
    folder = SCENARIOS
    command = [LINESTOP, "serve", "--scenarios", str(folder)]
    with running(command, tmp_path / "linestop.db", tmp_path) as server:
        page = german(devices.phone(), server.url)
        button(page, "home.start", title="One Seat").click()
        begin(page)
        wait_for_turn(page, 1)
        assert any("board" in found.lower() for found in english_on(page))
        page.close()


def test_a_decision_is_saved_in_german_too(server: Server, devices: Devices) -> None:
    page = german(devices.phone(), server.url)
    page.goto(f"{server.url}/host")
    page.get_by_text(said(page, "host.open")).click()
    page.get_by_label(said(page, "host.name")).fill("Hildegard")
    button(page, "host.button").click()
    text(page, "lobby.in").wait_for()
    must_be_german(page)
    button(page, "lobby.start").click()
    begin(page)
    confirm(page)
    must_be_saved(page)
    must_be_german(page)
