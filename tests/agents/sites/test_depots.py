"""Tiers of depots: goods, orders and money are conserved, and no place in a file matters.

Chains are made up as for all other tests, and depots are put between their suppliers and plants.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from order_support import check_order
from reference_support import scenario_of
from tiers_support import SOME, Watched, check_tiers, tiers
from world_support import (
    at_random,
    changed,
    differing,
    measures,
)

from linestop.agents import Scenario, SupplyChain
from linestop.agents.chain.outlook import Outlook
from linestop.agents.chain.record import DEPOT_SHAPES
from linestop.agents.sites import depot
from linestop.agents.sites.depot import DEPOT_LINES
from linestop.agents.sites.lane import Pipeline

# ---------------------------------------------------------------- conservation


@pytest.mark.slow
@given(scenario=tiers(), luck=st.integers(0, 2**32))
@SOME
def test_goods_orders_and_money_are_conserved_through_tiers(scenario: Scenario, luck: int) -> None:
    check_tiers(Watched(scenario, luck, 2, policies=at_random(scenario, luck, 2)))


@pytest.mark.parametrize("name", ["beer_game", "assembly", "serial"])
def test_the_reference_chains_conserve_goods_orders_and_money(name: str) -> None:
    check_tiers(Watched(scenario_of(name, {}), 1, 3))


# ---------------------------------------------------------------- order, worlds, the look ahead


@pytest.mark.slow
@given(scenario=tiers(), order=st.integers(0, 2**32), luck=st.integers(0, 2**32))
@SOME
def test_permuting_depots_too_permutes_the_results(scenario: Scenario, order: int, luck: int) -> None:
    check_order(scenario, order, luck)


@pytest.mark.slow
@given(scenario=tiers(), luck=st.integers(0, 2**32))
@settings(parent=SOME, max_examples=4)
def test_a_world_with_depots_is_the_same_alone(scenario: Scenario, luck: int) -> None:
    many = SupplyChain(scenario, luck, 3, policies=at_random(scenario, luck, 3)).run()
    one = SupplyChain(scenario, luck, 1, policies=at_random(scenario, luck, 1, 2), first_world=2).run()
    theirs = {name: values[..., 2:] for name, values in measures(many).items()}
    assert differing(measures(one), theirs) == []
    assert all(np.array_equal(one.record[name], many.record[name][..., 2:]) for name in DEPOT_SHAPES)


def test_what_lies_ahead_is_seen_through_depots() -> None:
    chain = SupplyChain(scenario_of("beer_game", {}), 1, 2)
    for _ in range(6):
        chain.step()
    outlook = Outlook(chain)
    assert outlook.arrivals[0, 0, :2, 0].tolist() == [4.0, 4.0], "what has left the wholesaler is on its way"
    assert outlook.offers("retailer")["beer"]["JIT"].fee == 0.0


def test_what_lies_ahead_is_seen_through_depots_by_several_seats() -> None:
    scenario = scenario_of("beer_game", {})
    seats = [changed(scenario.seat[0], name=name) for name in ("retailer", "rival", "third")]
    chain = SupplyChain(changed(scenario, seat=seats), 1, 2)
    for _ in range(6):
        chain.step()
    told = Outlook(chain).arrivals[:, :, :2].copy()
    assert told.any()
    for week in range(2):
        chain.step()
        assert chain.record["received"][-1] == pytest.approx(told[:, :, week]), "it is on its way already"


def test_the_lines_of_a_depots_books_have_names() -> None:
    assert len(DEPOT_LINES) == len(SupplyChain(scenario_of("serial", {}), 1).sums.depot_cost)


# ---------------------------------------------------------------- red controls


def generous_depot(patch: pytest.MonkeyPatch) -> None:
    ration = depot.ration
    patch.setattr(depot, "ration", lambda asked, there: ration(asked, there * 1.001))


def lost_slips(patch: pytest.MonkeyPatch) -> None:
    take = Pipeline.take
    patch.setattr(Pipeline, "take", lambda self, week: take(self, week) * 0.999)


def first_come(patch: pytest.MonkeyPatch) -> None:
    """What is received is forgotten to be taken off what is on order."""
    receive = depot.Depots.receive

    def forgetful(self: Any, arrivals: np.ndarray) -> None:
        on_order = self.on_order.copy()
        receive(self, arrivals)
        self.on_order = on_order

    patch.setattr(depot.Depots, "receive", forgetful)


@pytest.mark.parametrize(
    ("leak", "equation"),
    [
        (generous_depot, "received = sent"),
        (lost_slips, "ordered = come in"),
        (first_come, "on order = all upstream"),
    ],
)
def test_red_control_a_leak_is_found(leak: Any, equation: str, monkeypatch: pytest.MonkeyPatch) -> None:
    leak(monkeypatch)
    with pytest.raises(AssertionError, match=equation):
        check_tiers(Watched(scenario_of("beer_game", {}), 1, 2))


def test_red_control_a_depot_that_serves_the_first_lane_first_is_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Two seats buy from one depot; the first in the file gets all that there is."""
    plain = scenario_of("serial", {"weeks": 8})
    other = changed(plain.seat[0], name="rival", demand={"product": 7.0})
    scenario = changed(plain, seat=[*plain.seat, other])
    check_order(scenario, 1, 1)
    fill = depot.Depots.fill

    def unfair(self: Any, orders: np.ndarray) -> np.ndarray:
        shipped = fill(self, orders)
        for lane in np.flatnonzero(self.network.buyer_of_lane < 0):
            left = shipped[lane].sum(axis=0)
            for seat in range(2):
                most = np.minimum(left, shipped[lane, seat] + self.backlog[lane, seat])
                shipped[lane, seat], left = most, left - most
        return shipped

    monkeypatch.setattr(depot.Depots, "fill", unfair)
    with pytest.raises(AssertionError, match="apart"):
        check_order(scenario, 1, 1)
