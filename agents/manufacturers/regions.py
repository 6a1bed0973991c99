"""Regional buffers: a market far away is served from a shelf of its own there, which the plants refill.

A region wants goods for the weeks on the way, for this week and for its target weeks, less what stands
there and is coming. A plant's goods go to regions and to the markets that it serves itself in proportion
to what each asks for. A shelf serves its own market: those who waited, then this week's, then customers
of rivals whose shelf there is empty.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arithmetic import Array, ratio, total
from ..network.network import Network
from ..scenario.scenario import Scenario
from ..sites.lane import Belt
from ..sites.market import Sales, sell
from .planning import Planning


@dataclass(frozen=True, slots=True)
class Delivery:
    """One week's sales, with what is left at the plants and what left for the regions.

    left (N, G, W); sent (N, G, B, W), B the markets with a buffer.
    """

    sales: Sales
    left: Array
    sent: Array


class Regions:
    """All regional goods. shelves (N, G, B, W) units, B the markets with a buffer."""

    def __init__(self, scenario: Scenario, network: Network, worlds: int) -> None:
        buffers = [market.buffer for market in scenario.market]
        self.network = network
        self._customers = scenario.customers
        self._there = [m for m, buffer in enumerate(buffers) if buffer is not None]
        self._direct = [m for m, buffer in enumerate(buffers) if buffer is None]
        held = [buffer for buffer in buffers if buffer is not None]
        self._weeks = np.array([buffer.lead_weeks for buffer in held], dtype=np.int64)
        self._target = np.array([[buffer.target_weeks] for buffer in held])
        self._shape = (len(network.seats), len(network.products), len(held), worlds)
        self.shelves = np.zeros(self._shape)
        self._coming = Belt(self._weeks, self._shape[0] * self._shape[1], worlds)

    def take_over(self, regions: Regions, times: int) -> None:
        """Hold what `regions` do, their worlds repeated."""
        self.shelves = np.tile(regions.shelves, times)
        self._coming.repeat(regions._coming, times)

    def fill(self, planning: Planning) -> None:
        """The opening: target weeks on the shelf, and a week's demand in each week on the way."""
        usual = self._expected(planning, 1)
        self.shelves = usual * self._target
        self._coming.fill(self._rows(usual))

    def owned(self) -> Array:
        """Goods in the regions and on the way there: (N, G, W)."""
        return total(self.shelves + self.coming(), axis=2)

    def coming(self) -> Array:
        """Goods on the way: (N, G, B, W)."""
        return self._from_rows(self._coming.load())

    def due_in(self, week: int, weeks_ahead: int) -> Array:
        """Goods that reach the shelves so many weeks after `week`: (N, G, B, W)."""
        return self._from_rows(self._coming.due_in(week, weeks_ahead))

    def target(self, planning: Planning, week: int) -> Array:
        """Goods that a seat wants there and on the way at a week's end: (N, G, W)."""
        return total(self._level(planning, week) - self._expected(planning, week), axis=2)

    def deliver(self, week: int, goods: Array, backlog: Array, demand: Array, planning: Planning) -> Delivery:
        """Send goods (N, G, W) out, and serve all markets; backlog and demand are (N, G, M, W)."""
        waiting = backlog[:, :, self._there]
        wanted = np.maximum(0.0, self._level(planning, week) + waiting - self.shelves - self.coming())
        asked = total(wanted, axis=2)
        if self._direct:
            asked = asked + total((backlog + demand)[:, :, self._direct], axis=2)
        sent = wanted * np.minimum(1.0, ratio(goods, asked, empty=1.0))[:, :, None]
        left = np.maximum(0.0, goods - total(sent, axis=2))
        self._coming.lay(week, self._rows(sent))
        self.shelves = self.shelves + self._from_rows(self._coming.take(week))
        parts: list[tuple[list[int], Sales]] = []
        if self._direct:
            sales = self._sell(left, self._direct, backlog, demand)
            left = np.maximum(0.0, left - sales.sold)
            parts.append((self._direct, sales))
        for b, market in enumerate(self._there):
            sales = self._sell(self.shelves[:, :, b], [market], backlog, demand)
            self.shelves[:, :, b] = np.maximum(0.0, self.shelves[:, :, b] - sales.sold)
            parts.append(([market], sales))
        return Delivery(_together(parts, backlog), left, sent)

    def _sell(self, goods: Array, markets: list[int], backlog: Array, demand: Array) -> Sales:
        rules = [self._customers[m] for m in markets]
        return sell(goods, backlog[:, :, markets], demand[:, :, markets], rules)

    def _level(self, planning: Planning, week: int) -> Array:
        """Goods to have there and on the way before a week's sales: (N, G, B, W)."""
        level = self._expected(planning, week) * (1.0 + self._target)
        for ahead in range(1, int(self._weeks.max()) + 1):
            on_the_way = (self._weeks >= ahead)[:, None]
            level = level + np.where(on_the_way, self._expected(planning, week + ahead), 0.0)
        return level

    def _expected(self, planning: Planning, week: int) -> Array:
        """Forecast demand of these markets in a week: (N, G, B, W)."""
        season = (self.network.market_share * self.network.season(week))[:, self._there]
        expected: Array = planning.level[:, :, None] * season[..., None]
        return expected

    def _rows(self, goods: Array) -> Array:
        """(N, G, B, W) as a belt has it: (B, N x G, W)."""
        return goods.transpose(2, 0, 1, 3).reshape(self._shape[2], -1, self._shape[3])

    def _from_rows(self, rows: Array) -> Array:
        seats, products, places, worlds = self._shape
        return rows.reshape(places, seats, products, worlds).transpose(1, 2, 0, 3)


def _together(parts: list[tuple[list[int], Sales]], backlog: Array) -> Sales:
    """Sales of some markets each, as those of all."""
    waiting = np.zeros_like(backlog)
    for markets, sales in parts:
        waiting[:, :, markets] = sales.backlog
    return Sales(
        sold=total(sales.sold for _, sales in parts),
        lost=total(sales.lost for _, sales in parts),
        backlog=waiting,
        gained=total(sales.gained for _, sales in parts),
    )
