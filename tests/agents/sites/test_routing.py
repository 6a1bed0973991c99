"""Ways that fail and ways round: late loads, ports slowed down by their own queues, diversions."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scenarios_support import scenarios
from world_support import changed, own_scenario

from linestop.agents import Scenario, SupplyChain
from linestop.agents.chance.lateness import late_weeks
from linestop.agents.chance.random_streams import Chance
from linestop.agents.chance.sample_path import draw
from linestop.agents.network.cost_lines import FREIGHT
from linestop.agents.network.derivation import network_of
from linestop.agents.scenario.supply import Crowding
from linestop.agents.sites.routing import Routing


def two_ports(**changes: object) -> Scenario:
    """The scenario with something otherwise about its first lane or its first port."""
    scenario = own_scenario("two_ports")
    lane = {name: value for name, value in changes.items() if name in ("late", "diversion")}
    port = {name: value for name, value in changes.items() if name in ("crowding", "utilisation")}
    return changed(
        scenario,
        lane=[changed(scenario.lane[0], **lane), *scenario.lane[1:]],
        port=[changed(scenario.port[0], **port), *scenario.port[1:]],
    )


def received(chain: SupplyChain) -> list[float]:
    return chain.record["received"][:, 0, 0, 0].tolist()


# ---------------------------------------------------------------- diversion


def test_while_its_port_is_choked_a_lane_sends_by_the_other_at_the_others_price() -> None:
    chain = SupplyChain(two_ports(), 1).run()
    waits = chain.record["port_queue_weeks"][:, 0, 0]
    # Westport: 100 boxes a week, 50 ashore in weeks 5 to 8: 50, 100, 150, 200 wait, then 175, 150 … 0.
    queue = chain.record["port_queue"][:17, 0, 0]
    assert queue[:6].tolist() == pytest.approx([0.0, 0.0, 0.0, 0.0, 50.0, 100.0])
    # What leaves in a week looks at the queue of the week before: at 50 to a week, or at 125.
    over = np.concatenate([[False], waits[:-1] > 1.0])
    assert over.sum() >= 3
    freight = chain.record["cost"][:, FREIGHT, 0, 0, 0]
    np.testing.assert_allclose(freight, np.where(over, 3.0 * 10.0, 0.0))


def test_without_a_diversion_the_same_year_costs_no_freight_and_more_of_the_line() -> None:
    long_fog = changed(two_ports().shock[0], profile=[[0, 0.4], [10, 1.0]])
    round_it, through_it = (
        SupplyChain(changed(each, shock=[long_fog]), 1).run()
        for each in (two_ports(), two_ports(diversion=None))
    )
    assert through_it.record["cost"][:, FREIGHT].sum() == 0.0
    assert through_it.sums.uptime().item() < round_it.sums.uptime().item()


def test_red_control_a_diversion_that_leaves_the_goods_behind_too_is_found(monkeypatch) -> None:
    """Sent by both lanes: the conservation test's gate must see it."""
    from conservation_support import Watched, check_conservation

    redirect = Routing.redirect

    def both(self, shipped, port_delay):
        return np.maximum(shipped, redirect(self, shipped, port_delay))

    check_conservation(Watched(two_ports(), 1, 1))
    monkeypatch.setattr(Routing, "redirect", both)
    with pytest.raises(AssertionError, match="leaves the gates"):
        check_conservation(Watched(two_ports(), 1, 1))


# ---------------------------------------------------------------- crowding


def crowded(loss: float, utilisation: float = 0.8) -> np.ndarray:
    scenario = two_ports(
        crowding=Crowding(loss=loss, full_weeks=1.5), diversion=None, utilisation=utilisation
    )
    queue: np.ndarray = SupplyChain(scenario, 1).run().record["port_queue"][:, 0, 0]
    return queue


def test_a_port_slows_down_by_the_queue_that_last_week_left() -> None:
    # Full at 1.5 x 125 = 187.5 boxes, slower from 150: 1 - 0.2 x (queue / 187.5 - 0.8) / 0.2, at least 0.8.
    queue = crowded(0.2)
    # Weeks 5 to 7: 0.4 x 125 = 50 ashore of 100, and at most 100 waited before.
    assert queue[4:7].tolist() == pytest.approx([50.0, 100.0, 150.0])
    # Week 8: 150 is four fifths of full: nothing lost yet. 200 wait.
    assert queue[7] == pytest.approx(200.0)
    # Week 9: 200 is over full: 125 x 0.8 = 100 ashore, as many as come. It stays at 200.
    assert queue[8:].tolist() == pytest.approx([200.0] * 32)


def test_a_crowded_port_keeps_its_queue_after_the_shock_where_another_clears_it() -> None:
    free, little, much = crowded(0.0), crowded(0.1), crowded(0.3)
    assert free[-1] == 0.0
    assert little[-1] == 0.0 and (little > 0.0).sum() > (free > 0.0).sum()
    assert much[-1] > much[8]


def test_with_room_to_spare_a_crowded_port_clears_its_queue_too() -> None:
    assert crowded(0.3, utilisation=0.6)[-1] == 0.0


# ---------------------------------------------------------------- lateness

CHANCES = [0.5, 0.3, 0.0, 0.2]


def test_loads_are_as_late_as_often_as_stated() -> None:
    path = draw(two_ports(late=CHANCES), network_of(two_ports()), Chance(4, 2000))
    late = next(shock for shock in path.shocks if shock.name == "late_by_west").effect
    for weeks, chance in enumerate(CHANCES):
        error = np.sqrt(chance * (1.0 - chance) / late.size)
        assert (late == weeks).mean() == pytest.approx(chance, abs=4.0 * error + 1e-12)


@given(uniform=st.lists(st.floats(0.0, 1.0, exclude_min=True, exclude_max=True), min_size=1))
def test_a_larger_uniform_is_no_less_late(uniform: list[float]) -> None:
    weeks = late_weeks(CHANCES, np.sort(uniform))
    assert (np.diff(weeks) >= 0.0).all()
    assert set(weeks) <= {0.0, 1.0, 3.0}


def test_a_late_load_is_not_overtaken_and_nothing_is_lost() -> None:
    scenario = two_ports(late=CHANCES, diversion=None)
    scenario = changed(scenario, shock=[])
    chain = SupplyChain(scenario, 5).run()
    late = next(shock for shock in chain.path.shocks if shock.name == "late_by_west").effect[:, 0]
    due = np.maximum.accumulate(np.arange(1, 41) + 1 + late)  # a week at sea, and no earlier than the last
    arriving = [10.0 * (due == week).sum() for week in range(1, 41)]
    arriving[0] += 10.0  # at sea at the opening
    ordered = chain.record["lane_orders"][:, 0, 0, 0]
    np.testing.assert_allclose(ordered[:4], 10.0)
    assert received(chain)[:6] == pytest.approx(arriving[:6])
    assert late[:6].any(), "a seed in which somebody is late early on"


def test_a_lane_that_is_late_with_no_chance_is_never_late() -> None:
    never, none = (SupplyChain(two_ports(late=late), 5).run().record["cost"] for late in ([1.0, 0.0], []))
    assert np.array_equal(never, none)


@pytest.mark.slow
@given(scenario=scenarios(), seed=st.integers(0, 2**32))
@settings(max_examples=20)
def test_no_lane_arrives_out_of_order(scenario: Scenario, seed: int) -> None:
    """Loads that left later are due no earlier, in any world."""
    chain = SupplyChain(scenario, seed, 2)
    last = np.zeros_like(chain.lanes._last_due)
    while chain.week < scenario.weeks:
        chain.step()
        assert (chain.lanes._last_due >= last).all()
        last = chain.lanes._last_due.copy()


def test_lanes_between_depots_may_be_late_too() -> None:
    scenario = own_scenario("reference/serial")
    late = [changed(lane, late=[0.0, 1.0]) for lane in scenario.lane]
    chain = SupplyChain(changed(scenario, lane=late, weeks=30), 1).run()
    punctual = SupplyChain(changed(scenario, weeks=30), 1).run()
    assert {shock.name for shock in chain.path.shocks} == {f"late_{lane.name}" for lane in scenario.lane}
    assert chain.record["received"].sum() < punctual.record["received"].sum()
