"""The door of a game on the screens: closed and opened at the desk, and what the join page says."""

from __future__ import annotations

import re

from devices import Devices
from play import begin, join, open_game, start
from playwright.sync_api import expect
from server import Server


def test_a_closed_door_says_so_on_the_join_page_and_the_board_and_opens_again(
    server: Server, devices: Devices
) -> None:
    desk, wall, ana = devices.desk(), devices.wall(), devices.phone()
    code = open_game(desk, server.url)
    wall.goto(f"{server.url}/board/{code}")
    desk.get_by_role("button", name="Close the door").click()
    expect(desk.get_by_text("nobody new can join")).to_be_visible()
    expect(wall.get_by_text("The door is closed")).to_be_visible()
    ana.goto(f"{server.url}/join/{code}")
    expect(ana.get_by_text("The facilitator has closed the door.")).to_be_visible()
    expect(ana.get_by_role("button", name="Join", exact=True)).to_be_hidden()
    desk.get_by_role("button", name="Open the door").click()
    ana.get_by_role("button", name="Try again").click()
    ana.get_by_label("Your name").fill("Ana")
    ana.get_by_role("button", name="Join", exact=True).click()
    ana.wait_for_url(re.compile("/play/"))


def test_two_people_are_removed_at_once_and_wait_until_the_desk_lets_them_in(
    server: Server, devices: Devices
) -> None:
    desk, ana, ben = devices.desk(), devices.phone(), devices.phone()
    code = open_game(desk, server.url)
    join(ana, server.url, code, "Ana")
    join(ben, server.url, code, "Ben")
    start(desk)
    begin(ana)
    # In a running game the door stands beside the code.
    desk.get_by_role("button", name=re.compile(code)).click()
    desk.get_by_role("button", name="Remove people").click()
    dialog = desk.get_by_role("dialog", name="Remove people from the game")
    dialog.get_by_label(re.compile("Ana")).check()
    dialog.get_by_label(re.compile("Ben")).check()
    dialog.get_by_role("button", name="Remove 2 people").click()
    expect(dialog).to_be_hidden()
    expect(ana.get_by_text("You were taken off your seat")).to_be_visible()

    ana.goto(f"{server.url}/join/{code}")
    ana.get_by_label("Your name").fill("Ana again")
    with devices.failing_request():
        ana.get_by_role("button", name="Join", exact=True).click()
        expect(ana.get_by_text("The facilitator must let you in first")).to_be_visible()
    expect(desk.get_by_text("Somebody waits at the door.")).to_be_visible()
    desk.get_by_role("button", name="Let them in").click()
    ana.get_by_role("button", name="Join", exact=True).click()
    ana.wait_for_url(re.compile("/play/"))
    expect(desk.get_by_text("Somebody waits at the door.")).to_be_hidden()
