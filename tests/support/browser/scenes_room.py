"""The scenes of one workshop of twelve tables, on the desk, in the hand and on the wall."""

from __future__ import annotations

from collections.abc import Iterator

import scenes_end
from hands import write
from play import (
    among,
    begin,
    begin_if_asked,
    button,
    claim_link,
    close_by_hand,
    close_turn,
    code_of,
    confirm,
    join,
    link,
    must_be_saved,
    not_saved,
    seat,
    start,
    switch,
    text,
    wait_for_turn,
)
from playwright.sync_api import Page, expect
from stage import LONGEST, Room, Scene, Stage, alert, fill_in_new_game, mistyped

SEATS = 48
BOTS = SEATS - 3
"""With two people from the start and one who comes late, every seat is taken."""
OTHER = "Bartholomäus-Maximilian"
MESSAGES = {
    "en": "Two minutes left for everybody. What does a quote of fourteen weeks mean for you? " * 4,
    "de": "Noch zwei Minuten für alle. Was bedeutet eine Lieferzeit von vierzehn Wochen für Sie? " * 4,
}


def workshop(stage: Stage) -> Iterator[Scene]:
    desk = stage.desk()
    fill_in_new_game(desk, stage.url, name="Frida")
    write(desk.get_by_label(stage.said("host.seed")), "7")
    desk.get_by_label(stage.said("host.turn_time")).select_option("20")  # whoever looks may take their time
    button(desk, "host.button").click()
    button(desk, "recovery.noted").wait_for()
    yield Scene("recovery", desk, "the recovery code, to be noted")
    button(desk, "recovery.noted").click()
    room = Room(stage, code_of(desk), desk, stage.phone(), stage.phone(), stage.wall())
    yield from _lobby(room)
    with stage.bots(room.code, BOTS):
        yield from _full_lobby(room)
        yield from _first_turn(room)
        yield from _crisis(room)
        yield from _saving(room)
        yield from _desk_at_work(room)
        yield from _coming_and_going(room)
        yield from _server_away(room)
        yield from scenes_end.end(room)
    yield from scenes_end.afterwards(room)
    for page in (room.desk, room.hero, room.wall):
        page.close()


def _lobby(room: Room) -> Iterator[Scene]:
    stage, code = room.stage, room.code
    button(room.desk, "desk.start").wait_for()
    yield Scene("desk-empty", room.desk, "the way in, and nobody yet")
    room.desk.get_by_role("button", name=among(room.desk, "desk.show_join")).click()
    room.desk.get_by_role("dialog").wait_for()
    yield Scene("desk-join", room.desk, "code, link and QR code")
    room.desk.keyboard.press("Escape")
    room.wall.goto(f"{stage.url}/board/{code}")
    expect(room.wall.get_by_text(code, exact=True)).to_be_visible()
    yield Scene("board-lobby", room.wall, "a huge code, a QR code, and nobody yet")
    room.hero.goto(f"{stage.url}/join/{code}")
    button(room.hero, "join.button").wait_for()
    yield Scene("join-card", room.hero, "which game this is, and a name to type")
    join(room.hero, stage.url, code, LONGEST)
    text(room.hero, "lobby.in").wait_for()
    yield Scene("lobby", room.hero, "alone in the lobby, the story meanwhile")
    room.other.goto(f"{stage.url}/join/{code}")
    write(room.other.get_by_label(stage.said("join.name")), LONGEST)
    with stage.refused():
        button(room.other, "join.button").click()
        alert(room.other).wait_for()
        yield Scene("join-taken", room.other, "the name is taken; another one")
    join(room.other, stage.url, code, OTHER)
    room.hero.goto(f"{stage.url}/join/{code}")
    link(room.hero, "join.held_go").wait_for()
    yield Scene("join-held", room.hero, "this device has a seat already")
    link(room.hero, "join.held_go").click()
    expect(room.hero.get_by_text(OTHER)).to_be_visible()


def _full_lobby(room: Room) -> Iterator[Scene]:
    expect(room.desk.get_by_role("heading", level=3)).to_have_count(12)
    expect(room.hero.get_by_text(room.stage.said("lobby.wait", joined=BOTS + 2))).to_be_visible()
    yield Scene("lobby-full", room.hero, "how many are here")
    yield Scene("board-lobby-full", room.wall, "names of forty-seven people")
    yield Scene("desk-lobby-full", room.desk, "twelve tables, and the start")


def _first_turn(room: Room) -> Iterator[Scene]:
    start(room.desk)
    close_by_hand(room.desk)
    room.other.get_by_role("dialog").wait_for()
    yield Scene("story-long", room.other, "long names in the story")
    for page in (room.hero, room.other):
        begin(page)
        wait_for_turn(page, 1)
    yield Scene("play-first", room.hero, "the first turn, eight parts with long names")
    room.wall.get_by_text(room.stage.said("top.turn", turn=1)).wait_for()
    yield Scene("board-first", room.wall, "the race before the first turn is played")
    yield Scene("desk-first", room.desk, "who has not decided, the year to come, the rules unfolded")


def _crisis(room: Room) -> Iterator[Scene]:
    """Two turns on, the terminal is clogged and the chips have burnt."""
    for turn in (1, 2, 3):
        wait_for_turn(room.hero, turn)
        confirm(room.hero)
        must_be_saved(room.hero)
        close_turn(room.desk)
        wait_for_turn(room.desk, turn + 1)
    wait_for_turn(room.hero, 4)
    yield Scene("play-crisis", room.hero, "what stops the line next, and what was missing")
    wait_for_turn(room.other, 4)
    yield Scene("play-repeated", room.other, "nobody confirmed here last turn")
    room.wall.get_by_text(room.stage.said("top.turn", turn=4)).wait_for()
    yield Scene("board-race", room.wall, "who is where, news, queues, the clock")
    yield Scene("desk-crisis", room.desk, "twelve tables in the middle of a game")


def _saving(room: Room) -> Iterator[Scene]:
    hero, desk = room.hero, room.desk
    switch(hero, 0)
    confirm(hero)
    must_be_saved(hero)
    yield Scene("play-saved", hero, "the decision is saved")
    switch(hero, 0)
    yield Scene("play-changed-again", hero, "changed since it was saved")
    twin = room.stage.phone()
    twin.goto(_own_link(hero))
    begin_if_asked(twin)
    wait_for_turn(twin, 4)
    switch(twin, 1)
    confirm(twin)
    must_be_saved(twin)
    hero.reload()
    text(hero, "saving.changed").or_(text(hero, "saving.elsewhere")).wait_for()
    yield Scene("play-elsewhere", hero, "another device at this seat has decided too")
    twin.close()
    wrong = room.stage.phone()
    mistyped(wrong)
    wrong.goto(_own_link(hero))
    begin_if_asked(wrong)
    wait_for_turn(wrong, 4)
    switch(wrong, 1)
    confirm(wrong)
    text(wrong, "saving.refused").wait_for()
    yield Scene("play-refused", wrong, "not saved, and why")
    wrong.close()
    yield from _without_network(hero, desk)


def _without_network(hero: Page, desk: Page) -> Iterator[Scene]:
    hero.context.set_offline(True)
    switch(hero, 2)
    confirm(hero)
    yield Scene("play-sending", hero, "on its way, or not yet")
    not_saved(hero).wait_for()
    yield Scene("play-offline", hero, "no network, and a decision that is not saved yet")
    hero.context.set_offline(False)
    must_be_saved(hero)


def _desk_at_work(room: Room) -> Iterator[Scene]:
    stage, desk, hero, wall = room.stage, room.desk, room.hero, room.wall
    message = MESSAGES[stage.language]
    write(desk.get_by_label(stage.said("message.label")), message[:400].strip())
    button(desk, "message.send").click()
    for page in (hero, wall):
        page.get_by_text(message[:60]).wait_for()
    yield Scene("play-message", hero, "the facilitator's message, four hundred letters")
    yield Scene("board-message", wall, "the same on the wall")
    yield Scene("desk-message", desk, "what the room reads, and a way to take it away")
    button(desk, "message.clear").click()
    button(desk, "year.add").click()
    desk.get_by_role("dialog").wait_for()
    yield Scene("desk-shock", desk, "a shock of one's own")
    button(desk, "shock.button").click()
    expect(desk.get_by_role("dialog")).to_be_hidden()
    button(desk, "desk.pause").click()
    for page in (hero, wall):
        text(page, "clock.paused").wait_for()
    yield Scene("play-paused", hero, "paused")
    yield Scene("board-paused", wall, "paused")
    yield Scene("desk-paused", desk, "paused, and a way to go on")
    button(desk, "desk.resume").click()
    seat(desk, LONGEST.split()[0])
    desk.get_by_role("dialog").wait_for()
    yield Scene("desk-seat", desk, "what may be done with a seat")
    desk.keyboard.press("Escape")


def _coming_and_going(room: Room) -> Iterator[Scene]:
    stage, desk = room.stage, room.desk
    late, new = stage.phone(), stage.phone()
    late.goto(f"{stage.url}/join/{room.code}")
    button(late, "join.button").wait_for()
    yield Scene("join-late", late, "the game has begun; from the next turn on")
    join(late, stage.url, room.code, "Zoë")
    begin_if_asked(late)
    text(late, "saving.late").wait_for()
    yield Scene("play-late", late, "a bot plays until the next turn")
    new.goto(f"{stage.url}/join/{room.code}")
    text(new, "join.full").wait_for()
    yield Scene("join-full", new, "no seat is left")
    seat(desk, OTHER.split("-")[1])
    button(desk, "seat.hand_over").click()
    moving = claim_link(desk)
    yield Scene("desk-seat-moves", desk, "the QR code that moves a seat")
    new.goto(moving)
    begin_if_asked(new)
    wait_for_turn(new, 4)
    text(room.other, "error.superseded").or_(room.other.get_by_role("heading")).first.wait_for()
    expect(room.other.get_by_role("radiogroup")).to_have_count(0)
    yield Scene("play-moved", room.other, "the seat is open on another device")
    with stage.refused():
        room.other.goto(moving)
        text(room.other, "claim.failed").wait_for()
        yield Scene("claim-used", room.other, "the link has been used")
    desk.keyboard.press("Escape")
    seat(desk, OTHER.split("-")[1])
    button(desk, "seat.bot").click()
    sure = desk.get_by_role("dialog", name=stage.said("seat.bot"))
    sure.wait_for()
    yield Scene("desk-seat-sure", desk, "a question before a seat is given away")
    sure.get_by_role("button", name=stage.said("seat.bot")).click()
    text(new, "stopped.replaced").wait_for()
    yield Scene("play-given-away", new, "a bot plays this seat now")
    for page in (late, new, room.other):
        page.close()


def _server_away(room: Room) -> Iterator[Scene]:
    stage = room.stage
    visitor = stage.phone()
    with stage.refused():
        visitor.goto(f"{stage.url}/nowhere")
        link(visitor, "app.home").first.wait_for()
    stage.stop_server()
    for name, page in (("play", room.hero), ("board", room.wall), ("desk", room.desk)):
        button(page, "line.try_now").wait_for()
        yield Scene(f"{name}-reconnecting", page, "the server is away; what was decided is kept")
    link(visitor, "app.home").first.click()
    alert(visitor).wait_for()
    yield Scene("home-server-gone", visitor, "no answer, and a way to try again")
    stage.start_server()
    for page in (room.hero, room.wall, room.desk):
        page.evaluate("dispatchEvent(new Event('online'))")  # as when a network is found: it tries at once
        expect(button(page, "line.try_now")).to_be_hidden()
    visitor.close()


def _own_link(page: Page) -> str:
    """The whole link of this device's seat, as it came with the game."""
    held: str = page.evaluate(
        """() => Object.entries(localStorage).map(([, value]) => value).join(" ")
            .match(/"token":\\s*"([A-Za-z0-9_-]{8,64})"/)[1]"""
    )
    return f"{page.url.split('#')[0]}#token={held}"
