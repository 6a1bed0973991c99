"""How a seat turns a stance into orders: forecast, base-stock level, and its own damping.

The forecast is smoothed demand, or the plain mean of its last weeks, as the scenario says.

Players set stances, not orders. Without the order ceiling, the smoothed lead time and the
bound on belief in quotes, four seats that panic at once make the shortage they fear explode,
so all three are numbers of the scenario.
"""

from __future__ import annotations

import numpy as np

from ..arithmetic import Array, Flags, parts_of, ratio, total
from ..chance.engineering_changes import Bills
from ..network.network import Network
from ..scenario.scenario import Scenario
from .horizon import LEAST_LIFE, Horizon
from .stance_numbers import Numbers


class Planning:
    """Forecasts and beliefs of all seats.

    level (N, G, W): demand expected without its season, units a week;
    lead_time (J, W): experienced weeks from order to receipt, one for all, as quotes are public.
    """

    def __init__(self, scenario: Scenario, network: Network, worlds: int, bills: Bills | None = None) -> None:
        self.network = network
        self.bills = bills or Bills(network)
        self._seen = 0
        self._rules = scenario.ordering
        self._seasons: dict[float, Array] = {}
        moving = network.products_come_and_go or bool(self.bills.changes)
        self._horizon = Horizon(self.bills, scenario.weeks) if moving else None
        self.level = np.repeat(network.mean_demand[..., None], worlds, axis=2)
        self._last_weeks = np.repeat(self.level[None], scenario.ordering.forecast_weeks or 0, axis=0)
        self.lead_time = np.repeat(network.usual_lead_time[:, None], worlds, axis=1)
        self._middles = (network.usual_component_lead_time / 2.0).tolist()
        self._spread = network.sigma_share[:, None]
        self._squared_bill = network.bill**2
        self._most_believed = (network.usual_lead_time + scenario.ordering.quote_belief_weeks)[:, None]
        stances = [(part.jit, part.jic) for part in scenario.component]
        self.cover_weeks = np.array([[s.cover_weeks for s in pair] for pair in stances])
        self.safety_factor = np.array([[s.safety_factor for s in pair] for pair in stances])
        self.expedite = np.array([[s.expedite for s in pair] for pair in stances])

    def take_over(self, planning: Planning, times: int) -> None:
        """Expect what `planning` does, its worlds repeated."""
        self._seen = planning._seen
        self.level = np.tile(planning.level, times)
        self._last_weeks = np.tile(planning._last_weeks, times)
        self.lead_time = np.tile(planning.lead_time, times)

    def learn_demand(self, week: int, demand: Array) -> None:
        """Learn from this week's demand (N, G, W), freed of the season that every planner knows."""
        self._seen = week
        level = self._freed_of_season(week, demand)
        if self._rules.forecast_smoothing is not None:
            self.level += self._rules.forecast_smoothing * (level - self.level)
            return
        self._last_weeks[week % len(self._last_weeks)] = level
        self.level = total(self._last_weeks) / len(self._last_weeks)

    def _freed_of_season(self, week: int, demand: Array) -> Array:
        season = self._season(week)[:, None]
        if self._horizon is None:
            return demand / season
        # Before a launch and after the end of a life sales tell nothing, and the plan stands.
        tells = self._horizon.life(week) >= LEAST_LIFE
        return np.where(tells, ratio(demand, season, empty=0.0), self.level)

    def learn_lead_time(self, quote: Array) -> None:
        """Smooth this week's quotes (J, W), believed only up to a bound."""
        believed = np.minimum(quote, self._most_believed)
        self.lead_time += self._rules.lead_time_smoothing * (believed - self.lead_time)

    def bill(self, week: int) -> Array:
        """The bill of a week, as far as is known by now: (N, G, K), or (N, G, K, W) if it changes."""
        return self.bills.at(week, self._seen)

    def forecast(self, week: int) -> Array:
        """Demand expected in a week, by seat and product: (N, G, W)."""
        return self.level * self._season(week)[:, None]

    def use(self, week: int) -> Array:
        """Units of each component that forecast demand needs in a week: (N, K, W)."""
        return parts_of(self.bill(week), self.forecast(week))

    def mean_use(self, week: int) -> Array:
        """The same without the season: (N, K, W)."""
        level = self.level if self._horizon is None else self.level * self._horizon.life(week)
        return parts_of(self.bill(week), level)

    def base_stock_level(
        self, week: int, stance: Flags, numbers: Numbers | None = None, shares: Array | None = None
    ) -> Array:
        """Units a seat wants on hand and on order once it has ordered: (N, K, W).

        Use over lead time + 1 week (orders come first in a week), plus
        cover_weeks of mean use, plus safety_factor standard deviations of demand over
        lead time + 1 (Zipkin; Silver, Pyke and Peterson). A seat's own numbers go before the stance's;
        its lead time is the mean over lanes by usual shares, or by those of its orders (J, N, W).
        """
        protected = self._protected(shares)
        cover, factor = self.behind(stance, numbers)
        level = self._use_while(week, protected)
        level += self._cover(week, protected, cover)
        safety = factor * self._sigma(week, protected)
        safety *= np.sqrt(protected)
        level += safety
        return level

    def behind(self, stance: Flags, numbers: Numbers | None) -> tuple[Array, Array]:
        """cover_weeks and safety_factor in force: (N, K, W) each."""
        cover = np.where(stance, self.cover_weeks[:, 1, None], self.cover_weeks[:, 0, None])
        factor = np.where(stance, self.safety_factor[:, 1, None], self.safety_factor[:, 0, None])
        if numbers is not None:
            cover = numbers.instead_of("cover_weeks", cover)
            factor = numbers.instead_of("safety_factor", factor)
        return cover, factor

    def short(self, week: int, on_hand: Array, stance: Flags, numbers: Numbers | None) -> Array:
        """Units that bins (N, K, W) lack of the weeks of use below which a seat expedites; negative: none."""
        below = np.where(stance, self.expedite[:, 1, None], self.expedite[:, 0, None])
        if numbers is not None:
            below = numbers.instead_of("expedite", below)
        missing: Array = below * self.mean_use(week) - on_hand
        return missing

    def _protected(self, shares: Array | None) -> Array:
        """Lead time + 1 week: (K, W), or (N, K, W) where seats split their orders themselves."""
        if shares is None:
            return self.network.lane_mean(self.lead_time) + 1.0
        return self.network.by_component(shares * self.lead_time[:, None]) + 1.0

    def coming_use(self, week: int, shares: Array | None = None) -> Array:
        """Use expected over lead time + 1 week: (N, K, W)."""
        return self._use_while(week, self._protected(shares))

    def _use_while(self, week: int, protected: Array) -> Array:
        """Use expected over so many weeks from this one on: (N, K, W)."""
        if self._horizon is not None:
            return self._horizon.use(self.level, self._seen, week - 1.0, week - 1.0 + protected)
        return self._use_ahead(week) * protected

    def _cover(self, week: int, protected: Array, cover: Array) -> Array:
        """Mean use over so many weeks (N, K, W) after those that are protected (K, W)."""
        if self._horizon is None:
            return self.mean_use(week) * cover
        start = week - 1.0 + protected
        return self._horizon.cover(self.level, self._seen, start, start + cover)

    def _use_ahead(self, week: int) -> Array:
        """A week's use in the middle of each component's usual lead time, season included: (N, K, W)."""
        season = np.array([self._season(week + middle) for middle in self._middles]).T
        return parts_of(self.network.bill * season, self.level)

    def _season(self, week: float) -> Array:
        """Factor on mean demand by product, looked up once: (G,)."""
        if week not in self._seasons:
            self._seasons[week] = self.network.product_season(week)
        return self._seasons[week]

    def _sigma(self, week: int, protected: Array) -> Array:
        """Standard deviation of a week's use, from the variation each market is known for."""
        if self._horizon is not None:
            return self._horizon.spread(self.level, self._seen, week - 1.0, week - 1.0 + protected)
        root: Array = np.sqrt(parts_of(self._squared_bill, (self.level * self._spread) ** 2))
        return root

    def orders(self, week: int, level: Array, position: Array, numbers: Numbers | None = None) -> Array:
        """Order up to the level, at most the ceiling times a week's use: (N, K, W).

        What a seat orders beyond its stance counts against the same ceiling.
        """
        wanted = level - position
        np.maximum(0.0, wanted, out=wanted)
        if numbers is not None:
            wanted = wanted + numbers.instead_of("extra_orders", np.zeros_like(wanted))
        return np.minimum(wanted, self._rules.order_ceiling * self._most_use(week))

    def _most_use(self, week: int) -> Array:
        """The ceiling's week: this one, or a busier one before an order is used up, as at a launch."""
        use = self.use(week)
        if self._horizon is not None:
            # Lanes' shares of thirds add up to a lead time that misses whole weeks by its last digit.
            covered = np.floor(self.network.usual_component_lead_time[:, None] + 1.0 + 1e-9)
            for ahead in range(1, int(covered.max()) + 1):
                use = np.where(ahead <= covered, np.maximum(use, self.use(week + ahead)), use)
        return use
