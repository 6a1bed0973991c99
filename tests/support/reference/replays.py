"""Two things that happened, played again: what was reported beside what comes out of the model.

A replay is a scenario file that holds causes (orders, discharge) and a row of reported effects (lead
time, ships waiting) that the file knows nothing of. `make pictures` draws both into screenshots/, one SVG
each; `tests/agents/reference/test_replays_of_2021.py` holds them together.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from world_support import own_scenario

from linestop.agents import SupplyChain

FOLDER = Path(__file__).resolve().parents[3] / "screenshots"
CALM_WEEKS = 10
"""Week 0 of a report is the end of this week of the scenario."""


@dataclass(frozen=True, slots=True)
class Replay:
    """A report, (week, value) by (week, value), and the measure that must come near it."""

    scenario: str
    title: str
    unit: str
    measure: str
    within: float
    reported: tuple[tuple[int, float], ...]

    def emerged(self) -> np.ndarray:
        """The measure at the end of weeks 0, 1, … of the report."""
        chain = SupplyChain(own_scenario(self.scenario), seed=1, policies="jit").run()
        values: np.ndarray = chain.record[self.measure][CALM_WEEKS - 1 :, 0, 0]
        return values

    def gaps(self) -> list[float]:
        """Emerged less reported, at each reported week."""
        emerged = self.emerged()
        return [float(emerged[week]) - value for week, value in self.reported]


REPLAYS = (
    Replay(
        scenario="chip_shortage_2021",
        title="Lead time of chips, from 11 January 2021",
        unit="weeks",
        measure="quote",
        within=1.5,
        # Susquehanna Financial Group, revised series, as told by Bloomberg and the trade press.
        reported=(
            *((0, 15.0), (9, 18.1), (44, 24.9), (48, 25.8), (52, 25.7), (57, 26.3), (61, 26.6)),
            *((66, 27.0), (70, 27.1), (74, 27.0), (79, 26.9), (83, 26.8), (87, 26.3), (101, 24.0)),
        ),
    ),
    Replay(
        scenario="san_pedro_bay_2021",
        title="Container ships waiting off Los Angeles and Long Beach, from 12 October 2020",
        unit="ships",
        measure="port_queue",
        within=5.0,
        # Marine Exchange of Southern California, as told by the trade press.
        reported=(
            *((0, 0), (16, 40), (36, 9), (41, 30), (46, 47), (49, 70)),
            *((57, 86), (65, 109), (91, 24), (98, 8), (110, 0)),
        ),
    ),
)

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 900, 420, 56, 24, 64, 48
INK, PALE, OURS, REPORTED = "#1c2733", "#d5dce3", "#0b6bcb", "#c2410c"


def picture(replay: Replay) -> str:
    """The emerged curve and the reported points, as SVG."""
    emerged = replay.emerged()
    weeks = len(emerged) - 1
    step = next(step for step in (5, 10, 20, 50) if emerged.max() / step <= 7)
    top = step * float(np.ceil(max(emerged.max(), *(value for _, value in replay.reported)) / step))

    def x(week: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * week / weeks

    def y(value: float) -> float:
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / top

    lines = [
        f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y(mark):.1f}" y2="{y(mark):.1f}" stroke="{PALE}"/>'
        f'<text x="{LEFT - 8}" y="{y(mark) + 5:.1f}" text-anchor="end">{mark:.0f}</text>'
        for mark in np.arange(0.0, top + 1.0, step)
    ]
    lines += [
        f'<text x="{x(week):.1f}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle">{week}</text>'
        for week in range(0, weeks + 1, 13)
    ]
    curve = " ".join(f"{x(week):.1f},{y(value):.1f}" for week, value in enumerate(emerged))
    points = [
        f'<circle cx="{x(week):.1f}" cy="{y(value):.1f}" r="5" fill="none" stroke="{REPORTED}" '
        'stroke-width="2"/>'
        for week, value in replay.reported
    ]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
            f'font-family="system-ui, sans-serif" font-size="14" fill="{INK}">',
            f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
            f'<text x="{LEFT}" y="26" font-size="18" font-weight="600">{replay.title}</text>',
            f'<text x="{LEFT}" y="48">{replay.unit}: <tspan fill="{OURS}">— came out of the model</tspan>'
            f' <tspan fill="{REPORTED}" dx="16">○ was reported</tspan></text>',
            *lines,
            f'<polyline points="{curve}" fill="none" stroke="{OURS}" stroke-width="2.5"/>',
            *points,
            f'<text x="{WIDTH - RIGHT}" y="{HEIGHT - 8}" text-anchor="end">weeks</text>',
            "</svg>",
        ]
    )


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for replay in REPLAYS:
        file = FOLDER / f"replay_{replay.scenario}.svg"
        file.write_text(picture(replay), encoding="utf-8")
        print(
            f"{file.relative_to(FOLDER.parent)}: at most {max(map(abs, replay.gaps())):.2f} {replay.unit} off"
        )


if __name__ == "__main__":
    main()
