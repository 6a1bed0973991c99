"""One person runs twelve tables on a real server, and 250 of them, and never leaves the desk."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from devices import Devices
from hall import Hall
from layout import faults
from play import (
    begin,
    begin_if_asked,
    claim_link,
    close_by_hand,
    close_turn,
    confirm,
    end_game,
    join,
    must_be_saved,
    open_game,
    seat,
    start,
    wait_for_turn,
)
from playwright.sync_api import Locator, Page, expect
from server import Server
from stage import bots


def test_one_person_runs_twelve_tables_and_never_leaves_the_desk(
    server: Server, devices: Devices, tmp_path: Path
) -> None:
    desk, dead, moved, lost = devices.desk(), devices.phone(), devices.phone(), devices.phone()
    code = open_game(desk, server.url)
    left: list[str] = []
    desk.on("framenavigated", lambda frame: left.append(frame.url))
    for phone, name in ((dead, "Ana"), (moved, "Ben"), (lost, "Cem")):
        join(phone, server.url, code, name)
    with bots(server.url, code, 45, tmp_path):
        expect(desk.get_by_role("heading", name=re.compile(r"^Table \d+"))).to_have_count(12)
        expect(desk.get_by_text("3 people, 45 bots").first).to_be_visible()
        start(desk)
        close_by_hand(desk)
        for phone in (dead, moved, lost):
            begin(phone)
            confirm(phone)
            must_be_saved(phone)
        expect(desk.get_by_role("status").get_by_text("48 of 48 decided")).to_be_visible()
        close_turn(desk)

        _lose_three_phones(devices, desk, dead, moved, lost)
        new = devices.phone()
        _give_to_a_bot(desk, "Ana")
        _move(desk, "Ben", new)
        confirm(new)
        must_be_saved(new)
        desk.get_by_label("Time for a turn").select_option("3 minutes")
        desk.get_by_role("button", name="+1 minute").click()
        expect(new.get_by_role("timer")).to_have_text(re.compile(r"^[34]:\d\d$"))
        expect(desk.get_by_role("status").get_by_text("46 of 47 decided")).to_be_visible()
        close_turn(desk)
        wait_for_turn(new, 3)

        lost.context.set_offline(False)
        wait_for_turn(lost, 3)
        expect(lost.get_by_text("Nobody confirmed here last turn")).to_be_visible()
        confirm(lost)
        must_be_saved(lost)
        end_game(desk)
    assert left == [], "the desk's page was never left"
    assert len(desk.context.pages) == 1, "nor was another one opened"
    desk.reload()
    assert left == [desk.url], "had it been left, that would have been seen"


def _lose_three_phones(devices: Devices, desk: Page, dead: Page, moved: Page, lost: Page) -> None:
    """Two are dead, the third is without network: the desk sees all three go."""
    devices.server_may_go = True
    wait_for_turn(lost, 2)
    dead.close()
    moved.close()
    lost.context.set_offline(True)
    # A phone without network says nothing: it counts as away when it has left the server's pings unanswered.
    expect(desk.get_by_text("3 of them away")).to_be_visible(timeout=90_000)


def _give_to_a_bot(desk: Page, name: str) -> None:
    seat(desk, name)
    desk.get_by_role("button", name="Give to a bot").click()
    desk.get_by_role("dialog", name="Give to a bot").get_by_role("button", name="Give to a bot").click()
    expect(desk.get_by_role("dialog")).to_have_count(0)


def _move(desk: Page, name: str, phone: Page) -> None:
    """The seat's QR code is scanned with another phone, which is in the game then."""
    seat(desk, name)
    desk.get_by_role("button", name="Move to another device").click()
    phone.goto(claim_link(desk))
    desk.keyboard.press("Escape")
    begin_if_asked(phone)
    wait_for_turn(phone, 2)


# ---------------------------------------------------------------- 250 tables

EVERYBODY = [f"Guest {number:04}" for number in range(1, 1001)]
HERE = EVERYBODY[:120]
"""Their phones are open; all others joined and are away."""


@pytest.mark.slow
def test_one_person_runs_250_tables_from_the_desk(server: Server, devices: Devices) -> None:
    desk, wall, phone = devices.desk(), devices.wall(), devices.phone()
    devices.server_may_go = True  # a phone's page is closed while its decision is on the way
    code = open_game(desk, server.url)
    wall.goto(f"{server.url}/board/{code}")
    with Hall(server.url, code) as hall:
        hall.join(EVERYBODY)
        hall.come(HERE)
        expect(desk.get_by_text("1,000 people, 880 of them away · 250 tables")).to_be_visible()
        expect(wall.get_by_role("heading", name="1,000 people are in")).to_be_visible()
        _find_people_and_tables(desk)
        _find_ones_own_table(wall)
        _remove_three_hundred_with_one_question(desk)

        start(desk)
        expect(_group(desk, "Needs you")).to_be_checked()
        expect(_chip(desk, "Not decided")).to_contain_text("700")
        close_by_hand(desk)
        hall.decide(1, HERE)
        expect(desk.get_by_role("status").get_by_text("120 of 700 decided")).to_be_visible()
        hall.leave(HERE[:3])
        expect(_chip(desk, "Connection lost")).to_contain_text("583")
        close_turn(desk)
        wait_for_turn(desk, 2)
        expect(wall.get_by_role("heading", name="How 700 companies stand")).to_be_visible()
        _stands_on_the_wall(wall)
        _find_ones_own_table(wall)

        _chip(desk, "Bot where somebody sat").click()
        expect(desk.get_by_text("No bot plays where somebody sat before.")).to_be_visible()
        _leads_from_a_phone(phone, desk.url, desk)


def _chip(desk: Page, name: str) -> Locator:
    return desk.locator("label").filter(has_text=name)


def _group(desk: Page, name: str) -> Locator:
    return desk.get_by_role("radio", name=re.compile(f"^{name}"))


def _find_people_and_tables(desk: Page) -> None:
    search = desk.get_by_role("searchbox", name="Find a person or a table")
    search.fill("guest 0999")
    expect(desk.get_by_role("heading", name=re.compile(r"^Table \d+$"))).to_have_text(["Table 250"])
    expect(desk.get_by_role("button", name=re.compile("Guest 0999"))).to_be_visible()
    search.fill("250")
    expect(desk.get_by_role("heading", name="Table 250", exact=True)).to_be_visible()
    search.fill("Nobody of this name")
    expect(desk.get_by_text("Nobody here is called “Nobody of this name”")).to_be_visible()
    desk.get_by_role("button", name="Show all seats").click()
    expect(search).to_have_value("")
    desk.get_by_role("navigation", name="Pages of seats").get_by_role("button", name="Next").click()
    expect(desk.get_by_text("49–96 of 1,000")).to_be_visible()
    expect(desk.get_by_role("heading", name="Table 13", exact=True)).to_be_visible()


def _remove_three_hundred_with_one_question(desk: Page) -> None:
    # By the keyboard: from one group to the next with the arrow keys.
    _group(desk, "Needs you").focus()
    desk.keyboard.press("ArrowRight")
    expect(_group(desk, "Connection lost")).to_be_checked()
    desk.get_by_role("button", name="Mark these 300").click()
    desk.get_by_role("button", name="Remove 300 people…").click()
    sure = desk.get_by_role("dialog", name="Remove people from the game")
    expect(sure.get_by_text("and 292 more leave the game.")).to_be_visible()
    sure.get_by_role("button", name="Remove 300 people").click()
    expect(sure).to_have_count(0)
    expect(desk.get_by_text("300 people were removed.")).to_be_visible()
    expect(desk.get_by_text("700 people, 580 of them away · 250 tables")).to_be_visible()


def _find_ones_own_table(wall: Page) -> None:
    search = wall.get_by_role("searchbox", name="Find your table")
    search.fill("Guest 0117")
    expect(wall.get_by_text("Table 30", exact=True)).to_be_visible()
    search.fill("")
    expect(wall.get_by_text("Table 30", exact=True)).to_have_count(0)


def _stands_on_the_wall(wall: Page) -> None:
    """All at once, without scrolling, ten rows of it a ranking, and no score before the end."""
    assert wall.evaluate("document.documentElement.scrollHeight <= innerHeight")
    assert wall.get_by_role("row").count() > 1
    expect(wall.get_by_text("Score")).to_have_count(0)
    assert faults(wall) == []


def _leads_from_a_phone(phone: Page, url: str, desk: Page) -> None:
    """The same desk in the hand: what needs somebody comes first, and nothing is cut off or too small."""
    storage = desk.evaluate("JSON.stringify(localStorage)")
    phone.goto(url.split("/host")[0])
    phone.evaluate(
        "all => Object.entries(JSON.parse(all)).forEach((each) => localStorage.setItem(...each))", storage
    )
    phone.goto(url)
    expect(_group(phone, "Needs you")).to_be_checked()
    expect(phone.get_by_role("searchbox", name="Find a person or a table")).to_be_visible()
    assert faults(phone, touch=True) == []
