"""What knowing a scenario is worth, and reading its news: the best plan by the calendar, how it is found."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from world_support import changed, struck

from linestop.agents.chain.opening import recommended
from linestop.agents.manufacturers.stances import fixed, recommended_mix
from linestop.agents.scenario.scenario import Scenario
from linestop.agents.studies.balance import measure
from linestop.agents.studies.balance_cases import stance_cases
from linestop.agents.studies.calendar import (
    SEAT,
    best_calendar,
    by_calendar,
    costs,
    knowledge,
    stretches,
)
from linestop.agents.studies.study import play_seat
from linestop.game.cli.scenario.yardsticks import judge_knowledge

pytestmark = pytest.mark.slow
WORLDS = 12

WEEKS = {"port_calder_queue": [12, 18], "console_boom": [24, 32], "nine_peaks_flood": [26, 34]}
"""When the year could be learnt by heart: each shock in a window of a few weeks, and sure to come."""


def known_by_heart() -> Scenario:
    sure = struck()
    shocks = [changed(shock, first_week=WEEKS.get(shock.name, shock.first_week)) for shock in sure.shock]
    return changed(sure, shock=shocks)  # type: ignore[no-any-return]


SQUEEZE = known_by_heart()
MIX = recommended(SQUEEZE)


def held(scenario: Scenario, jic: Any) -> np.ndarray:
    return np.repeat(np.asarray(jic)[None], scenario.turns, axis=0)


def test_stretches_are_none_and_every_run_of_neighbouring_turns_once() -> None:
    found = {tuple(turns.tolist()) for turns in stretches(4)}
    assert len(found) == len(stretches(4)) == 11
    assert all(np.abs(np.diff([0, *turns, 0])).sum() in (0, 2) for turns in found)


def test_plans_side_by_side_cost_what_each_costs_alone_to_the_bit() -> None:
    plans = [held(SQUEEZE, MIX), held(SQUEEZE, ~MIX), held(SQUEEZE, MIX)]
    plans[2][:5] = False
    together = costs(SQUEEZE, plans, 5, WORLDS)
    alone = [
        play_seat(SQUEEZE, 5, WORLDS, SEAT, by_calendar(plan), recommended_mix).own_cost.mean()
        for plan in plans
    ]
    assert together.tolist() == pytest.approx(alone, rel=1e-12)
    as_mix = play_seat(SQUEEZE, 5, WORLDS, SEAT, fixed(MIX), recommended_mix).own_cost.mean()
    assert together[0] == pytest.approx(as_mix, rel=1e-12)


def test_the_best_calendar_costs_less_than_the_mix_where_the_first_weeks_of_shocks_are_known() -> None:
    plan = best_calendar(SQUEEZE, MIX, 5, WORLDS)
    mix, best = costs(SQUEEZE, [held(SQUEEZE, MIX), plan], 5, WORLDS)
    assert best < 0.95 * mix
    assert all(np.abs(np.diff(np.r_[0, turns, 0])).sum() <= 2 for turns in plan.T.astype(int))


def test_what_is_known_is_worth_more_than_the_criterion_allows_and_so_is_a_rule_by_the_news() -> None:
    told = changed(SQUEEZE, news_rule="housing, chip at rumour", difficulty="easy")
    found = knowledge(told, MIX, (5, 6), WORLDS, WORLDS)
    assert found.fixed_score == pytest.approx(100.0, abs=2.0)
    assert found.calendar.mean > 3.0 and found.news is not None and found.news.mean > 3.0
    hard, calendar, rule = judge_knowledge(told, measure(told, 6, WORLDS, stance_cases(told)), found)
    assert not hard.holds and "hard" not in hard.what and not calendar.holds and rule.holds


def test_red_control_a_rule_that_is_the_fixed_plan_gains_nothing_and_is_said_not_to() -> None:
    told = changed(SQUEEZE, news_rule="hybrid", difficulty=None)
    found = knowledge(told, MIX, (5, 6), 2, WORLDS)
    assert found.news is not None and found.news.mean == 0.0
    (rule,) = judge_knowledge(told, [], found)
    assert not rule.holds
