"""Every measure that is shown or stored, one function each, from the records of one table.

A function takes the table's turns so far and the seat's place in the scenario's list. A new
measure is one function here, and one entry in `measures` to be in views, debrief, export and
leaderboard. The closing of the books counts when a game has ended, never before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ...agents.scenario.scenario import Scenario
from .events import TableTurn

Turns = Sequence[TableTurn]
LEAST_UNITS = 1e-6
"""Less is rounding."""
FOUR_WEEKS = 4


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


def cycle_service_level(turns: Turns, seat: int) -> float | None:
    """Share of weeks at whose end nobody waited and nobody had been sent away; None before the first."""
    weeks = zip(_weeks(turns, "lost", seat), _weeks(turns, "backlog", seat), strict=True)
    served = [sum(lost) + sum(waiting) <= LEAST_UNITS for lost, waiting in weeks]
    return sum(served) / len(served) if served else None


def bullwhip_ratio(scenario: Scenario, turns: Turns, seat: int) -> float | None:
    """Variance of what was ordered over that of what was asked for, both a week and at standard cost.

    None where demand never varied (Chen, Drezner, Ryan and Simchi-Levi 2000).
    """
    value = [part.value for part in scenario.component]
    bill = scenario.seat[seat].bill_of_materials
    worth = [
        sum(
            value[k] * bill.get(item.name, {}).get(part.name, 0.0)
            for k, part in enumerate(scenario.component)
        )
        for item in scenario.product
    ]
    ordered = [_weighed(week, value) for week in _weeks(turns, "ordered", seat)]
    asked = [_weighed([sum(markets) for markets in week], worth) for week in _weeks(turns, "demand", seat)]
    spread = _variance(asked)
    return _variance(ordered) / spread if spread > 0.0 else None


def cash_tied_up(turns: Turns, seat: int) -> float | None:
    """Standard cost of all that was owned, on hand, finished and on the way: mean of the weeks' ends."""
    weeks = [float(week[seat]) for turn in turns for week in turn.rows["stock_value"]]
    return sum(weeks) / len(weeks) if weeks else None


def worst_four_weeks(turns: Turns, seat: int) -> float | None:
    """Uptime of the worst four weeks in a row; of all of them while there are fewer."""
    pairs = list(zip(_weeks(turns, "made", seat), _weeks(turns, "required", seat), strict=True))
    served = [sum(min(pair) for pair in zip(*week, strict=True)) for week in pairs]
    required = [sum(week[1]) for week in pairs]
    spans = range(max(1, len(pairs) - FOUR_WEEKS + 1)) if pairs else range(0)
    shares = [_share(served[n : n + FOUR_WEEKS], required[n : n + FOUR_WEEKS]) for n in spans]
    return min(shares) if shares else None


def time_to_survive(turns: Turns, seat: int, slot: int) -> float | None:
    """Weeks the line would have lasted without its supplier, at the turn's end when they were fewest.

    None in logs from before this was told (Simchi-Levi and others 2015).
    """
    weeks = [turn.survival[seat][slot] for turn in turns if turn.survival]
    return min(weeks) if weeks else None


def time_to_recover(turns: Turns, seat: int, slot: int) -> float | None:
    """Longest row of weeks in which the line was short of a component: until it ran again."""
    longest = now = 0
    for week in _weeks(turns, "shortfall_by", seat):
        now = now + 1 if over_products(week)[slot] > LEAST_UNITS else 0
        longest = max(longest, now)
    return float(longest) if turns else None


def over_products(by_product: list[list[float]]) -> list[float]:
    """Causes of each product's units, added up."""
    return [float(sum(units)) for units in zip(*by_product, strict=True)]


def short(number: float) -> float:
    """As much of a number as a screen can show: a view crosses a crowded network.

    Far more than is shown, though: rounded twice, 94.449 % would be 94.5 on one page and 94.4 on the next.
    """
    return round(number, 7 if -1.0 < number < 1.0 else 4)


def cents(money: float) -> float:
    """An amount that stands on one page alone."""
    return round(money, 2)


def brief(number: float) -> float:
    """Units or weeks in four digits: a view's rows are full of them, and a screen shows three."""
    return float(f"{number:.4g}")


def _weighed(units: list[float], worth: list[float]) -> float:
    return float(sum(number * each for number, each in zip(units, worth, strict=True)))


def _variance(values: list[float]) -> float:
    if not values:
        return 0.0
    mean = sum(values) / len(values)
    return sum((value - mean) ** 2 for value in values) / len(values)


def _share(served: list[float], required: list[float]) -> float:
    whole = sum(required)
    return float(sum(served) / whole) if whole > 0 else 1.0


def _weeks(turns: Turns, measure: str, seat: int) -> Iterator[list[Any]]:
    """One seat's entry of every week."""
    return (week[seat] for turn in turns for week in turn.rows[measure])
