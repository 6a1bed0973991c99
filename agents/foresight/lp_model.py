"""The perfect-foresight LP of one seat: the least it could have paid had it known every week from the first.

The objective is the ledger's cost, its closing rule included. The bound is valid because every relaxation
only adds choices: the seat is granted the whole of every supplier, port and depot; fees for changing
stances, first in first out at ports and backlog before demand are dropped, and so are the rules and limits
of ordering, its own and the depots'; a price that rises where orders queue is what it is where none do; at
the end of a product's life components need not be written off where a customer could still be waiting. So
no policy costs less. The bound is loose, since no person could have followed such a plan: a measure of
regret, never a target.
"""

from __future__ import annotations

import numpy as np

from ..chain.ledger import WEEKS_A_YEAR
from ..chain.model import SupplyChain
from .goods_by_week import sum_by_place
from .holding_rates import HoldingRates
from .linear_program import NONE, before
from .lp_builder import DecisionValues, LpBuilder, PerfectForesight
from .lp_sales import LpSales
from .lp_supply import LpSupply
from .lp_transport import LpTransport
from .lp_write_offs import LpWriteOffs
from .order_sizes import order_sizes
from .seat_inputs import SeatInputs, seat_inputs_of

MOST_WHOLE = 64
"""Fixed order costs up to this number are integer variables; with more they are relaxed to fractions, which
keeps the bound valid and the solver fast."""


def perfect_foresight(played: SupplyChain, seat: int, world: int = 0) -> PerfectForesight:
    """The least cost of one seat of a played chain, over the weeks played.

    Raises:
        ValueError: if the chain kept no history, or has not begun.
    """
    return least_cost(seat_inputs_of(played, seat, world))


def least_cost(inputs: SeatInputs, fixed: DecisionValues | None = None) -> PerfectForesight:
    """The least cost with these inputs; with decisions fixed, what they cost.

    Raises:
        Unsolved: if the fixed decisions are impossible.
    """
    return LpModel(inputs, fixed).solve()


class LpModel:
    """All variables and constraints of one seat. Blocks have weeks last, as in `SeatInputs`."""

    def __init__(self, inputs: SeatInputs, fixed: DecisionValues | None) -> None:
        self.inputs, self.network, self.weeks = inputs, inputs.network, inputs.weeks
        self.builder = LpBuilder(inputs, fixed)
        self.program = self.builder.program
        holding = HoldingRates(inputs)
        # In the order of the flow of goods: each part adds its terms to rows of those before it.
        self.transport = LpTransport(self.builder, holding)
        self.supply = LpSupply(self.builder, self.transport)
        self._produce()
        LpWriteOffs(self.builder, self.transport, self.made)
        self.sales = LpSales(self.builder, holding, self.made)
        self._pay_orders()
        self._borrow()

    def solve(self) -> PerfectForesight:
        """The least cost and decisions that attain it.

        Raises:
            Unsolved: if the fixed decisions are impossible.
        """
        return self.builder.solve(self.made)

    def _produce(self) -> None:
        """The line uses components and capacity; required production that is not made costs an idle line."""
        inputs, program, products = self.inputs, self.program, self.inputs.required.shape
        self.made = self.builder.variables(products, decision="made")
        idle = self.network.price[inputs.seat][:, None] * inputs.scenario.costs.line_down_share
        missing = self.builder.variables(products, cost=idle)
        program.put(self.transport.bin_rows[None], self.made[:, None], inputs.bill)
        capacity = program.at_most(inputs.line_capacity)
        program.put(capacity, self.made)
        # missing >= required - made; being costly it is no larger than it must be.
        shortfall = program.at_most(-inputs.required)
        program.put(shortfall, self.made, -1.0)
        program.put(shortfall, missing, -1.0)

    def _pay_orders(self) -> None:
        """Fixed costs of orders: what is started was ordered before, and an order pays its fee.

        Where no customer shares the supplier and capacity never binds, an order is started in its week;
        elsewhere it may wait at the supplier's, since rivals' orders decide how long.
        """
        sizes, program = order_sizes(self.inputs, self.builder.free), self.program
        shape = (len(sizes.part), self.weeks)
        whole, fee, most = len(sizes.part) * self.weeks <= MOST_WHOLE, sizes.fee[:, None], sizes.fees[:, None]
        placed = self.builder.variables(shape, decision="placed", cost=fee, most=most, whole=whole)
        ordered = self.builder.variables(shape)
        waiting = self.builder.variables(shape, most=sizes.waits[:, None])
        # ordered <= size * placed: the usual linking constraint of lot sizing (Wagner and Whitin 1958).
        limit = program.at_most(np.zeros(shape))
        program.put(limit, ordered)
        program.put(limit, placed, -sizes.size[:, None])
        part_of_lane = np.where(self.transport.to_plants, self.network.component_of_lane, NONE)
        before_play = sum_by_place(self.inputs.initial.asked, part_of_lane, len(self.network.components))
        # waiting = waiting before + ordered + asked before play - started.
        open_orders = program.equal(before_play[sizes.part])
        for block, times in ((waiting, 1.0), (before(waiting, 1), -1.0), (ordered, -1.0)):
            program.put(open_orders, block, times)
        for row, part in enumerate(sizes.part):
            program.put(open_orders[row], self.supply.started[part_of_lane == part])

    def _borrow(self) -> None:
        """The value of all goods beyond the seat's own cash is borrowed at interest."""
        inputs, rate = self.inputs, self.inputs.scenario.costs.interest
        if not rate:
            return
        # drawn >= value of goods - cash, and interest keeps it from being more.
        drawn = self.builder.variables((self.weeks,), cost=rate / WEEKS_A_YEAR)
        tied_up = self.program.at_most(np.full(self.weeks, self.network.cash[inputs.seat]))
        self.program.put(tied_up, drawn, -1.0)
        for block, worth in (
            (self.transport.on_hand, self.network.value),
            (self.transport.moving, self.network.value),
            (self.sales.goods, inputs.ledger.product_value[inputs.seat]),
            (self.sales.coming, inputs.ledger.product_value[inputs.seat]),
        ):
            self.program.put(tied_up, block, worth[:, None])
