"""Required production: what a reference seat that never lacks a component would make. The base of uptime.

It depends on demand alone, without customers that switch, and never on a seat's decisions: no seat gains
uptime by planning less or by falling behind. The reference seat is stepped beside the chain and reads
nothing of it but the forecast, which follows from demand.
"""

from __future__ import annotations

import numpy as np

from ..arithmetic import Array, left_over, ratio, repeated, total
from ..network.network import Network
from ..scenario.markets import Selling
from ..scenario.scenario import Scenario
from ..sites.market import sell
from .planning import Planning


class ReferenceSeat:
    """The reference of every seat: the same demand, forecast and line, and components without limit.

    Attributes:
        finished_goods: units, (N, G, W).
        backlog: units that customers wait for, (N, G, M, W).
    """

    def __init__(self, scenario: Scenario, network: Network, planning: Planning, worlds: int) -> None:
        self.network = network
        self._planning = planning
        self._target_weeks = scenario.line.finished_goods_weeks
        self._to_order = scenario.line.makes == "to_order"
        # Without switching: a rival's customers would make one seat's uptime depend on another's decisions.
        self._selling = [Selling(wait_share=rule.wait_share) for rule in scenario.customers]
        self.finished_goods = self._target_weeks * self._planning.forecast_of_one_copy(1)
        shape = (len(network.seats), len(network.products), len(network.markets), worlds // planning.copies)
        self.backlog = np.zeros(shape)

    def require(self, week: int, demand: Array) -> Array:
        """Required production of a week, units, (N, G, W); steps the reference seat by this week.

        min(line capacity, target + backlog + forecast - finished goods), products scaled alike.

        Args:
            week: the week, from 1.
            demand: units asked for, (N, G, M, W).
        """
        # Of copies of the same worlds one is enough: nothing here depends on a decision.
        forecast, demand = self._planning.forecast_of_one_copy(week), self._planning.of_one_copy(demand)
        waiting = total(self.backlog, axis=2)
        expected = total(demand, axis=2) if self._to_order else forecast
        usual = self.network.mean_demand[..., None]
        wanted = left_over(self._target_weeks * forecast + waiting + expected, self.finished_goods, usual)
        products = total(wanted, axis=1)
        # One factor for all products of a seat: the line is shared in proportion to what each wants.
        fit = np.minimum(1.0, ratio(self.network.line_capacity[:, None], products, empty=1.0))
        required: Array = wanted * fit[:, None]
        goods = self.finished_goods + required
        sales = sell(goods, self.backlog, demand, self._selling)
        self.finished_goods = left_over(goods, sales.sold, usual)
        self.backlog = sales.backlog
        return repeated(required, self._planning.copies)


class Recorded:
    """Required production of a recorded game, in place of stepping the reference seat again.

    It depends on no decision, so it holds for every replay of that game.

    Args:
        required: units of the recorded weeks, (T, N, G, worlds).
        times: how often its worlds are repeated.
    """

    def __init__(self, required: Array, times: int) -> None:
        self._required, self._times = required, times

    def require(self, week: int, demand: Array) -> Array:
        """Required production of a week, units, (N, G, W); `demand` is not used."""
        return repeated(self._required[week - 1], self._times)
