"""Every screen in every state, in two languages: nobody is kept out, and no word is cut off or covered.

One walk brings real devices through all scenes, and each is looked at before the next: by axe, for WCAG
2.2 at levels A and AA, in light and dark, by `layout` at three widths, and, once on each screen, by the
Tab key all the way round. What was found is kept, and each scene has its test.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

import focus
import layout
import pytest
from axe_playwright_python.sync_playwright import Axe
from devices import Devices
from english import english_on
from playwright.sync_api import Browser, Page
from scenes import NAMES, walk
from stage import Scene

# The first test that asks for a walk waits for all of it: 77 scenes, looked at closely.
pytestmark = pytest.mark.timeout(1800)

SIZES = {"phone": (390, 844), "desk": (1440, 900), "wall": (1920, 1080)}
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
Scheme = Literal["light", "dark"]
# Rules and colours do not ask for every pair: each scene is seen in both sizes and in both schemes.
LOOKS: tuple[tuple[str, Scheme], ...] = (("phone", "light"), ("desk", "dark"))
GONE_ROUND = (
    "home",
    "host-more",
    "join-card",
    "lobby",
    "play-tour",
    "play-classic",
    "play-crisis",
    "desk-lobby-full",
    "desk-crisis",
    "desk-over",
    "board-race",
    "play-final",
    "debrief",
    "leaderboard",
)
"""A screen each: its other states have the same order."""


@dataclass(slots=True)
class Found:
    """By scene, what axe, the layout and the language found wrong there; what was not come to is not here."""

    names: list[str] = field(default_factory=list)
    axe: dict[str, list[str]] = field(default_factory=dict)
    layout: dict[str, list[str]] = field(default_factory=dict)
    focus: dict[str, list[str]] = field(default_factory=dict)
    english: dict[str, list[str]] = field(default_factory=dict)


@pytest.fixture(scope="module")
def english(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Found:
    return _looked_at(browser, tmp_path_factory, "en", whole=True)


@pytest.fixture(scope="module")
def german(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Found:
    """Its words are longer: for the eye it is another layout, for axe the same page."""
    return _looked_at(browser, tmp_path_factory, "de", whole=False)


@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_no_barrier(english: Found, name: str) -> None:
    assert english.axe[name] == []


@pytest.mark.parametrize("name", NAMES)
def test_no_word_is_cut_off_or_covered(english: Found, name: str) -> None:
    assert english.layout[name] == []


@pytest.mark.parametrize("name", GONE_ROUND)
def test_the_focus_goes_round_as_the_page_is_read_and_is_always_seen(english: Found, name: str) -> None:
    assert english.focus[name] == []


@pytest.mark.parametrize("name", NAMES)
def test_no_german_word_is_cut_off_or_covered(german: Found, name: str) -> None:
    assert german.layout[name] == []


@pytest.mark.parametrize("name", NAMES)
def test_no_english_is_left_in_german(german: Found, name: str) -> None:
    assert german.english[name] == []


def test_the_walk_comes_to_every_scene_and_to_no_other(english: Found, german: Found) -> None:
    assert english.names == german.names == list(NAMES)


# ---------------------------------------------------------------- that a fault would be found


AXE_FAULTS = {
    "a picture without words": ("<img src='icon.svg'>", "image-alt"),
    "a button without a name": ("<button></button>", "button-name"),
    "grey on grey": ("<p style='color: #999; background: #aaa'>Hard to read</p>", "color-contrast"),
    "a field without a label": ("<input>", "label"),
    "a target too small": (
        "<button style='width: 12px; height: 12px; padding: 0' aria-label='a'></button>"
        "<button style='width: 12px; height: 12px; padding: 0' aria-label='b'></button>",
        "target-size",
    ),
}


@pytest.mark.parametrize(("body", "rule"), AXE_FAULTS.values(), ids=AXE_FAULTS)
def test_axe_finds_a_planted_barrier(page: Page, body: str, rule: str) -> None:
    page.set_content(f"<html lang='en'><title>A page</title><main><h1>A page</h1>{body}</main></html>")
    assert any(told.startswith(f"{rule}:") for told in barriers(page))


def barriers(page: Page) -> list[str]:
    """What keeps somebody out, in words."""
    options: dict[str, Any] = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}
    told = Axe().run(page, options=options).response["violations"]
    return [f"{one['id']}: {_where(one)}" for one in told]


def _where(violation: dict[str, Any]) -> str:
    nodes = violation["nodes"]
    return f"{len(nodes)} times, as in {nodes[0]['html'][:160]}"


def _looked_at(browser: Browser, folders: pytest.TempPathFactory, language: str, *, whole: bool) -> Found:
    devices = Devices(browser, language)
    found = Found()
    for scene in walk(devices, folders.mktemp(language), language):
        found.names.append(scene.name)
        found.layout[scene.name] = sorted(set(_layout(scene)))
        if language == "de":
            found.english[scene.name] = english_on(scene.page)
        if whole:
            found.axe[scene.name] = sorted(set(_axe(scene)))
        if whole and scene.name in GONE_ROUND:
            found.focus[scene.name] = sorted(set(_focus(scene)))
    devices.close()
    return found


def _layout(scene: Scene) -> Iterator[str]:
    for device, size in SIZES.items():
        _show(scene.page, size, "light")
        for fault in layout.faults(scene.page, touch=device == "phone"):
            yield f"{device}: {fault}"


def _axe(scene: Scene) -> Iterator[str]:
    for device, scheme in LOOKS:
        _show(scene.page, SIZES[device], scheme)
        yield from (f"{device}, {scheme}: {each}" for each in barriers(scene.page))


def _focus(scene: Scene) -> Iterator[str]:
    for device in ("phone", "desk"):
        _show(scene.page, SIZES[device], "light")
        yield from (f"{device}: {each}" for each in focus.faults(scene.page))


def _show(page: Page, size: tuple[int, int], scheme: Scheme) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.emulate_media(color_scheme=scheme)
    page.evaluate("new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))")
