"""What a newcomer does in the tutorial: opens it, reads a step, does what it says."""

from __future__ import annotations

from hands import person_at, press, said
from play import begin, button, confirm, wait_for_turn
from playwright.sync_api import Locator, Page, expect

STEPS = (5, 3, 3, 3)
"""How many each turn has."""
CHOOSE = 4
"""The step of the first turn that asks for a buffer."""
BRAKES = 0
"""Its row on the sheet."""


def open_tutorial(page: Page, url: str) -> None:
    """From the first screen, with the story read."""
    page.goto(url)
    press(button(page, "tutorial.open"))
    begin(page)
    expect(coach(page)).to_be_visible()


def coach(page: Page) -> Locator:
    return page.get_by_role("complementary", name=said(page, "tutorial.label"))


def must_be_at(page: Page, turn: int, step: int) -> None:
    told = said(page, "tutorial.step", turn=turn, turns=len(STEPS), step=step, steps=STEPS[turn - 1])
    expect(coach(page).get_by_text(told)).to_be_visible()


def says(page: Page) -> str:
    """What the step says."""
    return coach(page).get_by_role("status").inner_text()


def read_to(page: Page, turn: int, last: int) -> None:
    """Step by step, from the first to this one."""
    for step in range(1, last):
        must_be_at(page, turn, step)
        press(button(page, "tutorial.next"))
    must_be_at(page, turn, last)


def choose_buffer(page: Page) -> None:
    """Brakes Just in Case; who has a keyboard is led to the switch by the step's own button."""
    switch = page.get_by_role("radiogroup", name=said(page, "stance.group")).nth(BRAKES)
    match person_at(page).hands:
        case "keyboard":
            press(button(page, "tutorial.show"))
            page.keyboard.press("ArrowRight")
        case "touch":
            switch.locator("label.JIC").tap()
        case "mouse":
            switch.locator("label.JIC").click()
    expect(switch.locator("input[value=JIC]")).to_be_checked()


def close(page: Page, turn: int) -> None:
    """Confirm, and wait for what comes of it."""
    if person_at(page).hands == "keyboard":
        press(button(page, "tutorial.show"))
        page.keyboard.press("Enter")
    else:
        confirm(page)
    if turn < len(STEPS):
        wait_for_turn(page, turn + 1)
    else:
        expect(page.get_by_role("heading", name=said(page, "tutorial.over"))).to_be_visible()
