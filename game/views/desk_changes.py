"""Who changed what: the stances that differ from the turn before, for the desk alone."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import islice

from ..messages import DeskChange
from ..rules.events import Place
from ..rules.game_state import Stances
from ..rules.session import Session

MOST_CHANGES = 200
"""The newest; a desk of twelve tables must stay small enough to be sent at each decision."""


def changes(session: Session, places: Collection[Place]) -> list[DeskChange]:
    """The latest changes of these seats, newest turn first; of the open turn, of those who have decided."""
    return list(islice(_newest_first(session, places), MOST_CHANGES))


def steady(session: Session, place: Place) -> int:
    """How many turns in a row, the last one played included, the seat has kept its stances."""
    by_turn = session.stance_changes()
    # The first turn is where counting begins, whether or not it changed what the game opened with.
    later = reversed(by_turn[1:])
    return next((back for back, changed in enumerate(later, start=1) if place in changed), len(by_turn))


def _newest_first(session: Session, places: Collection[Place]) -> Iterator[DeskChange]:
    state, by_turn = session.state, session.stance_changes()
    if state.phase == "deciding":
        for place in places:
            if place in state.confirmed:
                before = _last_played(session, place)
                new = {part: each for part, each in state.stances[place].items() if before.get(part) != each}
                yield from _told(state.turn, place, new, bot=False)
    for turn in range(len(by_turn), 0, -1):
        changed, held = by_turn[turn - 1], state.orders[turn - 1].held
        for place in places:
            if place in changed:
                yield from _told(turn, place, changed[place], bot=place not in held)


def _told(turn: int, place: Place, new: Stances, *, bot: bool) -> Iterator[DeskChange]:
    for component, stance in new.items():
        yield DeskChange(turn, place.table + 1, place.seat, component, stance, bot)


def _last_played(session: Session, place: Place) -> Stances:
    """What a seat played in the last turn; before the first one, what the game opened with."""
    state = session.state
    latest = session.sums()[-1][place.table]
    return state.stances_in(latest.stances[state.seat_names.index(place.seat)])
