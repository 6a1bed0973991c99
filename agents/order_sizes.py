"""How large an order can be to any use, and whether it waits: what bounds an order that has a fixed cost.

All of it holds whatever anybody decides, so a program that keeps to it still comes below every policy.
"""

from __future__ import annotations

import numpy as np

from .arithmetic import Array, Flags, Indices
from .fate import Fate
from .program import NONE
from .ways import NO_DEPOT, NO_SUPPLIER
from .weeks_of_goods import gather


def available(fate: Fate) -> Array:
    """Units of each component that suppliers can start and depots hold in all weeks together: (K,)."""
    network = fate.network
    supply = np.zeros(len(network.components))
    lanes = np.unique(np.stack([network.supplier_of_lane, network.component_of_lane]), axis=1).T
    for supplier, part in lanes[lanes[:, 0] != NO_SUPPLIER]:
        supply[part] += fate.capacity[supplier].sum() + fate.outset.finished_stock[supplier]
    np.add.at(supply, network.component_of_depot, fate.outset.depot_stock)
    to_depots = np.where(network.buyer_of_lane != NO_DEPOT, network.component_of_lane, NONE)
    under_way = gather(
        fate.outset.leaving + fate.outset.arriving + fate.outset.landing, to_depots, len(supply)
    )
    supply += under_way.sum(axis=1)
    return supply


def useful(fate: Fate) -> Array:
    """Most units of each component that anybody would order: (K,).

    Bought below its worth any amount may pay; and of what a review takes a part, more must be ordered than is
    used.
    """
    supply = available(fate)
    if (fate.price < 1.0).any():
        return supply
    switching = np.array([rule.switching for rule in fate.scenario.customers])[:, None, None]
    sold = (fate.demand + switching * fate.rivals_demand).sum(axis=0)
    products = (sold + fate.required).sum(axis=1)
    reviewed = np.array([part.write_off is not None for part in fate.scenario.component])
    needed = np.where(reviewed, np.inf, products @ fate.bill.max(axis=2))
    return np.minimum(supply, needed)


def served_at_once(fate: Fate, useful: Array, parts: Indices) -> Flags:
    """Of which components every order is started in its week, whoever gives it."""
    network = fate.network
    alone = len(network.customers) == 1 and not network.outside_orders.any()
    least = np.zeros(len(network.components))
    for part in parts:
        lanes = network.component_of_lane == part
        makers = np.unique(network.supplier_of_lane[lanes])
        whole = (network.usual_yield[makers] == 1.0).all()  # who scraps starts an order bit by bit
        if len(makers) == 1 and whole and not network.order_weeks[lanes].any():
            least[part] = fate.capacity[makers].min()
    found: Flags = alone & (least[parts] >= useful)
    return found
