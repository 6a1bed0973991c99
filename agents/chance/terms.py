"""The terms of a week: what suppliers, ports, lanes, markets and lines can do in it, all shocks applied."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arithmetic import Array
from ..network.network import Network


@dataclass(slots=True)
class Terms:
    """The terms of one week, which the shocks in force bend; W worlds last.

    Multiples of normal: capacity, outside (orders of the outside world), price (S, W); throughput (P, W);
    demand (G, W). extra_weeks (J, W): weeks added to the transit of what leaves this week. good (S, W): share
    of what a supplier starts that comes out good. others (P, W): boxes of the outside world that come to
    port. Multiples of normal that are None where all are as usual: line (N, W), capacity of the seats'
    lines; use (K, W), units of a component that go into a unit of any product.
    """

    week: int
    capacity: Array
    outside: Array
    price: Array
    throughput: Array
    demand: Array
    extra_weeks: Array
    good: Array
    others: Array
    network: Network
    """What the indices of a shock's targets stand for."""
    line: Array | None = None
    use: Array | None = None

    @classmethod
    def usual(cls, network: Network, week: int, worlds: int) -> Terms:
        """The terms of a week in which no shock is in force: 1, 0 weeks added, the usual boxes of others."""
        # One allocation for the four terms of suppliers, since terms are built anew every week.
        suppliers = np.ones((4, len(network.suppliers), worlds))
        return cls(
            week=week,
            capacity=suppliers[0],
            outside=suppliers[1],
            price=suppliers[2],
            throughput=np.ones((len(network.ports), worlds)),
            demand=np.ones((len(network.products), worlds)),
            extra_weeks=np.zeros((len(network.lanes), worlds)),
            good=suppliers[3],
            others=np.repeat(network.others_boxes[:, None], worlds, axis=1),
            network=network,
        )

    def of_lines(self) -> Array:
        """`line`, made here for the first shock that bends it."""
        if self.line is None:
            self.line = np.ones((len(self.network.seats), self.capacity.shape[-1]))
        return self.line

    def of_parts(self) -> Array:
        """`use`, made here for the first shock that bends it."""
        if self.use is None:
            self.use = np.ones((len(self.network.components), self.capacity.shape[-1]))
        return self.use
