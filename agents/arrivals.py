"""What will reach the plants if every queue stays as it is: a seat's own goods, nothing simulated.

Ports are taken to hold arrivals up as long as their queue is now, so the answer comes from
the seat's own waybills and what is public, and nothing of the future can leak.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .arithmetic import Array
from .network import NO_PORT
from .record import WEEKS_AHEAD

if TYPE_CHECKING:
    from .model import SupplyChain


def arrivals(chain: SupplyChain, world: int = 0) -> Array:
    """Units that reach the plants in 1 … 8 weeks, by seat and component: (N, K, 8)."""
    network = chain.network
    due = np.zeros((len(network.seats), len(network.components), WEEKS_AHEAD))
    waiting = chain.ports.waiting()[..., world]
    for lane, component in enumerate(network.component_of_lane):
        inland = int(network.inland_weeks[lane])
        transit = int(network.transit_weeks[lane])
        held_up = _weeks_in_port(chain, lane, world)
        for weeks in range(1, WEEKS_AHEAD + 1):
            _add(due, component, weeks, chain.inland.due_in(chain.week, weeks)[lane, :, world])
            at_sea = chain.lanes.due_in(chain.week, weeks)[lane, :, world]
            _add(due, component, weeks + held_up + inland, at_sea)
            making = chain.suppliers.making.due_in(chain.week, weeks)[lane, :, world]
            _add(due, component, weeks + transit + held_up + inland, making)
        for weeks in range(1, held_up + 1):
            _add(due, component, weeks + inland, waiting[lane] / held_up)
    return due


def _weeks_in_port(chain: SupplyChain, lane: int, world: int) -> int:
    """Whole weeks that the port of a lane holds its goods now."""
    port = int(chain.network.port_of_lane[lane])
    if port == NO_PORT:
        return 0
    return int(np.ceil(chain.ports.delay()[port, world] - 1e-9))


def _add(due: Array, component: int, weeks: int, units: Array) -> None:
    if weeks <= WEEKS_AHEAD:
        due[:, component, weeks - 1] += units
