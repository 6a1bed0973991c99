"""Forecasts of demand and of the use of components, or what seats have planned in place of them.

The forecast is exponentially smoothed demand or a moving average, as the scenario says, times the season.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..arithmetic import Array, parts_of, ratio, repeated, total
from ..chance.engineering_changes import Bills
from ..network.network import Network
from ..scenario.scenario import Scenario
from .demand_plan import DemandPlans, SettledPlans
from .horizon import LEAST_LIFE, Horizon


class Forecasts:
    """Forecasts of all seats.

    Args:
        scenario: the scenario.
        network: its constants.
        worlds: W.
        bills: bills of materials and their changes; those of `network` for good without them.
        copies: how many copies the worlds are of the same ones, as regards demand.

    Attributes:
        copies: forecasts depend on demand alone, so they are made for one copy and repeated; 1 where they
            depend on more, or are used by more than planning.
        level: forecast demand without season, units a week, (N, G, W), or of one copy.
        plans: plans of demand in force, in place of forecasts; None as long as no seat has made one.
    """

    def __init__(
        self, scenario: Scenario, network: Network, worlds: int, bills: Bills | None = None, copies: int = 1
    ) -> None:
        self.network = network
        self.bills = bills or Bills(network)
        self.plans: DemandPlans | None = None
        self._seen = 0
        self._weeks = scenario.weeks
        self._rules = scenario.ordering
        self._seasons: dict[float, Array] = {}
        # Sums over weeks cost more than one week's use, so only where weeks differ by more than season.
        moving = network.products_come_and_go or bool(self.bills.changes)
        self._horizon = Horizon(self.bills, scenario.weeks) if moving else None
        buffered = any(market.buffer for market in scenario.market)
        self.copies = 1 if moving or buffered else copies
        self.level = np.repeat(network.mean_demand[..., None], worlds // self.copies, axis=2)
        self._known: dict[tuple[str, int], Array] = {}
        self._last_weeks = np.repeat(self.level[None], scenario.ordering.forecast_weeks or 0, axis=0)

    def take_over_forecasts(self, forecasts: Forecasts, times: int) -> None:
        """Copy another chain's forecasts and plans, its worlds repeated."""
        self._forget()
        self._seen = forecasts._seen
        self.plans = forecasts.plans and forecasts.plans.repeated(times)
        # The worlds of a chain that follows another one need not be copies.
        self.level = np.tile(forecasts.level_everywhere, times)
        self._last_weeks = np.tile(repeated(forecasts._last_weeks, forecasts.copies), times)

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

    def plan_from(self, week: int, settled: SettledPlans) -> None:
        """Put plans of demand into force for the weeks after `week`."""
        if self.plans is None:
            seats, products, _, worlds = settled.units.shape
            self.plans = DemandPlans(seats, products, self._weeks, worlds)
        self.plans.begin(week, settled)
        self._forget()

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

    def bill(self, week: int) -> Array:
        """Bill of materials of a week as published by now, (N, G, K), or (N, G, K, W) if it changes."""
        return self.bills.at(week, self._seen)

    def forecast(self, week: int) -> Array:
        """Forecast demand in a week, season included, or what is planned, units, (N, G, W).

        Not to be changed in place.
        """
        # Kept until the next demand is learnt, since five phases of a week ask for the same.
        if ("forecast", week) not in self._known:
            forecast = repeated(self.forecast_of_one_copy(week), self.copies)
            self._known["forecast", week] = (
                forecast if self.plans is None else self.plans.over(week, forecast)
            )
        return self._known["forecast", week]

    def by_market(self, week: int, markets: Sequence[int]) -> Array:
        """Forecast demand of some markets (m,) in a week, or their part of a plan, units, (N, G, m, W)."""
        season = (self.network.market_share * self.network.season(week))[:, markets]
        expected: Array = self.level_everywhere[:, :, None] * season[..., None]
        if self.plans is None or (planned := self.plans.of_week(week)) is None:
            return expected
        # A plan is one number a product: markets have the parts of it that they have of the forecast.
        part = ratio(season, self._season(week)[:, None], empty=0.0)[..., None]
        return np.where(np.isnan(planned)[:, :, None], expected, planned[:, :, None] * part)

    @property
    def level_everywhere(self) -> Array:
        """`level` of all worlds, (N, G, W)."""
        return repeated(self.level, self.copies)

    def forecast_of_one_copy(self, week: int) -> Array:
        """The forecast of a week, whatever is planned, of one copy of the worlds, (N, G, W / copies)."""
        return self.level * self._season(week)[:, None]

    def of_one_copy(self, numbers: Array) -> Array:
        """The numbers (…, W) of one copy of the worlds, a view."""
        return numbers if self.copies == 1 else numbers[..., : self.level.shape[-1]]

    def use(self, week: int) -> Array:
        """Units of each component that the forecast of a week needs, or what is planned, (N, K, W).

        Not to be changed in place.
        """
        if self.plans is None:
            return self._forecast_use(week)
        if ("planned use", week) not in self._known:
            self._known["planned use", week] = parts_of(self.bill(week), self.forecast(week))
        return self._known["planned use", week]

    def _forecast_use(self, week: int) -> Array:
        """Units of each component that the forecast of a week needs, whatever is planned, (N, K, W)."""
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

    def _season(self, week: float) -> Array:
        """Seasonal factor on mean demand by product, cached, (G,)."""
        # Keys may be fractions, since the middle of a lead time need not be a whole week.
        if week not in self._seasons:
            self._seasons[week] = self.network.product_season(week)
        return self._seasons[week]
