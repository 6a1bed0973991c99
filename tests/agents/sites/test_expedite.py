"""What a seat is short of goes by the fast lane: so much, no more, and for so much money."""

from __future__ import annotations

import numpy as np
import pytest
from expedite_support import AIR, hurried
from world_support import changed, own_scenario
from worlds_support import worlds_that_differ

from linestop.agents import Decision, Scenario, SeatView, SupplyChain
from linestop.agents.chain.projection import Projection
from linestop.agents.network.cost_lines import EXPEDITE, FREIGHT, LINES
from linestop.agents.sites.routing import Routing
from linestop.agents.studies.replay import as_played, played_plan, replay_of_all_seats


def on_hand(chain: SupplyChain) -> np.ndarray:
    weeks: np.ndarray = chain.record["on_hand"][:, 0, 0, 0]
    return weeks


def test_what_lacks_is_flown_and_paid_for_as_expedited() -> None:
    chain = SupplyChain(hurried(0.8), 1, policies="jit").run()
    flown = chain.record["expedited"][:, 0, 0, 0]
    # Whatever bins of ten lamps a week hold at a week's end less than 8 leaves by air the week after.
    before = np.concatenate([[10.0], on_hand(chain)[:-1]])
    np.testing.assert_allclose(flown, np.clip(8.0 - before, 0.0, 10.0), atol=1e-9)
    assert 0.0 < flown.max() <= 10.0
    costs = chain.record["cost"][:, :, 0, 0, 0]
    np.testing.assert_allclose(costs[:, EXPEDITE], 5.0 * flown)
    np.testing.assert_allclose(costs[:, FREIGHT], 1.0 * flown)


def test_it_arrives_at_once_and_the_line_runs_longer() -> None:
    fog = changed(own_scenario("two_ports").shock[0], profile=[[0, 0.1], [12, 1.0]])
    slow, fast = (SupplyChain(hurried(below, shock=[fog]), 1, policies="jit").run() for below in (0.0, 0.8))
    assert not slow.record["expedited"].any()
    assert fast.sums.uptime().item() > slow.sums.uptime().item() + 0.05


def test_a_world_in_which_loads_come_late_changes_no_bit_of_another() -> None:
    """What is in the air is added up the same way, however long the belts have grown."""
    scenario = hurried(2.0)
    by_west = changed(scenario.lane[0], late=[0.6, 0.3, 0.0, 0.0, 0.0, 0.1])
    regime = changed(scenario.market[0].demand["lantern"], variation=0.3)
    town = changed(scenario.market[0], demand={"lantern": regime})
    flight = changed(AIR, transit_weeks=3)
    scenario = changed(scenario, lane=[by_west, scenario.lane[1], flight], market=[town])
    assert worlds_that_differ(scenario, 2, 8, 1) == []


def test_no_more_is_flown_in_a_week_than_the_limit() -> None:
    chain = SupplyChain(hurried(2.0, limit=0.3), 1, policies="jit").run()
    flown = chain.record["expedited"]
    assert flown.max() == pytest.approx(3.0)


def test_what_is_in_the_air_is_not_asked_for_again() -> None:
    slow_plane = changed(AIR, transit_weeks=3)
    scenario = hurried(1.4, shock=[])
    chain = SupplyChain(changed(scenario, lane=[*scenario.lane[:2], slow_plane]), 1, policies="jit").run()
    # Bins stand at 1 week of use: 4 of 10 lamps go by air, and as long as they fly nothing is asked for.
    flown = chain.record["expedited"][:, 0, 0, 0]
    assert flown[:3].tolist() == pytest.approx([4.0, 0.0, 4.0])


def test_a_seat_may_set_its_own_number() -> None:
    def never(view: SeatView) -> Decision:
        return Decision(np.zeros(1, dtype=bool), expedite=np.zeros(1))

    assert not SupplyChain(hurried(2.0), 1, policies=never).run().record["expedited"].any()


def test_a_stance_that_never_expedites_flies_nothing() -> None:
    assert not SupplyChain(hurried(2.0), 1, policies="jic").run().record["expedited"].any()


def with_rivals(below: float) -> Scenario:
    """Three makers of lanterns; who is Just in Time has lamps flown below so many weeks of them."""
    scenario = hurried(below)
    seats = [changed(scenario.seat[0], name=name) for name in ("ours", "theirs", "others")]
    return changed(scenario, seat=seats)


def test_in_a_what_if_rivals_fly_what_they_flew() -> None:
    """Their stances stand in no replay; so what they had flown is part of what they ordered."""
    stances = {"ours": "jit", "theirs": "jic", "others": "jit"}
    chain = SupplyChain(with_rivals(1.2), 1, policies=stances).run()
    flown = chain.record["expedited"].sum(axis=(0, 2, 3))
    assert flown[0] > 0.0 and flown[1] == 0.0
    for seat in range(3):
        again = replay_of_all_seats(chain, [played_plan(chain, seat)])
        played = as_played(chain).by_line
        fees = LINES.index("changeover_cost")
        np.testing.assert_allclose(
            np.delete(again.by_line[:, :, 0], fees, 0), np.delete(played, fees, 0), rtol=1e-9
        )


def test_what_lies_ahead_tells_nothing_of_how_rivals_fly() -> None:
    """They share a port; how much of theirs is not in its queue, nobody else can know."""
    told = []
    for flags in (False, True):
        chain = SupplyChain(with_rivals(5.0), 1, policies="jic")
        for _ in range(4):
            chain.step()
        chain.manufacturers.stance[1:] = flags
        told.append(Projection(chain).on_hand[:, :, 0])
    assert np.array_equal(told[0], told[1])


def test_red_control_a_flight_that_leaves_its_goods_on_the_ship_too_is_found(monkeypatch) -> None:
    from conservation_support import Watched, check_conservation

    expedite = Routing.expedite

    def twice(self, shipped, short, use):
        return np.maximum(shipped, expedite(self, shipped, short, use))

    check_conservation(Watched(hurried(2.0), 1, 1, policies="jit"))
    monkeypatch.setattr(Routing, "expedite", twice)
    with pytest.raises(AssertionError, match="leaves the gates"):
        check_conservation(Watched(hurried(2.0), 1, 1, policies="jit"))
