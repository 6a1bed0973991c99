"""One person runs twelve tables on a real server, and never leaves the desk."""

from __future__ import annotations

import re
from pathlib import Path

from devices import Devices
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
from playwright.sync_api import Page, expect
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
