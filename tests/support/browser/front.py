"""Takes the README's own pictures, of one workshop of three tables, into web_client/pictures/.

`python tests/support/browser/front.py`, when the screens have changed: a given seed brings the same year
again.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import chromium
from devices import Devices
from play import (
    begin,
    close_by_hand,
    close_turn,
    code_of,
    confirm,
    end_game,
    join,
    must_be_saved,
    start,
    switch,
    wait_for_turn,
)
from playwright.sync_api import Page, expect, sync_playwright
from server import LINESTOP, Server, running
from stage import bots

PICTURES = Path(__file__).resolve().parents[3] / "web_client" / "pictures"
BOTS = 11  # with one person, three tables
SEED = "20"
CRISIS = 7
"""The turn in which the pictures are taken: the queue stands, and the chips are on their way."""


def take_all(devices: Devices, server: Server, folder: Path) -> None:
    desk, wall, ana = devices.desk(), devices.wall(), devices.phone()
    code = _open(desk, server.url)
    wall.goto(f"{server.url}/board/{code}")
    join(ana, server.url, code, "Ana")
    with bots(server.url, code, BOTS, folder):
        expect(wall.get_by_text(f"{BOTS + 1} people are in")).to_be_visible()
        start(desk)
        begin(ana)
        close_by_hand(desk)
        for turn in range(1, CRISIS):
            wait_for_turn(ana, turn)
            if turn == 3:
                switch(ana, row=1)
            confirm(ana)
            must_be_saved(ana)
            expect(
                desk.get_by_role("status").get_by_text(f"{BOTS + 1} of {BOTS + 1} decided")
            ).to_be_visible()
            close_turn(desk)
        for page in (ana, desk):
            wait_for_turn(page, CRISIS)
        expect(wall.get_by_role("columnheader", name="Score")).to_be_visible()
        _shoot(wall, "board", 1920, 1080)
        _shoot(desk, "desk", 1440, 900)
        _shoot(ana, "phone", 390, 844)
        _shoot(ana, "play", 1440, 900)
        end_game(desk)
        ana.get_by_role("link", name="Results and debrief").click()
        ana.get_by_role("heading", name="Part by part").wait_for()
        _shoot(ana, "debrief", 1440, 1180)


def _open(desk: Page, url: str) -> str:
    desk.goto(f"{url}/host")
    desk.get_by_label("Pacific Squeeze").check()
    desk.get_by_label("Your name").fill("Frida")
    desk.get_by_text("More", exact=True).click()
    desk.get_by_label("Start number").fill(SEED)
    desk.get_by_role("button", name="Open the game").click()
    desk.get_by_role("button", name="I have noted it").click()
    return code_of(desk)


def _shoot(page: Page, name: str, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.evaluate("scrollTo(0, 0)")
    page.evaluate("document.fonts.ready")
    page.screenshot(path=PICTURES / f"{name}.png")


def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.find_or_install(), args=chromium.flags()
        )
        devices = Devices(browser)
        with running([LINESTOP, "serve"], Path(folder) / "linestop.db", Path(folder)) as server:
            take_all(devices, server, Path(folder))
            devices.close()
        browser.close()


if __name__ == "__main__":
    main()
