"""What a person does on the screens, in one's own words, for every test and picture that needs it."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect


def open_practice(page: Page, url: str) -> None:
    """From the home page into a game alone against bots."""
    page.goto(url)
    page.get_by_role("button", name=re.compile(r"^Play ")).first.click()


def begin(page: Page) -> None:
    """Close the story that a new game opens with."""
    page.get_by_role("button", name="Start playing").click()


def switch(page: Page, row: int) -> None:
    """Set a part, by the number of its row, to the other stance."""
    stances = page.get_by_role("radiogroup", name=re.compile("^Stance for")).nth(row)
    stances.get_by_role("radio", checked=False).check()


def confirm(page: Page) -> None:
    page.get_by_role("button", name=re.compile(r"^Confirm weeks")).click()


def wait_for_turn(page: Page, turn: int) -> None:
    expect(page).to_have_title(re.compile(rf"\bturn {turn}\b"))


# ---------------------------------------------------------------- with others


def open_game(page: Page, url: str, name: str = "Frida") -> str:
    """Open a game that this person leads, note its recovery code, and be at its desk: the game's code."""
    page.goto(f"{url}/host")
    page.get_by_label("Your name").fill(name)
    page.get_by_role("button", name="Open the game").click()
    page.get_by_role("button", name="I have noted it").click()
    return code_of(page)


def code_of(page: Page) -> str:
    """The code in this page's address, once it is there."""
    page.wait_for_url(re.compile(r"/(?:play|host|board|debrief)/[A-Z0-9]+"))
    found = re.search(r"/(?:play|host|board|debrief)/([A-Z0-9]+)", page.url)
    assert found, page.url
    return found[1]


def join(page: Page, url: str, code: str, name: str) -> None:
    """By the link that a QR code holds, into the lobby or the game."""
    page.goto(f"{url}/join/{code}")
    page.get_by_label("Your name").fill(name)
    page.get_by_role("button", name="Join", exact=True).click()
    page.wait_for_url(re.compile("/play/"))


def start(desk: Page) -> None:
    desk.get_by_role("button", name="Start the game").click()


def seat(desk: Page, name: str) -> None:
    """Open what the desk may do with a person's seat."""
    desk.get_by_role("button", name=re.compile(rf"\b{name}\b")).click()


def claim_link(desk: Page) -> str:
    """What the QR code says that moves a seat."""
    return desk.get_by_label("Link that moves the seat").input_value()


def rules(desk: Page) -> None:
    """Unfold what can be changed in a running game."""
    if not desk.get_by_label("Time for a turn").is_visible():
        desk.get_by_text("Rules of this game").click()


def end_game(desk: Page) -> None:
    """Make the open turn the last one and close it."""
    rules(desk)
    desk.get_by_role("button", name="Make this the last turn").click()
    sure = desk.get_by_role("dialog", name="Make this the last turn")
    sure.get_by_role("button", name="Make this the last turn").click()
    expect(desk.get_by_text("The game ends when this turn has been played.")).to_be_visible()
    desk.get_by_role("button", name="Close the turn").click()
    expect(desk.get_by_role("link", name="Results and debrief")).to_be_visible()
