"""A supplier's finished stock saves capacity, not lead time: what comes of it still takes `make_weeks`."""

from __future__ import annotations

import numpy as np
from world_support import changed, own_scenario

from linestop.agents import Decision, Scenario, SupplyChain
from linestop.agents.scenario.events import Shock

PLENTY = 5.0
"""Capacity over usual orders: more than any seat orders in a week."""


def with_stock(weeks: float, shocks: list[Shock]) -> Scenario:
    scenario = changed(own_scenario("one_seat"), shock=shocks)
    numbers = {"make_weeks": 3, "finished_stock_weeks": weeks, "capacity_ratio": PLENTY}
    makers = [changed(site, **numbers) for site in scenario.supplier]
    return changed(scenario, supplier=makers)


def received(weeks: float, shocks: list[Shock]) -> np.ndarray:
    """Units received week by week; the seat begins to buffer in the first turn."""
    chain = SupplyChain(
        with_stock(weeks, shocks), 1, policies={"hobbin": lambda view: Decision(np.array([True]))}
    )
    assert chain.network.usual_lead_time.min() >= 3.0, "the weeks to make are part of the lead time"
    return np.asarray(chain.run().record["received"][:, 0, 0, 0])


def stopped(first: int, weeks: int, name: str) -> Shock:
    return Shock(
        name="stop", title="A stop", kind="closure", target=name, first_week=[first, first],
        profile=[[0.0, 0.0], [float(weeks), 1.0]],
    )  # fmt: skip


def test_where_capacity_is_plenty_a_finished_stock_brings_nothing_a_week_earlier() -> None:
    assert np.array_equal(received(0.0, []), received(4.0, []))


def test_where_the_supplier_stands_still_what_lies_finished_goes_on_arriving() -> None:
    site = own_scenario("one_seat").supplier[0].name
    bare, stocked = (received(weeks, [stopped(1, 2, site)]) for weeks in (0.0, 4.0))
    assert stocked.cumsum()[8] > bare.cumsum()[8]
