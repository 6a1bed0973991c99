"""The supply chain as a Mesa model: the week in its order of phases, the agents of the seats, the costs.

`SupplyChain` steps W independent worlds of one scenario at once. `step` is the week in order; the phases
themselves are in `ordering`, `flow` and `depot_phase`. At the first week of a turn every seat decides.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache

import numpy as np

from ..arithmetic import Array
from ..chance.news import NewsDesk, PublishedNews
from ..chance.random_streams import Chance
from ..chance.sample_path import SamplePath, draw
from ..chance.shocks import Shock
from ..chance.terms import Terms
from ..manufacturers.manufacturer import Manufacturer
from ..manufacturers.seat_arrays import Changed
from ..manufacturers.stances import Decision, SeatView
from ..network.cost_lines import CHANGEOVER, EXPEDITE, FREIGHT, OBSOLESCENCE, ORDER_LINE, ORDERS
from ..network.derivation import network_of
from ..scenario.scenario import Scenario
from ..sites.write_off import WrittenOff
from .books import LINE, PARTS, Stocks, WeekCosts
from .flow import Flow
from .opening import recommended, set_initial_state
from .ordering import place_orders
from .record import Record
from .site_agents import PolicyLike, register_sites
from .struck import StruckWeeks
from .totals import Sums, Week


class SupplyChain(Flow):
    """W independent worlds of a scenario, from one seed.

    Args:
        scenario: what every world starts from.
        seed: root of all chance, 0 to 2**64 - 1.
        worlds: W, how many worlds are stepped at once, 1 or more.
        policies: who decides, for all seats or by seat name; seats not named play `hybrid`.
        first_world: number of the first of these worlds; world w of a seed is the same in every run.
        live_shocks: shocks beyond the scenario's, such as a facilitator injects.
        history: keep every week's measures in `record`, and what is written off; `sums` are kept in any case.
        forget_after: see `Record`.
        path: chance drawn before for the same scenario, seed and worlds, to save drawing it again.

    Attributes:
        record: measures of the weeks played, empty without history.
        struck: what shocks of some kinds told of the weeks in which they were in force, with history alone.
        sums: totals of the weeks played.
        beside_stances: what seats had in force beside their stances in each turn, by seat
            (`Manufacturers.beside_stances`); None for a turn without any. Empty without history.

    Raises:
        ValueError: if a policy's name or a seat's is unknown, or there is no such seed or number of worlds.
    """

    def __init__(
        self,
        scenario: Scenario,
        seed: int,
        worlds: int = 1,
        *,
        policies: PolicyLike | Mapping[str, PolicyLike] = "hybrid",
        first_world: int = 0,
        live_shocks: Sequence[Shock] = (),
        history: bool = True,
        forget_after: int | None = None,
        path: SamplePath | None = None,
    ) -> None:
        network = network_of(scenario)
        chance = Chance(seed, worlds, first_world)
        path, worlds = path or draw(scenario, network, chance), chance.worlds
        super().__init__(scenario, network, path, worlds, live_shocks)
        self.seed = chance.seed
        self._recommended = recommended(scenario)
        self._history = self.write_offs.keeps = history
        self.news_desk = NewsDesk(network, worlds)
        self.sums = Sums(network, worlds)
        self._costs = WeekCosts(np.zeros_like(self.sums.cost))
        self.record = Record(network, scenario.weeks if history else 0, worlds, forget_after)
        self.struck = StruckWeeks(forget_after)
        self.beside_stances: list[tuple[Decision, ...] | None] = []
        self._seats = register_sites(self, policies)
        self._cached_view: Callable[[], tuple[Array, Array, Array]] | None = None
        # Last, since the agents and all arrays must be there.
        set_initial_state(self)

    # ------------------------------------------------------------ seats

    def manufacturer(self, seat: str) -> Manufacturer:
        """The agent that holds a seat.

        Raises:
            KeyError: if the scenario has no such seat.
        """
        return self._seats[seat]

    def settle(self, seat: str, decision: Decision, world: int | None = None) -> None:
        """Take a person's decision for the turn that begins next, in one world or in all.

        There the seat is held by a person from now on, until it is released.

        Args:
            seat: name of the seat.
            decision: what the person settles.
            world: index of the world; None for all.

        Raises:
            KeyError: if the scenario has no such seat.
            ValueError: if the decision does not fit (`Manufacturer.hold`), or there is no such world.
        """
        self.manufacturer(seat).hold(decision, world)

    def release(self, seat: str, world: int | None = None) -> None:
        """Give a seat back to its policy, in one world or, with None, in all.

        Raises:
            KeyError: if the scenario has no such seat.
            ValueError: if there is no such world.
        """
        self.manufacturer(seat).release(world)

    @property
    def turn(self) -> int:
        """Number of the turn that begins next, or goes on, from 1."""
        return self.week // self.scenario.weeks_per_turn + 1

    def seat_view(self, seat: int) -> SeatView:
        """All that the seat with this index may know now: copies, so that no policy can change the chain."""
        sites, network = self.manufacturers, self.network
        use, quote, alert = (self._cached_view or self._public_view)()
        return SeatView(
            seat=network.seats[seat],
            week=self.week,
            turn=self.turn,
            components=network.components,
            on_hand=sites.on_hand[seat].copy(),
            on_order=sites.on_order[seat].copy(),
            use=use[seat].copy(),
            quote=quote.copy(),
            usual_lead_time=network.usual_component_lead_time,
            base_stock_level=self.base_stock[seat].copy(),
            stance=sites.stance[seat].copy(),
            alert=alert.copy(),
            recommended=self._recommended.copy(),
        )

    def _public_view(self) -> tuple[Array, Array, Array]:
        """Expected use (N, K, W), quotes and grades of alert (K, W): one computation for all seats' views."""
        alert = self.news_desk.alert(self.shocks, self.week)
        return self.planning.use(self.week + 1), self.network.lane_mean(self.quote), alert

    def news(self, world: int = 0) -> list[PublishedNews]:
        """News published in one world up to the current week, oldest first."""
        return self.news_desk.published(self.shocks, self.week, world)

    def written_off(self, world: int = 0) -> list[WrittenOff]:
        """Write-offs of one world, by week, seat and component; empty without history."""
        return self.write_offs.events(world)

    def stocks(self) -> Stocks:
        """What every seat owns now, and the backlog it owes."""
        sites = self.manufacturers
        return Stocks(
            on_hand=sites.on_hand,
            moving=sites.moving,
            in_port=self.network.by_component(self.ports.waiting()[:, : len(self.network.seats)]),
            finished_goods=sites.goods(),
            backlog=sites.waiting(),
            regions=None if sites.regions is None else (sites.finished_goods, sites.regions.shelves),
        )

    def close_books(self) -> Array:
        """Money that closing the books now would add to the costs, (L, N, X, W). Changes nothing."""
        stocks, sites = self.stocks(), self.manufacturers
        costs = self.ledger.closing(stocks, sites.blame)
        if self.write_offs.happen:
            # What is still on its way and no product will need is worth nothing, whatever the closing share.
            unneeded = self.write_offs.unneeded(self.week, sites.waiting())
            credited = np.where(unneeded, stocks.moving, 0.0) * self.scenario.closing_share
            costs[OBSOLESCENCE, :, PARTS] += self.ledger.written_off(credited)
        return costs

    # ------------------------------------------------------------ weeks

    def run(self) -> SupplyChain:
        """Play to the scenario's last week; the chain itself."""
        # From wherever the chain stands: a game may have been played in part.
        while self.week < self.scenario.weeks:
            self.step()
        return self

    def dispose(self) -> None:
        """Free everything the chain holds; it cannot be used afterwards.

        A model and its agents refer to each other, so its arrays would stay until the garbage collector runs:
        a study that plays chain after chain would keep dozens in memory.
        """
        self.__dict__.clear()

    def step(self) -> None:
        """Play one week: bend, order, fill, move, receive, make, sell, write off, charge, learn, record.

        Orders come before receipts, as in the textbook (Snyder and Shen, Fundamentals of Supply Chain
        Theory, section 4.3), so a lead time of L weeks covers L + 1 weeks of demand.

        Raises:
            RuntimeError: after the scenario's last week.
        """
        if self.week >= self.scenario.weeks:
            raise RuntimeError(f"{self.scenario.name} has {self.scenario.weeks} weeks, and all are played")
        # Before the week is counted: what a seat sees when it decides is the end of the last week.
        changed = self._begin_turn() if self.week % self.scenario.weeks_per_turn == 0 else None
        self.week += 1
        terms = self.terms()
        # Before this week's orders join the queue: prices follow the queue that seats could see.
        self.suppliers.raise_prices(terms)
        ordered = place_orders(self)
        shipped, received = self._supply(ordered, terms)
        demand = self._demand(terms)
        attempted, output = self._make(demand, terms)
        # Before `_learn`: the reference seat plans with the same forecast as the seats have just done.
        required = self.reference.require(self.week, demand)
        sales = self._sell(demand)
        written_off = self._write_off(received) if self.write_offs.happen else None
        stocks, losses = self.stocks(), self._losses(required, output, sales)
        if self._history:
            self._costs.begin_in(self.record.row("cost"))
        # Overwrites the week's costs, so what only some weeks charge is added after it.
        costs = self.ledger.week(stocks, losses, shipped, terms.price, self._costs)
        self._charge_rare_lines(ordered, changed, written_off)
        # Last: quotes and forecasts of this week are for next week's decisions.
        self._learn(demand, terms)
        week = Week(
            terms,
            ordered,
            received,
            attempted,
            output,
            demand,
            self._of_all_markets(demand),
            required,
            sales,
            stocks,
            losses,
            costs,
            self._costs.charged(),
        )
        self.sums.add(week)
        if self.depots:
            self.sums.depot_cost += self.depots.costs()
        if self._history:
            self.record.write(self, week)
            self.struck.write(self, week)
        self.running = self.week < self.scenario.weeks  # Mesa's word: `run_model` and batches stop by it

    def _demand(self, terms: Terms) -> Array:
        """Units that each market asks of each seat this week, shocks applied, (N, G, M, W)."""
        demand: Array = self.path.demand[self.week - 1]
        # In most weeks no shock bends it, and the path's own numbers serve; nothing changes them.
        return demand if (terms.demand == 1.0).all() else demand * terms.demand[:, None]

    def _charge_rare_lines(self, ordered: Array, changed: Changed | None, written_off: Array | None) -> None:
        """Add to a week's costs what only some scenarios charge, or some weeks."""
        ledger, costs = self.ledger, self._costs
        if self.sent is not None:
            costs.add(FREIGHT, ledger.regional_freight(self.sent), LINE)
        if self.routing.fast:
            costs.add(EXPEDITE, ledger.expediting(self.routing.expedited), PARTS)
        if changed is not None and changed.parts.any():
            fees = ledger.changeover(changed.parts, self.planning.mean_use(self.week))
            costs.add(CHANGEOVER, fees, PARTS)
        regions = self.manufacturers.regions
        if changed is not None and changed.shelves is not None and regions is not None:
            fees = ledger.shelf_changeover(changed.shelves, regions.mean_demand(self.planning))
            costs.add(CHANGEOVER, fees, LINE)
        if ORDER_LINE in ledger.lines:
            placed = self.seat_rules.count(self.network.by_component(ordered))
            costs.add(ORDERS, ledger.orders(placed), PARTS)
        if written_off is not None:
            costs.add(OBSOLESCENCE, ledger.written_off(written_off), PARTS)

    def _begin_turn(self) -> Changed:
        """Let every seat decide, and put what is decided into force; what of it carries a fee."""
        seats = self.agents.select(agent_type=Manufacturer)
        # Computed at the first view and kept for the other seats' while they decide.
        self._cached_view = cache(self._public_view)
        # A seat that persons hold in every world has nothing to decide.
        seats.select(lambda seat: not seat.held.all()).do("decide")
        self._cached_view = None
        changed = self.manufacturers.change_over(self.planning, self.week)
        if self._history:
            self.beside_stances.append(self.manufacturers.beside_stances(self.planning, self.week))
        return changed
