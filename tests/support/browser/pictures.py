"""Takes a picture of every screen in every state into screenshots/, for people to look at: `make pictures`.

Each on a phone, a laptop and a projector, in light and dark: as it is seen, and whole, in a window as
high as the page, where there is more of it. `index.html` beside them shows all with a word on each.
`make pictures SCENES="play- desk"` takes those whose names begin so; with `--language de` in German.
"""

from __future__ import annotations

import argparse
import html
import tempfile
from pathlib import Path
from typing import Literal

import chromium
from devices import Devices
from playwright.sync_api import Page, expect, sync_playwright
from scenes import walk
from stage import Scene

FOLDER = Path(__file__).resolve().parents[3] / "screenshots"
SIZES = {"phone": (390, 844), "laptop": (1440, 900), "projector": (1920, 1080)}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
HEIGHT = "document.documentElement.scrollHeight"
PAGE = """<!doctype html><meta charset="utf-8"><title>Screens</title>
<style>body {{ font: 16px system-ui; margin: 24px }} figure {{ display: inline-block; margin: 0 12px 12px 0 }}
img {{ height: 320px; border: 1px solid #888 }}</style>{}"""


def take(scene: Scene) -> list[str]:
    """The names of the pictures taken of it."""
    return [
        name
        for device, size in SIZES.items()
        for scheme in SCHEMES
        for name in _shoot(scene.page, f"{scene.name}-{device}-{scheme}", size, scheme)
    ]


def _shoot(page: Page, name: str, size: tuple[int, int], scheme: Literal["light", "dark"]) -> list[str]:
    width, height = size
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=scheme)
    page.evaluate("document.fonts.ready")
    page.screenshot(path=FOLDER / f"{name}.png")
    whole = page.evaluate(HEIGHT)
    if whole <= height:
        return [name]
    # Not by Playwright's full_page: what sticks to the window's edge would stand in the middle.
    page.set_viewport_size({"width": width, "height": whole})
    page.screenshot(path=FOLDER / f"{name}-whole.png")
    return [name, f"{name}-whole"]


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("names", nargs="*", help="beginnings of scenes' names; none: all")
    asked.add_argument("--language", default="en")
    wanted = asked.parse_args()
    expect.set_options(timeout=60_000)
    FOLDER.mkdir(exist_ok=True)
    path = chromium.find_or_install()
    shown = []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=chromium.flags())
        devices = Devices(browser, wanted.language)
        for scene in walk(devices, Path(folder), wanted.language):
            if wanted.names and not scene.name.startswith(tuple(wanted.names)):
                continue
            names = take(scene)
            shown.append(_section(scene, names))
            print(f"screenshots/{scene.name}-*.png  {scene.seen}", flush=True)
        devices.close()
        browser.close()
    (FOLDER / "index.html").write_text(PAGE.format("".join(shown)), encoding="utf-8")


def _section(scene: Scene, names: list[str]) -> str:
    figures = "".join(f'<figure><a href="{n}.png"><img src="{n}.png" alt="{n}"></a></figure>' for n in names)
    return f"<h2>{scene.name}</h2><p>{html.escape(scene.seen)}</p>{figures}"


if __name__ == "__main__":
    main()
