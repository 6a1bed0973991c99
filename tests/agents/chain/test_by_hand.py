"""Weeks worked out on paper. Every number stands here with the sum that gives it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from by_hand_support import near
from world_support import changed, own_scenario, shipped

from linestop.agents import Decision, Scenario, SupplyChain
from linestop.agents.chance.shocks import Shock
from linestop.agents.chance.terms import Terms
from linestop.agents.network.cost_lines import LINES

TEN_DIGITS = {"rtol": 1e-10, "atol": 1e-10}


# ---------------------------------------------------------------- two weeks of a chain


@pytest.fixture(scope="module")
def two_weeks() -> SupplyChain:
    """Just in Time in week 1, Just in Case from week 2 on."""
    chain = SupplyChain(own_scenario("two_weeks"), 1, policies="jit")
    chain.step()
    chain.settle("hobbin", Decision(np.array([True])))
    return chain.run()


def weeks_of(chain: SupplyChain, measure: str) -> list[Any]:
    """A measure's two weeks, without the axes of length 1."""
    values: list[Any] = chain.record[measure].reshape(2, -1).squeeze().tolist()
    return values


def test_opening_is_the_steady_state_of_just_in_time():
    chain = SupplyChain(own_scenario("two_weeks"), 1)
    sites = chain.manufacturers
    # A week's use is 100 stools x 2 boards = 200; the lorry takes 1 week, so 200 are on the road.
    assert sites.on_order.item() == 200.0
    # Base stock: 200 x (1 + 1 week) + 200 x 0.5 = 500; on hand 500 - 200 (this week's order) - 200 = 100.
    assert sites.on_hand.item() == near(100.0)
    # Shelf: 0.5 weeks x 100 = 50.
    assert sites.finished_goods.item() == 50.0


def test_two_weeks_of_orders(two_weeks):
    # Week 1: 500 - (100 on hand + 200 on order - 2 x (50 wanted - 50 on the shelf)) = 200.
    # Week 2: level 100 + 0.2 x (160 - 100) = 112, use 224; base stock 224 x (1.5 + 1) + 224 x 1.5 = 896;
    #         position 100 + 200 - 2 x (56 wanted + 5 waiting - 0) = 178; 896 - 178 = 718,
    #         but at most 1.5 x 224 = 336.
    assert weeks_of(two_weeks, "base_stock") == near([500.0, 896.0])
    assert weeks_of(two_weeks, "ordered") == near([200.0, 336.0])


def test_two_weeks_at_the_supplier(two_weeks):
    # Capacity 1.25 x 200 = 250. Week 1: a fifth, 50 of 200 shipped, 150 unfilled.
    # Week 2: 150 + 336 = 486 asked, 250 shipped, 236 unfilled.
    assert weeks_of(two_weeks, "unfilled") == near([150.0, 236.0])
    # Capacity as customers see it: 250 + 0.5 x (50 - 250) = 150, then 150 + 0.5 x (250 - 150) = 200.
    # Quotes: 1 + 150 / 150 = 2, then 1 + 236 / 200 = 2.18.
    assert weeks_of(two_weeks, "quote") == near([2.0, 2.18])
    # Belief: 1 + 0.5 x (2 - 1) = 1.5, then 1.5 + 0.5 x (2.18 - 1.5) = 1.84.
    assert two_weeks.planning.lead_time.item() == near(1.84)


def test_two_weeks_of_receipts(two_weeks):
    # Week 1: the 200 that were on the road. Week 2: the 50 that left in week 1.
    assert weeks_of(two_weeks, "received") == near([200.0, 50.0])
    # On order: 200 + 200 - 200 = 200, then 200 + 336 - 50 = 486 (250 on the road, 236 unfilled).
    assert weeks_of(two_weeks, "on_order") == near([200.0, 486.0])
    # On hand: 100 + 200 - 200 used = 100, then 100 + 50 - 150 used = 0.
    assert weeks_of(two_weeks, "on_hand") == near([100.0, 0.0])


def test_two_weeks_of_production(two_weeks):
    # Attempted: 50 + 0 + 100 - 50 = 100, then 56 + 5 + 112 - 0 = 173.
    assert weeks_of(two_weeks, "attempted") == near([100.0, 173.0])
    # Made: 100 (of 300 / 2 possible), then 150 / 2 = 75; the line could do 110.
    assert weeks_of(two_weeks, "made") == near([100.0, 75.0])
    # Required: a seat that lacks no part makes 100, then min(110, 173) = 110.
    assert weeks_of(two_weeks, "required") == near([100.0, 110.0])
    # Uptime: (100 + 75) / (100 + 110).
    assert two_weeks.sums.uptime().item() == near(175.0 / 210.0)
    # The 35 that were not made are for want of boards: slot 0; slot 1 is the line.
    assert weeks_of(two_weeks, "shortfall_by") == [near([0.0, 0.0]), near([35.0, 0.0])]


def test_two_weeks_of_sales(two_weeks):
    # Week 1: 160 asked for, 50 + 100 = 150 there; of the 10 unserved 5 wait, 5 are lost.
    # Week 2: 5 who waited, then 70 of 100; of the 30 unserved 15 wait, 15 are lost.
    assert weeks_of(two_weeks, "sold") == near([150.0, 75.0])
    assert weeks_of(two_weeks, "lost") == near([5.0, 15.0])
    assert weeks_of(two_weeks, "backlog") == near([5.0, 15.0])
    assert weeks_of(two_weeks, "finished_goods") == near([0.0, 0.0])
    # In week 1 the line had never fallen short, so the lost go to its slot; in week 2 to the boards.
    assert weeks_of(two_weeks, "lost_by") == [near([0.0, 5.0]), near([15.0, 0.0])]
    assert two_weeks.sums.fill_rate().item() == near(225.0 / 260.0)


def test_two_weeks_of_costs(two_weeks):
    costs = two_weeks.record["cost"][:, :, 0].sum(axis=2)[..., 0]
    by_line = [dict(zip(LINES, week, strict=True)) for week in costs.tolist()]
    # A stool's price is 2 x 30 / 0.60 = 100.
    assert by_line[0] == near(
        {
            "capital": 9.0,  # (100 on hand + 50 on the road) x 30 x 0.2 %
            "storage": 3.0,  # 100 x 30 x 0.1 %
            "insurance": 4.5,  # 150 x 30 x 0.1 %
            "obsolescence": 9.0,  # 150 x 30 x 0.2 %
            "freight_cost": 5.0,  # 50 shipped x 0.1
            "expedite_cost": 0.0,
            "price_premium": 0.0,
            "line_down_cost": 0.0,
            "lost_margin": 100.0,  # 5 x 20 % of 100
            "backlog_cost": 10.0,  # 5 x 2 % of 100
            "changeover_cost": 0.0,
        }
    )
    assert by_line[1] == near(
        {
            "capital": 15.0,  # (0 on hand + 250 on the road) x 30 x 0.2 %
            "storage": 0.0,
            "insurance": 7.5,  # 250 x 30 x 0.1 %
            "obsolescence": 15.0,  # 250 x 30 x 0.2 %
            "freight_cost": 25.0,  # 250 shipped x 0.1
            "expedite_cost": 0.0,
            "price_premium": 0.0,
            "line_down_cost": 350.0,  # 35 x 10 % of 100
            "lost_margin": 300.0,  # 15 x 20 % of 100
            "backlog_cost": 30.0,  # 15 x 2 % of 100
            "changeover_cost": 1680.0,  # 0.25 weeks x 224 boards x 30
        }
    )
    assert costs.sum(axis=1).tolist() == near([140.5, 2422.5])


def test_two_weeks_closed(two_weeks):
    closing = dict(zip(LINES, two_weeks.close_books()[:, 0].sum(axis=(1, 2)).tolist(), strict=True))
    # Half of 250 boards on the road at 30 is not credited; 15 who wait count as lost at 20 each.
    assert {line: cost for line, cost in closing.items() if cost} == near(
        {"obsolescence": 3750.0, "lost_margin": 300.0}
    )


# ---------------------------------------------------------------- stances and shocks


def test_a_changeover_costs_once_a_switch_and_only_for_what_changes():
    scenario = changed(shipped("calm_seas"), shock=[], disturbances__times=0)
    chain = SupplyChain(scenario, 1, policies="jit")
    housing = np.array([False, True, False, False, False, False])
    fees = []
    for turn in range(4):
        chain.settle("tarnholm", Decision(housing if turn in (1, 2) else ~housing & False))
        for _ in range(4):
            chain.step()
        week = chain.record["cost"][4 * turn : 4 * turn + 4, LINES.index("changeover_cost"), 0, :, 0]
        assert (week[1:] == 0.0).all(), "paid after the turn's first week"
        assert np.delete(week[0], 1).sum() == 0.0, "paid for what did not change"
        fees.append(week[0, 1].item())
    # 0.25 weeks x 70 a housing x (60 scooters + 40 trikes, one each) = 1750, at the forecast of the day.
    assert fees[0] == fees[2] == 0.0
    assert fees[1] == pytest.approx(1750.0, rel=0.1)
    assert fees[3] == pytest.approx(1750.0, rel=0.1)


def struck(kind: str, target: str, value: float, **more: Any) -> SupplyChain:
    """Pacific Squeeze with one shock alone, in weeks 3 and 4; four weeks played."""
    scenario = shipped("pacific_squeeze")
    shock = changed(
        scenario.shock[0],
        kind=kind,
        target=target,
        probability=1.0,
        first_week=[3, 3],
        depth=[1.0, 1.0],
        stretch=[1.0, 1.0],
        profile=[[0, value], [2, 1.0]],
        news=[],
        **more,
    )
    return SupplyChain(changed(scenario, shock=[shock], disturbances__times=0), 1)


@pytest.mark.parametrize(
    ("kind", "target", "value", "term", "rows", "bent"),
    [
        ("capacity_cut", "nine_peaks", 0.4, "capacity", [2], 0.4),
        ("closure", "nine_peaks", 0.0, "capacity", [2], 0.0),
        ("outside_orders", "nine_peaks", 1.3, "outside", [2], 1.3),
        ("price_spike", "oakridge", 2.5, "price", [0], 2.5),
        ("port_slowdown", "west", 0.7, "throughput", [0], 0.7),
        ("demand_surge", "trike", 1.8, "demand", [1], 1.8),
        ("demand_slump", "trike", 0.3, "demand", [1], 0.3),
        ("lead_time_stretch", "ocean_south", 2.0, "extra_weeks", [4], 2.0),
        ("price_rise", "frame", 2.5, "price", [0], 2.5),
    ],
)
def test_a_shock_bends_its_own_term_while_it_is_in_force(kind, target, value, term, rows, bent):
    chain = struck(kind, target, value)
    for week in range(1, 7):
        chain.week = week
        terms = chain.terms()
        usual = Terms.usual(chain.network, week, 1)
        if week in (3, 4):
            getattr(usual, term)[rows] = bent
        for name in ("capacity", "outside", "price", "throughput", "demand", "extra_weeks"):
            np.testing.assert_allclose(
                getattr(terms, name), getattr(usual, name), err_msg=f"{name}, week {week}"
            )


def test_depth_stretch_and_shape_make_a_shock_of_a_profile():
    """Profile 0.8 falling to 0.6 over 2 weeks and back to 1 after 4, twice as deep, half as long again."""
    scenario = shipped("pacific_squeeze")
    shock = changed(
        scenario.shock[0],
        probability=1.0,
        first_week=[3, 3],
        depth=[2.0, 2.0],
        stretch=[1.5, 1.5],
        profile=[[0, 0.8], [2, 0.6], [4, 1.0]],
        interpolation="linear",
        news=[],
    )
    chain = SupplyChain(changed(scenario, shock=[shock], disturbances__times=0), 1)
    drawn: Shock = chain.shocks[0]
    # Weeks 3 … 9 are 0, 2/3, 4/3, 2, 8/3, 10/3 and 4 weeks into the profile: 0.8, 0.7333, 0.6667, 0.6,
    # 0.7333, 0.8667, over. Twice as far from 1: 0.6, 0.4667, 0.3333, 0.2, 0.4667, 0.7333.
    expected = [1.0, 1.0, 0.6, 0.466667, 0.333333, 0.2, 0.466667, 0.733333, 1.0, 1.0]
    assert drawn.effect[:10, 0].tolist() == pytest.approx(expected, abs=1e-6)
    assert np.flatnonzero(drawn.in_force[:, 0]).tolist() == [2, 3, 4, 5, 6, 7]


SHOCK_EFFECTS: list[tuple[str, str, float, Callable[[SupplyChain], float]]] = [
    ("line_outage", "tarnholm", 0.0, lambda chain: chain.record["lost"][:, 0].sum()),
    ("line_outage", "every_seat", 0.0, lambda chain: chain.record["lost"][:, 3].sum()),
    ("price_rise", "frame", 2.0, lambda chain: chain.sums.cost[LINES.index("price_premium")].sum()),
    ("price_spike", "oakridge", 2.0, lambda chain: chain.sums.cost[LINES.index("price_premium")].sum()),
    ("port_slowdown", "west", 0.3, lambda chain: chain.record["port_queue_weeks"][:, 0].max()),
    ("lead_time_stretch", "ocean_south", 3.0, lambda chain: chain.record["quote"][:, 4].max()),
    ("closure", "brightpane", 0.0, lambda chain: chain.record["unfilled"][:, :, 3].max()),
    ("outside_orders", "nine_peaks", 2.0, lambda chain: chain.record["unfilled"][:, :, 2].max()),
    ("demand_surge", "trike", 3.0, lambda chain: chain.record["lost"][:, :, 1].sum()),
]


@pytest.mark.parametrize(("kind", "target", "value", "felt"), SHOCK_EFFECTS)
def test_a_shock_is_felt_where_it_strikes(kind, target, value, felt):
    quiet: Scenario = changed(shipped("pacific_squeeze"), shock=[], disturbances__times=0)
    assert felt(struck(kind, target, value).run()) > felt(SupplyChain(quiet, 1).run()) + 0.5
