"""A shock that the facilitator throws in: asked for in plain numbers, lived through like any other.

What kinds there are and in which numbers they speak stands in the world's own table; here they
become the same frozen values that a scenario's shocks are, in every table alike.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ...agents.chance.shocks import KINDS, Shock
from ...agents.network.network import network_of
from ...agents.scenario.events import News
from ...agents.scenario.scenario import Product, Scenario
from ...agents.scenario.shock_checks import SHOCK_KINDS
from ...agents.scenario.transport import Port, Supplier
from ..errors import Refused
from ..messages import NewsItem, ShockChoice, ShockTarget
from ..names import LONGEST_HEADLINE, LONGEST_TEXT, plain_text
from .desk_events import ShockInjected


def choices(scenario: Scenario) -> list[ShockChoice]:
    """What may be thrown in here."""
    return [
        ShockChoice(
            kind=kind,
            targets=targets,
            lowest=said.lowest,
            highest=said.highest,
            unit="weeks" if said.unit == "weeks added" else "factor",
        )
        for kind, said in SHOCK_KINDS.items()
        if (targets := _targets(scenario, said.target))
    ]


def must_fit(scenario: Scenario, kind: str, target: str, value: float) -> None:
    """Whether such a shock can be.

    Raises:
        Refused: with what it could be instead.
    """
    choice = next((choice for choice in choices(scenario) if choice.kind == kind), None)
    if choice is None:
        raise Refused("Nothing here can be struck by such a shock; choose another.", code="no_such_shock")
    names = [each.name for each in choice.targets]
    if target not in names:
        raise Refused(f"This shock strikes one of {', '.join(names)}.", code="no_such_target", target=target)
    if not choice.lowest <= value <= choice.highest:
        raise Refused(
            f"Give a number from {choice.lowest:g} to {choice.highest:g}.",
            code="out_of_range",
            lowest=f"{choice.lowest:g}",
            highest=f"{choice.highest:g}",
        )


def title_of(scenario: Scenario, said: ShockInjected) -> str:
    """What it is called where nothing was announced."""
    return said.headline or target_title(scenario, said.kind, said.target)


def target_title(scenario: Scenario, kind: str, target: str) -> str:
    for choice in choices(scenario):
        for each in choice.targets:
            if (choice.kind, each.name) == (kind, target):
                return each.title
    return target


def shock_of(said: ShockInjected, scenario: Scenario, tables: int) -> Shock:
    """The same in all tables."""
    kind = KINDS[said.kind]
    network = network_of(scenario)
    names = {
        "supplier": network.suppliers,
        "port": network.ports,
        "lane": network.lanes,
        "product": network.products,
    }[kind.targets]
    weeks = np.arange(1, scenario.weeks + 1)
    in_force = (weeks >= said.first_week) & (weeks < said.first_week + said.weeks)
    usual = 0.0 if said.kind == "lead_time_stretch" else 1.0
    return kind(
        name=said.name,
        title=title_of(scenario, said),
        target=names.index(said.target),
        effect=np.repeat(np.where(in_force, said.value, usual)[:, None], tables, axis=1),
        in_force=np.repeat(in_force[:, None], tables, axis=1),
        first_week=np.full(tables, float(said.first_week)),
        comes=np.ones(tables, dtype=bool),
        news=_news(said),
    )


def _news(said: ShockInjected) -> tuple[News, ...]:
    if not said.headline:
        return ()
    return (
        News(
            week=said.news_week - said.first_week,
            grade="official",
            headline=said.headline,
            text=said.text,
        ),
    )


def news_of(said: ShockInjected) -> list[NewsItem]:
    """What is out as soon as it is thrown in."""
    return [NewsItem(said.news_week, "official", said.headline, said.text)] if said.headline else []


def typed_in(shocks: Sequence[ShockInjected]) -> frozenset[str]:
    """What the facilitator wrote, which is shown as it stands in every language."""
    return frozenset(text for said in shocks for text in (said.headline, said.text) if text)


def _targets(scenario: Scenario, kind: str) -> list[ShockTarget]:
    if kind == "lane":
        titles = scenario.source_titles
        return [ShockTarget(lane.name, titles[lane.supplier], lane.mode) for lane in scenario.lane]
    sites: dict[str, Sequence[Supplier | Port | Product]] = {
        "supplier": scenario.supplier,
        "port": scenario.port,
        "product": scenario.product,
    }
    return [ShockTarget(site.name, site.title, None) for site in sites[kind]]


def checked_text(headline: str, text: str) -> tuple[str, str]:
    """Both as they will be read.

    Raises:
        Refused: if they are too long, or there is a text and no headline.
    """
    plain = plain_text(headline, LONGEST_HEADLINE, "headline"), plain_text(text, LONGEST_TEXT, "text")
    if plain[1] and not plain[0]:
        raise Refused("Give the announcement a headline.", code="headline_empty")
    return plain
