"""Flows of one week, and their totals over all weeks for studies that keep no history."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arithmetic import Array, ratio, total
from ..chance.terms import Terms
from ..network.network import Network
from ..sites.depot import DEPOT_LINES
from ..sites.line import Output
from ..sites.market import Sales
from .books import Losses, Stocks


@dataclass(frozen=True, slots=True)
class Week:
    """All that one week left behind; measures and totals are made from it.

    Attributes:
        terms: terms of trade of the week, shocks applied.
        ordered: units by lane and seat, negative where cancelled, (J, N, W).
        received: units received at the plants, (N, K, W).
        attempted: units the lines tried to make, (N, G, W).
        output: what the lines made and used.
        demand: units asked for, (N, G, M, W).
        asked: units asked for, all markets together, (N, G, W).
        required: required production, units, (N, G, W).
        sales: what was sold, lost and is waited for.
        stocks: what seats own at the week's end.
        losses: what was not made and not sold, with causes.
        costs: money, (L, N, X, W); the chain's own array, which the next week overwrites.
        charged: the cost lines, as indices or slices, that may be other than 0 this week.
    """

    terms: Terms
    ordered: Array
    received: Array
    attempted: Array
    output: Output
    demand: Array
    asked: Array
    required: Array
    sales: Sales
    stocks: Stocks
    losses: Losses
    costs: Array
    charged: tuple[slice | int, ...]


class Sums:
    """Totals over the weeks played.

    Attributes:
        cost: money, (L, N, X, W).
        required: required production, units, (N, G, W).
        served: units made, as far as they were required, (N, G, W).
        sold: units sold to the seat's own customers, (N, G, W).
        demand: units asked for, all markets together, (N, G, W).
        depot_cost: money by `DEPOT_LINES`, (L, D, W).
    """

    def __init__(self, network: Network, worlds: int) -> None:
        seats, products = len(network.seats), len(network.products)
        self.cost = np.zeros((len(network.cost_lines), seats, len(network.components) + 1, worlds))
        self.required = np.zeros((seats, products, worlds))
        self.served = np.zeros_like(self.required)
        self.sold = np.zeros_like(self.required)
        self.demand = np.zeros_like(self.required)
        self.depot_cost = np.zeros((len(DEPOT_LINES), len(network.depots), worlds))

    def add(self, week: Week) -> None:
        """Add one week; depots' costs are added by `SupplyChain.step`."""
        for lines in week.charged:
            # A view for an index and for a slice, so that the sum grows in place.
            sum_so_far = self.cost[lines]
            sum_so_far += week.costs[lines]
        self.required += week.required
        # Week by week: a surplus of one week does not cover the gap of another.
        self.served += np.minimum(week.output.made, week.required)
        self.sold += week.sales.sold - week.sales.gained
        self.demand += week.asked

    def uptime(self) -> Array:
        """Share of required production that was made, weeks and products together, (N, W).

        Σ min(made, required) / Σ required, in units; 1 where nothing was required.
        """
        return ratio(total(self.served, axis=1), total(self.required, axis=1), empty=1.0)

    def fill_rate(self) -> Array:
        """Share of demand that was sold, sooner or later, (N, W); 1 where there was no demand."""
        return ratio(total(self.sold, axis=1), total(self.demand, axis=1), empty=1.0)
