"""Stances, stocks, orders and backlog of all seats, as arrays with one row for each seat.

What a week does to a seat is booked here. Who decides for a seat is the agent in `manufacturer`; how orders
follow from a stance is in `planning`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arithmetic import Array, Flags, left_over, parts_of, total
from ..network.network import Network
from ..scenario.scenario import Scenario
from ..sites.line import Output
from ..sites.market import Sales
from .capital import Priorities, affordable
from .demand_plan import SettledPlans, plan_of
from .planning import Planning
from .regions import Regions
from .shelf_weeks import ShelfWeeks, weeks_of
from .stance_numbers import MOST, Numbers
from .stances import Decision


@dataclass(frozen=True, slots=True)
class Changed:
    """What changed at the beginning of a turn and carries a fee.

    Attributes:
        parts: True where a stance, cover or safety factor changed, (N, K, W).
        shelves: True where the weeks of a regional buffer did, (N, B, W); None if no seat ever set any.
    """

    parts: Flags
    shelves: Flags | None


class Manufacturers:
    """Stances, stocks, orders and backlog of all seats.

    Attributes:
        stance: stances in force, True for JIC, (N, K, W).
        settled: stances that come into force when the next turn begins, (N, K, W).
        numbers: numbers that seats have set in place of their stances', None as long as none has.
        on_hand: units of components at the plants, (N, K, W).
        on_order: units ordered and not received, (N, K, W).
        moving: units shipped and not received, (N, K, W).
        returned: units returned to suppliers by an ordering rule since week 1, (N, K, W).
        finished_goods: units of products at the plants, (N, G, W).
        backlog: units of products that customers wait for, (N, G, M, W).
        blame: shares of the causes of each line's latest shortfall, (N, G, X, W).
        regions: the seats' regional buffers, None if the scenario has none.
        usual_parts, usual_products: units used and asked for in a usual week, (N, K, 1) and (N, G, 1).
    """

    def __init__(self, scenario: Scenario, network: Network, worlds: int) -> None:
        seats, components, products = len(network.seats), len(network.components), len(network.products)
        self.network = network
        self.usual_parts, self.usual_products = network.normal_use[..., None], network.mean_demand[..., None]
        self._target_weeks = scenario.line.finished_goods_weeks
        self._priorities = Priorities(scenario)
        buffered = any(market.buffer for market in scenario.market)
        self.regions = Regions(scenario, network, worlds) if buffered else None
        self._to_order = scenario.line.makes == "to_order"
        self.stance = np.zeros((seats, components, worlds), dtype=bool)
        self.settled = self.stance.copy()
        self.numbers: Numbers | None = None
        self._settled_numbers: Numbers | None = None
        self._settled_shelves: ShelfWeeks | None = None
        self._settled_plans: SettledPlans | None = None
        self.on_hand = np.zeros((seats, components, worlds))
        self.on_order = np.zeros_like(self.on_hand)
        self.moving = np.zeros_like(self.on_hand)
        self.returned = np.zeros_like(self.on_hand)
        self.finished_goods = np.zeros((seats, products, worlds))
        self.backlog = np.zeros((seats, products, len(network.markets), worlds))
        self._waiting: tuple[Array, Array] | None = None
        self.blame = np.zeros((seats, products, components + 1, worlds))
        # Until a line has fallen short its own capacity is the cause, so that shares always sum to 1.
        self.blame[:, :, components] = 1.0

    def store_decision(self, seat: int, decision: Decision, worlds: Flags) -> None:
        """Store a seat's decision for some worlds (W,); `change_over` puts it into force.

        Raises:
            ValueError: if flags or numbers have another shape than `Decision` says, or a number leaves its
                range.
        """
        flags = _flags(decision.jic)
        wanted = self.settled[seat].shape
        if flags.shape not in (wanted, wanted[:1]):
            raise ValueError(f"a decision has {wanted[:1]} or {wanted} flags, not {flags.shape}")
        seats, products, count = self.finished_goods.shape
        buffers = 0 if self.regions is None else self.regions.buffers
        # All are checked before any is stored: a refused decision must leave nothing behind.
        shelves, plan = weeks_of(decision, buffers, count), plan_of(decision, products, count)
        # Made at the first number, so that games without any pay nothing for them.
        if self._settled_numbers is None and _sets_numbers(decision):
            self._settled_numbers = Numbers(*self.settled.shape)
        if self._settled_numbers is not None:
            self._settled_numbers.store(seat, decision, worlds)
        if self._settled_shelves is None and decision.shelf_weeks is not None:
            self._settled_shelves = ShelfWeeks(seats, buffers, count)
        if self._settled_shelves is not None:
            self._settled_shelves.store(seat, shelves, worlds)
        if self._settled_plans is None and decision.demand_plan is not None:
            self._settled_plans = SettledPlans(seats, products, count)
        if self._settled_plans is not None:
            self._settled_plans.store(seat, plan, worlds)
        flags = flags if flags.ndim == 2 else flags[:, None]
        self.settled[seat] = flags if worlds.all() else np.where(worlds, flags, self.settled[seat])

    def take_over(self, sites: Manufacturers, times: int) -> None:
        """Copy another chain's seats, the worlds repeated; decisions settled and not yet in force are not."""
        self.stance = np.tile(sites.stance, times)
        # A copy of its own: a decision changes `settled` before the stance is in force.
        self.settled = self.stance.copy()
        self.numbers = sites.numbers and sites.numbers.repeated(times)
        self.on_hand = np.tile(sites.on_hand, times)
        self.on_order = np.tile(sites.on_order, times)
        self.moving = np.tile(sites.moving, times)
        self.finished_goods = np.tile(sites.finished_goods, times)
        if self.regions is not None and sites.regions is not None:
            self.regions.take_over(sites.regions, times)
        self.backlog = np.tile(sites.backlog, times)

    def change_over(self, planning: Planning, week: int) -> Changed:
        """Put settled decisions into force, for the weeks after `week`; what changed that carries a fee.

        Stance, cover and safety factor carry the component's fee, and the weeks of a shelf that of the
        components in its goods (`Ledger.shelf_changeover`). Priority, expediting, sourcing and a plan of
        demand change without one: they say how a seat orders, not how much is to be kept.
        """
        changed: Flags = self.settled != self.stance
        before, settled = self.stance, self._settled_numbers
        self.stance = self.settled.copy()
        if settled is not None:
            was, now = (
                planning.numbers_behind(before, self.numbers),
                planning.numbers_behind(self.stance, settled),
            )
            # Only these two carry a fee; priority, expediting and sourcing change without one.
            changed |= (was[0] != now[0]) | (was[1] != now[1])
            self.numbers = settled.repeated()
        if self._settled_plans is not None:
            planning.plan_from(week, self._settled_plans)
        shelves = None
        if self._settled_shelves is not None and self.regions is not None:
            shelves = self.regions.aim_at(self._settled_shelves.weeks)
        return Changed(changed, shelves)

    def beside_stances(self, planning: Planning, week: int) -> tuple[Decision, ...] | None:
        """What seats have in force for the weeks after `week` beside stances, by seat; None if none has any.

        As decisions that put the same into force: each number, shelf and planned week that a seat has set.
        """
        shelves, plans = self._settled_shelves, planning.plans
        if self.numbers is None and shelves is None and plans is None:
            return None
        return tuple(
            Decision(
                self.stance[seat],
                **({} if self.numbers is None else self.numbers.of_seat(seat)),
                shelf_weeks=None if shelves is None else shelves.weeks[seat].copy(),
                demand_plan=None if plans is None else plans.of_seat(seat, week),
            )
            for seat in range(len(self.stance))
        )

    def target(self, planning: Planning, week: int) -> Array:
        """Finished goods wanted at the week's end, at plant and regional buffers, units, (N, G, W)."""
        at_plant = self.plant_target(planning, week)
        return at_plant if self.regions is None else at_plant + self.regions.target(planning, week)

    def plant_target(self, planning: Planning, week: int) -> Array:
        """Finished goods wanted at the plant at the week's end, units, (N, G, W)."""
        return self._target_weeks * planning.forecast(week)

    def goods(self) -> Array:
        """Finished goods at the plant, in regions and on the way there, units, (N, G, W)."""
        return self.finished_goods if self.regions is None else self.finished_goods + self.regions.owned()

    def position(self, planning: Planning, week: int) -> Array:
        """Inventory positions of components, units, (N, K, W).

        An echelon position (Clark and Scarf 1960): on hand + on order, less the components needed for
        backlog and for finished goods below target; finished goods above target count in its favour.
        """
        owed = self.target(planning, week) + self.waiting() - self.goods()
        position = self.on_hand + self.on_order
        position -= parts_of(planning.bill(week), owed)
        return position

    def attempt(self, planning: Planning, week: int, demand: Array) -> Array:
        """Units that each line tries to make: backlog, this week's demand and target less stock, (N, G, W).

        A line that makes to order knows the week's demand (N, G, M, W), any other goes by its forecast.
        """
        expected = total(demand, axis=2) if self._to_order else planning.forecast(week)
        wanted = self.target(planning, week) + self.waiting() + expected
        return left_over(wanted, self.goods(), self.usual_products)

    def affordable(self, orders: Array, product_value: Array) -> Array:
        """Share of each order that the seat's working capital allows, 0 to 1, (N, K, W).

        Args:
            orders: units, (N, K, W).
            product_value: standard cost of a finished unit, (N, G).
        """
        # A seat already beyond its credit orders nothing; it need not pay back.
        limit = (self.network.cash + self.network.credit)[:, None]
        room = np.maximum(0.0, limit - self.tied_up(product_value))
        return affordable(room, orders * self.network.value[:, None], self._priorities.ranks(self.numbers))

    def tied_up(self, product_value: Array) -> Array:
        """Money in components on hand and on order and in finished goods, at standard cost, (N, W)."""
        tied_up = total((self.on_hand + self.on_order) * self.network.value[:, None], axis=1)
        tied_up += total(self.goods() * product_value[..., None], axis=1)
        return tied_up

    def order(self, orders: Array) -> None:
        """Book units ordered, negative where cancelled, (N, K, W)."""
        # Minus minus: a cancellation takes from what is open.
        self.on_order = left_over(self.on_order, -orders, self.usual_parts)

    def give_back(self, seat: int, component: int, units: Array) -> Array:
        """Return up to so many units (W,) from a bin to their supplier; units that went, (W,)."""
        given: Array = np.minimum(units, self.on_hand[seat, component])
        usual = self.usual_parts[seat, component]
        self.on_hand[seat, component] = left_over(self.on_hand[seat, component], given, usual)
        self.returned[seat, component] += given
        return given

    def ship(self, shipped: Array) -> None:
        """Book units that left suppliers (N, K, W); the seat owns them from here on."""
        self.moving += shipped

    def receive(self, received: Array) -> None:
        """Book units received at the plants, (N, K, W)."""
        self.on_hand += received
        self.on_order = left_over(self.on_order, received, self.usual_parts)
        self.moving = left_over(self.moving, received, self.usual_parts)

    def make(self, output: Output) -> None:
        """Book a week's production, and the causes of its shortfalls."""
        self.on_hand = left_over(self.on_hand, output.used, self.usual_parts)
        self.finished_goods += output.made
        output.put_causes(self.blame)

    def deliver(self, sales: Sales) -> None:
        """Book a week's sales from the plants."""
        self.finished_goods = left_over(self.finished_goods, sales.sold, self.usual_products)
        self.backlog = sales.backlog

    def waiting(self) -> Array:
        """Units of products that customers of all markets wait for, (N, G, W); not to be changed in place."""
        # A week's sales replace the backlog, which four phases ask for.
        if self._waiting is None or self._waiting[0] is not self.backlog:
            self._waiting = self.backlog, total(self.backlog, axis=2)
        return self._waiting[1]


def _sets_numbers(decision: Decision) -> bool:
    return any(getattr(decision, name) is not None for name in MOST)


def _flags(jic: object) -> Flags:
    """A decision's flags as booleans.

    Raises:
        ValueError: if any is neither True nor False (nor 1 nor 0).
    """
    flags = np.asarray(jic)
    # A bot that gives a probability would otherwise have it read as True.
    if flags.dtype != bool and not np.isin(flags, (0, 1)).all():
        raise ValueError(
            "a decision's flags are True for Just in Case and False for Just in Time, nothing else"
        )
    return flags.astype(bool, copy=False)
