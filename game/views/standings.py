"""Standings: uptime and cost of every seat, which are public after each turn, and the final scores.

A score worked out while a game runs stays in the log. Early in a year all Just in Time leads nearly every
ruler, and which slogan is the dearer one, so what 0 means, is not settled before the end.
"""

from __future__ import annotations

from collections.abc import Collection

from ..messages import Standing
from ..messages.rounding import for_screen
from ..rules.events import Place
from ..rules.session import Session
from .public_state import Names, holder_name


def standings(
    session: Session, names: Names, tables: Collection[int], you: Place | None = None
) -> list[Standing]:
    """Uptime and cost of each seat of these tables (numbered from 0), in the scenario's order; after the
    end also the final score.

    Empty before the first turn is played; `you` is marked.
    """
    if not session.state.turns:
        return []
    # Not all places: a view of one table must not take longer in a game of many.
    places = (Place(table, seat) for table in tables for seat in session.state.seat_names)
    return [standing(session, names, place, you) for place in places]


def standing(session: Session, names: Names, place: Place, you: Place | None = None) -> Standing:
    """Uptime, cost and final score of one seat."""
    number = session.state.seat_names.index(place.seat)
    so_far = session.seat_so_far(place.table, number)
    return Standing(
        table=place.table + 1,
        seat=place.seat,
        title=session.scenario.seat[number].title,
        name=holder_name(session, names, place),
        you=place == you,
        uptime=0.0 if so_far is None else for_screen(so_far.uptime),
        total_cost=0.0 if so_far is None else for_screen(so_far.total_cost(closed=session.state.over)),
        score=score(session, place),
        bot=session.state.is_bot(place),
    )


def score(session: Session, place: Place) -> float | None:
    """Final score of a seat, rounded for the wire; None until the game is over and it has been worked out."""
    return session.runtime.ranks.score(session.state, place)


def rank_by_score(session: Session, place: Place) -> int | None:
    """Rank among the people of all tables, from 1, equal scores sharing one; None while there is no score,
    and for a bot among people.
    """
    return session.runtime.ranks.rank(session.state, place)


def number_ranked(session: Session) -> int:
    """How many seats have a rank: those of people; where nobody but bots plays, all."""
    state = session.state
    # Nearly always nobody is a program, and every view asks.
    programs = sum(player in state.programs for player in state.players.values()) if state.programs else 0
    people = len(state.players) - programs
    return people or state.tables * len(state.seat_names)
