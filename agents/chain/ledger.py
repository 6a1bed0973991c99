"""The ledger: what everything costs, by line, seat and slot; lines and slots sum to the total.

A slot is a component, or the last one, "line", for what belongs to none (finished goods, a
line at its limit). Material at standard cost stands outside: a unit made costs it whatever
the stance was, stocks are valued at it, so the total is a constant minus profit.
"""

from __future__ import annotations

import numpy as np

from ..arithmetic import Array, Flags, ratio, total
from ..network.cost_lines import (
    BACKLOG,
    CAPITAL,
    CHANGEOVER,
    EXPEDITE,
    FREIGHT,
    HOLDING,
    INSURANCE,
    LINE_DOWN,
    LOST,
    OBSOLESCENCE,
    ORDER_LINE,
    ORDERS,
    PREMIUM,
    STORAGE,
)
from ..network.lane_index import NO_SUPPLIER
from ..network.network import Network
from ..scenario.scenario import Scenario
from .books import Books, Losses, Stocks

WEEKS_A_YEAR = 52.0


class Ledger:
    """Rates of a scenario; it holds no state, so a week's costs depend on that week alone.

    lines: names of the first axis of all costs.
    """

    def __init__(self, scenario: Scenario, network: Network) -> None:
        costs, parts = scenario.costs, scenario.component
        self.network = network
        self._costs = costs
        self._closing_share = scenario.closing_share
        self._value = network.value[:, None]
        self.product_value = network.price * costs.material_share
        """Standard cost of a finished unit: (N, G)."""
        self._storage = np.array([[part.storage] for part in parts])
        self._obsolescence = np.array([[part.obsolescence] for part in parts])
        self._fee_weeks = np.array([[part.changeover_weeks] for part in parts])
        self._expedite_premium = np.array(
            [[part.expedite.premium if part.expedite else 0.0] for part in parts], dtype=np.float64
        )
        premium = np.array([site.premium for site in scenario.supplier])
        self._bought = np.flatnonzero(network.supplier_of_lane != NO_SUPPLIER)
        self._seller = network.supplier_of_lane[self._bought]
        self._bought_premium = premium[self._seller, None]
        self._bought_value = network.value[network.component_of_lane[self._bought], None]
        buffers = [market.buffer for market in scenario.market if market.buffer is not None]
        self._regional_rates = [buffer.storage for buffer in buffers]
        self._regional_freight = np.array([[buffer.freight] for buffer in buffers])
        self._freight = np.array([lane.freight for lane in scenario.lane])
        self.lines = network.cost_lines
        self._order_cost = np.array([[part.order_cost] for part in parts])
        by_unit = [k for k, part in enumerate(parts) if part.holding_cost is not None]
        self._by_unit = [(k, parts[k].holding_cost or 0.0, parts[k].moving_cost) for k in by_unit]
        self._line_down = network.price * costs.line_down_share
        self._lost_margin = network.price * costs.lost_margin_share
        self.backlog_price = network.price * costs.backlog_share
        for g, product in enumerate(scenario.product):
            if product.backlog_cost is not None:
                self.backlog_price[:, g] = product.backlog_cost

    def week(
        self, stocks: Stocks, losses: Losses, shipped: Array, price: Array, books: Books | None = None
    ) -> Array:
        """One week's costs (lines, N, K+1, W); shipped (J, N, W) left suppliers at `price` (S, W).

        They are written into `books` where these are given, over what stood there.
        """
        books = books or Books(self._blank(stocks.on_hand))
        books.begin()
        costs = books.money
        self._holding(costs, stocks)
        if self._costs.interest > 0.0:
            self._interest(costs, stocks)
        self._moving_goods(books, shipped, price)
        self._shortage(costs, losses)
        return costs

    def changeover(self, changed: Flags, mean_use: Array) -> Array:
        """Fees for stances changed, in weeks of spend (lines, N, K+1, W)."""
        costs = self._blank(mean_use)
        costs[CHANGEOVER, :, :-1] = changed * mean_use * self._value * self._fee_weeks
        return costs

    def orders(self, placed: Array) -> Array:
        """Fixed costs of orders placed (N, K, W) in a week: (lines, N, K+1, W)."""
        costs = self._blank(placed)
        if ORDER_LINE in self.lines:
            costs[ORDERS, :, :-1] = placed * self._order_cost
        return costs

    def expediting(self, expedited: Array) -> Array:
        """What it costs to send units (N, K, W) by fast lanes: (lines, N, K+1, W)."""
        costs = self._blank(expedited)
        costs[EXPEDITE, :, :-1] = expedited * self._expedite_premium
        return costs

    def written_off(self, units: Array) -> Array:
        """Parts (N, K, W) that are worth nothing any more, at standard cost (lines, N, K+1, W)."""
        costs = self._blank(units)
        costs[OBSOLESCENCE, :, :-1] = units * self._value
        return costs

    def closing(self, stocks: Stocks, blame: Array) -> Array:
        """What closing the books now adds: stock not credited, and backlog that counts as lost."""
        costs = self._blank(stocks.on_hand)
        gone = 1.0 - self._closing_share
        costs[OBSOLESCENCE, :, :-1] = gone * (stocks.on_hand + stocks.moving) * self._value
        costs[OBSOLESCENCE, :, -1] = gone * self._goods_value(stocks.finished_goods)
        self._charge(costs[LOST], blame, stocks.backlog, self._lost_margin)
        return costs

    def stock_value(self, stocks: Stocks) -> Array:
        """Standard cost of all that a seat owns: (N, W)."""
        parts = (stocks.on_hand + stocks.moving) * self._value
        return total(parts, axis=1) + self._goods_value(stocks.finished_goods)

    def holding_per_week(self, units: Array) -> Array:
        """Money a week for keeping components (K, …) at the plant."""
        yearly = self._costs.capital + self._costs.insurance + self._storage + self._obsolescence
        money: Array = units * self._value * (yearly / WEEKS_A_YEAR)
        for k, on_hand, _ in self._by_unit:
            money[..., k, :] = units[..., k, :] * on_hand
        return money

    def _holding(self, costs: Array, stocks: Stocks) -> None:
        rates = self._costs
        owned = self._weekly_value(stocks.on_hand, stocks.moving)
        stored = self._weekly_value(stocks.on_hand, stocks.in_port)
        goods = self._goods_value(stocks.finished_goods) / WEEKS_A_YEAR
        for line, parts, rate, finished_rate in (
            (CAPITAL, owned, rates.capital, rates.capital),
            (STORAGE, stored, self._storage, rates.finished_storage),
            (INSURANCE, owned, rates.insurance, rates.insurance),
            (OBSOLESCENCE, owned, self._obsolescence, rates.finished_obsolescence),
        ):
            np.multiply(parts, rate, out=costs[line, :, :-1])
            np.multiply(goods, finished_rate, out=costs[line, :, -1])
        if stocks.regions is not None:
            costs[STORAGE, :, -1] = self._regional_storage(*stocks.regions)
        for k, on_hand, moving in self._by_unit:
            costs[: len(HOLDING), :, k] = 0.0
            costs[STORAGE, :, k] = stocks.on_hand[:, k] * on_hand + stocks.moving[:, k] * moving

    def _weekly_value(self, here: Array, there: Array) -> Array:
        """Standard cost of components in two places, over the weeks of a year: (N, K, W)."""
        value = here + there
        value *= self._value
        value /= WEEKS_A_YEAR
        return value

    def _regional_storage(self, at_plant: Array, shelves: Array) -> Array:
        """Storage of finished goods where they stand: (N, W)."""
        storage = self._goods_value(at_plant) * self._costs.finished_storage
        for b, rate in enumerate(self._regional_rates):
            storage = storage + self._goods_value(shelves[:, :, b]) * rate
        return storage / WEEKS_A_YEAR

    def regional_freight(self, sent: Array) -> Array:
        """What it costs to send goods (N, G, B, W) to the regions: (lines, N, K+1, W)."""
        costs = np.zeros((len(self.lines), len(sent), len(self._value) + 1, sent.shape[-1]))
        costs[FREIGHT, :, -1] = total(total(sent, axis=1) * self._regional_freight, axis=1)
        return costs

    def _interest(self, costs: Array, stocks: Stocks) -> None:
        """The credit line's price on what stock ties up beyond own cash, by what each slot ties up of it."""
        value = self.stock_value(stocks)
        drawn = ratio(np.maximum(0.0, value - self.network.cash[:, None]), value, empty=0.0)
        weekly = drawn * (self._costs.interest / WEEKS_A_YEAR)
        costs[CAPITAL, :, :-1] += (stocks.on_hand + stocks.moving) * self._value * weekly[:, None]
        costs[CAPITAL, :, -1] += self._goods_value(stocks.finished_goods) * weekly

    def _moving_goods(self, books: Books, shipped: Array, price: Array) -> None:
        component = self.network.component_of_lane
        for lane in np.flatnonzero(self._freight):
            books.add(FREIGHT, shipped[lane] * self._freight[lane], component[lane])
        dearer = (price - 1.0)[self._seller] * self._bought_value + self._bought_premium
        for row in np.flatnonzero(dearer.any(axis=1)):
            lane = self._bought[row]
            books.add(PREMIUM, shipped[lane] * dearer[row], component[lane])

    def _shortage(self, costs: Array, losses: Losses) -> None:
        self._charge(costs[LINE_DOWN], losses.blame, losses.not_made, self._line_down)
        self._charge(costs[LOST], losses.blame, losses.lost, self._lost_margin)
        self._charge(costs[BACKLOG], losses.blame, losses.waiting, self.backlog_price)
        if losses.gained.any():
            # A sale to a rival's customer earns the margin that the rival lost: no component's doing.
            costs[LOST, :, -1] -= total(losses.gained * self._lost_margin[..., None], axis=1)

    def _charge(self, line: Array, blame: Array, units: Array, price: Array) -> None:
        """Write what units (N, G, W) cost at a price (N, G), products together, by blame: (N, K+1, W)."""
        if not units.any():
            line[:] = 0.0
            return
        for g, priced in enumerate(price.T[..., None, None]):
            money = np.multiply(blame[:, g], units[:, g, None], out=None if g else line)
            money *= priced
            if g:
                line += money

    def _goods_value(self, goods: Array) -> Array:
        return total(goods * self.product_value[..., None], axis=1)

    def _blank(self, like: Array) -> Array:
        seats, components, worlds = like.shape
        return np.zeros((len(self.lines), seats, components + 1, worlds))
