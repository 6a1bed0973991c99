"""SVG picture of one question: what JIT costs more than JIC, over what was varied, with its intervals.

Above the line of equal cost JIC is the cheaper, below it JIT; where the curve crosses it stands a mark.
"""

from __future__ import annotations

from html import escape

from ...agents.scenario.scenario import Scenario
from ...agents.studies.questions.answers import Answer
from ...agents.studies.questions.sweeps import UNITS
from .output import MoneyUnit
from .picture_axis import Axis

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 720, 420, 92, 24, 64, 64
"""Pixels: of the picture, and of its margins."""
LINE_HEIGHT, LETTER_WIDTH = 18, 8
"""Pixels from one line of words to the next, and at most from one digit to the next."""
INK, SOFT, CURVE, BAND, MARK = "#1f2933", "#616e7c", "#0b6e4f", "#cfe6dc", "#b4330f"
TITLES = {
    "demand": "How predictable is demand?",
    "supply": "How far and how reliable are suppliers?",
    "stockout": "What does running out cost?",
    "complexity": "How many parts are there?",
    "capital": "How much money is there?",
}
AXES = {
    "demand": "variation of demand, over its mean: as forecast, as here, with swings that last for weeks",
    "supply": "weeks from order to plant; the farther, the less reliable",
    "stockout": UNITS["stockout"],
    "complexity": UNITS["complexity"],
    "capital": "money for stock: from what all JIT ties up to more than all JIC does",
}
"""What was varied, and over which range."""


def picture(scenario: Scenario, answer: Answer) -> str:
    """Text of an SVG file."""
    points = answer.points
    low = [point.jit_minus_jic.mean - point.jit_minus_jic.ci95 for point in points]
    high = [point.jit_minus_jic.mean + point.jit_minus_jic.ci95 for point in points]
    across = Axis([point.x for point in points], LEFT, WIDTH - RIGHT)
    up = Axis([*low, *high, 0.0], HEIGHT - BOTTOM, TOP)
    money = MoneyUnit(scenario.currency, [*low, *high])
    title = f"{scenario.title}: {TITLES[answer.question]}"
    curve = [(across(point.x), up(point.jit_minus_jic.mean)) for point in points]
    band = [(across(point.x), up(y)) for point, y in zip(points, high, strict=True)]
    band += [(across(point.x), up(y)) for point, y in reversed(list(zip(points, low, strict=True)))]
    heard = escape(_said(title, answer), quote=True)
    what = f"What all JIT costs more than all JIC, {escape(money.name)}"
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-size="14" '
            f'font-family="sans-serif" fill="{INK}" role="img" aria-label="{heard}">',
            f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
            f'<text x="{LEFT}" y="24" font-size="17" font-weight="bold">{escape(title)}</text>',
            f'<text x="{LEFT}" y="46" fill="{SOFT}">{what}</text>',
            f'<polygon points="{_path(band)}" fill="{BAND}"/>',
            f'<path d="M{LEFT} {up(0.0):.1f}H{WIDTH - RIGHT}" stroke="{INK}" stroke-dasharray="5 4"/>',
            f'<polyline points="{_path(curve)}" fill="none" stroke="{CURVE}" stroke-width="2.5"/>',
            *(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{CURVE}"/>' for x, y in curve),
            *_sides(answer, up),
            *_ticks(answer, across, up, money, min(low), max(high)),
            *([] if answer.crossing is None else [_crossing(answer.crossing, across, up)]),
            "</svg>",
            "",
        ]
    )


def _path(points: list[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)


def _said(title: str, answer: Answer) -> str:
    """The picture for who hears it."""
    where = "they never cost the same" if answer.crossing is None else f"the same at {plain(answer.crossing)}"
    return f"{title} More of it speaks for {answer.direction.upper()}; {where}."


def _sides(answer: Answer, up: Axis) -> list[str]:
    """Which stance is the cheaper on either side of the line, where there is room for the words: at the end
    from which the curve is farther away."""
    line = up(0.0)
    first, last = (abs(up(answer.points[end].jit_minus_jic.mean) - line) for end in (0, -1))
    at = f'x="{LEFT + 6}"' if first > last else f'x="{WIDTH - RIGHT}" text-anchor="end"'
    above = f'<text {at} y="{line - 8:.1f}" fill="{SOFT}">JIC is cheaper</text>'
    below = f'<text {at} y="{line + 18:.1f}" fill="{SOFT}">JIT is cheaper</text>'
    return [above] * (line - TOP > 24) + [below] * (HEIGHT - BOTTOM - line > 24)


def _ticks(answer: Answer, across: Axis, up: Axis, money: MoneyUnit, low: float, high: float) -> list[str]:
    foot = HEIGHT - BOTTOM + 24
    return [
        *(
            f'<text x="{across(x):.1f}" y="{foot}" text-anchor="middle">{plain(x)}</text>'
            for x in _apart(across, [point.x for point in answer.points])
        ),
        *(
            f'<text x="{LEFT - 12}" y="{up(value) + 5:.1f}" text-anchor="end">{money(value)}</text>'
            for value in _told(up, low, high)
        ),
        f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 14}" text-anchor="middle" fill="{SOFT}">'
        f"{escape(AXES[answer.question])}</text>",
    ]


def _apart(across: Axis, found: list[float]) -> list[float]:
    """The last of rising values, and before it those whose words touch none that is told."""
    kept = found[-1:]
    for x in reversed(found[:-1]):
        if across(kept[0]) - across(x) >= LETTER_WIDTH * (len(plain(kept[0])) + len(plain(x))) / 2.0:
            kept.insert(0, x)
    return kept


def _told(up: Axis, low: float, high: float) -> list[float]:
    """Amounts that stand beside the axis: none, and both ends where their words do not touch that."""
    return [0.0, *(end for end in (low, high) if abs(up(end) - up(0.0)) >= LINE_HEIGHT)]


def _crossing(x: float, across: Axis, up: Axis) -> str:
    at = f'cx="{across(x):.1f}" cy="{up(0.0):.1f}"'
    return f'<circle {at} r="7" fill="none" stroke="{MARK}" stroke-width="2.5"/>'


def plain(x: float) -> str:
    """What was varied, in as many digits as are read."""
    return f"{x:,.0f}" if x >= 1000.0 else f"{x:.3g}"
