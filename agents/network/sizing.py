"""How much of everything is normal, and how large the sites are that have to carry it.

Suppliers and ports are sized by ratios to the normal use of all who buy there, unless a scenario gives them
a capacity of their own; what the opening puts on the way, and what cover and safety are counted in, is the
same normal use. Axes as in `network`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arithmetic import Array
from ..scenario.scenario import Scenario
from .lane_index import NO_DEPOT, Ways


@dataclass(frozen=True, slots=True)
class Needs:
    """bill (N, G, K) units of component a unit of product; mean_demand (N, G), use (N, K) units a week."""

    bill: Array
    mean_demand: Array
    use: Array


def needs_of(scenario: Scenario) -> Needs:
    """What seats sell in a normal week, and what it is built of."""
    products = [item.name for item in scenario.product]
    components = [part.name for part in scenario.component]
    demand = [[seat.demand.get(product, 0.0) for product in products] for seat in scenario.seat]
    bills = [[seat.bill_of_materials.get(product, {}) for product in products] for seat in scenario.seat]
    units = [[[bill.get(part, 0.0) for part in components] for bill in row] for row in bills]
    mean, bill = np.array(demand, dtype=np.float64), np.array(units, dtype=np.float64)
    use = (bill * mean[:, :, None]).sum(axis=1)
    for change in scenario.engineering_change:  # what is to come counts at what it will be needed
        product, old = products.index(change.product), components.index(change.old)
        use[:, components.index(change.new)] += bill[:, product, old] * mean[:, product]
    return Needs(bill, mean, use)


@dataclass(frozen=True, slots=True)
class Flows:
    """Units in a normal week: what each lane carries (J,), and what each depot sells (D,)."""

    by_lane: Array
    by_depot: Array


def flows_of(ways: Ways, use: Array, depots: int) -> Flows:
    """What lanes carry and depots sell if seats use so much (N, K), tier by tier."""
    by_lane = use.sum(axis=0)[ways.component_of_lane] * ways.lane_share
    by_depot = np.zeros(depots)
    for _ in range(depots):  # each round tells one tier more what it sells
        by_depot = np.array([by_lane[ways.depot_of_lane == d].sum() for d in range(depots)])
        to_depots = ways.depot_share * by_depot[ways.buyer_of_lane]
        by_lane = np.where(ways.buyer_of_lane == NO_DEPOT, by_lane, to_depots)
    return Flows(by_lane, by_depot)


@dataclass(frozen=True, slots=True)
class SupplierSizes:
    """Units (S,): capacity and the outside world's orders a week, most stock of finished parts."""

    capacity: Array
    outside_orders: Array
    finished_stock: Array


def supplier_sizes(scenario: Scenario, ways: Ways, flows: Flows) -> SupplierSizes:
    """What suppliers can make and keep, by what all their customers normally order."""
    sites = scenario.supplier
    own = np.array([flows.by_lane[ways.supplier_of_lane == s].sum() for s in range(len(sites))])
    outside = own * np.array([site.outside_share / (1.0 - site.outside_share) for site in sites])
    normal = own + outside
    for index, site in enumerate(sites):
        if site.capacity is not None:
            normal[index] = site.capacity / site.capacity_ratio
            outside[index] = normal[index] * site.outside_share
    return SupplierSizes(
        capacity=np.array([site.capacity_ratio for site in sites]) * normal,
        outside_orders=outside,
        finished_stock=np.array([site.finished_stock_weeks for site in sites]) * normal,
    )


@dataclass(frozen=True, slots=True)
class PortSizes:
    """Boxes a week (P,): what each port discharges, and what comes to it for nobody at the table."""

    throughput: Array
    others_boxes: Array


def port_sizes(scenario: Scenario, ways: Ways, flows: Flows) -> PortSizes:
    """What ports can discharge, by their normal traffic."""
    ports = scenario.port
    boxes = np.array([part.boxes for part in scenario.component])
    lane_boxes = flows.by_lane * boxes[ways.component_of_lane]
    own = np.array([lane_boxes[ways.port_of_lane == p].sum() for p in range(len(ports))])
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
