"""Sets that are played to compare: only what a question names differs between files, and the best plan."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import msgspec
import pytest
from world_support import changed

from linestop import scenarios
from linestop.agents.scenario.reader import read_scenario
from linestop.agents.scenario.scenario import Scenario
from linestop.agents.scenario.translation import read_translation
from linestop.agents.studies.claims import Trials

YEARS = ("kettles_at_home", "kettles_from_afar", "kettles_now_or_never")
TEXTS = {
    *("name", "title", "summary", "good_for", "story", "background", "guide", "true_story", "contrast"),
    *("component.character", "component.reason"),
}
FOLLOWS = {"component.recommended", "difficulty", "uptime_target", "claim", "lesson"}
"""What an author states of the best plan, which is another one when a question is turned over."""
TURNED: dict[str, set[str]] = {
    "supply": {
        *("supplier.breakdowns.failure", "supplier.breakdowns.repair", "port"),
        *("lane.mode", "lane.port", "lane.transit_weeks"),
        *("lane.inland_weeks", "lane.late", "shock.probability", "shock.stretch"),
    },
    "stockout": {"costs.lost_margin_share", "selling.wait_share", "selling.switching"},
}
"""By question: the keys that answer it."""


def read(name: str) -> Scenario:
    return read_scenario(scenarios.text_of(name), f"{name}.toml")


ALL = [read(name) for name in YEARS]


def values(told: Any, key: str = "") -> Iterator[tuple[str, str, object]]:
    """Each value below some values: its key without names, its key with them, and itself."""
    if isinstance(told, dict) and told:
        for name, value in told.items():
            yield from values(value, f"{key}.{name}" if key else name)
    elif isinstance(told, list) and told and all(isinstance(each, dict) and "name" in each for each in told):
        for each in told:
            for short, whole, value in values(each, key):
                yield short, f"{each['name']}: {whole}", value
    elif told is not None:
        yield key, key, told


def differences(one: Scenario, other: Scenario) -> set[str]:
    """Keys of which two scenarios say something else, without the names of what they are keys of; of what
    only one of them has, the table."""
    found = [
        {whole: (short, value) for short, whole, value in values(msgspec.to_builtins(each))}
        for each in (one, other)
    ]
    keys = {whole for each in found for whole in each if found[0].get(whole) != found[1].get(whole)}
    shorts = {each[whole][0] for each in found for whole in keys if whole in each}
    whole_tables = {"port", "guide", "true_story", "contrast", "claim"}
    return {short.split(".")[0] if short.split(".")[0] in whole_tables else short for short in shorts}


@pytest.mark.parametrize(("before", "after"), list(pairwise(ALL)), ids=YEARS[1:])
def test_from_one_year_to_the_next_only_what_its_question_names_differs(
    before: Scenario, after: Scenario
) -> None:
    assert after.contrast is not None and after.contrast.question is not None
    assert differences(before, after) - TEXTS - FOLLOWS == TURNED[after.contrast.question]


def test_red_control_a_price_that_differs_as_well_is_found() -> None:
    costs = changed(ALL[1].costs, capital=0.2)
    assert "costs.capital" in differences(ALL[0], changed(ALL[1], costs=costs)) - TEXTS - FOLLOWS


def test_parts_firms_and_what_may_strike_have_the_same_names_in_all_years() -> None:
    def names(scenario: Scenario) -> list[str]:
        lists = (scenario.component, scenario.supplier, scenario.seat, scenario.product, scenario.shock)
        return [f"{part.name} {part.title}" for parts in lists for part in parts]

    assert names(ALL[0]) == names(ALL[1]) == names(ALL[2])


def test_the_best_plan_of_each_year_is_dearer_in_the_others() -> None:
    mixes = [", ".join(part.name for part in each.component if part.recommended == "JIC") for each in ALL]
    assert mixes == ["", "element, switch", "element, switch, body"]
    for number, year in enumerate(ALL):
        trials = Trials(year, 7, 60, 2)
        costs = [float(trials.years(mix or "jit", "hybrid").cost.mean()) for mix in mixes]
        assert min(costs) == costs[number], year.name
        assert all(cost > 1.03 * costs[number] for cost in costs if cost != costs[number]), year.name


def sets() -> dict[str, list[Scenario]]:
    found: dict[str, list[Scenario]] = {}
    for each in map(read, scenarios.names()):
        if each.contrast is not None:
            found.setdefault(each.contrast.group, []).append(each)
    return found


def test_a_set_has_one_title_in_each_language_and_its_places_are_counted_from_one() -> None:
    assert set(sets()) == {"kettles"}
    for members in sets().values():
        own = [each.contrast for each in members if each.contrast]
        assert sorted(each.place for each in own) == list(range(1, len(own) + 1))
        assert [each.question is None for each in own] == [each.place == 1 for each in own]
        assert len({each.title for each in own}) == 1
        told = [
            read_translation(raw, file, each).contrast
            for each in members
            for file, raw in scenarios.translations(each.name).items()
        ]
        assert len({each.title for each in told}) == 1 and all(each.turned for each in told)


def test_each_year_has_six_turns_and_its_questions_point_at_both_others() -> None:
    for year in ALL:
        assert year.turns == 6 and year.guide is not None
        asked = " ".join(year.guide.questions)
        assert all(other.title in asked for other in ALL if other is not year), year.name
