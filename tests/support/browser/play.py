"""What a person does on the screens, in one's own words, for every test and picture that needs it.

Buttons and fields are found by what they say in the language of whoever holds the device, and
moved by that person's hands.
"""

from __future__ import annotations

import re

from hands import choose_other, press, said, write
from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout


def open_practice(page: Page, url: str) -> None:
    """From the home page into a game of Calm Seas alone against bots."""
    page.goto(url)
    press(page.locator('[data-scenario="calm_seas"]').get_by_role("button"))


def begin(page: Page) -> None:
    """Close the story that a new game opens with, unless it was read in the lobby already."""
    story = page.get_by_role("dialog")
    story.or_(page.get_by_role("radiogroup").first).first.wait_for()
    if story.is_visible():
        press(button(page, "story.begin"))


def begin_if_asked(page: Page) -> None:
    """The story lies over the game on a device that has not read it."""
    story = page.get_by_role("dialog")
    story.or_(page.get_by_role("radiogroup").first).first.wait_for()
    if story.is_visible():
        story.get_by_role("button").last.click()


def switch(page: Page, row: int) -> str:
    """Set a part, by the number of its row, to the other stance: which one that is."""
    return choose_other(page.get_by_role("radiogroup", name=said(page, "stance.group")).nth(row))


def confirm(page: Page) -> None:
    press(button(page, "confirm.button"))


def must_be_saved(page: Page) -> None:
    """The server has acknowledged the decision, and the page says so."""
    expect(page.get_by_text(said(page, "saving.saved"))).to_be_visible()


def not_saved(page: Page) -> Locator:
    """The word that a decision is on its way still, or that there is no line for it."""
    return text(page, "saving.retrying").or_(text(page, "saving.offline"))


def stances(page: Page) -> dict[str, str]:
    """What the sheet shows as chosen, by component."""
    groups = page.get_by_role("radiogroup", name=said(page, "stance.group"))
    inputs = groups.get_by_role("radio", checked=True)
    shown = inputs.evaluate_all("all => all.map((each) => [each.name.replace('stance-', ''), each.value])")
    return {str(component): str(stance) for component, stance in shown}


def wait_for_turn(page: Page, turn: int) -> None:
    titles = (said(page, key, turn=turn).pattern for key in ("page.play", "page.desk"))
    expect(page).to_have_title(re.compile("|".join(titles)))


# ---------------------------------------------------------------- with others


def open_game(page: Page, url: str, name: str = "Frida") -> str:
    """Open a game that this person leads, note its recovery code, and be at its desk: the game's code."""
    page.goto(f"{url}/host")
    # The quiet year: whatever a test tries, no shock comes between.
    page.get_by_label(re.compile("Calm Seas|Ruhige See")).check()
    write(page.get_by_label(said(page, "host.name")), name)
    press(button(page, "host.button"))
    press(button(page, "recovery.noted"))
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
    write(page.get_by_label(said(page, "join.name")), name)
    press(button(page, "join.button"))
    page.wait_for_url(re.compile("/play/"))


def start(desk: Page) -> None:
    press(button(desk, "desk.start"))


def close_turn(desk: Page) -> None:
    """By the desk, which asks once more while somebody has not decided."""
    press(button(desk, "desk.close"))
    sure = desk.get_by_role("dialog", name=said(desk, "desk.close"))
    # The dialog opens in the same tick as the press, or not at all.
    if sure.is_visible():
        try:
            press(sure.get_by_role("button", name=said(desk, "desk.close")))
        except PlaywrightTimeout:
            # The last decision came meanwhile, and the turn has closed by itself.
            if sure.is_visible():
                raise


def seat(desk: Page, name: str) -> None:
    """Open what the desk may do with a person's seat."""
    press(desk.get_by_role("button", name=re.compile(rf"\b{name}\b")))


def claim_link(desk: Page) -> str:
    """What the QR code says that moves a seat."""
    return desk.get_by_label(said(desk, "seat.link")).input_value()


def rules(desk: Page) -> None:
    """Unfold what can be changed in a running game."""
    if not desk.get_by_label(said(desk, "rules.deadline")).is_visible():
        press(desk.get_by_text(said(desk, "rules.title")))


def close_by_hand(desk: Page) -> None:
    """Turns no longer close because everybody has decided."""
    rules(desk)
    desk.get_by_label(said(desk, "rules.all_in")).uncheck()


def end_game(desk: Page) -> None:
    """Make the open turn the last one and close it."""
    rules(desk)
    press(button(desk, "rules.last"))
    sure = desk.get_by_role("dialog", name=said(desk, "rules.last"))
    press(sure.get_by_role("button", name=said(desk, "rules.last")))
    expect(desk.get_by_text(said(desk, "rules.is_last"))).to_be_visible()
    close_turn(desk)
    expect(desk.get_by_role("link", name=said(desk, "results.open"))).to_be_visible()


# ---------------------------------------------------------------- by the catalogue


def button(page: Page, key: str, **values: object) -> Locator:
    """A button by the key of its words."""
    return page.get_by_role("button", name=said(page, key, **values))


def link(page: Page, key: str, **values: object) -> Locator:
    return page.get_by_role("link", name=said(page, key, **values))


def text(page: Page, key: str, **values: object) -> Locator:
    return page.get_by_text(said(page, key, **values))


def among(page: Page, key: str) -> re.Pattern[str]:
    """These words with others before or after them: a hint, a code."""
    return re.compile(said(page, key).pattern.removeprefix(r"^\s*").removesuffix(r"\s*$"))


def choice(page: Page, key: str) -> Locator:
    """A radio button by its words; a hint may follow them."""
    return page.get_by_role("radio", name=among(page, key))
