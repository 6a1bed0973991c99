"""What a seat had before the first week, and what was on its way to it: the same whatever it then did.

Depots hold and buy for themselves, but a seat with perfect foresight has them whole, so what they held and
had bought stands here too.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arithmetic import Array, Indices
from ..chain.model import SupplyChain
from ..network.lane_index import NO_DEPOT
from ..network.network import Network
from ..sites.lane import Belt


@dataclass(frozen=True, slots=True)
class Outset:
    """Units at the opening, and what comes of them by week, weeks last.

    on_hand, moving, received (in each week before the first) (K); finished_goods at the plant and on the
    shelves of markets with a buffer (1 + B, G), coming to these (B, G); finished_stock (S); depot_stock (D).

    Of orders and goods on their way then, the depots' own on lanes that lead to these: asked (J, T) of
    whoever ships, leaving (J, T) a gate, arriving (J, T) at a lane's end, landing (J, T) at the plant or
    depot; stocking (B, G, T) a shelf.
    """

    on_hand: Array
    moving: Array
    received: Array
    finished_goods: Array
    coming: Array
    finished_stock: Array
    depot_stock: Array
    asked: Array
    leaving: Array
    arriving: Array
    landing: Array
    stocking: Array


def outset_of(played: SupplyChain, seat: int, world: int) -> Outset:
    """What stood where before the weeks that a chain has played."""
    opening = SupplyChain(played.scenario, played.seed, played.worlds, path=played.path, history=False)
    sites, weeks, buyers = opening.manufacturers, played.week, buyers_of(played.network, seat)
    shelves, coming, stocking = _regions(opening, weeks, seat, world)
    return Outset(
        on_hand=sites.on_hand[seat, :, world],
        moving=sites.moving[seat, :, world],
        received=opening.planning.use(1)[seat, :, world],
        finished_goods=np.concatenate([sites.finished_goods[seat, :, world][None], shelves]),
        coming=coming,
        finished_stock=opening.suppliers.finished[:, world],
        depot_stock=opening.depots.on_hand[:, world],
        asked=_due(opening.slips, weeks, buyers, world),
        leaving=_due(opening.suppliers.making, weeks, buyers, world),
        arriving=_due(opening.lanes, weeks, buyers, world),
        landing=_due(opening.inland, weeks, buyers, world),
        stocking=stocking,
    )


def buyers_of(network: Network, seat: int) -> Indices:
    """Who buys by each lane if it is not a rival: the seat, or the depot that it leads to: (J,)."""
    depots = len(network.seats) + network.buyer_of_lane
    return np.where(network.buyer_of_lane == NO_DEPOT, seat, depots)


def _due(belt: Belt, weeks: int, buyers: Indices, world: int) -> Array:
    """What the opening's belts give off in each week, for the buyers (J) by each lane: (J, T)."""
    lanes = np.arange(len(buyers))
    return np.stack([belt.due_in(0, ahead)[lanes, buyers, world] for ahead in range(1, weeks + 1)], axis=1)


def _regions(opening: SupplyChain, weeks: int, seat: int, world: int) -> tuple[Array, Array, Array]:
    """Goods on the shelves, on their way there (B, G), and what of these comes in each week (B, G, T)."""
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
