"""The planner decides by what its seat may know, and does better by it than any plan held all year."""

from __future__ import annotations

import numpy as np
import pytest
from world_support import shipped

from linestop.agents.arithmetic import Array
from linestop.agents.chain.model import SupplyChain
from linestop.agents.chain.site_agents import PolicyLike
from linestop.agents.chance.random_streams import Chance
from linestop.agents.chance.sample_path import SamplePath, draw
from linestop.agents.chance.shocks import GRADES
from linestop.agents.manufacturers.stances import Decision, all_jic
from linestop.agents.network.derivation import network_of
from linestop.agents.planner import planner as planner_module
from linestop.agents.planner import prospect as prospect_module
from linestop.agents.planner.futures import futures
from linestop.agents.planner.going_on import BUFFERED, LEAN, Way, ways_of
from linestop.agents.planner.planner import Planner
from linestop.agents.scenario.scenario import Scenario
from linestop.agents.studies.replay import as_played

SCENARIO = "crying_wolf"


@pytest.fixture(autouse=True)
def fewer_futures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Enough to plan by, and quick."""
    monkeypatch.setattr(planner_module, "FUTURES", 8)
    monkeypatch.setattr(planner_module, "FEW", 4)
    monkeypatch.setattr(planner_module, "ROUNDS", 1)


def planned(scenario: Scenario, world: int) -> SupplyChain:
    """A year that a planner played in the first seat, in one world of seed 1."""
    path = draw(scenario, network_of(scenario), Chance(1, world + 1)).picked(slice(world, None))
    return SupplyChain(scenario, 1, 1, policies={scenario.seat[0].name: Planner}, path=path).run()


def scrambled(played: SupplyChain, week: int, number: int) -> Array:
    """Stances up to the turn after `week`, by week, of a planner in a year with the same past and news.

    All else is another: the rest of the year, the customers and the stances of rivals. Their orders alone
    are as they were.
    """
    scenario = played.scenario
    path = futures(scenario, played.path, 0, week, 0, Chance(2**61, number + 1)).picked(slice(number, None))
    policies: dict[str, PolicyLike] = {each.name: all_jic for each in scenario.seat}
    policies[scenario.seat[0].name] = Planner
    chain = SupplyChain(scenario, 1, 1, policies=policies, path=path)
    record, free = played.record, np.arange(len(scenario.seat))[:, None] == 0
    chain.replay_orders(record["lane_orders"], free, record["stance"], record["expedited"])
    while chain.week <= week:
        chain.step()
    stances: Array = chain.record["stance"][:, 0, :, 0]
    return stances


def differ(scenario: Scenario, world: int, week: int) -> bool:
    """Whether a planner decides otherwise where what it cannot know is another."""
    played = planned(scenario, world)
    mine = played.record["stance"][: week + 1, 0, :, 0]
    return any(bool((scrambled(played, week, number) != mine).any()) for number in (0, 3))


@pytest.mark.parametrize(("name", "week"), [(SCENARIO, 6), (SCENARIO, 12), ("thousand_lakes", 8)])
def test_what_the_seat_cannot_know_changes_no_decision(name: str, week: int) -> None:
    assert not differ(shipped(name), 0, week)


def test_red_control_a_planner_that_sees_the_rest_of_the_year_is_caught(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def peek(
        scenario: Scenario, path: SamplePath, world: int, week: int, seat: int, chance: Chance
    ) -> SamplePath:
        return path.picked(slice(1)).repeated(chance.worlds)

    monkeypatch.setattr(prospect_module, "futures", peek)
    assert any(differ(shipped(SCENARIO), world, week) for world in (0, 1, 2) for week in (6, 12))


def test_a_planner_decides_in_each_world_by_itself() -> None:
    scenario = shipped(SCENARIO)
    policies: dict[str, PolicyLike] = {scenario.seat[1].name: Planner}
    both = SupplyChain(scenario, 1, 2, policies=policies).run()
    second = SupplyChain(scenario, 1, 1, policies=policies, first_world=1).run()
    assert (both.record["stance"][:, 1, :, 1] == second.record["stance"][:, 1, :, 0]).all()


@pytest.mark.slow
@pytest.mark.parametrize("name", ["thousand_lakes", SCENARIO])
def test_a_planner_pays_less_than_the_mix_where_news_are_worth_reading(name: str) -> None:
    scenario = shipped(name)

    def cost(policy: PolicyLike) -> float:
        chain = SupplyChain(scenario, 4, 4, policies={scenario.seat[0].name: policy}).run()
        return float(as_played(chain).cost[0].mean())

    assert cost(Planner) < 0.95 * cost("hybrid")


def test_a_planner_without_a_past_to_play_again_says_what_it_needs() -> None:
    scenario = shipped(SCENARIO)
    chain = SupplyChain(scenario, 1, 1, policies={scenario.seat[0].name: Planner}, history=False)
    with pytest.raises(ValueError, match="give the chain history"):
        chain.run()


def test_a_world_in_which_a_person_holds_the_seat_is_left_to_the_person() -> None:
    scenario = shipped(SCENARIO)
    chain = SupplyChain(scenario, 1, 2, policies={scenario.seat[0].name: Planner})
    chain.settle(scenario.seat[0].name, Decision(np.ones(len(scenario.component), dtype=bool)), 0)
    chain.step()
    assert chain.record["stance"][0, 0, :, 0].all()


@pytest.mark.parametrize(
    ("way", "held"),
    [
        (Way(True, LEAN), [False, False, False, False]),
        (Way(False, BUFFERED), [True, True, True, True]),
        (Way(False, GRADES["press"]), [False, False, True, True]),
    ],
)
def test_a_way_to_go_on_holds_a_buffer_always_never_or_while_news_call_for_it(
    way: Way, held: list[bool]
) -> None:
    assert way.holds(np.array([0.0, 1.0, 2.0, 3.0])).tolist() == held


def test_news_are_among_the_ways_only_of_parts_that_any_news_warn_of() -> None:
    assert len(ways_of(is_warned_of=True)) == 10 and len(ways_of(is_warned_of=False)) == 4
