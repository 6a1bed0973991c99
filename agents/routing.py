"""Which way goods take once they leave a supplier's gate, where a lane may give way to another.

A lane whose port is choked sends what leaves this week by the lane it names, another one of the same
supplier (domain.md A4). It looks at the queue as the last week left it, as everybody does.
"""

from __future__ import annotations

import numpy as np

from .arithmetic import Array
from .network import Network
from .scenario import Scenario


class Routing:
    """The lanes that give way: `(lane, its port, the other lane, weeks of queue that are too many)`."""

    def __init__(self, scenario: Scenario, network: Network) -> None:
        self._diversions = [
            (index, int(network.port_of_lane[index]), network.lanes.index(way.lane), way.above_weeks)
            for index, lane in enumerate(scenario.lane)
            if (way := lane.diversion) is not None
        ]

    def redirect(self, shipped: Array, port_delay: Array) -> Array:
        """What leaves the gates (J, N, W), by the lanes it takes, given the ports' queues in weeks (P, W)."""
        if not self._diversions:
            return shipped
        departing = shipped.copy()
        for lane, port, other, most in self._diversions:
            diverted = np.where(port_delay[port] > most, shipped[lane], 0.0)
            departing[lane] -= diverted
            departing[other] += diverted
        return departing
