"""The projector's board and the facilitator's desk: legible from afar, nothing secret, everybody in sight."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from devices import Devices, resize
from play import (
    begin,
    claim_link,
    close_turn,
    code_of,
    confirm,
    end_game,
    join,
    open_game,
    rules,
    start,
    wait_for_turn,
)
from playwright.sync_api import Page, expect
from server import LINESTOP, Server

LONGEST_NAME = "Wilhelmina-Alexandrina X"
LEAST = 24  # px of 1080: the last row of a room still reads it
TEXTS = """() => {
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const element = node.parentElement;
        const text = node.textContent.trim();
        if (text === "" || element.closest(".unseen")) continue;
        if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
        found.push([text, parseFloat(getComputedStyle(element).fontSize)]);
    }
    return found;
}"""
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
HIGHER = "document.documentElement.scrollHeight - document.documentElement.clientHeight"
OVERLAPS = """(selector) => {
    const boxes = [...document.querySelectorAll(selector)].map((element) => element.getBoundingClientRect());
    const overlap = (a, b) =>
        a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
    return boxes.flatMap((box, n) => boxes.slice(n + 1).filter((other) => overlap(box, other))).length;
}"""


def too_small(wall: Page) -> list[Any]:
    """Texts on the wall that the last row could not read."""
    shown = wall.evaluate(TEXTS)
    assert shown, "nothing stands on the wall"
    return [text for text in shown if text[1] < LEAST - 0.01]


def names_come_apart(wall: Page) -> None:
    """No name of the race lies over another, once all have moved to where the turn put them."""
    wall.wait_for_function(f"() => ({OVERLAPS})('text.name') === 0")


def accept_wall(wall: Page) -> None:
    """What must hold of the board in every state: all can be read, and all stands on the wall."""
    assert too_small(wall) == []
    assert wall.evaluate(WIDER) == 0 and wall.evaluate(HIGHER) == 0
    assert wall.evaluate(OVERLAPS, ".panel, header > *, li.card") == 0


def frames_of(page: Page) -> list[str]:
    """All that the server will tell this page on its socket."""
    told: list[str] = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda payload: told.append(str(payload))))
    return told


@contextmanager
def bots(server: Server, code: str, count: int) -> Iterator[None]:
    """Real clients that decide by themselves."""
    command = [LINESTOP, "bots", code, "--count", str(count), "--url", server.url, "--json"]
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def test_all_that_stands_on_the_wall_is_read_from_ten_metres_in_every_state(
    server: Server, devices: Devices
) -> None:
    desk, wall, ana = devices.desk(), devices.wall(), devices.phone()
    code = open_game(desk, server.url)
    wall.goto(f"{server.url}/board/{code}")
    expect(wall.get_by_text("Names appear here")).to_be_visible()
    accept_wall(wall)
    join(ana, server.url, code, LONGEST_NAME)
    expect(wall.get_by_text(LONGEST_NAME)).to_be_visible()
    accept_wall(wall)

    start(desk)
    begin(ana)
    expect(wall.get_by_text("Now every company decides")).to_be_visible()
    expect(wall.get_by_text(code)).to_be_visible()
    accept_wall(wall)
    for turn in (1, 2):
        wait_for_turn(desk, turn)
        close_turn(desk)
    wait_for_turn(desk, 3)
    expect(wall.get_by_role("columnheader", name="Uptime")).to_be_visible()
    expect(wall.get_by_role("img", name=re.compile("^Uptime against cost"))).to_be_visible()
    expect(wall.get_by_role("row", name=re.compile(LONGEST_NAME))).to_be_visible()
    accept_wall(wall)

    desk.get_by_label("Message to the room").fill("Look at the port and at what stands there. " * 8)
    desk.get_by_role("button", name="Send").click()
    desk.get_by_role("button", name="Pause").click()
    expect(wall.get_by_text("Paused")).to_be_visible()
    expect(wall.get_by_text("Look at the port")).to_be_visible()
    accept_wall(wall)
    desk.get_by_role("button", name="Resume").click()

    end_game(desk)
    expect(wall.get_by_role("heading", name="The best of this game")).to_be_visible()
    accept_wall(wall)
    desk.get_by_label("Let everybody read its results").check()
    expect(wall.get_by_role("img", name="QR code that opens the debrief")).to_be_visible()
    accept_wall(wall)


def test_red_control_a_small_word_on_the_wall_is_found(server: Server, devices: Devices) -> None:
    desk, wall = devices.desk(), devices.wall()
    code = open_game(desk, server.url)
    wall.goto(f"{server.url}/board/{code}")
    expect(wall.get_by_text(code)).to_be_visible()
    assert too_small(wall) == []
    # A rule and no style of the element: that would be gone if the heading were drawn anew.
    wall.evaluate("""() => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync("h1 { font-size: 23px !important }");
        document.adoptedStyleSheets.push(sheet);
    }""")
    assert [size for _, size in too_small(wall)] == [23]


def test_the_wall_is_told_nothing_that_only_the_desk_may_know(server: Server, devices: Devices) -> None:
    desk, wall, ana = devices.desk(), devices.wall(), devices.phone()
    told_desk, told_wall = frames_of(desk), frames_of(wall)
    code = open_game(desk, server.url)
    wall.goto(f"{server.url}/board/{code}")
    join(ana, server.url, code, "Ana")
    start(desk)
    begin(ana)
    confirm(ana)
    close_turn(desk)
    wait_for_turn(desk, 2)
    expect(wall.get_by_text("Turn 2 of")).to_be_visible()
    expect(wall.get_by_role("row", name=re.compile("Ana"))).to_be_visible()

    states = [json.loads(frame) for frame in told_desk if '"type":"desk"' in frame]
    [seed] = {state["seed"] for state in states}
    ahead = {shock["name"] for shock in states[-1]["shocks"]}
    coming = {
        item["headline"] for shock in states[-1]["shocks"] for item in shock["news"] if item["week"] > 8
    }
    heard = "\n".join(told_wall)
    assert '"type":"board"' in heard and ahead and coming
    for secret in (seed, '"stances"', '"steady"', '"lost"', *ahead, *coming):
        assert secret not in heard, secret
        assert secret in "\n".join(told_desk), "red control: the desk is told of it"
    assert seed not in wall.content()


def test_a_proposed_question_is_sent_to_the_room_in_one_tap(server: Server, devices: Devices) -> None:
    desk, wall, ana = devices.desk(), devices.wall(), devices.phone()
    code = open_game(desk, server.url)
    wall.goto(f"{server.url}/board/{code}")
    join(ana, server.url, code, "Ana")
    start(desk)
    begin(ana)
    card = desk.get_by_role("region", name="A question for the room")
    question = card.get_by_role("blockquote").inner_text()
    assert question.endswith("?")
    card.get_by_role("button", name="Show it to the room").click()
    expect(card.get_by_role("button", name="The room reads it")).to_be_visible()
    for page in (wall, ana):
        expect(page.get_by_text(question)).to_be_visible()


def test_twelve_tables_stand_on_one_screen_and_a_dropped_phone_stands_out(
    server: Server, devices: Devices
) -> None:
    desk, wall, ana = devices.desk(), devices.wall(), devices.phone()
    desk.goto(f"{server.url}/host")
    desk.get_by_label("Pacific Squeeze").check()
    desk.get_by_label("Your name").fill("Frida")
    desk.get_by_role("button", name="Open the game").click()
    desk.get_by_role("button", name="I have noted it").click()
    code = code_of(desk)
    rules(desk)
    desk.get_by_label("Close every turn when everybody has decided").uncheck()
    join(ana, server.url, code, LONGEST_NAME)
    wall.goto(f"{server.url}/board/{code}")
    with bots(server, code, 44):
        expect(wall.get_by_text("One person is in, and 44 bots")).to_be_visible()
        accept_wall(wall)
        start(desk)
        expect(desk.get_by_role("status").get_by_text("44 of 45 decided")).to_be_visible()
        close_turn(desk)
        wait_for_turn(desk, 2)
        expect(desk.get_by_role("status").get_by_text("44 of 45 decided")).to_be_visible()
        expect(wall.get_by_role("columnheader", name="Uptime")).to_be_visible()
        accept_wall(wall)
        names_come_apart(wall)

        devices.server_may_go = True
        ana.context.set_offline(True)
        ana.close()
        waits = desk.get_by_role("region", name="Waiting for one person")
        expect(waits.get_by_text(re.compile(r"away \d:\d\d"))).to_be_visible()
        _accept_desk(desk)
        waits.get_by_role("button", name="Another phone").click()
        assert code in claim_link(desk) or "claim" in claim_link(desk)
        desk.keyboard.press("Escape")
        waits.get_by_role("button", name="Let a bot play").click()
        desk.get_by_role("dialog").get_by_role("button", name="Let a bot play").click()
        # The dialog says nearly the same until it has closed.
        expect(desk.get_by_role("dialog")).to_have_count(0)
        told = desk.get_by_role("status").get_by_text(f"A bot plays on for {LONGEST_NAME}.", exact=True)
        expect(told).to_be_visible()
        expect(waits).to_be_hidden()
        expect(desk.get_by_role("status").get_by_text("44 of 44 decided")).to_be_visible()


def _accept_desk(desk: Page) -> None:
    """All tables are in sight on a laptop; at no width is a word of the year cut off or written over."""
    last = desk.get_by_role("list", name="Tables").get_by_role("listitem").last.bounding_box()
    assert last is not None and last["y"] + last["height"] <= 900, last
    for width, height in ((1440, 900), (1024, 768), (768, 1024), (390, 844)):
        resize(desk, width, height)
        assert desk.evaluate(WIDER) == 0, width
        assert desk.evaluate(OVERLAPS, ".lane p") == 0, width
        assert desk.evaluate(OVERLAPS, "main > div > *, main > *:not(div)") == 0, width
        strip = desk.locator(".strip").bounding_box()
        assert strip is not None
        for words in desk.locator(".lane p").all():
            box = words.bounding_box()
            assert box is not None and box["x"] >= strip["x"] - 1, width
            assert box["x"] + box["width"] <= strip["x"] + strip["width"] + 1, width
    desk.set_viewport_size({"width": 1440, "height": 900})


def test_the_year_is_a_list_too_and_the_end_gives_the_weeks_as_a_file(
    server: Server, devices: Devices
) -> None:
    desk, ana = devices.desk(), devices.phone()
    code = open_game(desk, server.url)
    join(ana, server.url, code, "Ana")
    start(desk)
    desk.get_by_role("button", name="As a list").click()
    year = desk.get_by_role("table")
    expect(year.get_by_role("columnheader", name="State")).to_be_visible()
    assert year.get_by_role("row").count() > 1
    end_game(desk)
    with desk.expect_download() as saving:
        desk.get_by_role("button", name="Weeks as CSV").click()
    assert saving.value.suggested_filename == f"linestop-{code}.csv"
