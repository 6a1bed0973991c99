"""The tutorial as newcomers go through it: by a finger on a phone and by the keyboard alone at a desk, in
English and in German; doing otherwise than it says; leaving it, and going on."""

from __future__ import annotations

from typing import Literal

import pytest
from devices import Devices
from hands import Hands, Person, gives, press, said
from play import among, button, confirm, link, open_practice, text, wait_for_turn
from playwright.sync_api import Browser, Locator, Page, expect
from server import Server
from tutor import CHOOSE, STEPS, choose_buffer, close, coach, must_be_at, open_tutorial, read_to
from words import catalogue, written

Device = Literal["phone", "desk"]
PEOPLE: tuple[tuple[Device, Hands, str], ...] = (
    ("phone", "touch", "en-US"),
    ("phone", "touch", "de-DE"),
    ("desk", "keyboard", "en-US"),
    ("desk", "keyboard", "de-DE"),
)
BUFFERS = """async () => {
    const code = location.pathname.split("/").pop();
    const [{ token }] = JSON.parse(localStorage.getItem("linestop/games"));
    const headers = { Authorization: `Bearer ${token}` };
    return (await (await fetch(`/api/games/${code}/buffers`, { headers })).json()).parts;
}"""


@pytest.mark.parametrize(("device", "hands", "locale"), PEOPLE)
def test_who_does_what_it_says_learns_what_each_buffer_cost_and_saved(
    server: Server, browser: Browser, device: Device, hands: Hands, locale: str
) -> None:
    devices = Devices(browser, locale)
    page = gives(devices.phone() if device == "phone" else devices.desk(), Person(locale[:2], hands))
    open_tutorial(page, server.url)
    read_to(page, 1, CHOOSE)
    choose_buffer(page)
    must_be_at(page, 1, STEPS[0])
    must_say(page, "tutorial.confirm_buffer")
    close(page, 1)
    for turn, told in ((2, "tutorial.ready"), (3, "tutorial.late"), (4, "tutorial.last")):
        read_to(page, turn, STEPS[turn - 1])
        must_say(page, told)
        close(page, turn)
    brakes, batteries = page.evaluate(BUFFERS)
    held, never = brakes["held"], batteries["always"]
    cost, saved, other = (
        written(page, money, "money") for money in (held["cost"], held["saved"], never["cost"])
    )
    expect(text(page, "tutorial.buffer_held", cost=cost, saved=saved)).to_be_visible()
    nothing = catalogue(locale[:2])["tutorial.saved_nothing"]
    expect(text(page, "tutorial.buffer_never", cost=other, saved=nothing)).to_be_visible()
    must_be_told(page, "tutorial.ask_jic", saved, "tutorial.wrong_stop")
    must_be_told(page, "tutorial.ask_jic", cost, "tutorial.right_jic")
    must_be_told(page, "tutorial.ask_jit", other, "tutorial.right_jit")
    press(link(page, "tutorial.practise"))
    expect(page.get_by_role("heading", name=said(page, "home.practise"))).to_be_in_viewport()
    expect(going_on(page)).to_have_count(0)
    devices.close()


def test_who_keeps_no_buffer_sees_the_line_stop_and_what_one_would_have_saved(
    server: Server, devices: Devices
) -> None:
    page = devices.phone()
    open_tutorial(page, server.url)
    read_to(page, 1, CHOOSE)
    press(button(page, "tutorial.skip"))
    must_say(page, "tutorial.confirm_lean")
    close(page, 1)
    must_say(page, "tutorial.lean")
    close(page, 2)
    read_to(page, 3, 2)
    must_say(page, "tutorial.empty")
    close(page, 3)
    must_say(page, "tutorial.stood")
    read_to(page, 4, 2)
    must_say(page, "tutorial.bill_stood")
    close(page, 4)
    always = page.evaluate(BUFFERS)[0]["always"]
    cost, saved = (written(page, always[name], "money") for name in ("cost", "saved"))
    expect(text(page, "tutorial.buffer_never", cost=cost, saved=saved)).to_be_visible()


def test_who_buys_too_late_is_told_what_that_was_worth_and_what_buying_at_once_would_have_been(
    server: Server, devices: Devices
) -> None:
    page = devices.desk()
    open_tutorial(page, server.url)
    close(page, 1)
    choose_buffer(page)
    close(page, 2)
    for turn in (3, 4):
        close(page, turn)
    brakes = page.evaluate(BUFFERS)[0]
    assert brakes["turns"] == 3 and brakes["held"]["saved"] < brakes["always"]["saved"]
    saved, could = (written(page, brakes[name]["saved"], "money") for name in ("held", "always"))
    expect(text(page, "tutorial.buffer_part", saved=saved, always_saved=could)).to_be_visible()


def test_a_reload_and_another_visit_go_on_at_the_same_step(server: Server, devices: Devices) -> None:
    page = devices.desk()
    open_tutorial(page, server.url)
    read_to(page, 1, 3)
    page.reload()
    must_be_at(page, 1, 3)
    close(page, 1)
    read_to(page, 2, 2)
    page.goto(server.url)
    press(going_on(page))
    must_be_at(page, 2, 2)
    press(button(page, "tutorial.back"))
    must_be_at(page, 2, 1)


def test_steps_may_be_hidden_and_found_again_and_hold_nobody_back(server: Server, devices: Devices) -> None:
    page = devices.phone()
    open_tutorial(page, server.url)
    press(button(page, "tutorial.hide"))
    expect(coach(page).get_by_role("status")).to_have_count(0)
    confirm(page)
    wait_for_turn(page, 2)
    expect(coach(page).get_by_role("status")).to_have_count(0)
    press(button(page, "tutorial.unhide"))
    must_be_at(page, 2, 1)


def test_what_a_step_speaks_of_is_outlined_and_on_the_screen(server: Server, devices: Devices) -> None:
    page = devices.phone()
    open_tutorial(page, server.url)
    outlined = page.locator("[data-coached]")
    for turn in range(1, len(STEPS) + 1):
        for step in range(1, STEPS[turn - 1] + 1):
            must_be_at(page, turn, step)
            expect(outlined).to_have_count(1)
            expect(outlined).to_be_in_viewport(ratio=0.9)
            following = button(page, "tutorial.next").or_(button(page, "tutorial.skip"))
            if step < STEPS[turn - 1]:
                press(following)
        close(page, turn)
    expect(outlined).to_have_count(0)


def test_a_practice_game_has_no_such_steps(server: Server, devices: Devices) -> None:
    page = devices.desk()
    open_practice(page, server.url)
    button(page, "story.begin").wait_for()
    expect(coach(page)).to_have_count(0)


def going_on(page: Page) -> Locator:
    """On the first screen, to the game that this browser holds."""
    return page.get_by_role("link", name=among(page, "home.go_on"))


def must_say(page: Page, key: str) -> None:
    expect(coach(page).get_by_role("status")).to_have_text(said(page, key))


def must_be_told(page: Page, question: str, answer: str, feedback: str) -> None:
    """Of this answer to a question."""
    asked = page.get_by_role("group", name=said(page, question))
    press(asked.get_by_role("button", name=answer, exact=True))
    expect(asked.get_by_role("status")).to_have_text(said(page, feedback))
