"""What happens by itself is said to who does not see it, and said once: results, news, the clock, what is
saved and what is refused."""

from __future__ import annotations

import re

import pytest
from asleep import Hurry
from devices import Devices
from hands import said
from play import (
    begin,
    button,
    close_by_hand,
    close_turn,
    confirm,
    join,
    open_game,
    start,
    text,
    wait_for_turn,
)
from playwright.sync_api import Page
from server import Server
from spoken import forget, heard, listen, times

HEADLINE = "A strike at the mill"
MESSAGE = "Two minutes for everybody."


def test_a_turn_is_told_once_from_the_decision_to_the_result(server: Server, devices: Devices) -> None:
    desk, phone, wall = devices.desk(), devices.phone(), devices.wall()
    for page in (desk, phone, wall):
        listen(page)
    code = open_game(desk, server.url)
    wall.goto(f"{server.url}/board/{code}")
    join(phone, server.url, code, "Ana")
    start(desk)
    close_by_hand(desk)
    begin(phone)
    _hears(phone, said(phone, "saving.open_first"))

    confirm(phone)
    _hears(phone, said(phone, "saving.saved"))
    _hears(desk, said(desk, "desk.decided", decided=1, people=1))
    desk.get_by_label(said(desk, "message.label")).fill(MESSAGE)
    button(desk, "message.send").click()
    for page in (phone, wall):
        _hears(page, MESSAGE)
    button(desk, "year.add").click()
    desk.get_by_label(said(desk, "shock.headline")).fill(HEADLINE)
    button(desk, "shock.button").click()
    for page in (phone, wall):
        _hears(page, HEADLINE)

    for page in (phone, wall, desk):
        forget(page)
    close_turn(desk)
    wait_for_turn(phone, 2)
    _hears(phone, re.compile(r"^" + said(phone, "replay.result", turn=1).pattern.strip("^$")))
    _hears(phone, said(phone, "saving.open"))
    for page in (phone, wall):
        # That the shock is over is news, and is said once too.
        again = [words for words in heard(page) if HEADLINE in words and f"Over: {HEADLINE}" not in words]
        assert not again and times(page, MESSAGE) == 0, "nothing is said again"
        assert times(page, HEADLINE) <= 1


def test_the_clock_warns_twice_and_does_not_count_aloud(server: Server, devices: Devices) -> None:
    desk, phone = devices.desk(), devices.phone()
    listen(phone)
    phone.clock.install()
    hurry = Hurry.of(phone)
    code = open_game(desk, server.url)
    join(phone, server.url, code, "Ana")
    start(desk)
    begin(phone)
    close_by_hand(desk)
    desk.get_by_label(said(desk, "rules.deadline")).select_option("1")
    _hears(phone, said(phone, "clock.minute"))
    hurry.pass_time(30_000)
    assert times(phone, said(phone, "clock.minute")) == 1
    assert times(phone, said(phone, "clock.ten_seconds")) == 0
    hurry.pass_time(22_000)
    _hears(phone, said(phone, "clock.ten_seconds"))
    hurry.pass_time(4_000)
    assert times(phone, said(phone, "clock.ten_seconds")) == 1
    button(desk, "desk.pause").click()
    _hears(phone, said(phone, "clock.paused"))


def test_what_is_refused_and_what_is_not_saved_is_said_once(server: Server, devices: Devices) -> None:
    devices.server_may_go = True
    desk, phone, other = devices.desk(), devices.phone(), devices.phone()
    for page in (phone, other):
        listen(page)
    code = open_game(desk, server.url)
    join(phone, server.url, code, "Ana")
    other.goto(f"{server.url}/join/{code}")
    other.get_by_label(said(other, "join.name")).fill("ana")
    with devices.failing_request():
        button(other, "join.button").click()
        _hears(other, said(other, "error.name_taken"))
    start(desk)
    begin(phone)
    server.kill()
    text(phone, "line.broken").wait_for()
    _hears(phone, said(phone, "line.broken"))
    forget(phone)
    confirm(phone)
    _hears(phone, said(phone, "saving.offline"))
    for page in (desk, phone, other):
        page.close()


def _hears(page: Page, words: re.Pattern[str] | str) -> None:
    """Once, however often it is on the screen."""
    found = words if isinstance(words, str) else words.pattern.replace(r"^\s*", "").replace(r"\s*$", "")
    page.wait_for_function("words => heard.some((said) => new RegExp(words).test(said))", arg=found)
    assert times(page, found) == 1, heard(page)


# ---------------------------------------------------------------- that a fault would be found


def test_what_is_said_twice_or_not_at_all_is_found_out(server: Server, page: Page) -> None:
    listen(page)
    page.goto(server.url)
    page.evaluate(
        "document.body.insertAdjacentHTML('beforeend', '<p id=quiet></p><p id=loud role=status></p>')"
    )
    say = "(words) => { quiet.textContent = words; loud.textContent = words; }"
    forget(page)
    page.evaluate(say, "Saved.")
    assert times(page, r"Saved\.") == 1, "what is no live region says nothing"
    page.evaluate(say, "")
    page.evaluate(say, "Saved.")
    with pytest.raises(AssertionError):
        _hears(page, "Saved.")
