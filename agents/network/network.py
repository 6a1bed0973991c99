"""The constants of a chain as arrays: who makes what, which way it goes, and how much is normal.

All of it is fixed before the first week. Sites and goods are numbered in the order of the scenario's lists:
N seats, K components, J lanes, S suppliers, P ports, G products, M markets, D depots. The customers of a
supplier, C, are the seats, then the depots; a chain without depots has as many customers as seats.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from ..arithmetic import Array, Indices, ratio, total
from .lane_index import NO_DEPOT, NO_PORT, NO_SUPPLIER, Rows, rows

WEEKS_A_YEAR = 52.0


@dataclass(frozen=True, slots=True)
class Network:
    """Constants of a chain, and how arrays of lanes become arrays of components, suppliers and depots.

    Names, in file order: seats, components, suppliers, lanes, ports, products, markets, depots; cost_lines
    of the books.

    Goods: bill (N, G, K), units of component in a unit of product. value (K,), standard cost of a unit; boxes
    (K,), boxes that it fills; price (N, G), money for a unit of product.

    Demand: mean_demand (N, G) and normal_use (N, K), units a week. season_amplitude, season_peak (its week)
    and market_share (G, M); lives, each regime's points [week, factor], empty without a life. sigma_share
    (G,), standard deviation of weekly demand over its mean.

    Lanes (J,): supplier_of_lane, depot_of_lane, component_of_lane, port_of_lane, buyer_of_lane (the depot
    that it leads to), -1 for none; lane_share of the plants' orders, depot_share of its depot's. Weeks:
    order_weeks to the sender, make_weeks, transit_weeks, inland_weeks. lane_ranks, supplier_ranks: see
    `ranks`.

    Sites: capacity, outside_orders (units a week), finished_stock (most units kept) and usual_yield (S,);
    throughput and others_boxes (P,), boxes a week; component_of_depot and depot_use (D,), units a week that
    it usually sells; line_capacity (N,), units a week; cash and credit (N,), money, credit infinite where
    there is no limit.
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
    """Weeks from order to receipt where nothing queues: (J,)."""
    usual_component_lead_time: Array = field(init=False)
    """Weeks from order to receipt where nothing queues, the mean over a component's lanes by share: (K,)."""
    supplier_rows: Rows = field(init=False)
    """The supplier of each lane, to look up what suppliers have."""
    component_rows: Rows = field(init=False)
    """The component of each lane, to look up what components have."""
    lanes_by_port: Indices = field(init=False)
    """The lanes that call at a port, at most (J,)."""
    credit_ends: bool = field(init=False)
    """Whether any seat has a limit of credit."""
    orders_travel: bool = field(init=False)
    """Whether orders take a week or more to their sender on any lane."""
    products_come_and_go: bool = field(init=False)
    """Whether any product has a life: a launch, growth or an end of sales."""

    def __post_init__(self) -> None:
        # A frozen dataclass can be filled in only past its own guard.
        weeks = self.order_weeks + self.make_weeks + self.transit_weeks + self.inland_weeks
        object.__setattr__(self, "usual_lead_time", weeks.astype(np.float64))
        object.__setattr__(self, "usual_component_lead_time", self.lane_mean(self.usual_lead_time))
        object.__setattr__(self, "supplier_rows", rows(self.supplier_of_lane, len(self.suppliers)))
        object.__setattr__(self, "component_rows", rows(self.component_of_lane, len(self.components)))
        object.__setattr__(self, "lanes_by_port", np.flatnonzero(self.port_of_lane != NO_PORT))
        object.__setattr__(self, "credit_ends", bool(np.isfinite(self.credit).any()))
        object.__setattr__(self, "orders_travel", bool(self.order_weeks.any()))
        alive = any(curve for row in self.lives for curve in row)
        object.__setattr__(self, "products_come_and_go", alive)

    @property
    def customers(self) -> tuple[str, ...]:
        """Names of all who buy by lane: the seats, then the depots."""
        return (*self.seats, *self.depots)

    @property
    def depot_flow(self) -> Array:
        """Units a week that each depot usually buys on each lane: (J, D)."""
        buys = self.buyer_of_lane[:, None] == np.arange(len(self.depots))
        flow: Array = buys * self.depot_share[:, None] * self.depot_use
        return flow

    @property
    def depot_shares(self) -> Array:
        """Each seat's part of what a depot costs, 0 to 1: its share of the component's usual use, (N, D).

        A depot belongs to no seat and stands in nobody's books; a total of all costs puts it down to them.
        """
        use: Array = self.normal_use[:, self.component_of_depot]
        return ratio(use, total(use)[None], empty=1.0 / len(self.seats))

    def lane_mean(self, lanes: Array) -> Array:
        """Mean of each component's lanes, weighted by their share of its orders: (J, …) -> (K, …)."""
        weighted = lanes * self.lane_share.reshape(-1, *(1,) * (lanes.ndim - 1))
        (first, _), *others = self.lane_ranks  # every component has a lane
        mean: Array = weighted[first].copy()
        for rank, components in others:
            mean[components] += weighted[rank]
        return mean

    def by_component(self, lanes: Array) -> Array:
        """Sum over the lanes of each component: (J, N, W) -> (N, K, W)."""
        (first, _), *others = self.lane_ranks  # every component has a lane
        units: Array = lanes[first].transpose(1, 0, 2).copy()
        for rank, components in others:
            units[:, components] += lanes[rank].transpose(1, 0, 2)
        return units

    def by_lane(self, components: Array, shares: Array | None = None) -> Array:
        """Units of each component split among its lanes: (N, K, W) -> (J, N, W).

        shares: part of each lane, shape to go with (J, N, W); None: the usual shares.
        """
        # Order "C" keeps worlds contiguous: the result of a product takes the layout of the transposed view.
        lanes = components.transpose(1, 0, 2)[self.component_rows]
        return np.multiply(lanes, self.lane_share[:, None, None] if shares is None else shares, order="C")

    def of_lanes(self, components: Array) -> Array:
        """The number of each component, repeated for each of its lanes: (N, K, W) -> (J, N, W)."""
        lanes: Array = components.transpose(1, 0, 2)[self.component_of_lane]
        return lanes

    def by_supplier(self, lanes: Array, outside: Array) -> Array:
        """Sum of the outside world's (S, W) and all seats' lanes (J, N, W), by supplier: (S, W)."""
        units, by_lane = outside.copy(), total(lanes, axis=1)
        for rank, suppliers in self.supplier_ranks:
            units[suppliers] += by_lane[rank]
        return units

    def by_depot(self, lanes: Array) -> Array:
        """Sum over the lanes that lead to each depot, of what is its own: (J, C, W) -> (D, W)."""
        units = np.zeros((len(self.depots), lanes.shape[2]))
        # Lane by lane, for the same reason as in `by_customer`: several may lead to one depot.
        for lane, depot in enumerate(self.buyer_of_lane):
            if depot != NO_DEPOT:
                units[depot] += lanes[lane, len(self.seats) + depot]
        return units

    def usual_lanes(self, components: Array) -> Array:
        """Units that customers usually buy on each lane: (J, C, W), if seats use so many, (N, K, W)."""
        seats = self.by_lane(components)
        if not self.depots:
            return seats
        depots = np.repeat(self.depot_flow[..., None], seats.shape[-1], axis=2)
        return np.concatenate([seats, depots], axis=1)

    def by_customer(self, lanes: Array, outside: Array) -> Array:
        """By supplier, the outside world's (S, W), then each customer's lanes (J, C, W): (S, 1 + C, W)."""
        # Lane by lane: a supplier may have several, and a fancy-indexed `+=` would count only one of them.
        units = np.zeros((len(self.suppliers), 1 + lanes.shape[1], lanes.shape[2]))
        units[:, 0] = outside
        for lane, supplier in enumerate(self.supplier_of_lane):
            if supplier != NO_SUPPLIER:
                units[supplier, 1:] += lanes[lane]
        return units

    def lanes_of_supplier(self, supplier: int) -> list[int]:
        """Indices of the lanes that a supplier ships on."""
        return [int(j) for j in np.flatnonzero(self.supplier_of_lane == supplier)]

    def makers_of(self, component: int) -> Indices:
        """Indices of the suppliers that make a component, each once."""
        makers: Indices = np.unique(self.supplier_of_lane[self.component_of_lane == component])
        made: Indices = makers[makers != NO_SUPPLIER]  # a depot's lane has no supplier
        return made

    def lanes_of_port(self, port: int) -> list[int]:
        """Indices of the lanes that call at a port."""
        return [int(j) for j in np.flatnonzero(self.port_of_lane == port)]

    def season(self, week: float) -> Array:
        """Factor on mean demand in a week, by product and market, its life included: (G, M).

        1 + amplitude x cos(2 pi (week - peak) / 52), times `life`.
        """
        phase = 2.0 * np.pi * (week - self.season_peak) / WEEKS_A_YEAR
        factor: Array = 1.0 + self.season_amplitude * np.cos(phase)
        return factor * self.life(week) if self.products_come_and_go else factor

    def product_season(self, week: float) -> Array:
        """Factor on mean demand in a week, all markets together: (G,)."""
        return self._of_all_markets(self.season(week))

    def life(self, week: float) -> Array:
        """Factor of the product's life on demand in a week, by product and market: (G, M)."""
        return np.array(
            [[np.interp(week, *np.array(curve).T) if curve else 1.0 for curve in row] for row in self.lives]
        )

    @property
    def last_weeks(self) -> list[float]:
        """Last week with any demand for each product, infinite if its life has no end: (G,)."""
        return [
            max(_last_week(curve, share) for curve, share in zip(row, shares, strict=True))
            for row, shares in zip(self.lives, self.market_share, strict=True)
        ]

    def product_life(self, week: float) -> Array:
        """Factor of the product's life on demand in a week, all markets together: (G,)."""
        return self._of_all_markets(self.life(week))

    def _of_all_markets(self, factors: Array) -> Array:
        """Mean of the markets' factors by their share: (G, M) -> (G,)."""
        # Python's own sum adds from first to last, as `arithmetic.total` does.
        return np.array([sum(row) for row in (factors * self.market_share).tolist()])


def _last_week(curve: list[list[float]], share: float) -> float:
    """Last week of a curve of points [week, factor] before it stays at 0; infinite if it does not."""
    if share == 0.0:
        return -np.inf
    if not curve or curve[-1][1] > 0.0:
        return np.inf
    last = len(curve) - 1
    # Back over the trailing points at 0, to the first of them.
    while last > 0 and curve[last - 1][1] == 0.0:
        last -= 1
    # At that point the factor has reached 0, so the last week with demand lies before it.
    return float(np.ceil(curve[last][0])) - 1.0
