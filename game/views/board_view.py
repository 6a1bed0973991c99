"""The board: what a projector shows in the lobby, during the game and at its end.

Public state of all tables, and nothing that belongs to one seat. In the lobby that is the code, the address
to join at, and the people; from the first turn on also the standings, and from the start quotes and queues.
"""

from __future__ import annotations

from ..messages import Board, Standing, Trail
from ..messages.rounding import for_screen
from ..rules.events import Place
from ..rules.seat_totals import so_far
from ..rules.session import Session
from . import public_state
from .board_overview import all_standings, best_of, newest, overview
from .public_state import Names
from .standings import standings

MOST_TRAILS = 6
"""Most lines in the picture of uptime against cost; more could not be told apart from across a room."""


def board(
    session: Session,
    names: Names,
    join_url: str | None = None,
    join_url_given: bool = False,
    *,
    text: str = "",
) -> Board:
    """The board's whole state.

    `join_url` is the address of the QR code, if it is known; `text` is what the device looks for in a game
    with more tables than can be listed.
    """
    first, last = session.state.weeks_of(session.state.turn)
    tables = range(session.state.tables)
    crowd = public_state.is_crowd(session)
    listed = all_standings(session, names) if crowd else standings(session, names, tables)
    return Board(
        game=public_state.game_info(session),
        phase=session.state.phase,
        turn=session.state.turn,
        first_week=first,
        last_week=last,
        people=newest(session, names) if crowd else public_state.people(session, names, tables),
        standings=best_of(listed) if crowd else listed,
        trails=[] if crowd else _trails(session, listed),
        tables=public_state.table_boards(session),
        news=public_state.news(session),
        join_url=join_url,
        join_url_given=join_url_given,
        results_path=public_state.results_path(session) if session.state.published else None,
        door_open=session.state.door_open,
        overview=overview(session, names, listed, text) if crowd else None,
    )


def _trails(session: Session, listed: list[Standing]) -> list[Trail]:
    """Uptime and cost of the leading seats, turn by turn; of seats that end equal only the first."""
    trails: list[Trail] = []
    for standing in sorted(listed, key=_rank):
        trail = _trail(session, standing)
        if all((trail.uptime[-1], trail.cost[-1]) != (each.uptime[-1], each.cost[-1]) for each in trails):
            trails.append(trail)
        if len(trails) == MOST_TRAILS:
            break
    return trails


def _rank(standing: Standing) -> tuple[bool, float, float]:
    """Sort key: highest score first; until the game is over, lowest cost first."""
    return standing.score is None, -(standing.score or 0.0), standing.total_cost


def _trail(session: Session, standing: Standing) -> Trail:
    place = Place(standing.table - 1, standing.seat)
    by_turn = so_far(session.seat_turns(place.table, session.state.seat_names.index(place.seat)))
    # The closing of the books counts in the last point alone, and only once the game is over.
    closed = [session.state.over and each is by_turn[-1] for each in by_turn]
    return Trail(
        table=standing.table,
        seat=standing.seat,
        uptime=[for_screen(each.uptime) for each in by_turn],
        cost=[round(each.total_cost(closed=end)) for each, end in zip(by_turn, closed, strict=True)],
    )
