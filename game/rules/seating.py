"""Assigns seats: tables fill one after the other, and late joiners take over seats from bots.

All tables have the same seats and the same chance. Once the game has begun no table is added, since a
world cannot begin late.
"""

from __future__ import annotations

from ..errors import Refused
from ..messages.terms import ALONE
from .events import Event, Place, SeatTaken, TableOpened
from .game_state import GameState
from .situation import Situation

MOST_TABLES = 250


def join(now: Situation, player: str, *, program: bool = False) -> list[Event]:
    """Seat the player at the next free seat; before the start, at a new table if there is none.

    program: the player is a bot client. No event if the player has a seat already.

    Raises:
        Refused: if the game takes no more players.
    """
    now.must_go_on()
    state = now.state
    if state.place_of(player) is not None:
        return []
    if state.opened.kind in ALONE:
        raise Refused("This is somebody's practice game; open one of your own.", code="not_joinable")
    if not state.door_open:
        raise Refused(
            "The door of this game is closed; ask whoever leads it to open it, then try again.",
            code="door_closed",
        )
    if state.started is not None and state.turn >= state.last_turn:
        raise Refused("This game is in its last turn; join the next one.", code="last_turn")
    place = _first_free(state)
    if place is not None:
        return [SeatTaken(place.table, place.seat, player, program)]
    if state.started is not None or state.tables >= MOST_TABLES:
        raise Refused("Every seat of this game is taken; open another game.", code="game_full")
    table = state.tables
    return [TableOpened(table), SeatTaken(table, state.seat_names[0], player, program)]


def _first_free(state: GameState) -> Place | None:
    """The free seat of the lowest table, so that tables fill one after the other; None if all are taken."""
    if len(state.players) == state.tables * len(state.seat_names):
        return None
    places = (Place(table, seat) for table in range(state.tables) for seat in state.seat_names)
    return next((place for place in places if place not in state.players), None)


def joinable(now: Situation) -> bool:
    """Whether a new player would get a seat."""
    try:
        # No player has the empty id, so that this asks for a stranger.
        return bool(join(now, ""))
    except Refused:
        return False


def take(now: Situation, player: str, place: Place) -> list[Event]:
    """Seat the player here; no event if they sit here already.

    Raises:
        Refused: if the seat is unknown or taken, or the game is over.
    """
    now.must_go_on()
    if place not in now.state.places:
        raise Refused(f"There is no seat {place.seat} at this table.", code="no_such_seat", seat=place.seat)
    holder = now.state.players.get(place)
    if holder not in (None, player):
        raise Refused("Somebody sits there already; take another seat.", code="seat_taken", seat=place.seat)
    return [] if holder == player else [SeatTaken(place.table, place.seat, player)]
