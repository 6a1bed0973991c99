"""The five questions: what is swept is swept alone; an answer names the stance that more of it speaks for."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from msgspec.structs import replace
from world_support import shipped

from linestop.agents.chance.random_streams import Chance
from linestop.agents.chance.sample_path import draw
from linestop.agents.manufacturers.stances import all_jic, all_jit, recommended_mix
from linestop.agents.network.derivation import network_of
from linestop.agents.scenario.checks.consistency import consistency_problems
from linestop.agents.studies.questions import answers
from linestop.agents.studies.questions.answers import Answer, Point, answer
from linestop.agents.studies.questions.demand_swings import PERSISTENCE, with_swings
from linestop.agents.studies.questions.reasons import reason
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
    forecast, as_it_is, *swinging = demand(SQUEEZE)
    assert all(case.scenario is SQUEEZE for case in (forecast, as_it_is, *swinging))
    assert as_it_is.drawn is SQUEEZE and forecast.drawn != SQUEEZE and forecast.x == 0.0
    assert forecast.swing == as_it_is.swing == 0.0
    assert swinging[-1].swing == pytest.approx(SQUEEZE.line.capacity_ratio - 1.0)


@pytest.mark.parametrize("name", ["pacific_squeeze", "duty_day"])
def test_demand_as_forecast_is_the_mean_of_every_week_and_swings_keep_that_mean(name: str) -> None:
    """Also where demand is drawn in whole units, as in `duty_day`."""
    scenario = shipped(name)
    network, chance = network_of(scenario), Chance(3, 400, 0)
    forecast, *_, wildest = demand(scenario)
    still = draw(forecast.drawn, network, chance).demand
    assert np.ptp(still, axis=-1).max() == 0.0
    drawn = draw(wildest.drawn, network, chance)
    swinging = with_swings(drawn, scenario, chance, wildest.swing).demand
    assert swinging.mean() == pytest.approx(float(still.mean()), rel=0.02)
    factor = swinging / np.where(drawn.demand > 0.0, drawn.demand, np.nan)
    assert np.nanstd(factor) == pytest.approx(wildest.swing, rel=0.1)
    assert np.nanmax(np.nanmax(factor, axis=1) - np.nanmin(factor, axis=1)) < 1e-9  # all sellers alike
    with pytest.raises(AssertionError):  # the red control: an untouched path
        assert np.nanstd(factor / factor) == pytest.approx(wildest.swing, rel=0.1)


def test_swings_last_for_weeks_and_a_world_is_the_same_however_many_there_are() -> None:
    drawn = draw(SQUEEZE, network_of(SQUEEZE), Chance(3, 200, 0))
    swinging = with_swings(drawn, SQUEEZE, Chance(3, 200, 0), 0.2)
    seen = np.log(swinging.demand[:, 0, 0, 0] / drawn.demand[:, 0, 0, 0])
    kept = np.corrcoef(seen[:-1].ravel(), seen[1:].ravel())[0, 1]
    assert kept == pytest.approx(PERSISTENCE, abs=0.03)
    few = Chance(3, 2, 7)
    some = with_swings(draw(SQUEEZE, network_of(SQUEEZE), few), SQUEEZE, few, 0.2)
    assert np.array_equal(some.demand, swinging.demand[..., 7:9])
    assert with_swings(drawn, SQUEEZE, Chance(3, 200, 0), 0.0) is drawn


def test_a_line_without_a_limit_is_swept_to_swings_of_half_the_demand() -> None:
    free = replace(SQUEEZE, line=replace(SQUEEZE.line, capacity_ratio=1000.0))
    tight = replace(SQUEEZE, line=replace(SQUEEZE.line, capacity_ratio=0.9))
    assert [demand(each)[-1].swing for each in (free, tight)] == [0.5, 0.05]


def test_points_that_differ_in_the_lost_margin_alone_are_one_game_with_another_price() -> None:
    found, cases = answer(SHORE, "stockout", 3, WORLDS), QUESTIONS["stockout"](SHORE)
    for point, case in list(zip(found.points, cases, strict=True))[:: len(cases) - 1]:
        jit, jic = (
            play_seat(case.scenario, 3, WORLDS, SEAT, policy, recommended_mix).own_cost
            for policy in (all_jit, all_jic)
        )
        assert point.jit_minus_jic.mean == pytest.approx(float((jit - jic).mean()), rel=1e-9)
        assert sum(point.gaps.values()) == pytest.approx(point.jit_minus_jic.mean, rel=1e-9)


def test_an_answer_is_the_same_however_its_worlds_are_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = answer(SHORE, "stockout", 3, WORLDS)
    monkeypatch.setattr(answers, "CHUNK", 6)
    assert answer(SHORE, "stockout", 3, WORLDS) == whole


def against(change: float, width: float, first: float, last: float) -> Answer:
    """An answer that speaks for JIT, all of it for goods that no part could have saved."""
    points = [
        Point(x, Estimate(gap, 0.0, gap, gap), {"stock": 0.0, "parts": 0.0, "line": gap, "other": 0.0})
        for x, gap in ((0.0, first), (1.0, last))
    ]
    return Answer("demand", points, Estimate(change, width, change, change))


def test_why_more_speaks_for_just_in_time_is_said_in_what_was_measured() -> None:
    said = reason(against(-7.0, 1.0, 4.0, -3.0), lambda amount: f"{amount:.1f}", "EUR")
    assert said == (
        "Just in Case is worth 7.0 ± 1.0 EUR less, mostly since goods short that no part could have saved "
        "cost Just in Case 3.0 more where there is most of it, and Just in Time 4.0 more where there is "
        "least."
    )


def test_no_reason_is_given_for_what_chance_may_have_done_nor_where_more_speaks_for_just_in_case() -> None:
    said = reason(against(-0.5, 1.0, 4.0, 3.5), lambda amount: f"{amount:.1f}", "EUR")
    assert said == "Just in Case is worth as much at both ends, within chance (-0.5 ± 1.0 EUR)."
    assert reason(against(2.0, 1.0, 4.0, 6.0), str, "EUR") is None
    assert reason(told(2.0, 1.0), str, "EUR") is None


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
