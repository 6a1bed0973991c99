"""How a seat's goods come to it: started, off a gate, along a lane, through a port, into the bins.

Everything at a supplier and a port is the seat's to have. Goods on their way before the first week come
whatever it does; all others when the fate's weeks of travel let them, and what a rule of its own gives back
goes for nothing. What leaves a gate may turn to
another lane there, in any week, where the scenario lets it do so in some.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .arithmetic import Array, Indices
from .holding_rates import HoldingRates
from .network import Network
from .program import before
from .routing import fast_lanes
from .scenario import Scenario
from .seat_books import SeatBooks
from .seat_rules import rule_for
from .ways import NO_PORT
from .weeks_of_goods import at, by_part, first, rows_at


@dataclass(frozen=True, slots=True)
class Turn:
    """What would leave a gate by one lane leaves by another; if `hurried`, at a premium and up to a limit."""

    lane: int
    other: int
    hurried: bool = False
    premium: float = 0.0


def turns_of(scenario: Scenario, network: Network) -> list[Turn]:
    """All turns that goods may take at a gate: first round choked ports, then by fast lanes."""
    round_ports = [
        Turn(lane, network.lanes.index(way.diversion.lane))
        for lane, way in enumerate(scenario.lane)
        if way.diversion is not None
    ]
    premiums = [part.expedite.premium if part.expedite else 0.0 for part in scenario.component]
    return round_ports + [
        Turn(lane, fast.lane, True, premiums[fast.component])
        for fast in fast_lanes(scenario, network)
        for lane in fast.others
    ]


class SeatSupply:
    """Blocks started (J, T); moving, on_hand, returned (K, T), and rows bins (K, T), the books of on_hand."""

    def __init__(self, books: SeatBooks, holding: HoldingRates) -> None:
        self.books, self.program, self.fate = books, books.program, books.fate
        self.network, self.weeks = self.fate.network, self.fate.weeks
        self._freight = np.array([lane.freight for lane in self.fate.scenario.lane])
        self._turns = turns_of(self.fate.scenario, self.network)
        self._lay_out(holding)
        self._supply()
        self._open_books()
        self._leave()
        self._turn()
        self._pass_ports()
        self._give_back()

    def _lay_out(self, holding: HoldingRates) -> None:
        books, network = self.books, self.network
        lanes, parts = (len(network.lanes), self.weeks), (len(network.components), self.weeks)
        ordered = np.where(self.fate.open, np.inf, 0.0)[:, None]
        self.started = books.block(lanes, move="started", cost=self._gate_costs(), most=ordered)
        self.shelf = books.block((len(network.suppliers), self.weeks), most=network.finished_stock[:, None])
        self.queue = books.block(lanes, cost=holding.waiting[network.component_of_lane])
        self.released = books.block(lanes, move="released")
        self.moving = books.block(parts, cost=holding.moving)
        bins = np.where(self.fate.unneeded, 0.0, np.inf)
        self.on_hand = books.block(parts, cost=holding.on_hand, most=bins)
        self.returned = books.block(parts, move="returned", most=self._may_go_back()[:, None])
        dearer = [self._freight[turn.other] - self._freight[turn.lane] + turn.premium for turn in self._turns]
        cost = np.array(dearer, dtype=np.float64)[:, None]
        self.turned = books.block((len(self._turns), self.weeks), move="turned", cost=cost)

    def _gate_costs(self) -> Array:
        """Freight and price above standard of a unit started in a week, as of the week it leaves: (J, T)."""
        network = self.network
        value = network.value[network.component_of_lane]
        dearer = self.fate.price[network.supplier_of_lane] - 1.0
        premium = np.array([site.premium for site in self.fate.scenario.supplier])
        always = self._freight + premium[network.supplier_of_lane]
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

    def _open_books(self) -> None:
        """Rows of what waits in ports (J, T), is on the way and on hand (K, T), with what comes anyway."""
        fate, network, program = self.fate, self.network, self.program
        arriving = fate.arriving + at(fate.due, fate.leaving)
        calls = (network.port_of_lane != NO_PORT)[:, None]
        inland = network.inland_weeks[:, None] + np.arange(self.weeks)
        coming = by_part(network, fate.landing + at(inland, np.where(calls, 0.0, arriving)))
        on_the_way = by_part(network, fate.arriving + fate.landing).sum(axis=1)
        self.waiting = program.equal(np.where(calls, arriving, 0.0))
        self.bins = program.equal(coming + first(fate.on_hand, self.weeks))
        self.roads = program.equal(by_part(network, fate.leaving) - coming + first(on_the_way, self.weeks))
        for rows, block in (
            (self.waiting, self.queue),
            (self.bins, self.on_hand),
            (self.roads, self.moving),
        ):
            program.put(rows, block)
            program.put(rows, before(block, 1), -1.0)

    def _leave(self) -> None:
        """What was started leaves its gate when it is made, and goes its way."""
        lanes = np.arange(len(self.network.lanes))
        made_in = np.arange(self.weeks) + self.network.make_weeks[:, None]
        self.program.put(rows_at(self.roads[self.network.component_of_lane], made_in), self.started, -1.0)
        self._travel(lanes, self.started, made_in)

    def _turn(self) -> None:
        """Of what leaves a gate some may go another way, as far as fast lanes take it."""
        if not self._turns:
            return
        lanes = np.array([turn.lane for turn in self._turns], dtype=np.int64)
        others = np.array([turn.other for turn in self._turns], dtype=np.int64)
        weeks = np.broadcast_to(np.arange(self.weeks), self.turned.shape)
        self._travel(lanes, self.turned, weeks, -1.0)
        self._travel(others, self.turned, weeks)
        gates = self.program.at_most(self.fate.leaving)
        made_in = np.arange(self.weeks) + self.network.make_weeks[:, None]
        self.program.put(rows_at(gates, made_in), self.started, -1.0)
        self.program.put(gates[lanes], self.turned)
        self.program.put(gates[others], self.turned, -1.0)
        for fast in fast_lanes(self.fate.scenario, self.network):
            most = self.program.at_most(fast.limit_weeks * self.fate.mean_use[fast.component])
            taken = [turn.hurried and turn.other == fast.lane for turn in self._turns]
            self.program.put(most, self.turned[taken])

    def _travel(self, lanes: Indices, goods: Indices, left: Indices, times: float = 1.0) -> None:
        """Goods (L, T) that leave by lanes (L) in weeks (L, T) end them, in a port or at the plant."""
        network, program = self.network, self.program
        kind, ended = network.component_of_lane[lanes], self.fate.ends_lane(lanes, left)
        calls = (network.port_of_lane[lanes] != NO_PORT)[:, None]
        program.put(rows_at(self.waiting[lanes], ended), goods, np.where(calls, -times, 0.0))
        self._arrive(
            kind, np.where(calls, self.weeks, ended + network.inland_weeks[lanes][:, None]), goods, times
        )

    def _arrive(self, kind: Indices, weeks: Indices, goods: Indices, times: float = 1.0) -> None:
        """Goods (L, T) of components (L) reach the plant in weeks (L, T)."""
        self.program.put(rows_at(self.bins[kind], weeks), goods, -times)
        self.program.put(rows_at(self.roads[kind], weeks), goods, times)

    def _pass_ports(self) -> None:
        """Ports let goods go, as many boxes a week as they can, and these reach the plant."""
        network, program = self.network, self.program
        boxes = network.boxes[network.component_of_lane][:, None]
        calls = (network.port_of_lane != NO_PORT)[:, None]
        program.put(self.waiting, self.released)
        through = program.at_most(self.fate.throughput)
        for port in range(len(network.ports)):
            lanes = network.lanes_of_port(port)
            program.put(through[port], self.released[lanes], boxes[lanes])
        inland = np.arange(self.weeks) + network.inland_weeks[:, None]
        self._arrive(network.component_of_lane, np.where(calls, inland, self.weeks), self.released)

    def _may_go_back(self) -> Array:
        """Infinite for components that the seat's rule gives back, else 0: (K,)."""
        scenario = self.fate.scenario
        rules = [rule_for(scenario.seat[self.fate.seat], part) for part in scenario.component]
        return np.array([np.inf if rule is not None and rule.returns else 0.0 for rule in rules])

    def _give_back(self) -> None:
        """What goes back leaves the bin before anything comes in."""
        self.program.put(self.bins, self.returned)
        rows = self.program.at_most(first(self.fate.on_hand, self.weeks))
        self.program.put(rows, self.returned)
        self.program.put(rows, before(self.on_hand, 1), -1.0)
