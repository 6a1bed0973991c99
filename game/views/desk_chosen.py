"""What seats have set beside their stances, for the desk alone: of what kind, not how much."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import UNSET, UnsetType

from ..choices.chosen import NO_CHOICE
from ..messages import PartNumbers
from ..messages.desk_seats import DeskChosen, DeskChosenSeats
from ..rules.events import Place
from ..rules.session import Session

NOTHING = DeskChosen()
STANCES_OWN = PartNumbers()


def chosen_of(session: Session, place: Place) -> DeskChosen | UnsetType:
    """What a seat has set; UNSET if nothing, so that most frames are as they were before there was any."""
    told = _told(session, place)
    return UNSET if told == NOTHING else told


def chosen_together(session: Session, places: Iterable[Place]) -> DeskChosenSeats | UnsetType:
    """How many of these seats have set what; UNSET if none has set anything."""
    all_told = [told for place in places if (told := _told(session, place)) != NOTHING]
    if not all_told:
        return UNSET
    return DeskChosenSeats(
        numbers=sum(bool(told.numbers) for told in all_told),
        express=sum(bool(told.express) for told in all_told),
        second=sum(bool(told.second) for told in all_told),
        shelves=sum(told.shelves for told in all_told),
        plan=sum(told.plan for told in all_told),
    )


def _told(session: Session, place: Place) -> DeskChosen:
    state = session.state
    # With the last turn what was chosen for it alone has ended, but it is what was played.
    seats = state.orders[-1].chosen if state.over and state.orders else state.chosen
    chosen = seats.get(place, NO_CHOICE)
    if chosen is NO_CHOICE:
        return NOTHING
    names = [part.name for part in session.scenario.component]
    return DeskChosen(
        numbers=[at for at, part in enumerate(names) if chosen.numbers.get(part, STANCES_OWN) != STANCES_OWN],
        express=[at for at, part in enumerate(names) if part in chosen.express],
        second=[at for at, part in enumerate(names) if chosen.second_source.get(part)],
        shelves=bool(chosen.shelves),
        plan=bool(chosen.plan),
    )
