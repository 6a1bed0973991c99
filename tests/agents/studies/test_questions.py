"""The five questions: what is swept is swept alone; an answer names the stance that more of it speaks for."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from world_support import shipped

from linestop.agents.manufacturers.stances import all_jic, all_jit, recommended_mix
from linestop.agents.network.derivation import network_of
from linestop.agents.scenario.checks.consistency import consistency_problems
from linestop.agents.studies.questions.answers import Answer, Point, answer
from linestop.agents.studies.questions.sweeps import (
    QUESTIONS,
    SEAT,
    QuestionName,
    capital,
    complexity,
    demand,
    supply,
)
from linestop.agents.studies.questions.twin_parts import splittable, with_twins
from linestop.agents.studies.study import Estimate, play_seat

pytestmark = pytest.mark.slow
WORLDS = 8
SQUEEZE, ROADS, SHORE = (shipped(name) for name in ("pacific_squeeze", "two_roads", "far_shore"))


def told(*means: float) -> Answer:
    points = [Point(float(x), Estimate(mean, 0.0, mean, mean)) for x, mean in enumerate(means)]
    return Answer("demand", points)


@pytest.mark.parametrize("name", QUESTIONS)
@pytest.mark.parametrize("scenario", [SQUEEZE, ROADS, SHORE], ids=lambda scenario: str(scenario.name))
def test_every_point_of_a_sweep_is_a_scenario_that_can_be_played_and_x_rises(
    scenario: Any, name: QuestionName
) -> None:
    cases = QUESTIONS[name](scenario)
    assert len(cases) >= 4 and np.all(np.diff([case.x for case in cases]) > 0.0)
    for case in cases:
        assert list(consistency_problems(case.scenario)) == list(consistency_problems(case.drawn)) == []


def test_the_point_where_nothing_is_changed_is_the_scenario_itself() -> None:
    found = answer(SQUEEZE, "supply", 3, WORLDS).points[1].jit_minus_jic.mean
    jit, jic = (
        play_seat(SQUEEZE, 3, WORLDS, SEAT, policy, recommended_mix).own_cost for policy in (all_jit, all_jic)
    )
    assert found == pytest.approx(float((jit - jic).mean()), rel=1e-9)


@pytest.mark.parametrize("scenario", [SQUEEZE, ROADS, SHORE], ids=lambda scenario: str(scenario.name))
def test_suppliers_are_swept_from_near_and_sure_where_no_buffer_pays(scenario: Any) -> None:
    near, as_it_is, *_ = supply(scenario)
    assert as_it_is.scenario is scenario and near.x < as_it_is.x
    assert answer(scenario, "supply", 3, WORLDS).points[0].jit_minus_jic.mean < 0.0


def test_money_is_swept_from_what_pays_for_all_just_in_time_to_what_pays_for_all_just_in_case() -> None:
    """At the one end hardly an order of the first is cut, at the other hardly one of the second."""
    least, *_, most = capital(SQUEEZE)
    for case, policy in ((least, all_jit), (most, all_jic)):
        paid, free = (
            play_seat(played, 3, WORLDS, SEAT, policy, recommended_mix).own_cost.mean()
            for played in (case.scenario, SQUEEZE)
        )
        assert SQUEEZE.seat[SEAT].credit is None and paid == pytest.approx(float(free), rel=0.1)
    cut = play_seat(least.scenario, 3, WORLDS, SEAT, all_jic, recommended_mix).own_cost.mean()
    free = play_seat(SQUEEZE, 3, WORLDS, SEAT, all_jic, recommended_mix).own_cost.mean()
    assert cut > 1.2 * free


def test_planners_count_on_what_the_scenario_says_however_demand_comes() -> None:
    cases = demand(SQUEEZE)
    assert all(case.scenario is SQUEEZE for case in cases)
    assert {case.drawn == SQUEEZE for case in cases} == {True, False}


def test_a_part_in_two_halves_takes_the_same_material_and_the_same_boxes() -> None:
    names = splittable(SQUEEZE)
    twins = with_twins(SQUEEZE, names)
    assert len(twins.component) == 2 * len(SQUEEZE.component)

    def by_seat(scenario: Any, field: str) -> list[float]:
        each = [getattr(part, field) for part in scenario.component]
        return np.dot(network_of(scenario).normal_use, each).tolist()  # type: ignore[no-any-return]

    for field in ("value", "boxes"):
        assert by_seat(twins, field) == pytest.approx(by_seat(SQUEEZE, field))
    before, after = network_of(SQUEEZE), network_of(twins)
    assert after.throughput.tolist() == pytest.approx(before.throughput.tolist())
    assert after.capacity[: len(before.capacity)].tolist() == pytest.approx(before.capacity.tolist())
    assert len(twins.shock) > len(SQUEEZE.shock)


def test_parts_of_depots_and_of_changes_are_not_split() -> None:
    changed_parts = {part for change in SHORE.engineering_change for part in (change.old, change.new)}
    assert not changed_parts & set(splittable(SHORE))
    assert next(case.x for case in complexity(ROADS)) == len(ROADS.component)


def test_more_money_lets_all_just_in_case_hold_more() -> None:
    least, *_, most = capital(SQUEEZE)
    money = [case.scenario.seat[SEAT].credit + case.scenario.seat[SEAT].cash for case in (least, most)]  # type: ignore[operator]
    assert money == pytest.approx([least.x, most.x]) and money[0] < money[1]
    held = [
        play_seat(case.scenario, 3, WORLDS, SEAT, all_jic, recommended_mix).line("capital")
        for case in (least, most)
    ]
    assert held[0] < 0.7 * held[1]


def test_a_curve_crosses_where_straight_lines_between_its_points_do() -> None:
    assert told(-2.0, 2.0, 3.0).crossing == pytest.approx(0.5)
    assert told(3.0, 1.0, -1.0).crossing == pytest.approx(1.5)
    assert told(0.0, 1.0).crossing == 0.0
    assert told(1.0, 2.0).crossing is None
    assert [told(-2.0, 2.0).direction, told(2.0, -2.0).direction] == ["jic", "jit"]


def test_running_out_dearly_speaks_for_buffers_and_cheaply_against_them() -> None:
    found = answer(SHORE, "stockout", 3, WORLDS)
    assert found.direction == "jic" and found.crossing is not None


def test_red_control_a_sweep_that_changes_nothing_has_the_same_cost_at_all_points(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cases = list(QUESTIONS["stockout"](SHORE))
    monkeypatch.setitem(QUESTIONS, "stockout", lambda scenario: [cases[0], cases[0]])
    found = answer(SHORE, "stockout", 3, WORLDS)
    assert len({point.jit_minus_jic.mean for point in found.points}) == 1
