"""World w of W is the same world alone, bit for bit, and in whatever chunk it is played."""

from __future__ import annotations

import sys
from collections.abc import Iterable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scenarios_support import scenarios
from world_support import SHIPPED, changed, differing, measures, shipped
from worlds_support import worlds_that_differ

from linestop.agents import SupplyChain, arithmetic


@pytest.mark.slow
@given(scenario=scenarios(), luck=st.integers(0, 2**32), chunk=st.integers(1, 3))
@settings(max_examples=40)
def test_a_world_alone_is_the_same_world_among_many(scenario, luck, chunk):
    assert worlds_that_differ(scenario, luck, 4, chunk) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", SHIPPED)
def test_a_world_alone_is_the_same_world_in_the_scenarios_that_come_with_the_game(name):
    assert worlds_that_differ(changed(shipped(name), selling__switching=0.3), 11, 12, 1) == []


@pytest.mark.slow
def test_the_hundredth_world_is_the_same_alone():
    scenario = shipped("pacific_squeeze")
    together = SupplyChain(scenario, 3, 500, policies="panic").run()
    alone = SupplyChain(scenario, 3, policies="panic", first_world=317).run()
    part = {name: values[..., 317:318] for name, values in measures(together).items()}
    assert differing(measures(alone), part) == []


def test_a_world_repeated_is_the_same_world():
    """What the score's ruler stands on: plans x games in one batch."""
    scenario = shipped("pacific_squeeze")
    once = SupplyChain(scenario, 3, 2, policies="panic").run()
    thrice = SupplyChain(scenario, 3, 6, policies="panic", path=once.path.repeated(3)).run()
    part = {name: values[..., 4:6] for name, values in measures(thrice).items()}
    assert differing(measures(once), part) == []


def everywhere(patch: pytest.MonkeyPatch, name: str, other: object) -> None:
    """Replace a function of `arithmetic` in every module of the world that took it by name."""
    original = getattr(arithmetic, name)
    for module in [module for key, module in sys.modules.items() if key.startswith("linestop.agents")]:
        if getattr(module, name, None) is original:
            patch.setattr(module, name, other)


def numpy_total(terms: np.ndarray | Iterable[np.ndarray], axis: int = 0) -> np.ndarray:
    rows = terms if isinstance(terms, np.ndarray) else np.stack(list(terms))
    return rows.sum(axis=axis)


def numpy_parts(bill: np.ndarray, products: np.ndarray) -> np.ndarray:
    if bill.ndim == 3:
        return np.matmul(bill.transpose(0, 2, 1), products)
    return np.einsum("ngkw,ngw->nkw", np.broadcast_to(bill, (*bill.shape[:3], products.shape[-1])), products)


@pytest.mark.slow
@pytest.mark.parametrize(("name", "other"), [("total", numpy_total), ("parts_of", numpy_parts)])
def test_red_control_numpys_own_sums_are_found(name, other, monkeypatch):
    """Port Calder is closed for long, since NumPy adds fewer than 8 rows in order anyway."""
    scenario = shipped("pacific_squeeze")
    closed = changed(scenario.shock[0], probability=1.0, profile=[[0, 0.0], [20, 1.0]], depth=[1.0, 1.0])
    scenario = changed(scenario, shock=[closed, *scenario.shock[1:]])
    assert worlds_that_differ(scenario, 11, 8, 1) == []
    everywhere(monkeypatch, name, other)
    assert worlds_that_differ(scenario, 11, 8, 1) != []


@given(rows=st.integers(1, 12), worlds=st.integers(1, 5), luck=st.integers(0, 2**32), backwards=st.booleans())
def test_a_sum_is_taken_from_first_to_last_however_it_lies_in_memory(rows, worlds, luck, backwards):
    numbers = np.random.default_rng(luck).normal(size=(3, rows, worlds)) * 1e3
    numbers = np.asfortranarray(numbers) if backwards else numbers
    by_hand = numbers[:, 0].copy()
    for row in range(1, rows):
        by_hand += numbers[:, row]
    assert (arithmetic.total(numbers, axis=1) == by_hand).all()
