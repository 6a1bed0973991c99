"""The whole program of a seat: what comes in, what the line makes of it, who is served, who is paid.

It grants the seat everything that no rule of physics or of the ledger denies it.
"""

from __future__ import annotations

import numpy as np

from ..chain.ledger import WEEKS_A_YEAR
from .holding_rates import HoldingRates
from .linear_program import NONE, before
from .lp_builder import Foresight, Moves, SeatBooks
from .lp_sales import SeatSales
from .lp_supply import SeatSupply
from .lp_transport import SeatRoads
from .lp_write_offs import SeatWriteOffs
from .order_sizes import order_sizes
from .seat_inputs import Fate
from .weeks_of_goods import gather

MOST_WHOLE = 64
"""Orders with a fixed cost that are counted as whole; beyond, a part of an order pays a part of it, which is
a lower bound still."""


class SeatProgram:
    """Variables and rows of one seat. Blocks have weeks last, as in `Fate`."""

    def __init__(self, fate: Fate, fixed: Moves | None) -> None:
        self.fate, self.network, self.weeks = fate, fate.network, fate.weeks
        self.books = SeatBooks(fate, fixed)
        self.program = self.books.program
        holding = HoldingRates(fate)
        self.roads = SeatRoads(self.books, holding)
        self.supply = SeatSupply(self.books, self.roads)
        self._make()
        SeatWriteOffs(self.books, self.roads, self.made)
        self.sales = SeatSales(self.books, holding, self.made)
        self._order()
        self._borrow()

    def solve(self) -> Foresight:
        """Raises: Unsolved, if the fixed moves are impossible."""
        return self.books.close(self.made)

    def _make(self) -> None:
        """The line uses parts and time; what is required and not made is missing."""
        fate, program, products = self.fate, self.program, self.fate.required.shape
        self.made = self.books.block(products, move="made")
        idle = self.network.price[fate.seat][:, None] * fate.scenario.costs.line_down_share
        missing = self.books.block(products, cost=idle)
        program.put(self.roads.bins[None], self.made[:, None], fate.bill)
        line = program.at_most(np.full(self.weeks, self.network.line_capacity[fate.seat]))
        program.put(line, self.made)
        short = program.at_most(-fate.required)
        program.put(short, self.made, -1.0)
        program.put(short, missing, -1.0)

    def _order(self) -> None:
        """Fixed costs of orders: what is started was ordered before, and whoever orders pays.

        Where nobody else buys and capacity never binds an order is started at once; elsewhere it may
        wait at the supplier's, since how long is the rivals' doing.
        """
        sizes, program = order_sizes(self.fate, self.books.free), self.program
        shape = (len(sizes.part), self.weeks)
        whole, fee, most = len(sizes.part) * self.weeks <= MOST_WHOLE, sizes.fee[:, None], sizes.fees[:, None]
        placed = self.books.block(shape, move="placed", cost=fee, most=most, whole=whole)
        ordered, waiting = self.books.block(shape), self.books.block(shape, most=sizes.waits[:, None])
        limit = program.at_most(np.broadcast_to(sizes.spare[:, None], shape))
        program.put(limit, ordered)
        program.put(limit, placed, -sizes.size[:, None])
        part_of_lane = np.where(self.roads.to_plants, self.network.component_of_lane, NONE)
        before_play = gather(self.fate.outset.asked, part_of_lane, len(self.network.components))
        open_orders = program.equal(before_play[sizes.part])
        for block, times in ((waiting, 1.0), (before(waiting, 1), -1.0), (ordered, -1.0)):
            program.put(open_orders, block, times)
        for row, part in enumerate(sizes.part):
            program.put(open_orders[row], self.supply.started[part_of_lane == part])

    def _borrow(self) -> None:
        """What stock ties up beyond own cash pays interest."""
        fate, rate = self.fate, self.fate.scenario.costs.interest
        if not rate:
            return
        drawn = self.books.block((self.weeks,), cost=rate / WEEKS_A_YEAR)
        tied_up = self.program.at_most(np.full(self.weeks, self.network.cash[fate.seat]))
        self.program.put(tied_up, drawn, -1.0)
        for block, worth in (
            (self.roads.on_hand, self.network.value),
            (self.roads.moving, self.network.value),
            (self.sales.goods, fate.ledger.product_value[fate.seat]),
            (self.sales.coming, fate.ledger.product_value[fate.seat]),
        ):
            self.program.put(tied_up, block, worth[:, None])
