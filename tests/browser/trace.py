"""Says how the pages answer on a slow phone: `make trace`.

A practice game on a phone-sized page whose processor runs at a quarter of its speed. For each step
the table says the long tasks (over 50 ms, in which nothing answers) and the time from a press to the
next picture. It asserts nothing: how long something takes is the machine's affair.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import chromium
from play import begin, confirm, switch, wait_for_turn
from playwright.sync_api import Page, ViewportSize, expect, sync_playwright
from rich.console import Console
from rich.table import Table
from server import LINESTOP, Server, running

SLOWER = 4
GOOD = 200
"""Milliseconds from a press to the next picture that people feel to be at once."""

LISTEN = """
    window.seen = { tasks: [], presses: [] };
    new PerformanceObserver((list) => {
        for (const task of list.getEntries()) seen.tasks.push(task.duration);
    }).observe({ type: "longtask", buffered: true });
    new PerformanceObserver((list) => {
        for (const event of list.getEntries())
            if (event.interactionId) seen.presses.push([event.duration, event.name,
                event.processingStart - event.startTime, event.processingEnd - event.processingStart]);
    }).observe({ type: "event", durationThreshold: 16, buffered: true });
"""
# What is painted next has been reported two frames later.
SETTLED = """() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() =>
    setTimeout(() => { const was = seen; window.seen = { tasks: [], presses: [] }; done(was) }, 200))))"""


@dataclass(frozen=True, slots=True)
class Step:
    name: str
    do: Callable[[Page], None]


def steps(server: Server) -> list[Step]:
    """From the first page into the third turn."""

    def home(page: Page) -> None:
        page.goto(server.url)
        expect(page.get_by_role("button", name="Play Calm Seas")).to_be_visible()

    def practise(page: Page) -> None:
        page.get_by_role("button", name="Play Pacific Squeeze").tap()
        expect(page.get_by_role("button", name="Start playing")).to_be_visible()

    def next_turn(turn: int) -> Callable[[Page], None]:
        def play(page: Page) -> None:
            confirm(page)
            wait_for_turn(page, turn)

        return play

    return [
        Step("open the first page", home),
        Step("open a game alone", practise),
        Step("close the story", begin),
        Step("switch the first part", lambda page: switch(page, row=0)),
        Step("switch the third part", lambda page: switch(page, row=2)),
        Step("switch it back", lambda page: switch(page, row=2)),
        Step("confirm; turn 2 comes", next_turn(2)),
        Step("switch another part", lambda page: switch(page, row=3)),
        Step("confirm; turn 3 comes", next_turn(3)),
        Step("read the story again", lambda page: page.get_by_role("button", name="Story").tap()),
    ]


def measured(page: Page, step: Step) -> dict[str, Any]:
    step.do(page)
    seen: dict[str, Any] = page.evaluate(SETTLED)
    return seen


def table_of(rows: list[tuple[str, dict[str, Any]]]) -> Table:
    table = Table("Step", "Long tasks, ms", "Press to picture, ms", "of it waiting + working", box=None)
    for name, seen in rows:
        tasks = " ".join(f"{task:.0f}" for task in seen["tasks"]) or "none"
        slowest = max(seen["presses"], default=None)
        if slowest is None:
            table.add_row(name, tasks, "", "")
            continue
        took, _, waiting, working = slowest
        mark = "" if took <= GOOD else " !"
        table.add_row(name, tasks, f"{took:.0f}{mark}", f"{waiting:.0f} + {working:.0f}")
    return table


def main() -> None:
    path = chromium.find_or_install()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=chromium.flags())
        with running([LINESTOP, "serve"], Path(folder) / "linestop.db", Path(folder)) as server:
            size: ViewportSize = {"width": 390, "height": 844}
            context = browser.new_context(viewport=size, has_touch=True, is_mobile=True)
            context.add_init_script(LISTEN)
            page = context.new_page()
            throttle = context.new_cdp_session(page)
            throttle.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
            rows = [(step.name, measured(page, step)) for step in steps(server)]
            context.close()
        browser.close()
    console = Console()
    console.print(f"A phone's page at a processor {SLOWER} times slower; {GOOD} ms feel like at once.")
    console.print(table_of(rows))


if __name__ == "__main__":
    main()
