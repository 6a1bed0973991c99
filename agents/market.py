"""A market asks; a plant serves those who waited first, then today's demand, all alike.

What a seat cannot serve goes in part to rivals who can (`switching`); of the rest a part
waits and a part is lost. Goods go to the markets in proportion to what they ask for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import mesa
import numpy as np

from .arithmetic import Array, ratio, total
from .scenario import Selling


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


def sell(goods: Array, backlog: Array, demand: Array, selling: Selling) -> Sales:
    """Serve backlog, then demand (both (N, G, M, W)) from goods (N, G, W)."""
    to_backlog = np.minimum(goods, total(backlog, axis=2))
    left = goods - to_backlog
    waiting = backlog * (1.0 - ratio(to_backlog, total(backlog, axis=2), empty=0.0))[:, :, None]
    to_demand = np.minimum(left, total(demand, axis=2))
    left = left - to_demand
    unserved = demand * (1.0 - ratio(to_demand, total(demand, axis=2), empty=0.0))[:, :, None]
    gained, loyal = np.zeros_like(goods), unserved
    if selling.switching > 0.0:
        gained, loyal = _switch(left, unserved, selling.switching)
    return Sales(
        sold=to_backlog + to_demand + gained,
        lost=total(unserved - loyal, axis=2) + total(loyal, axis=2) * (1.0 - selling.wait_share),
        backlog=waiting + loyal * selling.wait_share,
        gained=gained,
    )


def _switch(spare: Array, unserved: Array, switching: float) -> tuple[Array, Array]:
    """Part of the unserved asks rivals with goods to spare, who share them in proportion.

    What each seat gained (N, G, W), and what is still unserved (N, G, M, W).
    """
    asking = switching * total(unserved, axis=2)
    served = np.minimum(1.0, ratio(total(spare), total(asking), empty=0.0))
    gained = spare * ratio(total(asking) * served, total(spare), empty=0.0)
    return gained, unserved * (1.0 - switching * served[:, None])
