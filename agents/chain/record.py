"""History of a run: one preallocated array for each measure, weeks first, worlds last.

A game can be shown later from its record alone. A new measure is one entry of `MEASURES` and nothing
else: its axes, its unit, and how it is taken from a chain and the week it has just played.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ..arithmetic import EVERY, Array, lists_by_world
from ..network.lane_index import NO_PORT
from ..network.network import Network
from ..sites.depot import DEPOT_LINES
from ..sites.lane import Pipeline
from .horizons import WEEKS_AHEAD
from .state import ChainState
from .totals import Week

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure of a week.

    Attributes:
        axes: letters of its axes between weeks and worlds: N seats, K components, J lanes, S suppliers,
            P ports, G products, M markets, D depots, L cost lines, X cost slots, T weeks ahead.
        unit: unit of its numbers.
        of: takes its values, without the axis of weeks, from a chain at the week's end and that week.
        into: in place of `of`, writes them into the week's row of the record, which holds zeros. For the
            largest measures, which are then not made first and copied after.
    """

    axes: str
    unit: str
    of: Callable[[ChainState, Week], Array] | None = None
    into: Callable[[ChainState, Week, Array], object] | None = None


def unfilled(chain: ChainState) -> Array:
    """Units that seats have ordered and that have not been shipped yet, by lane, (J, N, W)."""
    seats = len(chain.network.seats)
    waiting = chain.suppliers.backlog[:, :seats]
    if chain.depots:
        waiting = waiting + chain.depots.backlog[:, :seats]
    return waiting + chain.order_transit.load()[:, :seats] if chain.network.orders_travel else waiting


def on_the_way(chain: ChainState, into: Array | None = None) -> Array:
    """Units that reach the port, or the plant if a lane has no port, in 1 … 8 weeks, (N, K, T, W).

    into: zeros to write them into; an array of its own if not given.
    """
    network = chain.network
    shape = (len(network.seats), len(network.components), WEEKS_AHEAD, chain.worlds)
    ahead = np.zeros(shape) if into is None else into
    for lane, component in enumerate(network.component_of_lane):
        # Up to the port if there is one, since the wait there is not known; else up to the plant.
        by_port, there = network.port_of_lane[lane] != NO_PORT, ahead[:, component]
        inland = 0 if by_port else int(network.inland_weeks[lane])
        if not by_port:
            _add_later(there, chain.inland, chain.week, lane, 0)
        _add_later(there, chain.lanes, chain.week, lane, inland)
        made_later = inland + int(network.transit_weeks[lane])
        _add_later(there, chain.suppliers.making, chain.week, lane, made_later)
    return ahead


def _add_later(ahead: Array, pipeline: Pipeline, week: int, lane: int, weeks: int) -> None:
    """Add units due on a lane in the weeks after `week`, delayed by so many, to those awaited, (N, T, W)."""
    seats, reach, _ = ahead.shape
    # What comes later than the last week ahead is not shown. Week by week, in place: together they are large.
    for later, due in enumerate(pipeline.due_after(week, lane)[: max(0, reach - weeks)]):
        there = ahead[:, weeks + later]
        there += due[:seats]


def past_port(chain: ChainState) -> Array:
    """Units that have left a port and are not at the plant yet, (N, K, W)."""
    network, inland = chain.network, chain.inland.load()
    inland[network.port_of_lane == NO_PORT] = 0.0
    return network.by_component(inland[:, : len(network.seats)])


MEASURES = {
    "demand": Measure("NGM", "units", lambda chain, week: week.demand),
    "required": Measure("NG", "units", lambda chain, week: week.required),
    "attempted": Measure("NG", "units", lambda chain, week: week.attempted),
    "made": Measure("NG", "units", lambda chain, week: week.output.made),
    "sold": Measure("NG", "units", lambda chain, week: week.sales.sold),
    "lost": Measure("NG", "units", lambda chain, week: week.sales.lost),
    "backlog": Measure("NG", "units", lambda chain, week: week.stocks.backlog),
    "finished_goods": Measure("NG", "units", lambda chain, week: week.stocks.finished_goods),
    "lost_by": Measure(
        "NGX", "units", into=lambda chain, week, row: week.losses.by_cause(week.losses.lost, row)
    ),
    "shortfall_by": Measure(
        "NGX", "units", into=lambda chain, week, row: week.losses.by_cause(week.losses.not_made, row)
    ),
    "on_hand": Measure("NK", "units", lambda chain, week: week.stocks.on_hand),
    "on_order": Measure("NK", "units", lambda chain, week: chain.manufacturers.on_order),
    "ordered": Measure("NK", "units", lambda chain, week: chain.network.by_component(week.ordered)),
    "lane_orders": Measure("JN", "units", lambda chain, week: week.ordered),
    "received": Measure("NK", "units", lambda chain, week: week.received),
    "expedited": Measure("NK", "units", lambda chain, week: chain.routing.expedited),
    "base_stock": Measure("NK", "units", lambda chain, week: chain.base_stock),
    "use": Measure("NK", "units a week", lambda chain, week: chain.planning.use(chain.week)),
    "stance": Measure("NK", "1 for JIC", lambda chain, week: chain.manufacturers.stance.astype(np.float64)),
    "unfilled": Measure("NK", "units", lambda chain, week: chain.network.by_component(unfilled(chain))),
    "in_port": Measure("NK", "units", lambda chain, week: week.stocks.in_port),
    "past_port": Measure("NK", "units", lambda chain, week: past_port(chain)),
    "on_the_way": Measure("NKT", "units", into=lambda chain, week, row: on_the_way(chain, row)),
    "quote": Measure("J", "weeks", lambda chain, week: chain.quote),
    "port_queue_weeks": Measure("P", "weeks", lambda chain, week: chain.port_delay),
    "port_queue": Measure("P", "boxes", lambda chain, week: chain.ports.boxes_waiting()),
    "capacity_left": Measure("S", "share of usual", lambda chain, week: week.terms.capacity),
    "stock_value": Measure("N", "money", lambda chain, week: chain.ledger.stock_value(week.stocks)),
    # Nothing to do: with history a chain's ledger writes each week's costs into the record's row.
    "cost": Measure("LNX", "money", into=lambda chain, week, row: None),
}
"""The measures of every run, by name. Flows are those of the week, levels those of its end."""

DEPOT_MEASURES = {
    "depot_on_hand": Measure("D", "units", lambda chain, week: chain.depots.on_hand),
    "depot_on_order": Measure("D", "units", lambda chain, week: chain.depots.on_order),
    "depot_moving": Measure("D", "units", lambda chain, week: chain.depots.moving),
    "depot_backlog": Measure("D", "units", lambda chain, week: chain.depots.waiting()),
    "depot_ordered": Measure("D", "units", lambda chain, week: chain.depots.ordered),
    "depot_received": Measure("D", "units", lambda chain, week: chain.depots.received),
    "depot_cost": Measure("LD", "money", lambda chain, week: chain.depots.costs()),
}
"""Measures of depots, only where a scenario has any; their axis L is `DEPOT_LINES`."""

SHAPES = {name: measure.axes for name, measure in MEASURES.items()}
"""Axes of each measure of `MEASURES`, between weeks and worlds."""
DEPOT_SHAPES = {name: measure.axes for name, measure in DEPOT_MEASURES.items()}
"""Axes of each measure of `DEPOT_MEASURES`, between weeks and worlds."""


REMEMBERED = frozenset(
    ("stance", "lane_orders", "expedited", "required", "attempted", "made", "lost_by", "quote")
)
"""What is asked of weeks long past while a game goes on: a replay repeats orders (studies/replay), and a loss
has its cause in an earlier week (studies/causes). A fifth of all measures."""


class Record:
    """Measures of the weeks played: `record["made"]` has shape (weeks played, N, G, W).

    Args:
        network: the constants of the chain.
        weeks: weeks to make room for; 0 where no history is kept.
        worlds: W.
        forget_after: so many weeks are kept of all measures but those of `REMEMBERED`; None: all.
    """

    def __init__(self, network: Network, weeks: int, worlds: int, forget_after: int | None = None) -> None:
        self.network = network
        self.weeks_played = 0
        self._of = MEASURES | DEPOT_MEASURES if network.depots else dict(MEASURES)
        # One more, which holds zeros for the next week.
        fewer = weeks if forget_after is None else min(weeks, forget_after + 1)
        self._measures = {
            name: np.zeros(
                (weeks if name in REMEMBERED else fewer, *_shape(name, measure.axes, network), worlds)
            )
            for name, measure in self._of.items()
        }
        self._forgotten = frozenset(self._of) - REMEMBERED if fewer < weeks else frozenset()

    def __getitem__(self, measure: str) -> Array:
        if measure in self._forgotten:
            raise ValueError(f"{measure} is kept of the last weeks alone; ask `of_weeks` for those")
        # Without the rows made for weeks to come, which hold zeros.
        return self._measures[measure][: self.weeks_played]

    def of_weeks(self, measure: str, first_week: int, last_week: int) -> Array:
        """A measure in the weeks from `first_week` to `last_week`, from 1 and both included, (weeks, …, W).

        Raises:
            ValueError: if one of them is forgotten.
        """
        rows = self._measures[measure]
        if measure not in self._forgotten:
            return rows[first_week - 1 : last_week]
        if first_week <= self.weeks_played - len(rows) + 1:
            raise ValueError(f"{measure} of week {first_week} is forgotten: the record keeps fewer weeks")
        return rows[np.arange(first_week - 1, last_week) % len(rows)]

    def write(self, chain: ChainState, week: Week) -> None:
        """Add the week that the chain has just played."""
        for name, measure in self._of.items():
            row = self.row(name)
            if measure.into is not None:
                measure.into(chain, week, row)
            elif measure.of is not None:
                # Copied into the row: many of these arrays are overwritten next week.
                row[:] = measure.of(chain, week)
        self.weeks_played += 1
        for name in self._forgotten:
            if self._of[name].into is not None:
                self.row(name)[:] = 0.0

    def row(self, measure: str) -> Array:
        """The row of a measure for the week that is written next, zeros till then; axes as in `MEASURES`."""
        rows = self._measures[measure]
        row: Array = rows[self.weeks_played % len(rows) if measure in self._forgotten else self.weeks_played]
        return row

    def rows_by_world(
        self, first_week: int, last_week: int, worlds: slice = EVERY
    ) -> list[dict[str, list[Any]]]:
        """Measures of these weeks, the last included, as plain nested lists by name; one dict a world."""
        measures = (
            lists_by_world(self.of_weeks(name, first_week, last_week)[..., worlds]) for name in MEASURES
        )
        return [dict(zip(MEASURES, of_world, strict=True)) for of_world in zip(*measures, strict=True)]

    def to_frame(self) -> pd.DataFrame:
        """A tidy table: one row for each world, week and seat; units and money of that week.

        The closing of the books is no week's and not in it: `chain.close_books()` is what it adds.

        Columns: world, week, seat, demand, required, made, sold, lost, backlog, uptime, then one for
        each cost line, depot_cost where there are depots (`Network.depot_shares`), and total_cost, their sum.
        """
        # Here, since it takes long to load, and who plays games never needs it.
        import pandas as pd

        weeks, seats = self.weeks_played, self.network.seats
        worlds = self._measures["stock_value"].shape[-1]
        index = pd.MultiIndex.from_product(
            [range(worlds), range(1, weeks + 1), seats], names=["world", "week", "seat"]
        )
        columns: dict[str, Array] = {}
        for name in ("demand", "required", "made", "sold", "lost", "backlog"):
            measure = self[name]
            # NumPy's own sum: no record is made from this table, so its last digit does not matter.
            columns[name] = measure.sum(axis=tuple(range(2, measure.ndim - 1)))
        served = np.minimum(self["made"], self["required"]).sum(axis=2)
        columns["uptime"] = np.divide(
            served, columns["required"], out=np.ones_like(served), where=columns["required"] > 0
        )
        by_line = self["cost"].sum(axis=3)
        columns.update({line: by_line[:, number] for number, line in enumerate(self.network.cost_lines)})
        columns["total_cost"] = by_line.sum(axis=1)
        if self.network.depots:
            depots = self["depot_cost"].sum(axis=1)
            columns["depot_cost"] = (self.network.depot_shares[..., None] * depots[:, None]).sum(axis=2)
            # Taken out and put in again, so that the total stays the last column.
            columns["total_cost"] = columns.pop("total_cost") + columns["depot_cost"]
        flat = {name: values.transpose(2, 0, 1).ravel() for name, values in columns.items()}
        return pd.DataFrame(flat, index=index).reset_index()


def _shape(name: str, axes: str, network: Network) -> tuple[int, ...]:
    """Lengths of a measure's axes between weeks and worlds."""
    sizes = {
        "N": len(network.seats),
        "K": len(network.components),
        "X": len(network.components) + 1,
        "S": len(network.suppliers),
        "J": len(network.lanes),
        "P": len(network.ports),
        "G": len(network.products),
        "M": len(network.markets),
        "L": len(DEPOT_LINES if name in DEPOT_MEASURES else network.cost_lines),
        "T": WEEKS_AHEAD,
        "D": len(network.depots),
    }
    return tuple(sizes[axis] for axis in axes)
