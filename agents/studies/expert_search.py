"""Expert search: the numbers behind the mix that cost least, found by coordinate descent over a grid.

One plan for all seats, held all year: for each component weeks of cover and safety factor, the share bought
near and the weeks on hand below which it is expedited where a scenario offers these, and the weeks of each
regional shelf. One number at a time takes the value of its grid with the lowest cost, mean over worlds and
then over seats, against rivals on the mix; sweeps over all numbers end when none changes any more. All
values of a number meet the same worlds in one batch. The plan is scored on other seeds, or it would be judged
by the worlds that it was fitted to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from ..arithmetic import Array, Flags
from ..chain.model import SupplyChain
from ..chain.opening import recommended
from ..chance.random_streams import Chance
from ..chance.sample_path import SamplePath, draw
from ..manufacturers.manufacturer import Manufacturer
from ..manufacturers.stances import Decision, Policy, SeatView
from ..network.derivation import network_of
from ..scenario.options import with_second_source, with_shelf
from ..scenario.scenario import Component, Scenario
from .replay import as_played
from .study import Progress

GRIDS: dict[str, tuple[float, ...]] = {
    "cover_weeks": (0.0, 0.25, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0, 12.0),
    "safety_factor": (0.0, 0.5, 0.841621, 1.281552, 1.644854, 2.326348, 3.090232),
    "sourcing_split": (0.0, 0.1, 0.25, 0.5, 0.75, 1.0),
    "expedite": (0.0, 0.25, 0.5, 1.0, 2.0, 4.0),
}
"""Values that are tried for each number of a component, by the field of `Decision`."""
SHELF_WEEKS = "shelf_weeks"
SHELVES = (0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0)
"""Values that are tried for the weeks of a regional shelf."""
MOST_SWEEPS = 4
LEAST_GAIN = 1e-4
"""Share of the cost that a change must save: below it a sweep would go on for nothing."""
MOST_WORLDS = 2000
"""Worlds stepped at once."""


@dataclass(frozen=True, slots=True)
class ExpertPlan:
    """Stances with numbers of their own, held all year.

    Attributes:
        jic: True for Just in Case, (K,).
        numbers: by field of `Decision`, (K,) each, NaN for the stance's own.
        shelf_weeks: weeks by market with a buffer, (B,), NaN for the scenario's.
    """

    jic: Flags
    numbers: dict[str, Array]
    shelf_weeks: Array

    @property
    def policy(self) -> Policy:
        """The policy that holds the plan; it can be pickled."""
        return partial(_hold, self)

    def decision(self) -> Decision:
        """What the plan settles in each turn."""
        shelves = self.shelf_weeks if len(self.shelf_weeks) else None
        return Decision(self.jic, **self.numbers, shelf_weeks=shelves)

    def to_toml(self, scenario: Scenario) -> str:
        """The plan as a plan file (`plan_file`), which `--stance` and `--rivals` take."""
        parts = [part.name for part in scenario.component]
        buffered = [f'{name} = "JIC"\n' for name, jic in zip(parts, self.jic, strict=True) if jic]
        lines = ['start = "JIT"\n', *(["\n[[turn]]\nfrom = 1\n"] if buffered else []), *buffered]
        for k, name in enumerate(parts):
            numbers = {number: float(values[k]) for number, values in self.numbers.items()}
            own = [f"{number} = {value}\n" for number, value in numbers.items() if not np.isnan(value)]
            lines += [f"\n[numbers.{name}]\n", *own] if own else []
        markets = zip(with_shelf(scenario), self.shelf_weeks.tolist(), strict=True)
        shelves = [f"{name} = {weeks}\n" for name, weeks in markets if not np.isnan(weeks)]
        return "".join([*lines, *(["\n[shelves]\n"] if shelves else []), *shelves])

    def value(self, number: str, index: int) -> float:
        """One number of one component, or of one shelf."""
        return float((self.shelf_weeks if number == SHELF_WEEKS else self.numbers[number])[index])

    def having(self, number: str, index: int, value: float) -> ExpertPlan:
        """The plan with one number set."""
        if number == SHELF_WEEKS:
            return replace(self, shelf_weeks=_set(self.shelf_weeks, index, value))
        return replace(self, numbers=self.numbers | {number: _set(self.numbers[number], index, value)})


def _set(values: Array, index: int, value: float) -> Array:
    changed = values.copy()
    changed[index] = value
    return changed


def _hold(plan: ExpertPlan, view: SeatView) -> Decision:
    return plan.decision()


@dataclass(frozen=True, slots=True)
class Choice:
    """One number that is searched for.

    Attributes:
        number: field of `Decision`.
        index: of the component, or of the market among those with a buffer.
        values: its grid, rising.
    """

    number: str
    index: int
    values: tuple[float, ...]


def choices_of(scenario: Scenario) -> list[Choice]:
    """All numbers that an expert of this scenario has to choose, shelves first."""
    near = with_second_source(scenario)
    shelves = [Choice(SHELF_WEEKS, b, SHELVES) for b in range(len(with_shelf(scenario)))]
    return shelves + [
        Choice(number, k, values)
        for k, part in enumerate(scenario.component)
        for number, values in GRIDS.items()
        if _offered(number, part, near)
    ]


def _offered(number: str, part: Component, near: Sequence[str]) -> bool:
    if number == "sourcing_split":
        return part.name in near
    return number != "expedite" or part.expedite is not None


def as_stances_say(scenario: Scenario) -> ExpertPlan:
    """The recommended mix with the stances' own numbers and the scenario's shelves: where a search begins."""
    parts = len(scenario.component)
    return ExpertPlan(
        recommended(scenario),
        {number: np.full(parts, np.nan) for number in GRIDS},
        np.full(len(with_shelf(scenario)), np.nan),
    )


def search(scenario: Scenario, seed: int, worlds: int, progress: Progress | None = None) -> ExpertPlan:
    """The plan that coordinate descent finds; the same for the same arguments.

    Args:
        scenario: the scenario.
        seed: root of the chance that plans are compared by; not the one to score them by.
        worlds: worlds in which each plan is played, in every seat.
        progress: called with the number of worlds played since the last call.
    """
    trial = Trial(scenario, seed, worlds, progress)
    plan = as_stances_say(scenario)
    for sweep in range(MOST_SWEEPS):
        before = plan
        for choice in choices_of(scenario):
            plan = _improved(plan, choice, trial, everywhere=sweep == 0)
        if plan is before:
            break
    return plan


def games_of(scenario: Scenario) -> int:
    """About how many games of a seat a search takes, for a progress bar: twice those of the first sweep."""
    return 2 * sum(1 + len(choice.values) for choice in choices_of(scenario)) * len(scenario.seat)


def _improved(plan: ExpertPlan, choice: Choice, trial: Trial, everywhere: bool) -> ExpertPlan:
    """The plan with the best value of one number; the plan itself if no value saves enough."""
    values = choice.values if everywhere else _beside(plan.value(choice.number, choice.index), choice.values)
    plans = [plan, *(plan.having(choice.number, choice.index, value) for value in values)]
    costs = trial.costs(plans)
    best = int(costs.argmin())
    return plans[best] if costs[best] < costs[0] * (1.0 - LEAST_GAIN) else plan


def _beside(value: float, values: Sequence[float]) -> tuple[float, ...]:
    """The values of a grid next below and next above one; all where it is not set."""
    below, above = [v for v in values if v < value], [v for v in values if v > value]
    return tuple(values) if np.isnan(value) else (*below[-1:], *above[:1])


class Trial:
    """The worlds in which plans are compared.

    Args:
        scenario: the scenario.
        seed: root of all chance.
        worlds: worlds in which each plan is played, in every seat.
        progress: called with the number of worlds played since the last call.
    """

    def __init__(self, scenario: Scenario, seed: int, worlds: int, progress: Progress | None = None) -> None:
        self._scenario, self._seed = scenario, seed
        network = network_of(scenario)
        self._path: SamplePath = draw(scenario, network, Chance(seed, worlds, 0))
        self._seats, self._worlds = len(network.seats), worlds
        self._progress = progress or (lambda played: None)

    def costs(self, plans: Sequence[ExpertPlan]) -> Array:
        """Cost of each plan, money, mean over worlds, then over seats, (plans,)."""
        at_once = max(1, MOST_WORLDS // (self._seats * self._worlds))
        parts = [self._play(plans[first : first + at_once]) for first in range(0, len(plans), at_once)]
        return np.concatenate(parts)

    def _play(self, plans: Sequence[ExpertPlan]) -> Array:
        """Each plan in each seat, all side by side: copy p * N + n of the worlds has plan p in seat n."""
        copies = [(plan, seat) for plan in plans for seat in range(self._seats)]
        chain = SupplyChain(
            self._scenario,
            self._seed,
            len(copies) * self._worlds,
            policies=dict.fromkeys(
                (seat.name for seat in self._scenario.seat),
                _side_by_side(as_stances_say(self._scenario), copies, self._worlds),
            ),
            path=self._path.repeated(len(copies)),
            history=False,
        ).run()
        cost = as_played(chain).cost.reshape(self._seats, len(plans), self._seats, self._worlds)
        chain.dispose()
        self._progress(len(copies) * self._worlds)
        own = np.stack([cost[seat, :, seat] for seat in range(self._seats)])
        mean: Array = own.mean(axis=2).mean(axis=0)
        return mean


def _side_by_side(
    mix: ExpertPlan, copies: Sequence[tuple[ExpertPlan, int]], worlds: int
) -> type[Manufacturer]:
    """The class of a seat that plays a copy's plan in the copies made for it, and the mix in all others."""

    class SideBySide(Manufacturer):
        def decide(self) -> None:
            plans = [plan if seat == self.index else mix for plan, seat in copies]
            by_number = {
                number: np.stack([plan.numbers[number] for plan in plans], axis=1).repeat(worlds, axis=1)
                for number in mix.numbers
            }
            shelves = np.stack([plan.shelf_weeks for plan in plans], axis=1).repeat(worlds, axis=1)
            self.take(Decision(mix.jic, **by_number, shelf_weeks=shelves if len(shelves) else None))

    return SideBySide
