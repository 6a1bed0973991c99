"""What an observer may see, the projector: all that is public, of all tables, and nothing else."""

from __future__ import annotations

from . import books, public
from .events import Place
from .messages import Board, Standing, Trail
from .public import Names
from .session import Session

MOST_TRAILS = 6
"""More would be a tangle on a wall."""


def board(session: Session, names: Names, join_url: str | None = None) -> Board:
    """Everything on the wall."""
    first, last = session.weeks_of(session.turn)
    tables = range(session.tables)
    standings = public.standings(session, names, tables)
    return Board(
        game=public.game_info(session),
        phase=session.phase,
        turn=session.turn,
        first_week=first,
        last_week=last,
        people=public.people(session, names, tables),
        standings=standings,
        trails=_trails(session, standings),
        tables=public.table_boards(session),
        news=public.news(session),
        join_url=join_url,
        results_path=public.results_path(session) if session.published else None,
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
    own = session.books.of(place.table, session.seat_names.index(place.seat))
    so_far = [own[: turn + 1] for turn in range(len(own))]
    closed = [session.over and turn + 1 == len(own) for turn in range(len(own))]
    return Trail(
        table=standing.table,
        seat=standing.seat,
        uptime=[public.uptime_of(turns) for turns in so_far],
        cost=[round(books.total_cost(turns, closed=end)) for turns, end in zip(so_far, closed, strict=True)],
    )
