"""Products are launched and die on a stated curve, and planners buy for the weeks that an order covers."""

from __future__ import annotations

import numpy as np
import pytest
from scenarios_support import check
from world_support import changed, differing, measures, own_scenario, shipped

from linestop.agents import Scenario, SupplyChain
from linestop.agents.chain.outlook import Outlook
from linestop.agents.manufacturers import horizon


def living(curve: list[list[float]], name: str = "one_seat") -> Scenario:
    """A test scenario, or a shipped one, in which the first product follows a curve in all markets."""
    scenario = shipped(name) if name == "pacific_squeeze" else own_scenario(name)
    product = scenario.product[0].name
    markets = [
        changed(market, demand={**market.demand, product: changed(market.demand[product], life=curve)})
        for market in scenario.market
    ]
    scenario = changed(scenario, market=markets)
    check(scenario)
    return scenario


def test_demand_follows_the_curve_week_by_week():
    chain = SupplyChain(living([[1, 0.0], [3, 1.0], [5, 1.0], [9, 0.2]]), 1).run()
    # 100 a week at full life, on straight lines between the points, and level before and after them.
    assert chain.record["demand"].ravel()[:11].tolist() == pytest.approx(
        [0.0, 50.0, 100.0, 100.0, 100.0, 80.0, 60.0, 40.0, 20.0, 20.0, 20.0]
    )


def test_the_busiest_week_that_an_order_covers_is_the_same_in_any_order_of_the_lanes():
    """A third each by lanes of 1, 6 and 8 weeks is 5 weeks, or that less the last digit."""
    scenario = living([[6, 0.1], [7, 1.0]])
    lane = changed(scenario.lane[0], mode="truck", port=None, inland_weeks=0, share=1.0 / 3.0)
    ways = [changed(lane, name=f"by_{weeks}", transit_weeks=weeks) for weeks in (1, 6, 8)]
    maker, most = changed(scenario.supplier[0], make_weeks=0), []
    for lanes in (ways, [*ways[1:], ways[0]]):
        chain = SupplyChain(changed(scenario, port=[], supplier=[maker], lane=lanes), 1)
        level, nothing = np.full((1, 1, 1), 1e6), np.zeros((1, 1, 1))
        most.append(chain.planning.orders(1, level, nothing).item())
    # Orders come first, so one of week 1 covers weeks 1 to 7; the last asks for 100, and the ceiling is 1.5.
    assert most == pytest.approx([150.0, 150.0])


def test_a_base_stock_level_at_the_end_of_a_life():
    # Weeks 1 to 6 ask for 100, 100, 75, 50, 25, 0. Four weeks from order to receipt protect 1 to 5: 350.
    # Half a week's cover is half of week 6, nothing; the spread is 0, since the town's variation is.
    chain = SupplyChain(living([[2, 1.0], [6, 0.0]]), 1)
    assert chain.planning.base_stock_level(1, chain.manufacturers.stance).item() == pytest.approx(350.0)
    # Just in Case, six weeks from week 6 on: still nothing.
    deep = chain.planning.base_stock_level(1, ~chain.manufacturers.stance)
    assert deep.item() == pytest.approx(350.0)
    # A curve that ends a week later: 100, 100, 80, 60, 40 protected; of week 6, 20, half or all is covered.
    later = SupplyChain(living([[2, 1.0], [7, 0.0]]), 1)
    lean, deep = (
        later.planning.base_stock_level(1, flags).item()
        for flags in (later.manufacturers.stance, ~later.manufacturers.stance)
    )
    assert (lean, deep) == pytest.approx((380.0 + 10.0, 380.0 + 20.0))


def test_a_launch_is_ordered_for_before_anybody_asks():
    chain = SupplyChain(living([[8, 0.0], [9, 1.0]]), 1, policies="jit").run()
    ordered, made = chain.record["ordered"].ravel(), chain.record["made"].ravel()
    # Level less what has been ordered, at most 1.5 x 100: half a week's cover in week 4, then week by week.
    assert ordered[:8].tolist() == pytest.approx([0.0, 0.0, 0.0, 50.0, 100.0, 100.0, 100.0, 100.0])
    assert made[8] >= 100.0 and chain.sums.uptime().item() > 0.8


def written_off(chain: SupplyChain) -> float:
    """Units that nobody needed any more."""
    return sum(each.units for each in chain.written_off(0))


def test_little_is_left_when_a_life_has_ended_as_planned():
    chain = SupplyChain(changed(living([[8, 1.0], [16, 0.0]]), weeks=20), 1, policies="jic").run()
    left = chain.record["finished_goods"].ravel()[-1] + written_off(chain)
    assert left == pytest.approx(100.0), "no more than the week of goods that stood on the shelf"
    assert chain.record["on_hand"].ravel()[9] > 150.0, (
        "a buffer must have stood for the test to mean anything"
    )


def test_sales_of_a_product_that_is_hardly_sold_teach_nothing():
    chain = SupplyChain(living([[1, 0.0], [6, 0.0], [7, 1.0]], "pacific_squeeze"), 3, 2, policies="jit")
    for _ in range(6):
        chain.step()
    assert (chain.planning.level[:, 0] == chain.network.mean_demand[:, 0, None]).all()
    assert (chain.planning.level[:, 1] != chain.network.mean_demand[:, 1, None]).all()


def test_a_curve_that_is_level_changes_little_and_one_that_is_absent_nothing():
    plain = shipped("pacific_squeeze")
    none, level = (
        SupplyChain(each, 3, 2, policies="jic").run()
        for each in (living([], "pacific_squeeze"), living([[1, 1.0], [2, 1.0]], "pacific_squeeze"))
    )
    assert differing(measures(none), measures(SupplyChain(plain, 3, 2, policies="jic").run())) == []
    # Weeks are added up one by one instead of taking the middle one for all: no more than that differs.
    cost = level.sums.cost.sum() / none.sums.cost.sum()
    assert cost == pytest.approx(1.0, rel=0.02)


def test_what_lies_ahead_follows_the_curve():
    chain = SupplyChain(living([[4, 1.0], [8, 0.0]]), 1, policies="jit")
    for _ in range(4):
        chain.step()
    arrivals = Outlook(chain).arrivals[0, 0, :, 0]
    assert arrivals[:4].sum() > 50.0 and arrivals[5:].sum() == pytest.approx(0.0, abs=1e-9)


def test_red_control_a_planner_who_sees_no_end_is_left_with_a_heap(monkeypatch):
    ended = changed(living([[8, 1.0], [16, 0.0]]), weeks=20)
    at = horizon._at
    monkeypatch.setattr(horizon, "_at", lambda sums, when: at(np.arange(len(sums), dtype=float), when))
    chain = SupplyChain(ended, 1, policies="jic").run()
    assert written_off(chain) > 300.0
