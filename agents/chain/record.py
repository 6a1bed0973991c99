"""What was measured, week by week: one preallocated array a measure, weeks first, worlds last.

Only what the weeks left behind stands here, so that a game can be shown later from its record
alone. Axes between weeks and worlds are given in `SHAPES` by letter: N seats, K components,
C components and the line, S suppliers, J lanes, P ports, G products, M markets, L cost lines,
A weeks ahead.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from ..arithmetic import Array, ratio, total
from ..chance.shocks import Terms
from ..network.lane_index import NO_PORT
from ..network.network import Network
from ..sites.depot import DEPOT_LINES
from ..sites.line import Output
from ..sites.market import Sales
from .books import Losses, Stocks

if TYPE_CHECKING:
    from .model import SupplyChain

WEEKS_AHEAD = 8

SHAPES = {
    "demand": "NGM",
    "required": "NG",
    "attempted": "NG",
    "made": "NG",
    "sold": "NG",
    "lost": "NG",
    "backlog": "NG",
    "finished_goods": "NG",
    "lost_by": "NGC",
    "shortfall_by": "NGC",
    "on_hand": "NK",
    "on_order": "NK",
    "ordered": "NK",
    "lane_orders": "JN",
    "received": "NK",
    "expedited": "NK",
    "base_stock": "NK",
    "use": "NK",
    "stance": "NK",
    "unfilled": "NK",
    "in_port": "NK",
    "past_port": "NK",
    "on_the_way": "NKA",
    "quote": "J",
    "port_queue_weeks": "P",
    "port_queue": "P",
    "capacity_left": "S",
    "stock_value": "N",
    "cost": "LNC",
}
"""Axes of each measure, between weeks and worlds; units, units a week, weeks, money, boxes (port_queue)."""


DEPOT_SHAPES = {
    "depot_on_hand": "D",
    "depot_on_order": "D",
    "depot_moving": "D",
    "depot_backlog": "D",
    "depot_ordered": "D",
    "depot_received": "D",
    "depot_cost": "QD",
}
"""The same of depots, D, and their cost lines, Q; only where there are any."""


@dataclass(frozen=True, slots=True)
class Week:
    """All that one week left behind, before it is boiled down to measures.

    costs (L, N, C, W) are the chain's books, which the next week writes over; charged: those of their lines
    in which anything stands.
    """

    terms: Terms
    ordered: Array
    received: Array
    attempted: Array
    output: Output
    demand: Array
    required: Array
    sales: Sales
    stocks: Stocks
    losses: Losses
    costs: Array
    charged: tuple[slice | int, ...]


class Sums:
    """What a study needs of all weeks together, without a history.

    cost (L, N, C, W) money; required, served (made, as far as required), sold (to its own customers),
    demand (N, G, W) units; depot_cost (Q, D, W) money.
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
        for lines in week.charged:
            sum_so_far = self.cost[lines]
            sum_so_far += week.costs[lines]
        self.required += week.required
        self.served += np.minimum(week.output.made, week.required)
        self.sold += week.sales.sold - week.sales.gained
        self.demand += total(week.demand, axis=2)

    def uptime(self) -> Array:
        """Required production that was made, weeks and products together, 1 where none was: (N, W)."""
        return ratio(total(self.served, axis=1), total(self.required, axis=1), empty=1.0)

    def fill_rate(self) -> Array:
        """Demand that was sold sooner or later, 1 where nobody asked: (N, W)."""
        return ratio(total(self.sold, axis=1), total(self.demand, axis=1), empty=1.0)


class Record:
    """All measures of the weeks played. `record["made"]` has shape (weeks played, N, G, W)."""

    def __init__(self, network: Network, weeks: int, worlds: int) -> None:
        self.network = network
        self.weeks_played = 0
        sizes = {
            "N": len(network.seats),
            "K": len(network.components),
            "C": len(network.components) + 1,
            "S": len(network.suppliers),
            "J": len(network.lanes),
            "P": len(network.ports),
            "G": len(network.products),
            "M": len(network.markets),
            "L": len(network.cost_lines),
            "A": WEEKS_AHEAD,
            "D": len(network.depots),
            "Q": len(DEPOT_LINES),
        }
        shapes = SHAPES | DEPOT_SHAPES if network.depots else SHAPES
        self._measures = {
            name: np.zeros((weeks, *(sizes[axis] for axis in axes), worlds)) for name, axes in shapes.items()
        }

    def __getitem__(self, measure: str) -> Array:
        return self._measures[measure][: self.weeks_played]

    def write(self, measures: dict[str, Array]) -> None:
        """Add one week.

        Raises:
            KeyError: if a measure is missing or unknown.
        """
        if measures.keys() != self._measures.keys():
            raise KeyError(f"measures {sorted(measures.keys() ^ self._measures.keys())}")
        for name, values in measures.items():
            self._measures[name][self.weeks_played] = values
        self.weeks_played += 1

    def week_rows(self, world: int, first_week: int, last_week: int) -> dict[str, list[Any]]:
        """Plain nested lists by measure, one entry a week from first_week to last_week (from 1)."""
        rows = slice(first_week - 1, last_week)
        return {name: self[name][rows, ..., world].tolist() for name in SHAPES}

    def to_frame(self) -> pd.DataFrame:
        """Tidy: one row a world, week and seat; units and money of that week.

        Columns: world, week, seat, demand, required, made, sold, lost, backlog, uptime, then one a
        cost line and total_cost.
        """
        weeks, seats = self.weeks_played, self.network.seats
        worlds = self._measures["stock_value"].shape[-1]
        index = pd.MultiIndex.from_product(
            [range(worlds), range(1, weeks + 1), seats], names=["world", "week", "seat"]
        )
        columns: dict[str, Array] = {}
        for name in ("demand", "required", "made", "sold", "lost", "backlog"):
            measure = self[name]
            columns[name] = measure.sum(axis=tuple(range(2, measure.ndim - 1)))
        served = np.minimum(self["made"], self["required"]).sum(axis=2)
        columns["uptime"] = np.divide(
            served, columns["required"], out=np.ones_like(served), where=columns["required"] > 0
        )
        by_line = self["cost"].sum(axis=3)
        columns.update({line: by_line[:, number] for number, line in enumerate(self.network.cost_lines)})
        columns["total_cost"] = by_line.sum(axis=1)
        flat = {name: values.transpose(2, 0, 1).ravel() for name, values in columns.items()}
        return pd.DataFrame(flat, index=index).reset_index()


def measures_of(chain: SupplyChain, week: Week) -> dict[str, Array]:
    """One week's measures, by name, as `SHAPES` lists them."""
    network, sites, stocks = chain.network, chain.manufacturers, week.stocks
    return {
        "demand": week.demand,
        "required": week.required,
        "attempted": week.attempted,
        "made": week.output.made,
        "sold": week.sales.sold,
        "lost": week.sales.lost,
        "backlog": stocks.backlog,
        "finished_goods": stocks.finished_goods,
        "lost_by": week.losses.by_cause(week.losses.lost),
        "shortfall_by": week.losses.by_cause(week.losses.not_made),
        "on_hand": stocks.on_hand,
        "on_order": sites.on_order,
        "ordered": network.by_component(week.ordered),
        "lane_orders": week.ordered,
        "received": week.received,
        "expedited": chain.routing.expedited,
        "base_stock": chain.base_stock,
        "use": chain.planning.use(chain.week),
        "stance": sites.stance.astype(np.float64),
        "unfilled": network.by_component(unfilled(chain)),
        "in_port": stocks.in_port,
        "past_port": past_port(chain),
        "on_the_way": on_the_way(chain),
        "quote": chain.quote,
        "port_queue_weeks": chain.ports.delay(),
        "port_queue": chain.ports.boxes_waiting(),
        "capacity_left": week.terms.capacity,
        "stock_value": chain.ledger.stock_value(stocks),
        "cost": week.costs,
    } | (depot_measures(chain) if chain.depots else {})


def depot_measures(chain: SupplyChain) -> dict[str, Array]:
    """One week's measures of the depots, as `DEPOT_SHAPES` lists them."""
    depots = chain.depots
    return {
        "depot_on_hand": depots.on_hand,
        "depot_on_order": depots.on_order,
        "depot_moving": depots.moving,
        "depot_backlog": depots.waiting(),
        "depot_ordered": depots.ordered,
        "depot_received": depots.received,
        "depot_cost": depots.costs(),
    }


def unfilled(chain: SupplyChain) -> Array:
    """Units that seats have ordered and nobody has shipped, by lane: (J, N, W)."""
    seats = len(chain.network.seats)
    waiting = chain.suppliers.backlog[:, :seats]
    if chain.depots:
        waiting = waiting + chain.depots.backlog[:, :seats]
    return waiting + chain.slips.load()[:, :seats] if chain.network.order_weeks.any() else waiting


def on_the_way(chain: SupplyChain) -> Array:
    """Units that reach the port, or the plant where there is none, in 1 … 8 weeks: (N, K, 8, W)."""
    network = chain.network
    ahead = np.zeros((len(network.seats), len(network.components), WEEKS_AHEAD, chain.worlds))
    for lane, component in enumerate(network.component_of_lane):
        by_port, into = network.port_of_lane[lane] != NO_PORT, ahead[:, component]
        inland = 0 if by_port else int(network.inland_weeks[lane])
        if not by_port:
            _add_later(into, chain.inland.due_after(chain.week, lane), 0)
        _add_later(into, chain.lanes.due_after(chain.week, lane), inland)
        made = chain.suppliers.making.due_after(chain.week, lane)
        _add_later(into, made, inland + int(network.transit_weeks[lane]))
    return ahead


def _add_later(ahead: Array, due: Array, weeks: int) -> None:
    """Add what is due in the weeks to come (weeks, C, W), so much later, to what seats await (N, 8, W)."""
    seats, reach, _ = ahead.shape
    there = ahead[:, weeks : weeks + len(due)]
    there += due[: max(0, reach - weeks), :seats].transpose(1, 0, 2)


def past_port(chain: SupplyChain) -> Array:
    """Units that have left a port and are not at the plant yet: (N, K, W)."""
    network, inland = chain.network, chain.inland.load()
    inland[network.port_of_lane == NO_PORT] = 0.0
    return network.by_component(inland[:, : len(network.seats)])
