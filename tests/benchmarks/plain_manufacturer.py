"""A seat of the plain chain: it plans, orders, makes, sells and keeps its books, in plain numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import mesa

from linestop.agents.network.cost_lines import LINES

if TYPE_CHECKING:
    from plain_chain import PlainChain

SHORT = 1e-9
YEAR = 52.0


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
