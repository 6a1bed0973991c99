"""Sales constraints of the LP: backlog, new demand and rivals' customers, served in any order.

A market with a buffer is served from that buffer's shelf alone, all others from the plant. Of customers who
are not served at once some go to a rival, some wait and the rest is lost, in the shares that their market
states. Axis U: the groups of the seat's own customers (`customer_groups`); rivals' customers are told apart
only by the place they are served from, on the axis 1 + B: the plant, then the shelf of each of the B
buffers.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arithmetic import Array, Indices
from ..scenario.markets import Selling
from ..scenario.scenario import Scenario
from .goods_by_week import in_first_week
from .holding_rates import HoldingRates
from .linear_program import before
from .lp_builder import LpBuilder

PLANT = 0
"""Place of the plant on the axis 1 + B; the shelves follow it."""


@dataclass(frozen=True, slots=True)
class CustomerGroup:
    """Markets that are served from one place and by one rule, so that they need one set of variables."""

    place: int
    rule: Selling
    markets: tuple[int, ...]


def customer_groups(scenario: Scenario) -> list[CustomerGroup]:
    """All markets in groups of equal place and rule, in the order of each group's first market."""
    found: dict[tuple[int, Selling], list[int]] = {}
    shelves = 0
    for number, (market, rule) in enumerate(zip(scenario.market, scenario.customers, strict=True)):
        shelves += market.buffer is not None
        place = shelves if market.buffer is not None else PLANT
        found.setdefault((place, rule), []).append(number)
    return [CustomerGroup(place, rule, tuple(markets)) for (place, rule), markets in found.items()]


class LpSales:
    """Variables and constraints of finished goods and of the customers whom they serve.

    Variables: goods, at the plant and on shelves (1 + B, G, T); sent, and coming, on their way to a shelf
    (B, G, T); to_backlog, unserved, switched, backlog (U, G, T); gained (1 + B, G, T). Products come from
    `made` (G, T).
    """

    def __init__(self, builder: LpBuilder, holding: HoldingRates, made: Indices) -> None:
        self.builder, self.program, self.inputs, self.made = builder, builder.program, builder.inputs, made
        self.groups = customer_groups(self.inputs.scenario)
        self.buffers = [m.buffer for m in self.inputs.scenario.market if m.buffer is not None]
        self._wait = self._of_rules("wait_share")
        self._switching = self._of_rules("switching")
        self._add_goods(holding)
        self._add_customers()
        self._balance_goods()
        self._serve()
        self._wait_or_leave()

    def _of_rules(self, share: str) -> Array:
        """A share that the groups' rules state: (U, 1, 1)."""
        return np.array([getattr(group.rule, share) for group in self.groups])[:, None, None]

    def _by_group(self, demand: Array) -> Array:
        """Demand of markets summed by group: (M, G, T) -> (U, G, T)."""
        return np.stack([demand[list(group.markets)].sum(axis=0) for group in self.groups])

    def _by_place(self, demand: Array) -> Array:
        """Demand of groups summed by the place they are served from: (U, G, T) -> (1 + B, G, T)."""
        places = np.zeros((1 + len(self.buffers), *demand.shape[1:]))
        np.add.at(places, [group.place for group in self.groups], demand)
        return places

    def _add_goods(self, holding: HoldingRates) -> None:
        builder, shelves = self.builder, (len(self.buffers), *self.made.shape)
        to_order = self.inputs.scenario.line.makes == "to_order"
        # A line that makes to order and supplies no shelf makes what is asked and keeps nothing.
        most = 0.0 if to_order and not self.buffers else np.inf
        self.goods = builder.variables((1 + shelves[0], *shelves[1:]), cost=holding.goods, most=most)
        freight = np.array([buffer.freight for buffer in self.buffers])[:, None, None]
        self.sent = builder.variables(shelves, decision="sent", cost=freight)
        self.coming = builder.variables(shelves, cost=holding.sent)

    def _add_customers(self) -> None:
        """Customers who are not served cost a margin at once, by waiting, or when the books close."""
        inputs, builder, costs = self.inputs, self.builder, self.inputs.scenario.costs
        margin = inputs.network.price[inputs.seat][:, None] * costs.lost_margin_share
        waiting_cost = np.repeat(inputs.ledger.backlog_price[inputs.seat][:, None], inputs.weeks, axis=1)
        waiting_cost[:, -1] += margin[:, 0]  # a customer who still waits when the books close counts as lost
        self._asked = self._by_group(inputs.demand)
        rivals = self._by_place(self._switching * self._by_group(inputs.rivals_demand))
        shape = self._asked.shape
        # Unserved demand is charged as if none of it switched; a customer who switches does not wait either,
        # so the margin of the share that would have waited is charged on top.
        lost = margin * (1.0 - self._wait)
        self.to_backlog = builder.variables(shape, decision="to_backlog")
        self.unserved = builder.variables(shape, decision="unserved", cost=lost, most=self._asked)
        self.switched = builder.variables(shape, decision="switched", cost=margin * self._wait)
        # A negative cost: the margin of customers who came over from rivals, as many as could have.
        self.gained = builder.variables(rivals.shape, decision="gained", cost=-margin, most=rivals)
        self.backlog = builder.variables(shape, cost=waiting_cost)

    def _balance_goods(self) -> None:
        """What the line makes stands at the plant; what is sent from there stands on a shelf weeks later."""
        program, initial, weeks = self.program, self.inputs.initial, self.inputs.weeks
        coming = in_first_week(initial.coming, weeks) - initial.stocking
        # As if all demand were served: what is unserved is put back by `_serve`.
        right = in_first_week(initial.finished_goods, weeks) - self._by_place(self._asked)
        right[1:] += initial.stocking
        self.goods_rows, coming_rows = program.equal(right), program.equal(coming)
        for rows, block in ((self.goods_rows, self.goods), (coming_rows, self.coming)):
            program.put(rows, block)
            program.put(rows, before(block, 1), -1.0)
        program.put(self.goods_rows[PLANT], self.made, -1.0)
        program.put(self.goods_rows[PLANT], self.sent)
        program.put(coming_rows, self.sent, -1.0)
        for number, buffer in enumerate(self.buffers):
            # In one week the goods leave those under way and reach the shelf.
            arriving = before(self.sent[number], buffer.lead_weeks)
            program.put(self.goods_rows[1 + number], arriving, -1.0)
            program.put(coming_rows[number], arriving)

    def _serve(self) -> None:
        """Goods go to customers who waited, to new demand, and to rivals' customers."""
        rows = self.goods_rows[[group.place for group in self.groups]]
        self.program.put(rows, self.to_backlog)
        self.program.put(rows, self.unserved, -1.0)
        self.program.put(self.goods_rows, self.gained)

    def _wait_or_leave(self) -> None:
        """Backlog: of customers who are not served, a share waits, unless they have gone to a rival."""
        program, zero = self.program, np.zeros(self._asked.shape)
        backlog_rows = program.equal(zero)
        for block, times in (
            (self.backlog, 1.0),
            (before(self.backlog, 1), -1.0),
            (self.to_backlog, 1.0),
            (self.unserved, -self._wait),
            (self.switched, self._wait),
        ):
            program.put(backlog_rows, block, times)
        # Only a customer who waited since an earlier week is served from the backlog.
        served = program.at_most(zero)
        program.put(served, self.to_backlog)
        program.put(served, before(self.backlog, 1), -1.0)
        # No more switch than the share that the market states of those who are not served.
        leaving = program.at_most(zero)
        program.put(leaving, self.switched)
        program.put(leaving, self.unserved, -self._switching)
