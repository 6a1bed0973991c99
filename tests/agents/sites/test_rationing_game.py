"""The rationing game (Lee, Padmanabhan and Whang 1997): who may run short orders more than it needs.

N plants buy once; demand is Normal(50, 8), a part left over costs 0.18, one missing 0.70. With chance q the
maker has only K to share out, else plenty. Nobody solves an equation here: each plant orders what was
cheapest for it in the worlds that it was played in, given what the others order, until nobody changes.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from emergence_support import effect
from scipy.special import ndtri
from world_support import changed, own_scenario

from linestop.agents import Decision, Scenario, SupplyChain
from linestop.agents.chance.sample_path import SamplePath
from linestop.agents.manufacturers.stances import Policy

MEAN, DEVIATION, LEFT_OVER, MISSING = 50.0, 8.0, 0.18, 0.70
NEWSVENDOR = 56.603956
TABLE = {  # N, K, q: z*
    (2, 80.0, 0.3): 59.985627,
    (3, 120.0, 0.3): 61.446243,
    (4, 160.0, 0.3): 62.294214,
    (4, 120.0, 0.3): 61.227389,
}
TOLERANCE = 0.1
"""Units: a step of the grid, and what five hundred demands leave open about a quantile."""

DEMANDS = MEAN + DEVIATION * ndtri((np.arange(500) + 0.5) / 500)
"""Five hundred demands, each as likely as the other."""
STEPS = np.linspace(-1.5, 1.5, 41)
SHELF_WEEKS = 2.0
PLENTY = 10.0


@cache
def one_week(plants: int, rule: str, capacity_ratio: float) -> Scenario:
    """Parts arrive in the week they are ordered, and none is there before."""
    scenario = own_scenario("hoarding")
    part, site, seat = scenario.component[0], scenario.supplier[0], scenario.seat[0]
    return changed(
        scenario,
        weeks=1,
        component=[changed(part, jit=changed(part.jit, cover_weeks=0.0))],
        supplier=[changed(site, rationing=rule, capacity_ratio=capacity_ratio)],
        lane=[changed(scenario.lane[0], transit_weeks=0)],
        seat=[changed(seat, name=f"plant_{n}", demand={"pump": MEAN}) for n in range(plants)],
        shock=[],
        line__finished_goods_weeks=SHELF_WEEKS,
        line__capacity_ratio=5.0,
    )


def ordering(units: np.ndarray) -> Policy:
    """Orders so many units (W); the stance itself asks for the mean."""
    return lambda view: Decision(view.stance, extra_orders=(units - MEAN)[None])


def costs(scenario: Scenario, mine: np.ndarray, others: float, demand: np.ndarray) -> np.ndarray:
    """What the first plant pays in each world: orders and demand (W)."""
    seats = [seat.name for seat in scenario.seat]
    rest = ordering(np.full_like(mine, others))
    policies = {name: ordering(mine) if name == seats[0] else rest for name in seats}
    path = SamplePath(np.tile(demand, (1, len(seats), 1, 1, 1)), ())
    chain = SupplyChain(scenario, 1, len(demand), policies=policies, history=False, path=path).run()
    sites = chain.manufacturers
    net = sites.on_hand[0, 0] + sites.finished_goods[0, 0] - SHELF_WEEKS * MEAN
    return LEFT_OVER * np.maximum(net, 0.0) + MISSING * np.maximum(-net, 0.0)


def expected(
    rule: str, plants: int, most: float, chance: float, mine: np.ndarray, others: float, demand: np.ndarray
) -> np.ndarray:
    """The same, in the mean of a year with plenty and one with `most` units for all."""
    short = costs(one_week(plants, rule, most / (plants * MEAN)), mine, others, demand)
    return (1.0 - chance) * costs(one_week(plants, rule, PLENTY), mine, others, demand) + chance * short


def best_response(rule: str, plants: int, most: float, chance: float, others: float, near: float) -> float:
    """The cheapest order in reach, if all others order so many."""
    tried = near + STEPS
    mine, demand = np.repeat(tried, len(DEMANDS)), np.tile(DEMANDS, len(tried))
    paid = expected(rule, plants, most, chance, mine, others, demand)
    return float(tried[paid.reshape(len(tried), -1).mean(axis=1).argmin()])


@cache
def settled(rule: str, plants: int, most: float, chance: float) -> float:
    """What all order in the end, each answering the others, from the newsvendor's order on."""
    order = NEWSVENDOR
    for _ in range(30):
        answer = best_response(rule, plants, most, chance, others=order, near=order)
        if abs(answer - order) < 1.5 * (STEPS[1] - STEPS[0]):
            return answer
        order = answer
    raise AssertionError(f"after 30 rounds plants still change their orders: {order}")


# ---------------------------------------------------------------- the table


@pytest.mark.slow
@pytest.mark.parametrize(("plants", "most", "chance"), TABLE)
def test_in_proportion_best_responses_settle_where_the_reference_says(plants, most, chance):
    order = settled("proportional", plants, most, chance)
    assert order == pytest.approx(TABLE[plants, most, chance], abs=TOLERANCE)


@pytest.mark.slow
def test_with_equal_shares_nobody_moves_from_the_newsvendors_order():
    assert settled("uniform", 4, 160.0, 0.3) == pytest.approx(NEWSVENDOR, abs=TOLERANCE)
    inflated = TABLE[4, 160.0, 0.3]
    answer = inflated
    for _ in range(5):  # nor do the others' larger orders draw it up
        answer = best_response("uniform", 4, 160.0, 0.3, others=inflated, near=answer)
    assert answer == pytest.approx(NEWSVENDOR, abs=TOLERANCE)


def test_the_week_is_the_textbooks_newsvendor_where_there_is_plenty():
    """Snyder and Shen, example 4.3: 1.997605 at its best order, 2.000020 at 57."""
    for order, cost in ((NEWSVENDOR, 1.997605), (57.0, 2.000020)):
        paid = costs(one_week(2, "proportional", PLENTY), np.full(len(DEMANDS), order), order, DEMANDS)
        assert paid.mean() == pytest.approx(cost, abs=0.003)


# ---------------------------------------------------------------- hoarding, statement 10


@pytest.mark.slow
def test_10_inflation_grows_with_the_chance_of_a_shortage_and_with_rivals_but_not_always_with_scarcity():
    by_chance = [settled("proportional", 4, 160.0, chance) for chance in (0.1, 0.2, 0.3)]
    assert NEWSVENDOR + TOLERANCE < by_chance[0] < by_chance[1] < by_chance[2]
    by_rivals = [settled("proportional", plants, 40.0 * plants, 0.3) for plants in (2, 3, 4)]
    assert by_rivals[0] < by_rivals[1] < by_rivals[2]
    # Scarcer still, and less inflation: a unit more on the order buys less.
    assert settled("proportional", 4, 120.0, 0.3) < by_chance[2] - 2.0 * TOLERANCE


def gain(rule: str, order: float, others: float) -> np.ndarray:
    """What the first of four plants saves in two thousand worlds by `order` instead of the newsvendor's."""
    demand = MEAN + DEVIATION * np.random.default_rng(9).standard_normal(2000)
    paid = [
        expected(rule, 4, 160.0, 0.3, np.full(len(demand), each), others, demand)
        for each in (NEWSVENDOR, order)
    ]
    saved: np.ndarray = paid[0] - paid[1]
    return saved


def test_10_in_proportion_inflating_saves_money_whatever_the_others_order():
    inflated = TABLE[4, 160.0, 0.3]
    assert effect(gain("proportional", inflated, others=NEWSVENDOR)).low > 0.0
    assert effect(gain("proportional", inflated, others=inflated)).low > 0.0


def test_10_red_control_with_equal_shares_inflating_costs_money():
    inflated = TABLE[4, 160.0, 0.3]
    assert effect(gain("uniform", inflated, others=NEWSVENDOR)).high < 0.0


def test_red_control_the_table_is_not_that_of_another_rule():
    """Where all go without the same number of units, a unit more on the order is a unit more."""
    order = TABLE[4, 160.0, 0.3]
    assert best_response("linear", 4, 160.0, 0.3, others=order, near=order) > order + 10.0 * TOLERANCE
