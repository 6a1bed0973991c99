"""The timeline of a scenario: the windows of its shocks and news, and the recommended mix.

It tells of weeks to come, so before the end it is for the facilitator alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from ....agents.scenario.events import News, Shock
from ....agents.scenario.goods import EngineeringChange
from ....agents.scenario.scenario import Scenario
from ....agents.scenario.shock_kinds import SHOCK_KINDS
from ...messages.card import CardTimeline, TimelineNews, TimelineShock


def timeline_of(scenario: Scenario) -> CardTimeline:
    """The timeline of a scenario, shocks by their earliest week."""
    changes = [_change(each, scenario) for each in scenario.engineering_change]
    shocks = [*(_shock(each, scenario) for each in scenario.shock), *changes]
    return CardTimeline(
        weeks=scenario.weeks,
        weeks_per_turn=scenario.weeks_per_turn,
        recommended={part.name: part.recommended for part in scenario.component},
        shocks=sorted(shocks, key=lambda each: (each.first_week, each.last_week, each.title)),
    )


def _shock(spec: Shock, scenario: Scenario) -> TimelineShock:
    first, last = spec.first_week
    # Felt until the week before the profile's last point, if it comes as late and lasts as long as it can.
    end = scenario.weeks if spec.lasting else last + int(spec.profile[-1][0] * spec.stretch[1] + 0.999) - 1
    return TimelineShock(
        title=spec.title,
        kind=spec.kind,
        target=scenario.shock_targets(SHOCK_KINDS[spec.kind].target).get(spec.target, ""),
        probability=spec.probability,
        first_week=first,
        last_week=last,
        end_week=min(scenario.weeks, max(last, end)),
        news=_news(spec.news, spec.first_week, scenario.weeks),
    )


def _news(items: Sequence[News], window: Sequence[int], weeks: int) -> list[TimelineNews]:
    """News whose window reaches into the game; what would come before week 1 comes in it."""
    first, last = window
    return [
        TimelineNews(
            max(1, first + item.week), max(1, last + item.week), item.grade, item.headline, item.only
        )
        for item in items
        if first + item.week <= weeks
    ]


def _change(spec: EngineeringChange, scenario: Scenario) -> TimelineShock:
    first, last = spec.first_week
    titles = {part.name: part.title for part in scenario.component}
    news = [
        TimelineNews(max(1, first + item.week), max(1, last + item.week), item.grade, item.headline, "always")
        for item in spec.news
    ]
    return TimelineShock(
        spec.title,
        "engineering_change",
        titles[spec.old],
        spec.probability,
        first,
        last,
        scenario.weeks,
        news,
    )
