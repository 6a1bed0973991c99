"""The desk at work, as a facilitator meets it: holding and closing a turn, a shock, a question, the door."""

from __future__ import annotations

import re

from devices import Devices
from hands import Person, gives, said
from play import begin, button, close_turn, confirm, join, must_be_saved, open_game, start, wait_for_turn
from playwright.sync_api import Page, expect
from server import Server


def led_with_ana(server: Server, devices: Devices) -> tuple[Page, Page]:
    """A game that has begun: its desk, and the phone of its one player."""
    desk, ana = devices.desk(), devices.phone()
    join(ana, server.url, open_game(desk, server.url), "Ana")
    start(desk)
    begin(ana)
    return desk, ana


def test_a_new_game_begins_with_the_squeeze_and_each_scenario_says_what_it_is_good_for(
    server: Server, devices: Devices
) -> None:
    desk = devices.desk()
    desk.goto(f"{server.url}/host")
    expect(desk.get_by_label(re.compile("Pacific Squeeze"))).to_be_checked()
    for purpose in ("Good for a first workshop", "Good as a second game"):
        expect(desk.get_by_text(purpose).first).to_be_visible()


def test_a_held_turn_waits_for_the_desk_and_the_next_says_why_it_closed(
    server: Server, devices: Devices
) -> None:
    desk, wall, ana = devices.desk(), devices.wall(), devices.phone()
    code = open_game(desk, server.url)
    wall.goto(f"{server.url}/board/{code}")
    join(ana, server.url, code, "Ana")
    start(desk)
    begin(ana)
    desk.get_by_role("button", name="Close the turn").click()
    sure = desk.get_by_role("dialog", name="Close the turn")
    expect(sure).to_contain_text("Ana has not decided. All parts of this company stay Just in Time.")
    sure.get_by_role("button", name="Cancel").click()

    desk.get_by_role("button", name="Hold this turn").click()
    expect(desk.get_by_text("You hold this turn open")).to_be_visible()
    confirm(ana)
    must_be_saved(ana)
    expect(wall.get_by_text("Everybody has decided. The facilitator closes the turn.")).to_be_visible()
    desk.get_by_role("button", name="Close when all have decided").click()
    wait_for_turn(ana, 2)
    for page in (desk, ana):
        expect(page.get_by_text("Turn 1 closed because everybody had decided.")).to_be_visible()

    desk.get_by_role("button", name="Pause").click()
    expect(desk.get_by_role("button", name="Resume")).to_be_visible()
    expect(desk.get_by_role("button", name="Close the turn")).to_have_attribute("aria-disabled", "true")


def test_the_last_decision_may_come_while_the_desk_is_asked_whether_to_close(
    server: Server, devices: Devices
) -> None:
    desk, ana = led_with_ana(server, devices)
    desk.get_by_role("button", name="Hold this turn").click()
    expect(desk.get_by_text("You hold this turn open")).to_be_visible()
    desk.get_by_role("button", name="Close the turn").click()
    sure = desk.get_by_role("dialog", name="Close the turn")
    expect(sure).to_contain_text("Ana has not decided.")
    confirm(ana)
    expect(sure).to_contain_text("Everybody has decided now.")
    sure.get_by_role("button", name="Close the turn").click()
    wait_for_turn(ana, 2)


def test_a_shock_form_left_open_over_a_close_says_so_and_a_question_asks_before_it_replaces(
    server: Server, devices: Devices
) -> None:
    desk, ana = led_with_ana(server, devices)
    desk.get_by_label("Message to the room").fill("Welcome, all of you.")
    desk.get_by_role("button", name="Send").click()
    expect(ana.get_by_text("Welcome, all of you.")).to_be_visible()
    desk.get_by_role("button", name="Show it to the room").click()
    instead = desk.get_by_role("dialog", name="Show it to the room")
    expect(instead).to_contain_text("The room reads now: “Welcome, all of you.”")
    instead.get_by_role("button", name="Cancel").click()

    desk.get_by_role("button", name="Add a shock").click()
    form = desk.get_by_role("dialog", name="Add a shock")
    expect(form.get_by_label("In this turn, from week 1 on")).to_be_checked()
    expect(form.get_by_role("option", name="Oakridge Frames (Frame)")).to_have_count(1)
    # The turn closes meanwhile: everybody has decided.
    confirm(ana)
    wait_for_turn(ana, 2)
    expect(form.get_by_role("alert")).to_contain_text("Turn 1 closed while this form was open.")
    expect(ana.get_by_text("Welcome, all of you.")).to_be_hidden()
    form.get_by_label("In turn 3, from week 9 on").check()
    form.get_by_label("How sure the news sounds").select_option("Rumour")
    form.get_by_role("button", name="Add this shock").click()
    expect(form).to_be_hidden()
    expect(ana.get_by_text("Oakridge Frames cuts its output").first).to_be_visible()
    close_turn(desk)
    wait_for_turn(desk, 3)


# ---------------------------------------------------------------- the door


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


def test_a_shock_in_the_form_s_words_is_read_in_each_reader_s_language_and_its_end_is_told(
    server: Server, devices: Devices
) -> None:
    desk, wall, ana = devices.desk(), devices.wall(), devices.phone()
    desk.goto(server.url)
    desk.get_by_role("button", name="Deutsch").click()
    expect(button(gives(desk, Person(language="de")), "home.start").first).to_be_visible()
    code = open_game(desk, server.url)
    wall.goto(f"{server.url}/board/{code}")
    join(ana, server.url, code, "Ana")
    start(desk)
    begin(ana)
    button(desk, "year.add").click()
    desk.get_by_label(said(desk, "shock.kind")).select_option("closure")
    desk.get_by_label(said(desk, "shock.target")).select_option(index=0)
    expect(desk.get_by_label(said(desk, "shock.headline"))).to_have_value(re.compile(" schließt$"))
    button(desk, "shock.button").click()
    for page in (ana, wall):
        expect(page.get_by_text(re.compile(r"^(?!Over).* closes$")).first).to_be_visible()
    close_turn(desk)
    wait_for_turn(ana, 2)
    for page in (ana, wall):
        expect(page.get_by_text(re.compile(r"^Over: .* closes$")).first).to_be_visible()
    button(desk, "year.list").click()
    for told in (" schließt", "Vorbei: "):
        expect(desk.get_by_role("table").get_by_text(told).first).to_be_visible()


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

    ana.reload()
    expect(ana.get_by_text("You were taken off your seat")).to_be_visible()
    ana.get_by_role("button", name="Join again").click()
    ana.get_by_label("Your name").fill("Ana again")
    with devices.failing_request():
        ana.get_by_role("button", name="Join", exact=True).click()
        expect(ana.get_by_text("The facilitator must let you in first")).to_be_visible()
    expect(desk.get_by_text("Somebody waits at the door.")).to_be_visible()
    desk.get_by_role("button", name="Let them in").click()
    ana.get_by_role("button", name="Join", exact=True).click()
    ana.wait_for_url(re.compile("/play/"))
    expect(desk.get_by_text("Somebody waits at the door.")).to_be_hidden()
