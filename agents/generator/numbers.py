"""A draft as the tables of a scenario file, all but its texts."""

from __future__ import annotations

from typing import Any

from .characters import LASTING
from .draft import Draft, Part, Strike
from .middle import minutes_of

Tables = dict[str, Any]
"""Tables of a TOML file as plain values."""

LEAN_COVER, LEAN_FACTOR, SAFE_FACTOR = 0.5, 0.841621, 2.326348
"""Of Just in Time: weeks and z of 80 %; z of 99 % of Just in Case, as in the library."""
NEWS_WEEKS = {"rumour": -12, "press": -9, "denial": -4, "official": 1}
"""Weeks from the shock's first week; what comes later depends on its length."""
SMALL_NEWS_WEEKS = {"rumour": -6, "press": -4, "denial": -1, "official": 1}
PORT_USE, PORT_OTHERS = 0.85, 0.80


def numbers(draft: Draft) -> Tables:
    """All tables in the order of a file; `telling.told` adds what people read."""
    tables: Tables = {
        "schema": 1,
        "name": draft.name,
        "currency": draft.currency,
        "weeks": draft.weeks,
        "weeks_per_turn": draft.weeks_per_turn,
        "uptime_target": draft.uptime_target,
        "opening": "jit",
        "closing_share": 1.0,
        "difficulty": draft.difficulty,
        "minutes": minutes_of(draft.weeks, draft.weeks_per_turn),
        **({"news_rule": draft.news_rule} if draft.news_rule else {}),
        **_rules(draft),
        "component": [_component(part) for part in draft.parts],
        "supplier": [supplier for part in draft.parts for supplier in _suppliers(part)],
        "lane": [lane for part in draft.parts for lane in _lanes(part, draft)],
        "product": [{"name": name} for name in PRODUCTS],
        "market": _markets(),
        "seat": [
            {
                "name": company.name,
                "demand": dict(zip(PRODUCTS, company.demand, strict=True)),
                "bill_of_materials": {
                    product: {part.name: part.bill[n] for part in draft.parts}
                    for n, product in enumerate(PRODUCTS)
                },
            }
            for company in draft.companies
        ],
        "shock": [_shock(part, part.strike, draft) for part in draft.parts if part.strike],
    }
    if any(part.role == "sea" for part in draft.parts):
        port = {"name": draft.port.lower(), "utilisation": PORT_USE, "others_share": PORT_OTHERS}
        tables["port"] = [port]
    return tables


PRODUCTS = ("first", "second")


def _rules(draft: Draft) -> Tables:
    return {
        "ordering": {
            "order_ceiling": 2.0,
            "lead_time_smoothing": 0.5,
            "quote_belief_weeks": 6.0,
            "forecast_smoothing": 0.15,
            "capacity_smoothing": 0.125,
            "outside_reaction": 0.5,
        },
        "costs": {
            "capital": draft.capital,
            "insurance": 0.03,
            "finished_storage": 0.04,
            "finished_obsolescence": 0.08,
            "material_share": 0.60,
            "lost_margin_share": draft.lost_margin,
            "line_down_share": draft.line_down,
            "backlog_share": 0.02,
        },
        "selling": {"wait_share": draft.wait_share},
        "line": {"capacity_ratio": draft.line_ratio, "finished_goods_weeks": draft.finished_weeks},
        "disturbances": {
            "times": 1,
            "chance": draft.everyday_chance,
            "weeks": 2,
            "capacity": [0.6, 0.9],
        },
    }


def _component(part: Part) -> Tables:
    return {
        "name": part.name,
        "value": part.value,
        "storage": part.storage,
        "obsolescence": part.obsolescence,
        "jit": {"cover_weeks": LEAN_COVER, "safety_factor": LEAN_FACTOR},
        "jic": {"cover_weeks": part.cover_weeks, "safety_factor": SAFE_FACTOR},
        "changeover_weeks": 0.15,
        "recommended": part.character.stance,
    }


def _suppliers(part: Part) -> list[Tables]:
    special: Tables = {}
    if part.outside > 0.0:
        special["outside_share"] = part.outside
    if part.role == "frail":
        special["breakdowns"] = {"failure": 0.08, "repair": 0.36}
    if part.role == "batch":
        special["good_share"] = [0.4, 1.0]
    return [
        {
            "name": works.lower(),
            "component": part.name,
            "make_weeks": part.make_weeks,
            "capacity_ratio": part.ratio,
            **special,
        }
        for works in part.works
    ]


def _lanes(part: Part, draft: Draft) -> list[Tables]:
    share = {"share": round(1.0 / len(part.works), 2)} if len(part.works) > 1 else {}
    port = {"port": draft.port.lower()} if part.role == "sea" else {}
    return [
        {
            "name": f"{part.name}_way{number}" if share else f"{part.name}_way",
            "supplier": works.lower(),
            "mode": part.character.mode,
            **port,
            "transit_weeks": part.transit_weeks,
            **share,
        }
        for number, works in enumerate(part.works, start=1)
    ]


def _markets() -> list[Tables]:
    shares = {"home": (0.7, 0.25), "trade": (0.3, 0.75)}
    variations = {"home": (0.12, 0.2), "trade": (0.16, 0.17)}
    return [
        {
            "name": name,
            "demand": {
                product: {"share": shares[name][n], "variation": variations[name][n]}
                for n, product in enumerate(PRODUCTS)
            },
        }
        for name in shares
    ]


def _shock(part: Part, strike: Strike, draft: Draft) -> Tables:
    sea = part.role == "sea"
    middle, end = round((1.0 + strike.left) / 2.0, 2), strike.weeks
    # What lasts begins mildly, so that a buffer begun late still helps.
    long = part.character.stance == "JIC"
    profile: list[list[float]] = [[0, middle], [2, strike.left]] if long else [[0, strike.left]]
    profile += [[end + 2, middle], [end + 4, 1.0]] if long else [[end, middle], [end + 2, 1.0]]
    return {
        "name": f"{part.name}_{strike.cause}",
        "kind": "port_slowdown" if sea else "capacity_cut",
        "target": draft.port.lower() if sea else part.works[0].lower(),
        "probability": strike.chance,
        "first_week": list(strike.first_week),
        "depth": [0.9, 1.1],
        "profile": profile,
        "news": [{"week": week, "grade": grade, **more} for _, week, grade, more in news_items(part, strike)],
    }


def news_items(part: Part, strike: Strike) -> list[tuple[str, int, str, Tables]]:
    """Name in the phrases, week, grade and further keys of each item of news of a shock."""
    weeks = NEWS_WEEKS if part.buffered else SMALL_NEWS_WEEKS
    true, false = {"only": "true"}, {"only": "false", "all_clear": True}
    items: list[tuple[str, int, str, Tables]] = [
        ("rumour", weeks["rumour"], "rumour", {}),
        ("press", weeks["press"], "press", {}),
        ("denial", weeks["denial"], "official", false),
        ("official", weeks["official"], "official", true),
    ]
    if strike.cause in LASTING:
        items.append(("middle", 1 + strike.weeks // 2, "press", true))
    return [
        *items,
        (
            "clear",
            strike.weeks + (3 if part.buffered else 1),
            "official",
            {"all_clear": True, "only": "true"},
        ),
    ]
