"""Nobody is served first for standing first in a file: another order, the same results."""

from __future__ import annotations

from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from world_support import SHIPPED, at_random, changed, scenarios, shipped

from linestop.agents import Scenario, SupplyChain
from linestop.agents.chain.record import DEPOT_SHAPES, SHAPES
from linestop.agents.sites.supplier import Suppliers

CLOSE = 1e-9
LISTS = (
    *("component", "supplier", "port", "depot", "lane", "product", "market", "seat", "shock"),
    "engineering_change",
)
AXES = {
    "N": "seats",
    "K": "components",
    "S": "suppliers",
    "J": "lanes",
    "P": "ports",
    "D": "depots",
    "G": "products",
    "M": "markets",
}


def reordered(scenario: Scenario, order: int) -> Scenario:
    """The same scenario, every list in another order."""
    lists: dict[str, list[Any]] = {name: list(getattr(scenario, name)) for name in LISTS}
    for items in lists.values():
        Random(order).shuffle(items)
    return changed(scenario, **lists)


def check_order(scenario: Scenario, order: int, luck: int, worlds: int = 2) -> None:
    """Play both orders and compare every measure, name by name."""
    plain, other = (
        SupplyChain(each, luck, worlds, policies=at_random(each, luck, worlds)).run()
        for each in (scenario, reordered(scenario, order))
    )
    assert plain.record is not None and other.record is not None
    shapes = SHAPES | DEPOT_SHAPES if scenario.depot else SHAPES
    for measure, axes in shapes.items():
        there = _arranged(other, other.record[measure], axes, plain)
        here = plain.record[measure]
        gap = np.abs(here - there)
        assert (gap <= CLOSE * (1.0 + np.abs(here).max(initial=0.0))).all(), f"{measure}: {gap.max()} apart"


def _arranged(chain: SupplyChain, values: np.ndarray, axes: str, like: SupplyChain) -> np.ndarray:
    """A measure's rows in another chain's order of names; axis 0 is the week."""
    for axis, letter in enumerate(axes, start=1):
        if letter == "C":
            rows = [*_places(chain, like, "components"), len(chain.network.components)]
        elif letter in AXES:
            rows = _places(chain, like, AXES[letter])
        else:
            continue
        values = np.take(values, rows, axis=axis)
    return values


def _places(chain: SupplyChain, like: SupplyChain, kind: str) -> list[int]:
    names: tuple[str, ...] = getattr(chain.network, kind)
    return [names.index(name) for name in getattr(like.network, kind)]


@given(scenario=scenarios(), order=st.integers(0, 2**32), luck=st.integers(0, 2**32))
@settings(max_examples=60)
def test_permuting_sites_and_seats_permutes_the_results(scenario, order, luck):
    check_order(scenario, order, luck)


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
