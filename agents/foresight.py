"""What a seat could have come to, had it known everything from the first week on: a lower bound.

A linear program for one seat (domain.md E4) at the ledger's own prices and closing rule. The seat
has the whole of every supplier and port; fees for changing over, first in first out at ports,
backlog before demand, and the ways and limits of ordering are dropped, so no policy can come below. It
is looser than any plan that a person could have had: a measure of regret, never a target.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .arithmetic import Array, Flags, Indices
from .fate import Fate, fate_of
from .ledger import WEEKS_A_YEAR
from .model import SupplyChain
from .modelled import must_be_modelled
from .network import Network
from .program import NONE, Program, before
from .ways import NO_PORT

MOST_WHOLE = 64
"""Orders with a fixed cost that are counted as whole; beyond, a part of an order pays a part of it, which is
a lower bound still."""


@dataclass(frozen=True, slots=True)
class Moves:
    """What one seat did, weeks last: units started at suppliers and let go by ports (J, T), made,
    sold to those who waited, not served at once, gone to rivals, sold to rivals' customers (G, T); placed
    (K', T): 1 where an order was, of the components whose orders have a fixed cost."""

    started: Array
    released: Array
    made: Array
    to_backlog: Array
    unserved: Array
    switched: Array
    gained: Array
    placed: Array


@dataclass(frozen=True, slots=True)
class Foresight:
    """The least cost of a seat, by week (T) too, closing in the last, and moves that come to it."""

    bound: float
    by_week: Array
    uptime: float
    moves: Moves


def foresee(played: SupplyChain, seat: int, world: int = 0) -> Foresight:
    """Perfect foresight for one seat of a played chain, over the weeks played.

    Raises:
        NotModelled: if the scenario has a feature that the program does not know.
        ValueError: if the chain kept no history, or has not begun.
    """
    must_be_modelled(played.scenario)
    return least_cost(fate_of(played, seat, world))


def least_cost(fate: Fate, fixed: Moves | None = None) -> Foresight:
    """The least cost under a fate; with moves fixed, what they cost.

    Raises:
        Unsolved: if the fixed moves are impossible.
    """
    return _SeatProgram(fate, fixed).solve()


class _SeatProgram:
    """Variables and rows of one seat. Blocks have weeks last, as in `Fate`."""

    def __init__(self, fate: Fate, fixed: Moves | None) -> None:
        self.fate, self.network, self.weeks = fate, fate.network, fate.weeks
        self.program = Program()
        self._fixed = fixed
        self._moves: dict[str, Indices] = {}
        self._weeks_of_costs: list[Indices] = []
        self._certain = np.zeros(self.weeks)
        self._lay_out_goods(_Holding(fate))
        self._lay_out_customers()
        self._supply()
        self._transport()
        self._make()
        self._sell()
        self._order()
        self._borrow()

    def _lay_out_goods(self, holding: _Holding) -> None:
        network, products = self.network, self.fate.demand.shape
        lanes, parts = (len(network.lanes), self.weeks), (len(network.components), self.weeks)
        self.started = self._block(lanes, move="started", cost=self._gate_costs())
        self.shelf = self._block((len(network.suppliers), self.weeks), most=network.finished_stock[:, None])
        self.queue = self._block(lanes, cost=holding.waiting[network.component_of_lane])
        self.released = self._block(lanes, move="released")
        self.moving = self._block(parts, cost=holding.moving)
        self.on_hand = self._block(parts, cost=holding.on_hand)
        self.made = self._block(products, move="made")
        # Whoever makes to order makes what is asked and has nothing left over.
        shelf = 0.0 if self.fate.scenario.line.makes == "to_order" else np.inf
        self.goods = self._block(products, cost=holding.goods, most=shelf)

    def _lay_out_customers(self) -> None:
        fate, products, costs = self.fate, self.fate.demand.shape, self.fate.scenario.costs
        price = np.repeat(self.network.price[fate.seat][:, None], self.weeks, axis=1)
        margin, selling = price * costs.lost_margin_share, fate.scenario.selling
        waits, others = selling.wait_share, selling.switching * fate.rivals_demand
        late = np.repeat(fate.ledger.backlog_price[fate.seat][:, None], self.weeks, axis=1)
        late[:, -1] += margin[:, -1]  # who still waits when the books close counts as lost
        self.missing = self._block(products, cost=price * costs.line_down_share)
        self.to_backlog = self._block(products, move="to_backlog")
        self.unserved = self._block(products, move="unserved", cost=margin * (1.0 - waits), most=fate.demand)
        self.switched = self._block(products, move="switched", cost=margin * waits)
        self.gained = self._block(products, move="gained", cost=-margin, most=others)
        self.backlog = self._block(products, cost=late)

    def _block(
        self,
        shape: tuple[int, ...],
        *,
        move: str = "",
        cost: Array | float = 0.0,
        most: Array | float = np.inf,
        whole: bool = False,
    ) -> Indices:
        """A block with a week to book its costs in; a move that is fixed has no choice left."""
        least: Array | float = 0.0
        if move and self._fixed is not None:
            least = most = getattr(self._fixed, move)
        block = self.program.variables(shape, cost=cost, least=least, most=most, whole=whole)
        self._weeks_of_costs.append(np.broadcast_to(np.arange(self.weeks), shape).ravel())
        if move:
            self._moves[move] = block
        return block

    def solve(self) -> Foresight:
        solution = self.program.solve()
        by_week = self._certain.copy()
        np.add.at(by_week, np.concatenate(self._weeks_of_costs), self.program.costs(solution.values))
        required = float(self.fate.required.sum())
        missing = float(np.maximum(0.0, self.fate.required - solution.of(self.made)).sum())
        return Foresight(
            bound=solution.bound + float(self._certain.sum()),
            by_week=by_week,
            uptime=1.0 - missing / required if required > 0.0 else 1.0,
            moves=Moves(**{name: solution.of(block) for name, block in self._moves.items()}),
        )

    def _gate_costs(self) -> Array:
        """Freight and price above standard of a unit started in a week, as of the week it leaves: (J, T)."""
        network = self.network
        freight = np.array([lane.freight for lane in self.fate.scenario.lane])
        value = network.value[network.component_of_lane]
        dearer = self.fate.price[network.supplier_of_lane] - 1.0
        premium = np.array([site.premium for site in self.fate.scenario.supplier])
        always = freight + premium[network.supplier_of_lane]
        leaving = always[:, None] + dearer * value[:, None]
        self._certain += (leaving * self.fate.leaving).sum(axis=0)
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
        arriving = fate.arriving + _at(fate.due, fate.leaving)
        calls = (network.port_of_lane != NO_PORT)[:, None]
        waiting = program.equal(np.where(calls, arriving, 0.0))
        program.put(waiting, self.queue)
        program.put(waiting, before(self.queue, 1), -1.0)
        program.put(waiting, self.released)
        program.put(_rows_at(waiting, ended), self.started, np.where(calls, -1.0, 0.0))
        boxes = network.boxes[network.component_of_lane][:, None]
        through = program.at_most(fate.throughput)
        for port in range(len(network.ports)):
            lanes = network.lanes_of_port(port)
            program.put(through[port], self.released[lanes], boxes[lanes])
        straight = np.where(calls, 0.0, arriving)
        inland = network.inland_weeks[:, None] + np.arange(self.weeks)
        received = self.fate.landing + _at(inland, straight)
        self._receive(received, made_in, ended, calls)

    def _receive(self, coming: Array, left: Indices, ended: Indices, calls: Array) -> None:
        """Books of what is on the way and on hand; `coming` (J, T) reaches the plant in any case."""
        network, program, fate = self.network, self.program, self.fate
        kind = network.component_of_lane
        on_hand = program.equal(_by_part(network, coming) + _first(fate.on_hand, self.weeks))
        on_the_way = _first(_by_part(network, fate.arriving + fate.landing).sum(axis=1), self.weeks)
        moving = program.equal(_by_part(network, fate.leaving - coming) + on_the_way)
        for rows, block in ((on_hand, self.on_hand), (moving, self.moving)):
            program.put(rows, block)
            program.put(rows, before(block, 1), -1.0)
        inland = np.arange(self.weeks) + network.inland_weeks[:, None]
        at_plant = np.where(calls, inland, ended + network.inland_weeks[:, None])
        sent = np.where(calls, self.released, self.started)
        program.put(_rows_at(on_hand[kind], at_plant), sent, -1.0)
        program.put(_rows_at(moving[kind], at_plant), sent, 1.0)
        program.put(_rows_at(moving[kind], left), self.started, -1.0)
        self._bins = on_hand

    def _make(self) -> None:
        """The line uses parts and time; what is required and not made is missing."""
        program, bill = self.program, self.fate.bill
        program.put(self._bins[None], self.made[:, None], bill[:, :, None])
        line = program.at_most(np.full(self.weeks, self.network.line_capacity[self.fate.seat]))
        program.put(line, self.made)
        short = program.at_most(-self.fate.required)
        program.put(short, self.made, -1.0)
        program.put(short, self.missing, -1.0)

    def _sell(self) -> None:
        """Goods go to those who wait, to those who ask, and to rivals' customers."""
        program, fate, selling = self.program, self.fate, self.fate.scenario.selling
        shelf = program.equal(_first(fate.finished_goods, self.weeks) - fate.demand)
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

    def _order(self) -> None:
        """Fixed costs of orders: what is started was ordered before, and whoever orders pays.

        Where nobody else buys and capacity never binds an order is started at once; elsewhere it may
        wait at the supplier's, since how long is the rivals' doing.
        """
        fees = np.array([part.order_cost for part in self.fate.scenario.component])
        charged, program = np.flatnonzero(fees), self.program
        shape = (len(charged), self.weeks)
        placed = self._block(
            shape,
            move="placed",
            cost=fees[charged, None],
            most=1.0,
            whole=len(charged) * self.weeks <= MOST_WHOLE,
        )
        useful = self._useful()[charged, None]
        waits = np.where(self._served_at_once(useful[:, 0], charged), 0.0, np.inf)
        ordered, waiting = self._block(shape), self._block(shape, most=waits[:, None])
        limit, books = program.at_most(np.zeros(shape)), program.equal(np.zeros(shape))
        program.put(limit, ordered)
        program.put(limit, placed, -useful)
        for block, times in ((waiting, 1.0), (before(waiting, 1), -1.0), (ordered, -1.0)):
            program.put(books, block, times)
        for row, part in enumerate(charged):
            program.put(books[row], self.started[self.network.component_of_lane == part])

    def _served_at_once(self, useful: Array, parts: Indices) -> Flags:
        """Of which components every order is started in its week, whoever gives it."""
        network, fate = self.network, self.fate
        alone = len(network.seats) == 1 and not network.outside_orders.any()
        least = np.zeros(len(network.components))
        for part in parts:
            makers = np.unique(network.supplier_of_lane[network.component_of_lane == part])
            least[part] = fate.capacity[makers].min() if len(makers) == 1 else 0.0
        found: Flags = alone & (least[parts] >= useful)
        return found

    def _useful(self) -> Array:
        """Most units of each component that anybody would order: (K,)."""
        fate, network = self.fate, self.network
        supply = np.zeros(len(network.components))
        lanes = np.unique(np.stack([network.supplier_of_lane, network.component_of_lane]), axis=1).T
        for supplier, part in lanes:
            supply[part] += fate.capacity[supplier].sum() + fate.finished_stock[supplier]
        if (fate.price < 1.0).any():
            return supply  # bought below its worth, any amount may pay
        others = fate.scenario.selling.switching * fate.rivals_demand
        products = (fate.demand + fate.required + others).sum(axis=1)
        return np.minimum(supply, products @ fate.bill)

    def _borrow(self) -> None:
        """What stock ties up beyond own cash pays interest."""
        fate, rate = self.fate, self.fate.scenario.costs.interest
        if not rate:
            return
        drawn = self._block((self.weeks,), cost=rate / WEEKS_A_YEAR)
        tied_up = self.program.at_most(np.full(self.weeks, self.network.cash[fate.seat]))
        self.program.put(tied_up, drawn, -1.0)
        for block, worth in (
            (self.on_hand, self.network.value),
            (self.moving, self.network.value),
            (self.goods, fate.ledger.product_value[fate.seat]),
        ):
            self.program.put(tied_up, block, worth[:, None])


class _Holding:
    """Money for a unit held over a week, the closing of the books in the last one: (K, T), (G, T)."""

    def __init__(self, fate: Fate) -> None:
        costs, parts, gone = fate.scenario.costs, fate.scenario.component, 1.0 - fate.scenario.closing_share
        value, worth = fate.network.value, fate.ledger.product_value[fate.seat]
        storage = np.array([part.storage for part in parts])
        aging = np.array([part.obsolescence for part in parts])
        owned = value * (costs.capital + costs.insurance + aging) / WEEKS_A_YEAR
        stored = value * storage / WEEKS_A_YEAR
        for k, part in enumerate(parts):
            if part.holding_cost is not None:
                owned[k], stored[k] = 0.0, 0.0
        by_unit = np.array([part.holding_cost or 0.0 for part in parts])
        kept = costs.capital + costs.insurance + costs.finished_storage + costs.finished_obsolescence
        self.waiting = np.repeat(stored[:, None], fate.weeks, axis=1)
        self.moving = _closed(owned, gone * value, fate.weeks)
        self.on_hand = _closed(owned + stored + by_unit, gone * value, fate.weeks)
        self.goods = _closed(worth * kept / WEEKS_A_YEAR, gone * worth, fate.weeks)


def _closed(weekly: Array, closing: Array, weeks: int) -> Array:
    rates = np.repeat(weekly[:, None], weeks, axis=1)
    rates[:, -1] += closing
    return rates


def _first(values: Array, weeks: int) -> Array:
    """`values` in the first week, nothing after it."""
    return np.pad(values[:, None], ((0, 0), (0, weeks - 1)))


def _by_part(network: Network, lanes: Array) -> Array:
    """(J, T) -> (K, T)"""
    units = np.zeros((len(network.components), lanes.shape[1]))
    np.add.at(units, network.component_of_lane, lanes)
    return units


def _at(weeks: Indices, goods: Array) -> Array:
    """Goods (J, T) by the weeks (J, T) they come in; what comes after the last week is left out."""
    moved = np.zeros_like(goods)
    lanes = np.broadcast_to(np.arange(len(goods))[:, None], goods.shape)
    there = np.broadcast_to(weeks, goods.shape) < goods.shape[1]
    np.add.at(moved, (lanes[there], np.broadcast_to(weeks, goods.shape)[there]), goods[there])
    return moved


def _rows_at(rows: Indices, weeks: Indices) -> Indices:
    """Rows (J, T) of the weeks (J, T); NONE after the last."""
    late = weeks >= rows.shape[1]
    found = np.take_along_axis(rows, np.where(late, 0, weeks), axis=1)
    return np.where(late, NONE, found)
