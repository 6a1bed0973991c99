"""What simple policies set, fixed for a whole game: a few numbers for each class of components.

Components are of two classes, lean (recommended Just in Time) and buffered (Just in Case), and each has its
numbers: weeks of cover, and where a scenario has near sources or fast lanes, the part that is bought near and
the weeks on hand below which it is expedited. One safety factor is for all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

import numpy as np

from ..arithmetic import Array
from ..chain.opening import recommended
from ..scenario.scenario import Scenario

LEAN_COVER = (0.0, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0)
BUFFER_COVER = (0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0, 12.0, 16.0, 20.0)
FACTORS = (0.0, 0.841621, 1.281552, 1.644854, 2.326348, 3.090232)
"""Service of 50, 80, 90, 95, 99 and 99.9 % over the lead time."""
SPLITS = (0.0, 0.25, 0.5, 1.0)
"""Part of the orders that goes by near lanes."""
EXPEDITE_BELOW = (0.0, 0.5, 2.0)
"""Weeks of use on hand; at 0 nothing is ever expedited."""
MOST_POLICIES = 2000
Axes = dict[str, Sequence[float]]
"""What policies set, and to what."""
LEAN, BUFFER = "lean", "buffer"
FIELDS = {"cover_weeks": "cover_weeks", "sourcing_split": "sourcing_split", "expedite": "expedite_weeks"}
"""What of a decision each axis sets, for either class."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Policies as numbers, by the name of the axis: (Q) each; NaN leaves a number to the stance."""

    numbers: dict[str, Array]

    def __len__(self) -> int:
        return len(next(iter(self.numbers.values())))

    def part(self, chosen: slice) -> Grid:
        """Some of the policies."""
        return Grid({name: values[chosen] for name, values in self.numbers.items()})

    def policy(self, n: int) -> dict[str, float | None]:
        """One of them; None: the stance's own."""
        return {
            name: None if np.isnan(values[n]) else float(values[n]) for name, values in self.numbers.items()
        }


def grid_of(scenario: Scenario) -> Grid:
    """Every combination of cover and safety factor, 1,008 as a rule; and where a scenario lets seats choose
    more, as many further policies as `MOST_POLICIES` leaves room for, fewer covers with every such choice.

    So a further choice never makes a frontier worse.
    """
    covers, choices = _axes(scenario)
    plain = combined(covers)
    if not choices:
        return plain
    more = combined(_thinned(covers, choices, MOST_POLICIES - len(plain)))
    as_stances_say = np.full(len(plain), np.nan)
    return Grid(
        {
            name: np.concatenate([plain.numbers.get(name, as_stances_say), values])
            for name, values in more.numbers.items()
        }
    )


def combined(axes: Axes) -> Grid:
    """Every combination."""
    values = np.meshgrid(*axes.values(), indexing="ij")
    return Grid({name: each.ravel() for name, each in zip(axes, values, strict=True)})


def _axes(scenario: Scenario) -> tuple[Axes, Axes]:
    """Cover and safety factor, and what else policies can set; of a class that has components for it."""
    buffered = recommended(scenario)
    makers = {supplier.name: supplier.component for supplier in scenario.supplier}
    near = {makers[lane.supplier] for lane in scenario.lane if lane.near}
    can_split = np.array([part.name in near for part in scenario.component])
    can_expedite = np.array([part.expedite is not None for part in scenario.component])
    classes = ((LEAN, ~buffered, LEAN_COVER), (BUFFER, buffered, BUFFER_COVER))
    covers: Axes = {f"{name}_cover_weeks": cover for name, of_class, cover in classes if of_class.any()}
    choices: Axes = {
        f"{name}_{number}": values
        for number, values, can in (
            ("sourcing_split", SPLITS, can_split),
            ("expedite_weeks", EXPEDITE_BELOW, can_expedite),
        )
        for name, of_class, _ in classes
        if (of_class & can).any()
    }
    covers["safety_factor"] = FACTORS
    return covers, choices


def _thinned(covers: Axes, choices: Axes, most: int) -> Axes:
    """Fewer values of each axis, so that no more than `most` combine: from the longest first, and of equals
    from the last. Of a choice both ends stay, of covers what lies between."""
    counts = {name: len(values) for name, values in (covers | choices).items()}
    while prod(counts.values()) > most:
        counts[max(reversed(counts), key=counts.__getitem__)] -= 1
    spans = {name: np.linspace(0, len(values) - 1, counts[name]).round() for name, values in choices.items()}
    spans |= {
        name: (np.arange(counts[name]) + 0.5) * len(values) / counts[name] for name, values in covers.items()
    }
    return {
        name: [values[int(place)] for place in spans[name]] for name, values in (covers | choices).items()
    }
