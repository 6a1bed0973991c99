"""What comes with ordering in numbers: costs by the unit and by the order, a line that makes to order."""

from __future__ import annotations

import numpy as np
import pytest
from reference_support import scenario_of
from world_support import changed, shipped

from linestop.agents import Decision, Scenario, SupplyChain
from linestop.agents.chain.outlook import Outlook
from linestop.agents.scenario.order_rules import NEEDS, OrderRule
from linestop.agents.sites.ordering_rules import RULES
from linestop.agents.studies.study import play

WEEKS = 16
BASE_STOCK = OrderRule(rule="base_stock", level=2_000.0)


def played(scenario: Scenario, worlds: int = 2) -> SupplyChain:
    return SupplyChain(scenario, 3, worlds).run()


def with_first_part(**changes: object) -> Scenario:
    year = changed(shipped("pacific_squeeze"), weeks=WEEKS)
    return changed(year, component=[changed(year.component[0], **changes), *year.component[1:]])


def test_every_rule_has_its_numbers_and_its_class():
    assert RULES.keys() == NEEDS.keys()


def test_a_cost_for_each_order_stands_in_a_line_of_its_own_and_in_the_total():
    dear, free = (played(with_first_part(order_cost=cost, order=BASE_STOCK)) for cost in (7.0, 0.0))
    assert dear.network.cost_lines == (*free.network.cost_lines, "order_cost")
    cost = dear.record["cost"]
    assert np.array_equal(cost[:, :-1], free.record["cost"])
    assert np.array_equal(cost[:, -1, :, 0], 7.0 * (dear.record["ordered"][:, :, 0] > 0.0))
    assert not cost[:, -1, :, 1:].any()
    frame = dear.record.to_frame()
    assert frame["order_cost"].sum() == pytest.approx(cost[:, -1].sum())
    assert frame["total_cost"].sum() == pytest.approx(cost.sum())
    assert play(dear.scenario, 3, 2, "hybrid")[0].line("order_cost") > 0.0


def test_what_rounding_leaves_is_no_order_and_costs_nothing():
    """Of the part that is ordered by a rule, and of those that are ordered by stances."""
    rules = SupplyChain(with_first_part(order=BASE_STOCK), 3).seat_rules
    units = np.full(rules.asked.shape, 1e-12)
    assert not rules.count(units).any()
    assert (rules.count(units + 1e-3) == 1.0).all()


def test_a_holding_cost_by_the_unit_takes_the_place_of_all_yearly_rates():
    chain = played(with_first_part(holding_cost=0.25))
    cost, on_hand = chain.record["cost"][:, :4, :, 0], chain.record["on_hand"][:, :, 0]
    assert np.array_equal(cost[:, 1], 0.25 * on_hand)
    assert not np.delete(cost, 1, axis=1).any()
    rates = played(with_first_part()).record["cost"]
    assert np.array_equal(chain.record["cost"][..., 1:, :], rates[..., 1:, :]), "other parts' books stay"
    units = np.ones((len(chain.network.components), 1))
    assert chain.ledger.holding_per_week(units)[0, 0] == 0.25


def test_a_seat_may_have_a_rule_of_its_own():
    year = with_first_part()
    own = changed(year.seat[1], order={year.component[0].name: BASE_STOCK})
    chain = played(changed(year, seat=[year.seat[0], own, *year.seat[2:]]))
    level, plain = chain.record["base_stock"][:, :, 0], played(year).record["base_stock"][:, :, 0]
    assert (level[:, 1] == pytest.approx(2_000.0)) and np.array_equal(
        level[0, [0, 2, 3]], plain[0, [0, 2, 3]]
    )


def test_first_orders_are_placed_whatever_the_rule_says():
    rule = changed(BASE_STOCK, first_orders=[11.0, 0.0, 12.0])
    ordered = played(with_first_part(order=rule)).record["ordered"][:, :, 0]
    assert (ordered[:3] == np.array([11.0, 0.0, 12.0])[:, None, None]).all()
    assert (ordered[3] > 100.0).all()


def test_a_line_that_makes_to_order_makes_what_was_asked_and_keeps_no_shelf():
    line = changed(shipped("calm_seas").line, makes="to_order", finished_goods_weeks=0.0, capacity_ratio=5.0)
    chain = played(changed(shipped("calm_seas"), weeks=WEEKS, line=line))
    record, demand = chain.record, chain.record["demand"].sum(axis=3)
    waiting = np.concatenate([np.zeros_like(demand[:1]), record["backlog"][:-1]])
    assert record["attempted"] == pytest.approx(waiting + demand)
    assert not record["finished_goods"].any() and np.array_equal(record["made"], record["sold"])
    assert record["required"] == pytest.approx(demand)


def test_what_lies_ahead_is_seen_under_rules_too():
    chain = SupplyChain(with_first_part(order=OrderRule(rule="moving_average", weeks=3, cover=6.0)), 3, 2)
    chain.step()
    assert np.isfinite(Outlook(chain).survival).all()


def test_returns_leave_the_bin_and_are_counted():
    demand = {"market.0.demand.copy.draw": "listed", "market.0.demand.copy.units": [50.0, 50.0, 10.0, 0.0]}
    rule = {"rule": "moving_average", "weeks": 1, "cover": 2.0, "returns": True}
    chain = played(scenario_of("single_stage", {**demand, "component.0.order": rule, "weeks": 6}), 1)
    # Level 100, then 20, then 0: of the 90 left after week 3 seventy go back, after week 4 the other twenty.
    assert chain.manufacturers.returned[0, 0, 0] == 90.0
    assert chain.record["on_hand"][:, 0, 0, 0].tolist() == [50.0, 50.0, 90.0, 20.0, 0.0, 0.0]


def lots_of(lot: float, *first: float) -> OrderRule:
    return OrderRule(rule="lots", reorder_point=1.0, lot=lot, first_orders=list(first))


def test_each_lot_costs_and_a_part_of_a_lot_costs_the_whole():
    """Stated first orders of 30, 250 and 300 units by lots of 100, at 7 a lot."""
    rule = lots_of(100.0, 30.0, 250.0, 300.0, 0.0)
    cost = played(with_first_part(order_cost=7.0, order=rule)).record["cost"][:4, -1, :, 0]
    assert (cost == 7.0 * np.array([1.0, 3.0, 3.0, 0.0])[:, None, None]).all()


def test_what_credit_leaves_of_a_lot_costs_the_whole():
    year = with_first_part(order_cost=7.0, order=lots_of(500.0))
    chain = played(changed(year, seat=[changed(seat, credit=150_000.0) for seat in year.seat]))
    ordered, cost = chain.record["ordered"][:, :, 0], chain.record["cost"][:, -1, :, 0]
    parts = (ordered > 1e-6) & (ordered < 499.0)
    assert parts.any(), "credit cuts an order"
    assert (cost[parts] == 7.0).all()


@pytest.mark.parametrize("lots", [1, 3, 7, 1_000, 10**7])
@pytest.mark.parametrize("lot", [0.1, 1 / 3, 100.0])
def test_whole_lots_are_counted_without_what_rounding_adds(lots: int, lot: float):
    rule = RULES["lots"](lots_of(lot), 10.0, 3)
    units = np.array([lot * lots, np.nextafter(lot * lots, np.inf), np.nextafter(lot * lots, 0.0)])
    assert (rule.count(units) == lots).all()


@pytest.mark.parametrize("name", ["calm_seas", "pacific_squeeze"])
def test_the_fee_told_before_a_switch_is_the_fee_charged_whatever_other_lines_the_books_have(name: str):
    """In books with a line for orders that line is the last one, and it is not the fee."""
    scenario = shipped(name)
    scenario = changed(scenario, component=[changed(part, order_cost=3.0) for part in scenario.component])
    chain = SupplyChain(scenario, 3)
    while chain.week < 12:
        chain.step()
    parts = chain.network.components
    told = Outlook(chain)
    for seat in chain.network.seats:
        row = chain.network.seats.index(seat)
        chain.settle(seat, Decision(~chain.manufacturers.stance[row]))
    chain.step()
    fees = chain.record["cost"][-1, chain.network.cost_lines.index("changeover_cost"), :, :-1, 0]
    for n, seat in enumerate(chain.network.seats):
        offers = [max(each.fee for each in told.offers(seat)[part].values()) for part in parts]
        assert fees[n] == pytest.approx(offers) and min(offers) > 0.0
