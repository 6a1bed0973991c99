"""How large an order can be to any use, and whether it waits: what bounds an order that has a fixed cost.

Both hold whatever anybody decides, so a program that keeps to them still comes below every policy.
"""

from __future__ import annotations

import numpy as np

from .arithmetic import Array, Flags, Indices
from .fate import Fate


def useful(fate: Fate) -> Array:
    """Most units of each component that anybody would order: (K,)."""
    network = fate.network
    supply = np.zeros(len(network.components))
    lanes = np.unique(np.stack([network.supplier_of_lane, network.component_of_lane]), axis=1).T
    for supplier, part in lanes:
        supply[part] += fate.capacity[supplier].sum() + fate.finished_stock[supplier]
    if (fate.price < 1.0).any():
        return supply  # bought below its worth, any amount may pay
    switching = np.array([rule.switching for rule in fate.scenario.customers])[:, None, None]
    sold = (fate.demand + switching * fate.rivals_demand).sum(axis=0)
    products = (sold + fate.required).sum(axis=1)
    return np.minimum(supply, products @ fate.bill.max(axis=2))


def served_at_once(fate: Fate, useful: Array, parts: Indices) -> Flags:
    """Of which components every order is started in its week, whoever gives it."""
    network = fate.network
    alone = len(network.seats) == 1 and not network.outside_orders.any()
    least = np.zeros(len(network.components))
    for part in parts:
        makers = np.unique(network.supplier_of_lane[network.component_of_lane == part])
        least[part] = fate.capacity[makers].min() if len(makers) == 1 else 0.0
    found: Flags = alone & (least[parts] >= useful)
    return found
