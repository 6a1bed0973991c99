"""The five questions: what decides between Just in Time and Just in Case, each swept with all else as it is.

How predictable is demand, how reliable and far are the suppliers, what does running out cost, how complex is
the product, how much working capital is there? At each point one seat plays all JIT and all JIC in the same
worlds (common random numbers), beside rivals on the recommended mix.

Demand is unpredictable where it strays from what planners count on, and stays astray for weeks. Noise from
week to week they count on: their safety stock is set by it, and finished goods take it up. So the sweep goes
from demand exactly as forecast, over that noise, to swings on top of it that last for weeks, and that all
sellers of a product feel, since one seller's luck is lost among a supplier's customers. It ends where a usual
swing takes up all that the lines can make beyond mean demand: beyond it goods are short for want of a line,
and no part could help.

A supplier that is farther away is also a less reliable one: with each week it breaks down more often; and the
sweep begins with suppliers that are a week nearer than in the scenario and never fail. Money for stock begins
where it pays for all JIT: with less, the orders of both stances are cut to the same plan, and there is
nothing to choose.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from msgspec.structs import replace

from ...arithmetic import Array
from ...chain.model import SupplyChain
from ...chance.random_streams import Chance
from ...chance.sample_path import draw
from ...manufacturers.stances import Decision, Policy, SeatView, recommended_mix
from ...network.derivation import network_of
from ...scenario.scenario import Scenario
from ...scenario.shock_kinds import SHOCK_KINDS
from ...scenario.supply import Breakdowns
from ..card.names import QuestionName as QuestionName
from .demand_swings import as_forecast
from .twin_parts import splittable, with_twins

SEAT = 0
"""The seat that plays; seats are equally hard, which balance tests."""
SWINGS = (0.5, 0.75, 1.0)
"""Standard deviation of the swings of demand, over what the lines can make beyond mean demand."""
LEAST_SPARE, MOST_SPARE = 0.05, 0.5
"""Bounds of what the lines are taken to make beyond mean demand, over it: a sweep needs some, and where a
line has no limit worth speaking of, demand that varies by half is wild enough."""
FARTHER_WEEKS = (0, 1, 2, 3)
"""Weeks that every lane is longer than in the scenario."""
FAILURES_A_WEEK, REPAIR = 0.02, 1.0 / 3.0
"""Chance of a breakdown in a week that every supplier has more for each week that it is farther away, and the
chance that it ends in a week."""
LOST_MARGINS = (0.05, 0.1, 0.2, 0.4, 0.7, 1.0)
"""Margin lost with a unit not sold, over its price."""
MOST_PARTS = 16
CREDIT_SHARES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0, 1.2)
"""Of the way from the money that all JIT ties up to the money that all JIC does."""
MEASURED_SEED, MEASURED_WORLDS = 1, 40
"""Of the years in which that money is measured, whatever the seed of a sweep: so x is the same in all."""


@dataclass(frozen=True, slots=True)
class Case:
    """One point of a sweep, to be played.

    Attributes:
        x: what was varied.
        scenario: what seats plan by and play.
        drawn: the scenario that its chance is drawn from, with the same seats, parts and sites.
        swing: standard deviation, over its mean, of the swings of demand on top of what is drawn.
    """

    x: float
    scenario: Scenario
    drawn: Scenario
    swing: float = 0.0


UNITS: dict[QuestionName, str] = {
    "demand": "variation of demand, over its mean",
    "supply": "weeks from order to plant, and failures",
    "stockout": "margin lost with a unit, over its price",
    "complexity": "parts, of equal material in all",
    "capital": "money for stock",
}


def demand(scenario: Scenario) -> list[Case]:
    """Demand exactly as forecast, as the scenario says, and with swings that fill the lines at most.

    x = sqrt(v² + s²) for independent noise of variation v, mean over markets and products, and swings of s.
    """
    regimes = [regime for market in scenario.market for regime in market.demand.values()]
    noise = float(np.mean([regime.variation for regime in regimes]))
    spare = min(max(scenario.line.capacity_ratio - 1.0, LEAST_SPARE), MOST_SPARE)
    swings = [0.0, *(share * spare for share in SWINGS)]
    cases = [Case(math.hypot(noise, swing), scenario, scenario, swing) for swing in swings]
    return [Case(0.0, scenario, as_forecast(scenario)), *cases] if noise else cases


def supply(scenario: Scenario) -> list[Case]:
    """Suppliers from near and sure, over where they are, to three weeks farther away and less reliable."""

    def farther(weeks: int) -> Scenario:
        if not weeks:
            return scenario
        lanes = [replace(lane, transit_weeks=lane.transit_weeks + weeks) for lane in scenario.lane]
        makers = []
        for site in scenario.supplier:
            usual = site.breakdowns or Breakdowns(failure=0.0, repair=REPAIR)
            failure = min(1.0, usual.failure + FAILURES_A_WEEK * weeks)
            makers.append(replace(site, breakdowns=replace(usual, failure=failure)))
        return replace(scenario, lane=lanes, supplier=makers)

    cases = [_near_and_sure(scenario), *(farther(weeks) for weeks in FARTHER_WEEKS)]
    found = [_case(float(network_of(case).usual_component_lead_time.mean()), case) for case in cases]
    # Where no lane can be shorter, the first point would stand at the x of the second.
    return found if found[0].x < found[1].x else found[1:]


def _near_and_sure(scenario: Scenario) -> Scenario:
    """Every lane a week shorter where it can be, nothing late, and nothing that fails on the way."""
    kinds = {kind for kind, told in SHOCK_KINDS.items() if told.target in ("supplier", "port", "lane")}
    kinds -= {kind for kind, told in SHOCK_KINDS.items() if told.raises_price}
    return replace(
        scenario,
        lane=[replace(lane, transit_weeks=max(0, lane.transit_weeks - 1), late=[]) for lane in scenario.lane],
        supplier=[replace(site, breakdowns=None, good_share=None) for site in scenario.supplier],
        # They stay in the list, where other shocks may share their fate.
        shock=[
            replace(each, probability=0.0, news=[]) if each.kind in kinds else each for each in scenario.shock
        ],
        disturbances=replace(scenario.disturbances, times=0),
    )


def stockout(scenario: Scenario) -> list[Case]:
    """A lost unit from a twentieth of its price to all of it."""
    return [
        _case(share, replace(scenario, costs=replace(scenario.costs, lost_margin_share=share)))
        for share in LOST_MARGINS
    ]


def complexity(scenario: Scenario) -> list[Case]:
    """The same material in more and more parts, each with a maker of its own, up to twice as many."""
    parts, names = len(scenario.component), splittable(scenario)
    names = names[: max(0, MOST_PARTS - parts)]
    return [
        _case(float(parts + count), with_twins(scenario, names[:count])) for count in range(len(names) + 1)
    ]


def capital(scenario: Scenario) -> list[Case]:
    """Money for stock from what all JIT ties up to more than what all JIC does."""
    lean, full = _tied_up(scenario)
    cases = []
    for share in CREDIT_SHARES:
        money = lean + share * (full - lean)
        own = scenario.seat[SEAT]
        seats = list(scenario.seat)
        seats[SEAT] = replace(own, credit=max(money - own.cash, 1.0))
        cases.append(_case(money, replace(scenario, seat=seats)))
    return cases


def _case(x: float, scenario: Scenario) -> Case:
    return Case(x, scenario, scenario)


def beside_the_mix(scenario: Scenario, policy: Policy) -> dict[str, Policy]:
    """What each seat plays, by its name: this one the policy, its rivals the mix."""
    mixes: dict[str, Policy] = {seat.name: recommended_mix for seat in scenario.seat}
    return mixes | {scenario.seat[SEAT].name: policy}


def _tied_up(scenario: Scenario) -> tuple[float, float]:
    """Most money that the seat ties up by all JIT, and by all JIC, in a year whose credit cuts none of its
    orders, mean over worlds."""
    seats = list(scenario.seat)
    seats[SEAT] = replace(seats[SEAT], credit=None)
    free = replace(scenario, seat=seats)
    path = draw(free, network_of(free), Chance(MEASURED_SEED, MEASURED_WORLDS)).repeated(2)
    policies = beside_the_mix(free, jit_then_jic)
    chain = SupplyChain(free, MEASURED_SEED, 2 * MEASURED_WORLDS, policies=policies, path=path, history=False)
    most: Array = np.zeros(2 * MEASURED_WORLDS)
    for _ in range(scenario.weeks):
        chain.step()
        most = np.maximum(most, chain.manufacturers.tied_up(chain.ledger.product_value)[SEAT])
    chain.dispose()
    return float(most[:MEASURED_WORLDS].mean()), float(most[MEASURED_WORLDS:].mean())


def jit_then_jic(view: SeatView) -> Decision:
    """All JIT in the first half of the worlds, all JIC in the second."""
    jic = np.zeros(view.stance.shape, dtype=bool)
    jic[:, jic.shape[1] // 2 :] = True
    return Decision(jic)


QUESTIONS: dict[QuestionName, Callable[[Scenario], list[Case]]] = {
    "demand": demand,
    "supply": supply,
    "stockout": stockout,
    "complexity": complexity,
    "capital": capital,
}
"""By name: the points of a sweep."""
