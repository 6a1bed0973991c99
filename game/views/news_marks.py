"""What a piece of news speaks of: the components that it touches, and whether it gives the all-clear.

Both follow from the published headline and the scenario's map of who ships what by which way; whether news is
true, or what comes next, never stands here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ...agents.scenario.scenario import Scenario
from ...agents.scenario.shock_kinds import SHOCK_KINDS, TargetKind
from ..messages import NewsItem, NewsMark
from ..rules.desk_events import ShockInjected
from ..rules.live_shocks import all_clear_of, news_of
from .kept_by_scenario import kept_by_scenario


def news_marks(
    scenario: Scenario, live: Sequence[ShockInjected], seat: int, news: Sequence[NewsItem]
) -> list[NewsMark]:
    """A mark for each item, in the same order; components that the seat does not build with are left out."""
    found = _with_told(_of_scenario(scenario), _told_by_desk(scenario, live))
    marks = [found.get(item.headline, _UNKNOWN) for item in news]
    order = _built_with(scenario, seat)
    return [NewsMark([name for name in order if name in parts], clear) for parts, clear in marks]


_Told = Mapping[str, tuple[frozenset[str], bool]]
"""By headline: the components that it touches, and whether it gives the all-clear."""
_UNKNOWN: tuple[frozenset[str], bool] = frozenset(), False


def _with_told(before: _Told, more: Iterable[tuple[str, set[str], bool]]) -> _Told:
    found = dict(before)
    for headline, touched, clear in more:
        parts, all_clear = found.get(headline, (frozenset(), True))
        # Of two items with the same words the graver counts.
        found[headline] = (parts | touched, all_clear and clear)
    return found


@kept_by_scenario
def _of_scenario(scenario: Scenario) -> _Told:
    return _with_told({}, _told_by_scenario(scenario))


@kept_by_scenario
def _built_with(scenario: Scenario, seat: int) -> list[str]:
    """Components that the seat builds with, in the scenario's order."""
    used = _used_by(scenario, seat)
    return [part.name for part in scenario.component if part.name in used]


def _told_by_scenario(scenario: Scenario) -> Iterator[tuple[str, set[str], bool]]:
    for shock in scenario.shock:
        touched = touched_by(scenario, SHOCK_KINDS[shock.kind].target, shock.target)
        for item in shock.news:
            yield item.headline, touched, item.all_clear
    for change in scenario.engineering_change:
        for told in change.news:
            yield told.headline, {change.old, change.new}, False


def _told_by_desk(scenario: Scenario, live: Sequence[ShockInjected]) -> Iterator[tuple[str, set[str], bool]]:
    for asked in live:
        touched = touched_by(scenario, SHOCK_KINDS[asked.kind].target, asked.target)
        for item in news_of(asked, scenario):
            yield item.headline, touched, False
        for item in all_clear_of(asked, scenario):
            yield item.headline, touched, True


def touched_by(scenario: Scenario, kind: TargetKind, target: str) -> set[str]:
    """Components that come from or pass a supplier, port or lane; those that a product is built of; the one
    that is struck itself; none of what strikes a seat's line."""
    if kind == "seat":
        return set()
    if kind == "component":
        return {target}
    if kind == "product":
        return _named_in(seat.bill_of_materials.get(target, {}) for seat in scenario.seat)
    made = scenario.component_of_source
    if kind == "supplier":
        return {made[target]}
    passed = [lane for lane in scenario.lane if target == (lane.name if kind == "lane" else lane.port)]
    return {made[lane.supplier] for lane in passed}


def _used_by(scenario: Scenario, seat: int) -> set[str]:
    used = _named_in(scenario.seat[seat].bill_of_materials.values())
    return used | {change.new for change in scenario.engineering_change if change.old in used}


def _named_in(bills: Iterable[Mapping[str, float]]) -> set[str]:
    """The components of which a unit takes some, by any of these bills of materials."""
    return {name for bill in bills for name, units in bill.items() if units > 0.0}
