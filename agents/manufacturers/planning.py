"""Experienced lead times and base-stock levels: how a stance becomes weekly orders.

Orders are damped by an order ceiling, a smoothed lead time and a bound on belief in quotes, all stated by
the scenario: without them four seats that panic at once make the shortage that they fear explode.
"""

from __future__ import annotations

import numpy as np

from ..arithmetic import Array, Flags, parts_of, repeated, total
from ..chance.engineering_changes import Bills
from ..network.network import Network
from ..scenario.scenario import Scenario
from .forecasts import Forecasts
from .stance_numbers import Numbers

ROUNDING = 1e-9
"""Weeks by which a lead time may miss a whole number and still count as it."""


class Planning(Forecasts):
    """Forecasts and beliefs of all seats.

    Attributes:
        lead_time: experienced lead times, weeks from order to receipt, (J, W): the same for all seats,
            since quotes are public.
        cover_weeks, safety_factor, expedite: numbers of the stances JIT and JIC, (K, 2).
    """

    def __init__(
        self, scenario: Scenario, network: Network, worlds: int, bills: Bills | None = None, copies: int = 1
    ) -> None:
        super().__init__(scenario, network, worlds, bills, copies)
        self._behind: tuple[Flags, Numbers | None, tuple[Array, Array]] | None = None
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
        """Copy another chain's forecasts, plans and beliefs, its worlds repeated."""
        self.take_over_forecasts(planning, times)
        self.lead_time = np.tile(planning.lead_time, times)

    def learn_lead_time(self, quote: Array) -> None:
        """Update experienced lead times by this week's quotes (J, W), smoothed and bounded."""
        # Bounded before it is smoothed: in a closure a quote may be a hundred times the usual.
        believed = np.minimum(quote, self._most_believed)
        self.lead_time += self._rules.lead_time_smoothing * (believed - self.lead_time)

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
        protected = self.protected(shares)
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

    def protected(self, shares: Array | None) -> Array:
        """Protection interval, lead time + 1, weeks, (K, W), or (N, K, W) where seats split their orders."""
        if shares is None:
            return self.network.lane_mean(self.lead_time) + 1.0
        return self.network.by_component(shares * self.lead_time[:, None]) + 1.0

    def coming_use(self, week: int, shares: Array | None = None) -> Array:
        """Forecast use over the protection interval, lead time + 1 week, units, (N, K, W)."""
        return self._use_while(week, self.protected(shares))

    def _use_while(self, week: int, protected: Array) -> Array:
        """Forecast or planned use over so many weeks from this one on, units, (N, K, W)."""
        if self._horizon is not None:
            use = self._horizon.use(self.level, self._seen, week - 1.0, week - 1.0 + protected)
        else:
            use = self._use_ahead(week) * protected
        return use if self.plans is None else np.maximum(0.0, use + self._planned_beyond(week, protected))

    def _planned_beyond(self, week: int, protected: Array) -> Array:
        """What plans need beyond the forecast over so many weeks from this one on, units, (N, K, W)."""
        last = week + int(np.ceil(protected.max()))
        # The last week of an interval counts in part, as far as the interval reaches into it.
        return total(
            np.clip(protected - (ahead - week), 0.0, 1.0) * (self.use(ahead) - self._forecast_use(ahead))
            for ahead in range(week, last + 1)
        )

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
        # The ceiling damps orders, so it follows the forecast: a plan must not lift it.
        use = self._forecast_use(week)
        if self._horizon is not None:
            # A mean over lanes with shares such as 1/3 misses a whole week by its last digit.
            covered = np.floor(self.network.usual_component_lead_time[:, None] + 1.0 + ROUNDING)
            for ahead in range(1, int(covered.max()) + 1):
                use = np.where(ahead <= covered, np.maximum(use, self._forecast_use(week + ahead)), use)
        return use
