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
