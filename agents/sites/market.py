"""A market asks; a plant serves those who waited first, then today's demand, all alike.

What a seat cannot serve goes in part to rivals who can (`switching`); of the rest a part
waits and a part is lost, in shares that a market may state for itself. Goods go to the
markets in proportion to what they ask for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import mesa
import numpy as np

from ..arithmetic import Array, ratio, total
from ..scenario.scenario import Selling


class Market(mesa.Agent):
    """One region by name."""

    def __init__(self, model: Any, name: str, index: int) -> None:
        super().__init__(model)
        self.name = name
        self.index = index

    @property
    def backlog(self) -> Array:
        """Units that its customers wait for, by seat and product: (N, G, W)."""
        backlog: Array = self.model.manufacturers.backlog[:, :, self.index]
        return backlog


@dataclass(frozen=True, slots=True)
class Sales:
    """One week's sales. sold (N, G, W) counts units that left the plant; lost (N, G, W) own customers'
    demand that the seat will never serve, whether a rival did or nobody; backlog (N, G, M, W) what
    waits; gained (N, G, W) is the part of `sold` that came from a rival's customers."""

    sold: Array
    lost: Array
    backlog: Array
    gained: Array


def sell(goods: Array, backlog: Array, demand: Array, selling: Selling | Sequence[Selling]) -> Sales:
    """Serve backlog, then demand (both (N, G, M, W)) from goods (N, G, W).

    selling: one rule for all customers, or one a market (M).
    """
    rules = [selling] if isinstance(selling, Selling) else selling
    wait = _shares(tuple(rule.wait_share for rule in rules))
    switching = _shares(tuple(rule.switching for rule in rules))
    waited, asked = total(backlog, axis=2), total(demand, axis=2)
    to_backlog = np.minimum(goods, waited)
    left = goods - to_backlog
    to_demand = np.minimum(left, asked)
    none, served = np.zeros_like(goods), to_backlog + to_demand
    if (to_demand == asked).all() and (to_backlog == waited).all():
        return Sales(sold=served, lost=none, backlog=np.zeros_like(backlog), gained=none)
    left -= to_demand
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
    """A share by market (M, 1), or (1, 1) where it is the same in all; looked up every week."""
    alike = len(set(shares)) == 1
    return np.array(shares[:1] if alike else shares)[:, None]


def _of_all_markets(units: Array, share: Array) -> Array:
    """A share of units (N, G, M, W), markets together: (N, G, W)."""
    return total(units, axis=2) * share[0] if len(share) == 1 else total(units * share, axis=2)


def _switch(spare: Array, unserved: Array, switching: Array) -> tuple[Array, Array]:
    """Part of the unserved asks rivals with goods to spare, who share them in proportion.

    What each seat gained (N, G, W), and what is still unserved (N, G, M, W).
    """
    asking = _of_all_markets(unserved, switching)
    served = np.minimum(1.0, ratio(total(spare), total(asking), empty=0.0))
    gained = spare * ratio(total(asking) * served, total(spare), empty=0.0)
    return gained, unserved * (1.0 - switching * served[:, None])
