"""The same week as plain Mesa would have it: one Python object a site, one world, plain numbers.

This is the yardstick of the benchmarks, not a second model. It plays what the scenarios that come along
use (proportional rationing, ports, common parts, customers who wait or leave), takes its chance from the
same `SamplePath`, and `tests/test_world_twin.py` proves it equal to `SupplyChain` week by week.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any

import mesa

from linestop.agents.cost_lines import LINES
from linestop.agents.model import SupplyChain
from linestop.agents.shocks import Terms
from linestop.agents.ways import NO_PORT

Stances = Callable[[int, int], Sequence[bool]]
"""(turn, seat) -> which components stand Just in Case."""
SHORT = 1e-9
YEAR = 52.0


class PlainSupplier(mesa.Agent):
    """Takes orders, makes what its capacity allows, shares a shortage in proportion."""

    def __init__(self, model: PlainChain, index: int) -> None:
        super().__init__(model)
        network = model.network
        self.index = index
        self.lanes = [model.lanes[j] for j in network.lanes_of_supplier(index)]
        self.usual_capacity = float(network.capacity[index])
        self.usual_outside = float(network.outside_orders[index])
        self.most_finished = float(network.finished_stock[index])
        self.finished = self.most_finished
        self.capacity_seen = self.usual_capacity
        self.outside_backlog = 0.0
        self.outside_delay = 0.0

    def asked(self) -> float:
        return self.outside_backlog + sum(sum(lane.backlog) for lane in self.lanes)

    def delay(self) -> float:
        return self.asked() / max(self.capacity_seen, 0.01 * self.usual_capacity)

    def fill(self) -> None:
        model: PlainChain = self.model
        rules = model.rules
        believed = min(self.delay(), rules.quote_belief_weeks)
        before = self.outside_delay
        self.outside_delay += rules.lead_time_smoothing * (believed - before)
        usual = self.usual_outside * model.outside[self.index]
        reaction = self.usual_outside * rules.outside_reaction * (self.outside_delay - before)
        self.outside_backlog += min(max(usual + reaction, 0.0), rules.order_ceiling * usual)
        for lane in self.lanes:
            for seat, units in enumerate(lane.ordered):
                lane.backlog[seat] += units
        capacity = self.usual_capacity * model.capacity[self.index]
        asked, available = self.asked(), self.finished + capacity
        granted = min(1.0, available / asked) if asked > 0.0 else 1.0
        for lane in self.lanes:
            started = [units * granted for units in lane.backlog]
            lane.backlog = [units - part for units, part in zip(lane.backlog, started, strict=True)]
            lane.making.append(started)
        self.outside_backlog -= self.outside_backlog * granted
        self.finished = min(self.most_finished, max(available - asked * granted, 0.0))
        self.capacity_seen += rules.capacity_smoothing * (capacity - self.capacity_seen)


class PlainLane(mesa.Agent):
    """Carries goods for some weeks; a later load never arrives before an earlier one."""

    def __init__(self, model: PlainChain, index: int) -> None:
        super().__init__(model)
        network = model.network
        self.index = index
        self.component = int(network.component_of_lane[index])
        self.supplier = int(network.supplier_of_lane[index])
        self.port = int(network.port_of_lane[index])
        self.share = float(network.lane_share[index])
        self.freight = model.scenario_played.lane[index].freight
        self.transit_weeks = int(network.transit_weeks[index])
        self.usual = float(network.usual_lead_time[index])
        self.lead_time = self.usual
        self.quote = self.usual
        seats = len(network.seats)
        use = [model.usual_use[seat][self.component] * self.share for seat in range(seats)]
        self.backlog = [0.0] * seats
        self.ordered = [0.0] * seats
        self.shipped = [0.0] * seats
        self.making = deque([use[:] for _ in range(int(network.make_weeks[index]))])
        self.at_sea = [(week, use[:]) for week in range(1, self.transit_weeks + 1)]
        self.inland = deque([use[:] for _ in range(int(network.inland_weeks[index]))])
        self.last_due = 0
        self.arrived = [0.0] * seats

    def move(self) -> None:
        """What has been made leaves; what is due lands, all of it together."""
        model: PlainChain = self.model
        self.shipped = self.making.popleft()
        due = model.week + self.transit_weeks + int(model.extra_weeks[self.index])
        self.last_due = max(self.last_due, due)
        self.at_sea.append((self.last_due, self.shipped))
        landed = [0.0] * len(self.shipped)
        while self.at_sea and self.at_sea[0][0] <= model.week:
            for seat, units in enumerate(self.at_sea.pop(0)[1]):
                landed[seat] += units
        self.arrived = landed

    def deliver(self, landed: list[float]) -> list[float]:
        """What left the port goes inland; what the plants receive."""
        self.inland.append(landed)
        return self.inland.popleft()

    def learn(self, supplier_delay: float, port_delay: float) -> None:
        model: PlainChain = self.model
        self.quote = self.usual + supplier_delay + port_delay + float(model.extra_weeks[self.index])
        believed = min(self.quote, self.usual + model.rules.quote_belief_weeks)
        self.lead_time += model.rules.lead_time_smoothing * (believed - self.lead_time)


class PlainPort(mesa.Agent):
    """Discharges weekly cohorts, first in, first out, no faster than its throughput."""

    def __init__(self, model: PlainChain, index: int) -> None:
        super().__init__(model)
        network = model.network
        self.index = index
        self.lanes = [model.lanes[j] for j in network.lanes_of_port(index)]
        self.sizes = [float(network.boxes[lane.component]) for lane in self.lanes]
        self.usual_throughput = float(network.throughput[index])
        self.others = float(network.others_boxes[index])
        self.throughput_seen = self.usual_throughput
        self.cohorts: deque[list[Any]] = deque()

    def pass_through(self) -> None:
        model: PlainChain = self.model
        left = self.usual_throughput * model.throughput[self.index]
        self.throughput_seen += model.rules.capacity_smoothing * (left - self.throughput_seen)
        boxes = self.others + sum(
            sum(lane.arrived) * size for lane, size in zip(self.lanes, self.sizes, strict=True)
        )
        self.cohorts.append([boxes, [lane.arrived for lane in self.lanes]])
        free = [[0.0] * len(model.plants) for _ in self.lanes]
        for cohort in self.cohorts:
            served = min(1.0, left / cohort[0]) if cohort[0] > 0.0 else 1.0
            left = max(0.0, left - cohort[0] * served)
            for lane, goods in enumerate(cohort[1]):
                for seat, units in enumerate(goods):
                    free[lane][seat] += units * served
                cohort[1][lane] = [units - units * served for units in goods]
            cohort[0] -= cohort[0] * served
            if left <= 0.0:
                break
        while self.cohorts and self.cohorts[0][0] == 0.0:
            self.cohorts.popleft()
        for lane, goods in zip(self.lanes, free, strict=True):
            lane.arrived = goods

    def delay(self) -> float:
        waiting = sum(cohort[0] for cohort in self.cohorts)
        return float(waiting / max(self.throughput_seen, 0.01 * self.usual_throughput))

    def units_waiting(self) -> dict[int, list[float]]:
        """By lane: units of each seat."""
        waiting = {lane.index: [0.0] * len(self.model.plants) for lane in self.lanes}
        for _, goods in self.cohorts:
            for lane, units in zip(self.lanes, goods, strict=True):
                waiting[lane.index] = [a + b for a, b in zip(waiting[lane.index], units, strict=True)]
        return waiting


class PlainManufacturer(mesa.Agent):
    """Plans, orders, makes and sells, and keeps its own books."""

    def __init__(self, model: PlainChain, index: int) -> None:
        super().__init__(model)
        scenario, network = model.scenario_played, model.network
        self.index = index
        self.bill: list[list[float]] = network.bill[index].tolist()
        self.level: list[float] = network.mean_demand[index].tolist()
        self.price: list[float] = network.price[index].tolist()
        self.line_capacity = float(network.line_capacity[index])
        self.credit = float(network.credit[index])
        components = range(len(network.components))
        markets = len(network.markets)
        forecast = self.forecast(1)
        self.finished = [scenario.line.finished_goods_weeks * units for units in forecast]
        self.backlog = [[0.0] * markets for _ in self.bill]
        self.twin_finished = self.finished[:]
        self.twin_backlog = [[0.0] * markets for _ in self.bill]
        opening = scenario.opening
        self.stance = [
            part.recommended == "JIC" if opening == "hybrid" else opening == "jic"
            for part in scenario.component
        ]
        self.moving = [0.0] * len(components)
        self.on_order = [0.0] * len(components)
        for lane in model.lanes:
            self.moving[lane.component] += sum(goods[index] for _, goods in lane.at_sea)
            self.moving[lane.component] += sum(goods[index] for goods in lane.inland)
            self.on_order[lane.component] += sum(goods[index] for goods in lane.making)
        self.on_order = [a + b for a, b in zip(self.on_order, self.moving, strict=True)]
        use = self.parts(forecast)
        level = self.base_stock(1)
        self.on_hand = [max(0.0, level[k] - use[k] - self.on_order[k]) for k in components]
        self.cost = dict.fromkeys(LINES, 0.0)
        self.blame = [[0.0] * len(components) + [1.0] for _ in self.bill]
        self.required = self.served = self.demanded = self.sold = 0.0
        self.made: list[float] = []
        self.received = [0.0] * len(components)

    # ------------------------------------------------------------ planning

    def forecast(self, week: float) -> list[float]:
        season = self.model.season(week)
        return [level * factor for level, factor in zip(self.level, season, strict=True)]

    def parts(self, products: Sequence[float]) -> list[float]:
        """Components in so many units of each product."""
        needed = [0.0] * len(self.bill[0])
        for units, row in zip(products, self.bill, strict=True):
            for k, each in enumerate(row):
                needed[k] += each * units
        return needed

    def base_stock(self, week: int) -> list[float]:
        model: PlainChain = self.model
        sigma_share = model.sigma_share
        mean_use = self.parts(self.level)
        levels = []
        for k, part in enumerate(model.scenario_played.component):
            stance = part.jic if self.stance[k] else part.jit
            protected = model.experienced(k) + 1.0
            season = model.season(week + model.usual_lead_time[k] / 2.0)
            ahead = variance = 0.0
            for g, row in enumerate(self.bill):
                ahead += row[k] * season[g] * self.level[g]
                variance += (row[k] * self.level[g] * sigma_share[g]) ** 2
            safety = stance.safety_factor * math.sqrt(variance) * math.sqrt(protected)
            levels.append(ahead * protected + mean_use[k] * stance.cover_weeks + safety)
        return levels

    def decide(self) -> None:
        model: PlainChain = self.model
        wanted = list(model.stances(model.turn, self.index))
        mean_use = self.parts(self.level)
        for k, part in enumerate(model.scenario_played.component):
            if wanted[k] != self.stance[k]:
                self.cost["changeover_cost"] += mean_use[k] * part.value * part.changeover_weeks
        self.stance = wanted

    def order(self) -> None:
        model: PlainChain = self.model
        week = model.week
        forecast = self.forecast(week)
        use, level = self.parts(forecast), self.base_stock(week)
        owed = [
            model.target_weeks * expected + sum(waiting) - goods
            for expected, waiting, goods in zip(forecast, self.backlog, self.finished, strict=True)
        ]
        kits = self.parts(owed)
        orders = []
        for k, wanted in enumerate(level):
            short = max(0.0, wanted - (self.on_hand[k] + self.on_order[k] - kits[k]))
            orders.append(min(short, model.rules.order_ceiling * use[k]))
        if self.credit < math.inf:
            orders = self._affordable(orders)
        for lane in model.lanes:
            lane.ordered[self.index] = orders[lane.component] * lane.share
        self.on_order = [a + b for a, b in zip(self.on_order, orders, strict=True)]

    def _affordable(self, orders: list[float]) -> list[float]:
        value = self.model.value
        tied = sum((a + b) * v for a, b, v in zip(self.on_hand, self.on_order, value, strict=True))
        tied += sum(
            goods * price * self.model.material_share
            for goods, price in zip(self.finished, self.price, strict=True)
        )
        asked = sum(units * v for units, v in zip(orders, value, strict=True))
        share = min(1.0, max(0.0, self.credit - tied) / asked) if asked > 0.0 else 1.0
        return [units * share for units in orders]

    # ------------------------------------------------------------ making and selling

    def receive(self) -> None:
        for k, units in enumerate(self.received):
            self.on_hand[k] += units
            self.on_order[k] = max(0.0, self.on_order[k] - units)
            self.moving[k] = max(0.0, self.moving[k] - units)

    def make(self) -> None:
        model: PlainChain = self.model
        forecast = self.forecast(model.week)
        attempted = [
            max(0.0, model.target_weeks * expected + sum(waiting) + expected - goods)
            for expected, waiting, goods in zip(forecast, self.backlog, self.finished, strict=True)
        ]
        made = self._share(attempted, self.on_hand, self.line_capacity)
        for _ in range(len(attempted) - 1):
            short = [done < wanted * (1.0 - SHORT) for done, wanted in zip(made, attempted, strict=True)]
            if not any(short):
                break
            used = self.parts(made)
            left = [max(0.0, a - b) for a, b in zip(self.on_hand, used, strict=True)]
            wanted = [
                wish - done if late and not any(self._used_up(g, left, attempted)) else 0.0
                for g, (wish, done, late) in enumerate(zip(attempted, made, short, strict=True))
            ]
            more = self._share(wanted, left, max(0.0, self.line_capacity - sum(made)))
            made = [a + b for a, b in zip(made, more, strict=True)]
        self._remember(attempted, made)
        used = self.parts(made)
        self.on_hand = [a - min(a, b) for a, b in zip(self.on_hand, used, strict=True)]
        self.finished = [a + b for a, b in zip(self.finished, made, strict=True)]
        self.made = made

    def _share(self, wanted: Sequence[float], parts: Sequence[float], line: float) -> list[float]:
        every = sum(wanted)
        fit = min(1.0, line / every) if every > 0.0 else 1.0
        planned = [units * fit for units in wanted]
        needed = self.parts(planned)
        supply = [
            min(1.0, there / need) if need > 0.0 else 1.0 for there, need in zip(parts, needed, strict=True)
        ]
        return [
            units * min(supply[k] for k, each in enumerate(row) if each > 0.0)
            for units, row in zip(planned, self.bill, strict=True)
        ]

    def _used_up(self, g: int, parts: Sequence[float], attempted: Sequence[float]) -> list[bool]:
        return [
            each > 0.0 and there <= SHORT * each * attempted[g]
            for each, there in zip(self.bill[g], parts, strict=True)
        ]

    def _remember(self, attempted: list[float], made: list[float]) -> None:
        """Put each shortfall down to the scarcest of what ran out, ties in equal parts."""
        if all(done >= wanted * (1.0 - SHORT) for done, wanted in zip(made, attempted, strict=True)):
            return
        needed, every = self.parts(attempted), sum(attempted)
        left = [a - b for a, b in zip(self.on_hand, self.parts(made), strict=True)]
        cover = [
            there / need if need > 0.0 else math.inf for there, need in zip(self.on_hand, needed, strict=True)
        ]
        cover.append(self.line_capacity / every if every > 0.0 else math.inf)
        full = self.line_capacity - sum(made) <= SHORT * self.line_capacity
        for g, wanted in enumerate(attempted):
            if made[g] >= wanted * (1.0 - SHORT):
                continue
            gone = self._used_up(g, left, attempted)
            gone.append(full or not any(gone))
            least = min(c for c, out in zip(cover, gone, strict=True) if out)
            scarcest = [out and c <= least * (1.0 + SHORT) for c, out in zip(cover, gone, strict=True)]
            self.blame[g] = [out / sum(scarcest) for out in scarcest]

    def sell(self) -> None:
        model: PlainChain = self.model
        demand = model.demand(self.index)
        required = self._require(demand)
        lost_units, rates = 0.0, model.scenario_played.costs
        for g, asked in enumerate(demand):
            goods, waiting = self.finished[g], self.backlog[g]
            sold, lost, self.backlog[g] = _serve(goods, waiting, asked, model.wait_share)
            self.finished[g] = max(0.0, goods - sold)
            missing = required[g] - min(self.made[g], required[g])
            self.cost["line_down_cost"] += missing * self.price[g] * rates.line_down_share
            self.cost["lost_margin"] += lost * self.price[g] * rates.lost_margin_share
            self.cost["backlog_cost"] += sum(self.backlog[g]) * self.price[g] * rates.backlog_share
            self.required += required[g]
            self.served += min(self.made[g], required[g])
            self.demanded += sum(asked)
            self.sold += sold
            lost_units += lost
        for g, asked in enumerate(demand):
            season = model.season(model.week)[g]
            self.level[g] += model.rules.forecast_smoothing * (sum(asked) / season - self.level[g])

    def _require(self, demand: list[list[float]]) -> list[float]:
        """What a twin that never lacks a part makes of the same demand."""
        model: PlainChain = self.model
        wanted = [
            max(0.0, model.target_weeks * expected + sum(waiting) + expected - goods)
            for expected, waiting, goods in zip(
                self.forecast(model.week), self.twin_backlog, self.twin_finished, strict=True
            )
        ]
        every = sum(wanted)
        fit = min(1.0, self.line_capacity / every) if every > 0.0 else 1.0
        required = [units * fit for units in wanted]
        for g, asked in enumerate(demand):
            goods = self.twin_finished[g] + required[g]
            sold, _, self.twin_backlog[g] = _serve(goods, self.twin_backlog[g], asked, model.wait_share)
            self.twin_finished[g] = goods - sold
        return required

    def keep_books(self) -> None:
        """What owning goods costs in a week."""
        model: PlainChain = self.model
        rates, cost = model.scenario_played.costs, self.cost
        for k, part in enumerate(model.scenario_played.component):
            owned = (self.on_hand[k] + self.moving[k]) * part.value / YEAR
            stored = (self.on_hand[k] + model.in_port(self.index, k)) * part.value / YEAR
            cost["capital"] += owned * rates.capital
            cost["storage"] += stored * part.storage
            cost["insurance"] += owned * rates.insurance
            cost["obsolescence"] += owned * part.obsolescence
        for goods, price in zip(self.finished, self.price, strict=True):
            worth = goods * price * rates.material_share / YEAR
            cost["capital"] += worth * rates.capital
            cost["storage"] += worth * rates.finished_storage
            cost["insurance"] += worth * rates.insurance
            cost["obsolescence"] += worth * rates.finished_obsolescence
        for lane in model.lanes:
            units = lane.shipped[self.index]
            cost["freight_cost"] += units * lane.freight
            dearer = (model.price[lane.supplier] - 1.0) * model.value[lane.component]
            cost["price_premium"] += units * dearer

    @property
    def total_cost(self) -> float:
        return sum(self.cost.values())


def _serve(
    goods: float, waiting: list[float], asked: list[float], wait_share: float
) -> tuple[float, float, list[float]]:
    """Backlog first, then demand: units sold and lost, and who waits now, by market."""
    owed, wanted = sum(waiting), sum(asked)
    to_backlog = min(goods, owed)
    to_demand = min(goods - to_backlog, wanted)
    still = 1.0 - (to_backlog / owed if owed > 0.0 else 0.0)
    unserved = 1.0 - (to_demand / wanted if wanted > 0.0 else 0.0)
    late = [
        before * still + units * unserved * wait_share for before, units in zip(waiting, asked, strict=True)
    ]
    return to_backlog + to_demand, wanted * unserved * (1.0 - wait_share), late


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
