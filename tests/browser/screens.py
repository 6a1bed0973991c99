"""Takes pictures of the screens into screenshots/, for people to look at: `make screens`.

Each screen on a phone, a laptop and a projector, in light and dark, after a turn has been
played, so that every part of the page has something to show; first as it is seen, then
whole, in a window as high as the page.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Literal

import chromium
from play import begin, confirm, wait_for_turn
from playwright.sync_api import Browser, Page, sync_playwright
from server import LINESTOP, Server, running

FOLDER = Path(__file__).resolve().parents[2] / "screenshots"
DEVICES = {"phone": (390, 844), "laptop": (1440, 900), "projector": (1920, 1080)}
HEIGHT = "document.documentElement.scrollHeight"
HEIGHT = "document.documentElement.scrollHeight"
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def take_all(browser: Browser, server: Server) -> None:
    _play_a_turn(browser, server)
    for device, (width, height) in DEVICES.items():
        for scheme in SCHEMES:
            context = browser.new_context(
                viewport={"width": width, "height": height},
                color_scheme=scheme,
                reduced_motion="reduce",
                has_touch=device == "phone",
            )
            page = context.new_page()
            page.goto(server.url)
            _take(page, f"home-{device}-{scheme}")
            page.goto(server.opened)
            wait_for_turn(page, 2)
            _take(page, f"play-{device}-{scheme}")
            context.close()


def _play_a_turn(browser: Browser, server: Server) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(server.opened)
    begin(page)
    confirm(page)
    wait_for_turn(page, 2)
    context.close()


def _take(page: Page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    page.screenshot(path=FOLDER / f"{name}.png")
    # Not by Playwright's full_page: what sticks to the window's edge would stand in the middle.
    size = page.viewport_size
    assert size
    page.set_viewport_size({"width": size["width"], "height": page.evaluate(HEIGHT)})
    page.screenshot(path=FOLDER / f"{name}-whole.png")
    page.set_viewport_size(size)
    print(f"screenshots/{name}.png and {name}-whole.png")


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    path = chromium.find_or_install()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=chromium.flags())
        with running([LINESTOP], Path(folder) / "linestop.db", Path(folder)) as server:
            take_all(browser, server)
        browser.close()


if __name__ == "__main__":
    main()
