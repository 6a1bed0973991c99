"""Where the Tab key leads on a page: in the order in which it is read, always seen, never under a bar."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from playwright.sync_api import Page

STOP = (Path(__file__).parent / "focus.js").read_text(encoding="utf-8")
MOST_STOPS = 150
FROM_THE_TOP = "() => { document.activeElement?.blur(); scrollTo(0, 0); window.stops = new Map(); }"


@dataclass(frozen=True, slots=True)
class Stop:
    """Something that the Tab key comes to; `place` is left, top, right, bottom in the document."""

    number: int
    name: str
    place: tuple[float, float, float, float]
    visible: bool
    seen: bool
    stuck: bool
    modal: bool


def stops(page: Page) -> list[Stop]:
    """All the way round, from the page's beginning or the open dialog's."""
    page.evaluate(FROM_THE_TOP)
    found: list[Stop] = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        told = page.evaluate(STOP)
        if told is None:
            if found:
                break
            continue
        if told["number"] < len(found):
            break
        found.append(Stop(**{**told, "place": tuple(told["place"])}))
    return found


def faults(page: Page) -> list[str]:
    """What is wrong with the way round this page, in words."""
    return list(_faults(stops(page)))


def _faults(way: list[Stop]) -> Iterator[str]:
    if not way:
        yield "the Tab key leads nowhere"
    for stop in way:
        if not stop.visible:
            yield f"the focus is not shown on {stop.name}"
        if not stop.seen:
            yield f"the focus is hidden on {stop.name}"
    # What sticks to an edge stands wherever the page was scrolled to.
    for before, after in pairwise(stop for stop in way if not stop.stuck):
        if _goes_back(before, after):
            yield f"from {before.name} the focus goes back up to {after.name}"


def _goes_back(before: Stop, after: Stop) -> bool:
    """Up, and not into a column further right: nobody reads so."""
    is_above = after.place[3] <= before.place[1] + 1
    is_right = after.place[0] >= before.place[2] - 1
    return is_above and not is_right
