"""What the plain chain has between an order and its plant: suppliers, lanes and ports, an object each."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

import mesa

if TYPE_CHECKING:
    from plain_chain import PlainChain


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
