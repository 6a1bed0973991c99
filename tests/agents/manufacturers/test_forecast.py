"""A forecast is smoothed demand or the plain mean of its last weeks, for a seat and for its twin alike."""

from __future__ import annotations

import numpy as np
import pytest
from world_support import changed, own_scenario, shipped

from linestop.agents import Scenario, SupplyChain
from linestop.agents.chain.outlook import Outlook
from linestop.agents.chance.sample_path import SamplePath

DEMAND = [100.0, 104.0, 97.0, 110.0, 90.0, 105.0, 95.0, 102.0, 108.0, 99.0, 101.0, 96.0]


def asked_for(scenario: Scenario, demand: list[float]) -> SupplyChain:
    """The scenario's one seat, one product and one market, asked for just this."""
    scenario = changed(scenario, weeks=len(demand), weeks_per_turn=1)
    path = SamplePath(np.array(demand).reshape(-1, 1, 1, 1, 1), ())
    return SupplyChain(scenario, 1, policies="jit", path=path)


def mean_of_weeks(scenario: Scenario, weeks: int) -> Scenario:
    return changed(scenario, ordering__forecast_smoothing=None, ordering__forecast_weeks=weeks)


def bare(weeks: int) -> Scenario:
    """One week from order to receipt, nothing kept beyond it, no damping: the textbook's retailer."""
    scenario = mean_of_weeks(own_scenario("one_seat"), weeks)
    lane = changed(scenario.lane[0], mode="truck", port=None, transit_weeks=1, inland_weeks=0)
    none = changed(scenario.component[0].jit, cover_weeks=0.0, safety_factor=0.0)
    return changed(
        scenario,
        lane=[lane],
        port=[],
        component=[changed(scenario.component[0], jit=none)],
        supplier=[changed(scenario.supplier[0], make_weeks=0, capacity_ratio=10.0)],
        ordering__order_ceiling=100.0,
        selling__wait_share=1.0,
        line__finished_goods_weeks=0.0,
        line__capacity_ratio=5.0,
    )


def test_the_mean_of_four_weeks_orders_what_chen_drezner_ryan_and_simchi_levi_say():
    # Chen, Drezner, Ryan and Simchi-Levi 2000 with p = 4, L = 2, the review week counted:
    # q = (1 + L/p) D(t-1) - (L/p) D(t-p-1).
    chain = asked_for(bare(4), [*DEMAND, 0.0]).run()
    orders = chain.record["ordered"].ravel()[5:]
    assert orders.tolist() == pytest.approx([85.0, 105.5, 94.0, 98.0, 117.0, 96.0, 104.0, 93.0], abs=1e-9)


def test_before_there_are_so_many_weeks_the_usual_demand_stands_for_them():
    chain = asked_for(bare(4), [140.0, 60.0])
    chain.step()
    assert chain.planning.level.item() == pytest.approx((3 * 100.0 + 140.0) / 4)
    chain.step()
    assert chain.planning.level.item() == pytest.approx((2 * 100.0 + 140.0 + 60.0) / 4)


def test_the_twin_expects_what_the_seat_expects():
    chain = SupplyChain(mean_of_weeks(shipped("pacific_squeeze"), 6), 3, 2, policies="jit").run()
    assert np.array_equal(chain.reference._planning.level, chain.planning.level)
    other = SupplyChain(mean_of_weeks(shipped("pacific_squeeze"), 2), 3, 2, policies="jit").run()
    assert not np.array_equal(chain.record["required"], other.record["required"])


def test_a_mean_of_one_week_is_smoothing_that_forgets_all_else():
    scenario = own_scenario("one_seat")
    one = asked_for(mean_of_weeks(scenario, 1), DEMAND).run()
    all_new = asked_for(changed(scenario, ordering__forecast_smoothing=1.0), DEMAND).run()
    for measure in ("ordered", "made", "required", "cost"):
        np.testing.assert_allclose(one.record[measure], all_new.record[measure], rtol=1e-12)


def test_the_outlook_goes_on_with_the_weeks_that_the_seat_remembers():
    """Weeks ahead bring what is expected, so the mean moves towards its newest weeks, and orders with it."""
    chain = asked_for(bare(4), [100.0, 100.0, 100.0, 180.0, 100.0])
    for _ in range(4):
        chain.step()
    outlook = Outlook(chain)
    # Week 4 ordered the 100 of week 3. Week 5 orders the 180 of week 4, and 2 x (120 - 100) more. It is
    # taken to ask for 120, and forgets a 100: (100 + 100 + 180 + 120) / 4 = 125; so 120 + 2 x (125 - 120).
    assert outlook.arrivals[0, 0, :3, 0].tolist() == pytest.approx([100.0, 220.0, 130.0])


def test_red_control_a_forecast_of_other_weeks_gives_other_orders():
    chain = asked_for(bare(5), [*DEMAND, 0.0]).run()
    expected = [85.0, 105.5, 94.0, 98.0, 117.0, 96.0, 104.0, 93.0]
    assert chain.record["ordered"].ravel()[5:].tolist() != pytest.approx(expected, abs=1e-9)
