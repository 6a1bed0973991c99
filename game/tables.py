"""The plain rows that stand beside the log: one function from what happened to what is written.

Rows follow from the session and the event alone, so they can all be made again from the log.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from . import scoring
from .events import Event, GameFinished, GameOpened, Place, SeatTaken, TableTurn, TurnResolved
from .session import Session

TableRow = tuple[str, dict[str, Any]]
"""Table and row; columns left out stay as they are."""


def rows_beside(session: Session, event: Event, at: str) -> Iterator[TableRow]:
    """What to write beside `event`, which the session has just taken note of."""
    code = session.opened.code
    match event:
        case GameOpened():
            yield "games", _game(session, at)
            for seat in session.scenario.seat:
                yield "seats", {"game": code, "table_number": 1, "seat": seat.name, "title": seat.title}
        case SeatTaken():
            place = {"game": code, "table_number": event.table + 1, "seat": event.seat}
            yield "seats", place | {"player": event.player}
        case TurnResolved():
            yield "games", {"code": code, "weeks_played": event.last_week}
            yield from _results(session, event)
        case GameFinished():
            yield "games", {"code": code, "finished_at": at}


def _game(session: Session, at: str) -> dict[str, Any]:
    opened = session.opened
    return {
        "code": opened.code,
        "kind": opened.kind,
        "scenario": opened.scenario,
        "title": session.scenario.title,
        "scenario_sha256": opened.digest,
        "seed": opened.seed,
        "engine": opened.engine,
        "opened_at": at,
        "weeks": session.scenario.weeks,
        "weeks_played": 0,
    }


def _results(session: Session, event: TurnResolved) -> Iterator[TableRow]:
    for table, result in enumerate(event.tables):
        for number, name in enumerate(session.seat_names):
            place = {"game": session.opened.code, "table_number": table + 1, "seat": name}
            person = Place(table, name) in session.players
            yield (
                "turn_results",
                place
                | {
                    "turn": event.turn,
                    "decided_by": "person" if person else session.opened.bots,
                    "uptime": scoring.uptime([result], number),
                    "total_cost": scoring.total_cost([result], number),
                },
            )
            for offset, week in enumerate(range(event.first_week, event.last_week + 1)):
                numbers = _week(result, offset, number)
                yield "week_results", place | {"week": week, "turn": event.turn} | numbers


def _week(result: TableTurn, offset: int, number: int) -> dict[str, float]:
    row = {name: weeks[offset] for name, weeks in result.rows.items()}
    plain = ("required", "made", "sold", "lost", "backlog", "finished_goods")
    return {
        "demand": float(sum(map(sum, row["demand"][number]))),
        **{name: float(sum(row[name][number])) for name in plain},
        "total_cost": scoring.cost_by_week([result], number)[offset],
    }
