"""Markets: sales from stock to backlog first, then to demand; backordering, lost sales, switching.

Part of the demand that a seat cannot serve goes to rivals with goods to spare (`switching`); of the rest
a part is backordered (`wait_share`) and the remainder is lost, in shares that a market may state for
itself. Scarce goods go to the markets in proportion to what they ask for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import mesa
import numpy as np

from ..arithmetic import Array, covered, left_over, ratio, total
from ..scenario.markets import Selling


class Market(mesa.Agent):
    """One market: its name and its column of the seats' backlog."""

    def __init__(self, model: Any, name: str, index: int) -> None:
        super().__init__(model)
        self.name = name
        self.index = index

    @property
    def backlog(self) -> Array:
        """Units that its customers wait for, by seat and product, (N, G, W)."""
        backlog: Array = self.model.manufacturers.backlog[:, :, self.index]
        return backlog


@dataclass(frozen=True, slots=True)
class Sales:
    """One week's sales, units.

    Attributes:
        sold: units delivered, to rivals' customers too, (N, G, W).
        lost: demand of own customers that the seat will never serve, whether a rival did or not, (N, G, W).
        backlog: units that own customers wait for, (N, G, M, W).
        gained: the part of `sold` that went to rivals' customers, (N, G, W).
    """

    sold: Array
    lost: Array
    backlog: Array
    gained: Array


def sell(
    goods: Array,
    backlog: Array,
    demand: Array,
    selling: Selling | Sequence[Selling],
    of_all_markets: tuple[Array, Array] | None = None,
) -> Sales:
    """Serve backlog, then demand, from stock. Who is served but for rounding is served.

    Args:
        goods: units in stock, (N, G, W).
        backlog: units waited for before the week, (N, G, M, W).
        demand: units asked for this week, (N, G, M, W).
        selling: one rule for all markets, or one for each of the M.
        of_all_markets: backlog and demand summed over markets, (N, G, W) each, if they are known.
    """
    rules = [selling] if isinstance(selling, Selling) else selling
    wait = _shares(tuple(rule.wait_share for rule in rules))
    switching = _shares(tuple(rule.switching for rule in rules))
    waited, asked = of_all_markets or (total(backlog, axis=2), total(demand, axis=2))
    # What is rounding beside all that customers want is owed to nobody.
    usual = np.maximum(waited, asked)
    # Backlog first: who waited longest is served first.
    to_backlog = covered(goods, waited, usual)
    left = left_over(goods, to_backlog, usual)
    to_demand = covered(left, asked, usual)
    # Never more than there is: what is served but for rounding is owed to nobody, and sold as far as it goes.
    none, served = np.zeros_like(goods), np.minimum(goods, to_backlog + to_demand)
    # In most weeks everything is served in every world, and the shares below need not be computed.
    if (to_demand == asked).all() and (to_backlog == waited).all():
        return Sales(sold=served, lost=none, backlog=np.zeros_like(backlog), gained=none)
    left = left_over(left, to_demand, usual)
    # Scarce goods serve the same share of every market's backlog, then of its demand.
    waiting = backlog * (1.0 - ratio(to_backlog, waited, empty=0.0))[:, :, None]
    unserved = demand * (1.0 - ratio(to_demand, asked, empty=0.0))[:, :, None]
    if not switching.any():
        lost = _of_all_markets(unserved, 1.0 - wait)
        return Sales(sold=served, lost=lost, backlog=waiting + unserved * wait, gained=none)
    gained, loyal = _switch(left, unserved, switching)
    return Sales(
        sold=served + gained,
        lost=total(unserved - loyal, axis=2) + _of_all_markets(loyal, 1.0 - wait),
        backlog=waiting + loyal * wait,
        gained=gained,
    )


@cache
def _shares(shares: tuple[float, ...]) -> Array:
    """Shares by market, (M, 1), or (1, 1) if they are the same in all; cached, since every week asks."""
    alike = len(set(shares)) == 1
    return np.array(shares[:1] if alike else shares)[:, None]


def _of_all_markets(units: Array, share: Array) -> Array:
    """Shares of units (N, G, M, W), summed over markets, (N, G, W)."""
    # With one share for all, sum first and multiply once: fewer operations.
    return total(units, axis=2) * share[0] if len(share) == 1 else total(units * share, axis=2)


def _switch(spare: Array, unserved: Array, switching: Array) -> tuple[Array, Array]:
    """Let part of the unserved customers buy from rivals, in proportion to the goods these have to spare.

    A seat that cannot serve its own customers has nothing to spare, so none comes back to the same seat.

    Args:
        spare: units in stock after own customers, (N, G, W).
        unserved: units of demand not served, (N, G, M, W).
        switching: share of the unserved that asks a rival, (M, 1) or (1, 1).

    Returns:
        Units that each seat sells to rivals' customers (N, G, W), and units still unserved (N, G, M, W).
    """
    asking = _of_all_markets(unserved, switching)
    served = ratio(covered(total(spare), total(asking)), total(asking), empty=0.0)
    gained = spare * ratio(total(asking) * served, total(spare), empty=0.0)
    return gained, unserved * (1.0 - switching * served[:, None])
