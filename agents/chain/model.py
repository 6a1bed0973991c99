"""A chain of all its sites, stepped week by week: bend, order, fill, move, receive, make, sell, record.

`SupplyChain` steps W independent worlds of one scenario at once. How goods flow stands in `flow`; here are
the seats, whose deciding is an agent's act, the order of a week, and the books.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache

import numpy as np

from ..arithmetic import Array, Flags, total
from ..chance.news import NewsDesk, PublishedNews
from ..chance.random_streams import Chance
from ..chance.sample_path import SamplePath, draw
from ..chance.shocks import Shock
from ..manufacturers.manufacturer import Manufacturer
from ..manufacturers.stances import Decision, SeatView
from ..network.cost_lines import CHANGEOVER, EXPEDITE, FREIGHT, OBSOLESCENCE, ORDER_LINE, ORDERS
from ..network.derivation import network_of
from ..scenario.scenario import Scenario
from ..sites.write_off import WrittenOff
from .books import Books, Stocks
from .flow import Flow
from .opening import fill_the_chain, recommended
from .ordering import place_orders
from .record import Record
from .site_agents import Player, register_sites
from .totals import Sums, Week


class SupplyChain(Flow):
    """W worlds of a scenario, from one seed.

    Args:
        scenario: what every world starts from.
        seed: root of all chance, 0 to 2**64 - 1.
        worlds: W, how many worlds are stepped at once, 1 or more.
        policies: who decides, for all seats or by seat name; seats not named play `hybrid`.
        first_world: number of the first of these worlds in the seed's endless row of worlds.
        live_shocks: shocks beyond the scenario's, as a facilitator throws them in.
        history: keep every week's measures in `record`, and what is written off; `sums` are kept in any case.
        path: chance drawn before for the same scenario, seed and worlds, to save drawing it again.

    Raises:
        ValueError: if a policy's name or a seat's is unknown, or there is no such seed or number of worlds.
    """

    def __init__(
        self,
        scenario: Scenario,
        seed: int,
        worlds: int = 1,
        *,
        policies: Player | Mapping[str, Player] = "hybrid",
        first_world: int = 0,
        live_shocks: Sequence[Shock] = (),
        history: bool = True,
        path: SamplePath | None = None,
    ) -> None:
        network = network_of(scenario)
        path = path or draw(scenario, network, Chance(seed, worlds, first_world))
        super().__init__(scenario, network, path, worlds, live_shocks)
        self.seed = seed
        self._history = self.write_offs.keeps = history
        self.news_desk = NewsDesk(network, worlds)
        self.sums = Sums(network, worlds)
        self._books = Books(np.zeros_like(self.sums.cost))
        self.record = Record(network, scenario.weeks if history else 0, worlds)
        self._seats = register_sites(self, policies)
        self._shown: Callable[[], tuple[Array, Array, Array]] | None = None
        fill_the_chain(self)

    # ------------------------------------------------------------ seats

    def manufacturer(self, seat: str) -> Manufacturer:
        """The agent that holds a seat.

        Raises:
            KeyError: if the scenario has no such seat.
        """
        return self._seats[seat]

    def settle(self, seat: str, decision: Decision, world: int | None = None) -> None:
        """A person's decision for the turn that begins next, in one world or in all.

        There the seat is held by a person from now on, until it is released.
        """
        self.manufacturer(seat).settle(decision, world)

    def release(self, seat: str, world: int | None = None) -> None:
        """Give a seat back to its policy, in one world or in all."""
        self.manufacturer(seat).release(world)

    @property
    def turn(self) -> int:
        """Number of the turn that begins next, or goes on, from 1."""
        return self.week // self.scenario.weeks_per_turn + 1

    def seat_view(self, seat: int) -> SeatView:
        """What the seat with this index may know."""
        sites, network = self.manufacturers, self.network
        use, quote, alert = (self._shown or self._shown_to_all)()
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
            recommended=recommended(self.scenario),
        )

    def _shown_to_all(self) -> tuple[Array, Array, Array]:
        """Use that is expected (N, K, W), quotes and what news says (K, W): the same whichever seat looks."""
        alert = self.news_desk.alert(self.shocks, self.week)
        return self.planning.use(self.week + 1), self.network.lane_mean(self.quote), alert

    def news(self, world: int = 0) -> list[PublishedNews]:
        """All that has been published in one world up to the current week, oldest first."""
        return self.news_desk.published(self.shocks, self.week, world)

    def written_off(self, world: int = 0) -> list[WrittenOff]:
        """All that has been written off in one world, by week, seat and component; none without history."""
        return self.write_offs.told(world)

    def stocks(self) -> Stocks:
        """What every seat owns and owes now."""
        sites = self.manufacturers
        return Stocks(
            on_hand=sites.on_hand,
            moving=sites.moving,
            in_port=self.network.by_component(self.ports.waiting()[:, : len(self.network.seats)]),
            finished_goods=sites.goods(),
            backlog=total(sites.backlog, axis=2),
            regions=None if sites.regions is None else (sites.finished_goods, sites.regions.shelves),
        )

    def close_books(self) -> Array:
        """What closing the books now would add to the costs: (lines, N, K+1, W). Changes nothing."""
        stocks, sites = self.stocks(), self.manufacturers
        costs = self.ledger.closing(stocks, sites.blame)
        if self.write_offs.happen:
            # What is still on its way and no product will need is worth nothing, whatever the closing share.
            unneeded = self.write_offs.unneeded(self.week, sites.waiting())
            credited = np.where(unneeded, stocks.moving, 0.0) * self.scenario.closing_share
            costs += self.ledger.written_off(credited)
        return costs

    # ------------------------------------------------------------ weeks

    def run(self) -> SupplyChain:
        """Play to the last week."""
        while self.week < self.scenario.weeks:
            self.step()
        return self

    def let_go(self) -> None:
        """Free all that the chain holds, which is of no use afterwards.

        A model and its agents hold each other, so its arrays would wait until the collector looks for them:
        whoever plays chain after chain would keep dozens.
        """
        self.__dict__.clear()

    def step(self) -> None:
        """One week, in the order that the module's rule gives.

        Raises:
            RuntimeError: after the scenario's last week.
        """
        if self.week >= self.scenario.weeks:
            raise RuntimeError(f"{self.scenario.name} has {self.scenario.weeks} weeks, and all are played")
        changed = self._begin_turn() if self.week % self.scenario.weeks_per_turn == 0 else None
        self.week += 1
        terms = self.terms()
        self.suppliers.raise_prices(terms)
        ordered = place_orders(self)
        shipped, received = self._supply(ordered, terms)
        demand = self.path.demand[self.week - 1] * terms.demand[:, None]
        attempted, output = self._make(demand)
        required = self.reference.require(self.week, demand)
        sales = self._sell(demand)
        written_off = self._write_off(received) if self.write_offs.happen else None
        stocks, losses = self.stocks(), self._losses(required, output, sales)
        costs = self.ledger.week(stocks, losses, shipped, terms.price, self._books)
        self._charge_what_is_rare(ordered, changed, written_off)
        self._learn(demand, terms)
        week = Week(
            terms,
            ordered,
            received,
            attempted,
            output,
            demand,
            required,
            sales,
            stocks,
            losses,
            costs,
            self._books.charged(),
        )
        self.sums.add(week)
        if self.depots:
            self.sums.depot_cost += self.depots.costs()
        if self._history:
            self.record.write(self, week)

    def _charge_what_is_rare(self, ordered: Array, changed: Flags | None, written_off: Array | None) -> None:
        """Add to a week's costs what only some scenarios charge, or some weeks."""
        ledger, books = self.ledger, self._books
        if self.sent is not None:
            books.add(FREIGHT, ledger.regional_freight(self.sent)[FREIGHT])
        if self.routing.fast:
            books.add(EXPEDITE, ledger.expediting(self.routing.expedited)[EXPEDITE])
        if changed is not None:
            fees = ledger.changeover(changed, self.planning.mean_use(self.week))
            books.add(CHANGEOVER, fees[CHANGEOVER])
        if ORDER_LINE in ledger.lines:
            placed = self.seat_rules.count(self.network.by_component(ordered))
            books.add(ORDERS, ledger.orders(placed)[ORDERS])
        if written_off is not None:
            books.add(OBSOLESCENCE, ledger.written_off(written_off)[OBSOLESCENCE])

    def _begin_turn(self) -> Flags:
        """Let every seat decide; where a stance changed: (N, K, W)."""
        seats = self.agents.select(agent_type=Manufacturer)
        self._shown = cache(self._shown_to_all)
        seats.select(lambda seat: not seat.held.all()).do("decide")
        self._shown = None
        return self.manufacturers.change_over(self.planning)
