"""Inventory policies of the literature, stated in numbers: what a site orders of one component each week.

Each policy is one subclass of `Rule` with its own `wanted` and `opening`, and one entry of `RULES`. It sees
only what the last week left: its inventory position, what it has on order, and what was asked of it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arithmetic import Array, Flags, total
from ..scenario.order_rules import OrderRule, RuleName

ROUNDING = 1e-9
"""Relative to a reorder point or a week's usual use, or in units where these are below 1: differences so
small come from adding floating-point numbers."""


@dataclass(frozen=True, slots=True)
class SiteView:
    """What a rule sees of one site and component; units, (W,) each.

    Attributes:
        position: inventory position, on hand + on order - backlog.
        on_order: ordered and not received.
        asked: ordered by customers last week.
    """

    position: Array
    on_order: Array
    asked: Array


class Rule:
    """One site's policy for one component.

    Args:
        numbers: the policy's parameters, from the scenario.
        usual: mean use, units a week.
        worlds: W.

    Attributes:
        memory: what the policy remembers from week to week, units, (…, W).
    """

    def __init__(self, numbers: OrderRule, usual: float, worlds: int) -> None:
        self.numbers = numbers
        self.usual = usual
        self.memory = np.zeros((0, worlds))

    def order(self, week: int, seen: SiteView) -> Array:
        """Units ordered in a week, negative where the rule returns goods, (W,).

        In the first weeks a scenario may force the order (`first_orders`), as the Beer Game does.
        """
        # Asked in forced weeks too: a rule with a memory must see every week.
        wanted = self.wanted(seen)
        first = self.numbers.first_orders
        return wanted if week > len(first) else np.full_like(wanted, first[week - 1])

    def wanted(self, seen: SiteView) -> Array:
        """Units that the policy orders where no order is forced, (W,).

        Raises:
            NotImplementedError: if a policy does not define it.
        """
        raise NotImplementedError

    def opening(self) -> float:
        """Inventory position before the first order, in units: the one at which the policy rests.

        Raises:
            NotImplementedError: if a policy does not define it.
        """
        raise NotImplementedError

    def count(self, ordered: Array) -> Array:
        """Number of orders, each with its fixed cost, in units ordered (W,), (W,)."""
        return is_order(ordered, self.usual).astype(np.float64)

    def take_over(self, rule: Rule, times: int) -> None:
        """Copy another rule's memory, its worlds repeated."""
        self.memory = np.tile(rule.memory, times)

    def _number(self, name: str) -> float:
        """A parameter that the scenario must state for this policy (`scenario.order_rules.NEEDS`)."""
        return float(getattr(self.numbers, name))


class BaseStock(Rule):
    """Base-stock policy: order up to the level S every week, max(0, S - position).

    Optimal for one stage without fixed costs (Snyder and Shen, Fundamentals of Supply Chain Theory, ch. 4).
    """

    def wanted(self, seen: SiteView) -> Array:
        """Units up to the level, (W,)."""
        return np.maximum(0.0, self._number("level") - seen.position)

    def opening(self) -> float:
        """The level less one usual order, units."""
        return self._number("level") - self.usual


class ReorderPoint(BaseStock):
    """(s, S) policy: order up to the level S if the position is at the reorder point s or below.

    Exact costs by Zheng and Federgruen (1991).
    """

    def wanted(self, seen: SiteView) -> Array:
        """Units up to the level where the position calls for an order, else 0, (W,)."""
        point = self._number("reorder_point")
        # At the point counts as below it; the slack keeps that from hanging on a last digit.
        return np.where(seen.position <= point + _slack(point), super().wanted(seen), 0.0)

    def opening(self) -> float:
        """The level, units, as after an order."""
        return self._number("level")


class Lots(Rule):
    """(r, Q) policy: order as many lots of Q units as lift the position above the reorder point r.

    Snyder and Shen, Fundamentals of Supply Chain Theory, ch. 5.
    """

    def wanted(self, seen: SiteView) -> Array:
        """Units of whole lots where the position calls for an order, else 0, (W,)."""
        lot = self._number("lot")
        point = self._number("reorder_point")
        short = point + _slack(point) - seen.position
        # One lot more than fits: the position must end above the reorder point, not at it.
        return np.where(short >= 0.0, lot * (np.floor(short / lot) + 1.0), 0.0)

    def opening(self) -> float:
        """One lot above the reorder point, units."""
        return self._number("reorder_point") + self._number("lot")

    def count(self, ordered: Array) -> Array:
        """Number of lots in units ordered (W,), (W,); each has its own fixed cost, a part of one the whole.

        A part of a lot is what credit leaves of an order, or a first order that the scenario states.
        """
        lots = ordered / self._number("lot")
        # What is above a whole number by rounding alone is no further lot.
        begun = np.ceil(lots - ROUNDING * np.maximum(1.0, lots))
        return np.where(is_order(ordered, self.usual), np.maximum(1.0, begun), 0.0)


def _slack(point: float) -> float:
    """Units by which a position may exceed a reorder point and still count as at it: rounding."""
    return ROUNDING * max(1.0, abs(point))


class MovingAverage(Rule):
    """Order-up-to policy on a moving average: cover x mean of the last `weeks` weeks of demand + safety.

    With `returns` orders may be negative, as in Chen, Drezner, Ryan and Simchi-Levi (2000), who derive
    the bullwhip ratio of this policy. memory: demand of those weeks, newest last, (T, W).
    """

    def __init__(self, numbers: OrderRule, usual: float, worlds: int) -> None:
        super().__init__(numbers, usual, worlds)
        # As if usual demand had come in every week before, so that the opening is at rest.
        self.memory = np.full((numbers.weeks or 1, worlds), usual)

    def wanted(self, seen: SiteView) -> Array:
        """Units up to the level, negative where goods are returned, (W,); remembers this week."""
        # Newest last: the oldest week drops out at the front.
        self.memory = np.concatenate([self.memory[1:], seen.asked[None]])
        level = self._number("cover") * total(self.memory) / len(self.memory)
        gap: Array = level + (self.numbers.safety or 0.0) - seen.position
        return gap if self.numbers.returns else np.maximum(0.0, gap)

    def opening(self) -> float:
        """The level at usual demand less one usual order, units."""
        return (self._number("cover") - 1.0) * self.usual + (self.numbers.safety or 0.0)


class PassThrough(Rule):
    """Pass-through policy: order what customers ordered last week, as a reference in the Beer Game."""

    def wanted(self, seen: SiteView) -> Array:
        """Units that customers ordered last week, (W,)."""
        return np.maximum(0.0, seen.asked)

    def opening(self) -> float:
        """One usual order, units."""
        return self.usual


class Anchor(Rule):
    """Anchoring and adjustment (Sterman 1989), the order of subjects in the Beer Game.

    order = max(0, L + α (S' - stock - β supply line)), where the anchor L is demand smoothed exponentially,
    L = θ asked + (1 - θ) L. θ is `smoothing`, α `stock_weight`, β `line_weight`, S' `level`; stock is on
    hand less backlog, the supply line is what is on order. memory: L, (1, W).
    """

    def __init__(self, numbers: OrderRule, usual: float, worlds: int) -> None:
        super().__init__(numbers, usual, worlds)
        # At rest the expected orders are the usual ones.
        self.memory = np.full((1, worlds), usual)

    def wanted(self, seen: SiteView) -> Array:
        """Units by the formula above, (W,); remembers the anchor."""
        smoothing = self._number("smoothing")
        self.memory = smoothing * seen.asked[None] + (1.0 - smoothing) * self.memory
        # Position less the orders in it is the net stock; a share of the orders is then counted again.
        counted = seen.position - seen.on_order + self._number("line_weight") * seen.on_order
        gap = self._number("level") - counted
        order: Array = np.maximum(0.0, self.memory[0] + self._number("stock_weight") * gap)
        return order

    def opening(self) -> float:
        """The stock and supply line wanted, units."""
        return self._number("level")


RULES: dict[RuleName, type[Rule]] = {
    "base_stock": BaseStock,
    "reorder": ReorderPoint,
    "lots": Lots,
    "moving_average": MovingAverage,
    "pass_through": PassThrough,
    "anchor": Anchor,
}
"""By the name in a scenario file."""


def is_order(units: Array, usual: Array | float) -> Flags:
    """True where units ordered count as an order, less being rounding: any shape, elementwise.

    usual: mean use, units a week, in a shape that broadcasts to that of the units.
    """
    placed: Flags = units > ROUNDING * np.maximum(1.0, usual)
    return placed


def rule_of(numbers: OrderRule, usual: float, worlds: int) -> Rule:
    """The policy that a scenario states in numbers, for a site with so much usual use, units a week."""
    return RULES[numbers.rule](numbers, usual, worlds)
