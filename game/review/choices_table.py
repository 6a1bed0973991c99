"""The tables of what seats decided beside stances, and of what each of it changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import structs

from ..messages import Chosen, Hindsight
from ..rules.events import Place
from ..rules.session import Session

COLUMNS: dict[str, type] = {
    "table": int,
    "seat": str,
    "turn": int,
    "of": str,
    "choice": str,
    "week": int,
    "value": float,
}
"""Types by column. `of` names a component, a market or a product; `week` is that of a planned one."""

WHAT_IF_COLUMNS: dict[str, type] = {
    "table": int,
    "seat": str,
    "of": str,
    "choice": str,
    "cost_change": float,
    "uptime_change": float,
}
"""Types by column. What changes if the choice is taken back in all turns. As in the engine express is
`expedite` there, and the second source `sourcing_split`."""


def what_if_rows(hindsight: Hindsight) -> Iterator[dict[str, Any]]:
    """What a year without it would have cost, for each choice of each seat."""
    for seat in hindsight.seats:
        for each in seat.choices or ():
            changes = {"cost_change": each.cost, "uptime_change": each.uptime}
            yield {"table": seat.table + 1, "seat": seat.seat, "of": each.of, "choice": each.choice} | changes


def choice_rows(session: Session) -> Iterator[dict[str, Any]]:
    """What each seat played in each turn, by table, seat and turn; nothing of what its stances set."""
    for place in session.state.places:
        for turn, orders in zip(session.state.turns, session.state.orders, strict=True):
            if place in orders.chosen:
                yield from _of_turn(place, turn.turn, turn.first_week, orders.chosen[place])


def _of_turn(place: Place, turn: int, first_week: int, chosen: Chosen) -> Iterator[dict[str, Any]]:
    key = {"table": place.table + 1, "seat": place.seat, "turn": turn}

    def row(of: str, choice: str, value: float, week: int | None = None) -> dict[str, Any]:
        return key | {"of": of, "choice": choice, "week": week, "value": float(value)}

    for component, numbers in chosen.numbers.items():
        for name, value in structs.asdict(numbers).items():
            if value is not None:
                # A contract is that of a stance: 1 for Just in Case.
                yield row(component, name, value == "JIC" if name == "contract" else value)
    for component in chosen.express:
        yield row(component, "express", True)
    for component, on in chosen.second_source.items():
        yield row(component, "second_source", on)
    for market, weeks in chosen.shelves.items():
        yield row(market, "shelf_weeks", weeks)
    for product, units in chosen.plan.items():
        for ahead, planned in enumerate(units):
            yield row(product, "planned_units", planned, first_week + ahead)
