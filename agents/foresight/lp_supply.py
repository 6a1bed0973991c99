"""What a seat gets started at suppliers and sent by depots, and which way it goes from there.

Everything at a supplier and in a depot is the seat's to have, as soon as it is there. What leaves a gate may
turn to another lane, in any week, where the scenario lets it do so in some.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arithmetic import Array
from ..network.lane_index import NO_DEPOT, NO_SUPPLIER
from ..network.network import Network
from ..scenario.scenario import Scenario
from ..sites.routing import fast_lanes
from .linear_program import NONE, before
from .lp_builder import SeatBooks
from .lp_transport import SeatRoads
from .weeks_of_goods import rows_at


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
    """Block started (J, T), at suppliers, and at depots that ship; roads are where it sets out."""

    def __init__(self, books: SeatBooks, roads: SeatRoads) -> None:
        self.books, self.program, self.fate, self.roads = books, books.program, books.fate, roads
        self.network, self.weeks = self.fate.network, self.fate.weeks
        self._made_in = np.arange(self.weeks) + self.network.make_weeks[:, None]
        self._turns = turns_of(self.fate.scenario, self.network)
        freight = np.array([lane.freight for lane in self.fate.scenario.lane])
        self._freight = np.where(roads.to_plants, freight, 0.0)
        self._start()
        self._ship()
        self._turn()

    def _start(self) -> None:
        """A supplier starts no more than its capacity and what it has finished."""
        network, program = self.network, self.program
        ordered = np.where(self.fate.open, np.inf, 0.0)[:, None]
        cost = self._gate_costs()
        self.started = self.books.block(cost.shape, move="started", cost=cost, most=ordered)
        most = network.finished_stock[:, None]
        shelf = self.books.block((len(network.suppliers), self.weeks), most=most)
        capacity = self.fate.capacity.copy()
        capacity[:, 0] += self.fate.outset.finished_stock
        rows, supplier = program.at_most(capacity), network.supplier_of_lane
        program.put(np.where((supplier == NO_SUPPLIER)[:, None], NONE, rows[supplier]), self.started)
        program.put(rows, shelf)
        program.put(rows, before(shelf, 1), -1.0)
        self.roads.set_out(self.started, self._made_in)

    def _ship(self) -> None:
        """A depot ships no more than has come to it."""
        lanes = np.flatnonzero(self.network.depot_of_lane != NO_DEPOT)
        self.program.put(self.roads.depots[self.network.depot_of_lane[lanes]], self.started[lanes])

    def _gate_costs(self) -> Array:
        """Freight and price above standard of a unit started in a week, as of the week it leaves: (J, T).

        What leads to a depot is paid there.
        """
        leaving = (self._freight[:, None] + self._dearer()) * self.roads.to_plants[:, None]
        self.books.certain += (leaving * self.fate.outset.leaving).sum(axis=0)
        late = self._made_in >= self.weeks
        costs = np.take_along_axis(leaving, np.where(late, 0, self._made_in), axis=1)
        return np.where(late, 0.0, costs)

    def _dearer(self) -> Array:
        """What a unit costs above standard at a supplier's gate, by lane and week: (J, T)."""
        network, supplier = self.network, self.network.supplier_of_lane
        value = network.value[network.component_of_lane]
        premium = np.array([site.premium for site in self.fate.scenario.supplier])
        dearer = premium[supplier][:, None] + (self.fate.price[supplier] - 1.0) * value[:, None]
        return np.where((supplier == NO_SUPPLIER)[:, None], 0.0, dearer)

    def _turn(self) -> None:
        """Of what leaves a gate some may go another way, as far as fast lanes take it."""
        if not self._turns:
            self.turned = self.books.block((0, self.weeks), move="turned")
            return
        lanes = np.array([turn.lane for turn in self._turns], dtype=np.int64)
        others = np.array([turn.other for turn in self._turns], dtype=np.int64)
        cost = self._freight[others] - self._freight[lanes] + [turn.premium for turn in self._turns]
        shape = (len(lanes), self.weeks)
        self.turned = self.books.block(shape, move="turned", cost=cost[:, None])
        weeks = np.broadcast_to(np.arange(self.weeks), shape)
        self.roads.travel(lanes, self.turned, weeks, -1.0)
        self.roads.travel(others, self.turned, weeks)
        gates = self.program.at_most(self.fate.outset.leaving)
        self.program.put(rows_at(gates, self._made_in), self.started, -1.0)
        self.program.put(gates[lanes], self.turned)
        self.program.put(gates[others], self.turned, -1.0)
        for fast in fast_lanes(self.fate.scenario, self.network):
            most = self.program.at_most(fast.limit_weeks * self.fate.mean_use[fast.component])
            taken = [turn.hurried and turn.other == fast.lane for turn in self._turns]
            self.program.put(most, self.turned[taken])
