"""The facilitator's view: every seat, the clock, and the shocks of the weeks to come.

The only view that shows the seed and what it draws.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from ...agents.chance.shocks import Shock
from ..messages import Desk, DeskSeat, DeskShock, Knock, Look, NewsItem, ShockKind, StanceName
from ..messages.rounding import for_screen
from ..rules.desk_events import ShockInjected
from ..rules.events import Place
from ..rules.live_shocks import choices, shock_of, target_title, with_words
from ..rules.session import Session
from . import public_state
from .desk_changes import changes, steady
from .desk_chosen import chosen_of
from .desk_overview import EVERYTHING, LEAST_LOST, Seats, overview, shortened
from .public_state import Names
from .standings import rank_by_score, score


def desk(
    session: Session,
    names: Names,
    devices: Mapping[Place, int],
    *,
    away_ms: Mapping[Place, int] | None = None,
    boards: int = 0,
    phone_seen: bool = False,
    join_url: str | None = None,
    join_url_given: bool = False,
    knocks: Sequence[Knock] = (),
    look: Look = EVERYTHING,
) -> Desk:
    """The desk's whole state.

    `devices` counts the open devices of each seat, and `away_ms` says how long its last one has been gone;
    `boards` counts open boards; `phone_seen` says whether another machine has connected; `knocks` are places
    whose newcomers wait; `look` chooses the seats of a game with more tables than can be listed.
    """
    opened, away = session.opened, away_ms or {}

    def row(place: Place) -> DeskSeat:
        return _seat(session, names, place, devices.get(place, 0), away.get(place))

    told, places = None, session.state.places
    if public_state.is_crowd(session):
        places, told = overview(Seats(session, names, devices, away), look, row)
    first, last = session.state.weeks_of(session.state.turn)
    return Desk(
        game=public_state.game_info(session),
        phase=session.state.phase,
        turn=session.state.turn,
        first_week=first,
        last_week=last,
        seed=str(opened.seed),
        seed_given=opened.seed_given,
        turn_seconds=session.state.turn_seconds,
        first_turn_seconds=opened.first_turn_seconds,
        all_in=session.state.all_in_closes,
        last_turn=session.state.last_turn,
        seats=[row(place) for place in places],
        boards=boards,
        phone_seen=phone_seen,
        shocks=_timeline(session),
        shock_kinds=choices(session.scenario),
        tables=public_state.table_boards(session),
        news=public_state.news(session),
        published=session.state.published,
        join_url=join_url,
        join_url_given=join_url_given,
        results_path=public_state.results_path(session),
        door_open=session.state.door_open,
        knocks=shortened(knocks) if told else list(knocks),
        changes=changes(session, places),
        overview=told,
    )


def _seat(session: Session, names: Names, place: Place, devices: int, away_ms: int | None) -> DeskSeat:
    number = session.state.seat_names.index(place.seat)
    so_far = session.seat_so_far(place.table, number)
    return DeskSeat(
        table=place.table + 1,
        seat=place.seat,
        title=session.scenario.seat[number].title,
        player=session.state.players.get(place),
        name=public_state.holder_name(session, names, place),
        devices=devices,
        away_ms=away_ms,
        decided=place in session.state.confirmed,
        late=session.state.is_late(place),
        repeats=session.state.repeats.get(place, 0),
        stances=_stances(session, place, number),
        steady=steady(session, place),
        lost=_lost(session, place.table, number),
        uptime=None if so_far is None else for_screen(so_far.uptime),
        total_cost=0.0 if so_far is None else for_screen(so_far.total_cost(closed=session.state.over)),
        score=score(session, place),
        program=session.state.held_by(session.state.players.get(place)) == "program",
        place=rank_by_score(session, place),
        chosen=chosen_of(session, place),
    )


def _stances(session: Session, place: Place, number: int) -> dict[str, StanceName]:
    """Stances of a seat in the open turn; where a bot decides, those it played last."""
    state = session.state
    if place in state.players and not state.is_late(place):
        return dict(state.stances[place])
    if not (sums := session.sums()):  # in the lobby
        return dict(state.opening_stances())
    return state.stances_in(sums[-1][place.table].stances[number])


def _lost(session: Session, table: int, number: int) -> dict[str, float]:
    """Units not made in the last turn, by the component that was missing."""
    if not session.state.turns:
        return {}
    units = session.sums()[-1][table].seats[number].lost
    parts = [part.name for part in session.scenario.component]
    # Not strict: the last slot is the line's own limit, which buying could not have changed.
    return {part: for_screen(lost) for part, lost in zip(parts, units, strict=False) if lost > LEAST_LOST}


def _timeline(session: Session) -> list[DeskShock]:
    """The scenario's shocks as this seed draws them, and the facilitator's own, by first week."""
    scenario = session.scenario
    drawn = {shock.name: shock for shock in session.drawn_shocks()}
    told = [_shock(session, drawn[spec.name], spec.kind, spec.target, live=False) for spec in scenario.shock]
    live = [_live(session, said) for said in session.state.shocks]
    return sorted(told + live, key=lambda shock: (shock.first_week, shock.name))


def _live(session: Session, said: ShockInjected) -> DeskShock:
    shock = shock_of(said, session.scenario, 1)
    return with_words(_shock(session, shock, said.kind, said.target, live=True), said, session.scenario)


def _shock(session: Session, shock: Shock, kind: ShockKind, target: str, *, live: bool) -> DeskShock:
    weeks = np.flatnonzero(shock.in_force[:, 0]) + 1
    first = int(shock.first_week[0])
    comes = bool(shock.comes[0])
    return DeskShock(
        name=shock.name,
        title=shock.title,
        kind=kind,
        target=target,
        target_title=target_title(session.scenario, kind, target),
        first_week=first,
        last_week=int(weeks[-1]) if len(weeks) else first,
        comes=comes,
        live=live,
        news=[
            NewsItem(first + item.week, item.grade, item.headline, item.text)
            for item in sorted(shock.news, key=lambda item: item.week)
            if item.only == "always" or (item.only == "true") == comes
        ],
    )
