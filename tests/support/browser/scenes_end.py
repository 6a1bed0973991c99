"""The last scenes of a workshop: its last turn, the debrief, and what is left to do at the desk."""

from __future__ import annotations

import re
from collections.abc import Iterator

from play import (
    button,
    close_by_hand,
    end_game,
    link,
    must_be_saved,
    rules,
    text,
    wait_for_turn,
)
from playwright.sync_api import Page, expect
from stage import LONGEST, Room, Scene, alert


def end(room: Room) -> Iterator[Scene]:
    stage, hero, desk = room.stage, room.hero, room.desk
    with stage.refused():
        hero.goto(f"{stage.url}/debrief/{room.code}")
        alert(hero).wait_for()
        yield Scene("debrief-running", hero, "not over yet")
    hero.goto(f"{stage.url}/play/{room.code}")
    wait_for_turn(hero, 4)
    must_be_saved(hero)
    rules(desk)
    desk.get_by_label(stage.said("rules.all_in")).check()
    text(hero, "clock.closing").wait_for()
    with stage.time_standing_still(hero):
        yield Scene("play-closing", hero, "everybody has decided, the turn is about to close")
    wait_for_turn(desk, 5)
    wait_for_turn(hero, 5)
    close_by_hand(desk)
    end_game(desk)
    text(hero, "final.title").wait_for()
    yield Scene("play-final", hero, "how it went, where the money went")
    text(room.wall, "board.over").first.wait_for()
    yield Scene("board-over", room.wall, "the game is over, who came where")


def afterwards(room: Room) -> Iterator[Scene]:
    stage, hero, stranger = room.stage, room.hero, room.stage.desk()
    with stage.refused():
        stranger.goto(f"{stage.url}/debrief/{room.code}")
        alert(stranger).wait_for()
        yield Scene("debrief-stranger", stranger, "this page opens with its own link")
    stranger.goto(f"{stage.url}/join/{room.code}")
    text(stranger, "join.over").wait_for()
    yield Scene("join-over", stranger, "too late to join")
    with stage.refused():
        link(hero, "results.open").click()
        until_worked_out(hero)
    yield Scene("debrief", hero, "one's own year, on the ruler, part by part")
    yield Scene("desk-over", room.desk, "the game is over; publish, debrief, archive")
    button(hero, "beyond.ask").click()
    text(hero, "beyond.luck").wait_for(timeout=300_000)
    yield Scene("debrief-beyond", hero, "regret, luck and simple plans, worked out for the whole room")
    hero.get_by_role("button", name=stage.said("results.show"), pressed=False).first.click()
    hero.wait_for_url(re.compile(r"\?table=\d+&seat="))
    expect(hero.locator("#results")).to_be_focused()
    yield Scene("debrief-other", hero, "somebody else's year")
    room.desk.get_by_label(stage.said("end.publish")).check()
    stranger.goto(f"{stage.url}/leaderboard")
    stranger.get_by_label(stage.said("filter.scenario")).select_option("eight_parts")
    stranger.get_by_text(stage.said("filter.more")).click()
    stranger.get_by_label(stage.said("filter.who")).select_option("any")
    stranger.get_by_label(stage.said("filter.seed")).select_option("any")
    stranger.get_by_label(stage.said("filter.length")).select_option("any")
    stranger.get_by_label(stage.said("filter.live")).select_option("any")
    stranger.get_by_text(LONGEST).first.wait_for()
    yield Scene("leaderboard", stranger, "who is best at this scenario, under which rules")
    button(room.desk, "end.archive").click()
    sure = room.desk.get_by_role("dialog", name=stage.said("end.archive"))
    sure.get_by_role("button", name=stage.said("end.archive")).click()
    text(room.desk, "end.archived").wait_for()
    yield Scene("desk-archived", room.desk, "it takes nothing more")
    stranger.close()


def until_worked_out(page: Page) -> None:
    """Two hundred and fifty-six plans for each of forty-eight seats take their time."""
    ruler = text(page, "results.ruler")
    while True:
        alert(page).or_(ruler).first.wait_for()
        if ruler.is_visible():
            return
        button(page, "retry").click()
        expect(alert(page)).to_be_hidden()
