"""Ordering rules of the textbooks: what a site orders of one component, from what it sees when a week begins.

Each rule is one subclass with its own `wanted` and one entry in `RULES`. A rule sees only what the last
week left: its own position, what it has on order, and what was asked of it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arithmetic import Array, Flags, total
from ..scenario.tiers import OrderRule, RuleName


@dataclass(frozen=True, slots=True)
class Seen:
    """Of one site and component, (W,) each: position, on hand and on order less backlog; on_order,
    ordered and not received; asked, units that customers ordered last week."""

    position: Array
    on_order: Array
    asked: Array


class Rule:
    """One site's rule for one component; `usual` is its mean use in units a week.

    memory (…, W): what it remembers from week to week.
    """

    def __init__(self, numbers: OrderRule, usual: float, worlds: int) -> None:
        self.numbers = numbers
        self.usual = usual
        self.memory = np.zeros((0, worlds))

    def order(self, week: int, seen: Seen) -> Array:
        """Units ordered in a week; below 0 where the rule gives back: (W,)."""
        wanted = self.wanted(seen)
        first = self.numbers.first_orders
        return wanted if week > len(first) else np.full_like(wanted, first[week - 1])

    def wanted(self, seen: Seen) -> Array:
        """What the rule orders where nothing is given: (W,)."""
        raise NotImplementedError

    def opening(self) -> float:
        """Position before its first order, at rest: on the rule's own grid where it has one."""
        raise NotImplementedError

    def count(self, ordered: Array) -> Array:
        """Orders placed, each with its fixed cost: (W,)."""
        return is_order(ordered, self.usual).astype(np.float64)

    def take_over(self, rule: Rule, times: int) -> None:
        """Remember what `rule` does, its worlds repeated."""
        self.memory = np.tile(rule.memory, times)

    def _number(self, name: str) -> float:
        """A number that the scenario must give (`scenario_tiers.NEEDS`)."""
        return float(getattr(self.numbers, name))


class BaseStock(Rule):
    """Order up to the level, every week."""

    def wanted(self, seen: Seen) -> Array:
        return np.maximum(0.0, self._number("level") - seen.position)

    def opening(self) -> float:
        return self._number("level") - self.usual


class ReorderPoint(BaseStock):
    """(s, S): order up to the level once the position is at the reorder point or below (C2)."""

    def wanted(self, seen: Seen) -> Array:
        point = self._number("reorder_point")
        return np.where(seen.position <= point + _slack(point), super().wanted(seen), 0.0)

    def opening(self) -> float:
        return self._number("level")


class Lots(Rule):
    """(r, Q): as many lots as lift the position above the reorder point (C2)."""

    def wanted(self, seen: Seen) -> Array:
        lot = self._number("lot")
        point = self._number("reorder_point")
        short = point + _slack(point) - seen.position
        return np.where(short >= 0.0, lot * (np.floor(short / lot) + 1.0), 0.0)

    def opening(self) -> float:
        return self._number("reorder_point") + self._number("lot")

    def count(self, ordered: Array) -> Array:
        return np.rint(ordered / self._number("lot"))


def _slack(point: float) -> float:
    """Who stands at a reorder point but for rounding stands at it."""
    return 1e-9 * max(1.0, abs(point))


class MovingAverage(Rule):
    """Order up to so many weeks of the mean of the last ones (C5). memory: those weeks, newest last."""

    def __init__(self, numbers: OrderRule, usual: float, worlds: int) -> None:
        super().__init__(numbers, usual, worlds)
        self.memory = np.full((numbers.weeks or 1, worlds), usual)

    def wanted(self, seen: Seen) -> Array:
        self.memory = np.concatenate([self.memory[1:], seen.asked[None]])
        level = self._number("cover") * total(self.memory) / len(self.memory)
        gap: Array = level + (self.numbers.safety or 0.0) - seen.position
        return gap if self.numbers.returns else np.maximum(0.0, gap)

    def opening(self) -> float:
        return (self._number("cover") - 1.0) * self.usual + (self.numbers.safety or 0.0)


class PassThrough(Rule):
    """Order what was asked last week (C7)."""

    def wanted(self, seen: Seen) -> Array:
        return np.maximum(0.0, seen.asked)

    def opening(self) -> float:
        return self.usual


class Anchor(Rule):
    """Anchor and adjust: the orders expected, corrected for part of the gap to the stock wanted (C7; Sterman
    1989). memory: the orders expected."""

    def __init__(self, numbers: OrderRule, usual: float, worlds: int) -> None:
        super().__init__(numbers, usual, worlds)
        self.memory = np.full((1, worlds), usual)

    def wanted(self, seen: Seen) -> Array:
        smoothing = self._number("smoothing")
        self.memory = smoothing * seen.asked[None] + (1.0 - smoothing) * self.memory
        counted = seen.position - seen.on_order + self._number("line_weight") * seen.on_order
        gap = self._number("level") - counted
        order: Array = np.maximum(0.0, self.memory[0] + self._number("stock_weight") * gap)
        return order

    def opening(self) -> float:
        return self._number("level")


RULES: dict[RuleName, type[Rule]] = {
    "base_stock": BaseStock,
    "reorder": ReorderPoint,
    "lots": Lots,
    "moving_average": MovingAverage,
    "pass_through": PassThrough,
    "anchor": Anchor,
}


ROUNDING = 1e-9
"""Of a week's usual orders, or of a unit where these are fewer: so few are no order, but what is left of
numbers that do not add up to the last digit."""


def is_order(units: Array, usual: Array | float) -> Flags:
    """Whether somebody who orders so many units, and `usual` ones a week, places an order."""
    placed: Flags = units > ROUNDING * np.maximum(1.0, usual)
    return placed


def rule_of(numbers: OrderRule, usual: float, worlds: int) -> Rule:
    """The rule that a scenario gives in numbers."""
    return RULES[numbers.rule](numbers, usual, worlds)
