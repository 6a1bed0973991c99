"""Sites worked out on paper, one at a time: ports, suppliers, the line, customers and lanes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from by_hand_support import near
from world_support import changed, own_scenario

from linestop.agents import SupplyChain
from linestop.agents.chance.terms import Terms
from linestop.agents.network.derivation import network_of
from linestop.agents.scenario.markets import Selling
from linestop.agents.sites.lane import Lanes
from linestop.agents.sites.line import produce
from linestop.agents.sites.market import sell
from linestop.agents.sites.port import Queue

# ---------------------------------------------------------------- a port's queue


def test_a_port_queue_grows_and_clears_as_the_reference_says():
    """A fluid queue: 100 boxes a week, throughput 60 for 6 weeks, then 120."""
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
    [  # proportional rationing, capacity 100
        ((60.0, 50.0, 40.0), (40.0, 33.333333, 26.666667)),  # x 100 / 150
        ((120.0, 50.0, 40.0), (57.142857, 23.809524, 19.047619)),  # x 100 / 210
        ((60.0, 50.0, 10.0), (50.0, 41.666667, 8.333333)),  # x 100 / 120
        ((60.0, 30.0, 10.0), (60.0, 30.0, 10.0)),  # enough for all
    ],
)
def test_a_supplier_shares_a_shortage_in_proportion(asked, shipped_units):
    scenario = own_scenario("two_weeks")
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
    scenario = own_scenario("two_weeks")
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
    scenario = own_scenario("two_weeks")
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
    network = network_of(own_scenario("two_weeks"))  # one lane of 1 week
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
