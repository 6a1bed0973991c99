"""Near and far: orders are split as a seat says, and a new source must be qualified before it gets any."""

from __future__ import annotations

import numpy as np
import pytest
from choices_support import with_choices
from world_support import changed, own_scenario

from linestop.agents import Decision, Scenario, SeatView, SupplyChain
from linestop.agents.manufacturers.sourcing import Sourcing
from linestop.agents.manufacturers.stances import Policy
from linestop.agents.network.cost_lines import PREMIUM
from linestop.agents.scenario.transport import Lane, Supplier


def dual(qualification_weeks: int = 0, **changes: object) -> Scenario:
    """Two ports in calm weather; and a near workshop, dearer by 4 a lamp, whose lorry takes no time."""
    scenario = own_scenario("two_ports")
    near = Supplier(
        name="workshop",
        title="The Workshop",
        component="lamp",
        make_weeks=0,
        capacity_ratio=1.0,
        capacity=50.0,
        premium=4.0,
        qualification_weeks=qualification_weeks,
    )
    lorry = Lane(name="by_lorry", supplier="workshop", mode="truck", transit_weeks=0, share=0.0, near=True)
    ways = [changed(scenario.lane[0], diversion=None), scenario.lane[1], lorry]
    scenario = changed(scenario, supplier=[*scenario.supplier, near], lane=ways, shock=[])
    return changed(scenario, **changes)


def splitting(part: float, from_week: int = 0) -> Policy:
    """So much by near lanes, from the first turn that begins after a week."""

    def decide(view: SeatView) -> Decision:
        split = np.full(len(view.components), part) if view.week >= from_week else None
        return Decision(np.zeros(len(view.components), dtype=bool), sourcing_split=split)

    return decide


def lane_orders(chain: SupplyChain, seat: int = 0) -> np.ndarray:
    """By week and lane."""
    orders: np.ndarray = chain.record["lane_orders"][:, :, seat, 0]
    return orders


def test_orders_are_split_as_the_seat_says() -> None:
    chain = SupplyChain(dual(), 1, policies=splitting(0.3)).run()
    orders = lane_orders(chain)
    np.testing.assert_allclose(orders[:, 2], 0.3 * orders.sum(axis=1))
    assert orders[-1].tolist() == pytest.approx([7.0, 0.0, 3.0])
    # Three lamps a week at 4 above standard cost.
    assert chain.record["cost"][-1, PREMIUM].sum() == pytest.approx(12.0)


def test_without_a_number_the_lanes_shares_hold() -> None:
    assert not lane_orders(SupplyChain(dual(), 1, policies="jit").run())[:, 2].any()


def test_a_stance_may_split_too() -> None:
    scenario = dual()
    part = changed(scenario.component[0], jic__sourcing_split=0.5)
    chain = SupplyChain(changed(scenario, component=[part]), 1, policies="jic").run()
    assert lane_orders(chain)[-1].tolist() == pytest.approx([5.0, 0.0, 5.0])


def test_who_buys_nearer_needs_less_on_the_way() -> None:
    # Far 1 week, near 0: with half of it near, lead time + 1 is 1.5 weeks instead of 2; cover is 1.
    far, half = (SupplyChain(dual(), 1, policies=splitting(part)).run() for part in (0.0, 0.5))
    assert far.record["base_stock"][-1].item() == pytest.approx(10.0 * (2.0 + 1.0))
    assert half.record["base_stock"][-1].item() == pytest.approx(10.0 * (1.5 + 1.0))


def test_a_split_says_nothing_where_nothing_is_near() -> None:
    scenario = changed(with_choices(), weeks=8)
    usual, split = (
        SupplyChain(scenario, 1, policies=dict.fromkeys([scenario.seat[0].name], policy)).run()
        for policy in ("jit", splitting(1.0))
    )
    plain = [
        n for n, lane in enumerate(scenario.lane) if lane.supplier in ("oakridge", "nine_peaks", "lakeside")
    ]
    np.testing.assert_array_equal(lane_orders(split)[0, plain], lane_orders(usual)[0, plain])
    assert lane_orders(split)[:, plain].sum(axis=0).min() > 0.0


def test_near_lanes_keep_the_proportions_of_their_shares() -> None:
    scenario = dual()
    shares = [changed(lane, share=part) for lane, part in zip(scenario.lane, (0.6, 0.2, 0.2), strict=True)]
    chain = SupplyChain(changed(scenario, lane=shares), 1, policies=splitting(0.5)).run()
    assert lane_orders(chain)[-1].tolist() == pytest.approx([3.75, 1.25, 5.0])


# ---------------------------------------------------------------- qualification


def first_near_week(chain: SupplyChain, seat: int = 0) -> int | None:
    weeks = np.flatnonzero(lane_orders(chain, seat)[:, 2] > 0.0)
    return int(weeks[0]) + 1 if len(weeks) else None


def test_a_new_source_gets_nothing_until_it_is_qualified_and_the_usual_ways_get_all() -> None:
    chain = SupplyChain(dual(qualification_weeks=6), 1, policies=splitting(0.3, from_week=4)).run()
    # Asked for in week 5, the first of the second turn.
    assert first_near_week(chain) == 11
    orders = lane_orders(chain)
    assert orders[:10, 0].tolist() == pytest.approx([10.0] * 10)
    assert orders[-1].tolist() == pytest.approx([7.0, 0.0, 3.0])


def test_a_source_once_qualified_stays_so_and_only_for_the_seat_that_asked() -> None:
    scenario = dual(qualification_weeks=6)
    rival = changed(scenario.seat[0], name="rival")
    policies = {"wick": splitting(0.3), "rival": splitting(0.3, from_week=12)}
    chain = SupplyChain(changed(scenario, seat=[*scenario.seat, rival]), 1, policies=policies).run()
    assert [first_near_week(chain, seat) for seat in (0, 1)] == [7, 19]


def test_a_source_with_a_share_is_qualified_from_the_start() -> None:
    scenario = dual(qualification_weeks=6)
    shares = [changed(lane, share=part) for lane, part in zip(scenario.lane, (0.8, 0.0, 0.2), strict=True)]
    chain = SupplyChain(changed(scenario, lane=shares), 1, policies=splitting(0.3)).run()
    assert first_near_week(chain) == 1


def test_red_control_a_source_that_needs_no_qualifying_is_found(monkeypatch) -> None:
    shares = Sourcing.shares

    def at_once(self, week, stance, numbers):
        self._weeks[:] = 0.0
        return shares(self, week, stance, numbers)

    monkeypatch.setattr(Sourcing, "shares", at_once)
    with pytest.raises(AssertionError):
        test_a_new_source_gets_nothing_until_it_is_qualified_and_the_usual_ways_get_all()


def test_a_split_of_more_than_all_is_refused() -> None:
    with pytest.raises(ValueError, match=r"sourcing_split is 1\.5; expected 0 to 1"):
        SupplyChain(dual(), 1, policies=splitting(1.5)).step()
