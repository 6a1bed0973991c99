"""Regional buffers: stocks of finished goods near distant markets, replenished by base-stock levels.

A buffer asks for its level less what is there and on the way. A plant's goods go to buffers and to the
markets that it serves directly, in proportion to what each asks for. A buffer serves its own market only:
backlog, then demand, then customers of rivals whose buffer there is empty.

Axis B: the markets that have a buffer, in the order of the markets.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arithmetic import Array, Flags, covered, left_over, ratio, total
from ..network.network import Network
from ..scenario.scenario import Scenario
from ..sites.lane import Pipeline
from ..sites.market import Sales, sell
from .planning import Planning


@dataclass(frozen=True, slots=True)
class Delivery:
    """What came of one week's finished goods.

    Attributes:
        sales: sales from plants and buffers.
        left: units left at the plants, (N, G, W).
        sent: units that left the plants for the buffers, (N, G, B, W).
    """

    sales: Sales
    left: Array
    sent: Array


class Regions:
    """All regional buffers of a chain.

    Attributes:
        shelves: units in the buffers, (N, G, B, W).
    """

    def __init__(self, scenario: Scenario, network: Network, worlds: int) -> None:
        buffers = [market.buffer for market in scenario.market]
        self.network = network
        self._usual = network.mean_demand[..., None]
        self._customers = scenario.customers
        self._there = [m for m, buffer in enumerate(buffers) if buffer is not None]
        self._direct = [m for m, buffer in enumerate(buffers) if buffer is None]
        present = [buffer for buffer in buffers if buffer is not None]
        self._weeks = np.array([buffer.lead_weeks for buffer in present], dtype=np.int64)
        self._usual_target = np.array([[buffer.target_weeks] for buffer in present])
        self._target = self._usual_target
        self._shape = (len(network.seats), len(network.products), len(present), worlds)
        self.shelves = np.zeros(self._shape)
        self._coming = Pipeline(self._weeks, self._shape[0] * self._shape[1], worlds)

    def take_over(self, regions: Regions, times: int) -> None:
        """Copy another chain's buffers and what is on the way to them, the worlds repeated."""
        self.shelves = np.tile(regions.shelves, times)
        # Without weeks of a seat's own there is no axis of worlds.
        own = regions._target is not regions._usual_target
        self._target = np.tile(regions._target, times) if own else self._usual_target
        self._coming.repeat(regions._coming, times)

    @property
    def buffers(self) -> int:
        """Number of markets with a buffer, B."""
        return self._shape[2]

    @property
    def aims(self) -> Array:
        """Weeks of forecast demand that the buffers aim at, (N, B, W); not to be changed."""
        seats, _, buffers, worlds = self._shape
        return np.broadcast_to(self._target, (seats, 1, buffers, worlds))[:, 0]

    def aim_at(self, weeks: Array) -> Flags:
        """Let the buffers aim at so many weeks (N, B, W), NaN for the scenario's.

        Returns:
            True where a buffer aims at other weeks than before, (N, B, W).
        """
        aim = np.where(np.isnan(weeks), self._usual_target, weeks)[:, None]
        changed: Flags = (aim != self._target)[:, 0]
        self._target = aim
        return changed

    def mean_demand(self, planning: Planning) -> Array:
        """Forecast demand of the markets with a buffer at full life, without season, units, (N, G, B, W)."""
        return planning.level_everywhere[:, :, None] * self.network.market_share[:, self._there, None]

    def fill(self, planning: Planning) -> None:
        """Set the opening: target weeks in each buffer, a week's demand in each week of the way."""
        usual = self._expected(planning, 1)
        self.shelves = usual * self._target
        self._coming.fill(self._rows(usual))

    def owned(self) -> Array:
        """Units in the buffers and on the way there, (N, G, W)."""
        return total(self.shelves + self.coming(), axis=2)

    def coming(self) -> Array:
        """Units on the way to the buffers, (N, G, B, W)."""
        return self._from_rows(self._coming.load())

    def due_in(self, week: int, weeks_ahead: int) -> Array:
        """Units that reach the buffers so many weeks after `week`, (N, G, B, W)."""
        return self._from_rows(self._coming.due_in(week, weeks_ahead))

    def target(self, planning: Planning, week: int) -> Array:
        """Units that a seat wants in the buffers and on the way at a week's end, (N, G, W)."""
        return total(self._level(planning, week) - self._expected(planning, week), axis=2)

    def deliver(self, week: int, goods: Array, backlog: Array, demand: Array, planning: Planning) -> Delivery:
        """Send goods to the buffers, and serve all markets.

        Args:
            week: the week, from 1.
            goods: units at the plants, (N, G, W).
            backlog: units waited for before the week, (N, G, M, W).
            demand: units asked for this week, (N, G, M, W).
            planning: the seats' forecasts.
        """
        waiting = backlog[:, :, self._there]
        there = self.shelves + self.coming()
        wanted = left_over(self._level(planning, week) + waiting, there, self._usual[:, :, None])
        asked = total(wanted, axis=2)
        if self._direct:
            asked = asked + total((backlog + demand)[:, :, self._direct], axis=2)
        sent = wanted * ratio(covered(goods, asked, self._usual), asked, empty=1.0)[:, :, None]
        # The plant's own markets get what is left, which is their proportional part.
        left = left_over(goods, total(sent, axis=2), self._usual)
        # Laid before taken: a buffer without lead time receives at once what is sent this week.
        self._coming.add(week, self._rows(sent))
        self.shelves = self.shelves + self._from_rows(self._coming.take(week))
        parts: list[tuple[list[int], Sales]] = []
        if self._direct:
            sales = self._sell(left, self._direct, backlog, demand)
            left = left_over(left, sales.sold, self._usual)
            parts.append((self._direct, sales))
        # Each buffer serves its own market alone, so their order cannot matter.
        for b, market in enumerate(self._there):
            sales = self._sell(self.shelves[:, :, b], [market], backlog, demand)
            self.shelves[:, :, b] = left_over(self.shelves[:, :, b], sales.sold, self._usual)
            parts.append(([market], sales))
        return Delivery(_joined(parts, backlog), left, sent)

    def _sell(self, goods: Array, markets: list[int], backlog: Array, demand: Array) -> Sales:
        """Sales to some markets, by their own rules, from goods (N, G, W)."""
        rules = [self._customers[m] for m in markets]
        return sell(goods, backlog[:, :, markets], demand[:, :, markets], rules)

    def _level(self, planning: Planning, week: int) -> Array:
        """Base-stock levels of the buffers before a week's sales, units, (N, G, B, W).

        Forecast demand of this week and of the weeks on the way, plus the target weeks.
        """
        level = self._expected(planning, week) * (1.0 + self._target)
        for ahead in range(1, int(self._weeks.max()) + 1):
            on_the_way = (self._weeks >= ahead)[:, None]
            level = level + np.where(on_the_way, self._expected(planning, week + ahead), 0.0)
        return level

    def _expected(self, planning: Planning, week: int) -> Array:
        """Forecast demand of the markets with a buffer in a week, units, (N, G, B, W)."""
        return planning.by_market(week, self._there)

    def _rows(self, goods: Array) -> Array:
        """Goods (N, G, B, W) in the form of a pipeline, a buffer being a lane, (B, N x G, W)."""
        return goods.transpose(2, 0, 1, 3).reshape(self._shape[2], -1, self._shape[3])

    def _from_rows(self, rows: Array) -> Array:
        """Goods (N, G, B, W) from the form of a pipeline, (B, N x G, W)."""
        seats, products, places, worlds = self._shape
        return rows.reshape(places, seats, products, worlds).transpose(1, 2, 0, 3)


def _joined(parts: list[tuple[list[int], Sales]], backlog: Array) -> Sales:
    """Sales of groups of markets, given with their indices, as the sales of all markets."""
    waiting = np.zeros_like(backlog)
    for markets, sales in parts:
        waiting[:, :, markets] = sales.backlog
    return Sales(
        sold=total(sales.sold for _, sales in parts),
        lost=total(sales.lost for _, sales in parts),
        backlog=waiting,
        gained=total(sales.gained for _, sales in parts),
    )
