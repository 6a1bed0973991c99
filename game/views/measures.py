"""All measures of a seat and its components, by name, for views, debrief, exports and leaderboard.

Which measures there are stands in the tables of `rules/measure_functions`; here no measure is known by
its name. Where a seat has one number, a measure of components stands for the worst component.
"""

from __future__ import annotations

from collections.abc import Iterable

from ...agents.scenario.scenario import Scenario
from ..messages import Measured, MeasureUnit, SeatHindsight
from ..messages.rounding import for_screen
from ..rules.measure_functions import OF_ENDED, OF_PARTS, OF_SEATS, PartMeasure
from ..rules.record_sums import Turns


def units() -> dict[str, MeasureUnit]:
    """The unit of each measure of a seat, by name, in the order in which they are shown."""
    return {name: measure.unit for table in (OF_SEATS, OF_PARTS, OF_ENDED) for name, measure in table.items()}


def of_seat(scenario: Scenario, turns: Turns, seat: int) -> dict[str, float | None]:
    """All measures of a seat over these turns of its table, but for those that take replays.

    seat: its number in the scenario's order. None where there is nothing to measure.
    """
    parts = [of_part(scenario, turns, seat, slot) for slot in range(len(scenario.component))]
    worst = {name: _worst(measure, [part[name] for part in parts]) for name, measure in OF_PARTS.items()}
    return {name: measure.of(scenario, turns, seat) for name, measure in OF_SEATS.items()} | worst


def of_ended(seat: SeatHindsight) -> dict[str, float | None]:
    """The measures that take replays, of a seat of a finished game."""
    return {name: measure.of(seat) for name, measure in OF_ENDED.items()}


def of_part(scenario: Scenario, turns: Turns, seat: int, slot: int) -> dict[str, float | None]:
    """All measures of one component of a seat; both are numbers in the scenario's order."""
    return {name: measure.of(scenario, turns, seat, slot) for name, measure in OF_PARTS.items()}


def told(values: dict[str, float | None]) -> list[Measured]:
    """Measures as a page is sent them: each with its unit, rounded for a screen."""
    known = units()
    return [Measured(name, known[name], _shown(value)) for name, value in values.items()]


def _worst(measure: PartMeasure, values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return measure.worst(known) if known else None


def _shown(value: float | None) -> float | None:
    return None if value is None else for_screen(value)
