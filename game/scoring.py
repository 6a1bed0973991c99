"""Every measure that is shown or stored, one function each, from the records of one table.

A function takes the table's turns so far and the seat's place in the scenario's list. A new
measure is one function here. The closing of the books counts when a game has ended, never before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from .events import TableTurn

Turns = Sequence[TableTurn]


def uptime(turns: Turns, seat: int) -> float | None:
    """Required units that were made, over required units (design 4.6); None before the first week."""
    if not turns:
        return None
    required = sum(sum(week) for week in _weeks(turns, "required", seat))
    return made_of_required(turns, seat) / required if required > 0 else 1.0


def made_of_required(turns: Turns, seat: int) -> float:
    """Units that were both required and made: one product's surplus never covers another's gap."""
    weeks = zip(_weeks(turns, "made", seat), _weeks(turns, "required", seat), strict=True)
    return float(sum(min(pair) for made, required in weeks for pair in zip(made, required, strict=True)))


def total_cost(turns: Turns, seat: int, *, closed: bool = False) -> float:
    """All that a stance could have changed, in money."""
    return sum(cost_by_line(turns, seat, closed=closed))


def cost_by_line(turns: Turns, seat: int, *, closed: bool = False) -> list[float]:
    """The same by cost line, components together."""
    tables = [week for turn in turns for week in turn.rows["cost"]]
    if closed and turns:
        tables.append(turns[-1].closing)
    if not tables:
        return []
    return [float(sum(sum(costs[line][seat]) for costs in tables)) for line in range(len(tables[0]))]


def cost_by_week(turns: Turns, seat: int) -> list[float]:
    return [float(sum(sum(line[seat]) for line in week)) for turn in turns for week in turn.rows["cost"]]


def fill_rate(turns: Turns, seat: int) -> float | None:
    """Units sold over units asked for; None before anybody asked."""
    asked = sum(sum(sum(markets) for markets in week) for week in _weeks(turns, "demand", seat))
    sold = sum(sum(week) for week in _weeks(turns, "sold", seat))
    return float(sold / asked) if asked > 0 else None


def lost_sales(turns: Turns, seat: int) -> float:
    return float(sum(sum(week) for week in _weeks(turns, "lost", seat)))


def over_products(by_product: list[list[float]]) -> list[float]:
    """Causes of each product's units, added up."""
    return [float(sum(units)) for units in zip(*by_product, strict=True)]


def short(number: float) -> float:
    """As much of a number as a screen can show: a view crosses a crowded network.

    Far more than is shown, though: rounded twice, 94.449 % would be 94.5 on one page and 94.4 on the next.
    """
    return round(number, 7 if -1.0 < number < 1.0 else 4)


def brief(number: float) -> float:
    """Units or weeks in four digits: a view's rows are full of them, and a screen shows three."""
    return float(f"{number:.4g}")


def _weeks(turns: Turns, measure: str, seat: int) -> Iterator[list[Any]]:
    """One seat's entry of every week."""
    return (week[seat] for turn in turns for week in turn.rows[measure])
