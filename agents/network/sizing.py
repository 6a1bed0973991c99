"""Sizes of suppliers and ports, from the normal use of all who buy there.

A scenario gives sizes as ratios to normal use (`capacity_ratio`, `utilisation`), or as a capacity of its own.
The same normal use fills the lanes at the opening, and cover and safety stock are counted in it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arithmetic import Array
from ..scenario.scenario import Scenario
from .lane_index import NO_DEPOT, LaneIndex


@dataclass(frozen=True, slots=True)
class Needs:
    """What seats sell in a normal week, and what it takes.

    bill (N, G, K): units of component in a unit of product; mean_demand (N, G) and use (N, K): units a week.
    """

    bill: Array
    mean_demand: Array
    use: Array


def needs_of(scenario: Scenario) -> Needs:
    """Bills of materials, mean demand and the use of components that follows from them."""
    products = [item.name for item in scenario.product]
    components = [part.name for part in scenario.component]
    demand = [[seat.demand.get(product, 0.0) for product in products] for seat in scenario.seat]
    bills = [[seat.bill_of_materials.get(product, {}) for product in products] for seat in scenario.seat]
    units = [[[bill.get(part, 0.0) for part in components] for bill in row] for row in bills]
    mean, bill = np.array(demand, dtype=np.float64), np.array(units, dtype=np.float64)
    use = (bill * mean[:, :, None]).sum(axis=1)
    # A component that a change will bring is sized by its later use: else its supplier had no capacity.
    for change in scenario.engineering_change:
        product, old = products.index(change.product), components.index(change.old)
        use[:, components.index(change.new)] += bill[:, product, old] * mean[:, product]
    return Needs(bill, mean, use)


@dataclass(frozen=True, slots=True)
class Flows:
    """Units in a normal week: what each lane carries (J,), and what each depot sells (D,)."""

    by_lane: Array
    by_depot: Array


def flows_of(lanes: LaneIndex, use: Array, depots: int) -> Flows:
    """Normal flows if seats use so many units a week, (N, K)."""
    by_lane = use.sum(axis=0)[lanes.component_of_lane] * lanes.lane_share
    by_depot = np.zeros(depots)
    # A depot sells what those below it buy. Each round gets one tier further up; no chain has more tiers
    # than depots, so as many rounds are enough.
    for _ in range(depots):
        by_depot = np.array([by_lane[lanes.depot_of_lane == d].sum() for d in range(depots)])
        to_depots = lanes.depot_share * by_depot[lanes.buyer_of_lane]
        by_lane = np.where(lanes.buyer_of_lane == NO_DEPOT, by_lane, to_depots)
    return Flows(by_lane, by_depot)


@dataclass(frozen=True, slots=True)
class SupplierSizes:
    """Of each supplier (S,), units: capacity and the outside world's orders a week, most finished stock."""

    capacity: Array
    outside_orders: Array
    finished_stock: Array


def supplier_sizes(scenario: Scenario, lanes: LaneIndex, flows: Flows) -> SupplierSizes:
    """What suppliers can make and keep, from the normal orders of all their customers."""
    sites = scenario.supplier
    own = np.array([flows.by_lane[lanes.supplier_of_lane == s].sum() for s in range(len(sites))])
    # outside_share is the outside world's part of all orders, so own orders are the other part.
    outside = own * np.array([site.outside_share / (1.0 - site.outside_share) for site in sites])
    normal = own + outside
    for index, site in enumerate(sites):
        if site.capacity is not None:  # then its normal orders follow from it, not the other way round
            normal[index] = site.capacity / site.capacity_ratio
            outside[index] = normal[index] * site.outside_share
    return SupplierSizes(
        capacity=np.array([site.capacity_ratio for site in sites]) * normal,
        outside_orders=outside,
        finished_stock=np.array([site.finished_stock_weeks for site in sites]) * normal,
    )


@dataclass(frozen=True, slots=True)
class PortSizes:
    """Of each port (P,), boxes a week: what it can discharge, and what comes to it for the outside world."""

    throughput: Array
    others_boxes: Array


def port_sizes(scenario: Scenario, lanes: LaneIndex, flows: Flows) -> PortSizes:
    """What ports can discharge, from their normal traffic."""
    ports = scenario.port
    boxes = np.array([part.boxes for part in scenario.component])
    lane_boxes = flows.by_lane * boxes[lanes.component_of_lane]
    own = np.array([lane_boxes[lanes.port_of_lane == p].sum() for p in range(len(ports))])
    usual = own / np.array([1.0 - port.others_share for port in ports])
    traffic = np.array(
        [
            calls if port.throughput is None else port.throughput * port.utilisation
            for port, calls in zip(ports, usual.tolist(), strict=True)
        ]
    )
    return PortSizes(
        throughput=traffic / np.array([port.utilisation for port in ports]),
        others_boxes=traffic * np.array([port.others_share for port in ports]),
    )
