"""All measures of a seat and of its components by name: whatever stands here is shown, stored and exported.

Views, debrief, export and leaderboard walk through these tables and know no measure by name.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..agents.scenario import Scenario
from . import scoring
from .messages import Measured, MeasureUnit
from .scoring import Turns, short


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


OF_SEATS: dict[str, Measure] = {
    "uptime": Measure(lambda _, turns, seat: scoring.uptime(turns, seat), "share"),
    "worst_four_weeks": Measure(lambda _, turns, seat: scoring.worst_four_weeks(turns, seat), "share"),
    "fill_rate": Measure(lambda _, turns, seat: scoring.fill_rate(turns, seat), "share"),
    "cycle_service_level": Measure(lambda _, turns, seat: scoring.cycle_service_level(turns, seat), "share"),
    "bullwhip_ratio": Measure(scoring.bullwhip_ratio, "ratio"),
    "cash_tied_up": Measure(lambda _, turns, seat: scoring.cash_tied_up(turns, seat), "money"),
}
OF_PARTS: dict[str, PartMeasure] = {
    "time_to_survive": PartMeasure(
        lambda _, turns, seat, slot: scoring.time_to_survive(turns, seat, slot), "weeks"
    ),
    "time_to_recover": PartMeasure(
        lambda _, turns, seat, slot: scoring.time_to_recover(turns, seat, slot), "weeks"
    ),
}


def of_seat(scenario: Scenario, turns: Turns, seat: int) -> dict[str, float | None]:
    """All measures of a seat over these turns; None where there is nothing to measure."""
    return {name: measure.of(scenario, turns, seat) for name, measure in OF_SEATS.items()}


def of_part(scenario: Scenario, turns: Turns, seat: int, slot: int) -> dict[str, float | None]:
    """All measures of one component of a seat."""
    return {name: measure.of(scenario, turns, seat, slot) for name, measure in OF_PARTS.items()}


def told_of_seat(scenario: Scenario, turns: Turns, seat: int) -> list[Measured]:
    """The same for a page, with the unit, as exact as a screen can show."""
    found = of_seat(scenario, turns, seat)
    return [Measured(name, OF_SEATS[name].unit, _shown(value)) for name, value in found.items()]


def told_of_part(scenario: Scenario, turns: Turns, seat: int, slot: int) -> list[Measured]:
    found = of_part(scenario, turns, seat, slot)
    return [Measured(name, OF_PARTS[name].unit, _shown(value)) for name, value in found.items()]


def _shown(value: float | None) -> float | None:
    return None if value is None else short(value)
