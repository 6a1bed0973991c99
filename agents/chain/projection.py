"""Projection: each seat's books carried forward by the rules of the chain, if nothing new happens.

Every seat gets worlds of its own. In these, its bins, orders and goods are as in its books, quotes and
queues as published, and rivals order what is usual or what the quotes tell. Demand is as forecast, or as the
seat has planned it; what delays a supplier, a port, a lane or its own line this week stays as it is; no new
shock begins. So a projection can depend on neither the future nor a rival's private books.
"""

from __future__ import annotations

import msgspec
import numpy as np

from ..arithmetic import Array, Flags, parts_of, ratio, total
from ..chance.engineering_changes import Bills
from ..chance.sample_path import SamplePath
from ..chance.terms import Terms
from ..network.lane_index import NO_SUPPLIER
from ..network.network import Network
from ..scenario.scenario import Scenario
from ..sites.line import Output, produce_some
from .flow import Flow
from .horizons import WEEKS
from .ordering import place_orders
from .state import ChainState

RUSH_WEEKS = 12
"""Weeks for which rivals go on ordering as now, where a quote tells what they order: about as long as it
takes to order a buffer."""

PLENTY_WEEKS = 2.0 * WEEKS
"""Weeks of line capacity in the bins of a line that is to lack nothing: more than any projection uses."""

UNCHANGED, NO_SUPPLY, FIRST_SWITCH = 0, 1, 2
"""Variants of a projection, by index. All stances stay; nothing more leaves a supplier while the line lacks
nothing; from `FIRST_SWITCH` on, one for each component, that component's stance is the other one."""


class Projection(Flow):
    """The next `WEEKS` weeks of every seat of a chain, in all variants at once.

    The worlds of a projection are all combinations of variant, seat and world of the chain, in this order.

    Args:
        chain: the chain at a week's end; it is not changed.

    Attributes:
        on_hand: units at the plants, (T, variants, N, K, W); `WEEKS` + 1 weeks, the first being now.
        received: units received at the plants, (T, variants, N, K, W), `WEEKS` weeks.
        used: units used by the lines, (T, variants, N, K, W), `WEEKS` weeks.
    """

    def __init__(self, chain: ChainState) -> None:
        network = chain.network
        self._shape = (self._variants(chain), len(network.seats), chain.worlds)
        times = self._shape[0] * self._shape[1]
        scenario = _without_switching(chain.scenario, chain.week + WEEKS)
        changes = tuple(change.as_known(chain.week).repeated(times) for change in chain.bills.changes)
        # Worlds run over variants, then seats, then the chain's worlds; only the owner's books are known.
        owner = np.repeat(np.tile(np.arange(self._shape[1]), self._shape[0]), chain.worlds)
        own: Flags = np.arange(self._shape[1])[:, None] == owner
        self._own_lines = owner, np.arange(len(owner))
        # Nobody asks a rival for anything: what it orders is given, and the rest of it is not looked at.
        path = SamplePath(_forecast_demand(chain, times, own), changes)
        super().__init__(scenario, network, path, times * chain.worlds)
        # The scenario was lengthened above, so that a projection may pass the end of the game.
        self.week = chain.week
        self._take_over(chain, own, times)
        # After the state: cutting off and changing stances alter what has been taken over.
        self._terms = _observed_terms(chain, times)
        self._alter(chain)
        self._play()
        self._let_go()

    def _variants(self, chain: ChainState) -> int:
        """Number of variants; a projection of others overrides this and `_alter`."""
        return FIRST_SWITCH + len(chain.network.components)

    def _alter(self, chain: ChainState) -> None:
        """Make the variants differ, in the state that has been taken over from the chain."""
        self._stop_suppliers()
        self._change_stances()

    def _take_over(self, chain: ChainState, own: Flags, times: int) -> None:
        """Put every site in the chain's state, as far as each world's own seat may know; own is (N, W)."""
        usual = _usual_orders(self.network, self.bills, self.week)
        self.manufacturers.take_over(chain.manufacturers, times)
        self.planning.take_over(chain.planning, times)
        self.sourcing.take_over(chain.sourcing, times)
        self.seat_rules.take_over(chain.seat_rules, times)
        # Depots belong to no seat, so their books are public in all worlds.
        depots = np.ones((len(self.network.depots), own.shape[1]), dtype=bool)
        known = np.concatenate([own, depots])
        self.suppliers.take_over(chain.suppliers, self.week, known, usual)
        self.depots.take_over(chain.depots, times)
        self.order_transit.take_over(chain.order_transit, self.week, known, usual)
        self.lanes.take_over(chain.lanes, self.week, known, usual)
        self.ports.take_over(chain.ports, known)
        self.inland.take_over(chain.inland, self.week, known, usual)
        # Rivals expedite nothing that the seat could know of.
        nothing = np.zeros((self.scenario.weeks, *self.manufacturers.on_hand.shape[:2], 1))
        self.replay_orders(self._orders_of_others(chain, own, times), own, expedited=nothing)

    def _orders_of_others(self, chain: ChainState, own: Flags, times: int) -> Array:
        """Units that all but the owner order in each week, (T, J, N, W).

        Where a supplier has a queue, its quote reveals what all others ordered this week; they are assumed
        to go on like that for `RUSH_WEEKS`. Elsewhere, and later, they order what is usual.
        """
        seats = len(self.network.seats)
        now = _usual_orders(self.network, self.bills, self.week)[:, :seats]
        queued = np.tile(chain.suppliers.delay() > 0.0, times)[self.network.supplier_of_lane]
        queued = queued & (self.network.supplier_of_lane != NO_SUPPLIER)[:, None]
        # The sum alone is public, so it is split by what each of the others usually orders.
        others = total(np.tile(chain.suppliers.ordered[:, :seats], times) * ~own, axis=1)
        rush = np.where(queued, ratio(others, total(now * ~own, axis=1), empty=1.0), 1.0)
        orders = np.zeros((self.scenario.weeks, len(now), *own.shape))
        for week in range(self.week + 1, self.scenario.weeks + 1):
            orders[week - 1] = _usual_orders(self.network, self.bills, week)[:, :seats]
            if week <= self.week + RUSH_WEEKS:
                orders[week - 1] *= rush[:, None]
        return orders

    def _stop_suppliers(self) -> None:
        """In the variant `NO_SUPPLY`, stop all suppliers and fill all bins."""
        cut = self._worlds_of(NO_SUPPLY)
        # Capacity, stock and work in progress: goods that have left the supplier still arrive.
        self._terms.capacity[:, cut] = 0.0
        if self.suppliers.reserve is not None:
            self.suppliers.reserve.stop(cut)
        if self._terms.line is not None:
            # How long parts last is told for a line that runs as usual, also while it is struck.
            self._terms.line[:, cut] = 1.0
        self.suppliers.finished[:, cut] = 0.0
        self.suppliers.making.empty(cut)
        most = np.repeat(
            PLENTY_WEEKS * self.network.line_capacity[:, None], self.network.bill.shape[1], axis=1
        )
        plenty = parts_of(self.bills.at_any_time(), most[..., None])
        self.manufacturers.on_hand[..., cut] += plenty

    def _change_stances(self) -> None:
        """In each variant from `FIRST_SWITCH` on, flip one component's stance; its own numbers go."""
        for component in range(len(self.network.components)):
            worlds = self._worlds_of(FIRST_SWITCH + component)
            self.manufacturers.stance[:, component, worlds] ^= True
            if self.manufacturers.numbers is not None:
                self.manufacturers.numbers.give_back(component, worlds)

    def _worlds_of(self, variant: int) -> slice:
        """The worlds of a variant, all seats."""
        _, seats, worlds = self._shape
        return slice(variant * seats * worlds, (variant + 1) * seats * worlds)

    def _play(self) -> None:
        on_hand, received, used = [self._own_rows(self.manufacturers.on_hand)], [], []
        for _ in range(WEEKS):
            came, parts = self._week()
            on_hand.append(self._own_rows(self.manufacturers.on_hand))
            received.append(self._own_rows(came))
            used.append(self._own_rows(parts))
        self.on_hand, self.received, self.used = np.stack(on_hand), np.stack(received), np.stack(used)

    def _week(self) -> tuple[Array, Array]:
        """Play a week without its books; units received at the plants and used by the lines, (N, K, W)."""
        self.week += 1
        self._terms.week = self.week
        _, received = self._supply(place_orders(self), self._terms)
        demand = self.path.demand[self.week - 1]
        _, output = self._make(demand, self._terms)
        self._sell(demand)
        self._learn(demand, self._terms)
        return received, output.used

    def _run_lines(self, attempted: Array, terms: Terms) -> Output:
        """Run the owner's line in each world; the rivals' stand, since the owner sees nothing of them."""
        on_hand = self.manufacturers.on_hand
        return produce_some(self._own_lines, attempted, on_hand, *self._line_terms(terms))

    def _let_go(self) -> None:
        """Drop all but what was asked for: a Mesa model refers to itself, so that without this its arrays
        would stay until the garbage collector comes."""
        shown = self.on_hand, self.received, self.used
        self.__dict__.clear()
        self.on_hand, self.received, self.used = shown

    def _own_rows(self, measure: Array) -> Array:
        """Every seat's row of a measure (N, K, W) in that seat's own worlds, (variants, N, K, W)."""
        variants, seats, worlds = self._shape
        # A seat knows only its own row; the others in its worlds are guesses.
        split = measure.reshape(*measure.shape[:-1], variants, seats, worlds)
        return np.stack([split[seat, :, :, seat] for seat in range(seats)], axis=1).transpose(2, 1, 0, 3)


def _without_switching(scenario: Scenario, weeks: int) -> Scenario:
    """The scenario for so many weeks, without customers that switch: a rival's goods are private."""
    markets = [
        msgspec.structs.replace(market, selling=msgspec.structs.replace(rule, switching=0.0))
        for market, rule in zip(scenario.market, scenario.customers, strict=True)
    ]
    return msgspec.structs.replace(scenario, weeks=weeks, market=markets)


def _forecast_demand(chain: ChainState, times: int, own: Flags) -> Array:
    """Demand of the next weeks as the seats forecast it today, units, (T, N, G, M, W), the worlds repeated.

    own: the seats that are asked for anything, (N, W). Weeks that are over hold zeros: nobody reads them.
    """
    network, level = chain.network, np.tile(chain.planning.level_everywhere, times) * own[:, None]
    demand = np.zeros((chain.week + WEEKS, *level.shape[:2], len(network.markets), level.shape[2]))
    for week in range(chain.week + 1, chain.week + WEEKS + 1):
        season = network.market_share * network.season(week)
        np.multiply(level[:, :, None], season[..., None], out=demand[week - 1])
        if chain.planning.plans is not None:
            # Who has overruled its forecast looks ahead by its plan.
            planned = chain.planning.by_market(week, range(len(network.markets)))
            demand[week - 1] = np.tile(planned, times) * own[:, None, None]
    return demand


def _observed_terms(chain: ChainState, times: int) -> Terms:
    """This week's terms, as far as customers can observe them, the worlds repeated.

    Reduced capacity or throughput is observed only where there is a queue; a stretched lane by its quote.
    """
    terms = chain.terms()
    at_supplier, at_port = chain.suppliers.delay() > 0.0, chain.ports.delay() > 0.0
    return Terms(
        week=chain.week,
        capacity=np.tile(np.where(at_supplier, terms.capacity, 1.0), times),
        outside=np.tile(np.where(at_supplier, terms.outside, 1.0), times),
        price=np.tile(terms.price, times),
        throughput=np.tile(np.where(at_port, terms.throughput, 1.0), times),
        demand=np.tile(np.ones_like(terms.demand), times),
        extra_weeks=np.tile(terms.extra_weeks, times),
        good=np.repeat(chain.network.usual_yield[:, None], times * chain.worlds, axis=1),
        others=np.repeat(chain.network.others_boxes[:, None], times * chain.worlds, axis=1),
        network=chain.network,
        # Of these a world reads its own seat's line alone, and that seat knows how its line stands.
        line=None if terms.line is None else np.tile(terms.line, times),
        use=None if terms.use is None else np.tile(terms.use, times),
    )


def _usual_orders(network: Network, bills: Bills, week: int) -> Array:
    """Units that customers usually order in a week, (J, C, 1), or (J, C, W) where bills change."""
    products = network.mean_demand * network.product_season(week)
    return network.usual_lanes(parts_of(bills.at(week, week), products[..., None]))
