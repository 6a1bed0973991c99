"""Perfect foresight: never above what anybody came to, and in its own books as dear as the ledger.

The first alone would hold of a bound that is far too low, so what was played is put into the
program, and must cost there what it cost in the world, but for the fees of changing over.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from chains_support import chains
from foresight_support import SLACK, check_books, cost_of, play, with_any_numbers
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reference_support import scenario_of
from world_support import at_random, changed, shipped

from linestop.agents import Scenario, SupplyChain
from linestop.agents.foresight import lp_model
from linestop.agents.foresight.linear_program import LinearProgram, Unsolved
from linestop.agents.foresight.lp_model import least_cost, perfect_foresight
from linestop.agents.foresight.seat_inputs import seat_inputs_of
from linestop.agents.manufacturers.stances import all_jic
from linestop.agents.network.cost_lines import CHANGEOVER, LINES
from linestop.agents.studies.replay import as_played


@pytest.mark.slow
@pytest.mark.parametrize("name", ["calm_seas", "pacific_squeeze"])
@pytest.mark.parametrize("policy", ["jit", "rumour", "random"])
def test_what_was_played_costs_in_the_program_what_it_cost_in_the_ledger(name: str, policy: str) -> None:
    scenario = shipped(name)
    chain = play(scenario, 5, at_random(scenario, 5) if policy == "random" else policy)
    for seat in range(len(scenario.seat)):
        told = least_cost(seat_inputs_of(chain, seat), chain.moves(seat))
        assert told.bound == pytest.approx(cost_of(chain, seat), rel=SLACK)
        by_week = chain.record["cost"][:, :, seat, :, 0].sum(axis=(1, 2))
        by_week -= chain.record["cost"][:, CHANGEOVER, seat, :, 0].sum(axis=1)
        by_week[-1] += chain.close_books()[:, seat, :, 0].sum()
        assert told.by_week == pytest.approx(by_week, rel=SLACK, abs=1e-4)
        assert told.uptime == pytest.approx(as_played(chain).uptime[seat, 0])


@pytest.mark.slow
@pytest.mark.parametrize("name", ["calm_seas", "pacific_squeeze"])
def test_no_policy_comes_below_the_bound_in_any_seat(name: str) -> None:
    scenario, seed = shipped(name), 3
    worlds, policies = 1, ("jit", "jic", "hybrid", "rumour", "panic")
    chains = [play(scenario, seed, policy, worlds=worlds) for policy in policies]
    chains.append(play(scenario, seed, at_random(scenario, seed, worlds), worlds=worlds))
    for seat in range(len(scenario.seat)):
        for world in range(worlds):
            bound = perfect_foresight(chains[0], seat, world).bound
            assert all(bound <= cost_of(chain, seat, world) * (1.0 + SLACK) for chain in chains)


@pytest.mark.slow
@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(scenario=chains(), luck=st.integers(0, 1000))
def test_in_any_chain_the_bound_holds_and_the_books_agree(scenario: Scenario, luck: int) -> None:
    """In either of two worlds, played to the end or half the way."""
    policies = with_any_numbers(scenario, luck) if luck % 2 else at_random(scenario, luck, 2)
    weeks = scenario.weeks if luck % 3 else -(-scenario.weeks // 2)
    check_books(play(scenario, luck, policies, weeks, worlds=2), world=luck % 2)


@pytest.mark.parametrize("weeks", [2, 20])
def test_a_game_ended_early_closes_its_books_there(weeks: int) -> None:
    """After two weeks even goods that had been at sea before the first are at sea still."""
    chain = play(shipped("pacific_squeeze"), 5, "rumour", weeks=weeks)
    told = least_cost(seat_inputs_of(chain, 1), chain.moves(1))
    assert told.bound == pytest.approx(cost_of(chain, 1), rel=SLACK) and len(told.by_week) == weeks


def test_the_bound_is_the_same_in_every_room_that_plays_the_same_weeks() -> None:
    """Rivals who hoard take nothing away from it: a seat has the whole of every supplier and port."""
    scenario = shipped("pacific_squeeze")
    lean, full = play(scenario, 7, "jit"), play(scenario, 7, "jic")
    assert perfect_foresight(lean, 2).bound == perfect_foresight(full, 2).bound


def test_red_control_a_port_that_stores_for_nothing_is_found_out() -> None:
    """A gross error that was once made: the bound alone would not have shown it."""
    scenario = shipped("pacific_squeeze")
    chain = play(scenario, 5, "jic")
    dear = changed(
        scenario, component=[changed(part, storage=part.storage / 2) for part in scenario.component]
    )
    free = replace(seat_inputs_of(chain, 0), scenario=dear)
    told = least_cost(free, chain.moves(0)).bound
    assert told < cost_of(chain, 0) * (1.0 - 1e-3)


def test_red_control_a_world_with_more_capacity_than_it_had_gives_another_bound() -> None:
    chain = play(shipped("pacific_squeeze"), 5, "jit")
    fate = seat_inputs_of(chain, 0)
    starved = replace(fate, capacity=fate.capacity * 0.05)
    assert least_cost(starved).bound > perfect_foresight(chain, 0).bound * 1.5
    with pytest.raises(Unsolved):
        least_cost(replace(fate, throughput=fate.throughput * 0.0), chain.moves(0))


def test_foresight_needs_the_weeks_that_were_played() -> None:
    chain = SupplyChain(shipped("calm_seas"), 1, policies=all_jic, history=False)
    chain.step()
    with pytest.raises(ValueError, match="with history"):
        perfect_foresight(chain, 0)


# ---------------------------------------------------------------- the program


def test_a_program_without_solution_says_so() -> None:
    program = LinearProgram()
    x = program.variables((1,), cost=1.0, most=1.0)
    program.put(program.at_most(np.array([-2.0])), x, -1.0)
    with pytest.raises(Unsolved):
        program.solve()


def test_whole_variables_are_whole() -> None:
    program = LinearProgram()
    x = program.variables((1,), cost=1.0, whole=True)
    program.put(program.at_most(np.array([-1.5])), x, -1.0)
    solution = program.solve()
    assert solution.bound == pytest.approx(2.0) and solution.of(x)[0] == pytest.approx(2.0)
    assert len(LINES) > CHANGEOVER


# ---------------------------------------------------------------- lot sizes, by whole orders

LOTS = {
    "weeks": 4,
    "component.0.holding_cost": 2.0,
    "component.0.order_cost": 500.0,
    "product.0.backlog_cost": 1e5,
    "component.0.value": 1e4,
    "component.0.opening_units": 0.0,
    "market.0.demand.copy.draw": "listed",
    "market.0.demand.copy.units": [90.0, 120.0, 80.0, 70.0],
}
"""Snyder and Shen, Example 3.9: Wagner and Whitin's lots for four weeks."""


def test_who_knows_demand_and_pays_for_each_order_buys_the_lots_of_wagner_and_whitin() -> None:
    chain = play(scenario_of("single_stage", LOTS), 1, "jit")
    told = perfect_foresight(chain, 0)
    assert told.bound == pytest.approx(1380.0, abs=1e-6)
    assert told.decisions.started[0] == pytest.approx([210.0, 0.0, 150.0, 0.0], abs=1e-6)
    assert told.by_week == pytest.approx([740.0, 0.0, 640.0, 0.0], abs=1e-6)


def test_an_order_that_is_started_bit_by_bit_pays_once() -> None:
    """Half of what a supplier starts is scrap: one order comes in halves, and less is held than of it all."""
    rule = {"rule": "base_stock", "level": -1e9, "first_orders": [400.0]}
    scraps = {"supplier.0.good_share": [0.5, 0.5], "market.0.demand.copy.units": [190.0, 100.0, 50.0, 20.0]}
    chain = play(scenario_of("single_stage", LOTS | scraps | {"component.0.order": rule}), 1, "jit")
    assert chain.started[1][0, 0, 0] == pytest.approx(100.0)
    assert perfect_foresight(chain, 0).bound <= cost_of(chain, 0) < 1000.0
    check_books(chain)


def by_the_lot(credit: float | None) -> Scenario:
    """One week in which 40 are asked for, by lots of 90 at 5 apiece."""
    lots = {"rule": "lots", "reorder_point": 39.0, "lot": 90.0}
    units = {
        "weeks": 1,
        "weeks_per_turn": 1,
        "component.0.opening_units": 0.0,
        "market.0.demand.copy.draw": "listed",
    }
    fee = {"component.0.order": lots, "component.0.order_cost": 5.0, "market.0.demand.copy.units": [40.0]}
    scenario = scenario_of("single_stage", units | fee)
    return changed(scenario, seat=[changed(scenario.seat[0], credit=credit)])


@pytest.mark.parametrize(("credit", "units", "least"), [(None, 90.0, 5.0), (40.0, 40.0, 5.0)])
def test_who_buys_by_the_lot_pays_for_each_and_for_what_credit_leaves_of_one(
    credit: float | None, units: float, least: float
) -> None:
    """A part of a lot costs as much as a whole, in the books and in the bound."""
    chain = play(by_the_lot(credit=credit), 1, "jit")
    assert chain.record["ordered"].item() == pytest.approx(units)
    assert perfect_foresight(chain, 0).bound == pytest.approx(least)
    check_books(chain)


def test_red_control_without_whole_orders_the_lots_come_out_too_cheap(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lp_model, "MOST_WHOLE", 0)
    chain = play(scenario_of("single_stage", LOTS), 1, "jit")
    assert perfect_foresight(chain, 0).bound < 1000.0


def test_interest_on_what_stock_ties_up_beyond_own_cash_is_in_the_books() -> None:
    scenario = shipped("calm_seas")
    seats = [changed(seat, cash=2e4) for seat in scenario.seat]
    chain = play(changed(scenario, costs__interest=0.2, seat=seats), 5, "jic")
    told = least_cost(seat_inputs_of(chain, 1), chain.moves(1))
    assert told.bound == pytest.approx(cost_of(chain, 1), rel=SLACK)
    assert perfect_foresight(chain, 1).bound > perfect_foresight(play(scenario, 5, "jic"), 1).bound
