"""Forecasts, experienced lead times and base-stock levels: how a stance becomes weekly orders.

The forecast is exponentially smoothed demand or a moving average, as the scenario says, times the season.
Orders are damped by an order ceiling, a smoothed lead time and a bound on belief in quotes, all stated by
the scenario: without them four seats that panic at once make the shortage that they fear explode.
"""

from __future__ import annotations

import numpy as np

from ..arithmetic import Array, Flags, parts_of, ratio, repeated, total
from ..chance.engineering_changes import Bills
from ..network.network import Network
from ..scenario.scenario import Scenario
from .horizon import LEAST_LIFE, Horizon
from .stance_numbers import Numbers

ROUNDING = 1e-9
"""Weeks by which a lead time may miss a whole number and still count as it."""


class Planning:
    """Forecasts and beliefs of all seats.

    Args:
        scenario: the scenario.
        network: its constants.
        worlds: W.
        bills: bills of materials and their changes; those of `network` for good without them.
        copies: how many copies the worlds are of the same ones, as regards demand.

    Attributes:
        copies: forecasts depend on demand alone, so they are made for one copy and repeated; 1 where they
            depend on more, or are used by more than this module.
        level: forecast demand without season, units a week, (N, G, W), or of one copy.
        lead_time: experienced lead times, weeks from order to receipt, (J, W): the same for all seats,
            since quotes are public.
        cover_weeks, safety_factor, expedite: numbers of the stances JIT and JIC, (K, 2).
    """

    def __init__(
        self, scenario: Scenario, network: Network, worlds: int, bills: Bills | None = None, copies: int = 1
    ) -> None:
        self.network = network
        self.bills = bills or Bills(network)
        self._seen = 0
        self._rules = scenario.ordering
        self._seasons: dict[float, Array] = {}
        # Sums over weeks cost more than one week's use, so only where weeks differ by more than season.
        moving = network.products_come_and_go or bool(self.bills.changes)
        self._horizon = Horizon(self.bills, scenario.weeks) if moving else None
        buffered = any(market.buffer for market in scenario.market)
        self.copies = 1 if moving or buffered else copies
        self.level = np.repeat(network.mean_demand[..., None], worlds // self.copies, axis=2)
        self._known: dict[tuple[str, int], Array] = {}
        self._behind: tuple[Flags, Numbers | None, tuple[Array, Array]] | None = None
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
        """Copy another chain's forecasts and beliefs, its worlds repeated."""
        self._forget()
        self._seen = planning._seen
        # The worlds of a chain that follows another one need not be copies.
        self.level = np.tile(planning.level_everywhere, times)
        self._last_weeks = np.tile(repeated(planning._last_weeks, planning.copies), times)
        self.lead_time = np.tile(planning.lead_time, times)

    def learn_demand(self, week: int, demand: Array) -> None:
        """Update the forecast with this week's demand (N, G, W), deseasonalised.

        Simple exponential smoothing, level + a (demand - level) (Brown 1959), or the mean of the last weeks.
        """
        self._forget()
        self._seen = week
        level = self._deseasonalised(week, self.of_one_copy(demand))
        if self._rules.forecast_smoothing is not None:
            self.level += self._rules.forecast_smoothing * (level - self.level)
            return
        # A ring: this week overwrites the oldest one.
        self._last_weeks[week % len(self._last_weeks)] = level
        self.level = total(self._last_weeks) / len(self._last_weeks)

    def _forget(self) -> None:
        """Forget what was worked out from the last forecast."""
        self._known.clear()

    def _deseasonalised(self, week: int, demand: Array) -> Array:
        """Demand (N, G, W) divided by the season and life cycle of the week, (N, G, W)."""
        season = self._season(week)[:, None]
        if self._horizon is None:
            return demand / season
        # Before a launch and after a phase-out demand is no evidence of the level, which then stays.
        tells = self._horizon.life(week) >= LEAST_LIFE
        return np.where(tells, ratio(demand, season, empty=0.0), self.level)

    def learn_lead_time(self, quote: Array) -> None:
        """Update experienced lead times by this week's quotes (J, W), smoothed and bounded."""
        # Bounded before it is smoothed: in a closure a quote may be a hundred times the usual.
        believed = np.minimum(quote, self._most_believed)
        self.lead_time += self._rules.lead_time_smoothing * (believed - self.lead_time)

    def bill(self, week: int) -> Array:
        """Bill of materials of a week as published by now, (N, G, K), or (N, G, K, W) if it changes."""
        return self.bills.at(week, self._seen)

    def forecast(self, week: int) -> Array:
        """Forecast demand in a week, season included, units, (N, G, W); not to be changed in place."""
        # Kept until the next demand is learnt, since five phases of a week ask for the same.
        if ("forecast", week) not in self._known:
            self._known["forecast", week] = repeated(self.forecast_of_one_copy(week), self.copies)
        return self._known["forecast", week]

    @property
    def level_everywhere(self) -> Array:
        """`level` of all worlds, (N, G, W)."""
        return repeated(self.level, self.copies)

    def forecast_of_one_copy(self, week: int) -> Array:
        """The forecast of a week as `forecast` gives it, of one copy of the worlds, (N, G, W / copies)."""
        return self.level * self._season(week)[:, None]

    def of_one_copy(self, numbers: Array) -> Array:
        """The numbers (…, W) of one copy of the worlds, a view."""
        return numbers if self.copies == 1 else numbers[..., : self.level.shape[-1]]

    def use(self, week: int) -> Array:
        """Units of each component that the forecast of a week needs, season included, (N, K, W).

        Not to be changed in place.
        """
        if ("use", week) not in self._known:
            use = parts_of(self.bill(week), self.forecast_of_one_copy(week))
            self._known["use", week] = repeated(use, self.copies)
        return self._known["use", week]

    def mean_use(self, week: int) -> Array:
        """Units of each component that forecast demand needs in a week without season, (N, K, W).

        Not to be changed in place.
        """
        if ("mean_use", week) not in self._known:
            level = self.level if self._horizon is None else self.level * self._horizon.life(week)
            self._known["mean_use", week] = repeated(parts_of(self.bill(week), level), self.copies)
        return self._known["mean_use", week]

    def base_stock_level(
        self, week: int, stance: Flags, numbers: Numbers | None = None, shares: Array | None = None
    ) -> Array:
        """Base-stock levels, the inventory position after ordering, units, (N, K, W).

        S = use over (L + 1) weeks + m x mean use + z σ sqrt(L + 1), where L is the experienced lead time, m
        `cover_weeks`, z `safety_factor` and σ the standard deviation of a week's use (Zipkin 2000; Silver,
        Pyke and Peterson 1998, with a review period of 1 week). Orders are placed before receipts, so the
        protection interval is L + 1 weeks. Variation of L itself is left to cover_weeks.

        Args:
            week: the week in which orders are placed, from 1.
            stance: True for JIC, (N, K, W).
            numbers: numbers that seats have set in place of the stances'.
            shares: shares of a component's orders by lane, (J, N, W), for the mean lead time; usual ones
                without them.
        """
        # In place, term by term: the order of additions is part of the records' last bits.
        protected = self._protected(shares)
        cover, factor = self.numbers_behind(stance, numbers)
        level = self._use_while(week, protected)
        level += self._cover(week, protected, cover)
        safety = factor * self._sigma(week, protected)
        safety *= np.sqrt(protected)
        level += safety
        return level

    def numbers_behind(self, stance: Flags, numbers: Numbers | None) -> tuple[Array, Array]:
        """The numbers in force behind stances: cover_weeks and safety_factor, (N, K, W) each.

        Not to be changed in place.
        """
        # Stances change with a turn at most. Compared by value, since seats keep them in one array.
        kept = self._behind
        if kept is not None and kept[1] is numbers and np.array_equal(kept[0], stance):
            return kept[2]
        cover = np.where(stance, self.cover_weeks[:, 1, None], self.cover_weeks[:, 0, None])
        factor = np.where(stance, self.safety_factor[:, 1, None], self.safety_factor[:, 0, None])
        if numbers is not None:
            cover = numbers.in_force("cover_weeks", cover)
            factor = numbers.in_force("safety_factor", factor)
        self._behind = stance.copy(), numbers, (cover, factor)
        return cover, factor

    def short(self, week: int, on_hand: Array, stance: Flags, numbers: Numbers | None) -> Array:
        """Units by which bins are below the level at which a seat expedites, (N, K, W); negative if above.

        Args:
            week: the week, from 1.
            on_hand: units at the plants, (N, K, W).
            stance: True for JIC, (N, K, W).
            numbers: numbers that seats have set in place of the stances'.
        """
        below = np.where(stance, self.expedite[:, 1, None], self.expedite[:, 0, None])
        if numbers is not None:
            below = numbers.in_force("expedite", below)
        missing: Array = below * self.mean_use(week) - on_hand
        return missing

    def _protected(self, shares: Array | None) -> Array:
        """Protection interval, lead time + 1, weeks, (K, W), or (N, K, W) where seats split their orders."""
        if shares is None:
            return self.network.lane_mean(self.lead_time) + 1.0
        return self.network.by_component(shares * self.lead_time[:, None]) + 1.0

    def coming_use(self, week: int, shares: Array | None = None) -> Array:
        """Forecast use over the protection interval, lead time + 1 week, units, (N, K, W)."""
        return self._use_while(week, self._protected(shares))

    def _use_while(self, week: int, protected: Array) -> Array:
        """Forecast use over so many weeks from this one on, units, (N, K, W)."""
        if self._horizon is not None:
            return self._horizon.use(self.level, self._seen, week - 1.0, week - 1.0 + protected)
        return self._use_ahead(week) * protected

    def _cover(self, week: int, protected: Array, cover: Array) -> Array:
        """Mean use in the `cover` weeks (N, K, W) after those that are protected (K, W), units, (N, K, W)."""
        if self._horizon is None:
            return self.mean_use(week) * cover
        start = week - 1.0 + protected
        return self._horizon.cover(self.level, self._seen, start, start + cover)

    def _use_ahead(self, week: int) -> Array:
        """Forecast use in the week in the middle of each component's usual lead time, units, (N, K, W).

        One week stands for the whole interval: exact for a season that is straight over it.
        """
        season = np.array([self._season(week + middle) for middle in self._middles]).T
        return repeated(parts_of(self.network.bill * season, self.level), self.copies)

    def _season(self, week: float) -> Array:
        """Seasonal factor on mean demand by product, cached, (G,)."""
        # Keys may be fractions, since the middle of a lead time need not be a whole week.
        if week not in self._seasons:
            self._seasons[week] = self.network.product_season(week)
        return self._seasons[week]

    def _sigma(self, week: int, protected: Array) -> Array:
        """Standard deviation of a week's use, from the stated variation of markets, units, (N, K, W).

        sqrt(Σ_g bill² σ_g²): products vary independently, so variances add.
        """
        if self._horizon is not None:
            return self._horizon.spread(self.level, self._seen, week - 1.0, week - 1.0 + protected)
        root: Array = np.sqrt(parts_of(self._squared_bill, (self.level * self._spread) ** 2))
        return repeated(root, self.copies)

    def orders(self, week: int, level: Array, position: Array, numbers: Numbers | None = None) -> Array:
        """Orders: up to the level, plus extra orders, at most the ceiling times a week's use, (N, K, W).

        Args:
            week: the week, from 1.
            level: base-stock levels, units, (N, K, W).
            position: inventory positions, units, (N, K, W).
            numbers: numbers that seats have set; `extra_orders` count against the same ceiling.
        """
        wanted = level - position
        np.maximum(0.0, wanted, out=wanted)
        if numbers is not None:
            wanted = wanted + numbers.in_force("extra_orders", np.zeros_like(wanted))
        return np.minimum(wanted, self._rules.order_ceiling * self._most_use(week))

    def _most_use(self, week: int) -> Array:
        """Use in the busiest week that an order of this week must cover, for the ceiling, units, (N, K, W).

        Only with life cycles or changing bills; otherwise this week's use.
        """
        use = self.use(week)
        if self._horizon is not None:
            # A mean over lanes with shares such as 1/3 misses a whole week by its last digit.
            covered = np.floor(self.network.usual_component_lead_time[:, None] + 1.0 + ROUNDING)
            for ahead in range(1, int(covered.max()) + 1):
                use = np.where(ahead <= covered, np.maximum(use, self.use(week + ahead)), use)
        return use
