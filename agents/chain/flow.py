"""The phases of a week, and how goods flow: order, fill, move, receive, make, sell, write off.

Every site is a Mesa agent; only the flow of goods is vectorised: the numbers of a kind live in that
kind's arrays, worlds last. Within a phase a site sees only what the last phase left, so the order of
sites cannot matter. Who decides, and what a week costs, stands in `model`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import mesa
import numpy as np

from ..arithmetic import Array, Flags, total
from ..chance.engineering_changes import Bills, Change
from ..chance.sample_path import SamplePath
from ..chance.shocks import Shock, Terms
from ..manufacturers.manufacturer import Manufacturers
from ..manufacturers.planning import Planning
from ..manufacturers.regions import Regions
from ..manufacturers.required_production import Recorded, ReferenceSeat
from ..manufacturers.seat_rules import SeatRules, at_plants
from ..manufacturers.sourcing import Sourcing
from ..network.lane_index import NO_DEPOT, NO_SUPPLIER
from ..network.network import Network
from ..scenario.scenario import Scenario
from ..sites.depot import Depots
from ..sites.lane import Belt, Lanes
from ..sites.line import Output, produce
from ..sites.market import Sales, sell
from ..sites.port import Ports
from ..sites.routing import Routing
from ..sites.supplier import Suppliers
from ..sites.write_off import WriteOffs
from .books import Losses
from .ledger import Ledger


class Flow(mesa.Model):
    """The kinds of a chain, and what a week does to them, phase by phase.

    Args:
        scenario: what every world starts from.
        network: its constants.
        path: all chance, drawn for these worlds.
        worlds: W, how many worlds are stepped at once.
        live_shocks: shocks beyond the scenario's, as a facilitator throws them in.
    """

    def __init__(
        self,
        scenario: Scenario,
        network: Network,
        path: SamplePath,
        worlds: int,
        live_shocks: Sequence[Shock] = (),
    ) -> None:
        # Mesa wants a seed for generators of its own; nothing here ever draws from them.
        super().__init__(rng=0)
        self._setting = scenario
        self.network = network
        self.path = path
        self.worlds = worlds
        self.week = 0
        self.live_shocks: list[Shock] = list(live_shocks)
        self._recorded_orders: tuple[Array, Flags] | None = None
        self._recorded_stances: Array | None = None
        self._recorded_flights: Array | None = None
        self._build(scenario, worlds)

    def _build(self, scenario: Scenario, worlds: int) -> None:
        network = self.network
        self.suppliers = Suppliers(scenario, network, worlds)
        self.lanes = Lanes(network, worlds)
        self.ports = Ports(scenario, network, worlds)
        self.routing = Routing(scenario, network, worlds)
        self.inland = Belt(network.inland_weeks, len(network.customers), worlds)
        self.slips = Belt(network.order_weeks, len(network.customers), worlds)
        self.depots = Depots(scenario, network, worlds)
        self.sourcing = Sourcing(scenario, network, worlds)
        self.manufacturers = Manufacturers(scenario, network, worlds)
        self.bills = Bills(network, (shock for shock in self.path.shocks if isinstance(shock, Change)))
        self.planning = Planning(scenario, network, worlds, self.bills)
        self.write_offs = WriteOffs(scenario, network, self.bills, worlds)
        self.seat_rules = SeatRules(scenario, network, worlds)
        self.reference: ReferenceSeat | Recorded = ReferenceSeat(scenario, network, self.planning, worlds)
        self.ledger = Ledger(scenario, network)
        self.sent: Array | None = None
        self.quote = np.repeat(network.usual_lead_time[:, None], worlds, axis=1)
        self.base_stock = np.zeros_like(self.manufacturers.on_hand)

    @property
    def scenario(self) -> Scenario:
        """The scenario played. Mesa keeps a bag of parameters under this name; ours takes its place."""
        return self._setting

    @scenario.setter
    def scenario(self, bag: Any) -> None:
        self._mesa_scenario = bag

    @property
    def shocks(self) -> list[Shock]:
        """All shocks, the scenario's and live ones."""
        return [*self.path.shocks, *self.live_shocks]

    def replay_orders(
        self, orders: Array, free: Flags, stances: Array | None = None, expedited: Array | None = None
    ) -> None:
        """Let seats order what was recorded, but where they are `free` (N, W). For what-ifs.

        The record (weeks, J, N, worlds) is repeated on the world axis as often as it fits. `stances` (weeks,
        N, K, worlds) tell which of these orders were not cancellable; without them, none was. `expedited`
        (weeks, N, K, worlds) are units that went by fast lanes; without them, seats decide that as ever.
        """
        self._recorded_orders, self._recorded_stances = (orders, free), stances
        self._recorded_flights = expedited

    def terms(self, week: int | None = None) -> Terms:
        """The terms of trade of a week, of the present or last one if none is given, bent by its shocks."""
        week = self.week if week is None else week
        terms = Terms.usual(self.network, week, self.worlds)
        if self.path.others is not None and week > 0:
            terms.others = self.path.others[week - 1].copy()
        for shock in self.shocks:
            if shock.bends(week):
                shock.bend(terms)
        return terms

    def _order(self) -> Array:
        sites, planning = self.manufacturers, self.planning
        shares = self.sourcing.shares(self.week, sites.stance, sites.numbers)
        self.base_stock = planning.base_stock_level(self.week, sites.stance, sites.numbers, shares)
        position = sites.position(planning, self.week)
        wanted = planning.orders(self.week, self.base_stock, position, sites.numbers)
        if self.seat_rules:
            self.seat_rules.put(self.week, wanted, self.base_stock, sites, planning.bill(self.week))
        orders = self.network.by_lane(wanted, shares)
        if np.isfinite(self.network.credit).any():
            paid = sites.affordable(self.network.by_component(orders), self.ledger.product_value)
            orders *= self.network.of_lanes(paid)
        contracts = self.suppliers.contracts
        if contracts.may_cancel:
            orders -= self._taken_back()
        if self._recorded_orders is not None:
            recorded, free = self._recorded_orders
            times = self.worlds // recorded.shape[-1]
            orders = np.where(free, orders, np.tile(recorded[self.week - 1], times))
        if contracts.may_cancel:  # what was recorded may have been started by now
            orders = np.maximum(orders, -contracts.open(self.suppliers.backlog))
        if contracts.has_priority:
            contracts.commit(orders, self._for_good())
        sites.order(self.network.by_component(orders))
        return orders

    def _for_good(self) -> Flags:
        """Whether this week's orders are not cancellable, by lane and seat: (J, N, W)."""
        contracts = self.suppliers.contracts
        own = contracts.for_good(self.manufacturers.stance)
        if self._recorded_orders is None:
            return own
        _, free = self._recorded_orders
        if self._recorded_stances is None:
            return own & free
        stances = self._recorded_stances[self.week - 1] > 0.5
        then = contracts.for_good(np.tile(stances, self.worlds // stances.shape[-1]))
        for_good: Flags = np.where(free, own, then)
        return for_good

    def _supply(self, ordered: Array, terms: Terms) -> tuple[Array, Array]:
        """Orders (J, N, W) are filled and goods move; what was shipped to the plants (J, N, W), and what
        they received (N, K, W)."""
        if self.depots:
            shipped, received = self._through_depots(ordered, terms)
        else:
            shipped = self._ship(self._reach(ordered), terms)
            self.manufacturers.ship(self.network.by_component(shipped))
            received = self.network.by_component(self._move(shipped, terms))
        self.manufacturers.receive(received)
        return shipped, received

    def _reach(self, ordered: Array) -> Array:
        """The orders that reach whoever fills them this week."""
        if not self.network.order_weeks.any():
            return ordered
        self.slips.lay(self.week, ordered)
        return self.slips.take(self.week)

    def _ship(self, ordered: Array, terms: Terms) -> Array:
        """What leaves the suppliers' gates, by the lane it takes: (J, C, W)."""
        shipped = self.suppliers.fill(self.week, ordered, terms)
        if self.routing.gives_way:
            shipped = self.routing.redirect(shipped, self.ports.delay())
        if self.routing.fast:
            use = self.planning.mean_use(self.week)
            shipped = self.routing.expedite(shipped, self._short(), use)
        return shipped

    def _short(self) -> Array:
        """Units that seats want by fast lanes, less what is on its way there: (N, K, W)."""
        sites, moving = self.manufacturers, self.lanes.load(self.week) + self.inland.load()
        short = self.planning.short(self.week, sites.on_hand, sites.stance, sites.numbers)
        for fast in self.routing.fast:
            short[:, fast.component] -= moving[fast.lane]
        if self._recorded_orders is not None and self._recorded_flights is not None:
            _, free = self._recorded_orders
            flown = self._recorded_flights[self.week - 1]
            short = np.where(free[:, None], short, np.tile(flown, self.worlds // flown.shape[-1]))
        return short

    def _taken_back(self) -> Array:
        """What seats cancel, as far as their inventory positions are above their levels: (J, N, W)."""
        sites, suppliers = self.manufacturers, self.suppliers
        excess = np.maximum(0.0, sites.position(self.planning, self.week) - self.base_stock)
        if sites.numbers is not None:
            excess *= sites.numbers.instead_of("extra_orders", np.zeros_like(excess)) == 0.0
        return suppliers.contracts.taken_back(excess, sites.stance, suppliers.backlog, suppliers.delay())

    def _move(self, shipped: Array, terms: Terms) -> Array:
        """Goods travel, queue and arrive: (J, C, W)."""
        self.lanes.depart(self.week, shipped, terms.extra_weeks)
        landed = self.ports.pass_through(self.lanes.take(self.week), terms)
        self.inland.lay(self.week, landed)
        return self.inland.take(self.week)

    def _through_depots(self, ordered: Array, terms: Terms) -> tuple[Array, Array]:
        """The same where depots stand between: suppliers ship, depots take in, and then ship in their turn.

        All orders are placed before any is filled. From depot to depot goods travel a week at least, and no
        port is on a depot's lane, so a week's goods pass no more than one depot.
        """
        network, seats = self.network, len(self.network.seats)
        theirs = self.depots.order(self.week, at_plants(self.planning.bill(self.week), self.manufacturers))
        orders = self._reach(np.concatenate([ordered, theirs], axis=1))
        by_supplier = (network.supplier_of_lane != NO_SUPPLIER)[:, None, None]
        shipped = self._ship(orders * by_supplier, terms)
        arrived = self._move(shipped, terms)
        self.depots.moving += network.by_depot(shipped)
        self.depots.receive(network.by_depot(arrived))
        onward = self.depots.fill(orders * ~by_supplier)
        self.depots.moving += network.by_depot(onward)
        self.lanes.depart(self.week, onward, terms.extra_weeks)
        self.inland.lay(self.week, self.lanes.take(self.week))
        shipped, arrived = shipped + onward, arrived + self.inland.take(self.week)
        self.manufacturers.ship(network.by_component(shipped[:, :seats]))
        return shipped[:, :seats], network.by_component(arrived[:, :seats])

    def _make(self, demand: Array) -> tuple[Array, Output]:
        sites, network = self.manufacturers, self.network
        attempted = sites.attempt(self.planning, self.week, demand)
        output = produce(attempted, sites.on_hand, self.planning.bill(self.week), network.line_capacity)
        sites.make(output)
        return attempted, output

    def _sell(self, demand: Array) -> Sales:
        sites = self.manufacturers
        if sites.regions is not None:
            return self._sell_in_regions(sites.regions, demand)
        sales = sell(sites.finished_goods, sites.backlog, demand, self.scenario.customers)
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
        """Parts that are worth nothing any more leave the bins: (N, K, W)."""
        sites = self.manufacturers
        units = self.write_offs.review(self.week, received, sites.on_hand, sites.waiting())
        sites.on_hand = np.maximum(0.0, sites.on_hand - units)
        return units

    def _losses(self, required: Array, output: Output, sales: Sales) -> Losses:
        """What was not made and not sold, by the cause of the line's latest shortfall."""
        return Losses(
            blame=self.manufacturers.blame,
            not_made=required - np.minimum(output.made, required),
            lost=sales.lost,
            waiting=total(sales.backlog, axis=2),
            gained=sales.gained,
        )

    def _learn(self, demand: Array, terms: Terms) -> None:
        """Forecasts follow demand; new quotes go out, and beliefs follow them."""
        self.planning.learn_demand(self.week, total(demand, axis=2))
        if self.seat_rules:
            self.seat_rules.learn(demand, self.planning.bill(self.week))
        network, port_delay = self.network, self.ports.delay()
        delay = self.suppliers.delay()[network.supplier_rows]
        if self.depots:
            by_depot = (network.depot_of_lane != NO_DEPOT)[:, None]
            delay = np.where(by_depot, self.depots.delay()[network.depot_of_lane], delay)
        quote = network.usual_lead_time[:, None] + delay
        quote[network.lanes_by_port] += port_delay[network.port_of_lane[network.lanes_by_port]]
        self.quote = quote + terms.extra_weeks
        self.planning.learn_lead_time(self.quote)
