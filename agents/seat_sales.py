"""Whom a seat serves: those who wait, those who ask, and rivals' customers, in any order that it likes.

Who is not served at once goes to a rival, waits or is lost, in the shares that the scenario gives.
"""

from __future__ import annotations

import numpy as np

from .arithmetic import Indices
from .program import before
from .seat_books import SeatBooks
from .weeks_of_goods import first


class SeatSales:
    """Customers of one seat, served from the blocks made and goods (G, T)."""

    def __init__(self, books: SeatBooks, made: Indices, goods: Indices) -> None:
        self.books, self.program, self.fate = books, books.program, books.fate
        self.made, self.goods = made, goods
        self._lay_out()
        self._serve()

    def _lay_out(self) -> None:
        fate, books, products = self.fate, self.books, self.fate.demand.shape
        costs, selling = fate.scenario.costs, fate.scenario.selling
        price = np.repeat(fate.network.price[fate.seat][:, None], fate.weeks, axis=1)
        margin = price * costs.lost_margin_share
        waits, others = selling.wait_share, selling.switching * fate.rivals_demand
        late = np.repeat(fate.ledger.backlog_price[fate.seat][:, None], fate.weeks, axis=1)
        late[:, -1] += margin[:, -1]  # who still waits when the books close counts as lost
        self.to_backlog = books.block(products, move="to_backlog")
        self.unserved = books.block(products, move="unserved", cost=margin * (1.0 - waits), most=fate.demand)
        self.switched = books.block(products, move="switched", cost=margin * waits)
        self.gained = books.block(products, move="gained", cost=-margin, most=others)
        self.backlog = books.block(products, cost=late)

    def _serve(self) -> None:
        """Goods go out; of whom they do not reach some wait."""
        program, fate, selling = self.program, self.fate, self.fate.scenario.selling
        shelf = program.equal(first(fate.finished_goods, fate.weeks) - fate.demand)
        for block, times in (
            (self.goods, 1.0),
            (before(self.goods, 1), -1.0),
            (self.made, -1.0),
            (self.unserved, -1.0),
            (self.to_backlog, 1.0),
            (self.gained, 1.0),
        ):
            program.put(shelf, block, times)
        waiting = program.equal(np.zeros_like(fate.demand))
        for block, times in (
            (self.backlog, 1.0),
            (before(self.backlog, 1), -1.0),
            (self.to_backlog, 1.0),
            (self.unserved, -selling.wait_share),
            (self.switched, selling.wait_share),
        ):
            program.put(waiting, block, times)
        served = program.at_most(np.zeros_like(fate.demand))
        program.put(served, self.to_backlog)
        program.put(served, before(self.backlog, 1), -1.0)
        leaving = program.at_most(np.zeros_like(fate.demand))
        program.put(leaving, self.switched)
        program.put(leaving, self.unserved, -selling.switching)
