"""Transport constraints of the LP: from the supplier along a lane and through a port to plant or depot.

Goods on their way before the first week come whatever the seat decides, all others after the travel times
of the inputs. A port discharges up to its throughput, the seat's boxes before all others. Goods on their
way to a depot, in it, or in a port before it are granted to the seat and cost it nothing.
"""

from __future__ import annotations

import numpy as np

from ..arithmetic import Array, Indices
from ..network.lane_index import NO_DEPOT, NO_PORT
from .goods_by_week import in_arrival_weeks, in_first_week, rows_of_weeks, sum_by_place
from .holding_rates import HoldingRates
from .linear_program import NONE, before
from .lp_builder import LpBuilder


class LpTransport:
    """Variables and balance rows of goods on their way, at the plant and in depots.

    Variables: queue, released (J, T) in and from ports; moving, on_hand (K, T); depot_stock (D, T).
    Rows: port_rows (J, T), moving_rows, bin_rows (K, T), depot_rows (D, T); each says that what is there at a
    week's end is what was there before it, plus what came, less what left.
    """

    def __init__(self, builder: LpBuilder, holding: HoldingRates) -> None:
        self.builder, self.program, self.inputs = builder, builder.program, builder.inputs
        self.network, self.weeks = self.inputs.network, self.inputs.weeks
        self.to_plants = self.network.buyer_of_lane == NO_DEPOT
        self._by_port = (self.network.port_of_lane != NO_PORT)[:, None]
        self._add_variables(holding)
        self._add_balances()
        self._pass_ports()

    def _add_variables(self, holding: HoldingRates) -> None:
        builder, network, weeks = self.builder, self.network, self.weeks
        in_port = holding.waiting[network.component_of_lane] * self.to_plants[:, None]
        self.queue = builder.variables(in_port.shape, cost=in_port)
        self.released = builder.variables(in_port.shape, decision="released")
        self.moving = builder.variables(holding.moving.shape, cost=holding.moving)
        # What no product needs has been written off by the week's end.
        most = np.where(self.inputs.unneeded, 0.0, np.inf)
        self.on_hand = builder.variables(most.shape, cost=holding.on_hand, most=most)
        self.depot_stock = builder.variables((len(network.depots), weeks))

    def _add_balances(self) -> None:
        """Rows of goods in ports, under way, at the plant and in depots, those of the opening included."""
        initial, program, anyway = self.inputs.initial, self.program, self._arriving_anyway()
        parts, depots = len(self.network.components), len(self.network.depots)
        part_of_lane = np.where(self.to_plants, self.network.component_of_lane, NONE)
        buyer = self.network.buyer_of_lane
        # What arrives at a plant leaves the goods under way: one row's gain is the other's loss.
        coming = sum_by_place(anyway, part_of_lane, parts)
        leaving = sum_by_place(initial.leaving, part_of_lane, parts)
        at_lane_end = initial.arriving + in_arrival_weeks(initial.leaving, self.inputs.due)
        self.port_rows = program.equal(np.where(self._by_port, at_lane_end, 0.0))
        self.bin_rows = program.equal(coming + in_first_week(initial.on_hand, self.weeks))
        self.moving_rows = program.equal(leaving - coming + in_first_week(initial.moving, self.weeks))
        # At most, not equal: rivals and other depots take from a depot too, so some may be gone.
        self.depot_rows = program.at_most(
            sum_by_place(anyway, buyer, depots) + in_first_week(initial.depot_stock, self.weeks)
        )
        for rows, block in (
            (self.port_rows, self.queue),
            (self.bin_rows, self.on_hand),
            (self.moving_rows, self.moving),
            (self.depot_rows, self.depot_stock),
        ):
            program.put(rows, block)
            program.put(rows, before(block, 1), -1.0)
        destinations = np.concatenate([self.bin_rows, self.depot_rows])
        self._destination = destinations[
            np.where(self.to_plants, self.network.component_of_lane, parts + buyer)
        ]
        self._moving = np.where(
            self.to_plants[:, None], self.moving_rows[self.network.component_of_lane], NONE
        )

    def _arriving_anyway(self) -> Array:
        """Units that the opening sent off and that wait in no port, by the week they arrive: (J, T)."""
        initial = self.inputs.initial
        inland = self.network.inland_weeks[:, None] + np.arange(self.weeks)
        at_lane_end = initial.arriving + in_arrival_weeks(initial.leaving, self.inputs.due)
        return initial.landing + in_arrival_weeks(np.where(self._by_port, 0.0, at_lane_end), inland)

    def depart(self, goods: Indices, weeks: Indices) -> None:
        """Let variables `goods` (J, T) leave their gates in the weeks `weeks` (J, T)."""
        self.program.put(rows_of_weeks(self._moving, weeks), goods, -1.0)
        self.travel(np.arange(len(goods)), goods, weeks)

    def travel(self, lanes: Indices, goods: Indices, weeks: Indices, times: float = 1.0) -> None:
        """Let goods that have left a gate reach the port on their lane, or plant or depot.

        Args:
            lanes: their lanes, (lanes,).
            goods: their variables, (lanes, T).
            weeks: in which they leave the gate, (lanes, T).
            times: -1 takes goods off these lanes that were sent by them.
        """
        ends, by_port = self.inputs.lane_ends(lanes, weeks), self._by_port[lanes]
        inland = self.network.inland_weeks[lanes][:, None]
        self.program.put(rows_of_weeks(self.port_rows[lanes], ends), goods, np.where(by_port, -times, 0.0))
        # Through a port they arrive only when released: week T stands for no week here.
        self._arrive(lanes, np.where(by_port, self.weeks, ends + inland), goods, times)

    def _arrive(self, lanes: Indices, weeks: Indices, goods: Indices, times: float = 1.0) -> None:
        """Goods (lanes, T) on lanes (lanes,) reach plant or depot in weeks (lanes, T)."""
        self.program.put(rows_of_weeks(self._destination[lanes], weeks), goods, -times)
        self.program.put(rows_of_weeks(self._moving[lanes], weeks), goods, times)

    def _pass_ports(self) -> None:
        """Ports discharge up to their throughput, in boxes; then the inland leg follows."""
        network, program = self.network, self.program
        boxes = network.boxes[network.component_of_lane][:, None]
        program.put(self.port_rows, self.released)
        throughput = program.at_most(self.inputs.throughput)
        # The outside world's boxes are left out: the seat is granted the whole port.
        for port in range(len(network.ports)):
            lanes = network.lanes_of_port(port)
            program.put(throughput[port], self.released[lanes], boxes[lanes])
        inland = np.arange(self.weeks) + network.inland_weeks[:, None]
        weeks = np.where(self._by_port, inland, self.weeks)
        self._arrive(np.arange(len(network.lanes)), weeks, self.released)
