"""What an observer may see, the projector: all that is public, of all tables, and nothing else."""

from __future__ import annotations

from . import public
from .messages import Board
from .public import Names
from .session import Session


def board(session: Session, names: Names, join_url: str | None = None) -> Board:
    """Everything on the wall."""
    first, last = session.weeks_of(session.turn)
    tables = range(session.tables)
    return Board(
        game=public.game_info(session),
        phase=session.phase,
        turn=session.turn,
        first_week=first,
        last_week=last,
        people=public.people(session, names, tables),
        standings=public.standings(session, names, tables),
        tables=public.table_boards(session),
        news=sorted(session.news, key=lambda item: -item.week),
        join_url=join_url,
        results_path=public.results_path(session) if session.published else None,
    )
