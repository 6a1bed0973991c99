"""A market far away has a shelf of its own: plants ship to it, it serves its market, the books know of it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from conservation_support import Watched, check_conservation
from hypothesis import given, settings
from hypothesis import strategies as st
from promises_support import check_promises
from regions_support import FAR, regional_scenarios, with_buffers
from scenarios_support import scenarios
from world_support import changed, own_scenario, shipped

from linestop.agents import SupplyChain
from linestop.agents.chain.outlook import Outlook
from linestop.agents.chance.sample_path import SamplePath
from linestop.agents.manufacturers.regions import Regions
from linestop.agents.network.cost_lines import LINES
from linestop.agents.scenario.checks.margin_checks import selling_costs_less_than_losing

SQUEEZE = changed(shipped("pacific_squeeze"), weeks=20, shock=[])


def asked_for(demand: list[float], **changes: Any) -> SupplyChain:
    """One seat and its one market, two weeks away, with nothing kept at the plant."""
    scenario = changed(own_scenario("one_seat"), weeks=len(demand), weeks_per_turn=1)
    scenario = with_buffers(changed(scenario, line__finished_goods_weeks=0.0, **changes), FAR)
    path = SamplePath(np.array(demand).reshape(-1, 1, 1, 1, 1), ())
    return SupplyChain(scenario, 1, policies="jit", path=path)


def regions_of(chain: SupplyChain) -> Regions:
    assert chain.manufacturers.regions is not None
    return chain.manufacturers.regions


# ---------------------------------------------------------------- worked out on paper


def test_the_opening_is_a_steady_state():
    chain = asked_for([100.0] * 6)
    regions = regions_of(chain)
    assert regions.shelves.item() == 100.0 and regions.coming().item() == 200.0
    chain.run()
    assert chain.record["made"].ravel().tolist() == pytest.approx([100.0] * 6)
    assert regions.shelves.item() == pytest.approx(100.0) and regions.coming().item() == pytest.approx(200.0)


def test_two_weeks_of_a_region_that_is_asked_for_more():
    chain = asked_for([250.0, 100.0])
    chain.step()
    # Wanted: 100 x (1 + 1 target + 2 under way) = 400, less 100 there and 200 coming: 100, made and sent. 100
    # arrive; 200 are sold, and of the 50 unserved half wait.
    regions = regions_of(chain)
    assert chain.sent.item() == pytest.approx(100.0) and regions.shelves.item() == 0.0
    assert chain.record["sold"].item() == pytest.approx(200.0)
    assert chain.record["lost"].item() == chain.record["backlog"].item() == pytest.approx(25.0)
    chain.step()
    # Forecast 122.5: 490 and the 25 who wait, less 200 coming, are 315; the line has time for 120.
    assert chain.record["attempted"][1].item() == pytest.approx(315.0)
    assert chain.record["made"][1].item() == chain.sent.item() == pytest.approx(120.0)
    # 100 arrive: 25 who waited, then 75 of 100.
    assert chain.record["sold"][1].item() == pytest.approx(100.0)
    assert chain.record["backlog"][1].item() == pytest.approx(12.5)
    assert chain.record["finished_goods"][1].item() == pytest.approx(220.0)


def test_a_week_of_costs_of_goods_in_a_region():
    chain = asked_for([100.0])
    chain.step()
    cost = dict(zip(LINES, chain.record["cost"][0, :, 0, -1, 0].tolist(), strict=True))
    # 100 on the shelf and 200 on the way, of standard cost 60; 100 sent for 0.5 each.
    assert cost["storage"] == pytest.approx(100 * 60 * 0.26 / 52)
    assert cost["capital"] == pytest.approx(300 * 60 * 0.10 / 52)
    assert cost["insurance"] == pytest.approx(300 * 60 * 0.03 / 52)
    assert cost["obsolescence"] == pytest.approx(300 * 60 * 0.08 / 52)
    assert cost["freight_cost"] == pytest.approx(50.0)


def test_a_buffer_in_the_region_sells_what_an_empty_shelf_cannot():
    scenario = changed(SQUEEZE, selling__wait_share=0.0)
    thin, deep = (
        SupplyChain(with_buffers(scenario, None, changed(FAR, target_weeks=weeks)), 3, 4).run()
        for weeks in (0.0, 2.0)
    )
    assert deep.sums.fill_rate().mean() > thin.sums.fill_rate().mean() + 0.01
    assert deep.record["cost"][:, 0].sum() > thin.record["cost"][:, 0].sum(), "it costs capital"


def test_what_is_required_is_the_same_wherever_goods_stand():
    plain, regional = (SupplyChain(each, 3, 2).run() for each in (SQUEEZE, with_buffers(SQUEEZE, None, FAR)))
    assert np.array_equal(plain.record["required"], regional.record["required"])


def test_scarce_goods_go_to_regions_and_to_those_next_door_in_proportion():
    chain = SupplyChain(with_buffers(SQUEEZE, None, FAR), 3, 1)
    sites, regions = chain.manufacturers, regions_of(chain)
    goods, asked = np.full_like(sites.finished_goods, 10.0), chain.path.demand[0]
    wanted = (regions._level(chain.planning, 1) - regions.shelves - regions.coming())[:, :, 0]
    delivery = regions.deliver(1, goods, sites.backlog, asked, chain.planning)
    share = 10.0 / (wanted + asked[:, :, 0])
    np.testing.assert_allclose(delivery.sent[:, :, 0], wanted * share, rtol=1e-9)


def test_what_lies_ahead_knows_of_the_goods_in_the_region():
    chain = asked_for([100.0] * 8)
    chain.step()
    assert Outlook(chain).arrivals[0, 0, :8, 0].tolist() == pytest.approx([100.0] * 8)


def test_a_region_too_dear_to_serve_is_refused():
    scenario = own_scenario("one_seat")
    dear = changed(scenario.market[0], buffer=changed(FAR, freight=100.0))
    problems = list(selling_costs_less_than_losing(changed(scenario, market=[dear])))
    assert [problem.path for problem in problems] == [("costs", "lost_margin_share")]
    assert not list(selling_costs_less_than_losing(with_buffers(scenario, FAR)))


# ---------------------------------------------------------------- in every world


@pytest.mark.slow
@given(scenario=regional_scenarios(scenarios()), luck=st.integers(0, 2**32))
@settings(max_examples=5)
def test_a_chain_keeps_every_promise_with_regions(scenario, luck):
    check_promises(scenario, luck)


# ---------------------------------------------------------------- red controls


def test_red_control_goods_that_grow_on_the_way_are_found(monkeypatch):
    scenario = with_buffers(changed(SQUEEZE, weeks=8), None, FAR)
    check_conservation(Watched(scenario, 1, 1, policies="jit"))
    rows = Regions._rows
    monkeypatch.setattr(Regions, "_rows", lambda self, goods: 1.01 * rows(self, goods))
    with pytest.raises(AssertionError, match="made = sold"):
        check_conservation(Watched(scenario, 1, 1, policies="jit"))
