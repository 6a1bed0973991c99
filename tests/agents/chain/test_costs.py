"""The books: lines sum to the total, and the total is a constant minus profit.

The costs are worked out a second time from what a trainer could read off the record and the scenario
file, without the ledger.
"""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import pytest
from costs_support import CLOSE, Shipping, check_sums
from hypothesis import given, settings
from hypothesis import strategies as st
from scenarios_support import scenarios
from world_support import PLAIN, at_random, changed, shipped, struck

from linestop.agents import SupplyChain
from linestop.agents.chain.books import Stocks
from linestop.agents.chain.ledger import Ledger
from linestop.agents.chain.totals import Sums
from linestop.agents.network.cost_lines import LINES
from linestop.agents.studies.study import play

# ---------------------------------------------------------------- lines and totals


@pytest.mark.slow
@given(scenario=scenarios(), luck=st.integers(0, 2**32))
@settings(max_examples=60)
def test_cost_lines_are_what_the_flows_cost_and_sum_to_the_total(scenario, luck):
    check_sums(Shipping(scenario, luck, 2, policies=at_random(scenario, luck, 2)).run())


@pytest.mark.parametrize("name", (*PLAIN, "two_roads"))
def test_cost_lines_sum_to_the_total_in_the_scenarios_that_come_with_the_game(name):
    scenario = shipped(name)
    check_sums(Shipping(scenario, 5, 4, policies="panic").run())


def test_a_study_reports_the_weeks_costs_and_what_closing_adds():
    scenario = changed(shipped("pacific_squeeze"), closing_share=0.8)
    chain = SupplyChain(scenario, 5, 4, policies="panic").run()
    assert chain.record is not None
    expected = chain.record["cost"].sum(axis=(0, 1, 3)) + chain.close_books().sum(axis=(0, 2))
    reported = [outcome.total_cost for outcome in play(scenario, 5, 4, "panic")]
    np.testing.assert_allclose(reported, expected, rtol=CLOSE)


def forget_the_fee(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Ledger, "changeover", lambda self, changed, mean_use: 0.0 * mean_use)


def forget_the_port(patch: pytest.MonkeyPatch) -> None:
    """Goods waiting in a port pay no storage."""
    holding = Ledger._holding
    patch.setattr(
        Ledger,
        "_holding",
        lambda self, books, stocks: holding(self, books, _replaced(stocks, in_port=0.0 * stocks.in_port)),
    )


def forget_a_line_in_the_sums(patch: pytest.MonkeyPatch) -> None:
    add = Sums.add

    def adding(self: Sums, week: Any) -> None:
        add(self, week)
        self.cost[LINES.index("backlog_cost")] -= week.costs[LINES.index("backlog_cost")]

    patch.setattr(Sums, "add", adding)


def _replaced(stocks: Stocks, **changes: Any) -> Stocks:
    return dataclasses.replace(stocks, **changes)


@pytest.mark.parametrize(
    ("mistake", "line"),
    [
        (forget_the_fee, "changeover_cost"),
        (forget_the_port, "storage"),
        (forget_a_line_in_the_sums, "the weeks do not add up"),
    ],
)
def test_red_control_a_cost_left_out_is_missed(mistake, line, monkeypatch):
    mistake(monkeypatch)
    with pytest.raises(AssertionError, match=line):
        check_sums(Shipping(struck(), 5, 2, policies="panic").run())


# ---------------------------------------------------------------- a constant minus profit


def lost_margin_and_margin_earned(chain: Shipping) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """By seat, over all weeks, books closed: margin booked as lost, earned with sales, and asked for."""
    assert chain.record is not None
    margin = chain.network.price * chain.scenario.costs.lost_margin_share
    line = LINES.index("lost_margin")
    lost = (chain.sums.cost + chain.close_books())[line].sum(axis=1)
    earned = np.einsum("tngw,ng->nw", chain.record["sold"], margin)
    asked = np.einsum("tngmw,ng->nw", chain.record["demand"], margin)
    return lost, earned, asked


@pytest.mark.slow
@given(scenario=scenarios(), luck=st.integers(0, 2**32))
@settings(max_examples=40)
def test_the_margin_of_every_unit_asked_for_is_earned_or_booked_as_lost(scenario, luck):
    """So total cost is a constant minus profit, also where customers switch to rivals."""
    chain = Shipping(scenario, luck, 2, policies=at_random(scenario, luck, 2)).run()
    lost, earned, asked = lost_margin_and_margin_earned(chain)
    np.testing.assert_allclose(lost + earned, asked, rtol=CLOSE, atol=CLOSE * (1.0 + earned.max()))


def test_a_customer_lost_to_a_rival_costs_one_seat_what_the_other_earns():
    scenario = changed(shipped("pacific_squeeze"), selling__switching=1.0)
    lean_but_one = {seat.name: "jit" for seat in scenario.seat[1:]} | {scenario.seat[0].name: "jic"}
    chain = Shipping(scenario, 3, 2, policies=lean_but_one).run()
    gained = np.array(chain.gained).sum(axis=(0, 2))
    assert (gained[0] > 100.0).all()
    lost, earned, asked = lost_margin_and_margin_earned(chain)
    np.testing.assert_allclose(lost + earned, asked, rtol=CLOSE)
    assert (chain.sums.fill_rate() <= 1.0 + CLOSE).all()


def test_a_year_in_which_nobody_asks_for_anything_has_served_everybody():
    slump = changed(shipped("calm_seas").shock[0], kind="demand_slump", first_week=[1, 1], depth=[1.0, 1.0])
    slumps = [
        changed(slump, name=f"no_{product}", target=product, profile=[[0, 0.0], [60, 0.0]], news=[])
        for product in ("scooter", "trike")
    ]
    chain = SupplyChain(changed(shipped("calm_seas"), shock=slumps), 1).run()
    assert (chain.sums.demand == 0.0).all()
    assert (chain.sums.fill_rate() == 1.0).all()
