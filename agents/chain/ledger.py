"""Cost accounting: what a week costs, by cost line, seat and slot; lines and slots add up to the total.

A slot is a component, or the last one, "line", for what belongs to no component (finished goods, a
line at its limit). Material at standard cost is left out: a unit made costs it whatever the stance was and
stocks are valued at it, so total cost is a constant minus profit.
"""

from __future__ import annotations

import numpy as np

from ..arithmetic import Array, Flags, ratio, total
from ..network.cost_lines import (
    BACKLOG,
    CAPITAL,
    FREIGHT,
    HOLDING,
    INSURANCE,
    LINE_DOWN,
    LOST,
    OBSOLESCENCE,
    PREMIUM,
    STORAGE,
)
from ..network.lane_index import NO_SUPPLIER
from ..network.network import Network
from ..scenario.scenario import Scenario
from .books import Losses, Stocks, WeekCosts

WEEKS_A_YEAR = 52.0


class Ledger:
    """The rates of a scenario. It keeps no state: a week's costs depend on that week alone.

    Attributes:
        lines: names of the cost lines, axis L of all costs.
        product_value: standard cost of a finished unit, (N, G).
        backlog_price: money a week for each unit of backlog, (N, G).
    """

    def __init__(self, scenario: Scenario, network: Network) -> None:
        costs, parts = scenario.costs, scenario.component
        self.network = network
        self._costs = costs
        self._closing_share = scenario.closing_share
        self._value = network.value[:, None]
        self.product_value = network.price * costs.material_share
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
        self, stocks: Stocks, losses: Losses, shipped: Array, price: Array, into: WeekCosts | None = None
    ) -> Array:
        """Costs of one week, without those that `SupplyChain` charges on occasion; money, (L, N, X, W).

        Args:
            stocks: what seats own at the week's end.
            losses: what was not made and not sold.
            shipped: units that left suppliers and depots for the plants, (J, N, W).
            price: suppliers' price over the usual one, (S, W).
            into: costs to overwrite; a fresh array without them.
        """
        into = into or WeekCosts(self._blank(stocks.on_hand))
        into.begin()
        costs = into.money
        self._holding(costs, stocks)
        if self._costs.interest > 0.0:
            self._interest(costs, stocks)
        self._moving_goods(into, shipped, price)
        self._shortage(costs, losses)
        return costs

    def changeover(self, changed: Flags, mean_use: Array) -> Array:
        """Fees for changed stances, money (N, K, W): so many weeks of mean use at standard cost.

        Args:
            changed: True where a stance or a number behind it changed, (N, K, W).
            mean_use: units a week, (N, K, W).
        """
        fees: Array = changed * mean_use * self._value * self._fee_weeks
        return fees

    def shelf_changeover(self, changed: Flags, mean_demand: Array) -> Array:
        """Fees for changed weeks of regional buffers, money (N, W): what switching all components of the
        goods that its market is asked for would cost.

        Args:
            changed: True where a buffer aims at other weeks, (N, B, W).
            mean_demand: units a week of the markets with a buffer, (N, G, B, W).
        """
        goods = total(changed[:, None] * mean_demand, axis=2)
        by_unit = total((self.network.bill * (self._value * self._fee_weeks)[:, 0]).transpose(2, 0, 1))
        return total(goods * by_unit[..., None], axis=1)

    def orders(self, placed: Array) -> Array:
        """Fixed costs of a week's orders, money; placed: number of orders, (N, K, W) each."""
        money: Array = placed * self._order_cost
        return money

    def expediting(self, expedited: Array) -> Array:
        """Premium for units sent by fast lanes, money, (N, K, W) each."""
        return expedited * self._expedite_premium

    def written_off(self, units: Array) -> Array:
        """Loss of value of units written off, at standard cost, money, (N, K, W) each."""
        return units * self._value

    def closing(self, stocks: Stocks, blame: Array) -> Array:
        """Costs of closing the books, money (L, N, X, W): stock not credited, backlog counted as lost.

        Args:
            stocks: what seats own and owe at the end.
            blame: shares of the causes of lost units, (N, G, X, W).
        """
        costs = self._blank(stocks.on_hand)
        # Orders not yet shipped cost nothing; what is on its way is the seat's and counts like stock.
        gone = 1.0 - self._closing_share
        costs[OBSOLESCENCE, :, :-1] = gone * (stocks.on_hand + stocks.moving) * self._value
        costs[OBSOLESCENCE, :, -1] = gone * self._goods_value(stocks.finished_goods)
        self._charge(costs[LOST], blame, stocks.backlog, self._lost_margin)
        return costs

    def stock_value(self, stocks: Stocks) -> Array:
        """Standard cost of everything a seat owns, money, (N, W)."""
        parts = (stocks.on_hand + stocks.moving) * self._value
        return total(parts, axis=1) + self._goods_value(stocks.finished_goods)

    def holding_per_week(self, units: Array) -> Array:
        """Money a week for keeping units of components at the plants, (…, K, W), in the same shape."""
        yearly = self._costs.capital + self._costs.insurance + self._storage + self._obsolescence
        # Interest is left out: it depends on all that a seat owns, not on one component.
        money: Array = units * self._value * (yearly / WEEKS_A_YEAR)
        for k, on_hand, _ in self._by_unit:
            money[..., k, :] = units[..., k, :] * on_hand
        return money

    def shelves_per_week(self, units: Array) -> Array:
        """Money a week for keeping finished goods in regional buffers, units (N, G, B, W); (N, B, W)."""
        rates = self._costs
        yearly = rates.capital + rates.insurance + rates.finished_obsolescence
        by_shelf = np.array([[yearly + storage] for storage in self._regional_rates])
        money: Array = total(units * self.product_value[..., None, None], axis=1) * by_shelf / WEEKS_A_YEAR
        return money

    def _holding(self, costs: Array, stocks: Stocks) -> None:
        """Capital and insurance on all that is owned; storage only where goods stand: plant, port, buffer."""
        rates = self._costs
        # Rates are per year and weeks are charged, hence values over `WEEKS_A_YEAR`.
        owned = self._weekly_value(stocks.on_hand, stocks.moving)
        stored = self._weekly_value(stocks.on_hand, stocks.in_port)
        goods = self._goods_value(stocks.finished_goods) / WEEKS_A_YEAR
        for line, parts, rate, finished_rate in (
            (CAPITAL, owned, rates.capital, rates.capital),
            (STORAGE, stored, self._storage, rates.finished_storage),
            (INSURANCE, owned, rates.insurance, rates.insurance),
            (OBSOLESCENCE, owned, self._obsolescence, rates.finished_obsolescence),
        ):
            # Straight into the costs, which saves a copy (N, K, W) for each line.
            np.multiply(parts, rate, out=costs[line, :, :-1])
            np.multiply(goods, finished_rate, out=costs[line, :, -1])
        if stocks.regions is not None:
            costs[STORAGE, :, -1] = self._regional_storage(*stocks.regions)
        # Textbook cases state holding cost for each unit; it then replaces all four rates on value.
        for k, on_hand, moving in self._by_unit:
            costs[: len(HOLDING), :, k] = 0.0
            costs[STORAGE, :, k] = stocks.on_hand[:, k] * on_hand + stocks.moving[:, k] * moving

    def _weekly_value(self, here: Array, there: Array) -> Array:
        """Standard cost of components in two places, divided by the weeks of a year, (N, K, W)."""
        value = here + there
        value *= self._value
        value /= WEEKS_A_YEAR
        return value

    def _regional_storage(self, at_plant: Array, shelves: Array) -> Array:
        """Storage of finished goods at the plants (N, G, W) and on shelves (N, G, B, W), money, (N, W)."""
        storage = self._goods_value(at_plant) * self._costs.finished_storage
        for b, rate in enumerate(self._regional_rates):
            storage = storage + self._goods_value(shelves[:, :, b]) * rate
        return storage / WEEKS_A_YEAR

    def regional_freight(self, sent: Array) -> Array:
        """Freight of finished goods sent to regional buffers, units (N, G, B, W); money, (N, W)."""
        return total(total(sent, axis=1) * self._regional_freight, axis=1)

    def _interest(self, costs: Array, stocks: Stocks) -> None:
        """Interest on what stock ties up beyond own cash, charged to slots by the value each ties up."""
        value = self.stock_value(stocks)
        # A share of the value, not an amount, so that each slot pays for the part that it ties up.
        drawn = ratio(np.maximum(0.0, value - self.network.cash[:, None]), value, empty=0.0)
        weekly = drawn * (self._costs.interest / WEEKS_A_YEAR)
        costs[CAPITAL, :, :-1] += (stocks.on_hand + stocks.moving) * self._value * weekly[:, None]
        costs[CAPITAL, :, -1] += self._goods_value(stocks.finished_goods) * weekly

    def _moving_goods(self, into: WeekCosts, shipped: Array, price: Array) -> None:
        """Freight above the usual, and price above standard cost, of units shipped (J, N, W)."""
        component = self.network.component_of_lane
        for lane in np.flatnonzero(self._freight):
            into.add(FREIGHT, shipped[lane] * self._freight[lane], component[lane])
        # Depots sell at standard cost, so only lanes from suppliers can have a premium.
        dearer = (price - 1.0)[self._seller] * self._bought_value + self._bought_premium
        # In most weeks most suppliers sell at standard cost, and their lanes are skipped.
        for row in np.flatnonzero(dearer.any(axis=1)):
            lane = self._bought[row]
            into.add(PREMIUM, shipped[lane] * dearer[row], component[lane])

    def _shortage(self, costs: Array, losses: Losses) -> None:
        """Idle lines, lost margin and backlog, charged to the components that caused them."""
        self._charge(costs[LINE_DOWN], losses.blame, losses.not_made, self._line_down)
        self._charge(costs[LOST], losses.blame, losses.lost, self._lost_margin)
        self._charge(costs[BACKLOG], losses.blame, losses.waiting, self.backlog_price)
        if losses.gained.any():
            # A sale to a rival's customer earns the margin that the rival lost; no component caused it.
            costs[LOST, :, -1] -= total(losses.gained * self._lost_margin[..., None], axis=1)

    def _charge(self, line: Array, blame: Array, units: Array, price: Array) -> None:
        """Write into a line (N, X, W) what units (N, G, W) cost at a price (N, G), split by blame."""
        # In most weeks nothing is short, and filling with 0 is far cheaper than multiplying by it.
        if not units.any():
            line[:] = 0.0
            return
        # The first product overwrites the line and the others are added, so no clearing pass is needed.
        for g, priced in enumerate(price.T[..., None, None]):
            money = np.multiply(blame[:, g], units[:, g, None], out=None if g else line)
            money *= priced
            if g:
                line += money

    def _goods_value(self, goods: Array) -> Array:
        """Standard cost of finished goods (N, G, W), money, (N, W)."""
        return total(goods * self.product_value[..., None], axis=1)

    def _blank(self, like: Array) -> Array:
        """Costs of 0, (L, N, X, W), for an array (N, K, W)."""
        seats, components, worlds = like.shape
        return np.zeros((len(self.lines), seats, components + 1, worlds))
