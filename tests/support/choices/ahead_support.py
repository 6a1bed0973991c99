"""Real states of a seat alone, for which all comes as forecast, and real runs from there.

Alone, what a seat is told must come true to the last digits; among rivals it is as good as the outlook.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import msgspec
import numpy as np
from choices_support import text_with_choices
from chosen_support import text_with_money
from outlook_support import as_forecast
from world_support import changed

from linestop.agents import Decision, Scenario, SupplyChain, read_scenario
from linestop.agents.chance.sample_path import SamplePath
from linestop.agents.manufacturers.stances import switching
from linestop.agents.scenario.events import Disturbances
from linestop.game.choices.ahead import ahead_by_world
from linestop.game.choices.offered import Offered, offered_by
from linestop.game.choices.records import SeatAhead

PARTS = 6
SEED = 7
WEEKS = 26


def alone(text: str = "") -> Scenario:
    """The year with near sources and fast lanes, for one seat, without anything that nobody expects."""
    scenario = read_scenario(text or text_with_choices(), "pacific_squeeze.toml")
    return changed(
        scenario,
        weeks=52,
        seat=scenario.seat[:1],
        supplier=[changed(site, good_share=None, breakdowns=None) for site in scenario.supplier],
        port=[changed(port, crowding=None, others_arrive="evenly") for port in scenario.port],
        lane=[changed(lane, late=[]) for lane in scenario.lane],
        shock=[],
        selling__switching=0.0,
        disturbances=Disturbances(times=0, chance=0.0, weeks=1, capacity=[0.5, 0.9]),
    )


@dataclass(frozen=True)
class State:
    """The end of a turn: lean for some turns, then some parts buffered, so that bins rise and fall."""

    week: int
    before: tuple[bool, ...] = (False,) * PARTS
    after: tuple[bool, ...] = (False,) * PARTS
    money: bool = False

    def chain(self) -> SupplyChain:
        return self._played(_scenario(self.money))

    def _played(self, scenario: Scenario, path: SamplePath | None = None) -> SupplyChain:
        policy = switching(self.before, self.after, np.array([4]))
        chain = SupplyChain(scenario, SEED, policies=policy, path=path)
        while chain.week < self.week:
            chain.step()
        return chain

    def stances(self) -> np.ndarray:
        return np.array(self.before if self.week <= 4 else self.after)

    def onward(self) -> SupplyChain:
        """The same state, from which demand comes as the seat forecasts it."""
        before = self.chain()
        path = as_forecast(before, before.scenario, SEED)
        scenario = changed(before.scenario, weeks=self.week + WEEKS)
        return self._played(scenario, path)

    def run(self, weeks: int, **numbers: Any) -> SupplyChain:
        """So many weeks more under these numbers of `Decision`."""
        chain = self.onward()
        decide(chain, self.stances(), **numbers)
        while chain.week < self.week + weeks:
            chain.step()
        return chain

    def told(self, depth: str = "expert") -> SeatAhead:
        return _told(self, depth)


@cache
def _scenario(money: bool) -> Scenario:
    return alone(text_with_money() if money else "")


@cache
def _told(state: State, depth: str) -> SeatAhead:
    chain = state.chain()
    return ahead_by_world(chain, offered_by(chain.scenario, depth))[0][0]  # type: ignore[arg-type]


def decide(chain: SupplyChain, stances: np.ndarray, **numbers: Any) -> None:
    chain.settle(chain.network.seats[0], Decision(stances, **numbers))


def of_one(component: int, value: float) -> np.ndarray:
    """A number of one component, the others left to their stances."""
    numbers = np.full(PARTS, np.nan)
    numbers[component] = value
    return numbers


def bins(chain: SupplyChain, state: State, component: int, use: float) -> np.ndarray:
    """Weeks of use on hand at the end of the state's week and of every week after it."""
    return np.asarray(chain.record["on_hand"][state.week - 1 :, 0, component, 0] / use)


def use_of(state: State, component: int) -> float:
    chain = state.chain()
    return float(chain.planning.mean_use(chain.week + 1)[0, component, 0])


def first_weeks_express(state: State, component: int, below: float, weeks: int) -> SupplyChain:
    """A run with express in the turn that begins, and without it after that."""
    chain = state.onward()
    stances = state.stances()
    decide(chain, stances, expedite=of_one(component, below))
    while chain.week < state.week + chain.scenario.weeks_per_turn:
        chain.step()
    decide(chain, stances)
    while chain.week < state.week + weeks:
        chain.step()
    return chain


def told_in_numbers(chain: SupplyChain, offered: Offered, seat: int) -> np.ndarray:
    """All that one seat is told ahead of its choices, as one row of numbers."""
    return np.array(_numbers_in(msgspec.to_builtins(ahead_by_world(chain, offered)[0][seat])))


def _numbers_in(told: Any) -> list[float]:
    if isinstance(told, dict):
        return [number for name in sorted(told) for number in _numbers_in(told[name])]
    if isinstance(told, list):
        return [number for each in told for number in _numbers_in(each)]
    return [float(told)] if isinstance(told, int | float) else []
