"""Sums over the weekly records of one seat: units made, money by cost line, sales lost.

Every function takes the turns of one table and the seat's number in the scenario's order. A total that
is shown or stored under a name of its own is a measure: see `measure_functions`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from .table_records import TableTurn

Turns = Sequence[TableTurn]
"""Turns of one table, in order; each holds the records of its weeks."""


def weeks_of(turns: Turns, record: str, seat: int) -> Iterator[list[Any]]:
    """A seat's entry in a record, week by week; its shape is the record's."""
    return (week[seat] for turn in turns for week in turn.rows[record])


def made_of_required(turns: Turns, seat: int) -> float:
    """Units that were both required and made.

    Taken product by product and week by week, so that one product's surplus never covers another's gap.
    """
    weeks = zip(weeks_of(turns, "made", seat), weeks_of(turns, "required", seat), strict=True)
    return float(sum(min(pair) for made, required in weeks for pair in zip(made, required, strict=True)))


def total_cost(turns: Turns, seat: int, *, closed: bool = False) -> float:
    """Money over all cost lines; closed: with the closing of the books, as when a game has ended."""
    return sum(cost_by_line(turns, seat, closed=closed))


def cost_by_line(turns: Turns, seat: int, *, closed: bool = False) -> list[float]:
    """Money by cost line, all components together, (L,); empty before the first turn.

    closed: with the closing of the books after the last of these turns.
    """
    tables = [week for turn in turns for week in turn.rows["cost"]]
    if closed and turns:
        tables.append(turns[-1].closing)
    if not tables:
        return []
    return [float(sum(sum(costs[line][seat]) for costs in tables)) for line in range(len(tables[0]))]


def cost_by_week(turns: Turns, seat: int) -> list[float]:
    """Money of each week over all cost lines, (weeks,); without the closing of the books."""
    return [float(sum(sum(line[seat]) for line in week)) for turn in turns for week in turn.rows["cost"]]


def lost_sales(turns: Turns, seat: int) -> float:
    """Units asked for by customers who were sent away."""
    return float(sum(sum(week) for week in weeks_of(turns, "lost", seat)))


def over_products(by_product: list[list[float]]) -> list[float]:
    """Units by cause, all products together, (X,); from units by product and cause, (G, X)."""
    return [float(sum(units)) for units in zip(*by_product, strict=True)]
