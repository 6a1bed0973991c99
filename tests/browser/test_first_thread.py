"""The thread through every room: a person's decision from the screen to the log in SQLite."""

from __future__ import annotations

import json

from play import begin, confirm, open_practice, switch, wait_for_turn
from playwright.sync_api import Page, WebSocket, expect
from server import Server


def test_a_person_plays_three_turns_and_every_decision_is_in_the_file(server: Server, page: Page) -> None:
    sockets: list[WebSocket] = []
    page.on("websocket", lambda socket: sockets.append(socket))
    open_practice(page, server.url)
    begin(page)
    for turn in (1, 2, 3):
        wait_for_turn(page, turn)
        switch(page, row=turn - 1)
        confirm(page)
    wait_for_turn(page, 4)

    assert len(sockets) == 1, "one socket carried the whole game"
    bodies = server.rows("select body from events where kind = 'decision_made' order by seq")
    decisions = [json.loads(str(body)) for (body,) in bodies]
    assert [decision["turn"] for decision in decisions] == [1, 2, 3]
    assert all(decision["stances"] for decision in decisions)
    assert server.rows("select count(distinct turn), max(week) from week_results") == [(3, 12)]


def test_opening_the_page_again_finds_the_game_as_it_was(server: Server, page: Page) -> None:
    open_practice(page, server.url)
    begin(page)
    switch(page, row=0)
    switched = page.get_by_role("radio", checked=True).first.get_attribute("value")
    confirm(page)
    wait_for_turn(page, 2)
    page.reload()
    wait_for_turn(page, 2)
    expect(page.get_by_role("radio", checked=True).first).to_have_attribute("value", str(switched))
