"""Bounds on orders with a fixed cost: how many units one fee buys, and whether an order may wait.

The linking constraint of lot sizing needs an upper bound on an order; the tighter it is, the better the LP's
bound. Each bound here holds for every policy, so the LP still comes below all of them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arithmetic import Array, Flags, Indices
from ..manufacturers.seat_rules import rule_for
from ..network.lane_index import NO_DEPOT, NO_SUPPLIER
from .goods_by_week import sum_by_place
from .linear_program import NONE
from .seat_inputs import SeatInputs


@dataclass(frozen=True, slots=True)
class OrderSizes:
    """Bounds by component that has a fixed order cost; (components,) each."""

    part: Indices
    """The component's number."""
    fee: Array
    """Its fixed cost, money for an order."""
    size: Array
    """Most units that one fee buys."""
    fees: Array
    """Most fees that a week's order pays."""
    waits: Array
    """Most units that may be ordered and not yet started."""


def order_sizes(inputs: SeatInputs, free: bool) -> OrderSizes:
    """The bounds for a seat.

    free: whether its decisions are free, and so of some use; fixed ones may order more than is useful.
    """
    fee = np.array([part.order_cost for part in inputs.scenario.component])
    part = np.flatnonzero(fee)
    # Decisions that are fixed were made without foresight, so they may exceed what is useful.
    size = (useful if free else available)(inputs)[part]
    waits = np.where(served_at_once(inputs, size, part), 0.0, np.inf)
    fees = np.ones(len(part))
    for row, k in enumerate(part):
        lot = _lot(inputs, int(k))
        if lot is not None:
            # By the lot an order pays a fee for each lot or part of one, and may wait for its supplier.
            size[row], fees[row], waits[row] = lot, np.inf, np.inf
    return OrderSizes(part, fee[part], size, fees, waits)


def _lot(inputs: SeatInputs, part: int) -> float | None:
    """Units that pay a fee, where a seat buys by the lot."""
    rule = rule_for(inputs.scenario.seat[inputs.seat], inputs.scenario.component[part])
    return rule.lot if rule is not None and rule.rule == "lots" else None


def available(inputs: SeatInputs) -> Array:
    """Upper bound of purchases per component: all that suppliers start and depots have, units (K,)."""
    network, initial = inputs.network, inputs.initial
    supply = np.zeros(len(network.components))
    # A supplier with several lanes for a component counts once.
    pairs = np.unique(np.stack([network.supplier_of_lane, network.component_of_lane]), axis=1).T
    for supplier, part in pairs[pairs[:, 0] != NO_SUPPLIER]:
        supply[part] += inputs.capacity[supplier].sum() + initial.finished_stock[supplier]
        supply[part] += inputs.reserve[supplier] * inputs.weeks
    np.add.at(supply, network.component_of_depot, initial.depot_stock)
    to_depots = np.where(network.buyer_of_lane != NO_DEPOT, network.component_of_lane, NONE)
    under_way = sum_by_place(initial.leaving + initial.arriving + initial.landing, to_depots, len(supply))
    supply += under_way.sum(axis=1)
    return supply


def useful(inputs: SeatInputs) -> Array:
    """Upper bound of useful orders per component: all that products sold or required can use, units (K,).

    Where a price falls below standard cost any amount may pay, and where reviews write components off more
    must be ordered than is used: there it is all that is available.
    """
    supply = available(inputs)
    if (inputs.price < 1.0).any():
        return supply
    switching = np.array([rule.switching for rule in inputs.scenario.customers])[:, None, None]
    sold = (inputs.demand + switching * inputs.rivals_demand).sum(axis=0)
    products = (sold + inputs.required).sum(axis=1)
    reviewed = np.array([part.write_off is not None for part in inputs.scenario.component])
    # The largest bill of all weeks, since an engineering change may come at any time.
    needed = np.where(reviewed, np.inf, products @ inputs.bill.max(axis=2))
    return np.minimum(supply, needed)


def served_at_once(inputs: SeatInputs, useful: Array, parts: Indices) -> Flags:
    """Whether every order of a component is started in its week, whatever its size: (k,), k of K components.

    So it is with one customer and one maker that scraps nothing, whose least capacity in a week is no less
    than the most that is ever useful.

    Args:
        inputs: of the seat.
        useful: upper bounds of what is ordered, units, (k,).
        parts: indices of the components, (k,).
    """
    network = inputs.network
    alone = len(network.customers) == 1 and not network.outside_orders.any()
    least = np.zeros(len(network.components))
    for part in parts:
        lanes = network.component_of_lane == part
        makers = np.unique(network.supplier_of_lane[lanes])
        whole = (network.usual_yield[makers] == 1.0).all()  # a maker with scrap starts an order bit by bit
        if len(makers) == 1 and whole and not network.order_weeks[lanes].any():
            least[part] = inputs.capacity[makers].min()
    found: Flags = alone & (least[parts] >= useful)
    return found
