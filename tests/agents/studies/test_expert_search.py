"""An expert's plan: a search finds what costs less, and it is scored in worlds that it was not fitted to."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from world_support import SHIPPED, changed, shipped

from linestop.agents import SupplyChain
from linestop.agents.manufacturers.stances import recommended_mix
from linestop.agents.scenario.options import with_express, with_second_source, with_shelf
from linestop.agents.studies import expert_search
from linestop.agents.studies.expert_score import compare, gain
from linestop.agents.studies.expert_search import (
    ExpertPlan,
    Trial,
    as_stances_say,
    choices_of,
    search,
)
from linestop.agents.studies.plan_file import read_plan_file
from linestop.agents.studies.study import play_seat

pytestmark = pytest.mark.slow
SEARCHED, SCORED = 11, 5
"""Seeds that plans are found by, and scored by."""
FEW, GAMES = 16, 40
ROADS, SHORE = shipped("two_roads"), shipped("far_shore")


@pytest.fixture(scope="module")
def plans() -> dict[str, ExpertPlan]:
    return {name: search(shipped(name), SEARCHED, FEW) for name in ("calm_seas", "far_shore", "two_roads")}


@pytest.mark.parametrize(
    ("name", "least", "most"), [("calm_seas", 0.0, 2.0), ("far_shore", 5.0, 40.0), ("two_roads", 5.0, 40.0)]
)
def test_an_expert_beats_the_mix_where_there_is_something_to_find(
    plans: dict[str, ExpertPlan], name: str, least: float, most: float
) -> None:
    assert least <= gain(compare(shipped(name), plans[name], SCORED, GAMES)) <= most


def test_a_search_chooses_what_a_scenario_offers_and_nothing_else() -> None:
    for name in SHIPPED:
        scenario = shipped(name)
        parts = [part.name for part in scenario.component]
        offered = dict.fromkeys(("cover_weeks", "safety_factor"), parts) | {
            "sourcing_split": with_second_source(scenario),
            "expedite": with_express(scenario),
            "shelf_weeks": with_shelf(scenario),
        }
        for number, names in offered.items():
            axis = with_shelf(scenario) if number == "shelf_weeks" else parts
            chosen = [axis[choice.index] for choice in choices_of(scenario) if choice.number == number]
            assert chosen == list(names)
    assert all(a < b for choice in choices_of(ROADS) for a, b in pairwise(choice.values))


def test_a_search_is_the_same_each_time_and_costs_no_more_than_where_it_began(
    plans: dict[str, ExpertPlan],
) -> None:
    first, again = (search(ROADS, SEARCHED, 2) for _ in range(2))
    assert first.to_toml(ROADS) == again.to_toml(ROADS)
    for scenario in (ROADS, SHORE):
        found = plans[scenario.name]
        costs = Trial(scenario, SEARCHED, FEW).costs([as_stances_say(scenario), found])
        assert costs[1] < costs[0]


def test_plans_side_by_side_cost_what_each_costs_alone(plans: dict[str, ExpertPlan]) -> None:
    """One batch of all plans in all seats is the games of a study, seat by seat."""
    for scenario in (ROADS, SHORE):
        asked = [as_stances_say(scenario), plans[scenario.name]]
        batch = Trial(scenario, SEARCHED, 6).costs(asked)
        for plan, cost in zip(asked, batch, strict=True):
            alone = [
                play_seat(scenario, SEARCHED, 6, seat, plan.policy, recommended_mix).own_cost.mean()
                for seat in range(len(scenario.seat))
            ]
            assert cost == pytest.approx(np.mean(alone), rel=1e-12)


def test_the_plan_as_a_file_plays_the_same_year(plans: dict[str, ExpertPlan]) -> None:
    for scenario in (ROADS, SHORE):
        plan = plans[scenario.name]
        parts = [part.name for part in scenario.component]
        read = read_plan_file(plan.to_toml(scenario), parts, scenario.turns, with_shelf(scenario))
        seat = scenario.seat[0].name
        mine, theirs = (SupplyChain(scenario, 3, 2, policies={seat: p}).run() for p in (plan.policy, read))
        assert np.array_equal(mine.sums.cost, theirs.sums.cost)


def test_where_a_change_is_dear_lean_parts_keep_their_numbers() -> None:
    """Those with a buffer pay the fee for that in any case, whatever their numbers."""
    dear = [changed(part, changeover_weeks=8.0) for part in ROADS.component]
    found = search(changed(ROADS, component=dear), SEARCHED, 4)
    lean = ~found.jic
    assert all(np.isnan(found.numbers[number][lean]).all() for number in ("cover_weeks", "safety_factor"))


def test_red_control_a_search_that_takes_the_dearest_value_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    costs = Trial.costs

    def upside_down(trial: Trial, asked: list[ExpertPlan]) -> np.ndarray:
        right: np.ndarray = costs(trial, asked)
        return -right

    monkeypatch.setattr(expert_search, "LEAST_GAIN", -1e-4)
    monkeypatch.setattr(Trial, "costs", upside_down)
    wrong = search(ROADS, SEARCHED, 4)
    monkeypatch.undo()
    before, after = Trial(ROADS, SEARCHED, 4).costs([as_stances_say(ROADS), wrong])
    assert after > before
