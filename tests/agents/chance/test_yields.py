"""Random yield: what is no good has used capacity, and whoever ordered it waits on."""

from __future__ import annotations

import numpy as np
import pytest
from yields_support import glassworks

from linestop.agents import Scenario, SupplyChain
from linestop.agents.sites.supplier import Suppliers


def test_scrap_waits_at_the_gate_until_it_is_made_good() -> None:
    chain = SupplyChain(glassworks(good_share=[0.8, 0.8]), 1).run()
    unfilled = chain.record["unfilled"][:, 0, 0, 0]
    # b' = (b + 10) x 0.2: 2, 2.4, 2.48 … 2.5.
    assert unfilled[:3].tolist() == pytest.approx([2.0, 2.4, 2.48])
    assert unfilled[-1] == pytest.approx(2.5)
    assert chain.record["received"][-1, 0, 0, 0] == pytest.approx(10.0)


def test_scrap_uses_capacity() -> None:
    tight = glassworks(good_share=[0.8, 0.8], capacity_ratio=1.2)
    # 12 started, 9.6 good, 10 ordered: 0.4 more wait each week for ever.
    unfilled = SupplyChain(tight, 1).run().record["unfilled"][:, 0, 0, 0]
    assert unfilled[0] == pytest.approx(2.0)
    assert np.diff(unfilled)[2:].tolist() == pytest.approx([0.4] * 37)


def test_the_stock_of_a_supplier_is_filled_up_by_good_lots_alone() -> None:
    chain = SupplyChain(glassworks(good_share=[0.5, 0.5], finished_stock_weeks=2.0), 1)
    # 20 in stock, 10 asked: it starts 10, 5 are good, 15 are left; then asks for 15 more, 7.5, and so on.
    stock = []
    for _ in range(3):
        chain.step()
        stock.append(chain.suppliers.finished.item())
    assert stock == pytest.approx([15.0, 12.5, 11.25])


def mean_waiting(scenario: Scenario, worlds: int) -> tuple[float, float]:
    """Mean of what waits at the gate once it has settled, and its standard error."""
    chain = SupplyChain(scenario, 9, worlds).run()
    waiting = chain.record["unfilled"][15:, 0, 0].mean(axis=0)
    return float(waiting.mean()), float(waiting.std(ddof=1) / np.sqrt(worlds))


def test_on_average_as_much_waits_as_the_mean_yield_says() -> None:
    """E[b] = (E[b] + 10)(1 - m), since a week's yield knows nothing of the backlog: 10 (1 - m) / m."""
    mean, error = mean_waiting(glassworks(good_share=[0.6, 1.0]), 500)
    assert error < 0.01 * 2.5
    assert mean == pytest.approx(10.0 * 0.2 / 0.8, abs=4.0 * error)


def test_red_control_a_supplier_that_starts_more_than_was_asked_lets_nobody_wait(monkeypatch) -> None:
    monkeypatch.setattr(Suppliers, "_good", lambda self, capacity, terms: capacity * terms.good)
    mean, _ = mean_waiting(glassworks(good_share=[0.6, 1.0]), 50)
    assert mean == 0.0


def test_a_yield_of_everything_is_no_yield_at_all() -> None:
    whole, none = (SupplyChain(glassworks(good_share=each), 1).run() for each in ([1.0, 1.0], None))
    assert np.array_equal(whole.record["cost"], none.record["cost"])
