"""The debrief: the page of a finished game, with ranking, scores, shocks and one seat's year.

It is made from the log alone; nothing is replayed. What only a replay can tell (what-ifs, marks, losses) was
worked out when the game ended and is stored in the log as its hindsight. The facts about each component come
from `part_debrief`; the sentences about them are worded in the web client, by `part_sentences.ts`.
"""

from __future__ import annotations

from typing import Literal

import msgspec
import numpy as np
from msgspec import UNSET, UnsetType

from ...agents.chance.shocks import TROUBLE_AT
from ...agents.scenario.teaching import TrueStory
from ...agents.studies.score_formula import score
from ..errors import Refused
from ..messages import (
    Hindsight,
    InCompany,
    Mark,
    ResultRow,
    Results,
    RoomStance,
    ScoreParts,
    SeatDebrief,
    SeatHindsight,
    WayOutcome,
    YearShock,
)
from ..messages.hindsight import ChoiceWhatIf
from ..messages.results import ChoiceDebrief
from ..messages.rounding import for_screen
from ..messages.teaching import RealEvent, RealSource
from ..rules import measure_functions, record_sums
from ..rules.events import Place
from ..rules.live_shocks import with_words
from ..rules.session import Session
from ..rules.table_records import TableTurn
from ..views import measures
from ..views.player_view import week_rows
from ..views.public_state import Names, game_info
from .part_debrief import jic_seats, part_debrief


def results(session: Session, hindsight: Hindsight, names: Names, place: Place | None = None) -> Results:
    """The debrief of a game, with that of the seat at `place` if one is asked for.

    Raises:
        Refused: if the hindsight has no such seat.
    """
    seats = {Place(seat.table, seat.seat): seat for seat in hindsight.seats}
    if place is not None and place not in seats:
        raise Refused(f"There is no seat {place.seat} at this table.", code="no_such_seat", seat=place.seat)
    rows = ranking(session, hindsight, names)
    return Results(
        game=game_info(session),
        weeks_played=session.state.turns[-1].last_week,
        seed=str(session.opened.seed),
        engine=session.opened.engine,
        scoring_version=hindsight.scoring_version,
        shocks=[_named(session, shock) for shock in hindsight.shocks],
        ranking=rows,
        stances=_room_stances(session),
        seat=None if place is None else _seat(session, hindsight, seats[place], rows),
        questions=UNSET if session.scenario.guide is None else session.scenario.guide.questions,
        real_event=_real_event(session.scenario.true_story),
    )


def _real_event(story: TrueStory | None) -> RealEvent | UnsetType:
    if story is None:
        return UNSET
    return RealEvent(story.title, story.text, [RealSource(each.title, each.url) for each in story.source])


def _named(session: Session, shock: YearShock) -> YearShock:
    """A shock with its title; an everyday disturbance has that of its site alone, worded by the client."""
    if shock.origin == "live":
        thrown = next((said for said in session.state.shocks if said.name == shock.name), None)
        return shock if thrown is None else with_words(shock, thrown, session.scenario)
    if shock.origin == "scenario":
        return shock
    return msgspec.structs.replace(shock, title=shock.title.removeprefix(TROUBLE_AT))


def ranking(session: Session, hindsight: Hindsight, names: Names) -> list[ResultRow]:
    """Every seat of every table by score, best first; people are ranked, and equal scores share a rank."""
    ordered = sorted(hindsight.seats, key=lambda seat: -seat.parts.score)
    ranked = set(session.state.ranked)
    scores = [seat.parts.score for seat in ordered if Place(seat.table, seat.seat) in ranked]
    return [
        # The place of the first equal score, so that equal scores share it.
        _row(
            session,
            seat,
            names,
            1 + scores.index(seat.parts.score) if Place(seat.table, seat.seat) in ranked else None,
        )
        for seat in ordered
    ]


def _room_stances(session: Session) -> list[RoomStance]:
    """For each component, how many seats of the room held it Just in Case, turn by turn."""
    # By turn, the stances of all tables' seats, (seats, K): each table is read once.
    turns = [[seat for table in turn for seat in table.stances] for turn in session.sums()[1:]]
    return [
        RoomStance(
            component=part.name,
            title=part.title,
            recommended=part.recommended,
            jic=[jic_seats(turn, slot) for turn in turns],
        )
        for slot, part in enumerate(session.scenario.component)
    ]


def _row(session: Session, seat: SeatHindsight, names: Names, place: int | None) -> ResultRow:
    number = session.state.seat_names.index(seat.seat)
    so_far = session.seat_so_far(seat.table, number)
    uptime = 0.0 if so_far is None else so_far.uptime
    player = session.state.players.get(Place(seat.table, seat.seat))
    return ResultRow(
        place=place,
        table=seat.table + 1,
        seat=seat.seat,
        title=session.scenario.seat[number].title,
        name=None if player is None else names.get(player, ""),
        bot=session.state.held_by(player) != "person",
        plays=session.state.bot_of(seat.seat) if player is None else None,
        score=for_screen(seat.parts.score),
        cost=for_screen(seat.parts.cost),
        uptime=for_screen(uptime),
        reached_target=uptime >= session.scenario.uptime_target,
        cost_of_0=for_screen(seat.parts.dearer),
        cost_of_100=for_screen(seat.parts.best),
        company=_company(seat.company),
    )


def _company(found: InCompany | None) -> InCompany | None:
    """What the seat's plan comes to in other company, rounded for the wire."""
    if found is None:
        return None
    return InCompany(**{name: for_screen(value) for name, value in msgspec.structs.asdict(found).items()})


def _seat(session: Session, hindsight: Hindsight, seat: SeatHindsight, rows: list[ResultRow]) -> SeatDebrief:
    number = session.state.seat_names.index(seat.seat)
    turns = session.state.records_of(seat.table)
    first_weeks = [turn.first_week for turn in session.state.turns]
    lines = _closed_lines(session, turns, number)
    return SeatDebrief(
        row=next(row for row in rows if (row.table, row.seat) == (seat.table + 1, seat.seat)),
        blurb=session.scenario.seat[number].blurb,
        measures=measures.told(measures.of_seat(session.scenario, turns, number) | measures.of_ended(seat)),
        dearer=_dearer(seat.parts),
        marks=[
            Mark(way.way, for_screen(_score(seat.parts, way.cost)), for_screen(way.cost)) for way in seat.ways
        ],
        ways=[_shortened(way) for way in seat.ways],
        choices=_choices(session, seat.choices),
        difference=next((each for each in seat.what_ifs if each.component == seat.difference), None),
        parts=[
            part_debrief(
                part,
                slot,
                seat=number,
                turns=turns,
                first_weeks=first_weeks,
                closed_lines=lines,
                shocks=hindsight.shocks,
                measures=measures.told(measures.of_part(session.scenario, turns, number, slot)),
                if_recommended=seat.what_ifs[slot],
                unbuffered=None if seat.unbuffered is None else seat.unbuffered[slot],
            )
            for slot, part in enumerate(session.scenario.component)
        ],
        losses=seat.losses,
        weeks=[row for turn in session.state.turns for row in week_rows(session, turn, seat.table, number)],
        uptime_by_turn=[for_screen(measure_functions.uptime([turn], number) or 0.0) for turn in turns],
        cost_by_turn=[
            for_screen(record_sums.total_cost([turn], number, closed=turn is turns[-1])) for turn in turns
        ],
    )


def _choices(session: Session, found: list[ChoiceWhatIf] | UnsetType) -> list[ChoiceDebrief] | UnsetType:
    """What the choices of a seat changed, most money first, rounded for the wire."""
    if found is UNSET:
        return UNSET
    scenario = session.scenario
    titles = {part.name: part.title for part in scenario.component}
    titles |= {market.name: market.title for market in scenario.market}
    titles |= {product.name: product.title for product in scenario.product}
    return [
        ChoiceDebrief(each.of, titles[each.of], each.choice, for_screen(each.cost), for_screen(each.uptime))
        for each in sorted(found, key=lambda each: -abs(each.cost))
    ]


def _closed_lines(session: Session, turns: list[TableTurn], number: int) -> dict[str, list[float]]:
    """Money by cost line, a list of K + 1 slots each (the components, then the line), books closed."""
    assert session.state.started is not None
    # The closing has the shape of a week's costs, so it counts as one week more.
    tables = [week for turn in turns for week in turn.rows["cost"]] + [turns[-1].closing]
    return {
        name: [float(sum(slot)) for slot in zip(*(costs[line][number] for costs in tables), strict=True)]
        for line, name in enumerate(session.state.started.lines)
    }


def _dearer(parts: ScoreParts) -> Literal["jit", "jic"]:
    return "jit" if parts.jit >= parts.jic else "jic"


def _score(parts: ScoreParts, cost: float) -> float:
    """The score that a cost would have had in this seat."""
    return float(score(np.asarray(cost), np.asarray(parts.dearer), np.asarray(parts.best)))


def _shortened(way: WayOutcome) -> WayOutcome:
    """An outcome with its numbers rounded for the wire."""
    costs = {line: for_screen(money) for line, money in way.costs.items()}
    return WayOutcome(way.way, way.jic, for_screen(way.cost), for_screen(way.uptime), costs)
