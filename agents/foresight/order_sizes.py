"""How much one fixed cost buys: an order that is of any use, or a lot; and whether an order waits.

All of it holds whatever anybody decides, so a program that keeps to it still comes below every policy.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arithmetic import Array, Flags, Indices
from ..manufacturers.seat_rules import rule_for
from ..network.lane_index import NO_DEPOT, NO_SUPPLIER
from .linear_program import NONE
from .seat_inputs import Fate
from .weeks_of_goods import gather


@dataclass(frozen=True, slots=True)
class OrderSizes:
    """Of each component whose orders have a fixed cost (K'): its place, and the fee.

    size: most units that pay one fee; spare: units a week that may pay none; fees: most that a week's
    order pays; waits: most units that may be ordered and not started.
    """

    part: Indices
    fee: Array
    size: Array
    spare: Array
    fees: Array
    waits: Array


def order_sizes(fate: Fate, free: bool) -> OrderSizes:
    """Sizes for a seat that is free in what it orders, or whose moves are fixed and may be of no use."""
    fee = np.array([part.order_cost for part in fate.scenario.component])
    part = np.flatnonzero(fee)
    size = (useful if free else available)(fate)[part]
    waits = np.where(served_at_once(fate, size, part), 0.0, np.inf)
    spare, fees = np.zeros(len(part)), np.ones(len(part))
    for row, k in enumerate(part):
        lot = _lot(fate, int(k))
        if lot is not None:
            size[row], fees[row], waits[row] = lot, np.inf, np.inf
            spare[row] = _spare(fate, int(k), lot)
    return OrderSizes(part, fee[part], size, spare, fees, waits)


def _lot(fate: Fate, part: int) -> float | None:
    """Units that pay a fee, where a seat buys by the lot."""
    rule = rule_for(fate.scenario.seat[fate.seat], fate.scenario.component[part])
    return rule.lot if rule is not None and rule.rule == "lots" else None


def _spare(fate: Fate, part: int, lot: float) -> float:
    """Fees are a whole number: where credit ends, or first orders are given, half a lot may pay none."""
    seat = fate.scenario.seat[fate.seat]
    rule = rule_for(seat, fate.scenario.component[part])
    given = rule is not None and bool(rule.first_orders)
    return lot / 2.0 if given or seat.credit is not None else 0.0


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
