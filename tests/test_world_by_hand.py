"""Weeks worked out on paper. Every number stands here with the sum that gives it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from world_support import changed, shipped, test_scenario

from linestop.agents import Decision, Scenario, SupplyChain
from linestop.agents.chance.shocks import Shock, Terms
from linestop.agents.network.cost_lines import LINES
from linestop.agents.network.derivation import network_of
from linestop.agents.scenario.scenario import Selling
from linestop.agents.sites.lane import Lanes
from linestop.agents.sites.line import produce
from linestop.agents.sites.market import sell
from linestop.agents.sites.port import Queue

TEN_DIGITS = {"rtol": 1e-10, "atol": 1e-10}


def near(value: Any) -> Any:
    return pytest.approx(value, rel=1e-10, abs=1e-10)


# ---------------------------------------------------------------- two weeks of a chain


@pytest.fixture(scope="module")
def two_weeks() -> SupplyChain:
    """Just in Time in week 1, Just in Case from week 2 on."""
    chain = SupplyChain(test_scenario("two_weeks"), 1, policies="jit")
    chain.step()
    chain.settle("hobbin", Decision(np.array([True])))
    return chain.run()


def weeks_of(chain: SupplyChain, measure: str) -> list[Any]:
    """A measure's two weeks, without the axes of length 1."""
    values: list[Any] = chain.record[measure].reshape(2, -1).squeeze().tolist()
    return values


def test_opening_is_the_steady_state_of_just_in_time():
    chain = SupplyChain(test_scenario("two_weeks"), 1)
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


# ---------------------------------------------------------------- a port's queue


def test_a_port_queue_grows_and_clears_as_the_reference_says():
    """domain.md C6: 100 boxes a week, throughput 60 for 6 weeks, then 120."""
    queue = Queue(lanes=1, customers=1, worlds=1)
    waiting, freed = [], []
    for week in range(1, 19):
        queue.join(np.full((1, 1, 1), 100.0), np.array([100.0]))
        freed.append(queue.discharge(np.array([60.0 if week <= 6 else 120.0])).item())
        waiting.append(queue.boxes_waiting().item())
    assert waiting == [
        *(40.0, 80.0, 120.0, 160.0, 200.0, 240.0),  # + 40 a week
        *(220.0, 200.0, 180.0, 160.0, 140.0, 120.0, 100.0, 80.0, 60.0, 40.0, 20.0, 0.0),  # - 20 a week
    ]
    assert max(waiting) == 240.0
    assert sum(waiting) == 2160.0  # = 240 x 18 / 2
    assert sum(boxes > 0.0 for boxes in waiting) == 17
    # First in, first out: the first box of week t is ashore once 100 (t - 1) are and it; the fluid wait at
    # the peak is 240 / 120 = 2 weeks.
    ashore = np.cumsum(freed)
    waits = [int(np.argmax(ashore > 100.0 * (week - 1))) + 1 - week for week in range(1, 19)]
    assert waits == [0, 0, 1, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0]


def test_a_port_serves_a_cohort_pro_rata_and_the_next_one_after_it():
    queue = Queue(lanes=1, customers=2, worlds=1)
    # Week 1: 30 and 10 of ours among 80 boxes, throughput 60: three quarters of everybody's.
    queue.join(np.array([[[30.0], [10.0]]]), np.array([80.0]))
    assert queue.discharge(np.array([60.0])).ravel().tolist() == [22.5, 7.5]
    assert queue.boxes_waiting().item() == 20.0
    # Week 2: 0 and 20 of ours among 50. First the 20 left of week 1, then 40 of the 50: 4 in 5.
    queue.join(np.array([[[0.0], [20.0]]]), np.array([50.0]))
    assert queue.discharge(np.array([60.0])).ravel().tolist() == near([7.5, 2.5 + 16.0])
    assert queue.units_waiting().ravel().tolist() == near([0.0, 4.0])
    # Week 3: a closed port serves nobody.
    queue.join(np.array([[[8.0], [0.0]]]), np.array([8.0]))
    assert queue.discharge(np.array([0.0])).ravel().tolist() == [0.0, 0.0]
    assert queue.boxes_waiting().item() == near(18.0)


# ---------------------------------------------------------------- a supplier that must ration


@pytest.mark.parametrize(
    ("asked", "shipped_units"),
    [  # domain.md A2, the row "proportional", capacity 100
        ((60.0, 50.0, 40.0), (40.0, 33.333333, 26.666667)),  # x 100 / 150
        ((120.0, 50.0, 40.0), (57.142857, 23.809524, 19.047619)),  # x 100 / 210
        ((60.0, 50.0, 10.0), (50.0, 41.666667, 8.333333)),  # x 100 / 120
        ((60.0, 30.0, 10.0), (60.0, 30.0, 10.0)),  # enough for all
    ],
)
def test_a_supplier_shares_a_shortage_in_proportion(asked, shipped_units):
    scenario = test_scenario("two_weeks")
    # Three seats of 25, 15 and 10 stools: 50 x 2 boards = 100 = the capacity at a ratio of 1.
    seats = [
        changed(scenario.seat[0], name=f"seat_{n}", demand={"stool": mean})
        for n, mean in enumerate((25.0, 15.0, 10.0))
    ]
    mill = changed(scenario.supplier[0], capacity_ratio=1.0)
    chain = SupplyChain(changed(scenario, seat=seats, supplier=[mill]), 1)
    terms = Terms.usual(chain.network, 1, 1)
    goods = chain.suppliers.fill(1, np.array(asked).reshape(1, 3, 1), terms)
    assert goods.ravel().tolist() == pytest.approx(shipped_units, abs=1e-6)
    left = np.subtract(asked, shipped_units)
    assert chain.suppliers.backlog.ravel().tolist() == pytest.approx(left, abs=1e-6)


def test_the_outside_world_waits_in_the_same_queue_and_a_finished_stock_helps_both():
    scenario = test_scenario("two_weeks")
    # Outside share 0.5: 200 boards a week as well; capacity 1.25 x 400 = 500; stock at most 0.25 x 400 = 100.
    mill = changed(scenario.supplier[0], outside_share=0.5, finished_stock_weeks=0.25)
    chain = SupplyChain(changed(scenario, supplier=[mill]), 1)
    terms = Terms.usual(chain.network, 1, 1)
    # 800 + 200 asked, 500 + 100 there: 6 in 10 each; 600 - 600 = 0 stays in stock.
    assert chain.suppliers.fill(1, np.full((1, 1, 1), 800.0), terms).item() == near(480.0)
    assert chain.suppliers.backlog.item() == near(320.0)
    assert chain.suppliers.outside_backlog.item() == near(80.0)
    assert chain.suppliers.finished.item() == near(0.0)
    assert chain.suppliers.made.item() == near(500.0)


def test_the_outside_world_goes_by_last_weeks_quote_and_does_not_see_the_seats_orders():
    scenario = test_scenario("two_weeks")
    mill = changed(scenario.supplier[0], outside_share=0.5)
    chain = SupplyChain(changed(scenario, supplier=[mill]), 1)
    terms = Terms.usual(chain.network, 1, 1)
    # Nobody waited, so it orders its usual 200: of 900 + 200 asked 500 are there, 5 in 11.
    assert chain.suppliers.fill(1, np.full((1, 1, 1), 900.0), terms).item() == near(900.0 * 5.0 / 11.0)
    assert chain.suppliers.outside_backlog.item() == near(200.0 * 6.0 / 11.0)
    # Week 2: 600 wait, 600 / 500 = 1.2 weeks; it believes half of that and orders 0.6 weeks more, at most
    # half as much again: 300. Asked: 600 + 0 + 300 = 900 for 500.
    chain.suppliers.fill(2, np.zeros((1, 1, 1)), terms)
    assert chain.suppliers.outside_backlog.item() == near((200.0 * 6.0 / 11.0 + 300.0) * 4.0 / 9.0)


# ---------------------------------------------------------------- the line


def line(attempted: Any, on_hand: Any, bill: Any, capacity: float) -> tuple[list[float], list[float], Any]:
    """One seat, one world: made, used, and the blame by product."""
    output = produce(
        np.array([attempted])[..., None],
        np.array([on_hand])[..., None],
        np.array([bill]),
        np.array([capacity]),
    )
    return output.made.ravel().tolist(), output.used.ravel().tolist(), output.blame[0, :, :, 0].tolist()


def test_what_a_product_cannot_use_of_a_shared_part_goes_to_the_other():
    # Chips (both need 1), tops (only the first), feet (only the second).
    made, used, blame = line([60.0, 40.0], [80.0, 30.0, 100.0], [[1.0, 1.0, 0.0], [1.0, 0.0, 1.0]], 200.0)
    # First pass: chips allow 80 / 100, tops 30 / 60: 60 x 0.5 = 30 and 40 x 0.8 = 32; 18 chips are left.
    # Second pass: the first is out of tops; the second takes the 8 chips that it still wants.
    assert made == near([30.0, 40.0])
    assert used == near([70.0, 30.0, 40.0])
    assert blame == [[0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0]]


def test_two_empty_bins_share_the_blame_whatever_rounding_left_in_one():
    _, _, blame = line([100.0], [2e-15, 0.0], [[1.0, 2.0]], 200.0)
    assert blame == [[0.5, 0.5, 0.0]]


def test_a_line_is_shared_in_proportion_and_then_by_who_can_use_it():
    # 150 attempted on a line of 100: two thirds each. Then the first has no parts beyond 20.
    made, _, blame = line([90.0, 60.0], [20.0, 500.0], [[1.0, 0.0], [0.0, 1.0]], 100.0)
    # First pass: plans 60 and 40; made 20 and 40. Second pass: line 40 left, the second wants 20 more.
    assert made == near([20.0, 60.0])
    assert blame == [[1.0, 0.0, 0.0], [0.0, 0.0, 0.0]]
    # With parts enough the line is the cause: 60 and 40.
    made, _, blame = line([90.0, 60.0], [500.0, 500.0], [[1.0, 0.0], [0.0, 1.0]], 100.0)
    assert made == near([60.0, 40.0])
    assert blame == [[0.0, 0.0, 1.0], [0.0, 0.0, 1.0]]


def test_three_products_need_a_third_pass():
    # One chip each; the first has 10 lids, the second 15 pads, the third lacks nothing of its own.
    bill = [[1.0, 1.0, 0.0], [1.0, 0.0, 1.0], [1.0, 0.0, 0.0]]
    made, used, blame = line([40.0, 40.0, 40.0], [60.0, 10.0, 15.0], bill, 500.0)
    # Pass 1: chips allow half; lids 1/4, pads 3/8: made 10, 15, 20; 15 chips left. Passes 2 and 3: the third
    # alone can go on, and takes them: 35, and then the chips are the cause.
    assert made == near([10.0, 15.0, 35.0])
    assert used == near([60.0, 10.0, 15.0])
    assert blame == [[0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 1.0, 0.0], [1.0, 0.0, 0.0, 0.0]]


def test_a_shortfall_is_put_down_to_the_scarcest_component_ties_in_equal_parts():
    # 100 attempted; two parts allow 60, one allows 80.
    made, _, blame = line([100.0], [60.0, 120.0, 80.0], [[1.0, 2.0, 1.0]], 200.0)
    assert made == near([60.0])
    assert blame == [[0.5, 0.5, 0.0, 0.0]]
    # One part allows 50, one 60; the line 90.
    made, _, blame = line([100.0], [50.0, 60.0], [[1.0, 1.0]], 90.0)
    assert made == near([50.0])
    assert blame == [[1.0, 0.0, 0.0]]
    # The line allows 40, the parts 50 and 60.
    made, _, blame = line([100.0], [50.0, 60.0], [[1.0, 1.0]], 40.0)
    assert made == near([40.0])
    assert blame == [[0.0, 0.0, 1.0]]


# ---------------------------------------------------------------- customers


def test_a_week_of_customers_who_switch():
    # Two seats, one product, one market. The first has 60 for 100, the second 80 for 50.
    goods, nobody = np.array([[[60.0]], [[80.0]]]), np.zeros((2, 1, 1, 1))
    demand = np.array([100.0, 50.0]).reshape(2, 1, 1, 1)
    sales = sell(goods, nobody, demand, Selling(wait_share=0.5, switching=0.5))
    # 40 unserved at the first; half of them, 20, ask the second, which has 30 to spare.
    assert sales.gained.ravel().tolist() == near([0.0, 20.0])
    assert sales.sold.ravel().tolist() == near([60.0, 70.0])
    # Of the 20 who stay 10 wait and 10 are lost, and the 20 who went are lost to the first, too.
    assert sales.backlog.ravel().tolist() == near([10.0, 0.0])
    assert sales.lost.ravel().tolist() == near([30.0, 0.0])


def test_those_who_waited_are_served_first_and_regions_alike():
    # 90 goods; 30 + 10 wait in two regions, 60 + 40 ask today. All 40 who waited, then half of 100.
    goods = np.array([[[90.0]]])
    backlog, demand = (np.array(pair).reshape(1, 1, 2, 1) for pair in ([30.0, 10.0], [60.0, 40.0]))
    sales = sell(goods, backlog, demand, Selling(wait_share=0.25))
    assert sales.sold.item() == near(90.0)
    assert sales.backlog.ravel().tolist() == near([7.5, 5.0])  # a quarter of 30 and of 20
    assert sales.lost.item() == near(37.5)  # the other three quarters
    # 20 goods: half of those who waited, 15 + 5; they go on waiting.
    sales = sell(np.array([[[20.0]]]), backlog, demand, Selling(wait_share=0.25))
    assert sales.backlog.ravel().tolist() == near([15.0 + 15.0, 5.0 + 10.0])


# ---------------------------------------------------------------- lanes


def test_a_stretched_lane_delays_but_never_lets_a_later_load_overtake():
    network = network_of(test_scenario("two_weeks"))  # one lane of 1 week
    lanes = Lanes(network, worlds=1)
    arrived = []
    for week, (load, extra) in enumerate(
        [(1.0, 0), (2.0, 3), (4.0, 1), (8.0, 0), (16.0, 0), (0.0, 0)], start=1
    ):
        lanes.depart(week, np.full((1, 1, 1), load), np.full((1, 1), float(extra)))
        arrived.append(lanes.take(week).item())
    # Week 1's load is due in 2. Week 2's in 2 + 1 + 3 = 6. Week 3's would be due in 5, week 4's in 5, and
    # wait for it until 6, where week 5's load is due anyway.
    assert arrived == [0.0, 1.0, 0.0, 0.0, 0.0, 2.0 + 4.0 + 8.0 + 16.0]


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
