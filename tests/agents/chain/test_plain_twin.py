"""The plain-Mesa twin that benchmarks measure against does the same sums, week by week.

A benchmark against a twin that computes something else would prove nothing.
"""

from __future__ import annotations

import sys

import numpy as np
import pytest
from places import TESTS
from world_support import PLAIN, changed, shipped

from linestop.agents import Scenario, SupplyChain
from linestop.agents.network.cost_lines import LINES

sys.path.insert(0, str(TESTS / "benchmarks"))

from plain_chain import PlainChain
from plain_sites import PlainSupplier

CLOSE = 1e-9
"""Relative: the two add up in another order."""


def differences(scenario: Scenario, policy: str, seed: int) -> list[str]:
    """Measures in which the twin's weeks are not the chain's, and cost lines in which its year is not."""
    chain = SupplyChain(scenario, seed, policies=policy).run()
    stances = chain.record["stance"][:: scenario.weeks_per_turn, ..., 0] > 0.0
    twin = PlainChain(chain, lambda turn, seat: stances[turn - 1, seat].tolist())
    weeks = []
    for _ in range(scenario.weeks):
        twin.step()
        weeks.append(
            {
                "on_hand": [list(plant.on_hand) for plant in twin.plants],
                "on_order": [list(plant.on_order) for plant in twin.plants],
                "made": [list(plant.made) for plant in twin.plants],
                "finished_goods": [list(plant.finished) for plant in twin.plants],
                "quote": [lane.quote for lane in twin.lanes],
                "port_queue_weeks": [port.delay() for port in twin.ports],
            }
        )
    found = []
    for name in weeks[0]:
        ours, theirs = chain.record[name][..., 0], np.array([week[name] for week in weeks])
        if not np.allclose(ours, theirs, rtol=CLOSE, atol=CLOSE * np.abs(ours).max()):
            found.append(name)
    cost = chain.record["cost"].sum(axis=(0, 3))[..., 0]
    for number, line in enumerate(LINES):
        theirs = np.array([plant.cost[line] for plant in twin.plants])
        if not np.allclose(cost[number], theirs, rtol=CLOSE, atol=CLOSE * cost.sum()):
            found.append(line)
    uptime = [plant.served / plant.required for plant in twin.plants]
    return found + ([] if np.allclose(chain.sums.uptime()[:, 0], uptime, rtol=CLOSE) else ["uptime"])


@pytest.mark.slow
@pytest.mark.parametrize("policy", ["jit", "jic", "hybrid", "rumour", "panic"])
@pytest.mark.parametrize("name", PLAIN)
def test_the_plain_twin_plays_the_same_year(name, policy):
    for seed in (1, 2):
        assert differences(shipped(name), policy, seed) == []


def test_the_plain_twin_knows_what_the_shipped_scenarios_do_not_use():
    """Freight, a shelf at each supplier's, and a credit limit that binds."""
    usual = shipped("pacific_squeeze")
    scenario = changed(
        usual,
        lane=[changed(lane, freight=1.5) for lane in usual.lane],
        supplier=[changed(site, finished_stock_weeks=0.5) for site in usual.supplier],
        seat=[changed(seat, credit=200_000.0) for seat in usual.seat],
    )
    assert differences(scenario, "rumour", 3) == []
    unlimited = changed(scenario, seat=usual.seat)
    assert SupplyChain(unlimited, 3, policies="rumour").run().sums.cost.sum() != (
        SupplyChain(scenario, 3, policies="rumour").run().sums.cost.sum()
    )


def test_red_control_a_twin_that_rations_otherwise_is_found(monkeypatch):
    usual = PlainSupplier.asked
    monkeypatch.setattr(PlainSupplier, "asked", lambda supplier: usual(supplier) - supplier.outside_backlog)
    assert "on_hand" in differences(shipped("pacific_squeeze"), "hybrid", 1)
