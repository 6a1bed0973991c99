"""The ways in, and how they fail: said in words, with a way on, and mended by itself where it can be."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from devices import Devices
from play import begin, code_of, confirm, end_game, join, must_be_saved, open_game, start
from playwright.sync_api import Page, expect
from server import LINESTOP, Server, running

GONE = re.compile("The server does not answer")


def test_an_unknown_address_has_a_page_with_the_ways_on(server: Server, devices: Devices) -> None:
    page = devices.phone()
    with devices.failing_request():
        answer = page.goto(f"{server.url}/nowhere/at/all")
        assert answer and answer.status == 404
        expect(page.get_by_role("heading", name="There is nothing at this address")).to_be_visible()
    expect(page).to_have_title(re.compile("Nothing here"))
    page.get_by_role("link", name="Home").click()
    expect(page.get_by_role("button", name="Play Calm Seas")).to_be_visible()


def test_a_code_that_opens_nothing_is_put_right_where_it_was_typed(server: Server, devices: Devices) -> None:
    desk, phone = devices.desk(), devices.phone()
    code = open_game(desk, server.url)
    phone.goto(server.url)
    box = phone.get_by_label(re.compile("^Six letters"))
    box.fill(f"{code[:5]}0")
    phone.get_by_role("button", name="Join").click()
    expect(phone.get_by_role("alert")).to_contain_text("without 0, O, 1, I and L")
    expect(box).to_be_focused()
    other = "ABCDEF" if code != "ABCDEF" else "ABCDEG"
    with devices.failing_request():
        box.fill(other)
        phone.keyboard.press("Enter")
        expect(phone.get_by_role("alert").first).to_contain_text("no game with this code")
    box = phone.get_by_label(re.compile("^Six letters"))
    expect(box).to_have_value(other)
    box.fill(f"{server.url}/join/{code}")  # a link pasted is as good
    phone.get_by_role("button", name="Join").click()
    expect(phone.get_by_label("Your name")).to_be_visible()


def test_a_game_that_is_full_or_over_says_so_and_offers_its_board(server: Server, devices: Devices) -> None:
    desk, ana, late = devices.desk(), devices.phone(), devices.phone()
    code = open_game(desk, server.url)
    join(ana, server.url, code, "Ana")
    start(desk)
    end_game(desk)
    late.goto(f"{server.url}/join/{code}")
    expect(late.get_by_text("This game is over.")).to_be_visible()
    late.get_by_role("link", name="Watch the board").click()
    late.wait_for_url(re.compile(f"/board/{code}"))
    expect(late.get_by_text("Ana").first).to_be_visible()


def test_a_device_without_a_seat_may_join_or_watch(server: Server, devices: Devices) -> None:
    desk, guest = devices.desk(), devices.phone()
    code = open_game(desk, server.url)
    guest.goto(f"{server.url}/play/{code}")
    expect(guest.get_by_role("heading", name=f"This device holds no seat in game {code}")).to_be_visible()
    guest.get_by_role("link", name="Watch the board").click()
    # Drawn by what the socket told: who goes back before it is open leaves an error in the browser's console.
    expect(guest.get_by_role("heading", name="Who is in?")).to_be_visible()
    guest.go_back()
    guest.get_by_role("link", name="Join this game").click()
    expect(guest.get_by_label("Your name")).to_be_visible()


READS_MS = 25_000


def to_its_end(phone: Page) -> None:
    phone.get_by_role("region", name="Meanwhile, the story").locator("p").last.scroll_into_view_if_needed()


@pytest.mark.parametrize("scrolls", [True, False], ids=["read to its end", "not looked at"])
@pytest.mark.parametrize("waits", [True, False], ids=["in time", "in a hurry"])
def test_a_story_that_was_read_in_the_lobby_does_not_open_again(
    server: Server, devices: Devices, scrolls: bool, waits: bool
) -> None:
    desk, phone = devices.desk(), devices.phone()
    code = open_game(desk, server.url)
    phone.clock.install(time=0)
    phone.clock.pause_at(1000)
    join(phone, server.url, code, "Ana")
    phone.clock.run_for(1000)  # a line is opened after a moment
    expect(phone.get_by_role("region", name="Meanwhile, the story")).to_be_visible()
    if scrolls:
        to_its_end(phone)
        # The window tells of what it shows after it has been drawn.
        expect(phone.get_by_role("region", name="Meanwhile, the story").locator("p").last).to_be_in_viewport()
    if waits:
        phone.clock.run_for(READS_MS)
    start(desk)
    phone.get_by_role("radiogroup").first.wait_for(state="attached")
    expect(phone.get_by_role("dialog")).to_have_count(0 if scrolls and waits else 1)


def test_games_on_this_device_stand_on_top_and_go_on_by_one_press(server: Server, devices: Devices) -> None:
    phone = devices.phone()
    phone.goto(server.url)
    phone.get_by_role("button", name="Play Calm Seas").click()
    begin(phone)
    code = code_of(phone)
    phone.goto(server.url)
    first = phone.get_by_role("main").get_by_role("link").first
    expect(first).to_have_accessible_name(re.compile("^Go on"))
    expect(first).to_be_in_viewport()
    first.click()
    phone.wait_for_url(re.compile(f"/play/{code}"))
    phone.goto(server.url)
    phone.get_by_role("button", name=f"Forget game {code}").click()
    expect(phone.get_by_role("link", name=re.compile("^Go on"))).to_have_count(0)


@pytest.mark.parametrize("touched", ["Home", "Open a game"], ids=["its answers", "its scripts"])
def test_a_page_that_finds_no_server_comes_by_itself_when_there_is_one(
    devices: Devices, tmp_path: Path, touched: str
) -> None:
    """What it asks for first, or the very scripts of a screen not visited before."""
    devices.server_may_go = True
    phone = devices.phone()
    db = tmp_path / "linestop.db"
    with running([LINESTOP, "serve"], db, tmp_path) as server:
        phone.goto(f"{server.url}/join" if touched == "Home" else server.url)
        expect(phone.get_by_role("button", name="Join")).to_be_visible()
        server.kill()
        phone.get_by_role("link", name="Linestop" if touched == "Home" else touched).click()
        expect(phone.get_by_role("alert")).to_contain_text(GONE)
        expect(phone.get_by_text("This page tries again by itself.")).to_be_visible()
    with running([LINESTOP, "serve"], db, tmp_path, LINESTOP_PORT=str(server.port)):
        expected(phone, touched)
        phone.close()


def expected(phone: Page, touched: str) -> None:
    name = "Play Calm Seas" if touched == "Home" else "Open the game"
    expect(phone.get_by_role("button", name=name)).to_be_visible()
    expect(phone.get_by_text(GONE)).to_be_hidden()


def test_a_line_that_stays_broken_says_what_to_look_after(devices: Devices, tmp_path: Path) -> None:
    devices.server_may_go = True
    phone = devices.phone()
    with running([LINESTOP, "serve"], tmp_path / "linestop.db", tmp_path) as server:
        phone.clock.install()
        phone.goto(server.url)
        phone.get_by_role("button", name="Play Calm Seas").click()
        begin(phone)
        server.kill()
        expect(phone.get_by_text(GONE)).to_be_visible()
        phone.clock.fast_forward(15_000)
        expect(phone.get_by_text("Is this device still on the same network")).to_be_visible()
        phone.close()


def test_the_host_chooses_seven_turns_of_eight_weeks_and_is_told_how_long_they_take(
    server: Server, devices: Devices
) -> None:
    desk, phone = devices.desk(), devices.phone()
    desk.goto(f"{server.url}/host")
    desk.get_by_label("Pacific Squeeze").check()
    plan = desk.get_by_role("status").filter(has_text="Plan about")
    expect(plan).to_have_text("Plan about 70 minutes for 13 turns, and 30 for the debrief.")
    desk.get_by_label("Turns", exact=True).select_option("7 turns of 8 weeks")
    expect(plan).to_have_text("Plan about 40 minutes for 7 turns, and 30 for the debrief.")
    # A choice that another scenario left does no harm, and comes back with it.
    desk.get_by_label("Calm Seas").check()
    expect(desk.get_by_label("Turns", exact=True)).to_have_value("true")
    desk.get_by_label("Pacific Squeeze").check()
    desk.get_by_label("Your name").fill("Frida")
    desk.get_by_role("button", name="Open the game").click()
    desk.get_by_role("button", name="I have noted it").click()
    join(phone, server.url, code_of(desk), "Ana")
    start(desk)
    begin(phone)
    expect(phone.get_by_text("Turn 1 of 7").first).to_be_visible()
    confirm(phone)
    must_be_saved(phone)
    # The room closes the turn by itself: eight weeks pass.
    expect(phone.get_by_text("Turn 2 of 7").first).to_be_visible()


@pytest.mark.parametrize("begun", [False, True], ids=["from the start", "in the middle of a game"])
def test_a_network_that_stops_websockets_alone_is_told_from_a_server_that_is_gone(
    server: Server, devices: Devices, begun: bool
) -> None:
    devices.server_may_go = True
    phone = devices.phone()
    phone.clock.install()
    phone.goto(server.url)
    if begun:
        phone.get_by_role("button", name="Play Calm Seas").click()
        begin(phone)
    # As a proxy does that knows no upgrade: it closes, and says nothing of the game's.
    phone.add_init_script(BLOCKED)
    phone.evaluate(BLOCKED)
    if begun:
        phone.evaluate("dispatchEvent(new Event('online'))")
        expect(phone.get_by_text(GONE)).to_be_visible()
    else:
        phone.get_by_role("button", name="Play Calm Seas").click()
        expect(phone.get_by_text("Connecting to game")).to_be_visible()
    phone.clock.run_for(15_000)
    expect(phone.get_by_text("The server answers, but the game's own connection")).to_be_visible()
    phone.close()


BLOCKED = """(() => {
    const Real = WebSocket;
    window.WebSocket = class extends Real {
        constructor(url) { super(url.replace("/ws/", "/no-such-line/")); }
    };
})()"""
