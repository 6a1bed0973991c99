"""A device slept, its socket is dead and looks open: awake again, its page shows the turn that is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from asleep import LATER, SEEN, STOP_BOTH_CLOCKS, STOP_STEADY_CLOCK, Line, line_of
from devices import Devices
from hands import said
from play import begin, close_turn, join, open_game, rules, start, wait_for_turn
from playwright.sync_api import Page, expect
from server import Server

WAKE_UPS: dict[str, Callable[[Page], object]] = {
    "it is seen again": lambda page: page.evaluate(SEEN, "visible"),
    "it comes from the back/forward cache": lambda page: page.evaluate(
        "dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))"
    ),
    "the browser thaws it": lambda page: page.evaluate("document.dispatchEvent(new Event('resume'))"),
    "its network is back": lambda page: page.evaluate("dispatchEvent(new Event('online'))"),
    "it is given the focus": lambda page: page.evaluate("dispatchEvent(new Event('focus'))"),
}
"""What a browser may tell a page that slept. Some tell nothing: see below."""


@dataclass(frozen=True, slots=True)
class Workshop:
    """A game in turn 1: three pages whose lines can be cut, and another desk that leads on meanwhile."""

    pages: dict[str, Page]
    lines: dict[str, Line]
    desk: Page

    def sleep(self, name: str, clocks: str, until: int = 2) -> Page:
        """Its device sleeps while the room goes on to the next turn."""
        page = self.pages[name]
        page.evaluate(clocks)
        self.lines[name].cut()
        close_turn(self.desk)
        wait_for_turn(self.desk, until)
        return page


@pytest.fixture
def workshop(server: Server, devices: Devices) -> Iterator[Workshop]:
    desk = devices.desk()
    pages = {"phone": devices.phone(), "wall": devices.wall(), "desk": desk.context.new_page()}
    lines = {name: line_of(page) for name, page in pages.items()}
    code = open_game(desk, server.url)
    join(pages["phone"], server.url, code, "Ana")
    start(desk)
    begin(pages["phone"])
    rules(desk)
    desk.get_by_label(said(desk, "rules.deadline")).select_option("3")
    pages["wall"].goto(f"{server.url}/board/{code}")
    pages["desk"].goto(f"{server.url}/host/{code}")
    for page in pages.values():
        must_show(page, 1)
        expect(page.get_by_role("timer")).to_have_text(re.compile(r"^2:\d\d$|^3:00$"))
    yield Workshop(pages, lines, desk)


def must_show(page: Page, turn: int) -> None:
    expect(page.get_by_text(re.compile(rf"\bTurn {turn} of")).first).to_be_visible()


@pytest.mark.parametrize(
    "clocks", [STOP_STEADY_CLOCK, STOP_BOTH_CLOCKS], ids=["one clock stood", "both stood"]
)
def test_a_page_seen_again_after_a_sleep_shows_the_turn_that_is(workshop: Workshop, clocks: str) -> None:
    for until, (name, page) in enumerate(workshop.pages.items(), start=2):
        page.evaluate(SEEN, "hidden")
        workshop.sleep(name, clocks, until)
        page.evaluate(SEEN, "visible")
        must_show(page, until)


def test_whatever_the_browser_tells_a_page_that_slept_it_makes_sure_of_its_line(workshop: Workshop) -> None:
    for until, wake in enumerate(WAKE_UPS.values(), start=2):
        page = workshop.sleep("phone", STOP_BOTH_CLOCKS, until)
        wake(page)
        must_show(page, until)


def test_a_page_that_is_told_nothing_notices_the_time_it_lost(workshop: Workshop) -> None:
    """The lid was closed over a page in front: no event comes, the clock on the wall went on."""
    page = workshop.sleep("desk", STOP_STEADY_CLOCK)
    page.evaluate(LATER, 45_000)
    must_show(page, 2)


def test_a_dead_line_is_found_out_though_the_page_never_slept(workshop: Workshop) -> None:
    """A router forgot it, a telephone changed its cell: nothing is heard and nobody says so."""
    page = workshop.sleep("wall", "() => {}")
    must_show(page, 2)


def test_red_control_a_page_that_neither_asks_nor_is_told_shows_the_old_turn(workshop: Workshop) -> None:
    """So the tests above do cut the line: without its beat and its events the page stays in turn 1."""
    page = workshop.pages["phone"]
    page.evaluate("() => { for (let timer = 1; timer < 100_000; timer += 1) clearInterval(timer); }")
    workshop.sleep("phone", STOP_BOTH_CLOCKS)
    workshop.pages["wall"].evaluate(SEEN, "visible")
    must_show(workshop.pages["wall"], 2)
    must_show(page, 1)


def test_the_countdown_goes_on_though_the_steady_clock_stands(workshop: Workshop) -> None:
    page = workshop.pages["phone"]
    page.evaluate(STOP_STEADY_CLOCK)
    before = page.get_by_role("timer").inner_text()
    expect(page.get_by_role("timer")).not_to_have_text(before)


def test_a_page_that_only_looked_away_keeps_its_line(workshop: Workshop) -> None:
    page, line = workshop.pages["phone"], workshop.lines["phone"]
    page.evaluate(SEEN, "hidden")
    page.evaluate(SEEN, "visible")
    close_turn(workshop.desk)
    must_show(page, 2)
    assert line.alive == [True]
