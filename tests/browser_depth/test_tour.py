"""The explanation of a first turn, where a game offers more than stances: of that, and of nothing else."""

from __future__ import annotations

import re

import focus
import layout
import pytest
from deeper import THIS, flip
from devices import Devices, resize
from english import english_on
from hands import Person, gives, press, said
from looking import SIZES, barriers
from play import among, begin, button, choice, code_of
from playwright.sync_api import Browser, Locator, Page, expect
from server import Server

COLUMNS = ["Part", "Supplier", "On the way", "Port", "In the bin", "Your stance"]
EVERYTHING = [
    "Express this turn",
    "Numbers",
    "Sources",
    "Contract",
    "Regional shelves",
    "Plan of demand",
    "Money",
]
FAR_SHORE = re.compile("Far Shore|Das ferne Ufer")
POINTED = {"Express this turn": "Express this turn", "Numbers": "Numbers", "Sources": "Numbers"}
"""What the outline of a step holds."""
OUTLINED = """() => {
  const [tour, bar] = ["[role=note]", ".confirm"].map((of) => document.querySelector(`main ${of}`));
  const solid = (of) => getComputedStyle(of).outlineStyle === "solid" && !of.matches(":focus");
  const found = [...document.querySelectorAll("main *")].filter(solid);
  const { top, bottom } = found[0]?.getBoundingClientRect() ?? { top: NaN, bottom: NaN };
  const inBar = bar.contains(found[0] ?? null);
  return {
    outlined: found.length,
    tour: tour.getBoundingClientRect().top,
    above: tour.getBoundingClientRect().bottom - top,
    below: Math.min(bottom, top + 200) - (inBar ? innerHeight : bar.getBoundingClientRect().top),
  };
}"""
"""How many things are outlined; where the explanation stands; by how much the first thing is hidden."""


def test_an_expert_is_told_in_short_steps_what_there_is_to_set(offering: Server, devices: Devices) -> None:
    phone = gives(devices.phone(), Person(hands="touch"))
    _first_turn(phone, offering, expert=True)
    tour, told = _tour(phone), list[str]()
    total = len(COLUMNS + EVERYTHING)
    for number in range(1, total + 1):
        expect(tour.get_by_text(f"{number} of {total}", exact=True)).to_be_visible()
        step = tour.locator("p:visible")
        expect(step).to_have_count(1)
        name = step.locator("b").inner_text()
        told.append(name)
        _must_be_in_sight(phone)
        if name in POINTED:
            expect(phone.locator("[data-pointed]")).to_contain_text(POINTED[name])
        if name == "Your stance":
            expect(step).to_contain_text("Between")
            switch = phone.locator("[data-pointed] .stance")
            expect(switch).to_contain_text(re.compile(r"Between.* wk\s*€[\d.]+/wk.*JIC.* wk\s*€[\d.]+/wk"))
        press(tour.get_by_role("button").last)
    assert told == COLUMNS + EVERYTHING
    expect(tour).to_have_count(0)
    phone.reload()
    expect(button(phone, "confirm.button")).to_be_visible()
    expect(tour).to_have_count(0)


def test_red_control_an_explanation_that_does_not_scroll_to_its_thing_is_found(
    offering: Server, devices: Devices
) -> None:
    phone = gives(devices.phone(), Person(hands="touch"))
    _first_turn(phone, offering, expert=True)
    _tour(phone).evaluate("tour => { tour.style.position = 'static'; }")
    for _ in COLUMNS + EVERYTHING[:-2]:
        press(_tour(phone).get_by_role("button").last)
    expect(_tour(phone).locator("p")).to_contain_text("Plan of demand")
    with pytest.raises(AssertionError):
        _must_be_in_sight(phone)


def test_who_was_told_nothing_but_expert_finds_it_before_anything_starts(
    offering: Server, devices: Devices
) -> None:
    phone = gives(devices.phone(), Person(hands="touch"))
    phone.goto(offering.url)
    expert = phone.get_by_role("checkbox", name=re.compile("Expert"))
    starts = phone.get_by_role("button", name=re.compile("^Play "))
    expect(starts.first).to_be_visible()
    boxes = [expert.bounding_box(), *(each.bounding_box() for each in starts.all())]
    heights = [box["y"] for box in boxes if box]
    assert len(heights) == len(boxes) and heights[0] == min(heights)


def test_nothing_is_explained_that_the_scenario_does_not_offer(offering: Server, devices: Devices) -> None:
    desk = devices.desk()
    _first_turn(desk, offering, FAR_SHORE, expert=True)
    _must_explain(desk, ["Numbers", "Regional shelves", "Plan of demand"])


def test_red_control_an_explanation_of_what_is_not_there_is_found(offering: Server, devices: Devices) -> None:
    desk = devices.desk()
    _first_turn(desk, offering, FAR_SHORE, expert=True)
    _offers(desk).last.evaluate("step => step.after(step.cloneNode(true))")
    with pytest.raises(AssertionError):
        _must_explain(desk, ["Numbers", "Regional shelves", "Plan of demand"])


def test_a_game_of_switches_with_options_explains_these(offering: Server, devices: Devices) -> None:
    desk = devices.desk()
    _first_turn(desk, offering)
    _must_explain(desk, ["Express this turn", "Second source", "Money"])
    expect(_tour(desk).get_by_text("Between")).to_have_count(0)


@pytest.mark.parametrize("scenario", [FAR_SHORE, re.compile("Calm Seas")])
def test_a_game_of_switches_alone_explains_its_columns_alone(
    offering: Server, devices: Devices, scenario: re.Pattern[str]
) -> None:
    desk = devices.desk()
    _first_turn(desk, offering, scenario)
    expect(_tour(desk).locator("p:visible")).to_have_count(len(COLUMNS))
    _must_explain(desk, [])


def test_a_classic_game_explains_its_columns_alone_whatever_its_scenario_offers(
    offering: Server, devices: Devices
) -> None:
    desk = devices.desk()
    desk.goto(f"{offering.url}/host")
    desk.get_by_label(THIS).check()
    desk.get_by_role("radio", name=re.compile("We play among ourselves")).check()
    choice(desk, "depth.classic").check()
    desk.get_by_label(said(desk, "host.name")).fill("Ana")
    press(button(desk, "host.button"))
    code_of(desk)
    press(button(desk, "lobby.start"))
    begin(desk)
    expect(_tour(desk).locator("p:visible")).to_have_count(len(COLUMNS))
    _must_explain(desk, [])


def test_the_explanation_can_be_read_again_beside_the_table(offering: Server, devices: Devices) -> None:
    desk = devices.desk()
    _first_turn(desk, offering, expert=True)
    press(_tour(desk).get_by_role("button", name="Got it"))
    desk.get_by_text(said(desk, "table.summary")).click()
    expect(desk.locator("details dt")).to_have_text(COLUMNS + EVERYTHING)


@pytest.mark.parametrize("locale", ["en-US", "de-DE"])
def test_the_explanation_keeps_nobody_out_at_any_size(
    offering: Server, browser: Browser, locale: str
) -> None:
    devices = Devices(browser, locale)
    page = gives(devices.desk(), Person(language=locale[:2]))
    _first_turn(page, offering, expert=True)
    found: list[str] = []
    for name, size in SIZES.items():
        resize(page, *size)
        found += layout.faults(page, touch=name == "phone") + barriers(page) + focus.faults(page)
    if locale == "de-DE":
        found += english_on(page)
    assert found == []
    devices.close()


def _first_turn(
    page: Page, server: Server, scenario: re.Pattern[str] = THIS, *, expert: bool = False
) -> None:
    """Alone against bots, with the story read and nothing set."""
    page.goto(server.url)
    if expert:
        flip(page.get_by_role("checkbox", name=among(page, "depth.expert")))
    press(page.get_by_role("button", name=scenario))
    begin(page)


def _tour(page: Page) -> Locator:
    return page.get_by_role("note", name=said(page, "tour.label"))


def _must_be_in_sight(phone: Page) -> None:
    """What a step speaks of: one thing, between the explanation above it and the bar that confirms."""
    phone.wait_for_function("() => new Promise((done) => requestAnimationFrame(() => done(true)))")
    found = phone.evaluate(OUTLINED)
    assert found["outlined"] == 1 and found["tour"] >= 0, found
    assert found["above"] <= 1 and found["below"] <= 1, found


def _offers(page: Page) -> Locator:
    """On a desk: what is explained beside the columns."""
    return _tour(page).locator(".offers p:visible")


def _must_explain(page: Page, names: list[str]) -> None:
    """These things and no others, beside the columns."""
    expect(_tour(page)).to_be_visible()
    assert _offers(page).locator("b").all_inner_texts() == names
