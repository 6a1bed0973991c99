"""What is everybody's to know: who is here, who has decided, how every seat stands, quotes and queues.

Between turns that is the status, the same bytes for the whole room; after each turn costs,
uptimes and scores of all. Stances, stock and orders are nobody else's.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from ..messages import (
    NEWS_LASTS_WEEKS,
    GameInfo,
    NewsItem,
    Person,
    QueueRow,
    QuoteRow,
    ScoreParts,
    Standing,
    Status,
    TableBoard,
    Told,
)
from ..rules import seat_totals
from ..rules.events import Place, TableTurn
from ..rules.rounding import for_screen, four_digits
from ..rules.seat_totals import SeatTurn
from ..rules.session import Session
from .component_row import lanes_of, over_lanes

NEWS_IN_A_VIEW = 5
"""More only where one turn brought them: a view crosses a crowded network."""
Names = Mapping[str, str]
"""Player -> name."""


def status(session: Session, connected: Collection[Place] = (), passed_ms: int = 0) -> Status:
    """What everybody in the room may know between views."""
    clock = session.state.clock.after(passed_ms)
    return Status(
        phase=session.state.phase,
        turn=session.state.turn,
        turns=session.state.last_turn,
        remaining_ms=clock.remaining_ms if session.state.phase == "deciding" else None,
        closing=clock.countdown_ms is not None,
        paused=session.state.clock.stopped,
        message=session.state.announcement,
        tables=[
            "".join(_letter(session, Place(table, seat), connected) for seat in session.state.seat_names)
            for table in range(session.state.tables)
        ],
    )


def _letter(session: Session, place: Place, connected: Collection[Place]) -> str:
    if place not in session.state.players:
        return "b" if session.state.started else "f"
    if session.state.is_late(place):
        return "l"
    if place in session.state.confirmed:
        return "d"
    return "c" if place in connected else "a"


def game_info(session: Session, *, story: bool = True) -> GameInfo:
    """What a game is; without summary and story where they have been told already."""
    scenario = session.scenario
    return GameInfo(
        code=session.opened.code,
        scenario=scenario.name,
        title=scenario.title,
        summary=scenario.summary if story else "",
        story=scenario.story if story else "",
        lesson=scenario.lesson if session.state.over else "",
        currency=scenario.currency,
        weeks=scenario.weeks,
        weeks_per_turn=scenario.weeks_per_turn,
        turns=scenario.turns,
        uptime_target=scenario.uptime_target,
        kind=session.opened.kind,
        depth=session.opened.depth,
        bots=session.opened.bots,
        tables=session.state.tables,
    )


def told(session: Session, place: Place | None) -> Told:
    """What everybody has been told since the game was opened, and who one is there."""
    blurbs = {seat.name: seat.blurb for seat in session.scenario.seat}
    return Told(session.scenario.story, blurbs[place.seat] if place else "", news(session))


def news(session: Session) -> list[NewsItem]:
    """All that is out, newest first."""
    return sorted(session.state.news, key=lambda item: -item.week)


def late_news(session: Session) -> list[NewsItem]:
    """Of it what the last turn brought; where that is little, older ones that still count."""
    first_week, last_week = session.state.weeks_of(session.state.turn)
    ahead = last_week + 1 if session.state.over else first_week
    found = news(session)
    fresh = sum(item.week >= ahead - session.scenario.weeks_per_turn for item in found)
    counted = sum(item.week >= ahead - NEWS_LASTS_WEEKS for item in found)
    return found[: max(fresh, min(counted, NEWS_IN_A_VIEW))]


def people(session: Session, names: Names, tables: Collection[int], you: Place | None = None) -> list[Person]:
    """Every seat of these tables and who holds it."""
    return [
        Person(place.table + 1, place.seat, title, holder(session, names, place), place == you)
        for place, title in titled_places(session)
        if place.table in tables
    ]


def standings(
    session: Session, names: Names, tables: Collection[int], you: Place | None = None
) -> list[Standing]:
    """How the seats of these tables stand; none before the first turn is played."""
    if not session.state.turns:
        return []
    return [standing(session, names, place, you) for place in session.state.places if place.table in tables]


def standing(session: Session, names: Names, place: Place, you: Place | None = None) -> Standing:
    number = session.state.seat_names.index(place.seat)
    turns = session.seat_turns(place.table, number)
    return Standing(
        table=place.table + 1,
        seat=place.seat,
        title=session.scenario.seat[number].title,
        name=holder(session, names, place),
        you=place == you,
        uptime=uptime_of(turns),
        total_cost=for_screen(seat_totals.total_cost(turns, closed=session.state.over)),
        score=score(session, place),
    )


def uptime_of(turns: list[SeatTurn]) -> float:
    """Share of required units made, as it is told to all."""
    return for_screen(seat_totals.uptime(turns) or 0.0)


def score(session: Session, place: Place) -> float | None:
    """Over the weeks played; None until it has been worked out."""
    parts = score_parts(session, place)
    return None if parts is None else for_screen(parts.score)


def score_parts(session: Session, place: Place) -> ScoreParts | None:
    number = session.state.seat_names.index(place.seat)
    if session.state.hindsight is not None:
        seats = session.state.hindsight.hindsight.seats
        return seats[place.table * len(session.state.seat_names) + number].parts
    latest = None if session.state.over else session.state.scores.get(len(session.state.turns))
    return None if latest is None else latest.tables[place.table][number]


def place_by_score(session: Session, place: Place) -> int | None:
    """Place among all seats of all tables, equals sharing it."""
    own = score(session, place)
    if own is None:
        return None
    return 1 + sum((score(session, other) or 0.0) > own for other in session.state.places)


def table_boards(session: Session) -> list[TableBoard]:
    """What suppliers quote and how ports stand, by table."""
    if session.state.started is None:
        return []
    latest = session.state.turns[-1].tables if session.state.turns else session.state.started.tables
    return [_table_board(session, number, table) for number, table in enumerate(latest)]


def _table_board(session: Session, number: int, table: TableTurn) -> TableBoard:
    scenario, started = session.scenario, session.state.started
    assert started is not None
    quote, queues = table.rows["quote"][-1], table.rows["port_queue_weeks"][-1]
    quotes = []
    for part in scenario.component:
        lanes = lanes_of(scenario, part)
        main = max(lanes, key=lambda numbered: numbered[1].share)[1]
        quotes.append(
            QuoteRow(
                part.name,
                part.title,
                scenario.source_titles[main.supplier],
                over_lanes(lanes, quote),
                over_lanes(lanes, started.usual_weeks),
            )
        )
    rows = [
        QueueRow(port.name, port.title, four_digits(queues[n]), four_digits(started.usual_queue_weeks[n]))
        for n, port in enumerate(scenario.port)
    ]
    return TableBoard(number + 1, quotes, rows)


def holder(session: Session, names: Names, place: Place) -> str | None:
    """The name of whoever holds a seat."""
    player = session.state.players.get(place)
    return None if player is None else names.get(player, "?")


def titled_places(session: Session) -> list[tuple[Place, str]]:
    return [
        (Place(table, seat.name), seat.title)
        for table in range(session.state.tables)
        for seat in session.scenario.seat
    ]


def results_path(session: Session) -> str | None:
    """After the end the page of the game, with the key that opens it, once there is something to read."""
    if not session.state.over or session.state.hindsight is None or not session.opened.reader:
        return None
    return f"debrief/{session.opened.code}#key={session.opened.reader}"
