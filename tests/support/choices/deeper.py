"""What a person does who decides more than stances: options, numbers, shelves, the plan of demand."""

from __future__ import annotations

import json
import re
from typing import Any

from hands import person_at, press, reach, said, write
from play import among, begin, button, choice, code_of, confirm, text, wait_for_turn
from playwright.sync_api import Locator, Page, expect
from server import Server

THIS = re.compile("Near and Far|Nah und Fern")
"""The scenario that offers everything."""


def open_alone(page: Page, url: str, *, expert: bool = False) -> None:
    """From the home page into a game alone against bots, up to the first decision."""
    page.goto(url)
    if expert:
        flip(page.get_by_role("checkbox", name=among(page, "depth.expert")))
    press(page.get_by_role("button", name=THIS))
    begin(page)


def lead_game(page: Page, url: str, depth: str = "segmented") -> str:
    """Open a game of this depth that this person leads: its code."""
    page.goto(f"{url}/host")
    press(page.get_by_label(THIS))
    press(choice(page, f"depth.{depth}"))
    write(page.get_by_label(said(page, "host.name")), "Frida")
    press(button(page, "host.button"))
    press(button(page, "recovery.noted"))
    return code_of(page)


def option(page: Page, key: str, part: str = "") -> Locator:
    """The switch of an option, by the key of its words: `express.said` or `second.said`."""
    found = page.get_by_role("switch", name=said(page, key))
    return found if not part else found.and_(page.get_by_role("switch", name=part))


def flip(switch: Locator) -> None:
    """Turn a switch or a tick over."""
    match person_at(switch.page).hands:
        case "mouse":
            switch.click()
        case "touch":
            # A finger meets the words beside it.
            switch.locator("xpath=ancestor::label").tap()
        case "keyboard":
            reach(switch)
            switch.page.keyboard.press("Space")


def opener(page: Page, part: str) -> Locator:
    """What opens the numbers of a part."""
    # What they are stands in its name too, after these words.
    begins = said(page, "numbers.title", part=part).pattern.removesuffix(r"\s*$")
    return page.get_by_role("button", name=re.compile(begins))


def slider(page: Page, name: str) -> Locator:
    return page.get_by_role("slider", name=name)


def play_on(page: Page, turn: int) -> None:
    """Confirm, and wait for the turn after this one."""
    confirm(page)
    expect(
        page.get_by_text(said(page, "saving.saved")).or_(button(page, "confirm.done")).first
    ).to_be_visible()
    wait_for_turn(page, turn + 1)


def decided(server: Server) -> list[dict[str, Any]]:
    """All decisions in the server's log, oldest first."""
    bodies = server.rows("select body from events where kind = 'decision_made' order by seq")
    return [json.loads(str(body)) for (body,) in bodies]


# ---------------------------------------------------------------- whatever the scenario


def openers(page: Page) -> Locator:
    """What opens the numbers of each part, in the order of the rows."""
    begins = said(page, "numbers.title").pattern.split(".*")[0]
    return page.get_by_role("button", name=re.compile(begins))


def sources(page: Page) -> Locator:
    return page.get_by_role("list", name=said(page, "sources.label"))


def close_numbers(page: Page, row: int) -> None:
    # On a small screen, or in large letters, they stand in a dialog.
    if page.get_by_role("dialog").count():
        page.keyboard.press("Escape")
    else:
        openers(page).nth(row).click()
    expect(page.get_by_role("spinbutton", name=among(page, "number.safety_factor"))).to_have_count(0)


def type_number(page: Page, number: str, value: str) -> None:
    write(page.get_by_role("spinbutton", name=among(page, f"number.{number}")), value)
    page.keyboard.press("Tab")


def want_everything(page: Page) -> None:
    """Full bins everywhere: no bank lends as much."""
    for one in page.locator("input[type=radio][value=JIC]").all():
        one.check()


def flip_all(page: Page) -> None:
    """Express and second sources, the other way."""
    for option in page.get_by_role("switch").all():
        flip(option)


def until_short(page: Page, turn: int) -> None:
    """Play on until next week's orders are cut: buffers take their weeks to eat the money."""
    short = page.get_by_role("region", name=said(page, "confirm.label")).locator("p.bad[role=status]")
    while not short.is_visible():
        play_on(page, turn)
        turn += 1
    short.wait_for()


def set_shelves_and_plan(page: Page) -> None:
    for section, value in (("shelves", "4.5"), ("demand", "130")):
        fields = page.locator(f"section[aria-labelledby={section}] input[type=number]")
        for place in (1, 2):
            write(fields.nth(min(place, fields.count() - 1)), value)
            page.keyboard.press("Tab")
    text(page, "demand.orders").wait_for()
