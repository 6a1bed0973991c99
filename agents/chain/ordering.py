"""The order phase: every seat turns its stances into this week's orders, all at the same moment.

Seats see only what last week left, so their order in the file cannot matter.
"""

from __future__ import annotations

import numpy as np

from ..arithmetic import RESIDUE, Array, Flags
from .state import ChainState

HALF = 0.5
"""Flags among numbers are 0 and 1: above this they are true."""


def place_orders(chain: ChainState) -> Array:
    """Place this week's orders and book them as on order.

    Returns:
        Units ordered by lane and seat, negative where orders are cancelled, (J, N, W).
    """
    contracts, sites = chain.suppliers.contracts, chain.manufacturers
    orders = _within_credit(chain, _wanted(chain))
    if contracts.may_cancel:
        # After the credit limit, which cuts new orders alone: what a cancellation frees counts next week.
        orders -= _cancelled(chain)
    # A position that misses its level by a last digit is no reason to order, nor to cancel.
    orders[np.abs(orders) <= RESIDUE * chain.network.by_lane(sites.usual_parts)] = 0.0
    if chain.replay is not None:
        # A recorded order replaces the result of all steps above: it went through them when it was played.
        orders = chain.replay.orders_in(chain.week, orders)
    if contracts.may_cancel:
        # A recorded cancellation may exceed what is still open here, since the supplier may have started it.
        orders = np.maximum(orders, -contracts.cancellable(chain.suppliers.backlog))
    # Only now are the quantities final that the supplier is bound to serve first.
    if contracts.has_priority:
        contracts.commit(orders, _non_cancellable(chain))
    sites.order(chain.network.by_component(orders))
    return orders


def _wanted(chain: ChainState) -> Array:
    """Orders that stances and rules ask for, below the order ceiling, (J, N, W); sets `base_stock`."""
    sites, planning, week = chain.manufacturers, chain.planning, chain.week
    shares = chain.sourcing.shares(week, sites.stance, sites.numbers)
    chain.base_stock = planning.base_stock_level(week, sites.stance, sites.numbers, shares)
    position = sites.position(planning, week)
    wanted = planning.orders(week, chain.base_stock, position, sites.numbers)
    if chain.seat_rules:
        # After the ceiling, which damps stances: a rule stated in numbers is followed to the letter.
        chain.seat_rules.put(week, wanted, chain.base_stock, sites, planning.bill(week))
    return chain.network.by_lane(wanted, shares)


def _within_credit(chain: ChainState, orders: Array) -> Array:
    """Orders (J, N, W) cut to what cash and credit line can still pay for, (J, N, W)."""
    network = chain.network
    # Without a limit anywhere nothing is cut, and the sums over a seat's stock are saved.
    if network.credit_ends:
        paid = chain.manufacturers.affordable(network.by_component(orders), chain.ledger.product_value)
        orders *= network.of_lanes(paid)
    return orders


def _cancelled(chain: ChainState) -> Array:
    """Units that seats cancel, as far as their inventory positions exceed their levels, (J, N, W)."""
    sites, suppliers = chain.manufacturers, chain.suppliers
    excess = np.maximum(0.0, sites.position(chain.planning, chain.week) - chain.base_stock)
    if sites.numbers is not None:
        # A seat that orders extra wants more than its level; it must not cancel that in the same week.
        excess *= sites.numbers.in_force("extra_orders", np.zeros_like(excess)) == 0.0
    contract = _contract(chain, sites.stance)
    return suppliers.contracts.cancelled(excess, contract, suppliers.backlog, suppliers.delay())


def _contract(chain: ChainState, stance: Flags) -> Flags:
    """The stance whose contract is in force, the one held or the one chosen: True for JIC, (N, K, W)."""
    numbers = chain.manufacturers.numbers
    if numbers is None:
        return stance
    chosen: Flags = numbers.in_force("contract", stance.astype(np.float64)) > HALF
    return chosen


def _non_cancellable(chain: ChainState) -> Flags:
    """Whether this week's orders are non-cancellable, by the stance they were placed under, (J, N, W)."""
    contracts, replay = chain.suppliers.contracts, chain.replay
    own = contracts.non_cancellable(_contract(chain, chain.manufacturers.stance))
    if replay is None:
        return own
    recorded = replay.stances_in(chain.week)
    if recorded is None:
        return own & replay.free
    flags: Flags = np.where(replay.free, own, contracts.non_cancellable(_contract(chain, recorded)))
    return flags
