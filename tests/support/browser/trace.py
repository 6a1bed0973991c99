"""Says how the pages answer on a slow phone: `make trace`, or this file with a number of repeats.

A practice game on a phone-sized page whose processor runs at a quarter of its speed, played several
times over. For each step a table says medians: the time from a press to the next picture, the longest task
(over 50 ms, in which nothing answers), and what the page's own thread worked, which other programs on this
machine do not change. A second table says what the long frames ran. It asserts nothing: how long something
takes is the machine's affair.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import chromium
from play import begin, confirm, switch, wait_for_turn
from playwright.sync_api import Browser, CDPSession, Page, ViewportSize, expect, sync_playwright
from rich.console import Console
from rich.table import Table
from server import LINESTOP, Server, running

expect.set_options(timeout=60_000)
SLOWER = 4
REPEATS = 5
GOOD = 200
"""Milliseconds from a press to the next picture that people feel to be at once."""

LISTEN = """
    window.seen = { tasks: [], presses: [], frames: [] };
    const watch = (type, more, note) => new PerformanceObserver((list) => list.getEntries().forEach(note))
        .observe({ type, buffered: true, ...more });
    watch("longtask", {}, (task) => seen.tasks.push(task.duration));
    watch("event", { durationThreshold: 16 }, (event) => {
        if (event.interactionId) seen.presses.push(event.duration);
    });
    watch("long-animation-frame", {}, (frame) => {
        const scripts = frame.scripts.map((script) => ({
            ran: script.sourceFunctionName || script.invoker || script.invokerType,
            file: script.sourceURL.split("/").pop().split("?")[0].replace(/-[\\w-]{8}\\.js$/, ""),
            ms: script.duration,
            forced: script.forcedStyleAndLayoutDuration,
        }));
        const drawing = frame.styleAndLayoutStart;
        const painted = drawing > 0 ? frame.startTime + frame.duration - drawing : 0;
        seen.frames.push({ ms: frame.duration, painted, scripts });
    });
"""
# What is painted next has been reported two frames later.
SETTLED = """() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() =>
    setTimeout(() => {
        const was = seen;
        window.seen = { tasks: [], presses: [], frames: [] };
        done({ ...was, elements: document.querySelectorAll("*").length });
    }, 200))))"""


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
    """One step, once."""

    name: str
    tasks: list[float]
    """Milliseconds of each task over 50."""
    presses: list[float]
    """Milliseconds from a press to the picture."""
    frames: list[dict[str, Any]]
    """Each frame over 50 ms: its length, of it drawing, and the scripts that ran."""
    elements: int
    work: dict[str, float]
    """Milliseconds of the page's thread, by kind."""


def measured(page: Page, thread: CDPSession, step: Step) -> Measured:
    before = _work(thread)
    step.do(page)
    seen = page.evaluate(SETTLED)
    after = _work(thread)
    work = {kind: after[kind] - before.get(kind, 0.0) for kind in after}
    return Measured(step.name, seen["tasks"], seen["presses"], seen["frames"], seen["elements"], work)


def _work(thread: CDPSession) -> dict[str, float]:
    metrics = thread.send("Performance.getMetrics")["metrics"]
    return {WORK[each["name"]]: each["value"] * 1000 for each in metrics if each["name"] in WORK}


def walk(browser: Browser, server: Server) -> list[Measured]:
    """All steps on a phone that has never been here."""
    size: ViewportSize = {"width": 390, "height": 844}
    context = browser.new_context(viewport=size, has_touch=True, is_mobile=True)
    context.add_init_script(LISTEN)
    page = context.new_page()
    thread = context.new_cdp_session(page)
    thread.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    thread.send("Performance.enable", {"timeDomain": "threadTicks"})
    rows = [measured(page, thread, step) for step in steps(server)]
    context.close()
    return rows


def _slowest(times: Iterable[float]) -> float:
    return max(times, default=0.0)


def answers(steps: list[list[Measured]]) -> Table:
    """By step, medians over the repeats."""
    columns = (
        "step",
        "press to picture",
        "worst",
        "longest task",
        "tasks over 50",
        *WORK.values(),
        "elements",
    )
    table = Table(*columns, box=None)
    for repeats in steps:
        presses = [_slowest(each.presses) for each in repeats]
        middle = median(presses)
        said = f"{middle:.0f}{' !' if middle > GOOD else ''}" if middle else ""
        row = [said, f"{max(presses):.0f}" if middle else ""]
        row.append(f"{median(_slowest(each.tasks) for each in repeats):.0f}")
        row.append(f"{median(len(each.tasks) for each in repeats):.0f}")
        row += [f"{median(each.work[kind] for each in repeats):.0f}" for kind in WORK.values()]
        table.add_row(repeats[0].name, *row, str(repeats[-1].elements))
    return table


def causes(steps: list[list[Measured]]) -> Table:
    """What ran in frames over 50 ms, means over the repeats, the most first."""
    table = Table("step", "frames", "drawing", "of it forced by scripts", "scripts", box=None)
    for repeats in steps:
        frames = [frame for each in repeats for frame in each.frames]
        ran: Counter[str] = Counter()
        forced = 0.0
        for script in (script for frame in frames for script in frame["scripts"]):
            ran[f"{script['ran']} ({script['file']})"] += script["ms"]
            forced += script["forced"]
        times = len(repeats)
        most = ", ".join(f"{name} {ms / times:.0f}" for name, ms in ran.most_common(3) if ms / times >= 5)
        drawing = sum(frame["painted"] for frame in frames) / times
        table.add_row(
            repeats[0].name, f"{len(frames) / times:.1f}", f"{drawing:.0f}", f"{forced / times:.0f}", most
        )
    return table


def main(arguments: list[str]) -> None:
    repeats = int(arguments[0]) if arguments else REPEATS
    path = chromium.find_or_install()
    by_step: dict[str, list[Measured]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=chromium.flags())
        with running([LINESTOP, "serve"], Path(folder) / "linestop.db", Path(folder)) as server:
            for _ in range(repeats):
                for step in walk(browser, server):
                    by_step[step.name].append(step)
        browser.close()
    console = Console(width=150)
    console.print(
        f"A phone's page at a processor {SLOWER} times slower, {repeats} times; milliseconds, medians; "
        f"{GOOD} feel like at once."
    )
    console.print(answers(list(by_step.values())))
    console.print("\nFrames over 50 ms, means of the repeats; scripts by where they began.")
    console.print(causes(list(by_step.values())))


if __name__ == "__main__":
    main(sys.argv[1:])
