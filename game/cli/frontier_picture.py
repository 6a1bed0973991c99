"""SVG picture of a frontier: cost to the right, uptime upwards, policies as dots, the hull as a line.

Each dot on the hull has a title that names its policy. The SVG is written as text, so that no drawing library
is needed.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from ...agents.studies.frontier import Frontier
from .output import MoneyUnit
from .picture_axis import Axis

WIDTH, HEIGHT, LEFT, BOTTOM, EDGE = 860, 560, 76, 56, 24
"""Pixels: of the picture, and of the margins on the left, below, and on the other two sides."""
STEPS = 5
"""Intervals between the marks of an axis."""
DEAREST = 1.25
"""Policies that cost more than this multiple of the dearest mark are left out, so that the rest fills it."""
INK, SOFT, LINE, OWN = "#1f2933", "#9aa5b1", "#0b6e4f", "#b4330f"
LABELS = {"jit": "JIT", "jic": "JIC", "mix": "the mix"}


def picture(title: str, currency: str, found: Frontier, seats: Mapping[str, tuple[float, float]]) -> str:
    """Text of an SVG file; `seats` holds (cost, uptime) of a finished game's seats by name."""
    marks = {LABELS[name]: place for name, place in found.marks.items()}
    most = DEAREST * max(cost for cost, _ in (*marks.values(), *seats.values()))
    shown = [n for n, cost in enumerate(found.cost.tolist()) if cost <= most]
    costs = [
        *(float(found.cost[n]) for n in shown),
        *(cost for cost, _ in (*marks.values(), *seats.values())),
    ]
    ups = [*(float(found.uptime[n]) for n in shown), *(up for _, up in (*marks.values(), *seats.values()))]
    across, upwards = Axis(costs, LEFT, WIDTH - EDGE), Axis(ups, HEIGHT - BOTTOM, EDGE + 24)
    hull = [n for n in found.hull.tolist() if n in set(shown)]
    path = " ".join(f"{across(found.cost[n]):.1f},{upwards(found.uptime[n]):.1f}" for n in hull)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" '
        f'font-size="13" fill="{INK}" role="img" aria-label="{escape(title, quote=True)}">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        f'<text x="{LEFT}" y="20" font-weight="bold">{escape(title)}</text>',
        *_ticks(min(costs), max(costs), min(ups), max(ups), across, upwards, currency),
        *(_dot(across(found.cost[n]), upwards(found.uptime[n]), 2, SOFT) for n in shown),
        f'<polyline points="{path}" fill="none" stroke="{LINE}" stroke-width="2.5"/>',
        *(_hull_dot(found, n, across, upwards, currency) for n in hull),
        *(_mark(name, across(cost), upwards(up), INK, 6) for name, (cost, up) in marks.items()),
        *(_mark(name, across(cost), upwards(up), OWN, 7) for name, (cost, up) in seats.items()),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _mark(name: str, x: float, y: float, colour: str, size: int) -> str:
    at = f'x="{x + 10:.1f}" y="{y + 4:.1f}"'
    return f'{_dot(x, y, size, colour)}<text {at} fill="{colour}">{escape(name)}</text>'


def _hull_dot(found: Frontier, n: int, across: Axis, upwards: Axis, currency: str) -> str:
    """A dot on the hull with a title, which browsers show and screen readers read: its policy."""
    numbers = ", ".join(
        f"{name.replace('_', ' ')} {round(value, 2):g}"
        for name, value in found.grid.policy(n).items()
        if value is not None
    )
    money = MoneyUnit(currency, found.cost)
    said = f"{found.uptime[n]:.1%} for {money(found.cost[n])} {money.name}: {numbers}"
    dot = _dot(across(found.cost[n]), upwards(found.uptime[n]), 4, LINE)
    return dot.removesuffix("/>") + f"><title>{escape(said)}</title></circle>"


def _dot(x: float, y: float, size: int, colour: str) -> str:
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size}" fill="{colour}" stroke="#fff"/>'


def _ticks(
    cheap: float, dear: float, low: float, high: float, across: Axis, upwards: Axis, currency: str
) -> list[str]:
    lines, money = [], MoneyUnit(currency, (cheap, dear))
    for step in range(STEPS + 1):
        cost = cheap + (dear - cheap) * step / STEPS
        up = low + (high - low) * step / STEPS
        x, y = f"{across(cost):.1f}", f"{upwards(up):.1f}"
        lines += [
            f'<text x="{x}" y="{HEIGHT - BOTTOM + 22}" text-anchor="middle">{money(cost, 0)}</text>',
            f'<text x="{LEFT - 10}" y="{y}" text-anchor="end">{up:.1%}</text>',
            f'<path d="M{LEFT} {y}H{WIDTH - EDGE}" stroke="#e4e7eb"/>',
        ]
    unit = f"cost, {escape(money.name)}"
    return [
        *lines,
        f'<text x="{WIDTH - EDGE}" y="{HEIGHT - 12}" text-anchor="end">{unit}</text>',
        f'<text x="{LEFT}" y="{HEIGHT - 12}">uptime upwards: up and left is better</text>',
    ]
