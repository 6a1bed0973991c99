"""A walk through every scene, each looked at before the next: what was found wrong, scene by scene.

By axe, for WCAG 2.2 at levels A and AA, in light and dark; by `layout` at three widths; and, once on each
screen, by the Tab key all the way round.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import focus
import layout
from axe_playwright_python.sync_playwright import Axe
from devices import Devices, resize
from english import english_on
from playwright.sync_api import Browser, Page
from scenes import walk as walk_through_all
from stage import Scene

SIZES = {"phone": (390, 844), "desk": (1440, 900), "wall": (1920, 1080)}
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS: dict[str, Any] = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}
AXE = Axe().axe_script
Scheme = Literal["light", "dark"]
LOOKS: tuple[tuple[str, Scheme], ...] = (("phone", "light"), ("desk", "dark"), ("wall", "light"))
BY_AXE = LOOKS[:2]
"""Rules and colours do not ask for every pair: each scene is seen in two sizes and in both schemes."""
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
    "options",
    "expert-two-sources",
    "expert-far-shelf",
    "expert-contract",
    "options-debrief",
)
"""A screen each: its other states have the same order."""
Walk = Callable[[Devices, Path, str], Iterator[Scene]]


@dataclass(slots=True)
class Found:
    """By scene, what axe, the layout and the language found wrong there; what was not come to is not here."""

    names: list[str] = field(default_factory=list)
    axe: dict[str, list[str]] = field(default_factory=dict)
    layout: dict[str, list[str]] = field(default_factory=dict)
    focus: dict[str, list[str]] = field(default_factory=dict)
    english: dict[str, list[str]] = field(default_factory=dict)


def barriers(page: Page) -> list[str]:
    """What keeps somebody out, in words."""
    # `Axe.run` would load all of axe anew for each look, and bring back what is right, too.
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    told = page.evaluate("(options) => axe.run(options).then((found) => found.violations)", OPTIONS)
    return [f"{one['id']}: {_where(one)}" for one in told]


def _where(violation: dict[str, Any]) -> str:
    nodes = violation["nodes"]
    return f"{len(nodes)} times, as in {nodes[0]['html'][:160]}"


def looked_at(
    browser: Browser, folder: Path, language: str, *, whole: bool, walk: Walk = walk_through_all
) -> Found:
    """All scenes of a walk in this language; if not `whole`, only the words and where they stand."""
    devices = Devices(browser, language)
    found = Found()
    for scene in walk(devices, folder, language):
        found.names.append(scene.name)
        layouts, barred = set[str](), set[str]()
        for look in LOOKS:
            _show(scene.page, *look)
            layouts |= set(_layout(scene.page, look))
            if whole and look in BY_AXE:
                barred |= {f"{', '.join(look)}: {each}" for each in barriers(scene.page)}
        found.layout[scene.name] = sorted(layouts)
        if language == "de":
            found.english[scene.name] = english_on(scene.page)
        if whole:
            found.axe[scene.name] = sorted(barred)
        # Last, for it leaves the page with another focus.
        if whole and scene.name in GONE_ROUND:
            found.focus[scene.name] = sorted(set(_focus(scene)))
    devices.close()
    return found


def _layout(page: Page, look: tuple[str, Scheme]) -> Iterator[str]:
    for fault in layout.faults(page, touch=look[0] == "phone"):
        yield f"{look[0]}: {fault}"


def _focus(scene: Scene) -> Iterator[str]:
    for device in ("phone", "desk"):
        _show(scene.page, device, "light")
        yield from (f"{device}: {each}" for each in focus.faults(scene.page))


def _show(page: Page, device: str, scheme: Scheme) -> None:
    page.emulate_media(color_scheme=scheme)
    resize(page, *SIZES[device])
