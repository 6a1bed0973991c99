"""Supply constraints of the LP: what suppliers start and depots send off, and by which lane it leaves.

All capacity and stock of suppliers and depots is granted to the seat, as soon as it is there. Where the
scenario lets goods change their lane at the gate in some weeks (diversion, expediting), they may do so in
every week.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arithmetic import Array
from ..network.lane_index import NO_DEPOT, NO_SUPPLIER
from ..network.network import Network
from ..scenario.scenario import Scenario
from ..sites.routing import fast_lanes
from .goods_by_week import rows_of_weeks
from .linear_program import NONE, before
from .lp_builder import LpBuilder
from .lp_transport import LpTransport


@dataclass(frozen=True, slots=True)
class Redirection:
    """What would leave a gate by one lane may leave by another."""

    lane: int
    other: int
    expedited: bool = False
    """Whether it is expediting: at a premium and up to a limit."""
    premium: float = 0.0
    """Money for a unit, beside the difference in freight."""


def redirections_of(scenario: Scenario, network: Network) -> list[Redirection]:
    """All redirections that goods may take at a gate: diversions round choked ports, then fast lanes."""
    diversions = [
        Redirection(lane, network.lanes.index(stated.diversion.lane))
        for lane, stated in enumerate(scenario.lane)
        if stated.diversion is not None
    ]
    premiums = [part.expedite.premium if part.expedite else 0.0 for part in scenario.component]
    return diversions + [
        Redirection(lane, fast.lane, True, premiums[fast.component])
        for fast in fast_lanes(scenario, network)
        for lane in fast.others
    ]


class LpSupply:
    """Variables started, at suppliers and depots, (J, T), and redirected, (redirections, T)."""

    def __init__(self, builder: LpBuilder, transport: LpTransport) -> None:
        self.builder, self.program, self.inputs = builder, builder.program, builder.inputs
        self.transport = transport
        self.network, self.weeks = self.inputs.network, self.inputs.weeks
        self._made_in = np.arange(self.weeks) + self.network.make_weeks[:, None]
        self._redirections = redirections_of(self.inputs.scenario, self.network)
        freight = np.array([lane.freight for lane in self.inputs.scenario.lane])
        self._freight = np.where(transport.to_plants, freight, 0.0)
        self._start()
        self._ship_from_depots()
        self._redirect()

    def _start(self) -> None:
        """A supplier starts no more than its capacity and what stands finished at it.

        Unused capacity makes finished stock, up to the supplier's limit.
        """
        network, program = self.network, self.program
        # A lane that is not open carries nothing, whatever it would save.
        orderable = np.where(self.inputs.open, np.inf, 0.0)[:, None]
        cost = self._gate_costs()
        self.started = self.builder.variables(cost.shape, decision="started", cost=cost, most=orderable)
        most = network.finished_stock[:, None]
        finished = self.builder.variables((len(network.suppliers), self.weeks), most=most)
        # Unused reserve makes no stock in a game; that it may here only adds to what the seat may do.
        available = self.inputs.capacity + self.inputs.reserve[:, None]
        available[:, 0] += self.inputs.initial.finished_stock
        rows, supplier = program.at_most(available), network.supplier_of_lane
        program.put(np.where((supplier == NO_SUPPLIER)[:, None], NONE, rows[supplier]), self.started)
        program.put(rows, finished)
        program.put(rows, before(finished, 1), -1.0)
        self.transport.depart(self.started, self._made_in)

    def _ship_from_depots(self) -> None:
        """A depot sends off no more than has come to it."""
        lanes = np.flatnonzero(self.network.depot_of_lane != NO_DEPOT)
        rows = self.transport.depot_rows[self.network.depot_of_lane[lanes]]
        self.program.put(rows, self.started[lanes])

    def _gate_costs(self) -> Array:
        """Money for a unit started in a week, as of the week it leaves the gate: (J, T).

        Freight, and price above standard. On a lane to a depot the depot pays, so the seat pays nothing.
        """
        leaving = (self._freight[:, None] + self._above_standard()) * self.transport.to_plants[:, None]
        # What was in the making at the opening is paid for whatever the seat decides.
        self.builder.certain += (leaving * self.inputs.initial.leaving).sum(axis=0)
        # A unit that leaves after the last week pays nothing within the game.
        late = self._made_in >= self.weeks
        costs = np.take_along_axis(leaving, np.where(late, 0, self._made_in), axis=1)
        return np.where(late, 0.0, costs)

    def _above_standard(self) -> Array:
        """Price above standard cost at a supplier's gate, money for a unit, by lane and week: (J, T)."""
        network, supplier = self.network, self.network.supplier_of_lane
        value = network.value[network.component_of_lane]
        # The premium is money for a unit, the price a factor of its value.
        premium = np.array([site.premium for site in self.inputs.scenario.supplier])
        dearer = premium[supplier][:, None] + (self.inputs.price[supplier] - 1.0) * value[:, None]
        return np.where((supplier == NO_SUPPLIER)[:, None], 0.0, dearer)

    def _redirect(self) -> None:
        """Part of what leaves a gate goes by another lane, up to the limit of expediting."""
        # An empty block: decision values have the field in every scenario.
        if not self._redirections:
            self.redirected = self.builder.variables((0, self.weeks), decision="redirected")
            return
        lanes = np.array([each.lane for each in self._redirections], dtype=np.int64)
        others = np.array([each.other for each in self._redirections], dtype=np.int64)
        cost = self._freight[others] - self._freight[lanes] + [each.premium for each in self._redirections]
        shape = (len(lanes), self.weeks)
        self.redirected = self.builder.variables(shape, decision="redirected", cost=cost[:, None])
        weeks = np.broadcast_to(np.arange(self.weeks), shape)
        self.transport.travel(lanes, self.redirected, weeks, -1.0)
        self.transport.travel(others, self.redirected, weeks)
        # No more leaves a lane than was made for it, or redirected to it.
        gates = self.program.at_most(self.inputs.initial.leaving)
        self.program.put(rows_of_weeks(gates, self._made_in), self.started, -1.0)
        self.program.put(gates[lanes], self.redirected)
        self.program.put(gates[others], self.redirected, -1.0)
        for fast in fast_lanes(self.inputs.scenario, self.network):
            limit = self.program.at_most(fast.limit_weeks * self.inputs.mean_use[fast.component])
            taken = [each.expedited and each.other == fast.lane for each in self._redirections]
            self.program.put(limit, self.redirected[taken])
