"""Futures agree with all that a seat could know, and with nothing else of the year."""

from __future__ import annotations

import numpy as np
import pytest
from world_support import changed, shipped

from linestop.agents.arithmetic import Flags
from linestop.agents.chance.news import NewsDesk
from linestop.agents.chance.random_streams import Chance
from linestop.agents.chance.sample_path import SamplePath, draw
from linestop.agents.chance.shock_draws import draw_shock
from linestop.agents.chance.shocks import Shock
from linestop.agents.network.derivation import network_of
from linestop.agents.planner import futures as futures_module
from linestop.agents.planner.futures import agrees, futures, live_shocks_known
from linestop.agents.scenario.scenario import Scenario

NAMES = ("thousand_lakes", "crying_wolf", "last_years_model", "pacific_squeeze")
COUNT = 12
SEAT = 1


def year(scenario: Scenario, seed: int = 5) -> SamplePath:
    return draw(scenario, network_of(scenario), Chance(seed, 3))


def ahead(scenario: Scenario, path: SamplePath, week: int, world: int = 0, count: int = COUNT) -> SamplePath:
    return futures(scenario, path, world, week, SEAT, Chance(2**60, count))


def same(one: SamplePath, two: SamplePath) -> bool:
    """Whether two paths are the same to the last bit, rivals' demand included."""
    return bool((one.demand == two.demand).all()) and all(
        (a.effect == b.effect).all() and (a.first_week == b.first_week).all() and (a.comes == b.comes).all()
        for a, b in zip(one.shocks, two.shocks, strict=True)
    )


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("week", [0, 8, 16])
def test_a_future_is_the_year_as_it_was_and_then_another(name: str, week: int) -> None:
    scenario = shipped(name)
    path = year(scenario)
    found = ahead(scenario, path, week)
    assert (found.demand[:week, SEAT] == path.demand[:week, SEAT, ..., :1]).all()
    assert (found.demand[week:, SEAT] != path.demand[week:, SEAT, ..., :1]).any()
    for drawn, true in zip(found.shocks, path.shocks, strict=True):
        assert (drawn.effect[:week] == true.effect[:week, :1]).all(), drawn.name
        assert (drawn.in_force[:week] == true.in_force[:week, :1]).all(), drawn.name


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("week", [0, 8, 16])
def test_all_futures_have_had_the_news_that_the_year_has_had(name: str, week: int) -> None:
    scenario = shipped(name)
    path, network = year(scenario), network_of(scenario)
    found = ahead(scenario, path, week)
    published = NewsDesk(network, 3).published(path.shocks, week, 0)
    desk = NewsDesk(network, COUNT)
    assert all(desk.published(found.shocks, week, world) == published for world in range(COUNT))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("week", [4, 12])
def test_what_nobody_could_know_changes_no_future(name: str, week: int) -> None:
    """A future is a year with the same past and news and all else scrambled: it has the same futures."""
    scenario = shipped(name)
    found = ahead(scenario, year(scenario), week)
    for world in (0, 5, 11):
        assert same(ahead(scenario, found, week, world), found)


def test_red_control_futures_that_know_whether_a_shock_comes_are_caught(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def peeking(drawn: Shock, true: Shock, week: int) -> Flags:
        return agrees(drawn, true, week) & (drawn.comes == true.comes[0])

    scenario = shipped("crying_wolf")
    path = ahead(scenario, year(scenario), 4)
    monkeypatch.setattr(futures_module, "agrees", peeking)
    found = ahead(scenario, path, 4)
    assert not all(same(ahead(scenario, path, 4, world), found) for world in range(COUNT))


@pytest.mark.parametrize("week", [0, 6, 12, 18])
def test_a_shock_comes_as_often_as_bayes_says(week: int) -> None:
    """Against worlds drawn for themselves, of which those stay that agree with the news."""
    scenario = shipped("crying_wolf")
    path = year(scenario, seed=9)
    found = ahead(scenario, path, week, count=400)
    shared = {spec.shares_fate_with for spec in scenario.shock}
    for place, spec in enumerate(scenario.shock):
        if spec.shares_fate_with or spec.name in shared:
            continue
        drawn = draw_shock(spec, scenario, Chance(77, 20_000))
        fits = agrees(drawn, path.shocks[place].alone(0), week)
        spread = 0.5 / 400**0.5 + 0.5 / max(1, fits.sum()) ** 0.5
        assert abs(found.shocks[place].comes.mean() - drawn.comes[fits].mean()) < 4 * spread


def test_news_that_only_a_true_or_a_false_alarm_has_settles_whether_a_shock_comes() -> None:
    scenario = shipped("thousand_lakes")
    path = draw(scenario, network_of(scenario), Chance(1, 60))
    for comes in (True, False):
        world = int(np.flatnonzero(path.shocks[0].comes == comes)[0])
        week = int(path.shocks[0].first_week[world]) + 1
        found = ahead(scenario, path, week, world)
        assert (found.shocks[0].comes == comes).all()
        assert (found.shocks[0].first_week == path.shocks[0].first_week[world]).all()
        # One river: the works that share its fate come or stay dry with it.
        assert (found.shocks[1].comes == comes).all()


def test_where_too_few_worlds_agree_with_the_news_those_that_do_are_taken_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(futures_module, "MOST_BLOCKS", 1)
    monkeypatch.setattr(futures_module, "agrees", lambda drawn, true, week: np.arange(len(drawn.comes)) < 5)
    scenario = shipped("crying_wolf")
    first_week = ahead(scenario, year(scenario), 4).shocks[0].first_week
    assert first_week[5:10].tolist() == first_week[:5].tolist()


def test_a_shock_from_the_desk_is_known_once_something_of_it_is_published() -> None:
    scenario = shipped("thousand_lakes")
    flood = changed(scenario.shock[0], probability=1.0, first_week=[14, 14])
    drawn = draw_shock(flood, scenario, Chance(3, 1))
    [unknown], [known] = (live_shocks_known([drawn], 0, week, 4) for week in (4, 14))
    assert not unknown.in_force[4:].any() and (unknown.effect[4:] == 1.0).all()
    assert (known.effect == drawn.effect).all() and known.effect.shape[1] == 4


def test_the_first_worlds_of_a_path_are_those_of_the_whole() -> None:
    path = year(shipped("crying_wolf"))
    assert same(path.picked(slice(3)), path)
    one = path.picked(slice(1))
    assert one.demand.shape[-1] == 1 and (one.shocks[0].effect == path.shocks[0].effect[:, :1]).all()
