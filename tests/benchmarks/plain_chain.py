"""The same week as plain Mesa would have it: one Python object a site, one world, plain numbers.

This is the yardstick of the benchmarks, not a second model. It plays what the scenarios that come along
use (proportional rationing, ports, common parts, customers who wait or leave), takes its chance from the
same `SamplePath`, and `tests/agents/chain/test_plain_twin.py` proves it equal to `SupplyChain` week by week.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import mesa
from plain_manufacturer import PlainManufacturer
from plain_sites import PlainLane, PlainPort, PlainSupplier

from linestop.agents.chain.model import SupplyChain
from linestop.agents.chance.terms import Terms
from linestop.agents.network.lane_index import NO_PORT

Stances = Callable[[int, int], Sequence[bool]]
"""(turn, seat) -> which components stand Just in Case."""


class PlainChain(mesa.Model):
    """One world of a scenario, world 0 of `like`'s path, stepped object by object."""

    def __init__(self, like: SupplyChain, stances: Stances) -> None:
        super().__init__(rng=0)
        self.scenario_played = scenario = like.scenario
        self.network, self.path = like.network, like.path
        self.rules, self.stances = scenario.ordering, stances
        self.wait_share = scenario.selling.wait_share
        self.target_weeks = scenario.line.finished_goods_weeks
        self.material_share = scenario.costs.material_share
        self.value: list[float] = self.network.value.tolist()
        self.sigma_share: list[float] = self.network.sigma_share.tolist()
        self.usual_lead_time: list[float] = self.network.usual_component_lead_time.tolist()
        self._seasons: dict[float, list[float]] = {}
        self.week = 0
        mean, first = self.network.mean_demand.tolist(), self.season(1)
        bill = self.network.bill.tolist()
        self.usual_use = [
            [
                sum(bill[n][g][k] * mean[n][g] * first[g] for g in range(len(first)))
                for k in range(len(self.value))
            ]
            for n in range(len(mean))
        ]
        self.lanes: list[PlainLane] = []
        for j in range(len(self.network.lanes)):
            self.lanes.append(PlainLane(self, j))
        self.suppliers = [PlainSupplier(self, s) for s in range(len(self.network.suppliers))]
        self.ports = [PlainPort(self, p) for p in range(len(self.network.ports))]
        self.plants: list[PlainManufacturer] = []
        for n in range(len(self.network.seats)):
            self.plants.append(PlainManufacturer(self, n))
        self._waiting: dict[int, list[float]] = {}

    @property
    def turn(self) -> int:
        return (self.week - 1) // self.scenario_played.weeks_per_turn + 1

    def season(self, week: float) -> list[float]:
        """Every planner's calendar, looked up once a week."""
        if week not in self._seasons:
            self._seasons[week] = self.network.product_season(week).tolist()
        return self._seasons[week]

    def experienced(self, component: int) -> float:
        return sum(lane.share * lane.lead_time for lane in self.lanes if lane.component == component)

    def demand(self, seat: int) -> list[list[float]]:
        """Units asked for this week, by product and market."""
        rows: list[list[float]] = self.path.demand[self.week - 1, seat, :, :, 0].tolist()
        return [[units * self.bent[g] for units in row] for g, row in enumerate(rows)]

    def in_port(self, seat: int, component: int) -> float:
        return sum(
            goods[seat] for lane, goods in self._waiting.items() if self.lanes[lane].component == component
        )

    def step(self) -> None:
        """Bend, order, fill, move, receive, make, sell, record: as `SupplyChain.step`."""
        self.week += 1
        self._bend()
        if (self.week - 1) % self.scenario_played.weeks_per_turn == 0:
            for plant in self.plants:
                plant.decide()
        for plant in self.plants:
            plant.order()
        for supplier in self.suppliers:
            supplier.fill()
        self._move()
        for plant in self.plants:
            plant.receive()
        for plant in self.plants:
            plant.make()
        for plant in self.plants:
            plant.sell()
        for plant in self.plants:
            plant.keep_books()
        for lane in self.lanes:
            port_delay = 0.0 if lane.port == NO_PORT else self.ports[lane.port].delay()
            lane.learn(self.suppliers[lane.supplier].delay(), port_delay)

    def _move(self) -> None:
        for lane in self.lanes:
            lane.move()
            for seat, units in enumerate(lane.shipped):
                self.plants[seat].moving[lane.component] += units
        for port in self.ports:
            port.pass_through()
        for plant in self.plants:
            plant.received = [0.0] * len(self.value)
        for lane in self.lanes:
            for seat, units in enumerate(lane.deliver(lane.arrived)):
                self.plants[seat].received[lane.component] += units
        self._waiting = {}
        for port in self.ports:
            self._waiting.update(port.units_waiting())

    def _bend(self) -> None:
        terms = Terms.usual(self.network, self.week, 1)
        for shock in self.path.shocks:
            if shock.bends(self.week):
                shock.bend(terms)
        self.capacity: list[float] = terms.capacity[:, 0].tolist()
        self.outside: list[float] = terms.outside[:, 0].tolist()
        self.price: list[float] = terms.price[:, 0].tolist()
        self.throughput: list[float] = terms.throughput[:, 0].tolist()
        self.bent: list[float] = terms.demand[:, 0].tolist()
        self.extra_weeks: list[float] = terms.extra_weeks[:, 0].tolist()
