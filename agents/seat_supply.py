"""How a seat's goods come to it: started, off a gate, along a lane, through a port, into the bins.

Everything at a supplier and a port is the seat's to have. Goods on their way before the first week come
whatever it does; all others when the fate's weeks of travel let them.
"""

from __future__ import annotations

import numpy as np

from .arithmetic import Array, Indices
from .holding_rates import HoldingRates
from .program import before
from .seat_books import SeatBooks
from .ways import NO_PORT
from .weeks_of_goods import at, by_part, first, rows_at


class SeatSupply:
    """Blocks started (J, T); moving, on_hand (K, T), and rows bins (K, T), the books of what is on hand."""

    def __init__(self, books: SeatBooks, holding: HoldingRates) -> None:
        self.books, self.program, self.fate = books, books.program, books.fate
        self.network, self.weeks = self.fate.network, self.fate.weeks
        lanes, parts = (len(self.network.lanes), self.weeks), (len(self.network.components), self.weeks)
        self.started = books.block(lanes, move="started", cost=self._gate_costs())
        self.shelf = books.block(
            (len(self.network.suppliers), self.weeks), most=self.network.finished_stock[:, None]
        )
        self.queue = books.block(lanes, cost=holding.waiting[self.network.component_of_lane])
        self.released = books.block(lanes, move="released")
        self.moving = books.block(parts, cost=holding.moving)
        self.on_hand = books.block(parts, cost=holding.on_hand)
        self._supply()
        self._transport()

    def _gate_costs(self) -> Array:
        """Freight and price above standard of a unit started in a week, as of the week it leaves: (J, T)."""
        network = self.network
        freight = np.array([lane.freight for lane in self.fate.scenario.lane])
        value = network.value[network.component_of_lane]
        dearer = self.fate.price[network.supplier_of_lane] - 1.0
        premium = np.array([site.premium for site in self.fate.scenario.supplier])
        always = freight + premium[network.supplier_of_lane]
        leaving = always[:, None] + dearer * value[:, None]
        self.books.certain += (leaving * self.fate.leaving).sum(axis=0)
        weeks = np.arange(self.weeks) + network.make_weeks[:, None]
        late = weeks >= self.weeks
        costs = np.take_along_axis(leaving, np.where(late, 0, weeks), axis=1)
        return np.where(late, 0.0, costs)

    def _supply(self) -> None:
        """A supplier starts no more than its capacity and what it has finished."""
        capacity = self.fate.capacity.copy()
        capacity[:, 0] += self.fate.finished_stock
        rows = self.program.at_most(capacity)
        self.program.put(rows[self.network.supplier_of_lane], self.started)
        self.program.put(rows, self.shelf)
        self.program.put(rows, before(self.shelf, 1), -1.0)

    def _transport(self) -> None:
        """Goods leave a gate, end their lane, wait for a port's throughput, and reach the plant."""
        fate, network, program = self.fate, self.network, self.program
        made_in = np.arange(self.weeks) + network.make_weeks[:, None]
        ended = fate.ends_lane(made_in)
        arriving = fate.arriving + at(fate.due, fate.leaving)
        calls = (network.port_of_lane != NO_PORT)[:, None]
        waiting = program.equal(np.where(calls, arriving, 0.0))
        program.put(waiting, self.queue)
        program.put(waiting, before(self.queue, 1), -1.0)
        program.put(waiting, self.released)
        program.put(rows_at(waiting, ended), self.started, np.where(calls, -1.0, 0.0))
        boxes = network.boxes[network.component_of_lane][:, None]
        through = program.at_most(fate.throughput)
        for port in range(len(network.ports)):
            lanes = network.lanes_of_port(port)
            program.put(through[port], self.released[lanes], boxes[lanes])
        straight = np.where(calls, 0.0, arriving)
        inland = network.inland_weeks[:, None] + np.arange(self.weeks)
        received = self.fate.landing + at(inland, straight)
        self._receive(received, made_in, ended, calls)

    def _receive(self, coming: Array, left: Indices, ended: Indices, calls: Array) -> None:
        """Books of what is on the way and on hand; `coming` (J, T) reaches the plant in any case."""
        network, program, fate = self.network, self.program, self.fate
        kind = network.component_of_lane
        on_hand = program.equal(by_part(network, coming) + first(fate.on_hand, self.weeks))
        on_the_way = first(by_part(network, fate.arriving + fate.landing).sum(axis=1), self.weeks)
        moving = program.equal(by_part(network, fate.leaving - coming) + on_the_way)
        for rows, block in ((on_hand, self.on_hand), (moving, self.moving)):
            program.put(rows, block)
            program.put(rows, before(block, 1), -1.0)
        inland = np.arange(self.weeks) + network.inland_weeks[:, None]
        at_plant = np.where(calls, inland, ended + network.inland_weeks[:, None])
        sent = np.where(calls, self.released, self.started)
        program.put(rows_at(on_hand[kind], at_plant), sent, -1.0)
        program.put(rows_at(moving[kind], at_plant), sent, 1.0)
        program.put(rows_at(moving[kind], left), self.started, -1.0)
        self.bins = on_hand
