"""The card as one HTML page: opens from disk, holds its pictures itself, runs no script, prints on A4."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from ....agents.scenario.scenario import Scenario
from ....agents.studies.card.pieces import Card
from ...messages.card import CardTimeline, RulesOfThumb, ScenarioPlan
from ..frontier_picture import picture as frontier_picture
from ..output import MoneyUnit
from ..questions_picture import picture as question_picture
from .card_words import facts, luck_sentence, part_rows, profile_rows, rule_rows
from .map_picture import map_picture
from .timeline_picture import timeline_picture

STYLE = """
:root { color-scheme: light; font: 16px/1.45 system-ui, sans-serif; color: #1f2933; background: #fff; }
body { margin: 0 auto; max-width: 1060px; padding: 24px; }
h1 { font-size: 1.9rem; margin: 0 0 4px; } h2 { font-size: 1.2rem; margin: 28px 0 8px; }
p { max-width: 75ch; margin: 6px 0; } .soft { color: #52606d; } svg { width: 100%; height: auto; }
table { border-collapse: collapse; width: 100%; } .wide { overflow-x: auto; }
th, td { text-align: left; vertical-align: top; padding: 6px 14px 6px 0; border-top: 1px solid #e4e7eb; }
thead th { border-top: 0; color: #52606d; font-weight: 600; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.pictures { display: grid; gap: 16px; }
.pictures { grid-template-columns: repeat(auto-fit, minmax(min(100%, 440px), 1fr)); }
figure { margin: 0; } section { break-inside: avoid; }
@page { size: A4; margin: 14mm; }
@media print {
  :root { font-size: 11px; } body { padding: 0; max-width: none; }
  .pictures { grid-template-columns: 1fr 1fr; } figure, tr { break-inside: avoid; }
}
"""
WAYS = {"jit": "All Just in Time", "jic": "All Just in Case", "mix": "The recommended mix"}


def card_page(
    scenario: Scenario,
    plan: ScenarioPlan,
    found: Card,
    timeline: CardTimeline | None,
    rules: RulesOfThumb | None,
) -> str:
    """Text of an HTML file; `timeline` and `rules` are None on a card that players may see."""
    recommended = timeline.recommended if timeline else None
    goals = "".join(f"<li>{escape(goal)}</li>" for goal in plan.goals)
    sections = [
        f"<h1>{escape(scenario.title)}</h1><p>{escape(scenario.summary)}</p>"
        f'<p class="soft">{escape(facts(scenario))}</p>'
        + (f"<p>{escape(scenario.good_for)}</p>" if scenario.good_for else ""),
        "<h2>The chain</h2>" + map_picture(f"{scenario.title}: the chain", plan.map, recommended),
        f"<h2>Goals</h2><ul>{goals}</ul>" if goals else "",
        "<h2>Parts</h2>" + _parts(plan, recommended),
        _ways(scenario, found),
        _frontier(scenario, found),
        _questions(scenario, found),
        *([] if timeline is None else [_timeline(scenario, timeline)]),
        *([] if rules is None else [_rules(scenario, rules)]),
    ]
    body = "\n".join(f"<section>{section}</section>" for section in sections if section)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(scenario.title)}</title><style>{STYLE}</style></head>\n"
        f"<body>\n{body}\n</body></html>\n"
    )


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]], numbers: int = 0) -> str:
    """A table whose last so many columns hold numbers."""

    def cell(tag: str, place: int, text: str) -> str:
        number = ' class="number"' if place >= len(heads) - numbers else ""
        scope = f' scope="{"col" if tag == "th" and text in heads else "row"}"' if tag == "th" else ""
        return f"<{tag}{scope}{number}>{escape(text)}</{tag}>"

    head = "".join(cell("th", place, text) for place, text in enumerate(heads))
    body = "".join(
        "<tr>"
        + "".join(cell("td" if place else "th", place, text) for place, text in enumerate(row))
        + "</tr>"
        for row in rows
    )
    return f'<div class="wide"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def _parts(plan: ScenarioPlan, recommended: Mapping[str, str] | None) -> str:
    heads = ["part", "what is special about it", *(["the mix"] if recommended else []), "value", "weeks"]
    rows = [
        [
            part.title,
            part.character,
            *([recommended[part.name]] if recommended else []),
            f"{part.value:g} {plan.currency}",
            f"{part.weeks:g}",
        ]
        for part in plan.parts
    ]
    return _table(heads, rows, 2)


def _ways(scenario: Scenario, found: Card) -> str:
    money = MoneyUnit(scenario.currency, [way.cost.mean for way in found.ways.ways])
    rows = [
        [
            WAYS[way.name],
            f"{money(way.cost.mean)} ± {money(way.cost.ci95)}",
            f"{money(way.cost.p05)} to {money(way.cost.p95)}",
            f"{way.uptime.mean:.1%}",
            f"{found.scores[way.name].mean:.0f}",
            f"{way.cheapest:.0%}",
        ]
        for way in found.ways.ways
    ]
    heads = ["way", f"cost, {money.name}", "9 years of 10", "uptime", "score", "cheapest in"]
    said = (
        f"One seat plays {found.sizes.worlds:,} worlds, its rivals on the mix; scores are of "
        f"{found.sizes.scored:,}. 0 is the dearer slogan, 100 the best plan that never changes."
    )
    return (
        f"<h2>Three ways to play</h2>{_table(heads, rows, 5)}"
        f'<p class="soft">{said}</p><p>{escape(luck_sentence(found.ways))}</p>'
    )


def _frontier(scenario: Scenario, found: Card) -> str:
    title = f"Each policy over {found.sizes.frontier} worlds"
    return (
        "<h2>Cost against uptime</h2><p>Each dot is a simple policy held all year, the line joins the best; "
        "what lies below it and to the right costs more for less.</p><figure>"
        + frontier_picture(title, scenario.currency, found.frontier, {})
        + "</figure>"
    )


def _questions(scenario: Scenario, found: Card) -> str:
    pictures = "".join(f"<figure>{question_picture(scenario, each)}</figure>" for each in found.answers)
    return f'<h2>The five questions</h2><div class="pictures">{pictures}</div>'


def _timeline(scenario: Scenario, timeline: CardTimeline) -> str:
    news = [
        [
            shock.title,
            f"{each.first_week} to {each.last_week}",
            each.grade,
            each.headline + {"always": "", "true": " (if it comes)", "false": " (if not)"}[each.only],
        ]
        for shock in timeline.shocks
        for each in shock.news
    ]
    return (
        '<h2>Timeline</h2><p class="soft">For the facilitator alone.</p>'
        + timeline_picture(f"{scenario.title}: timeline", timeline)
        + _table(["of", "weeks", "source", "news"], news)
    )


def _rules(scenario: Scenario, rules: RulesOfThumb) -> str:
    return (
        '<h2>Rules of thumb</h2><p class="soft">For the facilitator alone: they name the recommended mix.</p>'
        + _table(["", "all Just in Time", "all Just in Case"], profile_rows(scenario, rules))
        + _table(["part", "class", "of spend", "variation", "weeks", "the mix"], part_rows(rules), 4)
        + _table(["rule", "cost", "uptime", "parts right"], rule_rows(scenario, rules), 3)
    )
