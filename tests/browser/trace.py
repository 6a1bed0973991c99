"""Says how the pages answer on a slow phone: `make trace`.

A practice game on a phone-sized page whose processor runs at a quarter of its speed. For each step
the table says the long tasks (over 50 ms, in which nothing answers), the time from a press to the next
picture, and what the page's own thread worked, which other programs on this machine do not change. It
asserts nothing: how long something takes is the machine's affair.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import chromium
from play import begin, confirm, switch, wait_for_turn
from playwright.sync_api import CDPSession, Page, ViewportSize, expect, sync_playwright
from rich.console import Console
from rich.table import Table
from server import LINESTOP, Server, running

expect.set_options(timeout=30_000)
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


WORK = {
    "ScriptDuration": "script",
    "RecalcStyleDuration": "style",
    "LayoutDuration": "layout",
    "TaskDuration": "in all",
}


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


@dataclass(frozen=True, slots=True)
class Measured:
    name: str
    tasks: list[float]
    presses: list[tuple[float, ...]]
    """From the press to the picture, ms; its kind; of it waiting, and working."""
    work: dict[str, float]
    """Milliseconds of the page's thread, by kind."""


def measured(page: Page, thread: CDPSession, step: Step) -> Measured:
    before = _work(thread)
    step.do(page)
    seen = page.evaluate(SETTLED)
    after = _work(thread)
    work = {kind: after[kind] - before.get(kind, 0.0) for kind in after}
    return Measured(step.name, seen["tasks"], seen["presses"], work)


def _work(thread: CDPSession) -> dict[str, float]:
    metrics = thread.send("Performance.getMetrics")["metrics"]
    return {WORK[each["name"]]: each["value"] * 1000 for each in metrics if each["name"] in WORK}


def table_of(rows: list[Measured]) -> Table:
    columns = ("step", "long tasks, ms", "press to picture, ms", *(f"{kind}, ms" for kind in WORK.values()))
    table = Table(*columns, box=None)
    for row in rows:
        tasks = " ".join(f"{task:.0f}" for task in row.tasks) or "none"
        slowest = max((press[0] for press in row.presses), default=0.0)
        took = "" if slowest == 0.0 else f"{slowest:.0f}{' !' if slowest > GOOD else ''}"
        table.add_row(row.name, tasks, took, *(f"{row.work[kind]:.0f}" for kind in WORK.values()))
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
            thread = context.new_cdp_session(page)
            thread.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
            thread.send("Performance.enable", {"timeDomain": "threadTicks"})
            rows = [measured(page, thread, step) for step in steps(server)]
            context.close()
        browser.close()
    console = Console(width=120)
    console.print(f"A phone's page at a processor {SLOWER} times slower; {GOOD} ms feel like at once.")
    console.print(table_of(rows))


if __name__ == "__main__":
    main()
