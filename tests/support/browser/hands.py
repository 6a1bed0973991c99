"""How a person moves a page: with a mouse, with a finger, or with the keyboard alone.

A test says what is done, `hands` how: so the same journey is made by everybody.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal
from weakref import WeakKeyDictionary

import words
from playwright.sync_api import BrowserContext, Locator, Page, expect

MOST_TABS = 200
HAS_FOCUS = "element => element === document.activeElement"
# Of two keys: the one that leads from the focus to the element, or none where it is there already.
LEADS_TO = """element => {
    const focus = document.activeElement;
    if (element === focus) return null;
    return focus.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING ? "Shift+Tab" : "Tab";
}"""


Hands = Literal["mouse", "touch", "keyboard"]


@dataclass(frozen=True, slots=True)
class Person:
    """Who sits before a device."""

    language: str = "en"
    hands: Hands = "mouse"


_people: WeakKeyDictionary[BrowserContext, Person] = WeakKeyDictionary()


def gives(page: Page, person: Person) -> Page:
    """From here on this person holds the device."""
    _people[page.context] = person
    return page


def person_at(page: Page) -> Person:
    return _people.get(page.context, Person())


def said(page: Page, key: str, **values: object) -> re.Pattern[str]:
    """A message of the client's as this person reads it."""
    return words.said(key, person_at(page).language, **values)


def press(target: Locator) -> None:
    """A button or a link."""
    match person_at(target.page).hands:
        case "mouse":
            target.click()
        case "touch":
            target.tap()
        case "keyboard":
            reach(target)
            target.page.keyboard.press("Enter")


def write(field: Locator, text: str) -> None:
    """Into a field, in the place of what stood there."""
    if person_at(field.page).hands != "keyboard":
        field.fill(text)
        return
    reach(field)
    field.page.keyboard.press("ControlOrMeta+A")
    field.page.keyboard.type(text)


def choose_other(group: Locator) -> str:
    """Of two radio buttons the one that is not chosen; its value."""
    other = group.get_by_role("radio", checked=False)
    value = other.get_attribute("value")
    assert value
    match person_at(group.page).hands:
        case "mouse":
            other.check()
        case "touch":
            # A finger meets the words on the switch; the button itself is as good as invisible.
            group.locator("label").filter(has=group.page.get_by_role("radio", checked=False)).tap()
        case "keyboard":
            reach(group.get_by_role("radio", checked=True))
            group.page.keyboard.press("ArrowRight")
    expect(group.locator(f"input[value={value}]")).to_be_checked()
    return value


def reach(target: Locator) -> None:
    """By the Tab key, from wherever the focus is, and backwards to what lies behind it.

    Never round the end of the page: there Firefox leads on to its own buttons, to which no driver's keys go.
    """
    expect(target).to_be_visible()
    target.page.bring_to_front()  # keys go to the window that is in front
    for _ in range(MOST_TABS):
        key = target.evaluate(LEADS_TO)
        if key is None:
            return
        target.page.keyboard.press(key)
    raise AssertionError(f"{target} is not reached by the Tab key")
