"""On a phone the plan of demand is folded, product by product, until something of it is set."""

from __future__ import annotations

import re

import pytest
from deeper import open_alone
from devices import Devices, resize
from hands import Person, gives, press, reach
from playwright.sync_api import Locator, Page, expect
from server import Server

DINGHY, CRUISER = "Dinghy", "Cruiser"


def test_a_plan_of_demand_is_folded_on_a_phone_until_something_of_it_is_set(
    offering: Server, devices: Devices
) -> None:
    phone = gives(devices.phone(), Person(hands="touch"))
    open_alone(phone, offering.url, expert=True)
    for product in (DINGHY, CRUISER):
        _must_be_folded(phone, product)
    press(_summary(phone, DINGHY))
    more = _block(phone, DINGHY).get_by_role("button", name=f"Plan for weeks 1–4: {DINGHY}").last
    press(more)
    expect(_summary(phone, DINGHY)).to_contain_text("Your plan")
    # What is put back as it was does not close under a finger.
    press(_block(phone, DINGHY).get_by_role("button", name="Back to the forecast"))
    expect(more).to_be_visible()
    press(more)
    # Opened anew, it shows what is set and not confirmed yet.
    phone.reload()
    expect(more).to_be_visible()
    _must_be_folded(phone, CRUISER)


def test_the_keyboard_opens_a_folded_plan(offering: Server, devices: Devices) -> None:
    phone = gives(devices.phone(), Person(hands="keyboard"))
    open_alone(phone, offering.url, expert=True)
    reach(_summary(phone, CRUISER))
    phone.keyboard.press("Enter")
    expect(_fields(phone, CRUISER).first).to_be_visible()
    phone.keyboard.press("Enter")
    _must_be_folded(phone, CRUISER)


def test_nothing_is_folded_where_there_is_room(offering: Server, devices: Devices) -> None:
    laptop = devices.desk()
    open_alone(laptop, offering.url, expert=True)
    for product in (DINGHY, CRUISER):
        expect(_fields(laptop, product)).to_have_count(3)
        expect(_fields(laptop, product).first).to_be_visible()
    expect(laptop.locator("section[aria-labelledby=demand] summary")).to_have_count(0)
    resize(laptop, 390, 844)
    _must_be_folded(laptop, DINGHY)


def test_red_control_a_plan_that_stands_open_is_found(offering: Server, devices: Devices) -> None:
    phone = devices.phone()
    open_alone(phone, offering.url, expert=True)
    _must_be_folded(phone, DINGHY)
    _block(phone, DINGHY).locator("details").evaluate("plan => plan.open = true")
    with pytest.raises(AssertionError):
        _must_be_folded(phone, DINGHY)


def _must_be_folded(page: Page, product: str) -> None:
    """What is planned can be read, and nothing can be set."""
    expect(_summary(page, product)).to_contain_text(re.compile(r"As forecast, weeks 1–12: [\d. ·]+ a week"))
    expect(_fields(page, product)).to_have_count(3)
    assert [field.is_visible() for field in _fields(page, product).all()] == [False] * 3


def _block(page: Page, product: str) -> Locator:
    found = page.locator("section[aria-labelledby=demand] li")
    return found.filter(has=page.get_by_role("heading", name=product, exact=True))


def _summary(page: Page, product: str) -> Locator:
    return _block(page, product).locator("summary")


def _fields(page: Page, product: str) -> Locator:
    return _block(page, product).locator("input[type=number]")
