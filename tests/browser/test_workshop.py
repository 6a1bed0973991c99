"""A facilitator at a desk, players on phones, a board on the wall: one game on a real server."""

from __future__ import annotations

import re
from pathlib import Path

from devices import Devices
from hands import said
from play import (
    begin,
    claim_link,
    close_turn,
    code_of,
    confirm,
    end_game,
    join,
    open_game,
    rules,
    seat,
    start,
    switch,
    wait_for_turn,
)
from playwright.sync_api import Page, expect
from server import LINESTOP, Server, running


def test_two_phones_join_a_game_and_the_board_shows_the_first_turn(server: Server, devices: Devices) -> None:
    desk, wall, ana, ben = devices.desk(), devices.wall(), devices.phone(), devices.phone()
    code = open_game(desk, server.url)
    wall.goto(f"{server.url}/board/{code}")
    expect(wall.get_by_text(code)).to_be_visible()
    expect(wall.get_by_role("img", name=re.compile("QR code"))).to_be_visible()

    join(ana, server.url, code, "Ana")
    join(ben, server.url, code, "Ben")
    for page in (desk, wall, ana):
        expect(page.get_by_text("Ben", exact=True)).to_be_visible()

    start(desk)
    for phone in (ana, ben):
        begin(phone)
        wait_for_turn(phone, 1)
    switch(ana, row=0)
    confirm(ana)
    expect(ana.get_by_text("Saved. You can change it until the turn closes.")).to_be_visible()
    expect(desk.get_by_role("status").get_by_text("1 of 2 decided")).to_be_visible()
    close_turn(desk)

    for phone in (ana, ben):
        wait_for_turn(phone, 2)
    wait_for_turn(desk, 2)
    expect(ben.get_by_text("Nobody confirmed here last turn")).to_be_visible()
    row = wall.get_by_role("row", name=re.compile("Ana"))
    expect(row).to_contain_text("%")
    expect(wall.get_by_text("Turn 2 of")).to_be_visible()


def test_everybody_having_decided_closes_the_turn_after_a_countdown(server: Server, devices: Devices) -> None:
    desk, ana = devices.desk(), devices.phone()
    code = open_game(desk, server.url)
    join(ana, server.url, code, "Ana")
    start(desk)
    begin(ana)
    confirm(ana)
    expect(ana.get_by_text("Everybody has decided, closing in")).to_be_visible()
    wait_for_turn(ana, 2)


def test_the_desk_pauses_extends_and_speaks_to_the_room(server: Server, devices: Devices) -> None:
    desk, ana = devices.desk(), devices.phone()
    code = open_game(desk, server.url)
    join(ana, server.url, code, "Ana")
    start(desk)
    begin(ana)

    rules(desk)
    desk.get_by_label("Time for a turn").select_option("3 minutes")
    expect(ana.get_by_role("timer")).to_have_text(re.compile(r"^[23]:\d\d$"))
    desk.get_by_role("button", name="Pause").click()
    expect(ana.get_by_text("Paused")).to_be_visible()
    desk.get_by_role("button", name="+1 minute").click()
    expect(ana.get_by_role("timer")).to_have_text(re.compile(r"^[34]:\d\d$"))
    desk.get_by_role("button", name="Resume").click()
    expect(ana.get_by_text("Time left")).to_be_visible()

    desk.get_by_label("Message to the room").fill("Look at the port.")
    desk.get_by_role("button", name="Send").click()
    expect(ana.get_by_text("Look at the port.")).to_be_visible()

    desk.get_by_role("button", name="Add a shock").click()
    desk.get_by_label("Headline of the news").fill("A strike at the mill")
    desk.get_by_role("button", name="Add this shock").click()
    expect(ana.get_by_text("A strike at the mill").first).to_be_visible()
    expect(desk.get_by_text("added by the facilitator")).to_be_visible()


def test_a_seat_moves_to_another_phone_and_then_to_a_bot(server: Server, devices: Devices) -> None:
    desk, old, new = devices.desk(), devices.phone(), devices.phone()
    code = open_game(desk, server.url)
    join(old, server.url, code, "Ana")
    start(desk)
    begin(old)

    seat(desk, "Ana")
    desk.get_by_label("Name").fill("Anna")
    desk.get_by_role("button", name="Rename").click()
    expect(desk.get_by_text("Renamed.")).to_be_visible()
    desk.get_by_role("button", name="Move to another device").click()
    new.goto(claim_link(desk))
    begin(new)
    wait_for_turn(new, 1)
    expect(old.get_by_text("Your seat or your desk was moved to another device.")).to_be_visible()
    new.reload()
    wait_for_turn(new, 1)

    desk.keyboard.press("Escape")
    seat(desk, "Anna")
    desk.get_by_role("button", name="Give to a bot").click()
    desk.get_by_role("dialog", name="Give to a bot").get_by_role("button", name="Give to a bot").click()
    expect(new.get_by_text("The facilitator freed your seat or gave it to a bot.")).to_be_visible()
    new.get_by_role("button", name="Join again").click()
    new.wait_for_url(re.compile(f"/join/{code}"))
    expect(new.get_by_role("link", name="Back to my seat")).to_have_count(0)
    join(new, server.url, code, "Hana")
    expect(new.get_by_text(said(new, "saving.late"))).to_be_visible()


def test_a_desk_moves_by_its_recovery_code(server: Server, devices: Devices) -> None:
    desk, other = devices.desk(), devices.desk()
    desk.goto(f"{server.url}/host")
    desk.get_by_label("Your name").fill("Frida")
    desk.get_by_role("button", name="Open the game").click()
    recovery = desk.get_by_role("dialog").get_by_label("Recovery code").input_value()
    code = code_of(desk)

    other.goto(f"{server.url}/host")
    other.get_by_label("Game code").fill(code.lower())
    other.get_by_label("Recovery code").fill(recovery)
    other.get_by_role("button", name="Move the desk here").click()
    expect(other.get_by_role("button", name="Start the game")).to_be_visible()
    expect(desk.get_by_text("Your seat or your desk was moved to another device.")).to_be_visible()


def test_a_game_without_a_facilitator_is_started_by_who_opened_it(server: Server, devices: Devices) -> None:
    ana, ben = devices.phone(), devices.phone()
    ana.goto(f"{server.url}/host")
    ana.get_by_label("We play among ourselves").check()
    ana.get_by_label("One switch for all parts").check()
    ana.get_by_label("Your name").fill("Ana")
    ana.get_by_role("button", name="Open the game").click()
    ana.wait_for_url(re.compile("/play/"))
    code = code_of(ana)
    # As it is typed from the wall, not as it stands in the link.
    ben.goto(server.url)
    ben.get_by_label(re.compile("Six letters")).fill(f" {code[:3].lower()}-{code[3:]} ")
    ben.get_by_role("button", name="Join").click()
    ben.get_by_label("Your name").fill("Ben")
    ben.get_by_role("button", name="Join", exact=True).click()
    start(ana)
    for phone in (ana, ben):
        begin(phone)
        expect(phone.get_by_role("timer")).to_be_visible()
        phone.get_by_role("radio", name="Just in Case").check()
        confirm(phone)
    for phone in (ana, ben):
        wait_for_turn(phone, 2)
        expect(phone.get_by_role("radio", name="Just in Case")).to_be_checked()


def test_a_game_ended_early_has_its_results_and_stands_in_the_list(server: Server, devices: Devices) -> None:
    desk, ana, stranger = devices.desk(), devices.phone(), devices.desk()
    code = open_game(desk, server.url)
    join(ana, server.url, code, "Ana")
    start(desk)
    begin(ana)
    rules(desk)
    desk.get_by_label("Close every turn when everybody has decided").uncheck()
    confirm(ana)
    expect(ana.get_by_text("Saved. You can change it")).to_be_visible()
    end_game(desk)

    ana.get_by_role("link", name="Results and debrief").click()
    expect(ana.get_by_role("heading", name=re.compile("^You ran the line"))).to_be_visible()
    expect(ana.get_by_text("On the scale")).to_be_visible()
    ana.reload()
    with ana.expect_download() as saving:
        ana.get_by_role("button", name="Weeks as CSV").click()
    assert saving.value.suggested_filename == f"linestop-{code}.csv"

    with devices.failing_request():
        stranger.goto(f"{server.url}/debrief/{code}")
        expect(stranger.get_by_role("alert")).to_contain_text("This page opens with its own link")
    desk.get_by_label("Let everybody read its results").check()
    stranger.goto(f"{server.url}/leaderboard")
    stranger.get_by_text("More filters").click()
    stranger.get_by_label("Length").select_option("Also ended early")
    stranger.get_by_role("row", name=re.compile("Ana")).get_by_role("link", name="Results").click()
    expect(stranger.get_by_role("button", name=re.compile("^Show"))).to_have_count(4)


def test_a_name_that_is_taken_is_refused_in_words(server: Server, devices: Devices) -> None:
    desk, ana, other = devices.desk(), devices.phone(), devices.phone()
    code = open_game(desk, server.url)
    join(ana, server.url, code, "Ana")
    other.goto(f"{server.url}/join/{code}")
    other.get_by_label("Your name").fill("ana ")
    with devices.failing_request():
        other.get_by_role("button", name="Join", exact=True).click()
        expect(other.get_by_role("alert")).to_contain_text("Somebody in this game has this name already")


def test_a_server_killed_in_a_turn_comes_back_and_so_do_its_pages(devices: Devices, tmp_path: Path) -> None:
    devices.server_may_go = True
    db = tmp_path / "linestop.db"
    desk, wall, ana, ben = devices.desk(), devices.wall(), devices.phone(), devices.phone()
    with running([LINESTOP, "serve"], db, tmp_path) as server:
        code = open_game(desk, server.url)
        wall.goto(f"{server.url}/board/{code}")
        for phone, name in ((ana, "Ana"), (ben, "Ben")):
            join(phone, server.url, code, name)
        start(desk)
        for phone in (ana, ben):
            begin(phone)
        switch(ana, row=0)
        chosen = _chosen(ana)
        confirm(ana)
        expect(ana.get_by_text("Saved. You can change it until the turn closes.")).to_be_visible()
        server.kill()
        for page in (desk, wall, ana, ben):
            expect(page.get_by_text("The server does not answer.")).to_be_visible()
        confirm(ben)
        expect(ben.get_by_text("Not saved yet")).to_be_visible()
    with running([LINESTOP, "serve"], db, tmp_path, LINESTOP_PORT=str(server.port)):
        for page in (desk, wall, ana, ben):
            expect(page.get_by_text("The server does not answer.")).to_be_hidden()
        for phone in (ana, ben):
            wait_for_turn(phone, 2)
        assert _chosen(ana) == chosen
        expect(wall.get_by_text("Turn 2 of")).to_be_visible()
        for page in (desk, wall, ana, ben):
            page.close()


def _chosen(phone: Page) -> list[str | None]:
    checked = phone.get_by_role("radio", checked=True)
    return [checked.nth(row).get_attribute("value") for row in range(checked.count())]
