"""Takes pictures of the screens into screenshots/, for people to look at: `make screens`.

Each screen on a phone, a laptop and a projector, in light and dark, in the states of one
workshop of twelve tables: open, waiting, playing, over; first as it is seen, then whole, in a
window as high as the page.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import chromium
from play import begin, code_of, confirm, end_game, join, open_practice, rules, seat, start, wait_for_turn
from playwright.sync_api import Browser, Page, expect, sync_playwright
from server import LINESTOP, Server, running

FOLDER = Path(__file__).resolve().parents[2] / "screenshots"
DEVICES = {"phone": (390, 844), "laptop": (1440, 900), "projector": (1920, 1080)}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
HEIGHT = "document.documentElement.scrollHeight"
expect.set_options(timeout=30_000)
BOTS = 44  # with one person, twelve tables of four, not all of them full
NAME = "Wilhelmina-Alexandrina X"


@dataclass(frozen=True, slots=True)
class Camera:
    """Takes a page in every size and scheme, under the name of what it shows."""

    page: Page

    def take(self, name: str) -> None:
        for device, (width, height) in DEVICES.items():
            for scheme in SCHEMES:
                self.page.set_viewport_size({"width": width, "height": height})
                self.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
                self.page.evaluate("document.fonts.ready")
                path = FOLDER / f"{name}-{device}-{scheme}.png"
                self.page.screenshot(path=path)
                # Not by Playwright's full_page: what sticks to the window's edge would stand in the middle.
                self.page.set_viewport_size({"width": width, "height": self.page.evaluate(HEIGHT)})
                self.page.screenshot(path=path.with_stem(f"{path.stem}-whole"))
        print(f"screenshots/{name}-*.png")


def take_all(browser: Browser, server: Server) -> None:
    desk, player, wall = (_camera(browser) for _ in range(3))
    _doors(player, server)
    _alone(_camera(browser), server)

    desk.page.goto(f"{server.url}/host")
    desk.page.get_by_label("Pacific Squeeze").check()
    desk.page.get_by_label("Your name").fill("Frida")
    desk.take("host")
    desk.page.get_by_role("button", name="Open the game").click()
    desk.page.get_by_role("button", name="I have noted it").wait_for()
    desk.take("recovery")
    desk.page.get_by_role("button", name="I have noted it").click()
    code = code_of(desk.page)
    _before_the_start(desk, player, wall, server, code)
    with _bots(server, code):
        expect(wall.page.get_by_text(f"{BOTS + 1} people are in")).to_be_visible()
        wall.take("board-lobby-full")
        _play(desk, player, wall)
    _afterwards(desk, player, server)


def _doors(visitor: Camera, server: Server) -> None:
    page = visitor.page
    page.goto(server.url)
    page.get_by_role("button", name="Play ").first.wait_for()
    visitor.take("home")
    for name, path in {"join-code": "join", "unknown": "nowhere", "no-seat": "play/ABCDEF"}.items():
        page.goto(f"{server.url}/{path}")
        page.wait_for_load_state("networkidle")
        visitor.take(name)
    page.goto(f"{server.url}/leaderboard")
    page.get_by_text("Nothing here yet").wait_for()
    visitor.take("leaderboard-empty")
    page.goto(f"{server.url}/join/ABCDEF")
    page.get_by_role("alert").wait_for()
    visitor.take("join-no-game")


def _alone(player: Camera, server: Server) -> None:
    open_practice(player.page, server.url)
    player.page.get_by_role("dialog").wait_for()
    player.take("story")
    begin(player.page)
    player.take("play-first-turn")
    confirm(player.page)
    wait_for_turn(player.page, 2)
    player.take("play-alone")


def _before_the_start(desk: Camera, player: Camera, wall: Camera, server: Server, code: str) -> None:
    desk.take("desk-empty")
    wall.page.goto(f"{server.url}/board/{code}")
    expect(wall.page.get_by_text(code)).to_be_visible()
    wall.take("board-lobby")
    player.page.goto(f"{server.url}/join/{code}")
    player.page.get_by_label("Your name").wait_for()
    player.take("join")
    join(player.page, server.url, code, NAME)
    expect(player.page.get_by_text(f"You are in, {NAME}")).to_be_visible()
    player.take("lobby")


def _play(desk: Camera, player: Camera, wall: Camera) -> None:
    start(desk.page)
    begin(player.page)
    for turn in range(1, 5):
        wait_for_turn(player.page, turn)
        confirm(player.page)
        desk.page.get_by_role("button", name="Close the turn").click()
    wait_for_turn(player.page, 5)
    rules(desk.page)
    desk.page.get_by_label("Close a turn when everybody has decided").uncheck()
    expect(wall.page.get_by_role("columnheader", name="Score")).to_be_visible()
    desk.page.get_by_label("Message to the room").fill("Two minutes. What does a quote of 14 weeks mean?")
    desk.page.get_by_role("button", name="Send").click()
    expect(player.page.get_by_text("Two minutes.")).to_be_visible()
    player.take("play")
    desk.take("desk")
    wall.take("board")
    desk.page.get_by_role("button", name="Add a shock").click()
    desk.take("desk-shock")
    desk.page.keyboard.press("Escape")
    seat(desk.page, NAME)
    desk.page.get_by_role("button", name="Move to another device").click()
    desk.page.get_by_label("Link that moves the seat").wait_for()
    desk.take("desk-seat")
    desk.page.keyboard.press("Escape")
    confirm(player.page)
    expect(player.page.get_by_text("Saved. You can change it")).to_be_visible()
    player.take("play-saved")
    end_game(desk.page)


def _afterwards(desk: Camera, player: Camera, server: Server) -> None:
    desk.page.get_by_label("Let everybody read its results").check()
    desk.take("desk-over")
    expect(player.page.get_by_text("Your score is")).to_be_visible()
    player.take("final")
    player.page.get_by_role("link", name="Results and debrief").click()
    player.page.get_by_text("On the ruler").wait_for()
    player.take("debrief")
    page = desk.page
    page.goto(f"{server.url}/leaderboard")
    page.get_by_label("Scenario").select_option("Pacific Squeeze")
    page.get_by_label("Who").select_option("Everybody")
    page.get_by_text("More filters").click()
    page.get_by_label("Length").select_option("Also ended early")
    expect(page.get_by_text("bot ·").first).to_be_visible()
    desk.take("leaderboard")


def _camera(browser: Browser) -> Camera:
    return Camera(browser.new_context(viewport={"width": 1440, "height": 900}).new_page())


@contextmanager
def _bots(server: Server, code: str) -> Iterator[None]:
    """Real clients that decide by themselves until the game is over."""
    command = [LINESTOP, "bots", code, "--count", str(BOTS), "--url", server.url, "--json"]
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    path = chromium.find_or_install()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=chromium.flags())
        with running([LINESTOP, "serve"], Path(folder) / "linestop.db", Path(folder)) as server:
            take_all(browser, server)
        browser.close()


if __name__ == "__main__":
    main()
