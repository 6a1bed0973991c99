"""From the first page to the first decision as somebody who has never seen it: by what can be read on a
phone alone, counting what must be pressed, typed and scrolled.

`pytest --log-cli-level=info` tells the steps and the seconds.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from devices import Devices
from play import open_game, start
from playwright.sync_api import Locator, Page, expect
from server import Server

log = logging.getLogger(__name__)


@dataclass
class NewUser:
    """Finds nothing but by its words, and presses only what is on the screen now."""

    phone: Page
    presses: int = 0
    typed: int = 0
    scrolls: int = 0
    notes: list[str] = field(default_factory=list)
    began: float = field(default_factory=time.perf_counter)

    def press(self, words: str) -> None:
        """Whatever can be pressed and says these words."""
        pattern = re.compile(words)
        button = self.phone.get_by_role("button", name=pattern)
        self._press(words, button.or_(self.phone.get_by_role("link", name=pattern)).first)

    def choose(self, words: str, option: str) -> None:
        group = self.phone.get_by_role("radiogroup", name=re.compile(words))
        self._press(f"{words}: {option}", group.get_by_role("radio", name=option).first)

    def type(self, label: str, text: str) -> None:
        box = self.phone.get_by_label(re.compile(label))
        self._see(box)
        box.fill(text)
        self.typed += 1
        self._note(f"types {text!r} into {label!r}")

    def reads(self, words: str | re.Pattern[str]) -> None:
        """It is there without looking for it."""
        expect(self.phone.get_by_text(words).first).to_be_in_viewport()
        self._note(f"reads {words if isinstance(words, str) else words.pattern!r}")

    def _press(self, words: str, target: Locator) -> None:
        self._see(target)
        target.tap()
        self.presses += 1
        self._note(f"presses {words!r}")

    def _see(self, target: Locator) -> None:
        """What is below the screen's edge costs a scroll."""
        expect(target).to_be_visible()
        box, height = target.bounding_box(), self.phone.viewport_size
        assert box and height
        if box["y"] < 0 or box["y"] + box["height"] > height["height"]:
            target.scroll_into_view_if_needed()
            self.scrolls += 1
            self._note("scrolls")

    def _note(self, did: str) -> None:
        self.notes.append(f"{time.perf_counter() - self.began:6.1f} s  {did}")

    def told(self) -> str:
        counts = f"{self.presses} presses, {self.typed} typed, {self.scrolls} scrolls"
        return "\n".join([*self.notes, counts])


def test_alone_it_takes_four_presses_from_the_first_page_to_a_decision(
    server: Server, devices: Devices
) -> None:
    user = NewUser(devices.phone())
    user.phone.goto(server.url)
    user.reads("Just in Time or Just in Case?")
    user.press("^Play Calm Seas")
    user.reads("Start playing")
    user.press("^Start playing")
    user.choose("^Stance for", "Just in Case")
    user.press("^Confirm")
    expect(user.phone).to_have_title(re.compile(r"\bturn 2\b"))
    log.info(user.told())
    assert (user.presses, user.typed) == (4, 0), user.told()


def test_by_the_link_of_a_qr_code_it_takes_a_name_and_four_presses(server: Server, devices: Devices) -> None:
    desk = devices.desk()
    code = open_game(desk, server.url)
    user = NewUser(devices.phone())
    user.phone.goto(f"{server.url}/join/{code}")
    _from_the_name_to_a_decision(user, lambda: start(desk))
    assert (user.presses, user.typed) == (4, 1), user.told()


def test_by_the_address_on_the_wall_it_takes_the_code_a_name_and_five_presses(
    server: Server, devices: Devices
) -> None:
    desk = devices.desk()
    code = open_game(desk, server.url)
    user = NewUser(devices.phone())
    user.phone.goto(server.url)
    user.type("^Six letters", code.lower())
    assert user.scrolls == 0, "where to type the code is on the first screen"
    user.press("^Join$")
    _from_the_name_to_a_decision(user, lambda: start(desk))
    assert (user.presses, user.typed) == (5, 2), user.told()


def _from_the_name_to_a_decision(user: NewUser, begin: Callable[[], None]) -> None:
    user.type("^Your name", "Ana")
    user.press("^Join$")
    user.reads("You are in, Ana")
    user.reads(re.compile("^Waiting for the facilitator to start"))
    user.reads("connected")
    begin()
    user.press("^Start playing")
    user.choose("^Stance for", "Just in Case")
    user.press("^Confirm")
    user.reads(re.compile("saved|everybody has decided", re.IGNORECASE))
    log.info(user.told())
