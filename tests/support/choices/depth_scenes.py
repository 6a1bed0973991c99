"""Scenes of games in which more is decided than stances: options, numbers, shelves, the plan of demand.

A second walk beside that of `scenes`: other scenarios, the longest names where there are most things to say.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from chosen_support import german_of_eight_parts, text_of_eight_parts
from deeper import (
    close_numbers,
    flip_all,
    openers,
    play_on,
    set_shelves_and_plan,
    sources,
    type_number,
    until_short,
    want_everything,
)
from devices import Devices
from hands import write
from places import SCENARIOS
from play import (
    begin,
    button,
    choice,
    close_by_hand,
    close_turn,
    code_of,
    confirm,
    end_game,
    join,
    link,
    must_be_saved,
    start,
    switch,
    text,
    wait_for_turn,
)
from playwright.sync_api import Page
from scenes_end import until_worked_out
from stage import EIGHT, LONGEST, Scene, Stage, each_as_it_was, fill_in_new_game, opened, texts_of

NAMES = tuple(
    """
    options options-chosen options-next options-cash options-final options-debrief options-leaderboard
    expert expert-two-sources expert-chosen expert-next expert-cash
    expert-far expert-far-shelf
    expert-contract
    expert-eight expert-eight-open expert-eight-chosen desk-expert board-expert
    expert-eight-next expert-final expert-debrief expert-leaderboard
    """.split()
)
"""In the order of the walk."""
SHORE = "The Far Shore|Das ferne Ufer"
ROADS = "Two Roads, One Purse|Zwei Wege, eine Kasse"
NEAR_AND_FAR = "Near and Far|Nah und Fern"


def walk(devices: Devices, folder: Path, language: str = "en") -> Iterator[Scene]:
    """All of them, as `scenes.walk` has its own."""
    # A little more than the usual orders need, and a little less than full bins do.
    eight = text_of_eight_parts().replace("\ncredit = 4000000\n", "\ncredit = 5300000\n")
    texts = texts_of(SCENARIOS / "near_and_far.toml") | {
        "eight_parts.toml": eight,
        "eight_parts.de.toml": german_of_eight_parts(),
    }
    stage = Stage(devices, folder, language, texts)
    try:
        yield from each_as_it_was(_all(stage))
    finally:
        stage.close()


def _all(stage: Stage) -> Iterator[Scene]:
    yield from _options(stage)
    yield from _near_and_far_led(stage)
    yield from _two_roads(stage)
    yield from _far_shore(stage)
    yield from _contract(stage)
    yield from _eight_parts(stage)


# ---------------------------------------------------------------- a switch for each part, and options


def _options(stage: Stage) -> Iterator[Scene]:
    page = stage.phone()
    _alone(stage, page, ROADS, "segmented")
    yield Scene("options", page, "switches, and beside them a courier and a second source")
    flip_all(page)
    yield Scene("options-chosen", page, "both chosen, not confirmed yet")
    want_everything(page)
    play_on(page, 1)
    yield Scene("options-next", page, "the turn after: the second source is being tested")
    until_short(page, 2)
    yield Scene("options-cash", page, "more wanted than there is money for")
    page.close()


def _near_and_far_led(stage: Stage) -> Iterator[Scene]:
    """To its end, with options."""
    desk, page = stage.desk(), stage.phone()
    code = _led(stage, desk, NEAR_AND_FAR, "segmented")
    join(page, stage.url, code, LONGEST)
    start(desk)
    begin(page)
    for turn in range(1, 5):
        wait_for_turn(page, turn)
        if turn in (1, 3):
            flip_all(page)
        switch(page, turn % 4)
        confirm(page)
    text(page, "final.title").wait_for()
    yield Scene("options-final", page, "how a game with options went")
    yield from _afterwards(stage, desk, page, "near_and_far", "options")


# ---------------------------------------------------------------- expert


def _two_roads(stage: Stage) -> Iterator[Scene]:
    page = stage.desk()
    _alone(stage, page, ROADS, "expert")
    wait_for_turn(page, 1)
    yield Scene("expert", page, "the sheet with presets, and what opens the numbers of each part")
    openers(page).nth(1).click()
    sources(page).first.wait_for()
    yield Scene("expert-two-sources", page, "numbers of a part, and its two sources side by side")
    type_number(page, "sourcing_split", "40")
    close_numbers(page, 1)
    openers(page).nth(4).click()
    type_number(page, "expedite", "1.5")
    close_numbers(page, 4)
    yield Scene("expert-chosen", page, "numbers set, not confirmed yet")
    play_on(page, 1)
    openers(page).nth(1).click()
    yield Scene("expert-next", page, "the turn after: a source that is tested, numbers of one's own")
    close_numbers(page, 1)
    want_everything(page)
    until_short(page, 2)
    yield Scene("expert-cash", page, "more wanted than there is money for")
    page.close()


def _far_shore(stage: Stage) -> Iterator[Scene]:
    page = stage.desk()
    _alone(stage, page, SHORE, "expert")
    wait_for_turn(page, 1)
    yield Scene("expert-far", page, "two shelves and the plan of demand, as they stand")
    set_shelves_and_plan(page)
    yield Scene("expert-far-shelf", page, "more on the far shelf, more planned, not confirmed yet")
    page.close()


def _contract(stage: Stage) -> Iterator[Scene]:
    page = stage.desk()
    _alone(stage, page, NEAR_AND_FAR, "expert")
    wait_for_turn(page, 1)
    openers(page).nth(2).click()
    page.locator("input[name^=contract-]").last.check()
    yield Scene("expert-contract", page, "a part's contract, chosen")
    page.close()


def _eight_parts(stage: Stage) -> Iterator[Scene]:
    """Everything that a scenario can offer, with the longest names, led by somebody."""
    desk, page, other, wall = stage.desk(), stage.desk(), stage.phone(), stage.wall()
    code = _led(stage, desk, EIGHT, "expert")
    for device, name in ((page, LONGEST), (other, "Zoë")):
        join(device, stage.url, code, name)
    wall.goto(f"{stage.url}/board/{code}")
    start(desk)
    close_by_hand(desk)
    for device in (page, other):
        begin(device)
        wait_for_turn(device, 1)
    yield Scene("expert-eight", page, "eight parts with all that can be decided, and three shelves")
    openers(page).nth(5).click()
    yield Scene("expert-eight-open", page, "five numbers and two sources of a part with a long name")
    close_numbers(page, 5)
    want_everything(page)
    openers(page).nth(5).click()
    for name, value in (("cover_weeks", "3.5"), ("safety_factor", "1.25"), ("sourcing_split", "35")):
        type_number(page, name, value)
    close_numbers(page, 5)
    flip_all(page)
    set_shelves_and_plan(page)
    yield Scene("expert-eight-chosen", page, "everything changed, not confirmed yet")
    for turn in (1, 2, 3):
        if turn == 2:
            flip_all(page)
        for device in (page, other):
            confirm(device)
            must_be_saved(device)
        yield from _in_the_room(desk, wall) if turn == 2 else ()
        close_turn(desk)
        wait_for_turn(page, turn + 1)
    yield Scene("expert-eight-next", page, "in the middle of the crisis, with numbers of one's own")
    end_game(desk)
    text(page, "final.title").wait_for()
    yield Scene("expert-final", page, "how an expert game went")
    other.close()
    wall.close()
    yield from _afterwards(stage, desk, page, "eight_parts", "expert")


def _in_the_room(desk: Page, wall: Page) -> Iterator[Scene]:
    wait_for_turn(desk, 2)
    yield Scene("desk-expert", desk, "who decided what in an expert game")
    yield Scene("board-expert", wall, "the wall of an expert game")


def _alone(stage: Stage, page: Page, scenario: str, depth: str) -> None:
    """Into the first turn of a game against bots."""
    _fill_in(stage, page, scenario, depth)
    choice(page, "host.open").check()
    button(page, "host.button").click()
    code_of(page)
    button(page, "lobby.start").click()
    begin(page)
    wait_for_turn(page, 1)


def _led(stage: Stage, desk: Page, scenario: str, depth: str) -> str:
    """A game that somebody leads: its code."""
    _fill_in(stage, desk, scenario, depth)
    return opened(desk)


def _fill_in(stage: Stage, page: Page, scenario: str, depth: str) -> None:
    """Without haste, and always the same year."""
    fill_in_new_game(page, stage.url, name="Frida", scenario=scenario)
    page.get_by_label(stage.said("host.turn_time")).select_option("20")
    write(page.get_by_label(stage.said("host.seed")), "7")
    choice(page, f"depth.{depth}").check()


def _afterwards(stage: Stage, desk: Page, page: Page, scenario: str, depth: str) -> Iterator[Scene]:
    with stage.refused():
        link(page, "results.open").click()
        until_worked_out(page)
    page.locator("#choices").wait_for()
    yield Scene(f"{depth}-debrief", page, "what was set beside the stances, and what it changed")
    desk.get_by_label(stage.said("end.publish")).check()
    page.goto(f"{stage.url}/leaderboard")
    page.get_by_label(stage.said("filter.scenario")).select_option(scenario)
    if not page.get_by_label(stage.said("filter.length")).is_visible():
        page.locator("form summary").click()
    page.get_by_label(stage.said("filter.seed")).select_option("any")
    page.get_by_label(stage.said("filter.depth")).select_option(depth)
    page.get_by_label(stage.said("filter.who")).select_option("any")
    page.get_by_label(stage.said("filter.length")).select_option("any")
    page.get_by_text(LONGEST).first.wait_for()
    yield Scene(f"{depth}-leaderboard", page, "the list of games of this kind alone")
    for done in (desk, page):
        done.close()
