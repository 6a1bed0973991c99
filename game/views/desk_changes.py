"""Who changed what: the stances that differ from the turn before, for the desk alone."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from ..messages import DeskChange, StanceName
from ..rules.events import Place
from ..rules.game_state import GameState, Stances

MOST_CHANGES = 200
"""The newest; a desk of twelve tables must stay small enough to be sent at each decision."""


def changes(state: GameState) -> list[DeskChange]:
    """The latest changes of all seats, newest turn first; of the open turn, of those who have decided."""
    return list(islice(_newest_first(state), MOST_CHANGES))


def _newest_first(state: GameState) -> Iterator[DeskChange]:
    played = len(state.turns)
    if state.phase == "deciding":
        for place in state.places:
            if place in state.confirmed:
                before = _stances_in(state, place, played)
                yield from _between(state.turn, place, before, state.stances[place], bot=False)
    for turn in range(played, 0, -1):
        held = state.orders[turn - 1].held
        for place in state.places:
            before, after = _stances_in(state, place, turn - 1), _stances_in(state, place, turn)
            yield from _between(turn, place, before, after, bot=place not in held)


def _between(turn: int, place: Place, before: Stances, after: Stances, bot: bool) -> Iterator[DeskChange]:
    for component, stance in after.items():
        if before.get(component) != stance:
            yield DeskChange(turn, place.table + 1, place.seat, component, stance, bot)


def _stances_in(state: GameState, place: Place, turn: int) -> dict[str, StanceName]:
    """What a seat played in a turn; in turn 0, what the game opened with."""
    assert state.started is not None
    tables = state.turns[turn - 1].tables if turn else state.started.tables
    row = tables[place.table].rows["stance"][-1][state.seat_names.index(place.seat)]
    return state.stances_in(row)
