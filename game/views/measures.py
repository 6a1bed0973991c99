"""All measures of a seat and of its components by name: whatever stands here is shown, stored and exported.

Views, debrief, export and leaderboard walk through these tables and know no measure by name. Where a seat
has one number, a measure of components stands for the component that was worst.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ...agents.scenario.scenario import Scenario
from ..messages import Measured, MeasureUnit, SeatHindsight
from ..rules import measure_functions
from ..rules.measure_functions import Turns, short


@dataclass(frozen=True, slots=True)
class Measure:
    """How one number of a seat comes from the records, and what it counts in."""

    of: Callable[[Scenario, Turns, int], float | None]
    unit: MeasureUnit


@dataclass(frozen=True, slots=True)
class PartMeasure:
    """The same of one component of a seat, by its place in the scenario's list."""

    of: Callable[[Scenario, Turns, int, int], float | None]
    unit: MeasureUnit
    worst: Callable[[Iterable[float]], float]
    """Of several components: `min` or `max`."""


@dataclass(frozen=True, slots=True)
class LaterMeasure:
    """One number of a seat that only a replay could tell when its game had ended."""

    of: Callable[[SeatHindsight], float | None]
    unit: MeasureUnit


OF_SEATS: dict[str, Measure] = {
    "uptime": Measure(lambda _, turns, seat: measure_functions.uptime(turns, seat), "share"),
    "worst_four_weeks": Measure(
        lambda _, turns, seat: measure_functions.worst_four_weeks(turns, seat), "share"
    ),
    "fill_rate": Measure(lambda _, turns, seat: measure_functions.fill_rate(turns, seat), "share"),
    "cycle_service_level": Measure(
        lambda _, turns, seat: measure_functions.cycle_service_level(turns, seat), "share"
    ),
    "bullwhip_ratio": Measure(measure_functions.bullwhip_ratio, "ratio"),
    "cash_tied_up": Measure(lambda _, turns, seat: measure_functions.cash_tied_up(turns, seat), "money"),
}
OF_PARTS: dict[str, PartMeasure] = {
    "time_to_survive": PartMeasure(
        lambda _, turns, seat, slot: measure_functions.time_to_survive(turns, seat, slot), "weeks", min
    ),
    "time_to_recover": PartMeasure(
        lambda _, turns, seat, slot: measure_functions.time_to_recover(turns, seat, slot), "weeks", max
    ),
}
OF_ENDED: dict[str, LaterMeasure] = {
    "borne_by_rivals": LaterMeasure(lambda seat: seat.borne_by_rivals, "money"),
}


def units() -> dict[str, MeasureUnit]:
    """What each measure of a seat counts in, by name, in the order in which they are told."""
    return {name: measure.unit for table in (OF_SEATS, OF_PARTS, OF_ENDED) for name, measure in table.items()}


def of_seat(scenario: Scenario, turns: Turns, seat: int) -> dict[str, float | None]:
    """All measures of a seat over these turns; None where there is nothing to measure."""
    parts = [of_part(scenario, turns, seat, slot) for slot in range(len(scenario.component))]
    worst = {name: _worst(measure, [part[name] for part in parts]) for name, measure in OF_PARTS.items()}
    return {name: measure.of(scenario, turns, seat) for name, measure in OF_SEATS.items()} | worst


def of_ended(seat: SeatHindsight) -> dict[str, float | None]:
    """What looking back adds to them."""
    return {name: measure.of(seat) for name, measure in OF_ENDED.items()}


def of_part(scenario: Scenario, turns: Turns, seat: int, slot: int) -> dict[str, float | None]:
    """All measures of one component of a seat."""
    return {name: measure.of(scenario, turns, seat, slot) for name, measure in OF_PARTS.items()}


def told(values: dict[str, float | None]) -> list[Measured]:
    """The same for a page, with the unit, as exact as a screen can show."""
    known = units()
    return [Measured(name, known[name], _shown(value)) for name, value in values.items()]


def _worst(measure: PartMeasure, values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return measure.worst(known) if known else None


def _shown(value: float | None) -> float | None:
    return None if value is None else short(value)
