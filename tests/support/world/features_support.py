"""Features that perfect foresight knows: each in a small chain where it is at work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from changes_support import aging, changing
from expedite_support import hurried
from foresight_support import Watched
from reference_support import scenario_of
from regions_support import FAR, with_buffers
from world_support import changed, own_scenario, shipped

from linestop.agents import Scenario
from linestop.agents.network.lane_index import NO_DEPOT
from linestop.agents.scenario.events import Shock
from linestop.agents.scenario.markets import Selling
from linestop.agents.scenario.supply import Reserve, ShortagePrice


@dataclass(frozen=True, slots=True)
class Feature:
    """A scenario with a feature in it, and units, money or weeks that tell that it was at work."""

    scenario: Callable[[], Scenario]
    at_work: Callable[[Watched], float]


def shut_off(scenario: Scenario) -> Scenario:
    """No box comes through the western port in the first weeks."""
    fog = changed(scenario.shock[0], first_week=[1, 1], profile=[[0.0, 0.0], [4.0, 1.0]])
    return changed(scenario, shock=[fog])


def choked() -> Scenario:
    """No box comes through the western port in the first weeks; ships go on to the eastern one."""
    return shut_off(own_scenario("two_ports"))


def dear_in_a_shortage() -> Scenario:
    """More is wanted than any supplier makes, and it becomes dearer as people wait."""
    scenario = changed(shipped("pacific_squeeze"), weeks=16)
    rising = ShortagePrice(per_week=0.1, most=0.3)
    short = [changed(site, capacity_ratio=0.8, shortage_price=rising) for site in scenario.supplier]
    return changed(scenario, supplier=short)


def dying() -> Scenario:
    """The one product is asked for less and less, and from the seventh week on by nobody."""
    scenario = own_scenario("one_seat")
    market = scenario.market[0]
    lives = {name: changed(regime, life=[[3.0, 1.0], [7.0, 0.0]]) for name, regime in market.demand.items()}
    return changed(scenario, market=[changed(market, demand=lives)])


def redesigned() -> Scenario:
    """A part gives way to another in the third week, and nobody knew of it."""
    return changing(own_scenario("one_seat"), [3, 3])


def reviewed() -> Scenario:
    """It begins with ten weeks' parts, and every other week half of what has lain for two is written off."""
    scenario = own_scenario("one_seat")
    full = [changed(part, opening_units=1000.0) for part in scenario.component]
    return aging(changed(scenario, component=full), share=0.5, older_than_weeks=2, every_weeks=2)


def far_away() -> Scenario:
    """The one market is two weeks away, and is served from a shelf there."""
    return with_buffers(own_scenario("one_seat"), FAR)


def as_they_like() -> Scenario:
    """In a shortage the customers of one market wait, and those of the other go to rivals or are lost."""
    scenario = dear_in_a_shortage()
    rules = (Selling(wait_share=1.0), Selling(wait_share=0.2, switching=0.8))
    markets = [changed(market, selling=rules[m % 2]) for m, market in enumerate(scenario.market)]
    return changed(scenario, market=markets)


def ordered_by_mail() -> Scenario:
    """Orders take a week and pay a fee, the first week sends none, and what is too much goes back."""
    rule = {"rule": "moving_average", "weeks": 2, "cover": 3.0, "returns": True, "first_orders": [0.0]}
    return scenario_of(
        "single_stage",
        {
            "weeks": 8,
            "lane.0.order_weeks": 1,
            "lane.0.transit_weeks": 1,
            "seat.0.order": {"paper": rule},
            "component.0.order_cost": 5.0,
            "component.0.moving_cost": 0.1,
            "market.0.demand.copy.draw": "listed",
            "market.0.demand.copy.units": [60.0, 90.0, 10.0, 5.0, 60.0, 60.0, 5.0, 60.0],
        },
    )


def tiers() -> Scenario:
    """The beer game: a seat at the end of depots."""
    return scenario_of("beer_game", {"weeks": 24})


def standing() -> Scenario:
    """The line of the one seat stands for three weeks, and works overtime for two."""
    shock = Shock(
        name="outage",
        title="The line stands",
        kind="line_outage",
        target="hobbin",
        first_week=[4, 4],
        profile=[[0.0, 0.1], [3.0, 1.3], [5.0, 1.0]],
    )
    return changed(own_scenario("one_seat"), shock=[shock])


def with_a_tariff() -> Scenario:
    """From the fifth week on a part of two sources is dearer, first by half, then by a fifth."""
    scenario = own_scenario("near_and_far")
    tariff = Shock(
        name="tariff",
        title="A tariff",
        kind="price_rise",
        target=scenario.component[0].name,
        first_week=[5, 5],
        profile=[[0.0, 1.5], [3.0, 1.2]],
        lasting=True,
    )
    return changed(scenario, weeks=min(16, scenario.weeks), shock=[tariff])


def sparing() -> Scenario:
    """Too few boards come, old ones are written off, and half as many go into a stool for a while."""
    scenario = aging(own_scenario("one_seat"), share=0.5, older_than_weeks=2, every_weeks=2)
    told = {"first_week": [3, 3], "profile": [[0.0, 0.5], [4.0, 1.0]]}
    cut = Shock(name="cut", title="Cut", kind="capacity_cut", target="sawmill", **told)
    spared = Shock(name="spared", title="Spared", kind="use_cut", target="board", **told)
    return changed(scenario, shock=[cut, spared])


def with_a_reserve() -> Scenario:
    """Less is made than is wanted, and whoever asks for more gets it from a reserve."""
    scenario = dear_in_a_shortage()
    kept = Reserve(capacity=0.3, asked_weeks=0.2)
    return changed(scenario, supplier=[changed(site, reserve=kept) for site in scenario.supplier])


def units_from_depots(chain: Watched) -> float:
    return float(np.sum(chain.started, axis=0)[chain.network.depot_of_lane != NO_DEPOT].sum())


def units_written_off(chain: Watched) -> float:
    return float(sum(chain.written(seat, 0).sum() for seat in range(len(chain.network.seats))))


FEATURES = {
    "end of life": Feature(dying, units_written_off),
    "engineering change": Feature(redesigned, units_written_off),
    "regional buffers": Feature(far_away, lambda chain: sum(week["sent"].sum() for week in chain.sales)),
    "markets with rules of their own": Feature(
        as_they_like, lambda chain: sum(week["switched"].sum() for week in chain.sales)
    ),
    "late orders and returns": Feature(ordered_by_mail, lambda chain: chain.given_back[-1].sum()),
    "depots": Feature(tiers, units_from_depots),
    "review of old parts": Feature(reviewed, units_written_off),
    "diversion": Feature(choked, lambda chain: np.sum(chain.turned)),
    "expediting": Feature(lambda: hurried(0.8), lambda chain: chain.record["expedited"].sum()),
    "line outage": Feature(standing, lambda chain: chain.struck.of_weeks(1, 12)["line_left"].max()),
    "dated price": Feature(with_a_tariff, lambda chain: (np.array(chain.prices) > 1.0).sum()),
    "spared parts": Feature(sparing, lambda chain: (chain.struck.of_weeks(1, 12)["use_left"] < 1.0).sum()),
    "reserve": Feature(with_a_reserve, lambda chain: chain.struck.of_weeks(1, 16)["from_reserve"].sum()),
    "moving prices": Feature(dear_in_a_shortage, lambda chain: (np.array(chain.prices) > 1.0).sum()),
}
