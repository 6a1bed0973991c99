"""Where figures stand in the debrief of a seat."""

from __future__ import annotations

from spots import once, spots, within
from spots_of_comparison import COMPANIES, QUESTIONS, ROOMS, TARGET

HEAD, WAYS, SCORE, YEAR, PARTS, NUMBERS = map(
    within, ("results", "ways", "score", "year", "parts", "numbers")
)
MIX = "debrief.mix_cheaper debrief.mix_dearer"
DIFFERENCE = "debrief.difference_saved debrief.difference_more"
BY_WAY = {"columns": "thead th:not(:first-child)", "columns_of": "way."}

HEADLINE = (
    *spots(
        "headline",
        HEAD,
        ("uptime", "share", "h1", "debrief.headline", "uptime"),
        ("cost", "money", "h1", "debrief.headline", "cost"),
    ),
    *spots(
        "headline",
        HEAD,
        ("uptime by way", "share", "h1 + p", MIX, "uptime"),
        ("cost by way", "money", "h1 + p", MIX, "cost"),
        always="mix",
    ),
    *spots("headline", HEAD, ("cost beside the mix", "money", "h1 + p", MIX, "money")),
    *spots(
        "headline",
        HEAD,
        ("beside the recommendation", "money", "h1 + p", DIFFERENCE, "money"),
        named="part",
        of="parts",
    ),
    *spots(
        "line of the game", HEAD, ("weeks played", "whole", "p:last-child", "results.game", "weeks"), **TARGET
    ),
)

ALTERNATIVES = (
    *spots(
        "bars, as spoken",
        f"{WAYS} .bars",
        ("cost by way", "money", "", "ways.said", "cost"),
        ("uptime by way", "share", "", "ways.said", "uptime"),
        named="way",
        of="way.",
        attribute="aria-label",
    ),
    *spots(
        "bars",
        f"{WAYS} .bars .name",
        ("cost by way", "money", "+.end strong"),
        ("uptime by way", "share", "+.end span"),
        name=".",
        of="way.",
    ),
    *spots(
        "table of the lines",
        f"{WAYS} tbody tr",
        ("cost by way", "money", "td"),
        name="th",
        only="final.cost_sum",
        **BY_WAY,
    ),
    *spots(
        "table of the lines",
        f"{WAYS} tbody tr",
        ("uptime by way", "share", "td"),
        name="th",
        only="standings.uptime",
        **BY_WAY,
    ),
    *spots(
        "table of the lines",
        f"{WAYS} tbody tr",
        ("cost line by way", "money", "td"),
        name="th",
        of="cost.",
        **BY_WAY,
    ),
    *(
        spot
        for way in ("jit", "jic", "mix")
        for spot in spots(
            "lesson",
            ".lesson p:last-child",
            ("cost by way", "money", "", "final.lesson_here", way),
            always=way,
        )
    ),
)

SCORES = (
    *spots(
        "score",
        SCORE,
        ("score", "score", "p.score"),
        ("score", "score", ".you", "score.you", "score"),
        ("place by score", "whole", ".top li", "score.place score.shared", "place"),
        ("cost of score 0", "money", "p", "score.ruler", "zero"),
        ("cost of score 100", "money", "p", "score.ruler", "hundred"),
    ),
    *spots("score", SCORE, ("uptime", "share", ".top li", "score.uptime", "uptime")),
    *spots("score", SCORE, ("uptime target", "target", ".top li", "score.uptime", "target"), **TARGET),
    *spots(
        "scale, as spoken",
        SCORE,
        ("score by way", "score", "[role=img]", "score.said", "score"),
        named="way",
        of="way.",
        attribute="aria-label",
    ),
    *spots(
        "scale as a table",
        f"{SCORE} tbody tr",
        ("score by way", "score", "td:nth-of-type(1)"),
        ("cost by way", "money", "td:nth-of-type(2)"),
        name="th",
        of="way.",
    ),
    *spots(
        "example beside the score",
        SCORE,
        ("cost", "money", "p", "score.puzzle", "cost"),
        ("score", "score", "p", "score.puzzle", "score"),
        ("cost of score 0", "money", "p", "score.puzzle", "zero"),
        ("cost of score 100", "money", "p", "score.puzzle", "hundred"),
        named="name",
        of="people",
    ),
)

WEEKS = (
    *spots(
        "year as a table",
        f"{YEAR} tbody tr",
        ("share made", "share", "td:nth-of-type(1)"),
        name="th",
        of="weeks",
        when="row",
    ),
    *spots(
        "strip of the year",
        f"{YEAR} .week",
        ("share made", "share", "", "strip.week_said", "made"),
        named="week",
        of="weeks",
        when="row",
        attribute="title",
    ),
    *spots(
        "year as a table",
        f"{YEAR} tbody tr",
        ("weeks in the bin", "number", "td:nth-of-type(n+3)"),
        name="th",
        of="weeks",
        when="row",
        columns="thead th:nth-of-type(n+4)",
        columns_of="parts",
    ),
    *spots(
        "year as a table",
        f"{YEAR} tbody tr",
        ("units waited for", "at least 1", "td:nth-of-type(2)", "strip.units", "units"),
        name="th",
        of="weeks",
        also="part",
        when="row",
    ),
    *once("the numbers of weeks and turns", f"{YEAR} .axis span", f"{YEAR} tbody th"),
)

BY_PART = (
    *spots(
        "part by part",
        f"{PARTS} tbody tr",
        ("beside the recommendation", "money", ".made", "parts.dearer parts.cheaper", "money"),
        ("units waited for", "at least 1", ".why", "why.waited why.waited_thin why.waited_both", "units"),
        ("weeks waited for", "whole", ".why", "why.waited why.waited_thin why.waited_both", "weeks"),
        ("cost without a buffer", "money", ".why", "why.without", "money"),
        ("units without a buffer", "at least 1", ".why", "why.without", "units"),
        name="th",
        of="parts",
    ),
    *once(
        "read off the strip of the year", f"{PARTS} tbody tr", figure=".why", key="why.drained", value="held"
    ),
)

MEASURES = (
    *spots(
        "numbers", f"{NUMBERS} table:first-child tr", ("measure", "measure", "td"), name="th", of="measure."
    ),
    *spots(
        "numbers of the parts",
        f"{NUMBERS} table:last-child tbody tr",
        ("measure of a part", "measure", "td"),
        name="th",
        of="parts",
        columns="thead th:not(:first-child)",
        columns_of="measure.",
    ),
)

DEBRIEF = (*HEADLINE, *ALTERNATIVES, *SCORES, *WEEKS, *BY_PART, *MEASURES, *ROOMS, *COMPANIES, *QUESTIONS)
