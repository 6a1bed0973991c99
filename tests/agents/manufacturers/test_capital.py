"""Money is a credit line with a price, and orders beyond it are cut by a rule that stands in the scenario."""

from __future__ import annotations

import numpy as np
import pytest
from costs_support import Shipping, check_sums
from order_support import check_order
from world_support import changed, measures, own_scenario, shipped

from linestop.agents import Decision, Scenario, SeatView, SupplyChain
from linestop.agents.manufacturers import capital
from linestop.agents.manufacturers.capital import affordable
from linestop.agents.network.cost_lines import LINES

SQUEEZE = changed(shipped("pacific_squeeze"), weeks=24)
PARTS = [part.name for part in SQUEEZE.component]


def short_of_money(**changes: object) -> Scenario:
    """The crisis with a little more money than thin shelves need, in every seat."""
    seats = [changed(seat, cash=100_000.0, credit=300_000.0) for seat in SQUEEZE.seat]
    return changed(SQUEEZE, seat=seats, **changes)


def by_priority(*first: str) -> Scenario:
    """The same where money goes to these components first."""
    parts = [changed(part, priority=1 if part.name in first else 2) for part in SQUEEZE.component]
    return short_of_money(ordering__beyond_credit="priority", component=parts)


# ---------------------------------------------------------------- what is cut


def test_a_week_of_orders_that_money_does_not_cover():
    # 60, 80 and 40 are asked for, and 100 is there. All alike: 100 / 180 of each.
    room, cost = np.array([[100.0]]), np.array([60.0, 80.0, 40.0]).reshape(1, 3, 1)
    alike = affordable(room, cost, np.ones((1, 1)))
    assert alike.ravel().tolist() == pytest.approx([100 / 180] * 3)
    # The first before the others: 60 whole, and 40 for the other 120.
    ranked = affordable(room, cost, np.array([[1.0], [2.0], [2.0]]))
    assert ranked.ravel().tolist() == pytest.approx([1.0, 1 / 3, 1 / 3])
    # The third, then the second, then the first: 40 whole, 60 of 80, nothing.
    ranked = affordable(room, cost, np.array([[3.0], [2.0], [1.0]]))
    assert ranked.ravel().tolist() == pytest.approx([0.0, 0.75, 1.0])


def tied_up(chain: SupplyChain) -> np.ndarray:
    """Standard cost of stock, finished goods and open orders: (weeks, N, W)."""
    parts = (chain.record["on_hand"] + chain.record["on_order"]) * chain.network.value[:, None]
    goods = chain.record["finished_goods"] * chain.ledger.product_value[..., None]
    return parts.sum(axis=2) + goods.sum(axis=2)


@pytest.mark.parametrize("scenario", [short_of_money(), by_priority("chip")], ids=["alike", "ranked"])
def test_no_seat_ties_up_more_than_its_cash_and_its_line(scenario):
    free = SupplyChain(SQUEEZE, 1, 2, policies="jic").run()
    assert (tied_up(free) > 400_000.0).any(), "the limit must bite for the test to mean anything"
    limited = SupplyChain(scenario, 1, 2, policies="jic").run()
    assert (tied_up(limited) <= 400_000.0 * (1.0 + 1e-9)).all()


def test_what_stands_first_is_bought_first():
    chip, frame = PARTS.index("chip"), PARTS.index("frame")
    chips, frames = (
        SupplyChain(by_priority(name), 1, 2, policies="jic").run().record["ordered"][1:6].sum(axis=0)
        for name in ("chip", "frame")
    )
    assert (chips[:, chip] > 1.2 * frames[:, chip]).all()
    assert (frames[:, frame] > 1.2 * chips[:, frame]).all()


def test_a_seat_may_set_an_order_of_its_own():
    own = np.where(np.array(PARTS) == "chip", 1.0, 2.0)

    def decide(view: SeatView) -> Decision:
        return Decision(view.stance | True, priority=own)

    stated = SupplyChain(by_priority("chip"), 1, 2, policies="jic").run()
    chosen = SupplyChain(by_priority("frame"), 1, 2, policies=decide).run()
    assert np.array_equal(stated.record["ordered"], chosen.record["ordered"])


def test_where_all_are_cut_alike_priorities_change_nothing():
    parts = [changed(part, priority=1 + n) for n, part in enumerate(SQUEEZE.component)]
    plain, ranked = (
        SupplyChain(each, 1, policies="jic").run()
        for each in (short_of_money(), short_of_money(component=parts))
    )
    assert np.array_equal(plain.sums.cost, ranked.sums.cost)


def test_a_world_short_of_money_is_the_same_alone_as_among_many():
    many = SupplyChain(by_priority("chip"), 1, 3, policies="jic").run()
    alone = SupplyChain(by_priority("chip"), 1, 1, policies="jic", first_world=2).run()
    for name, values in measures(alone).items():
        assert np.array_equal(values, measures(many)[name][..., 2:]), name


def test_red_control_money_for_the_first_in_the_file_is_found(monkeypatch):
    parts = [changed(part, priority=2) for part in SQUEEZE.component]
    equals = short_of_money(ordering__beyond_credit="priority", component=parts)
    check_order(equals, order=1, luck=1)
    monkeypatch.setattr(
        capital.Priorities, "ranks", lambda self, numbers: np.arange(float(len(PARTS)))[:, None]
    )
    with pytest.raises(AssertionError, match="apart"):
        check_order(equals, order=1, luck=1)


# ---------------------------------------------------------------- what it costs


def test_a_week_of_interest():
    two_weeks = own_scenario("two_weeks")
    priced = changed(two_weeks, costs__interest=0.052, seat=[changed(two_weeks.seat[0], cash=1500.0)])
    dear, free = (SupplyChain(each, 1, policies="jit") for each in (priced, two_weeks))
    for chain in (dear, free):
        chain.step()
    # 100 boards on hand and 50 on the road at 30 are 4,500; 3,000 of it is drawn, at 0.1 % a week.
    interest = dear.record["cost"] - free.record["cost"]
    assert interest[0, LINES.index("capital"), 0, 0].item() == pytest.approx(3.0)
    assert interest.sum() == pytest.approx(3.0)


def test_stock_within_own_cash_pays_no_interest():
    rich = changed(SQUEEZE, costs__interest=0.5, seat=[changed(seat, cash=1e9) for seat in SQUEEZE.seat])
    free, priced = (SupplyChain(each, 1, policies="jic").run() for each in (SQUEEZE, rich))
    assert np.array_equal(free.record["cost"], priced.record["cost"])


def test_interest_is_among_the_costs_that_add_up():
    check_sums(Shipping(short_of_money(costs__interest=0.2), 1, 2, policies="jic").run())
