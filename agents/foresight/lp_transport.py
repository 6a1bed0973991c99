"""How goods travel: off a gate, along a lane, through a port, into the seat's bins or a depot's.

Goods on their way before the first week come whatever anybody does, all others when the fate's weeks of
travel let them; a port lets go as many boxes as it can, the seat's first. What is on its way to a depot,
waits there or in a port before it, is the seat's to have and costs it nothing.
"""

from __future__ import annotations

import numpy as np

from ..arithmetic import Array, Indices
from ..network.lane_index import NO_DEPOT, NO_PORT
from .holding_rates import HoldingRates
from .linear_program import NONE, before
from .lp_builder import SeatBooks
from .weeks_of_goods import at, first, gather, rows_at


class SeatRoads:
    """Blocks released (J, T); moving, on_hand (K, T); rows bins (K, T), depots (D, T): where goods end."""

    def __init__(self, books: SeatBooks, holding: HoldingRates) -> None:
        self.books, self.program, self.fate = books, books.program, books.fate
        self.network, self.weeks = self.fate.network, self.fate.weeks
        self.to_plants = self.network.buyer_of_lane == NO_DEPOT
        self._calls = (self.network.port_of_lane != NO_PORT)[:, None]
        self._lay_out(holding)
        self._open_books()
        self._pass_ports()

    def _lay_out(self, holding: HoldingRates) -> None:
        books, network, weeks = self.books, self.network, self.weeks
        in_port = holding.waiting[network.component_of_lane] * self.to_plants[:, None]
        self.queue = books.block(in_port.shape, cost=in_port)
        self.released = books.block(in_port.shape, move="released")
        self.moving = books.block(holding.moving.shape, cost=holding.moving)
        bins = np.where(self.fate.unneeded, 0.0, np.inf)
        self.on_hand = books.block(bins.shape, cost=holding.on_hand, most=bins)
        self.depot_stock = books.block((len(network.depots), weeks))

    def _open_books(self) -> None:
        """Rows of what waits in ports (J, T), is on the way and on hand (K, T) or in depots (D, T)."""
        fate, program, anyway = self.fate, self.program, self._anyway()
        parts, depots = len(self.network.components), len(self.network.depots)
        kind = np.where(self.to_plants, self.network.component_of_lane, NONE)
        buyer = self.network.buyer_of_lane
        coming = gather(anyway, kind, parts)
        leaving = gather(fate.outset.leaving, kind, parts)
        arriving = fate.outset.arriving + at(fate.due, fate.outset.leaving)
        self.waiting = program.equal(np.where(self._calls, arriving, 0.0))
        self.bins = program.equal(coming + first(fate.outset.on_hand, self.weeks))
        self.under_way = program.equal(leaving - coming + first(fate.outset.moving, self.weeks))
        # Rivals and other depots take from a depot too, so of what it keeps some may be gone.
        self.depots = program.at_most(
            gather(anyway, buyer, depots) + first(fate.outset.depot_stock, self.weeks)
        )
        for rows, block in (
            (self.waiting, self.queue),
            (self.bins, self.on_hand),
            (self.under_way, self.moving),
            (self.depots, self.depot_stock),
        ):
            program.put(rows, block)
            program.put(rows, before(block, 1), -1.0)
        into = np.concatenate([self.bins, self.depots])
        self._end = into[np.where(self.to_plants, self.network.component_of_lane, parts + buyer)]
        self._road = np.where(self.to_plants[:, None], self.under_way[self.network.component_of_lane], NONE)

    def _anyway(self) -> Array:
        """What was on its way before the first week and waits in no port, by the week of its end: (J, T)."""
        fate, inland = self.fate, self.network.inland_weeks[:, None] + np.arange(self.weeks)
        straight = np.where(self._calls, 0.0, fate.outset.arriving + at(fate.due, fate.outset.leaving))
        return fate.outset.landing + at(inland, straight)

    def set_out(self, goods: Indices, left: Indices) -> None:
        """Goods (J, T) are on their way from the weeks (J, T) in which they leave a gate."""
        self.program.put(rows_at(self._road, left), goods, -1.0)
        self.travel(np.arange(len(goods)), goods, left)

    def travel(self, lanes: Indices, goods: Indices, left: Indices, times: float = 1.0) -> None:
        """Goods (L, T) that leave by lanes (L) in weeks (L, T) reach a port, or the end of their way."""
        ended, calls = self.fate.ends_lane(lanes, left), self._calls[lanes]
        inland = self.network.inland_weeks[lanes][:, None]
        self.program.put(rows_at(self.waiting[lanes], ended), goods, np.where(calls, -times, 0.0))
        self._arrive(lanes, np.where(calls, self.weeks, ended + inland), goods, times)

    def _arrive(self, lanes: Indices, weeks: Indices, goods: Indices, times: float = 1.0) -> None:
        """Goods (L, T) on lanes (L) come to the end of their way in weeks (L, T)."""
        self.program.put(rows_at(self._end[lanes], weeks), goods, -times)
        self.program.put(rows_at(self._road[lanes], weeks), goods, times)

    def _pass_ports(self) -> None:
        """Ports let goods go, as many boxes a week as they can."""
        network, program = self.network, self.program
        boxes = network.boxes[network.component_of_lane][:, None]
        program.put(self.waiting, self.released)
        through = program.at_most(self.fate.throughput)
        for port in range(len(network.ports)):
            lanes = network.lanes_of_port(port)
            program.put(through[port], self.released[lanes], boxes[lanes])
        inland = np.arange(self.weeks) + network.inland_weeks[:, None]
        weeks = np.where(self._calls, inland, self.weeks)
        self._arrive(np.arange(len(network.lanes)), weeks, self.released)
