"""The thread through every room: a person's decision from the screen to the log in SQLite."""

from __future__ import annotations

import json
import re

from playwright.sync_api import Page, WebSocket, expect
from server import Server


def test_a_person_plays_three_turns_and_every_decision_is_in_the_file(server: Server, page: Page) -> None:
    sockets: list[WebSocket] = []
    page.on("websocket", lambda socket: sockets.append(socket))
    page.goto(server.url)
    page.get_by_role("button", name=re.compile("practice", re.IGNORECASE)).first.click()

    for turn in (1, 2, 3):
        expect(page.get_by_test_id("turn")).to_have_attribute("data-turn", str(turn))
        page.get_by_role("radio", name=re.compile("just in case|JIC", re.IGNORECASE)).nth(turn - 1).check(
            force=True
        )
        page.get_by_role("button", name=re.compile("confirm", re.IGNORECASE)).first.click()
    expect(page.get_by_test_id("turn")).to_have_attribute("data-turn", "4")

    assert len(sockets) == 1, "one socket carried the whole game"
    bodies = server.rows("select body from events where kind = 'decision_made' order by seq")
    decisions = [json.loads(str(body)) for (body,) in bodies]
    assert [decision["turn"] for decision in decisions] == [1, 2, 3]
    assert all(decision["stances"] for decision in decisions)
    assert server.rows("select count(distinct turn), max(week) from week_results") == [(3, 12)]


def test_opening_the_page_again_finds_the_game_as_it_was(server: Server, page: Page) -> None:
    page.goto(server.url)
    page.get_by_role("button", name=re.compile("practice", re.IGNORECASE)).first.click()
    page.get_by_role("button", name=re.compile("confirm", re.IGNORECASE)).first.click()
    expect(page.get_by_test_id("turn")).to_have_attribute("data-turn", "2")
    page.reload()
    expect(page.get_by_test_id("turn")).to_have_attribute("data-turn", "2")
