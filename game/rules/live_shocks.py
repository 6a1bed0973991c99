"""Live shocks: those that the facilitator injects, checked and made into the world's own values.

The kinds and the ranges of their numbers stand in the scenario's table `SHOCK_KINDS`. A live shock is one of
the same frozen values as a scenario's shock, and comes at all tables alike.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import structs

from ...agents.arithmetic import Array
from ...agents.chance.shocks import KINDS, Shock
from ...agents.scenario.events import News
from ...agents.scenario.scenario import Scenario
from ...agents.scenario.shock_kinds import EVERY_SEAT, SHOCK_KINDS, TargetKind
from ...agents.scenario.words import ALL_SEATS
from ..errors import Refused
from ..messages import DeskShock, NewsItem, ShockChoice, ShockTarget, ShockWords, YearShock
from ..names import LONGEST_HEADLINE, LONGEST_TEXT, plain_text
from .desk_events import ShockInjected


def choices(scenario: Scenario) -> list[ShockChoice]:
    """The kinds of shock that this scenario has targets for, as the facilitator's form offers them."""
    return [
        ShockChoice(
            kind=kind,
            targets=targets,
            lowest=described.lowest,
            highest=described.highest,
            unit="weeks" if described.unit == "weeks added" else "factor",
        )
        for kind, described in SHOCK_KINDS.items()
        if (targets := _targets(scenario, described.target))
    ]


def must_fit(scenario: Scenario, kind: str, target: str, value: float) -> None:
    """Check that such a shock is possible in this scenario.

    Raises:
        Refused: with the possible targets or numbers.
    """
    choice = next((choice for choice in choices(scenario) if choice.kind == kind), None)
    if choice is None:
        raise Refused("Nothing here can be struck by such a shock; choose another.", code="no_such_shock")
    names = [each.name for each in choice.targets]
    if target not in names:
        raise Refused(f"This shock strikes one of {', '.join(names)}.", code="no_such_target", target=target)
    if not choice.lowest <= value <= choice.highest:  # NaN compares with nothing, so it is refused, too
        raise Refused(
            f"Give a number from {choice.lowest:g} to {choice.highest:g}.",
            code="out_of_range",
            lowest=f"{choice.lowest:g}",
            highest=f"{choice.highest:g}",
        )


def title_of(scenario: Scenario, asked: ShockInjected) -> str:
    """The headline of a live shock, or the title of its target where nothing was announced."""
    return asked.headline or target_title(scenario, asked.kind, asked.target)


def target_title(scenario: Scenario, kind: str, target: str) -> str:
    """Title of what a shock of this kind strikes; its name if the scenario does not have it."""
    return scenario.shock_targets(SHOCK_KINDS[kind].target).get(target, target)


def shock_of(asked: ShockInjected, scenario: Scenario, tables: int) -> Shock:
    """The shock as the world's value, equal in all tables."""
    kind = KINDS[asked.kind]
    weeks = np.arange(1, scenario.weeks + 1)
    in_force = (weeks >= asked.first_week) & (weeks < asked.first_week + asked.weeks)
    effect: Array = np.where(in_force, asked.value, SHOCK_KINDS[asked.kind].normal)
    return kind(
        name=asked.name,
        title=title_of(scenario, asked),
        target=list(scenario.shock_targets(kind.targets)).index(asked.target),
        effect=np.repeat(effect[:, None], tables, axis=1),
        in_force=np.repeat(in_force[:, None], tables, axis=1),
        first_week=np.full(tables, float(asked.first_week)),
        comes=np.ones(tables, dtype=bool),
        news=_news(asked, scenario),
    )


def _news(asked: ShockInjected, scenario: Scenario) -> tuple[News, ...]:
    return tuple(
        News(
            week=item.week - asked.first_week,
            grade=item.grade,
            headline=item.headline,
            text=item.text,
            all_clear=over,
        )
        for over, items in ((False, news_of(asked, scenario)), (True, all_clear_of(asked, scenario)))
        for item in items
    )


def news_of(asked: ShockInjected, scenario: Scenario) -> list[NewsItem]:
    """What is published at the moment of the injection: one item, or none without a headline."""
    if not asked.headline:
        return []
    words = words_of(asked, scenario)
    return [NewsItem(asked.news_week, asked.grade, asked.headline, asked.text, words)]


def all_clear_of(asked: ShockInjected, scenario: Scenario) -> list[NewsItem]:
    """What is published when the shock is over; none where nothing was announced, or the log is older."""
    if not asked.headline or not asked.ends:
        return []
    words = ShockWords(asked.kind, _named(asked, scenario), "" if asked.plain else asked.headline, over=True)
    last = asked.first_week + asked.weeks - 1
    # Official, however its news sounded: that it is over everybody can see.
    return [NewsItem(last, "official", f"Over: {asked.headline}", "", words)]


def all_clears(
    scenario: Scenario, shocks: Sequence[ShockInjected], first_week: int, last_week: int
) -> list[NewsItem]:
    """The all-clears that come out in these weeks."""
    found = (item for asked in shocks for item in all_clear_of(asked, scenario))
    return [item for item in found if first_week <= item.week <= last_week]


def words_of(asked: ShockInjected, scenario: Scenario) -> ShockWords | None:
    """How the headline is worded in each reader's language; None where the facilitator wrote it."""
    if not asked.plain or not asked.headline:
        return None
    return ShockWords(asked.kind, _named(asked, scenario))


def _named(asked: ShockInjected, scenario: Scenario) -> str:
    """Title of what a shock strikes, as a client is told it; empty for all seats, which it names itself."""
    title = target_title(scenario, asked.kind, asked.target)
    return "" if (asked.target, title) == (EVERY_SEAT, ALL_SEATS) else title


def with_words[T: (DeskShock, YearShock)](shock: T, asked: ShockInjected, scenario: Scenario) -> T:
    """A live shock of the timeline, its title and news as each reader's client words them."""
    words = {
        item.headline: item.words for item in (*news_of(asked, scenario), *all_clear_of(asked, scenario))
    }
    news = [structs.replace(item, words=words.get(item.headline)) for item in shock.news]
    return structs.replace(shock, words=words_of(asked, scenario), news=news)


def typed_in(shocks: Sequence[ShockInjected]) -> frozenset[str]:
    """Headlines and texts that the facilitator wrote; they are never translated."""
    return frozenset(text for asked in shocks for text in (asked.headline, asked.text) if text)


def _targets(scenario: Scenario, kind: TargetKind) -> list[ShockTarget]:
    modes = {lane.name: lane.mode for lane in scenario.lane} if kind == "lane" else {}
    parts = _parts_from(scenario)
    return [
        ShockTarget(name, title, modes.get(name), part=parts.get(name, ""))
        for name, title in scenario.shock_targets(kind).items()
    ]


def _parts_from(scenario: Scenario) -> dict[str, str]:
    """Title of the component that comes from each supplier and over each lane, by its name."""
    titles = {part.name: part.title for part in scenario.component}
    made = {site: titles[part] for site, part in scenario.component_of_source.items()}
    return made | {lane.name: made[lane.supplier] for lane in scenario.lane if lane.supplier in made}


def checked_text(headline: str, text: str) -> tuple[str, str]:
    """Headline and text without surplus blanks.

    Raises:
        Refused: if they are too long, or there is a text and no headline.
    """
    plain = plain_text(headline, LONGEST_HEADLINE, "headline"), plain_text(text, LONGEST_TEXT, "text")
    if plain[1] and not plain[0]:
        raise Refused("Give the announcement a headline.", code="headline_empty")
    return plain
