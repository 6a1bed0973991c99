"""Required production is exogenous: what a seat that never lacks a part would have made.

It follows the demand path alone, without customers that switch, so nobody gains uptime by
planning less or falling behind. It is stepped beside the chain and reads nothing of it but the
forecast, which is the same for all who saw that demand.
"""

from __future__ import annotations

import numpy as np

from ..arithmetic import Array, ratio, total
from ..network.network import Network
from ..scenario.scenario import Scenario, Selling
from ..sites.market import sell
from .planning import Planning


class ReferenceSeat:
    """Every seat's twin with full bins. finished_goods (N, G, W); backlog (N, G, M, W)."""

    def __init__(self, scenario: Scenario, network: Network, planning: Planning, worlds: int) -> None:
        self.network = network
        self._planning = planning
        self._target_weeks = scenario.line.finished_goods_weeks
        self._to_order = scenario.line.makes == "to_order"
        self._selling = [Selling(wait_share=rule.wait_share) for rule in scenario.customers]
        self.finished_goods = self._target_weeks * self._planning.forecast(1)
        shape = (len(network.seats), len(network.products), len(network.markets), worlds)
        self.backlog = np.zeros(shape)

    def require(self, week: int, demand: Array) -> Array:
        """Required production of a week, given its demand (N, G, M, W): (N, G, W) units."""
        forecast = self._planning.forecast(week)
        waiting = total(self.backlog, axis=2)
        expected = total(demand, axis=2) if self._to_order else forecast
        wanted = np.maximum(0.0, self._target_weeks * forecast + waiting + expected - self.finished_goods)
        products = total(wanted, axis=1)
        fit = np.minimum(1.0, ratio(self.network.line_capacity[:, None], products, empty=1.0))
        required: Array = wanted * fit[:, None]
        goods = self.finished_goods + required
        sales = sell(goods, self.backlog, demand, self._selling)
        self.finished_goods = goods - sales.sold
        self.backlog = sales.backlog
        return required


class Recorded:
    """What was required in a year that has been recorded (weeks, N, G, W), its worlds repeated.

    It depends on nobody's decisions, so who replays that year otherwise has no need to step the twin again.
    """

    def __init__(self, required: Array, times: int) -> None:
        self._required, self._times = required, times

    def require(self, week: int, demand: Array) -> Array:
        """Required production of a week: (N, G, W x times) units."""
        return np.tile(self._required[week - 1], self._times)
