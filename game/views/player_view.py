"""A player's view: the lobby before the start, then the seat's own sheet, and all its past weeks.

Rule: a view is built from an allow-list. Each field is named here and filled from the seat's own records,
taken by its index, or from what is public (`public_state`, `standings`). Nothing is removed from a full
state, so a new field of the session stays hidden until a line here shows it.
"""

from __future__ import annotations

from typing import Any

import msgspec

from ...agents.chain.horizons import WEEKS_AHEAD
from ..choices.chosen import NO_CHOICE
from ..messages import CostLine, Lobby, NewsItem, PastWeek, PastWeeks, State, View, WeekRow
from ..messages.rounding import for_screen, four_digits, units
from ..rules import record_sums
from ..rules.events import Place, TurnResolved
from ..rules.seat_totals import SeatSoFar, SeatTurn
from ..rules.session import Session
from . import measures, public_state
from .component_lanes import lanes_of, over_lanes
from .news_marks import news_marks
from .own_sheet import line_weeks, own_sheet
from .public_state import Names
from .standings import number_ranked, rank_by_score, score, standings
from .stop_cost import stop_of_line
from .turn_bill import bill


def player_view(
    session: Session, place: Place, names: Names, join_url: str | None = None, join_url_given: bool = False
) -> State:
    """What the holder of a seat sees: the lobby until the game begins, then the seat's sheet."""
    if session.state.started:
        return seat_view(session, place, names)
    return lobby(session, place, names, join_url, join_url_given)


def lobby(
    session: Session, place: Place, names: Names, join_url: str | None = None, join_url_given: bool = False
) -> Lobby:
    """What a player sees before the start: the story, their seat, and who else has joined."""
    seat = session.scenario.seat[session.state.seat_names.index(place.seat)]
    player = session.state.players[place]
    return Lobby(
        game=public_state.game_info(session),
        player=player,
        name=names.get(player, "?"),
        table=place.table + 1,
        seat=seat.name,
        seat_title=seat.title,
        blurb=seat.blurb,
        people=public_state.people(session, names, {place.table}, place),
        joined=len(session.state.players),
        join_url=join_url,
        join_url_given=join_url_given,
        may_manage=session.state.may_manage(player),
    )


def seat_view(session: Session, place: Place, names: Names | None = None) -> View:
    """A seat's sheet once the game has begun: its own numbers, what is public, and the open decision."""
    number = session.state.seat_names.index(place.seat)
    sheet = own_sheet(session, place.table, number)
    so_far = session.seat_so_far(place.table, number)
    # The opening's sums have no seats.
    last_turn = session.sums()[-1][place.table].seats[number] if so_far is not None else None
    first, last = session.state.weeks_of(session.state.turn)
    names = names or {}
    player = session.state.players[place]
    seat = session.scenario.seat[number]
    news = public_state.recent_news(session)
    first_turn = session.state.turn == 1
    return View(
        game=public_state.game_info(session, story=first_turn),
        turn=session.state.turn,
        first_week=first,
        last_week=last,
        player=player,
        name=names.get(player, "?"),
        table=place.table + 1,
        seat=seat.name,
        seat_title=seat.title,
        blurb=seat.blurb if first_turn else "",
        uptime=None if so_far is None else for_screen(so_far.uptime),
        uptime_last_turn=None if last_turn is None else for_screen(last_turn.uptime),
        total_cost=0.0 if so_far is None else for_screen(so_far.total_cost(closed=session.state.over)),
        cost_last_turn=0.0 if last_turn is None else for_screen(last_turn.cost),
        stock_value=sheet.stock_value,
        goods_weeks=sheet.goods_weeks,
        rows=sheet.rows,
        weeks=sheet.weeks,
        score=score(session, place),
        place=rank_by_score(session, place),
        places=number_ranked(session),
        standings=standings(session, names, {place.table}, place),
        news=news,
        earlier_news=len(session.state.news) - len(news),
        **decision_fields(session, place),
        stock_per_week=sheet.stock_per_week,
        cash=sheet.cash,
        shelves=sheet.shelves,
        demand=sheet.demand,
        line_left=sheet.line_left,
        **_yardsticks(session, number, news),
        **({} if so_far is None or last_turn is None else _bills(session, last_turn, so_far)),
        may_manage=session.state.may_manage(player),
        results_path=public_state.results_path(session),
    )


def decision_fields(session: Session, place: Place) -> dict[str, Any]:
    """The fields of a view that a seat's own decision changes, or the close of a turn; no other field may
    depend on these."""
    offered = session.state.offered
    chosen = {"chosen": session.state.chosen.get(place, NO_CHOICE)} if offered else {}
    return {
        **chosen,
        "phase": session.state.phase,
        "decision": dict(session.state.stances[place]),
        "confirmed": place in session.state.confirmed,
        "decided_on": session.state.decided_on.get(place, ""),
        "repeated": session.state.repeats.get(place, 0) > 0,
        "late": session.state.is_late(place),
    }


def _yardsticks(session: Session, number: int, news: list[NewsItem]) -> dict[str, Any]:
    """The fields of a view that its numbers are measured by: what a stop costs, what the news touch."""
    scenario = session.scenario
    return {
        "news_marks": news_marks(scenario, session.state.shocks, number, news),
        "stop": stop_of_line(scenario, number),
        "way_weeks": WEEKS_AHEAD,
    }


def _bills(session: Session, last_turn: SeatTurn, so_far: SeatSoFar) -> dict[str, Any]:
    """The fields of a view that say what its money went for: in the last turn, and from the first week on."""
    assert session.state.started is not None
    lines, closed = session.state.started.lines, session.state.over
    closing = sum(so_far.closing) if closed else 0.0
    return {
        "bill_last_turn": bill(lines, last_turn.costs),
        "bill_so_far": bill(lines, so_far.cost_by_line(closed=closed), closing),
    }


def _scores(session: Session, table: int, number: int) -> list[float | None]:
    """Score of a seat after each turn; None where it was not worked out, and until the game is over."""
    if session.state.hindsight is None:
        return [None] * len(session.state.turns)
    scored = [session.state.scores.get(turn.turn) for turn in session.state.turns]
    return [None if each is None else for_screen(each.tables[table][number].score) for each in scored]


def _cost_lines(session: Session, table: int, number: int) -> list[CostLine]:
    """Money of a seat by cost line, so far and in the last turn."""
    assert session.state.started is not None
    lines, so_far = session.state.started.lines, session.seat_so_far(table, number)
    if so_far is None:
        return [CostLine(name, 0.0, 0.0) for name in lines]
    last = session.sums()[-1][table].seats[number].costs
    return [
        CostLine(name, for_screen(total), for_screen(turn))
        for name, total, turn in zip(lines, so_far.cost_by_line(closed=session.state.over), last, strict=True)
    ]


def week_rows(session: Session, turn: TurnResolved, table: int, number: int) -> list[WeekRow]:
    """Each week of a turn on one seat's line, with demand, lost sales in units and cost in money."""
    rows = turn.tables[table].rows
    costs = record_sums.cost_by_week([turn.tables[table]], number)
    return [
        WeekRow(
            **msgspec.structs.asdict(week),
            demand=for_screen(sum(map(sum, rows["demand"][i][number]))),
            lost_sales=for_screen(sum(rows["lost"][i][number])),
            cost=for_screen(costs[i]),
        )
        for i, week in enumerate(line_weeks(session.scenario, turn.tables[table], turn.first_week, number))
    ]


def past_weeks(session: Session, place: Place) -> PastWeeks:
    """All weeks that a seat has played: line, bins, stances, quotes, queues, costs and measures."""
    scenario, number = session.scenario, session.state.seat_names.index(place.seat)
    lanes = [lanes_of(scenario, part) for part in scenario.component]
    turns = session.state.records_of(place.table)
    own = session.seat_turns(place.table, number)
    weeks = []
    for turn in session.state.turns:
        rows = turn.tables[place.table].rows
        for i, line in enumerate(week_rows(session, turn, place.table, number)):
            weeks.append(
                PastWeek(
                    turn=turn.turn,
                    line=line,
                    bin_units=[units(each) for each in rows["on_hand"][i][number]],
                    stances=["JIC" if flag else "JIT" for flag in rows["stance"][i][number]],
                    quote_weeks=[over_lanes(each, rows["quote"][i]) for each in lanes],
                    port_queue_weeks=[four_digits(queue) for queue in rows["port_queue_weeks"][i]],
                )
            )
    return PastWeeks(
        table=place.table + 1,
        seat=place.seat,
        components=[part.name for part in scenario.component],
        ports=[port.name for port in scenario.port],
        weeks=weeks,
        measures=measures.told(measures.of_seat(scenario, turns, number)),
        part_measures=[
            measures.told(measures.of_part(scenario, turns, number, slot))
            for slot in range(len(scenario.component))
        ],
        costs=_cost_lines(session, place.table, number),
        uptime_by_turn=[for_screen(turn.uptime) for turn in own],
        score_by_turn=_scores(session, place.table, number),
    )
