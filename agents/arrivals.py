"""What will reach the plants if every queue stays as it is: a seat's own goods, nothing simulated.

Ports are taken to hold arrivals up as long as their queue is now, so the answer comes from
the seat's own waybills and what is public, and nothing of the future can leak.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .arithmetic import Array, ratio
from .network import NO_PORT
from .record import WEEKS_AHEAD

if TYPE_CHECKING:
    from .model import SupplyChain


HORIZON = 52
"""Weeks that survival looks ahead: a part that lasts longer is in no danger this year."""


def arrivals(chain: SupplyChain, world: int = 0) -> Array:
    """Units that reach the plants in 1 … 8 weeks, by seat and component: (N, K, 8)."""
    return _coming(chain, world, WEEKS_AHEAD, with_making=True)


def survival(chain: SupplyChain, world: int = 0) -> Array:
    """Weeks each line would run on each component if its suppliers shipped nothing more: (N, K).

    On what is on hand and what has left the supplier, at the use forecast for the weeks to come;
    finished goods are not counted. At most `HORIZON`.
    """
    uses = np.stack([chain.planning.use(chain.week + ahead)[..., world] for ahead in range(1, HORIZON + 1)])
    coming = _coming(chain, world, HORIZON, with_making=False)
    left = chain.manufacturers.on_hand[..., world].copy()
    weeks = np.zeros_like(left)
    runs = np.ones(left.shape, dtype=bool)
    for ahead in range(HORIZON):
        left += coming[:, :, ahead]
        lasts = np.minimum(1.0, ratio(left, uses[ahead], empty=1.0))
        weeks += np.where(runs, lasts, 0.0)
        runs &= lasts >= 1.0
        left = np.maximum(0.0, left - uses[ahead])
    return weeks


def _coming(chain: SupplyChain, world: int, horizon: int, *, with_making: bool) -> Array:
    """Units that reach the plants week by week, with or without what is still at the supplier's."""
    network = chain.network
    due = np.zeros((len(network.seats), len(network.components), horizon))
    waiting = chain.ports.waiting()[..., world]
    for lane, component in enumerate(network.component_of_lane):
        inland = int(network.inland_weeks[lane])
        transit = int(network.transit_weeks[lane])
        held_up = _weeks_in_port(chain, lane, world)
        for weeks in range(1, horizon + 1):
            _add(due, component, weeks, chain.inland.due_in(chain.week, weeks)[lane, :, world])
            at_sea = chain.lanes.due_in(chain.week, weeks)[lane, :, world]
            _add(due, component, weeks + held_up + inland, at_sea)
            if with_making:
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
    if weeks <= due.shape[2]:
        due[:, component, weeks - 1] += units
