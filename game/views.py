"""All that one role may see, made by naming what it may, never by taking away what it may not.

A view comes from the log alone: the session's state and the records in its events. A seat's
own rows are taken by its index; of the others only what `Standing` names.
"""

from __future__ import annotations

from collections.abc import Collection

from . import scoring
from .component_row import component_row
from .events import Place, TableTurn
from .messages import (
    CostLine,
    GameInfo,
    Standing,
    Status,
    View,
    WeekRow,
)
from .scoring import short
from .session import Session


def status(session: Session, connected: Collection[Place] = ()) -> Status:
    """What everybody in the room may know between views."""
    return Status(
        phase=session.phase,
        turn=session.turn,
        turns=session.scenario.turns,
        remaining_ms=None,
        closing=False,
        paused=False,
        message="",
        tables=["".join(_letter(session, Place(0, seat), connected) for seat in session.seat_names)],
    )


def _letter(session: Session, place: Place, connected: Collection[Place]) -> str:
    if place not in session.players:
        return "b"
    if place in session.confirmed:
        return "d"
    return "c" if place in connected else "a"


def seat_view(session: Session, place: Place) -> View:
    """What the holder of a seat sees."""
    started = session.started
    assert started is not None, "nothing is seen before the game begins"
    number = session.seat_names.index(place.seat)
    turns = [turn.tables[place.table] for turn in session.turns]
    latest = turns[-1] if turns else started.tables[place.table]
    before = turns[-2] if len(turns) > 1 else started.tables[place.table]
    over = session.phase == "finished"
    first = (session.turn - 1) * session.scenario.weeks_per_turn + 1
    seat = session.scenario.seat[number]
    return View(
        game=game_info(session),
        phase=session.phase,
        turn=session.turn,
        first_week=first,
        last_week=min(first + session.scenario.weeks_per_turn - 1, session.scenario.weeks),
        player=session.players[place],
        name="You",
        table=place.table + 1,
        seat=seat.name,
        seat_title=seat.title,
        blurb=seat.blurb,
        uptime=_uptime(turns, number) if turns else None,
        uptime_last_turn=_uptime(turns[-1:], number) if turns else None,
        total_cost=short(scoring.total_cost(turns, number, closed=over)),
        cost_last_turn=short(scoring.total_cost(turns[-1:], number)),
        stock_value=short(latest.rows["stock_value"][-1][number]),
        costs=_cost_lines(session, turns, number, closed=over),
        rows=[
            component_row(
                session.scenario,
                started,
                seat=number,
                component=component,
                latest=latest,
                before=before,
            )
            for component in range(len(session.scenario.component))
        ],
        weeks=_week_rows(session, place.table, number) if turns else [],
        uptime_by_turn=[_uptime([turn], number) for turn in turns],
        score=None,
        score_by_turn=[None for _ in turns],
        place=None,
        places=len(session.seat_names),
        standings=_standings(session, turns, number, closed=over),
        news=sorted(session.news, key=lambda item: -item.week),
        decision=dict(session.stances[place]),
        confirmed=place in session.confirmed,
        decided_on="",
        repeated=False,
        late=False,
        may_manage=True,
        results_path=None,
    )


def game_info(session: Session) -> GameInfo:
    scenario = session.scenario
    return GameInfo(
        code=session.opened.code,
        scenario=scenario.name,
        title=scenario.title,
        summary=scenario.summary,
        story=scenario.story,
        lesson=scenario.lesson if session.phase == "finished" else "",
        currency=scenario.currency,
        weeks=scenario.weeks,
        weeks_per_turn=scenario.weeks_per_turn,
        turns=scenario.turns,
        uptime_target=scenario.uptime_target,
        kind=session.opened.kind,
        depth="segmented",
        bots=session.opened.bots,
        tables=1,
    )


def _standings(session: Session, turns: list[TableTurn], own: int, *, closed: bool) -> list[Standing]:
    return [
        Standing(
            table=1,
            seat=seat.name,
            title=seat.title,
            name="You" if Place(0, seat.name) in session.players else None,
            you=number == own,
            uptime=_uptime(turns, number),
            total_cost=short(scoring.total_cost(turns, number, closed=closed)),
            score=None,
        )
        for number, seat in enumerate(session.scenario.seat)
        if turns
    ]


def _cost_lines(session: Session, turns: list[TableTurn], number: int, *, closed: bool) -> list[CostLine]:
    assert session.started is not None
    names = session.started.lines
    so_far = scoring.cost_by_line(turns, number, closed=closed) or [0.0] * len(names)
    last = scoring.cost_by_line(turns[-1:], number) or [0.0] * len(names)
    return [
        CostLine(name, short(total), short(turn))
        for name, total, turn in zip(names, so_far, last, strict=True)
    ]


def _uptime(turns: list[TableTurn], number: int) -> float:
    return short(scoring.uptime(turns, number) or 0.0)


def _week_rows(session: Session, table: int, number: int) -> list[WeekRow]:
    """The weeks of the turn that closed last."""
    last = session.turns[-1]
    rows = last.tables[table].rows
    causes = [part.name for part in session.scenario.component] + ["line"]
    costs = scoring.cost_by_week([last.tables[table]], number)
    return [
        WeekRow(
            week=week,
            required=short(sum(rows["required"][i][number])),
            made=short(sum(rows["made"][i][number])),
            lost_by={
                cause: short(units)
                for cause, units in zip(
                    causes, scoring.over_products(rows["shortfall_by"][i][number]), strict=True
                )
                if units > 0.0
            },
            demand=short(sum(map(sum, rows["demand"][i][number]))),
            lost_sales=short(sum(rows["lost"][i][number])),
            cost=short(costs[i]),
        )
        for i, week in enumerate(range(last.first_week, last.last_week + 1))
    ]
