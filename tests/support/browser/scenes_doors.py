"""The scenes around a game: doors, dead ends, a game alone, a game without a facilitator."""

from __future__ import annotations

from collections.abc import Iterator

from play import (
    among,
    begin,
    button,
    choice,
    code_of,
    confirm,
    join,
    open_practice,
    switch,
    text,
    wait_for_turn,
)
from playwright.sync_api import Page, expect
from stage import Scene, Stage, alert, fill_in_new_game, silent


def before_any_game(stage: Stage) -> Iterator[Scene]:
    page = stage.phone()
    page.goto(stage.url)
    button(page, "home.start").first.wait_for()
    yield Scene("home", page, "what this is, a code to type, scenarios to practise")
    for name, path, key in (
        ("unknown", "nowhere", "unknown.title"),
        ("no-seat", "play/ABCDEF", "no_token.title"),
        ("no-desk", "host/ABCDEF", "no_desk.title"),
        ("board-unknown", "board/ABCDEF", "error.no_such_game"),
        ("claim-nothing", "claim", "claim.none"),
    ):
        with stage.refused():
            page.goto(f"{stage.url}/{path}")
            text(page, key).wait_for()
        yield Scene(name, page, "what is not here, and a way on")
    page.goto(f"{stage.url}/leaderboard")
    text(page, "leader.none").wait_for()
    yield Scene("leaderboard-empty", page, "nothing yet, and how something comes here")
    page.goto(f"{stage.url}/guide")
    button(page, "guide.print").wait_for()
    yield Scene("guide", page, "how to lead a workshop, and what to do when phones cannot get in")
    yield from _join_doors(stage, page)
    yield from _host_doors(stage, stage.desk())
    lone = stage.phone()
    silent(lone)
    lone.goto(f"{stage.url}/board/ABCDEF")
    text(lone, "connecting.title").wait_for()
    yield Scene("connecting", lone, "what is awaited, and a way to try again")
    for done in (lone, page):
        done.close()


def _join_doors(stage: Stage, page: Page) -> Iterator[Scene]:
    page.goto(f"{stage.url}/join")
    page.get_by_label(stage.said("home.code_hint")).or_(page.get_by_role("textbox")).first.wait_for()
    yield Scene("join", page, "a code to type")
    with stage.refused():
        for name, path in (("join-unknown", "join/ABCDEF"), ("debrief-unknown", "debrief/ABCDEF")):
            page.goto(f"{stage.url}/{path}")
            alert(page).wait_for()
            yield Scene(name, page, "no such game; another code, or again")


def _host_doors(stage: Stage, page: Page) -> Iterator[Scene]:
    page.goto(f"{stage.url}/host")
    button(page, "host.button").wait_for()
    yield Scene("host", page, "a new game, the usual choices made; a desk to be moved here")
    fill_in_new_game(page, stage.url, name="Frida", pin="000000")
    yield Scene("host-more", page, "all that can be chosen")
    with stage.refused():
        button(page, "host.button").click()
        alert(page).wait_for()
        yield Scene("host-pin-refused", page, "the PIN was wrong; nothing typed is lost")
    page.close()


def alone(stage: Stage) -> Iterator[Scene]:
    """A practice game, and what the home page says of it."""
    page = stage.phone()
    open_practice(page, stage.url)
    page.get_by_role("dialog").wait_for()
    yield Scene("story", page, "the story over the first turn")
    begin(page)
    wait_for_turn(page, 1)
    yield Scene("play-tour", page, "the first turn explains itself")
    switch(page, 0)
    yield Scene("play-changed", page, "a switch turned over: what it costs and brings")
    confirm(page)
    wait_for_turn(page, 2)
    yield Scene("play-calm", page, "the turn after a calm one")
    page.goto(stage.url)
    page.get_by_role("link", name=among(page, "home.go_on")).first.wait_for()
    yield Scene("home-held", page, "a game to go on with")
    page.close()


def among_ourselves(stage: Stage) -> Iterator[Scene]:
    """Nobody leads it, and one switch is for all parts."""
    opener, other = stage.phone(), stage.phone()
    fill_in_new_game(opener, stage.url, name="Ana", scenario="Calm Seas|Ruhige See")
    choice(opener, "host.open").check()
    choice(opener, "depth.classic").check()
    button(opener, "host.button").click()
    code = code_of(opener)
    join(other, stage.url, code, "Ben")
    button(opener, "lobby.start").wait_for()
    yield Scene("lobby-opener", opener, "who is here, how others join, a way to start")
    button(opener, "lobby.start").click()
    begin(opener)
    expect(opener.get_by_role("timer")).to_be_visible()
    yield Scene("play-classic", opener, "one switch, a deadline")
    for page in (opener, other):
        page.close()
