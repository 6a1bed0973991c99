"""Initial state of one seat: what it had before the first week, and what was on its way to it.

It is the same whatever the seat did later. Depots hold stock and buy for themselves; since a seat with
perfect foresight is granted them whole, what they held and had bought stands here too.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arithmetic import Array, Indices
from ..chain.model import SupplyChain
from ..network.lane_index import NO_DEPOT
from ..network.network import Network
from ..sites.lane import Pipeline


@dataclass(frozen=True, slots=True)
class InitialState:
    """Units at the opening, and those due from it in each week. B: the markets with a buffer, in their order.

    Orders and goods on a lane are the seat's own; on a lane to a depot, that depot's.
    """

    on_hand: Array
    """Components in the plant's bins: (K,)."""
    moving: Array
    """Components that have left a supplier or depot and are not received, goods in ports included: (K,)."""
    received: Array
    """Components received in each week before the first: (K,)."""
    finished_goods: Array
    """Products at the plant, then on the shelf of each buffer: (1 + B, G)."""
    coming: Array
    """Products on their way to each shelf: (B, G)."""
    finished_stock: Array
    """Components that suppliers have finished and not shipped: (S,)."""
    depot_stock: Array
    """Components in depots: (D,)."""
    asked: Array
    """Orders that reach the supplier or depot in each week: (J, T)."""
    leaving: Array
    """Units in the making, by the week they leave the gate: (J, T)."""
    arriving: Array
    """Units on a lane, by the week they reach its end: (J, T)."""
    landing: Array
    """Units on an inland leg, by the week they reach plant or depot: (J, T)."""
    stocking: Array
    """Products on their way to a shelf, by the week they reach it: (B, G, T)."""


def initial_state_of(played: SupplyChain, seat: int, world: int) -> InitialState:
    """The initial state of one seat in one world, with what is due in the weeks that the chain has played."""
    # A chain that has not begun, on the played path: the opening does not depend on any decision.
    opening = SupplyChain(played.scenario, played.seed, played.worlds, path=played.path, history=False)
    sites, weeks, buyers = opening.manufacturers, played.week, buyers_of(played.network, seat)
    shelves, coming, stocking = _regions(opening, weeks, seat, world)
    return InitialState(
        on_hand=sites.on_hand[seat, :, world],
        moving=sites.moving[seat, :, world],
        # A steady state: what is used in a week was received in every week before.
        received=opening.planning.use(1)[seat, :, world],
        finished_goods=np.concatenate([sites.finished_goods[seat, :, world][None], shelves]),
        coming=coming,
        finished_stock=opening.suppliers.finished[:, world],
        depot_stock=opening.depots.on_hand[:, world],
        asked=_due(opening.order_transit, weeks, buyers, world),
        leaving=_due(opening.suppliers.making, weeks, buyers, world),
        arriving=_due(opening.lanes, weeks, buyers, world),
        landing=_due(opening.inland, weeks, buyers, world),
        stocking=stocking,
    )


def buyers_of(network: Network, seat: int) -> Indices:
    """Customer number of the seat, or of the depot that a lane leads to, by lane: (J,)."""
    # On the axis C depots follow the seats.
    depots = len(network.seats) + network.buyer_of_lane
    return np.where(network.buyer_of_lane == NO_DEPOT, seat, depots)


def _due(pipeline: Pipeline, weeks: int, buyers: Indices, world: int) -> Array:
    """What a pipeline gives off in each week after the opening, for one buyer on each lane: (J, T)."""
    lanes = np.arange(len(buyers))
    return np.stack(
        [pipeline.due_in(0, ahead)[lanes, buyers, world] for ahead in range(1, weeks + 1)], axis=1
    )


def _regions(opening: SupplyChain, weeks: int, seat: int, world: int) -> tuple[Array, Array, Array]:
    """Products on shelves and on their way there (B, G), and what comes of these in each week (B, G, T)."""
    regions = opening.manufacturers.regions
    if regions is None:
        none = np.zeros((0, len(opening.network.products)))
        return none, none, np.zeros((*none.shape, weeks))
    stocking = [regions.due_in(0, ahead)[seat, ..., world].T for ahead in range(1, weeks + 1)]
    return (
        regions.shelves[seat, ..., world].T,
        regions.coming()[seat, ..., world].T,
        np.stack(stocking, axis=2),
    )
