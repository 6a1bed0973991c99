"""An expert game: every number in two taps on a phone, and a whole game by the keyboard alone on a laptop."""

from __future__ import annotations

import re

import focus
import layout
import pytest
from deeper import decided, flip, lead_game, open_alone, opener, option, play_on, slider
from devices import Devices, resize
from english import english_on
from hands import HAS_FOCUS, Person, gives, press, reach, write
from looking import SIZES, barriers
from play import begin, button, close_by_hand, code_of, confirm, join, link, must_be_saved, start, text
from playwright.sync_api import Browser, Locator, Page, expect
from server import Server

CELL = "Power cell"
NUMBERS = {
    "Cover beyond the lead time": ("0.5 weeks", "1 week"),
    "Safety factor": ("0.84", "0.9"),
    "Express by itself": ("never", "below 0.5 weeks"),
    "Priority when money is short": ("2", "3"),
}
"""Of the power cell: what each is, and what it is a step higher."""


# ---------------------------------------------------------------- a phone


def test_a_whole_expert_game_is_played_on_a_phone_by_touch(offering: Server, devices: Devices) -> None:
    phone = gives(devices.phone(), Person(hands="touch"))
    open_alone(phone, offering.url, expert=True)
    # A preset is one tap.
    _preset(phone, "Shell", "Between").tap()
    press(opener(phone, CELL))
    panel = phone.get_by_role("dialog", name=f"Numbers of {CELL}")
    _more(panel, "Cover beyond the lead time").tap()
    _more(panel, "Cover beyond the lead time").tap()
    expect(panel.get_by_text(re.compile(r"1\.7 weeks are planned in the bin: €\d+"))).to_be_visible()
    expect(panel.get_by_text(re.compile("once, |for the change, once"))).to_be_visible()
    panel.get_by_role("button", name="Close").tap()
    flip(option(phone, "express.said"))
    _more(phone, "Weeks on the shelf: The far coast").tap()
    press(phone.locator("summary").filter(has_text="Dinghy"))
    _more(phone, "Plan for weeks 1–4: Dinghy").tap()
    expect(phone.get_by_text(re.compile(r"Next week’s orders change by Shell \+\d+, "))).to_be_visible()
    bar = phone.get_by_role("region", name="Your decision")
    expect(
        bar.get_by_text("Not confirmed yet: Shell, Power cell, shelf The far coast, plan of demand.")
    ).to_be_visible()
    play_on(phone, 1)

    expect(_radio(phone, "Shell", "between")).to_be_checked()
    _preset(phone, "Shell", "JIC").tap()
    play_on(phone, 2)
    play_on(phone, 3)
    confirm(phone)
    expect(phone.get_by_role("heading", name="16 weeks are over")).to_be_visible()

    first, second, *_ = decided(offering)
    assert first["numbers"]["shell"]["cover_weeks"] == 3.0
    assert first["numbers"]["cell"] == {"cover_weeks": 1.5}
    assert first["express"] == ["cell"]
    assert first["shelves"] == {"far_coast": 2.5}
    assert len(first["plan"]["dinghy"]) == 4 and first["plan"].keys() == {"dinghy"}
    assert second["stances"]["shell"] == "JIC" and second["numbers"]["shell"] == {}
    assert second["numbers"]["cell"] == {"cover_weeks": 1.5}

    press(link(phone, "results.open"))
    changed = phone.get_by_role("region", name="What you set beside the stances").get_by_role("listitem")
    set_on_the_phone = ("Power cell: cover", "Power cell: express", "The far coast: weeks", "Dinghy: plan")
    of_between = ("Shell: cover", "Shell: safety factor", "Shell: near source")
    expect(changed).to_have_count(len(set_on_the_phone + of_between))
    for of in set_on_the_phone + of_between:
        expect(changed.filter(has_text=of)).to_contain_text(re.compile(r"Saved|Cost|Changed nothing"))


@pytest.mark.parametrize("name", NUMBERS)
def test_every_number_is_reached_in_two_taps_on_a_phone(
    offering: Server, devices: Devices, name: str
) -> None:
    phone = gives(devices.phone(), Person(hands="touch"))
    open_alone(phone, offering.url, expert=True)
    before, after = NUMBERS[name]
    opener(phone, CELL).tap()
    field = slider(phone, f"{name}: {CELL}")
    expect(field).to_have_attribute("aria-valuetext", before)
    _more(phone, f"{name}: {CELL}").tap()
    expect(field).to_have_attribute("aria-valuetext", after)


def test_sources_stand_side_by_side_with_what_each_quotes_costs_and_takes(
    offering: Server, devices: Devices
) -> None:
    phone = gives(devices.phone(), Person(hands="touch"))
    open_alone(phone, offering.url, expert=True)
    opener(phone, "Shell").tap()
    far, near = phone.get_by_role("list", name="Sources of Shell").get_by_role("listitem").all()
    expect(far).to_contain_text("Ocean Moulds far: quotes 5 weeks, usually 5 at the standard price")
    expect(near).to_contain_text("near: quotes 1 week, usually 1 €9 more for each unit")
    expect(near).to_contain_text("Must be tested for 3 weeks first.")
    there, here = far.bounding_box(), near.bounding_box()
    assert there and here and there["y"] == here["y"] and there["x"] < here["x"]
    # The split is one of the numbers, and no switch beside them.
    expect(option(phone, "second.said")).to_have_count(0)
    _more(phone, "Share of the near source: Shell").tap()
    expect(phone.get_by_text(re.compile("Costs .*€[0-9.]+/wk against the far source alone"))).to_be_visible()


def test_a_contract_is_chosen_where_the_stances_have_unlike_ones(offering: Server, devices: Devices) -> None:
    phone = gives(devices.phone(), Person(hands="touch"))
    open_alone(phone, offering.url, expert=True)
    opener(phone, "Outboard motor").tap()
    contracts = phone.get_by_role("group", name="Contract for Outboard motor")
    expect(contracts.get_by_role("radio", name="JIT: what the supplier has not started")).to_be_checked()
    contracts.get_by_text("nothing can be cancelled, and orders are filled first").tap()
    phone.get_by_role("dialog").get_by_role("button", name="Close").tap()
    # The stance stays what it is.
    expect(phone.get_by_role("radiogroup", name="Stance for Outboard motor")).to_be_visible()
    expect(_radio(phone, "Outboard motor", "JIT")).to_be_checked()
    play_on(phone, 1)
    (made,) = decided(offering)
    assert made["numbers"] == {"motor": {"contract": "JIC"}} and made["stances"]["motor"] == "JIT"


# ---------------------------------------------------------------- a laptop


def test_a_whole_expert_game_is_played_on_a_laptop_by_the_keyboard(
    offering: Server, devices: Devices
) -> None:
    laptop = gives(devices.desk(), Person(hands="keyboard"))
    laptop.goto(f"{offering.url}/host")
    for name in ("Near and Far", "We play among ourselves"):
        _choose(laptop, name)
    _choose(laptop, "Expert: the numbers behind the switches too")
    write(laptop.get_by_label("Your name"), "Ana")
    press(button(laptop, "host.button"))
    code_of(laptop)
    press(button(laptop, "lobby.start"))
    begin(laptop)

    press(opener(laptop, CELL))
    panel = laptop.get_by_role("group", name=f"Numbers of {CELL}")
    reach(slider(laptop, f"Cover beyond the lead time: {CELL}"))
    laptop.keyboard.press("ArrowRight")
    expect(slider(laptop, f"Cover beyond the lead time: {CELL}")).to_have_attribute(
        "aria-valuetext", "1 week"
    )
    typed = panel.get_by_role("spinbutton", name=f"Safety factor: {CELL}")
    write(typed, "1.5")
    laptop.keyboard.press("Tab")
    expect(slider(laptop, f"Safety factor: {CELL}")).to_have_attribute("aria-valuetext", "1.5")
    # What cannot be is not taken.
    write(typed, "99")
    laptop.keyboard.press("Tab")
    expect(typed).to_have_value("4")
    write(typed, "1.5")
    flip(option(laptop, "express.said"))
    shelf = laptop.get_by_role("spinbutton", name="Weeks on the shelf: The far coast")
    write(shelf, "3")
    planned = slider(laptop, "Plan for weeks 5–8: Cruiser")
    reach(planned)
    laptop.keyboard.press("ArrowLeft")
    expect(planned).to_have_attribute("aria-valuetext", "95% of the forecast")
    press(opener(laptop, CELL))
    expect(panel).to_have_count(0)
    assert opener(laptop, CELL).evaluate(HAS_FOCUS)
    for turn in range(1, 4):
        play_on(laptop, turn)
    confirm(laptop)
    expect(laptop.get_by_role("heading", name="16 weeks are over")).to_be_visible()
    first, *later = decided(offering)
    assert first["numbers"] == {"cell": {"cover_weeks": 1.0, "safety_factor": 1.5}}
    assert first["shelves"] == {"far_coast": 3.0}
    assert len(first["plan"]["cruiser"]) == 8
    # A plan is of weeks, and ends with them.
    assert [bool(each.get("plan")) for each in later] == [True, False, False]


def test_a_plan_stays_beside_the_forecast_in_the_turns_after(offering: Server, devices: Devices) -> None:
    page = devices.desk()
    open_alone(page, offering.url, expert=True)
    write(page.get_by_role("spinbutton", name="Plan for weeks 5–8: Dinghy"), "150")
    page.keyboard.press("Tab")
    play_on(page, 1)
    share = page.get_by_role("spinbutton", name="Plan for weeks 5–8: Dinghy")
    # The plan is in units, and the forecast that it is a share of has moved on with the weeks, by chance.
    expect(share).to_have_value(re.compile(r"^1\d\d$"))
    chart = page.get_by_role("img", name=re.compile(r"^Dinghy, units a week\. week 1: \d+ asked"))
    expect(chart).to_have_accessible_name(re.compile(r"week 5: \d+ forecast, \d+ planned, season \d+%"))
    # Nothing changes against what is planned already.
    expect(page.get_by_text(re.compile("orders change by"))).to_have_count(0)
    page.get_by_role("button", name="Back to the forecast").click()
    expect(page.get_by_text(re.compile("orders change by Shell −"))).to_be_visible()


def test_what_is_set_on_one_device_shows_on_the_other_at_the_seat_once_it_is_confirmed(
    offering: Server, devices: Devices
) -> None:
    desk, phone, other = devices.desk(), devices.phone(), devices.phone()
    code = lead_game(desk, offering.url, "expert")
    join(phone, offering.url, code, "Ana")
    start(desk)
    close_by_hand(desk)
    begin(phone)
    held = phone.evaluate("Object.entries(localStorage)")
    other.goto(offering.url)
    other.evaluate("held => held.forEach(([key, value]) => localStorage.setItem(key, value))", held)
    other.goto(f"{offering.url}/play/{code}")
    opener(phone, CELL).click()
    _more(phone, f"Cover beyond the lead time: {CELL}").click()
    phone.keyboard.press("Escape")
    expect(phone.get_by_role("dialog")).to_have_count(0)
    confirm(phone)
    must_be_saved(phone)
    expect(opener(other, CELL)).to_contain_text("cover 1 week")
    expect(text(other, "stance.unconfirmed")).to_have_count(0)


# ---------------------------------------------------------------- everybody can use it


@pytest.mark.parametrize("locale", ["en-US", "de-DE"])
def test_nobody_is_kept_out_at_any_size_in_light_or_dark(
    offering: Server, browser: Browser, locale: str
) -> None:
    language = locale[:2]
    devices = Devices(browser, locale)
    page = gives(devices.desk(), Person(language=language))
    open_alone(page, offering.url, expert=True)
    found: list[str] = []
    for name, size in SIZES.items():
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            resize(page, *size)
            opener(page, "Shell" if language == "en" else "Rumpf").click()
            found += [f"{name} {scheme}: {each}" for each in _faults(page, name)]
            if page.get_by_role("dialog").count():
                page.keyboard.press("Escape")
            else:
                opener(page, "Shell" if language == "en" else "Rumpf").click()
            found += [f"{name} {scheme}, closed: {each}" for each in _faults(page, name)]
    if language == "de":
        found += english_on(page)
    assert found == []
    devices.close()


def test_the_dialog_of_a_part_keeps_the_focus_and_gives_it_back(offering: Server, devices: Devices) -> None:
    phone = gives(devices.phone(), Person(hands="keyboard"))
    open_alone(phone, offering.url, expert=True)
    press(opener(phone, CELL))
    phone.get_by_role("dialog").wait_for()
    assert all(stop.modal for stop in focus.stops(phone))
    phone.keyboard.press("Escape")
    expect(phone.get_by_role("dialog")).to_have_count(0)
    assert opener(phone, CELL).evaluate(HAS_FOCUS)


def test_a_number_without_a_name_would_be_found(offering: Server, devices: Devices) -> None:
    page = devices.desk()
    open_alone(page, offering.url, expert=True)
    opener(page, CELL).click()
    slider(page, f"Safety factor: {CELL}").evaluate("field => field.removeAttribute('aria-label')")
    assert any(each.startswith("label") for each in barriers(page))


def _faults(page: Page, size: str) -> list[str]:
    return [*layout.faults(page, touch=size == "phone"), *barriers(page), *focus.faults(page)]


def _more(within: Page | Locator, name: str) -> Locator:
    return within.get_by_role("button", name=re.compile(f"^More: {re.escape(name)}"))


def _preset(page: Page, part: str, name: str) -> Locator:
    """The words of a preset, which a finger meets."""
    group = page.get_by_role("radiogroup", name=f"Stance for {part}")
    return group.locator("label").filter(has_text=name)


def _radio(page: Page, part: str, value: str) -> Locator:
    return page.get_by_role("radiogroup", name=f"Stance for {part}").locator(f"input[value={value}]")


def _choose(page: Page, name: str) -> None:
    """One of several, by the arrow keys."""
    radio = page.get_by_role("radio", name=re.compile(re.escape(name)))
    group = page.get_by_role("group").filter(has=radio).last
    reach(group.get_by_role("radio", checked=True))
    for _ in range(group.get_by_role("radio").count() + 1):
        if radio.is_checked():
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"{name} is not reached by the arrow keys")
