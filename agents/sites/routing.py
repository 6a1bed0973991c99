"""Which way goods take once they leave a supplier's gate, where a lane may give way to another.

A lane whose port is choked sends what leaves this week by the lane it names. What a seat
is short of, it has flown: of all that its supplier sends it this week, so much goes by the fast lane as it
wants, up to a limit. Both look at what last week left, as everybody does.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arithmetic import Array, ratio, total
from ..network.network import Network
from ..scenario.scenario import Scenario


@dataclass(frozen=True, slots=True)
class FastLane:
    """How a component is expedited: the fast lane, its supplier's others, most weeks of use in a week."""

    component: int
    lane: int
    others: tuple[int, ...]
    limit_weeks: float


class Routing:
    """Lanes that give way, and fast lanes. expedited (N, K, W): units that took these in the latest week."""

    def __init__(self, scenario: Scenario, network: Network, worlds: int) -> None:
        self._diversions = [
            (index, int(network.port_of_lane[index]), network.lanes.index(way.lane), way.above_weeks)
            for index, lane in enumerate(scenario.lane)
            if (way := lane.diversion) is not None
        ]
        self.gives_way = bool(self._diversions)
        self.fast = fast_lanes(scenario, network)
        self.expedited = np.zeros((len(network.seats), len(network.components), worlds))

    def redirect(self, shipped: Array, port_delay: Array) -> Array:
        """What leaves the gates (J, N, W), by the lanes it takes, given the ports' queues in weeks (P, W)."""
        departing = shipped.copy()
        for lane, port, other, most in self._diversions:
            diverted = np.where(port_delay[port] > most, shipped[lane], 0.0)
            departing[lane] -= diverted
            departing[other] += diverted
        return departing

    def expedite(self, shipped: Array, short: Array, use: Array) -> Array:
        """The same, as far as seats are short of a component: short units, a week's use (N, K, W)."""
        departing = shipped.copy()
        for fast in self.fast:
            wanted = np.clip(short[:, fast.component], 0.0, fast.limit_weeks * use[:, fast.component])
            leaving = total(shipped[lane] for lane in fast.others)
            part = np.minimum(1.0, ratio(wanted, leaving, empty=0.0))
            flown = [shipped[lane] * part for lane in fast.others]
            for lane, units in zip(fast.others, flown, strict=True):
                departing[lane] -= units
                departing[fast.lane] += units
            self.expedited[:, fast.component] = total(flown)
        return departing


def fast_lanes(scenario: Scenario, network: Network) -> tuple[FastLane, ...]:
    """The fast lanes of a scenario, one a component at most."""
    found = []
    for component, part in enumerate(scenario.component):
        if part.expedite is not None:
            lane = network.lanes.index(part.expedite.lane)
            others = network.lanes_of_supplier(int(network.supplier_of_lane[lane]))
            others.remove(lane)
            found.append(FastLane(component, lane, tuple(others), part.expedite.limit_weeks))
    return tuple(found)
