"""What a supplier takes above standard cost: always, and where people wait."""

from __future__ import annotations

import numpy as np
import pytest
from yields_support import glassworks

from linestop.agents import SupplyChain
from linestop.agents.chance.terms import Terms
from linestop.agents.network.cost_lines import PREMIUM
from linestop.agents.scenario.supply import ShortagePrice
from linestop.agents.sites.supplier import Suppliers

RISING = ShortagePrice(per_week=0.1, most=0.15)


def premiums(chain: SupplyChain) -> np.ndarray:
    """Paid above standard, by week."""
    paid: np.ndarray = chain.record["cost"][:, PREMIUM, 0, 0, 0]
    return paid


def test_a_dear_supplier_is_paid_so_much_more_for_each_unit() -> None:
    chain = SupplyChain(glassworks(premium=2.5), 1).run()
    assert premiums(chain).tolist() == pytest.approx([2.5 * 10.0] * 40)


def test_the_price_follows_the_queue_that_last_week_left_up_to_its_bound() -> None:
    # 8 a week for 10 ordered, and seen so: 2, 4, 6 … wait, 0.25, 0.5, 0.75 … weeks.
    chain = SupplyChain(glassworks(capacity=8.0, capacity_ratio=1.0, shortage_price=RISING), 1).run()
    weeks = np.arange(40) * 0.25
    assert premiums(chain).tolist() == pytest.approx((8.0 * 40.0 * np.minimum(0.15, 0.1 * weeks)).tolist())


def test_where_nobody_waits_a_shortage_costs_nothing() -> None:
    chain = SupplyChain(glassworks(shortage_price=RISING), 1).run()
    assert not premiums(chain).any()


def test_a_supplier_of_stated_capacity_keeps_the_outside_worlds_part_of_it() -> None:
    chain = SupplyChain(glassworks(capacity=80.0, capacity_ratio=2.0, outside_share=0.5), 1)
    assert chain.network.capacity.tolist() == [80.0]
    assert chain.network.outside_orders.tolist() == [20.0]


def test_red_control_a_price_that_sees_this_weeks_orders_is_found(monkeypatch) -> None:
    fill = Suppliers.fill

    def late(self: Suppliers, week: int, orders: np.ndarray, terms: Terms) -> np.ndarray:
        shipped = fill(self, week, orders, terms)
        terms.price[:] = 1.0
        self.raise_prices(terms)
        return shipped

    monkeypatch.setattr(Suppliers, "fill", late)
    with pytest.raises(AssertionError):
        test_the_price_follows_the_queue_that_last_week_left_up_to_its_bound()
