"""The depot phase: between suppliers and plants, depots order, take in, and ship on.

Depots order when seats do, from what last week left, so that no order passes through two tiers in one
week. They serve after goods have moved, so they can ship what arrived this week. From depot to depot goods
travel for a week at least and no port is on a depot's lane: a week's goods pass one depot at most.
"""

from __future__ import annotations

import numpy as np

from ..arithmetic import Array
from ..chance.terms import Terms
from ..manufacturers.seat_rules import at_plants
from ..network.lane_index import NO_SUPPLIER
from .state import ChainState


def with_depot_orders(chain: ChainState, ordered: Array) -> Array:
    """The seats' orders (J, N, W), then the depots' own, (J, C, W) units."""
    plants = at_plants(chain.planning.bill(chain.week), chain.manufacturers)
    # Seats first, then depots: the order of the axis C.
    return np.concatenate([ordered, chain.depots.order(chain.week, plants)], axis=1)


def for_suppliers(chain: ChainState, orders: Array) -> Array:
    """Of orders (J, C, W), those on lanes that start at a supplier; 0 on the others."""
    from_suppliers: Array = orders * (chain.network.supplier_of_lane != NO_SUPPLIER)[:, None, None]
    return from_suppliers


def serve_depots(
    chain: ChainState, orders: Array, shipped: Array, arrived: Array, terms: Terms
) -> tuple[Array, Array]:
    """Depots take in what has arrived, and ship what they can to their customers.

    Args:
        chain: the chain, its suppliers' goods moved.
        orders: units that reach suppliers and depots this week, (J, C, W).
        shipped: units that left suppliers this week, (J, C, W).
        arrived: units that ended their inland leg this week, (J, C, W).
        terms: this week's terms.

    Returns:
        `shipped` and `arrived`, each with the depots' own added, (J, C, W).
    """
    depots, week = chain.depots, chain.week
    by_depot = (chain.network.supplier_of_lane == NO_SUPPLIER)[:, None, None]
    # Before `receive`: what left a supplier this week may arrive in the same week.
    depots.expect(shipped)
    depots.receive(arrived)
    onward = depots.fill(orders * by_depot)
    depots.expect(onward)
    # A lane without transit time delivers at once, so what left now may be due now.
    chain.lanes.depart(week, onward, terms.extra_weeks)
    chain.inland.add(week, chain.lanes.take(week))
    return shipped + onward, arrived + chain.inland.take(week)
