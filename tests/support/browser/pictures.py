"""Takes a picture of every screen in every state into screenshots/, for people to look at: `make pictures`.

Each on a phone, a laptop and a projector, in light and dark: as it is seen, and whole, in a window as
high as the page, where there is more of it. `index.html` beside them shows all with a word on each.
`make pictures SCENES="play- desk"` takes those whose names begin so; with `--language de` in German, into
screenshots/de; with `--letters 200` as somebody sees them who has set letters twice as large.
"""

from __future__ import annotations

import argparse
import html
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

# Started by hand: only pytest puts all folders of the support code on the path.
sys.path.extend(str(folder) for folder in Path(__file__).resolve().parents[1].iterdir() if folder.is_dir())
sys.path.append(str(Path(__file__).resolve().parents[1]))

import chromium
import depth_scenes
import scenes
import tutorial_scenes
from devices import Devices
from playwright.sync_api import Page, expect, sync_playwright
from stage import Scene

FOLDER = Path(__file__).resolve().parents[3] / "screenshots"
SIZES = {"phone": (390, 844), "laptop": (1440, 900), "projector": (1920, 1080)}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
HEIGHT = "document.documentElement.scrollHeight"
PAGE = """<!doctype html><meta charset="utf-8"><title>Screens</title>
<style>body {{ font: 16px system-ui; margin: 24px }} figure {{ display: inline-block; margin: 0 12px 12px 0 }}
img {{ height: 320px; border: 1px solid #888 }}</style>{}"""


def take(scene: Scene, folder: Path) -> list[str]:
    """The names of the pictures taken of it."""
    return [
        name
        for device, size in SIZES.items()
        for scheme in SCHEMES
        for name in _shoot(scene.page, folder / f"{scene.name}-{device}-{scheme}", size, scheme)
    ]


def _shoot(page: Page, file: Path, size: tuple[int, int], scheme: Literal["light", "dark"]) -> list[str]:
    width, height = size
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=scheme)
    page.evaluate("document.fonts.ready")
    page.screenshot(path=file.with_suffix(".png"))
    whole = page.evaluate(HEIGHT)
    if whole <= height:
        return [file.name]
    # Not by Playwright's full_page: what sticks to the window's edge would stand in the middle.
    page.set_viewport_size({"width": width, "height": whole})
    page.screenshot(path=file.with_name(f"{file.name}-whole.png"))
    return [file.name, f"{file.name}-whole"]


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("names", nargs="*", help="beginnings of scenes' names; none: all")
    asked.add_argument("--language", default="en")
    asked.add_argument("--letters", type=int, default=100, help="per cent of their usual size")
    wanted = asked.parse_args()
    expect.set_options(timeout=60_000)
    folder = FOLDER if wanted.language == "en" else FOLDER / wanted.language
    folder.mkdir(parents=True, exist_ok=True)
    path = chromium.find_or_install()
    shown = []
    with tempfile.TemporaryDirectory() as files, sync_playwright() as playwright:
        # As somebody sets it in the browser: so media queries in em know of it, too.
        letters = f"--blink-settings=defaultFontSize={round(0.16 * wanted.letters)}"
        browser = playwright.chromium.launch(executable_path=path, args=[*chromium.flags(), letters])
        devices = Devices(browser, wanted.language)
        for scene in wanted_scenes(devices, Path(files), wanted.language, tuple(wanted.names)):
            names = take(scene, folder)
            shown.append(_section(scene, names))
            print(f"{folder.relative_to(FOLDER.parent)}/{scene.name}-*.png  {scene.seen}", flush=True)
        devices.close()
        browser.close()
    (folder / "index.html").write_text(PAGE.format("".join(shown)), encoding="utf-8")


def wanted_scenes(devices: Devices, folder: Path, language: str, begin: tuple[str, ...]) -> Iterator[Scene]:
    """The scenes whose names begin so, or all; a walk without any of them is not made."""
    for walk in (scenes, depth_scenes, tutorial_scenes):
        if begin and not any(name.startswith(begin) for name in walk.NAMES):
            continue
        own = folder / walk.__name__
        own.mkdir()
        for scene in walk.walk(devices, own, language):
            if not begin or scene.name.startswith(begin):
                yield scene


def _section(scene: Scene, names: list[str]) -> str:
    figures = "".join(f'<figure><a href="{n}.png"><img src="{n}.png" alt="{n}"></a></figure>' for n in names)
    return f"<h2>{scene.name}</h2><p>{html.escape(scene.seen)}</p>{figures}"


if __name__ == "__main__":
    main()
