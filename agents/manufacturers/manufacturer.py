"""A manufacturer decides from its own view, and owns its stock, its orders and its customers' wait.

`Manufacturer` is the seat somebody may hold: a subclass with its own `decide` is all that a new
bot needs. `Manufacturers` holds the numbers of all seats; no seat sees another's.
"""

from __future__ import annotations

from typing import Any

import mesa
import numpy as np

from ..arithmetic import Array, Flags, parts_of, total
from ..network.network import Network
from ..scenario.scenario import Scenario
from ..sites.line import Output
from ..sites.market import Sales
from .capital import Priorities, affordable
from .planning import Planning
from .regions import Regions
from .stance_numbers import MOST, Numbers
from .stances import Decision, Policy, SeatView


class Manufacturer(mesa.Agent):
    """One seat. Override `decide` to play it otherwise; `settle` is a person's way in.

    held (W): the worlds where a person holds the seat; there only `settle` decides.
    """

    def __init__(self, model: Any, name: str, index: int, policy: Policy) -> None:
        super().__init__(model)
        self.name = name
        self.index = index
        self.policy = policy
        self.held = np.zeros(model.worlds, dtype=bool)

    def view(self) -> SeatView:
        """All that this seat may know when it decides."""
        view: SeatView = self.model.seat_view(self.index)
        return view

    def decide(self) -> None:
        """Take the turn that begins now by the seat's policy."""
        self.take(self.policy(self.view()))

    def take(self, decision: Decision) -> None:
        """Decide in all worlds that no person holds: (K,) or (K, W) flags and numbers.

        Raises:
            ValueError: if the flags or numbers fit neither shape, or a number leaves its range.
        """
        self.model.manufacturers.store_decision(self.index, decision, ~self.held)

    def hold(self, decision: Decision, world: int | None = None) -> None:
        """Take a person's decision, in one world or, with None, in all; there the seat is held from now on.

        Raises:
            ValueError: if the flags or numbers fit neither shape, a number leaves its range, or there is no
                such world.
        """
        worlds = self._worlds(world)
        self.model.manufacturers.store_decision(self.index, decision, worlds)
        self.held |= worlds

    def release(self, world: int | None = None) -> None:
        """Give the seat back to its policy, in one world or in all."""
        self.held &= ~self._worlds(world)

    def _worlds(self, world: int | None) -> Flags:
        """One world, or all: (W,)."""
        if world is None:
            return np.ones_like(self.held)
        if not 0 <= world < len(self.held):
            raise ValueError(f"there is no world {world}; there are 0 to {len(self.held) - 1}")
        chosen: Flags = np.arange(len(self.held)) == world
        return chosen

    @property
    def on_hand(self) -> Array:
        """Units of each component at the plant: (K, W)."""
        on_hand: Array = self.model.manufacturers.on_hand[self.index]
        return on_hand

    @property
    def finished_goods(self) -> Array:
        """Units of each product at the plant: (G, W)."""
        goods: Array = self.model.manufacturers.finished_goods[self.index]
        return goods


class Manufacturers:
    """All seats' goods and promises.

    on_hand, on_order (ordered, not received), moving (shipped, not received) (N, K, W);
    returned: what a rule has given back since week 1 (N, K, W);
    finished_goods (N, G, W); backlog (N, G, M, W); stance (N, K, W), True for JIC;
    numbers: what seats have set behind their stances, None as long as nobody has;
    blame (N, G, K+1, W): the cause of each line's latest shortfall.
    """

    def __init__(self, scenario: Scenario, network: Network, worlds: int) -> None:
        seats, components, products = len(network.seats), len(network.components), len(network.products)
        self.network = network
        self._target_weeks = scenario.line.finished_goods_weeks
        self._priorities = Priorities(scenario)
        buffered = any(market.buffer for market in scenario.market)
        self.regions = Regions(scenario, network, worlds) if buffered else None
        self._to_order = scenario.line.makes == "to_order"
        self.stance = np.zeros((seats, components, worlds), dtype=bool)
        self.settled = self.stance.copy()
        self.numbers: Numbers | None = None
        self._settled_numbers: Numbers | None = None
        self.on_hand = np.zeros((seats, components, worlds))
        self.on_order = np.zeros_like(self.on_hand)
        self.moving = np.zeros_like(self.on_hand)
        self.returned = np.zeros_like(self.on_hand)
        self.finished_goods = np.zeros((seats, products, worlds))
        self.backlog = np.zeros((seats, products, len(network.markets), worlds))
        self.blame = np.zeros((seats, products, components + 1, worlds))
        self.blame[:, :, components] = 1.0

    def store_decision(self, seat: int, decision: Decision, worlds: Flags) -> None:
        """Store a seat's decision for some worlds (W,); `change_over` puts it into force.

        Raises:
            ValueError: if flags or numbers are neither (K,) nor (K, W), or a number leaves its range.
        """
        flags = _flags(decision.jic)
        wanted = self.settled[seat].shape
        if flags.shape not in (wanted, wanted[:1]):
            raise ValueError(f"a decision has {wanted[:1]} or {wanted} flags, not {flags.shape}")
        if self._settled_numbers is None and _sets_numbers(decision):
            self._settled_numbers = Numbers(*self.settled.shape)
        if self._settled_numbers is not None:
            self._settled_numbers.store(seat, decision, worlds)
        flags = flags if flags.ndim == 2 else flags[:, None]
        self.settled[seat] = np.where(worlds, flags, self.settled[seat])

    def take_over(self, sites: Manufacturers, times: int) -> None:
        """Own, owe and stand as `sites` do, their worlds repeated; nobody has settled anything new."""
        self.stance = np.tile(sites.stance, times)
        self.settled = self.stance.copy()
        self.numbers = sites.numbers and sites.numbers.repeated(times)
        self.on_hand = np.tile(sites.on_hand, times)
        self.on_order = np.tile(sites.on_order, times)
        self.moving = np.tile(sites.moving, times)
        self.finished_goods = np.tile(sites.finished_goods, times)
        if self.regions is not None and sites.regions is not None:
            self.regions.take_over(sites.regions, times)
        self.backlog = np.tile(sites.backlog, times)

    def change_over(self, planning: Planning) -> Flags:
        """Put what was settled into force; where a stance or a number behind it changed: (N, K, W)."""
        changed: Flags = self.settled != self.stance
        before, settled = self.stance, self._settled_numbers
        self.stance = self.settled.copy()
        if settled is not None:
            was, now = planning.behind(before, self.numbers), planning.behind(self.stance, settled)
            changed |= (was[0] != now[0]) | (was[1] != now[1])
            self.numbers = settled.repeated()
        return changed

    def target(self, planning: Planning, week: int) -> Array:
        """Finished goods that a seat wants at the week's end, everywhere: (N, G, W)."""
        at_plant = self.plant_target(planning, week)
        return at_plant if self.regions is None else at_plant + self.regions.target(planning, week)

    def plant_target(self, planning: Planning, week: int) -> Array:
        """The same at the plant alone."""
        return self._target_weeks * planning.forecast(week)

    def goods(self) -> Array:
        """Finished goods at the plant, in regions and on the way there: (N, G, W)."""
        return self.finished_goods if self.regions is None else self.finished_goods + self.regions.owned()

    def position(self, planning: Planning, week: int) -> Array:
        """Inventory position: on hand and on order, less the kits owed to customers and shelf.

        Finished goods above target count as kits already built (an echelon position).
        """
        owed = self.target(planning, week) + self.waiting() - self.goods()
        position = self.on_hand + self.on_order
        position -= parts_of(planning.bill(week), owed)
        return position

    def attempt(self, planning: Planning, week: int, demand: Array) -> Array:
        """Units each line tries to make, were there no limits: (N, G, W).

        A line that makes to order knows the week's demand (N, G, M, W), any other its forecast.
        """
        expected = total(demand, axis=2) if self._to_order else planning.forecast(week)
        wanted = self.target(planning, week) + self.waiting() + expected - self.goods()
        return np.maximum(0.0, wanted)

    def affordable(self, orders: Array, product_value: Array) -> Array:
        """Share of its orders (N, K, W) that each seat's working capital allows: (N, K, W).

        Tied up are stock, open orders and finished goods (product_value (N, G) apiece).
        """
        value = self.network.value[:, None]
        tied_up = total((self.on_hand + self.on_order) * value, axis=1)
        tied_up += total(self.goods() * product_value[..., None], axis=1)
        room = np.maximum(0.0, (self.network.cash + self.network.credit)[:, None] - tied_up)
        return affordable(room, orders * value, self._priorities.ranks(self.numbers))

    def order(self, orders: Array) -> None:
        """Book what was ordered, or taken back where it is below 0: (N, K, W)."""
        self.on_order += orders
        np.maximum(0.0, self.on_order, out=self.on_order)

    def give_back(self, seat: int, component: int, units: Array) -> Array:
        """Take up to so many units (W) out of a bin, back to where they came from; how many went."""
        given: Array = np.minimum(units, self.on_hand[seat, component])
        self.on_hand[seat, component] -= given
        self.returned[seat, component] += given
        return given

    def ship(self, shipped: Array) -> None:
        """Book what left the suppliers' gates; from here it is the seat's own."""
        self.moving += shipped

    def receive(self, received: Array) -> None:
        self.on_hand += received
        for coming in (self.on_order, self.moving):
            coming -= received
            np.maximum(0.0, coming, out=coming)

    def make(self, output: Output) -> None:
        """Book a week's production and remember why a line fell short."""
        self.on_hand -= output.used
        self.finished_goods += output.made
        output.put_causes(self.blame)

    def deliver(self, sales: Sales) -> None:
        self.finished_goods = np.maximum(0.0, self.finished_goods - sales.sold)
        self.backlog = sales.backlog

    def waiting(self) -> Array:
        """Backlog over all markets: (N, G, W)."""
        return total(self.backlog, axis=2)


def _sets_numbers(decision: Decision) -> bool:
    return any(getattr(decision, name) is not None for name in MOST)


def _flags(jic: object) -> Flags:
    """True for Just in Case; whatever else a bot may give, such as a probability, would be read as True."""
    flags = np.asarray(jic)
    if flags.dtype != bool and not np.isin(flags, (0, 1)).all():
        raise ValueError(
            "a decision's flags are True for Just in Case and False for Just in Time, nothing else"
        )
    return flags.astype(bool, copy=False)
