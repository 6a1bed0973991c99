"""Routing of shipments: diversion of lanes whose port is congested, and expediting by a fast lane.

A lane with a diversion sends this week's goods by another lane if the queue at its port is too long. A
seat that is short of a component has part of what its supplier ships this week sent by the fast lane, up
to a limit. Both go by what last week left.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arithmetic import Array, covered, left_over, ratio, total
from ..network.network import Network
from ..scenario.scenario import Scenario


@dataclass(frozen=True, slots=True)
class FastLane:
    """How a component is expedited.

    Attributes:
        component: index of the component.
        lane: index of the fast lane.
        others: indices of the other lanes of the same supplier, from which goods are taken.
        limit_weeks: most units expedited in a week, in weeks of use.
    """

    component: int
    lane: int
    others: tuple[int, ...]
    limit_weeks: float


class Routing:
    """Diversions and fast lanes of a scenario.

    Attributes:
        has_diversions: whether any lane has a diversion.
        fast: the fast lanes.
        expedited: units sent by fast lanes in the last week, (N, K, W).
    """

    def __init__(self, scenario: Scenario, network: Network, worlds: int) -> None:
        self._diversions = [
            (index, int(network.port_of_lane[index]), network.lanes.index(way.lane), way.above_weeks)
            for index, lane in enumerate(scenario.lane)
            if (way := lane.diversion) is not None
        ]
        self.has_diversions = bool(self._diversions)
        self.fast = fast_lanes(scenario, network)
        self.expedited = np.zeros((len(network.seats), len(network.components), worlds))

    def redirect(self, shipped: Array, port_delay: Array) -> Array:
        """Divert goods from lanes whose port is congested; units by the lane they take, (J, C, W).

        Args:
            shipped: units that leave suppliers, by the lane ordered, (J, C, W).
            port_delay: queues at the ports, weeks, (P, W).
        """
        # Read from `shipped`, written to a copy: what one lane diverts is not diverted again by the next.
        departing = shipped.copy()
        for lane, port, other, most in self._diversions:
            diverted = np.where(port_delay[port] > most, shipped[lane], 0.0)
            departing[lane] -= diverted
            departing[other] += diverted
        return departing

    def expedite(self, shipped: Array, short: Array, use: Array) -> Array:
        """Move goods to fast lanes as far as seats are short; units by the lane they take, (J, N, W).

        Args:
            shipped: units that leave suppliers, by lane after diversions, (J, N, W).
            short: units that each seat wants to expedite, (N, K, W); negative counts as 0.
            use: units used in a week, (N, K, W).
        """
        departing = shipped.copy()
        for fast in self.fast:
            # The scenario limits how much a fast lane takes for a seat in a week, counted in its use.
            wanted = np.clip(short[:, fast.component], 0.0, fast.limit_weeks * use[:, fast.component])
            # The other lanes give up the same share, so goods are only moved between lanes.
            leaving = total(shipped[lane] for lane in fast.others)
            part = ratio(covered(wanted, leaving), leaving, empty=0.0)
            flown = [shipped[lane] * part for lane in fast.others]
            for lane, units in zip(fast.others, flown, strict=True):
                departing[lane] = left_over(departing[lane], units)
                departing[fast.lane] += units
            self.expedited[:, fast.component] = total(flown)
        return departing


def fast_lanes(scenario: Scenario, network: Network) -> tuple[FastLane, ...]:
    """The fast lanes of a scenario, at most one for each component."""
    found = []
    for component, part in enumerate(scenario.component):
        if part.expedite is not None:
            lane = network.lanes.index(part.expedite.lane)
            others = network.lanes_of_supplier(int(network.supplier_of_lane[lane]))
            # Goods are moved from the others to the fast lane, never back.
            others.remove(lane)
            found.append(FastLane(component, lane, tuple(others), part.expedite.limit_weeks))
    return tuple(found)
