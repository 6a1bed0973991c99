"""Nobody is served first for standing first in a file: another order, the same results."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from order_support import check_order
from scenarios_support import scenarios
from world_support import SHIPPED, changed, shipped

from linestop.agents.sites.supplier import Suppliers


@pytest.mark.slow
@given(scenario=scenarios(), order=st.integers(0, 2**32), luck=st.integers(0, 2**32))
@settings(max_examples=60)
def test_permuting_sites_and_seats_permutes_the_results(scenario, order, luck):
    check_order(scenario, order, luck)


@pytest.mark.slow
@pytest.mark.parametrize("name", SHIPPED)
def test_permuting_permutes_in_the_scenarios_that_come_with_the_game(name):
    for order in range(3):
        check_order(shipped(name), order, luck=order)


def test_permuting_permutes_where_customers_switch():
    check_order(changed(shipped("pacific_squeeze"), selling__switching=0.5), order=1, luck=1)


def test_red_control_a_supplier_that_serves_the_first_in_the_file_first_is_found(monkeypatch):
    fill = Suppliers.fill

    def first_come(self: Suppliers, week: int, orders: np.ndarray, terms: Any) -> np.ndarray:
        """What leaves the gate goes to the first seat up to its order, then to the next."""
        left = fill(self, week, orders, terms).sum(axis=1)
        goods = np.zeros_like(orders)
        for seat in range(orders.shape[1]):
            goods[:, seat] = np.minimum(left, orders[:, seat])
            left = left - goods[:, seat]
        goods[:, -1] += left
        return goods

    monkeypatch.setattr(Suppliers, "fill", first_come)
    with pytest.raises(AssertionError, match="apart"):
        check_order(shipped("pacific_squeeze"), order=1, luck=1)
