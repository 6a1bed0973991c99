"""The lanes of a scenario as index arrays: who ships on each, what it carries, by which port and to whom.

Suppliers, depots, ports and components are numbered in the order of the scenario's lists. A lane starts at a
supplier or a depot, and leads to the plants of all seats or to a depot.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..arithmetic import Array, Indices
from ..scenario.scenario import Scenario

Rows = Indices | slice
"""What picks rows of an array: the slice of all gives a view, indices a copy."""

NO_PORT = -1
NO_SUPPLIER = -1
NO_DEPOT = -1


@dataclass(frozen=True, slots=True)
class LaneIndex:
    """By lane, all of shape (J,): indices of what it joins, and its share of the orders.

    supplier_of_lane or depot_of_lane is who ships on it, the other -1; port_of_lane is -1 where it passes
    none. buyer_of_lane is the depot that it leads to, -1 for the plants. lane_share is its share of the
    plants' orders of its component, depot_share its share of its depot's orders; 0 where it leads elsewhere.
    """

    supplier_of_lane: Indices
    depot_of_lane: Indices
    component_of_lane: Indices
    port_of_lane: Indices
    buyer_of_lane: Indices
    lane_share: Array
    depot_share: Array


def lane_index_of(scenario: Scenario) -> LaneIndex:
    """The lanes of a scenario that has passed its checks."""
    lanes, shipped = scenario.lane, scenario.component_of_source
    depots = [site.name for site in scenario.depot]
    senders = [lane.supplier for lane in lanes]
    buyer = indices_in(depots, [lane.to for lane in lanes])
    share = np.array([lane.share for lane in lanes])
    return LaneIndex(
        supplier_of_lane=indices_in([site.name for site in scenario.supplier], senders),
        depot_of_lane=indices_in(depots, senders),
        component_of_lane=indices_in(
            [part.name for part in scenario.component], [shipped[sender] for sender in senders]
        ),
        port_of_lane=indices_in([port.name for port in scenario.port], [lane.port for lane in lanes]),
        buyer_of_lane=buyer,
        lane_share=np.where(buyer == NO_DEPOT, share, 0.0),
        depot_share=np.where(buyer == NO_DEPOT, 0.0, share),
    )


def indices_in(known: Sequence[str], names: Sequence[str | None]) -> Indices:
    """Index of each name among the known ones, -1 if it is not one of them: one a name, as (J,) or (D,)."""
    # A linear search: these lists have some dozens of names, and it runs once for each chain.
    return np.array([known.index(name) if name in known else -1 for name in names], dtype=np.int64)


def ranks(owner_of_lane: Indices, owners: int) -> tuple[tuple[Rows, Rows], ...]:
    """Lanes in ranks: the first lane of each owner, then the second ones and so on.

    owner_of_lane (J,) is the index of the component or supplier that each lane belongs to, -1 for none. Each
    rank is a pair: the rows of its lanes, the rows of their owners. Added up a rank at a time, lanes are
    summed in one fixed order, and no owner comes twice in a rank, so `+=` on their rows loses nothing.
    """
    lanes_of = [np.flatnonzero(owner_of_lane == owner) for owner in range(owners)]
    found = []
    # As many ranks as the owner with most lanes has; owners with fewer are missing in the later ones.
    for rank in range(max((len(lanes) for lanes in lanes_of), default=0)):
        having = np.array([owner for owner, lanes in enumerate(lanes_of) if len(lanes) > rank])
        lanes = np.array([lanes_of[owner][rank] for owner in having])
        found.append((rows(lanes, len(owner_of_lane)), rows(having, owners)))
    return tuple(found)


def rows(indices: Indices, count: int) -> Rows:
    """Rows of an array of `count` rows by indices (j,); a slice, which copies nothing, for all in order."""
    return slice(None) if np.array_equal(indices, np.arange(count)) else indices
