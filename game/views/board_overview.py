"""A game of many tables on the board: the best seats, how all are spread, and who is looked for."""

from __future__ import annotations

from bisect import bisect_left
from statistics import median

from ..messages import BoardOverview, Histogram, Person, Standing
from ..messages.rounding import for_screen
from ..names import folded
from ..rules.events import Place
from ..rules.session import Session
from .public_state import Names, person
from .standings import number_ranked, standing

BEST = 10
STEPS = 12
FOUND = 12
NEWEST = 48
"""People of a lobby who are told by name, those who joined last."""


def newest(session: Session, names: Names) -> list[Person]:
    """Who joined last, in a lobby; nobody once the game has begun."""
    if session.state.started is not None:
        return []
    # The order of the mapping is the order in which people took their seats.
    return [person(session, names, place) for place in list(session.state.players)[-NEWEST:]]


def all_standings(session: Session, names: Names) -> list[Standing]:
    """Every seat that has a rank, best first: by cost, at the end by score; empty before the first turn."""
    if not session.state.turns:
        return []
    told = [standing(session, names, place) for place in session.state.ranked]
    return sorted(told, key=_rank_key)


def best_of(listed: list[Standing]) -> list[Standing]:
    """The best of all standings, of seats that nothing but their table tells apart the first alone."""
    return [alike[0] for alike in _alike(listed)[:BEST]]


def _alike(listed: list[Standing]) -> list[list[Standing]]:
    """Standings that nothing but their table tells apart, together, in the order of the first of them."""
    groups: dict[tuple[object, ...], list[Standing]] = {}
    for each in listed:
        key = (each.seat, each.score, each.uptime, round(each.total_cost))
        groups.setdefault(key, []).append(each)
    return list(groups.values())


def _rank_key(standing: Standing) -> float:
    return standing.total_cost if standing.score is None else -standing.score


def overview(session: Session, names: Names, listed: list[Standing], text: str) -> BoardOverview:
    """The overview; `listed`: all standings, best first."""
    state = session.state
    programs = sum(player in state.programs for player in state.players.values())
    found = _found(session, names, text)
    scores = [each.score for each in listed if each.score is not None]
    keys = [_rank_key(each) for each in listed]
    own_key = {Place(each.table - 1, each.seat): key for each, key in zip(listed, keys, strict=True)}
    best = _alike(listed)[:BEST]
    return BoardOverview(
        joined=len(state.players) - programs,
        programs=programs,
        best_ranks=[1 + bisect_left(keys, _rank_key(alike[0])) for alike in best],
        best_others=[len(alike) - 1 for alike in best],
        ranked=number_ranked(session),
        cost=_histogram([each.total_cost for each in listed]),
        uptime=_histogram([each.uptime for each in listed]),
        score=_histogram(scores),
        text=text,
        found=[person(session, names, place) for place in found],
        found_standings=[standing(session, names, place) for place in found] if state.turns else [],
        # All standings are sorted by it.
        found_ranks=[1 + bisect_left(keys, own_key[each]) if each in own_key else None for each in found],
    )


def _found(session: Session, names: Names, text: str) -> list[Place]:
    wanted = folded(text)
    if not wanted:
        return []
    players = session.state.players.items()
    found = [place for place, player in players if wanted in folded(names.get(player, "?"))]
    # Who is named so from the first letter on comes first.
    found.sort(key=lambda place: not folded(names.get(session.state.players[place], "?")).startswith(wanted))
    return found[:FOUND]


def _histogram(values: list[float]) -> Histogram | None:
    if not values:
        return None
    least, most = min(values), max(values)
    width = (most - least) / STEPS
    counts = [0] * STEPS
    for value in values:
        counts[min(int((value - least) / width), STEPS - 1) if width > 0.0 else STEPS // 2] += 1
    return Histogram(least=least, most=most, median=for_screen(median(values)), counts=counts)
