"""Whom a seat serves: those who wait, those who ask, and rivals' customers, in any order that it likes.

A market with a buffer is served from its shelf alone, all others from the plant. Who is not served at once
goes to a rival, waits or is lost, in the shares that his market gives.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arithmetic import Array, Indices
from ..scenario.scenario import Scenario, Selling
from .holding_rates import HoldingRates
from .linear_program import before
from .lp_builder import SeatBooks
from .weeks_of_goods import first

PLANT = 0


@dataclass(frozen=True, slots=True)
class Customers:
    """Markets that are alike: served from one place, the plant or the shelf of so many, and by one rule."""

    place: int
    rule: Selling
    markets: tuple[int, ...]


def customers_of(scenario: Scenario) -> list[Customers]:
    """All markets, those together that are alike."""
    found: dict[tuple[int, Selling], list[int]] = {}
    shelves = 0
    for number, (market, rule) in enumerate(zip(scenario.market, scenario.customers, strict=True)):
        shelves += market.buffer is not None
        place = shelves if market.buffer is not None else PLANT
        found.setdefault((place, rule), []).append(number)
    return [Customers(place, rule, tuple(markets)) for (place, rule), markets in found.items()]


class SeatSales:
    """Customers of one seat, served from what is made (G, T).

    Blocks goods, at the plant and on shelves (1 + B, G, T), and coming, on their way to these (B, G, T).
    """

    def __init__(self, books: SeatBooks, holding: HoldingRates, made: Indices) -> None:
        self.books, self.program, self.fate, self.made = books, books.program, books.fate, made
        self.customers = customers_of(self.fate.scenario)
        self.buffers = [m.buffer for m in self.fate.scenario.market if m.buffer is not None]
        self._wait = self._of_rules("wait_share")
        self._switching = self._of_rules("switching")
        self._lay_out_goods(holding)
        self._lay_out_customers()
        self._stock()
        self._serve()
        self._wait_or_leave()

    def _of_rules(self, share: str) -> Array:
        """(C, 1, 1)"""
        return np.array([getattr(alike.rule, share) for alike in self.customers])[:, None, None]

    def _of_customers(self, demand: Array) -> Array:
        """(M, G, T) -> (C, G, T)"""
        return np.stack([demand[list(alike.markets)].sum(axis=0) for alike in self.customers])

    def _of_places(self, customers: Array) -> Array:
        """(C, G, T) -> (1 + B, G, T)"""
        places = np.zeros((1 + len(self.buffers), *customers.shape[1:]))
        np.add.at(places, [alike.place for alike in self.customers], customers)
        return places

    def _lay_out_goods(self, holding: HoldingRates) -> None:
        books, shelves = self.books, (len(self.buffers), *self.made.shape)
        to_order = self.fate.scenario.line.makes == "to_order"
        # Whoever makes to order and sends nothing away makes what is asked and has nothing left over.
        most = 0.0 if to_order and not self.buffers else np.inf
        self.goods = books.block((1 + shelves[0], *shelves[1:]), cost=holding.goods, most=most)
        freight = np.array([buffer.freight for buffer in self.buffers])[:, None, None]
        self.sent = books.block(shelves, move="sent", cost=freight)
        self.coming = books.block(shelves, cost=holding.sent)

    def _lay_out_customers(self) -> None:
        fate, books, costs = self.fate, self.books, self.fate.scenario.costs
        margin = fate.network.price[fate.seat][:, None] * costs.lost_margin_share
        late = np.repeat(fate.ledger.backlog_price[fate.seat][:, None], fate.weeks, axis=1)
        late[:, -1] += margin[:, 0]  # who still waits when the books close counts as lost
        self._asked = self._of_customers(fate.demand)
        others = self._of_places(self._switching * self._of_customers(fate.rivals_demand))
        shape = self._asked.shape
        lost = margin * (1.0 - self._wait)
        self.to_backlog = books.block(shape, move="to_backlog")
        self.unserved = books.block(shape, move="unserved", cost=lost, most=self._asked)
        self.switched = books.block(shape, move="switched", cost=margin * self._wait)
        self.gained = books.block(others.shape, move="gained", cost=-margin, most=others)
        self.backlog = books.block(shape, cost=late)

    def _stock(self) -> None:
        """What the line makes stands at the plant; what is sent from there stands on a shelf weeks later."""
        program, fate = self.program, self.fate
        coming = first(fate.outset.coming, fate.weeks) - fate.outset.stocking
        right = first(fate.outset.finished_goods, fate.weeks) - self._of_places(self._asked)
        right[1:] += fate.outset.stocking
        self.shelf, roads = program.equal(right), program.equal(coming)
        for rows, block in ((self.shelf, self.goods), (roads, self.coming)):
            program.put(rows, block)
            program.put(rows, before(block, 1), -1.0)
        program.put(self.shelf[PLANT], self.made, -1.0)
        program.put(self.shelf[PLANT], self.sent)
        program.put(roads, self.sent, -1.0)
        for number, buffer in enumerate(self.buffers):
            arriving = before(self.sent[number], buffer.lead_weeks)
            program.put(self.shelf[1 + number], arriving, -1.0)
            program.put(roads[number], arriving)

    def _serve(self) -> None:
        """Goods go out to those who waited, to those who ask, and to rivals' customers."""
        rows = self.shelf[[alike.place for alike in self.customers]]
        self.program.put(rows, self.to_backlog)
        self.program.put(rows, self.unserved, -1.0)
        self.program.put(self.shelf, self.gained)

    def _wait_or_leave(self) -> None:
        """Of those whom nothing reaches some wait, unless they have gone to a rival."""
        program, nobody = self.program, np.zeros(self._asked.shape)
        waiting = program.equal(nobody)
        for block, times in (
            (self.backlog, 1.0),
            (before(self.backlog, 1), -1.0),
            (self.to_backlog, 1.0),
            (self.unserved, -self._wait),
            (self.switched, self._wait),
        ):
            program.put(waiting, block, times)
        served = program.at_most(nobody)
        program.put(served, self.to_backlog)
        program.put(served, before(self.backlog, 1), -1.0)
        leaving = program.at_most(nobody)
        program.put(leaving, self.switched)
        program.put(leaving, self.unserved, -self._switching)
