"""Scenes of the tutorial: each kind of step, a line that stood, and the end with its questions.

A third walk beside those of `scenes` and `depth_scenes`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from devices import Devices
from play import button, text
from stage import Scene, Stage, each_as_it_was
from tutor import CHOOSE, STEPS, choose_buffer, close, must_be_at, open_tutorial, read_to

NAMES = tuple(
    """
    tutorial-row tutorial-bin tutorial-choose tutorial-decide tutorial-hidden tutorial-news tutorial-struck
    tutorial-held tutorial-ran tutorial-bill tutorial-end tutorial-answered tutorial-stood tutorial-end-lean
    """.split()
)
"""In the order of the walk."""


def walk(devices: Devices, folder: Path, language: str = "en") -> Iterator[Scene]:
    """All of them, as `scenes.walk` has its own."""
    stage = Stage(devices, folder, language)
    try:
        for way in (_with_a_buffer, _without):
            yield from each_as_it_was(way(stage))
    finally:
        stage.close()


def _with_a_buffer(stage: Stage) -> Iterator[Scene]:
    page = stage.phone()
    open_tutorial(page, stage.url)
    must_be_at(page, 1, 1)
    yield Scene("tutorial-row", page, "what a row is, and which one is meant")
    button(page, "tutorial.next").click()
    yield Scene("tutorial-bin", page, "what lies in the bin, and what a standstill costs")
    button(page, "tutorial.next").click()
    button(page, "tutorial.next").click()
    must_be_at(page, 1, CHOOSE)
    yield Scene("tutorial-choose", page, "the switch to be set, and its price")
    choose_buffer(page)
    must_be_at(page, 1, STEPS[0])
    yield Scene("tutorial-decide", page, "what was chosen, and the button that confirms it")
    button(page, "tutorial.hide").click()
    yield Scene("tutorial-hidden", page, "the page as it always is, and a way back to the steps")
    button(page, "tutorial.unhide").click()
    close(page, 1)
    read_to(page, 2, 2)
    yield Scene("tutorial-news", page, "the news, and how far to believe it")
    button(page, "tutorial.next").click()
    close(page, 2)
    must_be_at(page, 3, 1)
    yield Scene("tutorial-struck", page, "the supplier that is on strike")
    button(page, "tutorial.next").click()
    yield Scene("tutorial-held", page, "the bin on which the line lives")
    button(page, "tutorial.next").click()
    close(page, 3)
    must_be_at(page, 4, 1)
    yield Scene("tutorial-ran", page, "the weeks in which no brakes came, and everything was made")
    button(page, "tutorial.next").click()
    yield Scene("tutorial-bill", page, "what was paid")
    button(page, "tutorial.next").click()
    close(page, 4)
    yield Scene("tutorial-end", page, "what each buffer cost and saved, two questions, ways on")
    for key in ("tutorial.ask_jic", "tutorial.ask_jit"):
        page.get_by_role("group", name=stage.said(key)).get_by_role("button").nth(1).click()
    yield Scene("tutorial-answered", page, "one answer that is right, and one that is not")
    page.close()


def _without(stage: Stage) -> Iterator[Scene]:
    page = stage.phone()
    open_tutorial(page, stage.url)
    for turn in range(1, len(STEPS)):
        close(page, turn)
    must_be_at(page, 4, 1)
    yield Scene("tutorial-stood", page, "the weeks in which the line stood")
    close(page, 4)
    text(page, "tutorial.why_brake").wait_for()
    yield Scene("tutorial-end-lean", page, "what a buffer would have saved")
    page.close()
