"""A whole game and a whole debrief in WebKit: a facilitator, one on a phone, one by keyboard, the wall."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import webkit
from finished import WHOLE
from selenium.webdriver.common.keys import Keys
from server import LINESTOP, Server, running
from webkit import WebKit
from webkit_page import WebKitPage

TURNS = 13
RELOADED, GERMAN, KILLED = 3, 5, 8
"""The turns in which the phone loads its page anew, speaks German from, and loses the server."""
BY_KEYBOARD = 3
"""Turns that are played by the keyboard alone; a key at a time takes long."""
CHOSEN = "return [...document.querySelectorAll('[role=radiogroup] input:checked')].map((each) => each.value)"

DEBRIEF = f"/debrief/{WHOLE}?table=1&seat=tarnholm"
PAGES = "/", "/join", "/host", "/guide", "/leaderboard", f"/board/{WHOLE}", DEBRIEF
FILES = {"results.xlsx": "xlsx", "results.csv": "csv", "results.json": "json"}

pytestmark = pytest.mark.timeout(1800)  # a ceiling for a busy machine, as of a game that four devices play


@pytest.fixture
def devices() -> Iterator[WebKit]:
    with webkit.started() as started:
        yield started


def test_a_room_plays_a_whole_year_in_webkit(devices: WebKit, tmp_path: Path) -> None:
    db = tmp_path / "linestop.db"
    desk, wall, phone, keys = devices.desk(), devices.wall(), devices.phone(), devices.desk()
    with running([LINESTOP, "serve"], db, tmp_path) as server:
        code = open_game(desk, server.url)
        wall.goto(f"{server.url}/board/{code}")
        for page, name in ((phone, "Ana"), (keys, "Kira")):
            join(page, server.url, code, name)
            desk.sees(re.compile(rf"\b{name}\b"))
        start(desk)
        for page in (phone, keys):
            page.press("button", page.said("story.begin"))
        for turn in range(1, KILLED):
            decide_around(phone, turn)
            decide_by_keyboard(keys, turn) if turn <= BY_KEYBOARD else decide(keys, turn)
            close(desk, turn)
        for page in (phone, keys, desk, wall):
            assert page.glued_names() == []
        kept = decide(phone, KILLED)
        server.kill()
        for page in (phone, keys, desk, wall):
            page.find("button", page.said("line.try_now"))
    with running([LINESTOP, "serve"], db, tmp_path, LINESTOP_PORT=str(server.port)) as server:
        phone.sees(phone.said("saving.saved"))
        assert phone.run(CHOSEN) == kept
        for turn in range(KILLED, TURNS + 1):
            if turn > KILLED:
                decide(phone, turn)
            decide(keys, turn)
            close(desk, turn)
        every_page_says_what_the_log_says(wall, {"Ana": phone, "Kira": keys}, code, db)
        read_debrief(phone)
        for page in (desk, wall, phone, keys):
            assert page.glued_names() == []
            page.no_complaints()


def open_game(desk: WebKitPage, url: str) -> str:
    desk.goto(f"{url}/host")
    desk.find("field", re.compile("^Pacific Squeeze")).send_keys(Keys.SPACE)
    desk.write(desk.said("host.name"), "Frida")
    desk.press("button", desk.said("host.button"))
    desk.press("button", desk.said("recovery.noted"))
    found = desk.until(lambda: re.search(r"/host/([A-Z0-9]{6})", desk.url))
    assert found
    return str(found[1])


def join(page: WebKitPage, url: str, code: str, name: str) -> None:
    page.goto(f"{url}/join/{code}")
    page.write(page.said("join.name"), name)
    page.press("button", page.said("join.button"))
    page.until(lambda: "/play/" in page.url)


def start(desk: WebKitPage) -> None:
    """Turns close by the facilitator's hand alone."""
    desk.press("button", desk.said("desk.start"))
    wait_for_turn(desk, 1)
    desk.press("button", desk.said("rules.title"))
    closing = desk.find("field", desk.said("rules.all_in"))
    desk.click(closing)
    desk.until(lambda: not closing.is_selected(), "a turn that is closed by hand")


def wait_for_turn(page: WebKitPage, turn: int) -> None:
    titles = [page.said(key, turn=turn) for key in ("page.play", "page.desk")]
    page.until(lambda: any(each.search(page.driver.title) for each in titles), f"turn {turn}")


def decide(page: WebKitPage, turn: int) -> list[str]:
    """Turn one switch over, confirm, be told that it is saved: all that is chosen."""
    wait_for_turn(page, turn)
    row = page.driver.find_elements("css selector", "[role=radiogroup]")[turn % 6]
    page.click(row.find_element("css selector", "label:has(input:not(:checked))"))
    page.press("button", page.said("confirm.button"))
    page.sees(page.said("saving.saved"))
    chosen: list[str] = page.run(CHOSEN)
    return chosen


def decide_around(phone: WebKitPage, turn: int) -> None:
    """Neither a page loaded anew nor one that changes its language loses what was decided."""
    chosen = decide(phone, turn)
    if turn == RELOADED:
        phone.reload()
        phone.sees(phone.said("saving.saved"))
    if turn == GERMAN:
        phone.press("button", "Deutsch")
        phone.language = "de"
        phone.sees(phone.said("saving.saved"))
    assert phone.run(CHOSEN) == chosen


def decide_by_keyboard(page: WebKitPage, turn: int) -> None:
    """Tab to a switch, an arrow key over it, Tab to the button, Enter."""
    wait_for_turn(page, turn)
    before = page.run(CHOSEN)
    page.reach(page.driver.find_elements("css selector", "[role=radiogroup] input:checked")[turn % 6])
    # Here an arrow key does not lead round from one end of a group to the other.
    page.keys(Keys.ARROW_RIGHT if before[turn % 6] == "JIT" else Keys.ARROW_LEFT)
    page.until(lambda: page.run(CHOSEN) != before)
    page.reach(page.find("button", page.said("confirm.button")))
    page.keys(Keys.ENTER)
    page.sees(page.said("saving.saved"))


def close(desk: WebKitPage, turn: int) -> None:
    wait_for_turn(desk, turn)
    desk.press("button", desk.said("desk.close"))
    if turn < TURNS:
        wait_for_turn(desk, turn + 1)


def every_page_says_what_the_log_says(
    wall: WebKitPage, players: dict[str, WebKitPage], code: str, db: Path
) -> None:
    command = [LINESTOP, "replay", code, "--verify", "--json", "--db", str(db)]
    done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=True)
    seats = {seat["name"]: seat for seat in json.loads(done.stdout)["seats"]}
    for name, page in players.items():
        for told in totals(page, seats[name]):
            page.sees(told)
        for told in totals(wall, seats[name]):
            wall.sees(told)


def totals(page: WebKitPage, seat: dict[str, Any]) -> list[str]:
    """Score and uptime as this page's browser writes them."""
    written: list[str] = page.run(
        """const write = (value, way) => new Intl.NumberFormat(arguments[2], way).format(value);
        const share = { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 };
        return [write(Math.max(-100, Math.round(arguments[0])) + 0), write(arguments[1], share)];""",
        seat["score"],
        seat["uptime"],
        page.language,
    )
    return [number.replace("-", "\N{MINUS SIGN}") for number in written]


def read_debrief(page: WebKitPage) -> None:
    page.press("link", page.said("results.open"))
    for key in ("score.title", "strip.title", "ways.title", "results.ranking"):
        region = page.find("region", page.said(key))
        page.run("arguments[0].scrollIntoView()", region)
        assert page.find("img", re.compile(r"\w{3}"), within=region).is_displayed()
    page.press("button", page.said("strip.table"))
    weeks = page.find("region", page.said("strip.title"))
    page.until(lambda: len(weeks.find_elements("css selector", "table tr")) >= 53)


def test_the_files_of_a_game_are_saved_in_webkit(devices: WebKit, games: Server) -> None:
    page = devices.phone()
    page.goto(f"{games.url}{DEBRIEF}")
    for key, kind in FILES.items():
        page.press("button", page.said(key))
        file = devices.downloads / f"linestop-{WHOLE}.{kind}"
        page.until(lambda file=file: file.is_file() and file.stat().st_size > 1000, f"{file.name}, saved,")  # type: ignore[misc]
    page.no_complaints()


@pytest.mark.parametrize("size", [(390, 844), (1440, 900), (1920, 1080)], ids=["phone", "desk", "wall"])
def test_no_screen_is_wider_than_the_window_in_webkit(
    devices: WebKit, games: Server, size: tuple[int, int]
) -> None:
    page = devices.page(*size)
    for path in PAGES:
        page.goto(f"{games.url}{path}")
        page.find("heading", re.compile(r"\w"))
        wider = page.run("const root = document.documentElement; return root.scrollWidth - root.clientWidth")
        assert wider <= 0, f"{path} is {wider} px wider than the window"
        assert page.glued_names() == [], path
        page.no_complaints()
