"""Grid of stationary policies: every combination of a few numbers, each held for a whole game.

Components are of two classes, lean (recommended Just in Time) and buffered (Just in Case), and each class
has its numbers: weeks of cover, and where a scenario has near sources or fast lanes, the share that is
bought near and the weeks on hand below which it is expedited. One safety factor is for all components.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

import numpy as np

from ..arithmetic import Array
from ..chain.opening import recommended
from ..scenario.scenario import Scenario

# Values lie closer where cost is steep: a week of cover more or less matters most near none.
LEAN_COVER = (0.0, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0)
"""Weeks of cover of lean components."""
BUFFER_COVER = (0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0, 12.0, 16.0, 20.0)
"""Weeks of cover of buffered components."""
FACTORS = (0.0, 0.841621, 1.281552, 1.644854, 2.326348, 3.090232)
"""Safety factors: the standard normal quantiles of 50, 80, 90, 95, 99 and 99.9 % cycle service."""
SPLITS = (0.0, 0.25, 0.5, 1.0)
"""Sourcing splits: the share of orders that goes by near lanes."""
EXPEDITE_BELOW = (0.0, 0.5, 2.0)
"""Expediting triggers, weeks of use on hand; at 0 nothing is ever expedited."""
MOST_POLICIES = 2000
"""Policies in a grid at most, since a frontier plays each of them."""
Axes = dict[str, Sequence[float]]
"""The grid's axes: values by name."""
LEAN, BUFFER = "lean", "buffer"
"""Names of the two classes, with which names of axes begin."""
FIELDS = {"cover_weeks": "cover_weeks", "sourcing_split": "sourcing_split", "expedite": "expedite_weeks"}
"""Fields of `Decision`, and the end of the name of the axis that sets each."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Policies: their numbers by axis name, (policies,) each; NaN leaves a number to the stance."""

    numbers: dict[str, Array]

    def __len__(self) -> int:
        return len(next(iter(self.numbers.values())))

    def part(self, chosen: slice) -> Grid:
        """A grid of the chosen policies alone."""
        return Grid({name: values[chosen] for name, values in self.numbers.items()})

    def policy(self, n: int) -> dict[str, float | None]:
        """The numbers of policy n by axis name; None leaves a number to the stance."""
        return {
            name: None if np.isnan(values[n]) else float(values[n]) for name, values in self.numbers.items()
        }


def grid_of(scenario: Scenario) -> Grid:
    """The grid of a scenario: every combination of cover and safety factor, 1,008 with both classes.

    Where a scenario offers splits or expediting, further policies combine these with fewer covers, as many as
    `MOST_POLICIES` leaves room for. The plain combinations all stay, so an offer never worsens a frontier.
    """
    covers, choices = plain_axes(scenario), _choices(scenario)
    plain = combined(covers)
    if not choices:
        return plain
    more = combined(_thinned(covers, choices, MOST_POLICIES - len(plain)))
    # The plain policies leave splits and expediting to the stances.
    as_stances_say = np.full(len(plain), np.nan)
    return Grid(
        {
            name: np.concatenate([plain.numbers.get(name, as_stances_say), values])
            for name, values in more.numbers.items()
        }
    )


def combined(axes: Axes) -> Grid:
    """The grid of every combination of the axes' values."""
    values = np.meshgrid(*axes.values(), indexing="ij")
    return Grid({name: each.ravel() for name, each in zip(axes, values, strict=True)})


def plain_axes(scenario: Scenario) -> Axes:
    """Axes of cover, of the classes that the recommended mix has, and of the safety factor."""
    buffered = recommended(scenario)
    classes = ((LEAN, ~buffered, LEAN_COVER), (BUFFER, buffered, BUFFER_COVER))
    covers: Axes = {f"{name}_cover_weeks": cover for name, of_class, cover in classes if of_class.any()}
    # Last, so that it varies fastest: a regular choice of policies then meets every factor.
    covers["safety_factor"] = FACTORS
    return covers


def _choices(scenario: Scenario) -> Axes:
    """Axes of sources and express, of the classes that can use them."""
    buffered = recommended(scenario)
    makers = {supplier.name: supplier.component for supplier in scenario.supplier}
    near = {makers[lane.supplier] for lane in scenario.lane if lane.near}
    can_split = np.array([part.name in near for part in scenario.component])
    can_expedite = np.array([part.expedite is not None for part in scenario.component])
    return {
        f"{name}_{number}": values
        for number, values, can in (
            ("sourcing_split", SPLITS, can_split),
            ("expedite_weeks", EXPEDITE_BELOW, can_expedite),
        )
        for name, of_class in ((LEAN, ~buffered), (BUFFER, buffered))
        if (of_class & can).any()
    }


def _thinned(covers: Axes, choices: Axes, most: int) -> Axes:
    """Axes with fewer values, so that no more than `most` combine.

    The longest axis loses a value first, among equals the last. Of a further choice the two extremes stay, of
    cover and safety factor the middle of the range, since the extremes stand in the plain combinations.
    """
    counts = {name: len(values) for name, values in (covers | choices).items()}
    while prod(counts.values()) > most:
        counts[max(reversed(counts), key=counts.__getitem__)] -= 1
    # Places on each axis: from end to end, or the middles of equal stretches.
    spans = {name: np.linspace(0, len(values) - 1, counts[name]).round() for name, values in choices.items()}
    spans |= {
        name: (np.arange(counts[name]) + 0.5) * len(values) / counts[name] for name, values in covers.items()
    }
    return {
        name: [values[int(place)] for place in spans[name]] for name, values in (covers | choices).items()
    }
