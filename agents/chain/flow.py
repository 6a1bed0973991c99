"""Phases of a week after the orders: fill, move, receive, make, sell, write off, learn.

Within a phase a site sees only what the last phase left, so the order of sites cannot matter. Each phase
is one vectorised method over all sites of a kind. `model` calls the phases in order and keeps the books.
"""

from __future__ import annotations

import numpy as np

from ..arithmetic import Array, by_world, left_over, total
from ..chance.terms import Terms
from ..manufacturers.regions import Regions
from ..network.lane_index import NO_DEPOT
from ..sites.line import Output, produce
from ..sites.market import Sales, sell
from .books import Losses
from .depot_phase import for_suppliers, serve_depots, with_depot_orders
from .state import ChainState


class Flow(ChainState):
    """A chain whose goods flow: its state, and what each phase of a week does to it."""

    def _supply(self, ordered: Array, terms: Terms) -> tuple[Array, Array]:
        """Fill orders, move goods, receive.

        Args:
            ordered: units that seats order this week, (J, N, W).
            terms: this week's terms.

        Returns:
            Units shipped to the plants, (J, N, W), and received there, (N, K, W).
        """
        seats = len(self.network.seats)
        # Depots order from the same state as the seats have just done: all tiers order at once.
        orders = self._reach(with_depot_orders(self, ordered) if self.depots else ordered)
        shipped = self._ship(for_suppliers(self, orders) if self.depots else orders, terms)
        arrived = self._move(shipped, terms)
        if self.depots:
            shipped, arrived = serve_depots(self, orders, shipped, arrived, terms)
        to_plants = shipped[:, :seats]
        received = self.network.by_component(arrived[:, :seats])
        self.manufacturers.ship(self.network.by_component(to_plants))
        self.manufacturers.receive(received)
        return to_plants, received

    def _reach(self, ordered: Array) -> Array:
        """Orders placed this week or before that reach suppliers and depots now, (J, C, W)."""
        if not self.network.orders_travel:
            return ordered
        self.order_transit.add(self.week, ordered)
        return self.order_transit.take(self.week)

    def _ship(self, ordered: Array, terms: Terms) -> Array:
        """Units that leave the suppliers, by the lane they take, (J, C, W)."""
        shipped = self.suppliers.fill(self.week, ordered, terms)
        if self.routing.has_diversions:
            shipped = self.routing.redirect(shipped, self.ports.delay())
        if self.routing.fast:
            # After the diversions, so that what is expedited leaves the lane it would really have taken.
            use = self.planning.mean_use(self.week)
            shipped = self.routing.expedite(shipped, self._to_expedite(), use)
        return shipped

    def _to_expedite(self) -> Array:
        """Units that seats want by fast lanes, less what is on its way there, (N, K, W)."""
        sites, moving = self.manufacturers, self.lanes.load(self.week) + self.inland.load()
        short = self.planning.short(self.week, sites.on_hand, sites.stance, sites.numbers)
        # What already flies will be here before goods sent now, so it is not wanted twice.
        for fast in self.routing.fast:
            short[:, fast.component] -= moving[fast.lane]
        return short if self.replay is None else self.replay.expediting_in(self.week, short)

    def _move(self, shipped: Array, terms: Terms) -> Array:
        """Goods travel, queue at ports and end their inland legs; units that arrive, (J, C, W)."""
        # Depart before taking: a lane without transit time delivers in the week of shipping.
        self.lanes.depart(self.week, shipped, terms.extra_weeks)
        landed = self.ports.pass_through(self.lanes.take(self.week), terms)
        self.inland.add(self.week, landed)
        return self.inland.take(self.week)

    def _make(self, demand: Array, terms: Terms) -> tuple[Array, Output]:
        """Run the lines; units attempted (N, G, W), and what came of it. demand is (N, G, M, W)."""
        sites = self.manufacturers
        attempted = sites.attempt(self.planning, self.week, demand)
        output = self._run_lines(attempted, terms)
        sites.make(output)
        return attempted, output

    def _run_lines(self, attempted: Array, terms: Terms) -> Output:
        """What the lines make of units attempted, (N, G, W)."""
        return produce(attempted, self.manufacturers.on_hand, *self._line_terms(terms))

    def _line_terms(self, terms: Terms) -> tuple[Array, Array]:
        """Bill of materials and line capacity of the week, shapes as `produce` takes them."""
        bill, capacity = self.planning.bill(self.week), self.network.line_capacity
        if terms.use is not None:
            bill = by_world(bill) * terms.use
        return bill, capacity if terms.line is None else capacity[:, None] * terms.line

    def _sell(self, demand: Array) -> Sales:
        """Serve backlog and this week's demand (N, G, M, W), from the plants and regional buffers."""
        sites = self.manufacturers
        if sites.regions is not None:
            return self._sell_in_regions(sites.regions, demand)
        sums = sites.waiting(), self._of_all_markets(demand)
        sales = sell(sites.finished_goods, sites.backlog, demand, self.scenario.customers, sums)
        sites.deliver(sales)
        return sales

    def _sell_in_regions(self, regions: Regions, demand: Array) -> Sales:
        sites = self.manufacturers
        goods, backlog = sites.finished_goods, sites.backlog
        delivery = regions.deliver(self.week, goods, backlog, demand, self.planning)
        sites.finished_goods, sites.backlog = delivery.left, delivery.sales.backlog
        self.sent = delivery.sent
        return delivery.sales

    def _write_off(self, received: Array) -> Array:
        """Take parts that are worth nothing any more out of the bins; units, (N, K, W)."""
        sites = self.manufacturers
        units = self.write_offs.review(self.week, received, sites.on_hand, sites.waiting())
        sites.on_hand = left_over(sites.on_hand, units, sites.usual_parts)
        return units

    def _losses(self, required: Array, output: Output, sales: Sales) -> Losses:
        """What was not made and not sold, by the cause of the line's latest shortfall."""
        return Losses(
            blame=self.manufacturers.blame,
            # A surplus over required production does not offset other shortfalls: never below 0.
            not_made=required - np.minimum(output.made, required),
            lost=sales.lost,
            waiting=self.manufacturers.waiting(),
            gained=sales.gained,
        )

    def _learn(self, demand: Array, terms: Terms) -> None:
        """Forecasts follow this week's demand (N, G, M, W); new quotes go out, and beliefs follow them."""
        self.planning.learn_demand(self.week, self._of_all_markets(demand))
        if self.seat_rules:
            self.seat_rules.learn(demand, self.planning.bill(self.week))
        self.quote = self._quotes(terms)
        self.planning.learn_lead_time(self.quote)

    def _of_all_markets(self, demand: Array) -> Array:
        """A week's demand (N, G, M, W) of all markets together, (N, G, W); kept, since three phases ask."""
        if self._asked is None or self._asked[0] is not demand:
            self._asked = demand, total(demand, axis=2)
        return self._asked[1]

    def _quotes(self, terms: Terms) -> Array:
        """Quoted lead times by lane, weeks (J, W): usual time, queue at the seller, queue at the port, delay.

        A queue in weeks is its size over the smoothed rate at which it is served (Little 1961).
        """
        network = self.network
        self.port_delay = port_delay = self.ports.delay()
        delay = self.suppliers.delay()[network.supplier_rows]
        if self.depots:
            by_depot = (network.depot_of_lane != NO_DEPOT)[:, None]
            delay = np.where(by_depot, self.depots.delay()[network.depot_of_lane], delay)
        quote = network.usual_lead_time[:, None] + delay
        # Lanes without a port have -1 there, which would look up the last port.
        quote[network.lanes_by_port] += port_delay[network.port_of_lane[network.lanes_by_port]]
        return quote + terms.extra_weeks
