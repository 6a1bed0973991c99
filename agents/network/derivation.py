"""Derives a network, the constants of a chain, from a scenario that has passed its checks."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..arithmetic import Array, Indices
from ..scenario.markets import Regime
from ..scenario.scenario import Scenario
from ..scenario.words import Named
from .cost_lines import lines_of
from .lane_index import LaneIndex, indices_in, lane_index_of, ranks
from .network import Network
from .sizing import Flows, Needs, flows_of, needs_of, port_sizes, supplier_sizes


def network_of(scenario: Scenario) -> Network:
    """The constants of the chain that a scenario describes."""
    lanes, needs = lane_index_of(scenario), needs_of(scenario)
    return _assembled(scenario, lanes, needs, flows_of(lanes, needs.use, len(scenario.depot)))


def _assembled(scenario: Scenario, lanes: LaneIndex, needs: Needs, flows: Flows) -> Network:
    suppliers, ports = supplier_sizes(scenario, lanes, flows), port_sizes(scenario, lanes, flows)
    components, regimes = _names(scenario.component), _regimes(scenario)
    return Network(
        seats=_names(scenario.seat),
        components=components,
        suppliers=_names(scenario.supplier),
        lanes=_names(scenario.lane),
        ports=_names(scenario.port),
        products=_names(scenario.product),
        markets=_names(scenario.market),
        bill=needs.bill,
        mean_demand=needs.mean_demand,
        normal_use=needs.use,
        season_amplitude=_of_regimes(regimes, "season"),
        season_peak=_of_regimes(regimes, "season_peak_week"),
        lives=tuple(tuple(regime.life for regime in row) for row in regimes),
        market_share=_of_regimes(regimes, "share"),
        sigma_share=_sigma_share(regimes),
        supplier_of_lane=lanes.supplier_of_lane,
        component_of_lane=lanes.component_of_lane,
        port_of_lane=lanes.port_of_lane,
        lane_share=lanes.lane_share,
        lane_ranks=ranks(lanes.component_of_lane, len(components)),
        supplier_ranks=ranks(lanes.supplier_of_lane, len(scenario.supplier)),
        depots=_names(scenario.depot),
        component_of_depot=indices_in(components, [site.component for site in scenario.depot]),
        depot_of_lane=lanes.depot_of_lane,
        buyer_of_lane=lanes.buyer_of_lane,
        depot_share=lanes.depot_share,
        depot_use=flows.by_depot,
        order_weeks=np.array([lane.order_weeks for lane in scenario.lane]),
        make_weeks=_make_weeks(scenario),
        transit_weeks=np.array([lane.transit_weeks for lane in scenario.lane]),
        inland_weeks=_inland_weeks(scenario),
        capacity=suppliers.capacity,
        outside_orders=suppliers.outside_orders,
        finished_stock=suppliers.finished_stock,
        usual_yield=_usual_yield(scenario),
        throughput=ports.throughput,
        others_boxes=ports.others_boxes,
        boxes=np.array([part.boxes for part in scenario.component]),
        value=_values(scenario),
        price=_prices(scenario, needs.bill),
        cash=np.array([seat.cash for seat in scenario.seat], dtype=np.float64),
        credit=_credit(scenario),
        line_capacity=scenario.line.capacity_ratio * needs.mean_demand.sum(axis=1),
        cost_lines=lines_of(scenario),
    )


def _names(parts: Sequence[Named]) -> tuple[str, ...]:
    return tuple(part.name for part in parts)


def _regimes(scenario: Scenario) -> list[list[Regime]]:
    """How each product (rows) sells in each market (columns)."""
    return [[market.demand[item.name] for market in scenario.market] for item in scenario.product]


def _of_regimes(regimes: list[list[Regime]], field: str) -> Array:
    """One number of each regime: (G, M)."""
    return np.array([[getattr(regime, field) for regime in row] for row in regimes])


def _sigma_share(regimes: list[list[Regime]]) -> Array:
    """Standard deviation of a product's weekly demand over its mean, all markets together: (G,).

    Markets are independent, so their variances add up.
    """
    return np.array([np.sqrt(sum((r.share * r.variation) ** 2 for r in row)) for row in regimes])


def _make_weeks(scenario: Scenario) -> Indices:
    """Weeks from start to gate by lane: (J,); a depot makes nothing."""
    weeks = {site.name: site.make_weeks for site in scenario.supplier}
    return np.array([weeks.get(lane.supplier, 0) for lane in scenario.lane])


def _inland_weeks(scenario: Scenario) -> Indices:
    """Weeks from discharge to the plant by lane, dwell in the yard included: (J,)."""
    dwell = {site.name: site.dwell_weeks for site in scenario.port}
    return np.array([lane.inland_weeks + (dwell[lane.port] if lane.port else 0) for lane in scenario.lane])


def _usual_yield(scenario: Scenario) -> Array:
    """Mean share of what a supplier starts that comes out good: (S,); drawn evenly, so half of both ends."""
    return np.array([sum(site.good_share or (1.0, 1.0)) / 2.0 for site in scenario.supplier])


def _values(scenario: Scenario) -> Array:
    """Standard cost of a unit of each component: (K,)."""
    return np.array([part.value for part in scenario.component], dtype=np.float64)


def _prices(scenario: Scenario, bill: Array) -> Array:
    """Price of each seat's unit of each product, from its parts and their share of it: (N, G)."""
    # No axis of worlds here, so NumPy's own sum always adds in the same order.
    prices: Array = (bill * _values(scenario)).sum(axis=2) / scenario.costs.material_share
    return prices


def _credit(scenario: Scenario) -> Array:
    """Each seat's credit, infinite where there is no limit: (N,)."""
    return np.array([np.inf if seat.credit is None else seat.credit for seat in scenario.seat])
