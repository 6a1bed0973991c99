"""The scenario as arrays: who makes what, which way it goes, and what is normal.

All of it is fixed before the first week. Axes: N seats, K components, S suppliers, J lanes, D depots,
P ports, G products, M markets, in the order of the scenario's lists. Who buys from a supplier is a customer:
the seats, then the depots. Without depots both are the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from ..arithmetic import Array, Indices, total
from ..scenario.scenario import Scenario
from .cost_lines import lines_of
from .lane_index import NO_DEPOT, NO_PORT, NO_SUPPLIER, Rows, places, ranks, rows, ways_of
from .sizing import flows_of, needs_of, port_sizes, supplier_sizes


@dataclass(frozen=True, slots=True)
class Network:
    """Constants of a chain.

    bill (N, G, K) units of component a unit of product; mean_demand (N, G) units a week;
    normal_use (N, K) units a week; cash, credit (N) money, credit infinite where there is no limit;
    season_amplitude, season_peak, market_share (G, M); lives (G x M): each regime's curve, if it has
    one; sigma_share (G): standard deviation of a
    seat's weekly demand over its mean; lane_ranks: (lanes, their components), supplier_ranks: (lanes,
    their suppliers), first the first lane of each, then the second ones; cost_lines: the
    names of the first axis of costs. Of a lane, depot_of_lane is the depot that ships on it, buyer_of_lane
    the one that it leads to, depot_share its part of that one's orders; lane_share is of the plants' orders.
    depot_use (D): units a week that each depot usually sells.
    """

    seats: tuple[str, ...]
    components: tuple[str, ...]
    suppliers: tuple[str, ...]
    lanes: tuple[str, ...]
    ports: tuple[str, ...]
    products: tuple[str, ...]
    markets: tuple[str, ...]
    bill: Array
    mean_demand: Array
    normal_use: Array
    season_amplitude: Array
    season_peak: Array
    market_share: Array
    lives: tuple[tuple[list[list[float]], ...], ...]
    sigma_share: Array
    supplier_of_lane: Indices
    component_of_lane: Indices
    port_of_lane: Indices
    lane_share: Array
    lane_ranks: tuple[tuple[Rows, Rows], ...]
    supplier_ranks: tuple[tuple[Rows, Rows], ...]
    depots: tuple[str, ...]
    component_of_depot: Indices
    depot_of_lane: Indices
    buyer_of_lane: Indices
    depot_share: Array
    depot_use: Array
    order_weeks: Indices
    make_weeks: Indices
    transit_weeks: Indices
    inland_weeks: Indices
    capacity: Array
    outside_orders: Array
    finished_stock: Array
    usual_yield: Array
    throughput: Array
    others_boxes: Array
    boxes: Array
    value: Array
    price: Array
    line_capacity: Array
    cash: Array
    cost_lines: tuple[str, ...]
    credit: Array
    usual_lead_time: Array = field(init=False)
    """Weeks from order to receipt when nobody waits: (J,)."""
    usual_component_lead_time: Array = field(init=False)
    """The same by component, lanes weighted by their share of the orders: (K,)."""
    supplier_rows: Rows = field(init=False)
    """The supplier of each lane, to look up what suppliers have."""
    component_rows: Rows = field(init=False)
    """The component of each lane, to look up what components have."""
    lanes_by_port: Indices = field(init=False)
    """Lanes that call at a port."""
    products_come_and_go: bool = field(init=False)
    """Whether any product has a life of its own."""

    def __post_init__(self) -> None:
        weeks = self.order_weeks + self.make_weeks + self.transit_weeks + self.inland_weeks
        object.__setattr__(self, "usual_lead_time", weeks.astype(np.float64))
        object.__setattr__(self, "usual_component_lead_time", self.lane_mean(self.usual_lead_time))
        object.__setattr__(self, "supplier_rows", rows(self.supplier_of_lane, len(self.suppliers)))
        object.__setattr__(self, "component_rows", rows(self.component_of_lane, len(self.components)))
        object.__setattr__(self, "lanes_by_port", np.flatnonzero(self.port_of_lane != NO_PORT))
        alive = any(curve for row in self.lives for curve in row)
        object.__setattr__(self, "products_come_and_go", alive)

    @property
    def customers(self) -> tuple[str, ...]:
        """Everybody who buys by lane: the seats, then the depots."""
        return (*self.seats, *self.depots)

    @property
    def depot_flow(self) -> Array:
        """Units a week that depots usually buy: (J, D)."""
        buys = self.buyer_of_lane[:, None] == np.arange(len(self.depots))
        flow: Array = buys * self.depot_share[:, None] * self.depot_use
        return flow

    def lane_mean(self, lanes: Array) -> Array:
        """A component's mean over its lanes, weighted by their share: (J, …) -> (K, …)."""
        weighted = lanes * self.lane_share.reshape(-1, *(1,) * (lanes.ndim - 1))
        (first, _), *others = self.lane_ranks  # every component has a lane
        mean: Array = weighted[first].copy()
        for rank, components in others:
            mean[components] += weighted[rank]
        return mean

    def by_component(self, lanes: Array) -> Array:
        """Add up the lanes of each component: (J, N, W) -> (N, K, W)."""
        (first, _), *others = self.lane_ranks  # every component has a lane
        units: Array = lanes[first].transpose(1, 0, 2).copy()
        for rank, components in others:
            units[:, components] += lanes[rank].transpose(1, 0, 2)
        return units

    def by_lane(self, components: Array, shares: Array | None = None) -> Array:
        """Split units of components among their lanes, by usual shares or these: (N, K, W) -> (J, N, W)."""
        lanes = components.transpose(1, 0, 2)[self.component_rows]
        return np.multiply(lanes, self.lane_share[:, None, None] if shares is None else shares, order="C")

    def of_lanes(self, components: Array) -> Array:
        """What holds for a component, for each of its lanes: (N, K, W) -> (J, N, W)."""
        lanes: Array = components.transpose(1, 0, 2)[self.component_of_lane]
        return lanes

    def by_supplier(self, lanes: Array, outside: Array) -> Array:
        """What the outside world (S, W) and all seats' lanes (J, N, W) come to, by supplier: (S, W)."""
        units, by_lane = outside.copy(), total(lanes, axis=1)
        for rank, suppliers in self.supplier_ranks:
            units[suppliers] += by_lane[rank]
        return units

    def by_depot(self, lanes: Array) -> Array:
        """Add up the lanes that lead to each depot: (J, C, W) -> (D, W)."""
        units = np.zeros((len(self.depots), lanes.shape[2]))
        for lane, depot in enumerate(self.buyer_of_lane):
            if depot != NO_DEPOT:
                units[depot] += lanes[lane, len(self.seats) + depot]
        return units

    def usual_lanes(self, components: Array) -> Array:
        """What customers usually buy, by lane, if seats use so many components: (N, K, W) -> (J, C, W)."""
        seats = self.by_lane(components)
        if not self.depots:
            return seats
        depots = np.repeat(self.depot_flow[..., None], seats.shape[-1], axis=2)
        return np.concatenate([seats, depots], axis=1)

    def by_customer(self, lanes: Array, outside: Array) -> Array:
        """The outside world's (S, W), then each customer's lanes (J, C, W), by supplier: (S, C+1, W)."""
        units = np.zeros((len(self.suppliers), 1 + lanes.shape[1], lanes.shape[2]))
        units[:, 0] = outside
        for lane, supplier in enumerate(self.supplier_of_lane):
            if supplier != NO_SUPPLIER:
                units[supplier, 1:] += lanes[lane]
        return units

    def lanes_of_supplier(self, supplier: int) -> list[int]:
        return [int(j) for j in np.flatnonzero(self.supplier_of_lane == supplier)]

    def lanes_of_port(self, port: int) -> list[int]:
        return [int(j) for j in np.flatnonzero(self.port_of_lane == port)]

    def season(self, week: float) -> Array:
        """Factor on mean demand in a week, by product and market: (G, M)."""
        phase = 2.0 * np.pi * (week - self.season_peak) / 52.0
        factor: Array = 1.0 + self.season_amplitude * np.cos(phase)
        return factor * self.life(week) if self.products_come_and_go else factor

    def product_season(self, week: float) -> Array:
        """The same over all markets: (G,)."""
        return self._of_all_markets(self.season(week))

    def life(self, week: float) -> Array:
        """Where products stand in their lives in a week, 1 for full demand: (G, M)."""
        return np.array(
            [[np.interp(week, *np.array(curve).T) if curve else 1.0 for curve in row] for row in self.lives]
        )

    @property
    def last_weeks(self) -> list[float]:
        """The last week in which anybody asks for a product, infinite if its life has no end: (G)."""
        return [
            max(_last_week(curve, share) for curve, share in zip(row, shares, strict=True))
            for row, shares in zip(self.lives, self.market_share, strict=True)
        ]

    def product_life(self, week: float) -> Array:
        """The same over all markets: (G,)."""
        return self._of_all_markets(self.life(week))

    def _of_all_markets(self, factors: Array) -> Array:
        return np.array([sum(row) for row in (factors * self.market_share).tolist()])


def _last_week(curve: list[list[float]], share: float) -> float:
    """The week before the one from which a curve stays at 0; infinite if it does not."""
    if share == 0.0:
        return -np.inf
    if not curve or curve[-1][1] > 0.0:
        return np.inf
    last = len(curve) - 1
    while last > 0 and curve[last - 1][1] == 0.0:
        last -= 1
    return float(np.ceil(curve[last][0])) - 1.0


def network_of(scenario: Scenario) -> Network:
    """Derive the constants; the scenario has been checked before."""
    ways, needs = ways_of(scenario), needs_of(scenario)
    flows = flows_of(ways, needs.use, len(scenario.depot))
    suppliers, ports = supplier_sizes(scenario, ways, flows), port_sizes(scenario, ways, flows)
    regimes = [[market.demand[item.name] for market in scenario.market] for item in scenario.product]
    components = tuple(part.name for part in scenario.component)
    value = np.array([part.value for part in scenario.component], dtype=np.float64)
    return Network(
        seats=tuple(seat.name for seat in scenario.seat),
        components=components,
        suppliers=tuple(site.name for site in scenario.supplier),
        lanes=tuple(lane.name for lane in scenario.lane),
        ports=tuple(site.name for site in scenario.port),
        products=tuple(item.name for item in scenario.product),
        markets=tuple(market.name for market in scenario.market),
        bill=needs.bill,
        mean_demand=needs.mean_demand,
        normal_use=needs.use,
        season_amplitude=np.array([[regime.season for regime in row] for row in regimes]),
        season_peak=np.array([[regime.season_peak_week for regime in row] for row in regimes]),
        lives=tuple(tuple(regime.life for regime in row) for row in regimes),
        market_share=np.array([[regime.share for regime in row] for row in regimes]),
        sigma_share=np.array([np.sqrt(sum((r.share * r.variation) ** 2 for r in row)) for row in regimes]),
        supplier_of_lane=ways.supplier_of_lane,
        component_of_lane=ways.component_of_lane,
        port_of_lane=ways.port_of_lane,
        lane_share=ways.lane_share,
        lane_ranks=ranks(ways.component_of_lane, len(components)),
        supplier_ranks=ranks(ways.supplier_of_lane, len(scenario.supplier)),
        depots=tuple(site.name for site in scenario.depot),
        component_of_depot=places([site.component for site in scenario.depot], components),
        depot_of_lane=ways.depot_of_lane,
        buyer_of_lane=ways.buyer_of_lane,
        depot_share=ways.depot_share,
        depot_use=flows.by_depot,
        order_weeks=np.array([lane.order_weeks for lane in scenario.lane]),
        make_weeks=_make_weeks(scenario),
        transit_weeks=np.array([lane.transit_weeks for lane in scenario.lane]),
        inland_weeks=_inland_weeks(scenario),
        capacity=suppliers.capacity,
        outside_orders=suppliers.outside_orders,
        finished_stock=suppliers.finished_stock,
        usual_yield=np.array([sum(s.good_share or (1.0, 1.0)) / 2.0 for s in scenario.supplier]),
        throughput=ports.throughput,
        others_boxes=ports.others_boxes,
        boxes=np.array([part.boxes for part in scenario.component]),
        value=value,
        price=(needs.bill * value).sum(axis=2) / scenario.costs.material_share,
        cash=np.array([seat.cash for seat in scenario.seat], dtype=np.float64),
        credit=np.array([np.inf if seat.credit is None else seat.credit for seat in scenario.seat]),
        line_capacity=scenario.line.capacity_ratio * needs.mean_demand.sum(axis=1),
        cost_lines=lines_of(scenario),
    )


def _make_weeks(scenario: Scenario) -> Indices:
    """Weeks from start to gate by lane: (J,); a depot makes nothing."""
    weeks = {site.name: site.make_weeks for site in scenario.supplier}
    return np.array([weeks.get(lane.supplier, 0) for lane in scenario.lane])


def _inland_weeks(scenario: Scenario) -> Indices:
    """Weeks from discharge to the plant by lane, dwell in the yard included: (J,)."""
    dwell = {site.name: site.dwell_weeks for site in scenario.port}
    return np.array([lane.inland_weeks + (dwell[lane.port] if lane.port else 0) for lane in scenario.lane])
