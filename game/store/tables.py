"""Rows of the derived tables: a pure function of a session and the event just applied to it.

Since nothing else is used, all derived tables can be rebuilt from the log (event_log.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..messages import SeatHindsight
from ..rules import measure_functions
from ..rules.desk_events import GameArchived, PagePublished, SeatReleased, SeatsReleased
from ..rules.events import (
    DecisionMade,
    Event,
    GameFinished,
    GameOpened,
    GameScored,
    Place,
    SeatTaken,
    TableOpened,
    TurnResolved,
    TurnScored,
)
from ..rules.session import Session
from ..views import measures

TableRow = tuple[str, dict[str, Any]]
"""Table, and values by column; columns left out keep their values."""


def rows_beside(session: Session, event: Event, at: str) -> Iterator[TableRow]:
    """Rows to write with `event`, which `session` has just applied; `at` is its time."""
    if isinstance(event, DecisionMade):
        return  # by far the most events, and none of them has a row
    code = session.opened.code
    match event:
        case GameOpened():
            yield "games", _game(session, at)
            yield from _seats(session, 0)
        case TableOpened():
            # Tables are numbered from 0 in events, and from 1 wherever people read.
            yield "games", {"code": code, "tables": event.table + 1}
            yield from _seats(session, event.table)
        case SeatTaken():
            place = _place(session, event.table, event.seat)
            yield "seats", place | {"player": event.player, "held_by": session.state.held_by(event.player)}
        case SeatReleased():
            place = _place(session, event.table, event.seat)
            yield "seats", place | {"player": None, "held_by": "bot"}
        case SeatsReleased():
            # Who they were the state has forgotten; to seats that were a bot's before it changes nothing.
            for free in session.state.places:
                if free not in session.state.players:
                    yield "seats", _place(session, *free) | {"player": None, "held_by": "bot"}
        case TurnResolved():
            yield "games", {"code": code, "weeks_played": event.last_week}
            yield from _results(session, event)
        case TurnScored():
            yield from _turn_scores(session, event)
        case GameFinished():
            yield "games", {"code": code, "finished_at": at}
        case GameScored() if session.opened.kind != "tutorial":  # it ranks nowhere
            for seat in event.hindsight.seats:
                yield "scores", _score(session, event, seat, at)
                yield from _measures(session, seat)
        case PagePublished():
            yield "games", {"code": code, "published": int(event.published)}
        case GameArchived():
            yield "games", {"code": code, "archived_at": at}


def _game(session: Session, at: str) -> dict[str, Any]:
    opened = session.opened
    return {
        "code": opened.code,
        "kind": opened.kind,
        "depth": opened.depth,
        "scenario": opened.scenario,
        "title": session.scenario.title,
        "currency": session.scenario.currency,
        "scenario_sha256": opened.digest,
        "seed": str(opened.seed),  # may have more bits than an integer of SQLite
        "seed_given": int(opened.seed_given),
        "bots": opened.bots,
        "engine": opened.engine,
        "opened_at": at,
        "published": 0,
        "tables": 1,
        "weeks": session.scenario.weeks,
        "weeks_per_turn": session.scenario.weeks_per_turn,
        "weeks_played": 0,
    }


def _place(session: Session, table: int, seat: str) -> dict[str, Any]:
    return {"game": session.opened.code, "table_number": table + 1, "seat": seat}


def _seats(session: Session, table: int) -> Iterator[TableRow]:
    for seat in session.scenario.seat:
        yield "seats", _place(session, table, seat.name) | {"title": seat.title, "held_by": "bot"}


def _decided_by(session: Session, turn: int, place: Place) -> str:
    """How a seat's stances in a turn came about.

    person or program: the holder confirmed them. repeated: the holder did not. Without a holder who may
    decide, the name of the bots' policy.
    """
    player = session.state.players.get(place)
    if player is None or session.state.since.get(place, 1) > turn:
        return session.state.bot_of(place.seat)  # who sat down late decides from the next turn on
    # Turns count from 1, the list from 0.
    confirmed = place in session.state.confirmed_by_turn[turn - 1]
    return session.state.held_by(player) if confirmed else "repeated"


def _decided_share(session: Session, place: Place) -> float:
    """Share of turns that a person decided in this seat."""
    if session.state.held_by(session.state.players.get(place)) != "person":
        return 0.0
    return sum(place in turn for turn in session.state.confirmed_by_turn) / len(session.state.turns)


def _score(session: Session, event: GameScored, seat: SeatHindsight, at: str) -> dict[str, Any]:
    place, opened, parts = Place(seat.table, seat.seat), session.opened, seat.parts
    player = session.state.players.get(place)
    number = session.state.seat_names.index(seat.seat)
    uptime = measure_functions.uptime(session.state.records_of(seat.table), number) or 0.0
    return _place(session, *place) | {
        "player": player,
        "held_by": session.state.held_by(player),
        "decided_share": _decided_share(session, place),
        "scenario": opened.scenario,
        "scoring_version": event.hindsight.scoring_version,
        "depth": session.state.listed_depth,
        "kind": opened.kind,
        # Of a seat without a player its own, by which the leaderboard names it; of others their rivals'.
        "bots": opened.bots if player is not None else session.state.bot_of(seat.seat),
        "seed_given": int(opened.seed_given),
        "long_turns": int(opened.weeks_per_turn is not None),
        "live_shocks": sum(shock.origin == "live" for shock in event.hindsight.shocks),
        "weeks_played": event.weeks,
        "weeks": session.scenario.weeks,
        "score": parts.score,
        "cost": parts.cost,
        "uptime": uptime,
        "cost_jit": parts.jit,
        "cost_jic": parts.jic,
        "cost_mix": parts.mix,
        "cost_best": parts.best,
        "best_plan": ", ".join(parts.best_plan),
        "reached_target": int(uptime >= session.scenario.uptime_target),
        "scored_at": at,
    }


def _measures(session: Session, seat: SeatHindsight) -> Iterator[TableRow]:
    """One row a measure, so that a new one needs no new column; those of a component name it."""
    number = session.state.seat_names.index(seat.seat)
    turns = session.state.records_of(seat.table)
    found = {"": measures.of_seat(session.scenario, turns, number) | measures.of_ended(seat)}
    for slot, part in enumerate(session.scenario.component):
        found[part.name] = measures.of_part(session.scenario, turns, number, slot)
    for component, values in found.items():
        for name, value in values.items():
            key = {"component": component, "measure": name}
            yield "measures", _place(session, seat.table, seat.seat) | key | {"value": value}


def _turn_scores(session: Session, event: TurnScored) -> Iterator[TableRow]:
    for table, seats in enumerate(event.tables):
        for name, parts in zip(session.state.seat_names, seats, strict=True):
            key = _place(session, table, name) | {"turn": event.turn}
            yield "turn_results", key | {"score": parts.score}


def _results(session: Session, event: TurnResolved) -> Iterator[TableRow]:
    for table in range(len(event.tables)):
        for number, name in enumerate(session.state.seat_names):
            place, told = _place(session, table, name), session.seat_turn(table, number, event.turn)
            yield (
                "turn_results",
                place
                | {
                    "turn": event.turn,
                    "decided_by": _decided_by(session, event.turn, Place(table, name)),
                    "uptime": told.uptime,
                    "total_cost": told.cost,
                },
            )
            for offset, week in enumerate(range(event.first_week, event.last_week + 1)):
                flows = {name: units[offset] for name, units in told.flows.items()}
                row = place | {"week": week, "turn": event.turn} | flows | {"total_cost": told.weeks[offset]}
                yield "week_results", row
