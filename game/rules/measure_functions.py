"""Every measure of a seat, such as uptime or fill rate: one function each, and the tables that list them.

A new measure is one function here and one entry in a table at the end of this module. It is then in
views, debrief, exports, the database and the leaderboard, which walk through the tables by way of
`views/measures`. A function takes the turns of one table, the seat's number in the scenario's order
and, for a component, its number in the scenario's order. None means that there is nothing to measure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ...agents.scenario.scenario import Scenario
from ..messages import MeasureUnit, SeatHindsight
from .record_sums import Turns, made_of_required, over_products, weeks_of

LEAST_UNITS = 1e-6
"""Units below this are rounding errors of sums: neither a lost sale nor a shortage."""
FOUR_WEEKS = 4


def uptime(turns: Turns, seat: int) -> float | None:
    """Share of the required production that was made: sum of min(made, required) / sum of required.

    What is required comes from demand, not from what the seat planned: who plans less gains no uptime.
    None before the first week.
    """
    if not turns:
        return None
    required = sum(sum(week) for week in weeks_of(turns, "required", seat))
    return made_of_required(turns, seat) / required if required > 0 else 1.0


def fill_rate(turns: Turns, seat: int) -> float | None:
    """Units sold over units demanded; None before there was any demand."""
    asked = sum(sum(sum(markets) for markets in week) for week in weeks_of(turns, "demand", seat))
    sold = sum(sum(week) for week in weeks_of(turns, "sold", seat))
    return float(sold / asked) if asked > 0 else None


def cycle_service_level(turns: Turns, seat: int) -> float | None:
    """Share of weeks without lost sales and without a backlog at their end; None before the first week."""
    weeks = zip(weeks_of(turns, "lost", seat), weeks_of(turns, "backlog", seat), strict=True)
    served = [sum(lost) + sum(waiting) <= LEAST_UNITS for lost, waiting in weeks]
    return sum(served) / len(served) if served else None


def bullwhip_ratio(scenario: Scenario, turns: Turns, seat: int) -> float | None:
    """Variance of weekly orders / variance of weekly demand, both in money at standard cost.

    Money makes components and products comparable: an order counts the value of its components, demand
    that of the components in each product's bill of materials. Above 1, orders swing more than demand
    (Chen, Drezner, Ryan and Simchi-Levi 2000). None where demand never varied.
    """
    # Standard cost of each component, and of the components in one unit of each product.
    value = [part.value for part in scenario.component]
    bill = scenario.seat[seat].bill_of_materials
    worth = [
        sum(
            value[k] * bill.get(item.name, {}).get(part.name, 0.0)
            for k, part in enumerate(scenario.component)
        )
        for item in scenario.product
    ]
    ordered = [_weighed(week, value) for week in weeks_of(turns, "ordered", seat)]
    asked = [_weighed([sum(markets) for markets in week], worth) for week in weeks_of(turns, "demand", seat)]
    spread = _variance(asked)
    return _variance(ordered) / spread if spread > 0.0 else None


def cash_tied_up(turns: Turns, seat: int) -> float | None:
    """Mean over the weeks' ends of the standard cost of all stock owned: on hand, finished, on the way."""
    weeks = [float(week[seat]) for turn in turns for week in turn.rows["stock_value"]]
    return sum(weeks) / len(weeks) if weeks else None


def worst_four_weeks(turns: Turns, seat: int) -> float | None:
    """Uptime of the worst four weeks in a row; of all weeks while there are fewer than four."""
    pairs = list(zip(weeks_of(turns, "made", seat), weeks_of(turns, "required", seat), strict=True))
    served = [sum(min(pair) for pair in zip(*week, strict=True)) for week in pairs]
    required = [sum(week[1]) for week in pairs]
    # At least one window, which is shorter while fewer than four weeks have been played.
    spans = range(max(1, len(pairs) - FOUR_WEEKS + 1)) if pairs else range(0)
    shares = [_share(served[n : n + FOUR_WEEKS], required[n : n + FOUR_WEEKS]) for n in spans]
    return min(shares) if shares else None


def time_to_survive(turns: Turns, seat: int, slot: int) -> float | None:
    """Weeks that the line could run on without the component's supplier (Simchi-Levi and others 2015).

    The least over the turns' ends. None in logs that are older than this record.
    """
    weeks = [turn.survival[seat][slot] for turn in turns if turn.survival]
    return min(weeks) if weeks else None


def time_to_recover(turns: Turns, seat: int, slot: int) -> float | None:
    """Longest run of weeks in which the line lacked the component (Simchi-Levi and others 2015).

    None before the first turn.
    """
    # Units short are counted, not stock: a line that needs nothing this week is not short of anything.
    longest = now = 0
    for week in weeks_of(turns, "shortfall_by", seat):
        now = now + 1 if over_products(week)[slot] > LEAST_UNITS else 0
        longest = max(longest, now)
    return float(longest) if turns else None


def _weighed(units: list[float], worth: list[float]) -> float:
    return float(sum(number * each for number, each in zip(units, worth, strict=True)))


def _variance(values: list[float]) -> float:
    """Mean squared deviation; in a ratio of two it does not matter whether one divides by n or n - 1."""
    if not values:
        return 0.0
    mean = sum(values) / len(values)
    return sum((value - mean) ** 2 for value in values) / len(values)


def _share(served: list[float], required: list[float]) -> float:
    whole = sum(required)
    return float(sum(served) / whole) if whole > 0 else 1.0


# ---------------------------------------------------------------- the tables


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure of a seat: its function of scenario, turns and seat, and the unit of its value."""

    of: Callable[[Scenario, Turns, int], float | None]
    unit: MeasureUnit


@dataclass(frozen=True, slots=True)
class PartMeasure:
    """A measure of one component of a seat: its function of scenario, turns, seat and component."""

    of: Callable[[Scenario, Turns, int, int], float | None]
    unit: MeasureUnit
    worst: Callable[[Iterable[float]], float]
    """`min` or `max`: which of the components stands for the seat where it has one number."""


@dataclass(frozen=True, slots=True)
class LaterMeasure:
    """A measure of a seat that takes replays, so that it is known only when the game has ended."""

    of: Callable[[SeatHindsight], float | None]
    unit: MeasureUnit


def from_records(function: Callable[..., float | None]) -> Callable[..., float | None]:
    """For a function that needs no scenario."""
    return lambda scenario, *records: function(*records)


OF_SEATS: dict[str, Measure] = {
    "uptime": Measure(from_records(uptime), "share"),
    "worst_four_weeks": Measure(from_records(worst_four_weeks), "share"),
    "fill_rate": Measure(from_records(fill_rate), "share"),
    "cycle_service_level": Measure(from_records(cycle_service_level), "share"),
    "bullwhip_ratio": Measure(bullwhip_ratio, "ratio"),
    "cash_tied_up": Measure(from_records(cash_tied_up), "money"),
}
OF_PARTS: dict[str, PartMeasure] = {
    "time_to_survive": PartMeasure(from_records(time_to_survive), "weeks", min),
    "time_to_recover": PartMeasure(from_records(time_to_recover), "weeks", max),
}
OF_ENDED: dict[str, LaterMeasure] = {
    "borne_by_rivals": LaterMeasure(lambda seat: seat.borne_by_rivals, "money"),
}
