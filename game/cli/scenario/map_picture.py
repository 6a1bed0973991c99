"""SVG picture of a scenario's chain, from suppliers on the left to markets on the right.

What the facilitator alone may know is drawn only where it is given: which parts the recommended mix buffers.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from ...messages.card import ChainMap, MapLink, MapSite

BOX, GAP, ROW, MARGIN, HEAD = 196, 112, 62, 12, 34
"""Pixels: width of a box, between columns, of a row, of the margins, and of the heads of the columns."""
TALL = {"supplier": 46, "depot": 46, "port": 34, "way": 26, "market": 34}
"""Pixels: height of a box, by kind of site."""
LINE = 17
INK, SOFT, EDGE, CARD = "#1f2933", "#52606d", "#9aa5b1", "#fff"
JIC, JIT = "#cfe6dc", "#fff"
LETTERS = 27
"""Letters of a title that fit into a box."""
BY = {"ocean": "by sea", "truck": "by lorry", "air": "by air"}
HEADS = {"supplier": "Suppliers", "port": "Ways", "depot": "Depots", "plants": "Plants", "market": "Markets"}


def map_picture(title: str, chain: ChainMap, recommended: Mapping[str, str] | None = None) -> str:
    """Text of an SVG file; `recommended` holds the stance of each part that is coloured by it."""
    width = 2 * MARGIN + chain.columns * BOX + (chain.columns - 1) * GAP
    tallest = max(_height(site) for site in chain.sites)
    height = max(chain.rows * ROW, tallest + 20) + HEAD + MARGIN + (24 if recommended else 0)
    top = HEAD + max(0.0, (tallest + 20 - chain.rows * ROW) / 2.0)
    places = {site.id: (_left(site), top + (site.row + 0.5) * ROW) for site in chain.sites}
    sites = {site.id: site for site in chain.sites}
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height:.0f}" font-size="13" '
            f'font-family="sans-serif" fill="{INK}" role="img" aria-label="{escape(title, quote=True)}">',
            f'<rect width="{width}" height="{height:.0f}" fill="{CARD}"/>',
            *_heads(chain),
            *(_line(link, places) for link in chain.links),
            *(_site(site, *places[site.id], (recommended or {}).get(site.part)) for site in chain.sites),
            *(_label(link, places, sites) for link in chain.links if link.weeks is not None),
            *(_key(height) if recommended else []),
            "</svg>",
            "",
        ]
    )


def _left(site: MapSite) -> float:
    return MARGIN + site.column * (BOX + GAP)


def _height(site: MapSite) -> float:
    return TALL.get(site.kind, 16 + LINE * len(site.plants))


def _heads(chain: ChainMap) -> list[str]:
    """A word above each column: what stands in it."""
    words = {site.column: HEADS["port" if site.kind == "way" else site.kind] for site in chain.sites}
    return [
        f'<text x="{MARGIN + column * (BOX + GAP)}" y="20" fill="{SOFT}" font-weight="bold">{word}</text>'
        for column, word in sorted(words.items())
    ]


def _ends(link: MapLink, places: Mapping[str, tuple[float, float]]) -> tuple[float, float, float, float]:
    (left, start), (right, end) = places[link.start], places[link.end]
    return left + BOX, start, right, end


def _line(link: MapLink, places: Mapping[str, tuple[float, float]]) -> str:
    x, y, to, end = _ends(link, places)
    bend = (to - x) / 2.0
    path = f"M{x:.0f} {y:.1f}C{x + bend:.0f} {y:.1f} {to - bend:.0f} {end:.1f} {to:.0f} {end:.1f}"
    return f'<path d="{path}" fill="none" stroke="{EDGE}" stroke-width="1.5"/>'


def _label(link: MapLink, places: Mapping[str, tuple[float, float]], sites: Mapping[str, MapSite]) -> str:
    """How long the way takes, near its beginning, where no other line crosses it."""
    x, y, _, end = _ends(link, places)
    by = "" if link.mode is None or sites[link.end].kind == "way" else f" {BY[link.mode]}"
    text = f"{link.weeks} wk{by}"
    # A sixth of the way up or down the curve, which leaves its box level.
    middle, at = x + 8 + 3.4 * len(text), y + (end - y) * 0.12
    width = 6.8 * len(text) + 4
    return (
        f'<rect x="{middle - width / 2:.1f}" y="{at - 9:.1f}" width="{width:.1f}" height="18" '
        f'fill="{CARD}"/>'
        f'<text x="{middle:.1f}" y="{at + 4:.1f}" text-anchor="middle" font-size="12" '
        f'fill="{SOFT}">{text}</text>'
    )


def _site(site: MapSite, left: float, middle: float, stance: str | None) -> str:
    tall = _height(site)
    top = middle - tall / 2.0
    if site.kind == "way":
        return _box(left, top, tall, CARD, dashed=True) + _text(
            left + BOX / 2, middle + 4, BY[site.mode or "truck"], middle=True
        )
    fill = JIC if stance == "JIC" else JIT
    if site.kind == "plants":
        lines = [_text(left + 10, top + 20 + LINE * n, title) for n, title in enumerate(site.plants)]
        return _box(left, top, tall, fill) + "".join(lines)
    if site.part:
        mark = f" · {stance}" if stance else ""
        upper = _text(left + 10, middle - 4, site.part_title + mark, bold=True)
        return _box(left, top, tall, fill) + upper + _text(left + 10, middle + 14, site.title, soft=True)
    return _box(left, top, tall, fill) + _text(left + 10, middle + 4, site.title)


def _box(left: float, top: float, tall: float, fill: str, *, dashed: bool = False) -> str:
    dash = ' stroke-dasharray="4 4"' if dashed else ""
    return (
        f'<rect x="{left:.0f}" y="{top:.1f}" width="{BOX}" height="{tall:.0f}" rx="6" fill="{fill}" '
        f'stroke="{EDGE if dashed else INK}"{dash}/>'
    )


def _text(
    x: float, y: float, text: str, *, bold: bool = False, soft: bool = False, middle: bool = False
) -> str:
    """A line of text, cut where it would leave its box; then its title tells it whole."""
    shown = text if len(text) <= LETTERS else text[: LETTERS - 1].rstrip() + "…"
    how = ' font-weight="bold"' * bold + f' fill="{SOFT}"' * soft + ' text-anchor="middle"' * middle
    whole = f"<title>{escape(text)}</title>" if shown != text else ""
    return f'<text x="{x:.1f}" y="{y:.1f}"{how}>{whole}{escape(shown)}</text>'


def _key(height: float) -> list[str]:
    """What the colours say."""
    y = height - 18
    return [
        f'<rect x="{MARGIN}" y="{y:.0f}" width="14" height="12" rx="3" fill="{JIC}" stroke="{INK}"/>',
        f'<text x="{MARGIN + 20}" y="{y + 10:.0f}" font-size="12">The recommended mix buffers this part'
        " (Just in Case); all others are Just in Time.</text>",
    ]
