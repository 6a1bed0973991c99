"""What a seat is told ahead of its choices is what the world's own run then brings."""

from __future__ import annotations

import numpy as np
import pytest
from ahead_support import PARTS, WEEKS, State, bins, first_weeks_express, of_one, use_of

from linestop.agents.chain.outlook import SLACK_OF_PLAN, SLACK_OF_USE, Outlook
from linestop.agents.scenario.options import express_weeks
from linestop.game.choices.offered import offered_by
from linestop.game.messages import Planning
from linestop.game.views.part_choices import part_choices

MIXED = (False, True, True, False, False, True)
STATES = [
    State(4),
    State(8, after=MIXED),
    State(8, before=(True,) * PARTS, after=(False,) * PARTS),
    State(20, before=MIXED, after=(True,) * PARTS),
]
HOUSING, DISPLAY = 1, 3
PLANS = [(0.0, 0.0), (1.0, 2.5), (3.0, 1.644854), (6.5, 0.5), (12.0, 4.0)]
"""Cover in weeks and safety factor."""
states = pytest.mark.parametrize("state", STATES, ids=lambda state: f"week {state.week}")


def planning(state: State, component: int) -> Planning:
    found = state.told().parts[component].planning
    assert found is not None
    return found


def planned(told: Planning, cover: float, factor: float) -> float:
    """As a page reckons, in weeks of mean use."""
    return cover * told.weeks_per_cover + factor * told.weeks_per_factor


def next_order(told: Planning, plan: float) -> float:
    return min(told.most_order, max(0.0, told.gap + plan * told.price))


# ---------------------------------------------------------------- orders


@states
@pytest.mark.parametrize(("cover", "factor"), PLANS)
def test_the_next_order_costs_what_was_told_whatever_the_numbers(
    state: State, cover: float, factor: float
) -> None:
    numbers = {"cover_weeks": np.full(PARTS, cover), "safety_factor": np.full(PARTS, factor)}
    chain = state.run(1, **numbers)
    ordered = chain.network.by_component(chain.record["lane_orders"][-1])[0, :, 0]
    for component in range(PARTS):
        told = planning(state, component)
        price = ordered[component] * chain.network.value[component]
        assert next_order(told, planned(told, cover, factor)) == pytest.approx(price, rel=1e-9, abs=1e-6)


def test_the_states_hold_orders_of_nothing_of_some_and_of_the_most() -> None:
    found = [
        (next_order(told, planned(told, *plan)), told.most_order)
        for state in STATES
        for plan in PLANS
        for told in (planning(state, component) for component in range(PARTS))
    ]
    assert {0.0 if order == 0.0 else 2.0 if order == most else 1.0 for order, most in found} == {
        0.0,
        1.0,
        2.0,
    }


def test_red_control_a_gap_that_forgets_what_is_on_order_is_caught() -> None:
    told = planning(STATES[1], HOUSING)
    chain = STATES[1].chain()
    forgot = told.gap + float(chain.manufacturers.on_order[0, HOUSING, 0]) * chain.network.value[HOUSING]
    after = STATES[1].run(1, cover_weeks=np.full(PARTS, 1.0), safety_factor=np.zeros(PARTS))
    ordered = after.network.by_component(after.record["lane_orders"][-1])[0, HOUSING, 0]
    price = ordered * after.network.value[HOUSING]
    assert min(told.most_order, max(0.0, forgot + told.price)) != pytest.approx(price, rel=1e-3)


# ---------------------------------------------------------------- bins


@states
@pytest.mark.parametrize("component", range(PARTS))
@pytest.mark.parametrize(("name", "cover", "factor"), [("fill", 26.0, 4.0), ("falls", 0.0, 0.0)])
def test_a_bin_that_is_filled_or_used_up_goes_as_was_told(
    state: State, component: int, name: str, cover: float, factor: float
) -> None:
    numbers = {"cover_weeks": of_one(component, cover), "safety_factor": of_one(component, factor)}
    chain = state.run(WEEKS, **numbers)
    told = getattr(planning(state, component), name)
    ran = bins(chain, state, component, use_of(state, component))[: len(told)]
    np.testing.assert_allclose(told, ran, rtol=1e-7, atol=1e-7)


def built_after(told: Planning, plan: float) -> float:
    """As a page reckons: weeks until the bin has come to the plan; `WEEKS` if it does not."""
    slack = SLACK_OF_PLAN * plan + SLACK_OF_USE
    rises = told.fill[0] < plan
    curve = np.array(told.fill if rises else told.falls)
    near = curve >= plan - slack if rises else curve <= plan + slack
    return float(np.argmax(near)) if near.any() else float(WEEKS)


def built_in_a_run(state: State, component: int, cover: float, factor: float, plan: float) -> float:
    numbers = {"cover_weeks": of_one(component, cover), "safety_factor": of_one(component, factor)}
    chain = state.run(WEEKS, **numbers)
    ran = bins(chain, state, component, use_of(state, component))
    slack = SLACK_OF_PLAN * plan + SLACK_OF_USE
    near = ran >= plan - slack if ran[0] < plan else ran <= plan + slack
    return float(np.argmax(near)) if near.any() else float(WEEKS)


@states
@pytest.mark.parametrize(("cover", "factor"), PLANS[1:])
def test_a_plan_is_there_within_a_week_of_what_was_told(state: State, cover: float, factor: float) -> None:
    """From above within two: a bin that shrinks comes to its plan the slower the nearer it is."""
    for component in range(PARTS):
        told = planning(state, component)
        plan = planned(told, cover, factor)
        ran = built_in_a_run(state, component, cover, factor, plan)
        most = 1.0 if told.fill[0] < plan else 2.0
        assert abs(built_after(told, plan) - ran) <= most, (component, plan)


def test_the_states_hold_plans_that_are_there_take_weeks_and_are_out_of_sight() -> None:
    found = {
        built_after(told, planned(told, *plan))
        for state in STATES
        for plan in PLANS
        for told in (planning(state, component) for component in range(PARTS))
    }
    assert min(found) == 0.0 and max(found) == WEEKS and len(found) > 8


@states
def test_a_plan_that_is_there_costs_a_week_what_was_told(state: State) -> None:
    """Within the sway of a week's order and use around it."""
    for component in range(PARTS):
        told = planning(state, component)
        plan = planned(told, 3.0, 1.644854)
        chain = state.chain()
        rate = chain.ledger.holding_per_week(np.ones((1, PARTS, 1)))[0, component, 0]
        assert told.holding == pytest.approx(rate * use_of(state, component))
        assert told.price == pytest.approx(chain.network.value[component] * use_of(state, component))
        run = state.run(WEEKS, cover_weeks=of_one(component, 3.0), safety_factor=of_one(component, 1.644854))
        held = run.record["on_hand"][-8:, 0, component, 0].mean() * rate
        if built_after(told, plan) <= 16.0:
            assert held == pytest.approx(plan * told.holding, rel=0.2)


@pytest.mark.parametrize(("cover", "factor"), [(1.0, 1.0), (3.0, 1.644854), (6.0, 2.0)])
def test_a_plan_that_is_there_survives_its_supplier_as_long_as_was_told(cover: float, factor: float) -> None:
    """The bin, and what is usually between the supplier's door and the plant, in weeks of use."""
    state = STATES[1]
    scenario = state.chain().scenario
    numbers = {"cover_weeks": np.full(PARTS, cover), "safety_factor": np.full(PARTS, factor)}
    chain = state.run(WEEKS, **numbers)
    survival, offered = Outlook(chain).survival[0, :, 0], offered_by(scenario, "expert")
    usual = chain.network.usual_lead_time.tolist()
    for component, part in enumerate(scenario.component):
        told, facts = planning(state, component), part_choices(scenario, offered, part, usual)
        assert facts is not None
        plan = planned(told, cover, factor)
        ran = built_in_a_run(state, component, cover, factor, plan)
        if ran < WEEKS - 8:
            assert abs(plan + facts.between_weeks - survival[component]) <= 1.5, part.name


# ---------------------------------------------------------------- express


@states
@pytest.mark.parametrize("component", [HOUSING, DISPLAY])
def test_express_brings_and_costs_what_was_told(state: State, component: int) -> None:
    told = state.told().parts[component].express
    assert told is not None
    scenario = state.chain().scenario
    weeks = scenario.weeks_per_turn + 8
    fast = first_weeks_express(state, component, express_weeks(scenario), weeks)
    usual = state.run(weeks)
    turn = slice(state.week, state.week + scenario.weeks_per_turn)
    units = fast.record["expedited"][turn, 0, component, 0].sum()
    assert told.units == pytest.approx(units, rel=1e-7, abs=1e-6)
    more = (fast.record["on_hand"] - usual.record["on_hand"])[state.week : state.week + 8, 0, component, 0]
    np.testing.assert_allclose([*told.more, *[0.0] * (8 - len(told.more))], more, rtol=1e-6, atol=1e-4)
    line = fast.network.cost_lines.index("expedite_cost")
    paid = fast.record["cost"][turn, line, 0, component, 0].sum()
    freight = scenario.lane[fast.network.lanes.index(part_lane(state, component))].freight * units
    assert told.cost == pytest.approx(paid + freight, rel=1e-7, abs=1e-6)


def part_lane(state: State, component: int) -> str:
    fast = state.chain().scenario.component[component].expedite
    assert fast is not None
    return fast.lane


def test_the_states_hold_express_that_brings_something_and_express_that_brings_nothing() -> None:
    units = [
        told.units
        for state in STATES
        for component in (HOUSING, DISPLAY)
        if (told := state.told().parts[component].express) is not None
    ]
    assert min(units) == 0.0 and max(units) > 50.0


def test_red_control_express_that_would_go_on_is_caught() -> None:
    state = STATES[0]
    told = state.told().parts[HOUSING].express
    assert told is not None
    goes_on = state.run(8, expedite=of_one(HOUSING, 4.0)).record["on_hand"]
    more = (goes_on - state.run(8).record["on_hand"])[state.week :, 0, HOUSING, 0]
    assert not np.allclose([*told.more, *[0.0] * (8 - len(told.more))], more, rtol=1e-3, atol=1e-3)
