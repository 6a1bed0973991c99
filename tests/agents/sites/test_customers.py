"""Customers of each market wait, leave or go to a rival in the shares that their market states."""

from __future__ import annotations

import numpy as np
import pytest
from conservation_support import Watched, check_conservation
from world_support import changed, differing, measures, shipped

from linestop.agents import SupplyChain
from linestop.agents.scenario.markets import Selling
from linestop.agents.sites import market
from linestop.agents.sites.market import sell

PATIENT, FICKLE = Selling(wait_share=0.8), Selling(wait_share=0.25, switching=0.5)


def in_two_markets(*rules: Selling | None):
    """The shipped crisis, its markets each with a rule of their own."""
    scenario = shipped("pacific_squeeze")
    pairs = zip(scenario.market, rules, strict=True)
    return changed(scenario, market=[changed(place, selling=rule) for place, rule in pairs])


def test_a_week_of_two_markets_that_differ():
    # The first seat has 50 for 60 + 40, the second 8 to spare in the product.
    goods, nobody = np.array([[[50.0]], [[8.0]]]), np.zeros((2, 1, 2, 1))
    demand = np.array([60.0, 40.0, 0.0, 0.0]).reshape(2, 1, 2, 1)
    sales = sell(goods, nobody, demand, [PATIENT, FICKLE])
    # Unserved are 30 and 20; half of the 20 ask the rival, who serves 8 of them; 30 and 12 stay.
    assert sales.gained.ravel().tolist() == pytest.approx([0.0, 8.0])
    assert sales.backlog[0].ravel().tolist() == pytest.approx([0.8 * 30, 0.25 * 12])
    assert sales.lost.ravel().tolist() == pytest.approx([8.0 + 0.2 * 30 + 0.75 * 12, 0.0])


def test_markets_that_state_the_rule_of_all_change_no_bit():
    plain = shipped("pacific_squeeze")
    stated = in_two_markets(plain.selling, plain.selling)
    ours, theirs = (measures(SupplyChain(each, 5, 2, policies="jit").run()) for each in (plain, stated))
    assert differing(ours, theirs) == []


def test_a_market_that_states_nothing_follows_the_rule_of_all():
    plain = shipped("pacific_squeeze")
    assert in_two_markets(None, FICKLE).customers == (plain.selling, FICKLE)


def test_required_production_counts_who_waits_but_nobody_who_switches():
    """The twin's customers wait as the market says, and never go to a rival."""
    scenario = changed(shipped("pacific_squeeze"), line__capacity_ratio=0.9)

    def required(*rules: Selling) -> np.ndarray:
        pairs = zip(scenario.market, rules, strict=True)
        markets = [changed(place, selling=rule) for place, rule in pairs]
        chain = SupplyChain(changed(scenario, market=markets), 5, 2, policies="jit").run()
        return chain.record["required"]

    never = changed(FICKLE, switching=0.0)
    assert np.array_equal(required(PATIENT, FICKLE), required(PATIENT, never))
    assert not np.array_equal(required(PATIENT, never), required(never, never))


def test_goods_and_customers_are_conserved_where_markets_differ():
    check_conservation(Watched(in_two_markets(PATIENT, FICKLE), 3, 2, policies="jit"))


def test_red_control_one_markets_rule_for_all_is_found(monkeypatch):
    shares = market._shares
    monkeypatch.setattr(market, "_shares", lambda each: shares(each[:1]))
    with pytest.raises(AssertionError, match="what rivals gain"):
        check_conservation(Watched(in_two_markets(PATIENT, FICKLE), 3, 2, policies="jit"))
