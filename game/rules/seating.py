"""Who sits where: tables fill in order, a late comer takes over from a bot, nobody is waited for.

All tables have the same seats and the same fate. When the game has begun there are no further
tables, since a world cannot begin late. A seat that nobody holds is a bot's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import Refused
from .events import Event, Place, SeatTaken, TableOpened, TurnResolved

if TYPE_CHECKING:
    from .session import Session

MOST_TABLES = 25


def join(session: Session, player: str, *, program: bool) -> list[Event]:
    """The next free seat; before the start at a new table if there is none."""
    if session.place_of(player) is not None:
        return []
    if session.opened.kind == "practice":
        raise Refused("This is somebody's practice game; open one of your own.", code="not_joinable")
    if session.started is not None and session.turn >= session.last_turn:
        raise Refused("This game is in its last turn; join the next one.", code="last_turn")
    place = next((place for place in session.places if place not in session.players), None)
    if place is not None:
        return [SeatTaken(place.table, place.seat, player, program)]
    if session.started is not None or session.tables >= MOST_TABLES:
        raise Refused("Every seat of this game is taken; open another game.", code="game_full")
    table = session.tables
    return [TableOpened(table), SeatTaken(table, session.seat_names[0], player, program)]


def joinable(session: Session) -> bool:
    """Whether a stranger would get a seat."""
    try:
        session.must_go_on()
        return bool(join(session, "somebody else", program=False))
    except Refused:
        return False


def take(session: Session, player: str, place: Place) -> list[Event]:
    """This very seat."""
    if place not in session.places:
        raise Refused(f"There is no seat {place.seat} at this table.", code="no_such_seat", seat=place.seat)
    holder = session.players.get(place)
    if holder not in (None, player):
        raise Refused("Somebody sits there already; take another seat.", code="seat_taken", seat=place.seat)
    return [] if holder == player else [SeatTaken(place.table, place.seat, player)]


def sit_down(session: Session, event: SeatTaken) -> None:
    place = Place(event.table, event.seat)
    session.players[place] = event.player
    session.since[place] = session.turn + 1 if session.started else 1
    session.stances[place] = session.opening_stances()
    session.repeats[place] = 0
    if event.program:
        session.programs.add(event.player)


def stand_up(session: Session, place: Place) -> None:
    """From here a bot plays; what the seat had confirmed is void."""
    del session.players[place], session.since[place], session.stances[place]
    session.confirmed.discard(place)
    session.decided_on.pop(place, None)
    session.repeats.pop(place, None)


def begin_turn(session: Session, played: TurnResolved) -> None:
    """Whoever came while the last turn was open finds what the bot had set."""
    names = [part.name for part in session.scenario.component]
    for place, turn in session.since.items():
        if turn == played.turn + 1 and turn > 1:
            row = played.tables[place.table].rows["stance"][-1]
            flags = row[session.seat_names.index(place.seat)]
            session.stances[place] = {
                name: "JIC" if flag else "JIT" for name, flag in zip(names, flags, strict=True)
            }
