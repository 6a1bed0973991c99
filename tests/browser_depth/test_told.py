"""What a scenario is played for: a guide on the desk, more of the story for players, the real event after."""

from __future__ import annotations

from deeper import THIS, lead_game, play_on
from devices import Devices
from hands import Person, gives, press, said
from play import begin, button, confirm, join, link, start, wait_for_turn
from playwright.sync_api import Page, expect
from server import Server

GOAL = "Say what a second source costs in a week in which nothing happens."
QUESTION = "Who sent cells by air, and in which week would you do it again?"
REAL = "The ferry that did not come"
MORE = "The far coast came to them with the ferries."


def test_scenarios_stand_by_difficulty_with_the_time_that_they_take(
    offering: Server, devices: Devices
) -> None:
    page = devices.phone()
    page.goto(offering.url)
    shelf = page.get_by_role("heading", name="Medium", level=3)
    expect(shelf).to_be_visible()
    card = page.locator('[data-scenario="near_and_far"]')
    expect(card.get_by_role("heading", level=4)).to_have_text("Near and Far")
    expect(card.get_by_text("about 15 minutes")).to_be_visible()
    page.goto(f"{offering.url}/host")
    expect(page.get_by_text("Medium", exact=True)).to_be_visible()
    expect(page.get_by_label(THIS)).to_be_visible()


def test_three_scenarios_with_the_same_firms_stand_as_one_set_in_their_order(
    offering: Server, devices: Devices
) -> None:
    page, titles = devices.phone(), ["Kettles at Home", "Kettles from Afar", "Kettles Now or Never"]
    page.goto(offering.url)
    expect(page.get_by_role("heading", name="Three years of kettles", level=3)).to_be_visible()
    expect(page.locator('[data-scenario^="kettles_"] h4')).to_have_text(titles)
    expect(page.get_by_text("Turned over: the suppliers.")).to_be_visible()
    page.goto(f"{offering.url}/host")
    expect(page.get_by_text("Three years of kettles", exact=True)).to_be_visible()
    expect(page.get_by_text(said(page, "contrast.hint"))).to_be_visible()
    assert [text for text in page.locator("label strong").all_inner_texts() if "Kettles" in text] == titles


def test_whoever_leads_reads_goals_and_questions_on_the_desk_before_and_during_a_game(
    offering: Server, devices: Devices
) -> None:
    desk, ana = devices.desk(), devices.phone()
    code = lead_game(desk, offering.url)
    join(ana, offering.url, code, "Ana")
    must_be_guided(desk)
    must_tell_more(ana)
    start(desk)
    begin(ana)
    wait_for_turn(ana, 1)
    must_be_guided(desk)
    expect(ana.get_by_text(GOAL)).to_have_count(0)


def must_be_guided(desk: Page) -> None:
    """The guide opens over the desk, and a key closes it again."""
    press(button(desk, "talk_guide.button"))
    dialog = desk.get_by_role("dialog", name="Near and Far")
    for text in (GOAL, QUESTION, MORE):
        expect(dialog.get_by_text(text)).to_be_visible()
    expect(dialog.get_by_text(REAL)).to_have_count(0)
    desk.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


def must_tell_more(page: Page) -> None:
    """What is fetched and shown by who opens it, and by nobody else."""
    expect(page.get_by_text(MORE)).to_have_count(0)
    press(page.get_by_text(said(page, "story.more")))
    expect(page.get_by_text(MORE)).to_be_visible()


def test_a_player_reads_more_of_the_story_and_after_the_end_what_really_happened(
    offering: Server, devices: Devices
) -> None:
    page = gives(devices.phone(), Person(hands="touch"))
    page.goto(offering.url)
    press(page.get_by_role("button", name=THIS))
    must_tell_more(page)
    press(button(page, "story.begin"))
    expect(page.get_by_text(REAL)).to_have_count(0)
    for turn in (1, 2, 3):
        play_on(page, turn)
    confirm(page)
    press(link(page, "results.open"))
    card = page.get_by_role("region", name=REAL)
    expect(card.get_by_text("The yard that had shells on the coast went on building.")).to_be_visible()
    expect(card.get_by_role("link")).to_have_attribute("href", "https://river.example/annals")
    expect(page.get_by_role("region", name=said(page, "talk.title")).get_by_text(QUESTION)).to_be_visible()
