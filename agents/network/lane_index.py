"""The lanes of a scenario as indices: who ships on each, what it carries, by which port, and to whom.

Axes: J lanes, K components, S suppliers, D depots, P ports, in the order of the scenario's lists. A lane
leads from a supplier or a depot to the plants or to a depot.
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
class Ways:
    """By lane (J,): the supplier or depot that ships on it, its component, port, and the depot it leads to.

    lane_share is its part of the plants' orders of its component, depot_share of its depot's.
    """

    supplier_of_lane: Indices
    depot_of_lane: Indices
    component_of_lane: Indices
    port_of_lane: Indices
    buyer_of_lane: Indices
    lane_share: Array
    depot_share: Array


def ways_of(scenario: Scenario) -> Ways:
    """The lanes of a scenario that has been checked before."""
    lanes = scenario.lane
    depots = [site.name for site in scenario.depot]
    held = {site.name: site.component for site in scenario.supplier}
    held |= {site.name: site.component for site in scenario.depot}
    buyer = places([lane.to for lane in lanes], depots)
    share = np.array([lane.share for lane in lanes])
    return Ways(
        supplier_of_lane=places([lane.supplier for lane in lanes], [site.name for site in scenario.supplier]),
        depot_of_lane=places([lane.supplier for lane in lanes], depots),
        component_of_lane=places(
            [held[lane.supplier] for lane in lanes], [part.name for part in scenario.component]
        ),
        port_of_lane=places([lane.port for lane in lanes], [port.name for port in scenario.port]),
        buyer_of_lane=buyer,
        lane_share=np.where(buyer == NO_DEPOT, share, 0.0),
        depot_share=np.where(buyer == NO_DEPOT, 0.0, share),
    )


def places(names: Sequence[str | None], among: Sequence[str]) -> Indices:
    """Where each name stands, -1 for those that do not."""
    return np.array([among.index(name) if name in among else -1 for name in names], dtype=np.int64)


def ranks(owner_of_lane: Indices, owners: int) -> tuple[tuple[Rows, Rows], ...]:
    """The first lane of each owner, then the second ones and so on, each with its owner; -1 owns none.

    So lanes are added up in one order, a rank at a time, and no owner comes twice in a rank.
    """
    lanes_of = [np.flatnonzero(owner_of_lane == owner) for owner in range(owners)]
    found = []
    for rank in range(max((len(lanes) for lanes in lanes_of), default=0)):
        having = np.array([owner for owner, lanes in enumerate(lanes_of) if len(lanes) > rank])
        lanes = np.array([lanes_of[owner][rank] for owner in having])
        found.append((rows(lanes, len(owner_of_lane)), rows(having, owners)))
    return tuple(found)


def rows(indices: Indices, count: int) -> Rows:
    """Rows of `count`; all of them in their order as a slice, which costs nothing to look up."""
    return slice(None) if np.array_equal(indices, np.arange(count)) else indices
