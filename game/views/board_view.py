"""What an observer may see, the projector: all that is public, of all tables, and nothing else."""

from __future__ import annotations

from ..messages import Board, Standing, Trail
from ..rules import seat_totals
from ..rules.events import Place
from ..rules.session import Session
from . import public_state
from .public_state import Names

MOST_TRAILS = 6
"""More would be a tangle on a wall."""


def board(session: Session, names: Names, join_url: str | None = None) -> Board:
    """Everything on the wall."""
    first, last = session.state.weeks_of(session.state.turn)
    tables = range(session.state.tables)
    standings = public_state.standings(session, names, tables)
    return Board(
        game=public_state.game_info(session),
        phase=session.state.phase,
        turn=session.state.turn,
        first_week=first,
        last_week=last,
        people=public_state.people(session, names, tables),
        standings=standings,
        trails=_trails(session, standings),
        tables=public_state.table_boards(session),
        news=public_state.news(session),
        join_url=join_url,
        results_path=public_state.results_path(session) if session.state.published else None,
    )


def _trails(session: Session, standings: list[Standing]) -> list[Trail]:
    """How the leaders came to where they are; of seats in the same place the first stands for all."""
    trails: list[Trail] = []
    for standing in sorted(standings, key=_rank):
        trail = _trail(session, standing)
        if all((trail.uptime[-1], trail.cost[-1]) != (each.uptime[-1], each.cost[-1]) for each in trails):
            trails.append(trail)
        if len(trails) == MOST_TRAILS:
            break
    return trails


def _rank(standing: Standing) -> tuple[bool, float, float]:
    """By score, and by cost before there is one."""
    return standing.score is None, -(standing.score or 0.0), standing.total_cost


def _trail(session: Session, standing: Standing) -> Trail:
    place = Place(standing.table - 1, standing.seat)
    own = session.seat_turns(place.table, session.state.seat_names.index(place.seat))
    so_far = [own[: turn + 1] for turn in range(len(own))]
    closed = [session.state.over and turn + 1 == len(own) for turn in range(len(own))]
    return Trail(
        table=standing.table,
        seat=standing.seat,
        uptime=[public_state.uptime_of(turns) for turns in so_far],
        cost=[
            round(seat_totals.total_cost(turns, closed=end))
            for turns, end in zip(so_far, closed, strict=True)
        ],
    )
