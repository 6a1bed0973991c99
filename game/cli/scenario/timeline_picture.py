"""SVG picture of a scenario's timeline: when shocks may begin and how long they may last, and their news."""

from __future__ import annotations

from html import escape

from ...messages.card import CardTimeline, TimelineShock

WIDTH, LEFT, RIGHT, TOP, ROW = 1000, 300, 16, 40, 52
"""Pixels: of the picture, of its margins, and of a row."""
INK, SOFT, GRID, BAR, TAIL, NEWS = "#1f2933", "#52606d", "#e4e7eb", "#0b6e4f", "#cfe6dc", "#b4330f"
LETTERS = 38
MARKS = {"rumour": "r", "press": "p", "official": "o"}


def timeline_picture(title: str, timeline: CardTimeline) -> str:
    """Text of an SVG file."""
    height = TOP + ROW * max(1, len(timeline.shocks)) + 54
    bottom = height - 50
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-size="13" '
            f'font-family="sans-serif" fill="{INK}" role="img" aria-label="{escape(title, quote=True)}">',
            f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
            *_turns(timeline, bottom),
            *(_row(shock, number, timeline.weeks) for number, shock in enumerate(timeline.shocks)),
            f'<rect x="8" y="{height - 36}" width="26" height="10" fill="{BAR}"/>'
            f'<text x="42" y="{height - 26}" font-size="12">may begin</text>'
            f'<rect x="130" y="{height - 36}" width="26" height="10" fill="{TAIL}"/>'
            f'<text x="164" y="{height - 26}" font-size="12">may still be felt</text>'
            f'<circle cx="300" cy="{height - 31}" r="7" fill="none" stroke="{NEWS}"/>'
            f'<text x="314" y="{height - 26}" font-size="12">news, at its earliest: r rumour, p press, '
            "o official; as many weeks later as the shock begins later</text>",
            "</svg>",
            "",
        ]
    )


def _x(week: float, weeks: int) -> float:
    """Where a week begins."""
    return LEFT + (week - 1) / weeks * (WIDTH - LEFT - RIGHT)


def _turns(timeline: CardTimeline, bottom: float) -> list[str]:
    found = []
    for number, week in enumerate(range(1, timeline.weeks + 1, timeline.weeks_per_turn), 1):
        x, end = _x(week, timeline.weeks), _x(week + timeline.weeks_per_turn, timeline.weeks)
        found.append(f'<path d="M{x:.1f} {TOP - 8}V{bottom}" stroke="{GRID}"/>')
        found.append(
            f'<text x="{(x + min(end, WIDTH - RIGHT)) / 2:.1f}" y="20" text-anchor="middle" font-size="12" '
            f'fill="{SOFT}">{number}</text>'
        )
    return [f'<text x="8" y="20" fill="{SOFT}" font-size="12">Turn</text>', *found]


def _row(shock: TimelineShock, number: int, weeks: int) -> str:
    top = TOP + number * ROW
    name = shock.title if len(shock.title) <= LETTERS else shock.title[: LETTERS - 1].rstrip() + "…"
    start, begun, end = (
        _x(week, weeks) for week in (shock.first_week, min(shock.last_week, weeks) + 1, shock.end_week + 1)
    )
    chance = "sure" if shock.probability >= 1.0 else f"in {shock.probability:.0%} of years"
    target = f"{shock.target}, {chance}" if shock.target else chance
    news = [
        f'<circle cx="{at:.1f}" cy="{top + 34}" r="7" fill="#fff" stroke="{NEWS}"/>'
        f'<text x="{at:.1f}" y="{top + 38}" text-anchor="middle" font-size="11" '
        f'fill="{NEWS}">{MARKS[each.grade]}<title>{escape(each.headline)}</title></text>'
        for each in shock.news
        if (at := _x(each.first_week, weeks) + 7) < WIDTH
    ]
    return (
        f'<text x="8" y="{top + 14}" font-weight="bold">{escape(name)}'
        f"<title>{escape(shock.title)}</title></text>"
        f'<text x="8" y="{top + 32}" font-size="12" fill="{SOFT}">{escape(target)}</text>'
        f'<rect x="{start:.1f}" y="{top + 4}" width="{max(2.0, end - start):.1f}" height="14" '
        f'fill="{TAIL}"/>'
        f'<rect x="{start:.1f}" y="{top + 4}" width="{max(2.0, begun - start):.1f}" height="14" '
        f'fill="{BAR}"/>' + "".join(news)
    )
