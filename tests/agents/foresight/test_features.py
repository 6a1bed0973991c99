"""Features that perfect foresight has learnt: each in a small chain where it is at work.

Of every one the same is asked: what was played costs in the program what it cost in the ledger, and
no policy comes below the bound. Then a red control breaks what is particular to it.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from features_support import FEATURES, shut_off
from foresight_support import SLACK, check_books, cost_of, play, with_any_numbers
from regions_support import FAR, with_buffers
from world_support import at_random, changed

from linestop.agents.foresight import lp_supply
from linestop.agents.foresight.linear_program import Unsolved
from linestop.agents.foresight.lp_model import least_cost, perfect_foresight
from linestop.agents.foresight.seat_inputs import seat_inputs_of

pytestmark = pytest.mark.slow

POLICIES = ("jit", "jic", "hybrid", "rumour", "panic")


@pytest.mark.parametrize("name", FEATURES)
def test_what_was_played_costs_in_the_program_what_it_cost_in_the_ledger(name: str) -> None:
    feature = FEATURES[name]
    scenario = feature.scenario()
    chains = [play(scenario, 1, policy) for policy in ("jit", at_random(scenario, 1))]
    assert any(feature.at_work(chain) > 0.0 for chain in chains)
    for chain in chains:
        check_books(chain)


@pytest.mark.parametrize("name", FEATURES)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_no_policy_comes_below_the_bound_in_any_seat(name: str, seed: int) -> None:
    scenario = FEATURES[name].scenario()
    chains = [play(scenario, seed, policy) for policy in (*POLICIES, with_any_numbers(scenario, seed))]
    for seat in range(len(scenario.seat)):
        bound = perfect_foresight(chains[0], seat).bound
        assert all(bound <= cost_of(chain, seat) * (1.0 + SLACK) for chain in chains)


# ---------------------------------------------------------------- red controls


def test_red_control_who_flies_without_a_premium_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    redirections_of = lp_supply.redirections_of
    monkeypatch.setattr(
        lp_supply,
        "redirections_of",
        lambda *chain: [replace(turn, premium=0.0) for turn in redirections_of(*chain)],
    )
    with pytest.raises(AssertionError):
        check_books(play(FEATURES["expediting"].scenario(), 1, "jit"))


def test_red_control_a_world_in_which_nothing_may_fly_has_a_higher_bound() -> None:
    fate = seat_inputs_of(play(shut_off(FEATURES["expediting"].scenario()), 1, "jit"), 0)
    grounded = replace(fate, mean_use=fate.mean_use * 0.0)
    assert least_cost(grounded).bound > least_cost(fate).bound * (1.0 + 1e-3)


def test_red_control_prices_as_if_nobody_had_waited_do_not_come_to_what_was_paid() -> None:
    chain = play(FEATURES["moving prices"].scenario(), 1, "jit")
    told = least_cost(seat_inputs_of(chain, 0), chain.moves(0))
    assert told.bound < cost_of(chain, 0) * (1.0 - 1e-3)


def test_red_control_at_the_prices_of_a_panic_the_bound_is_above_what_calm_seats_paid() -> None:
    """So a price that answers orders is no part of a fate."""
    scenario = FEATURES["moving prices"].scenario()
    panic, calm = (play(scenario, 1, policy) for policy in ("panic", "jit"))
    assert perfect_foresight(panic, 0).bound == perfect_foresight(calm, 0).bound
    assert least_cost(panic.fate(0)).bound > perfect_foresight(calm, 0).bound * (1.0 + 1e-3)


def test_red_control_a_world_without_a_way_round_has_a_higher_bound() -> None:
    scenario = FEATURES["diversion"].scenario()
    by_west, by_east = scenario.lane
    straight = changed(scenario, lane=[changed(by_west, diversion=None), by_east])
    ways, way = (perfect_foresight(play(each, 1, "jit"), 0).bound for each in (scenario, straight))
    assert ways < way * (1.0 - 1e-3)


def test_red_control_a_way_round_at_the_old_freight_is_found_out() -> None:
    chain = play(FEATURES["diversion"].scenario(), 1, "jit")
    cheap = changed(chain.scenario, lane=[changed(lane, freight=0.0) for lane in chain.scenario.lane])
    told = least_cost(replace(chain.fate(0), scenario=cheap), chain.moves(0))
    assert told.bound < cost_of(chain, 0) * (1.0 - 1e-3)


def test_red_control_what_a_line_goes_on_building_by_the_old_bill_is_found_out() -> None:
    chain = play(FEATURES["engineering change"].scenario(), 1, "jit")
    fate = chain.fate(0)
    with pytest.raises(Unsolved):
        least_cost(replace(fate, bill=np.repeat(fate.bill[..., :1], fate.weeks, axis=2)), chain.moves(0))


def test_red_control_who_may_keep_what_nobody_needs_has_a_lower_bound() -> None:
    fate = seat_inputs_of(play(FEATURES["engineering change"].scenario(), 1, "jit"), 0)
    kept = replace(fate, unneeded=np.zeros_like(fate.unneeded))
    assert least_cost(kept).bound < least_cost(fate).bound * (1.0 - 1e-3)


def test_red_control_who_is_never_reviewed_has_a_lower_bound() -> None:
    fate = seat_inputs_of(play(FEATURES["review of old parts"].scenario(), 1, "jic"), 0)
    without = [changed(part, write_off=None) for part in fate.scenario.component]
    unseen = replace(fate, scenario=changed(fate.scenario, component=without))
    assert least_cost(unseen).bound < least_cost(fate).bound * (1.0 - 1e-3)


def test_red_control_at_the_end_of_a_life_the_bound_would_rise_if_nobody_could_be_waiting() -> None:
    """Whoever waits keeps his parts from being written off, so the bound must not count on it."""
    chain = play(FEATURES["end of life"].scenario(), 1, "jit")
    fate = seat_inputs_of(chain, 0)
    assert fate.maybe_unneeded.any() and not fate.unneeded.any()
    strict = replace(fate, unneeded=fate.maybe_unneeded)
    assert least_cost(strict).bound > least_cost(fate).bound


def test_red_control_a_shelf_in_a_region_that_costs_nothing_is_found_out() -> None:
    chain = play(FEATURES["regional buffers"].scenario(), 1, "jit")
    free = with_buffers(chain.scenario, changed(FAR, storage=0.0))
    told = least_cost(replace(chain.fate(0), scenario=free), chain.moves(0))
    assert told.bound < cost_of(chain, 0) * (1.0 - 1e-3)


def test_red_control_a_region_that_nothing_reaches_in_time_has_a_higher_bound() -> None:
    fate = seat_inputs_of(play(FEATURES["regional buffers"].scenario(), 1, "jit"), 0)
    far = with_buffers(fate.scenario, changed(FAR, lead_weeks=fate.weeks))
    assert least_cost(replace(fate, scenario=far)).bound > least_cost(fate).bound * (1.0 + 1e-3)


def test_red_control_customers_who_all_do_the_same_are_found_out() -> None:
    chain = play(FEATURES["markets with rules of their own"].scenario(), 1, "jit")
    alike = changed(
        chain.scenario, market=[changed(market, selling=None) for market in chain.scenario.market]
    )
    moves = chain.moves(0)
    merged = {
        name: getattr(moves, name).sum(axis=0, keepdims=True)
        for name in ("to_backlog", "unserved", "switched")
    }
    with pytest.raises((AssertionError, Unsolved)):
        told = least_cost(replace(chain.fate(0), scenario=alike), replace(moves, **merged))
        assert told.bound == pytest.approx(cost_of(chain, 0), rel=SLACK)


def test_red_control_what_went_back_would_cost_more_had_it_stayed() -> None:
    chain = play(FEATURES["late orders and returns"].scenario(), 1, "jit")
    moves = chain.moves(0)
    kept = replace(moves, returned=np.zeros_like(moves.returned))
    assert least_cost(chain.fate(0), kept).bound > cost_of(chain, 0) * (1.0 + 1e-3)


def test_red_control_what_comes_of_orders_from_before_the_first_week_was_not_ordered_in_it() -> None:
    chain = play(FEATURES["late orders and returns"].scenario(), 1, "jit")
    fate = chain.fate(0)
    with pytest.raises(Unsolved):
        least_cost(
            replace(fate, initial=replace(fate.initial, asked=fate.initial.asked * 0.0)), chain.moves(0)
        )


def test_red_control_what_an_empty_depot_ships_is_found_out() -> None:
    chain = play(FEATURES["depots"].scenario(), 1, "jit")
    fate = chain.fate(0)
    empty = replace(fate, initial=replace(fate.initial, depot_stock=fate.initial.depot_stock * 0.0))
    with pytest.raises(Unsolved):
        least_cost(empty, chain.moves(0))
    assert least_cost(empty).bound > least_cost(fate).bound * (1.0 + 1e-3)


def test_red_control_a_line_that_is_thought_to_run_has_a_lower_bound_and_cannot_explain_overtime() -> None:
    chain = play(FEATURES["line outage"].scenario(), 1, "jit")
    fate = chain.fate(0)
    runs = replace(fate, line_capacity=np.full_like(fate.line_capacity, fate.line_capacity[0]))
    assert least_cost(runs).bound < least_cost(fate).bound * (1.0 - 1e-3)
    with pytest.raises(Unsolved):
        least_cost(runs, chain.moves(0))
