"""Public state of a game: status, people, news, quoted lead times and port queues.

During a turn the status is public, which is the same bytes for the whole room; after each turn the quotes
and queues, and the `standings`. Stances, stock on hand, orders and cash of a seat never stand here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import reduce

from msgspec import UNSET, UnsetType
from msgspec.structs import replace

from ...agents.scenario.teaching import Guide
from ..messages import (
    MOST_LISTED_TABLES,
    NEWS_LASTS_WEEKS,
    PACKED_WITH,
    GameInfo,
    NewsItem,
    Person,
    QueueRow,
    QuoteRow,
    Status,
    TableBoard,
    Told,
    ToldPart,
)
from ..messages.rounding import four_digits
from ..messages.teaching import TalkGuide
from ..messages.terms import ALONE, ListedDepth
from ..rules.events import Place
from ..rules.seat_totals import TableSums
from ..rules.session import Session
from .choices_ahead import demand_factors
from .component_lanes import lanes_of, main_lane, over_lanes
from .part_facts import part_facts

NEWS_IN_A_VIEW = 5
"""Most news in a player's view, unless one turn brought more: a view must stay small on a slow network."""
Names = Mapping[str, str]
"""Names of players by their ids. They are not in the log, so that a person can be renamed or removed."""


def status(session: Session, connected: Collection[Place] = (), passed_ms: int = 0) -> Status:
    """Phase, turn, clock, message and who has decided: the frame that is sent whenever one of them changes.

    `connected` are the seats with an open device, `passed_ms` the time since the session's clock was set.
    """
    clock = session.state.clock.after(passed_ms)
    return Status(
        phase=session.state.phase,
        turn=session.state.turn,
        turns=session.state.last_turn,
        remaining_ms=clock.remaining_ms if session.state.phase == "deciding" else None,
        closing=clock.countdown_ms is not None,
        paused=session.state.clock.stopped,
        interrupted=session.state.interrupted,
        message=session.state.announcement,
        tables=[] if is_crowd(session) else _letters(session, connected),
        packed=packed("".join(_letters(session, connected))) if is_crowd(session) else "",
        seats=len(session.state.seat_names) if is_crowd(session) else 0,
        held=session.state.phase == "deciding" and not session.state.closes_when_all_decided,
        # Alone, a turn closes with one's own decision: nobody needs to be told.
        closed_by="" if session.opened.kind in ALONE else session.state.closed_by,
    )


def is_crowd(session: Session) -> bool:
    """Whether a game has more tables than every frame can list."""
    return session.state.tables > MOST_LISTED_TABLES


def _letters(session: Session, connected: Collection[Place]) -> list[str]:
    """By table one letter a seat: a status goes out to the whole room at each change.

    Free, bot, late joiner, decided, connected, away: the first that is true.
    """
    state = session.state
    # What does not differ by seat is looked up once: in a full room there are a thousand seats.
    players, since, turn, confirmed = state.players, state.since, state.turn, state.confirmed
    nobody, seats = "b" if state.started else "f", state.seat_names

    def letter(place: tuple[int, str]) -> str:
        if place not in players:
            return nobody
        if since.get(place, 1) > turn:  # type: ignore[call-overload]
            return "l"
        if place in confirmed:
            return "d"
        return "c" if place in connected else "a"

    # A `Place` equals the plain tuple, which is made in a fifth of the time.
    return ["".join([letter((table, seat)) for seat in seats]) for table in range(state.tables)]


LETTERS = "dcalbf"


def packed(letters: str) -> str:
    """The letters of a status, two characters for each five of them."""
    rows = (letters[at : at + 5].ljust(5, "f") for at in range(0, len(letters), 5))
    numbers = (reduce(lambda number, letter: 6 * number + LETTERS.index(letter), row, 0) for row in rows)
    base = len(PACKED_WITH)
    return "".join(PACKED_WITH[number // base] + PACKED_WITH[number % base] for number in numbers)


def game_info(session: Session, *, story: bool = True) -> GameInfo:
    """Scenario, length, kind and depth of a game; its lesson once it is over.

    story: with summary and story, which a device that has them need not be sent again.
    """
    scenario = session.scenario
    return GameInfo(
        digest=session.opened.digest[:12],
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
        bots=None if session.opened.bots_by_seat else session.opened.bots,
        tables=session.state.tables,
        long_turns=session.opened.weeks_per_turn is not None,
        listed=_listed(session),
        more_story=True if scenario.background else UNSET,
    )


def _listed(session: Session) -> ListedDepth | UnsetType:
    """The list of a game that is over if it is not its depth's; before, it would tell what others chose."""
    if not session.state.over:
        return UNSET
    listed = session.state.listed_depth
    return UNSET if listed == session.opened.depth else listed


def story_and_news(session: Session, place: Place | None, *, leads: bool = False) -> Told:
    """The scenario's story, all news so far, and the blurb of the seat at `place`, if one asks.

    leads: it is told to the facilitator, with the guide, which would tell a player what to look for.
    """
    blurbs = {seat.name: seat.blurb for seat in session.scenario.seat}
    blurb = blurbs[place.seat] if place else ""
    demand = {"demand": demand_factors(session.scenario)} if session.state.offered.plans else {}
    scenario = session.scenario
    return Told(
        scenario.story,
        blurb,
        news(session),
        told_parts(session),
        **demand,
        background=scenario.background or UNSET,
        guide=_guide(scenario.guide) if leads and scenario.guide else UNSET,
    )


def _guide(guide: Guide) -> TalkGuide:
    return TalkGuide(guide.goals, guide.questions)


def told_parts(session: Session) -> list[ToldPart]:
    """What holds of every component all year; none before the start, when no usual lead time is known."""
    scenario, started = session.scenario, session.state.started
    if started is None:
        return []
    lanes = [lanes_of(scenario, part) for part in scenario.component]
    return [
        ToldPart(
            part.name,
            part.title,
            part.character,
            part_facts(scenario, part, main_lane(own), started.usual_weeks, session.state.offered),
        )
        for part, own in zip(scenario.component, lanes, strict=True)
    ]


def news(session: Session) -> list[NewsItem]:
    """All news published so far, newest first."""
    return sorted(session.state.news, key=lambda item: -item.week)


def recent_news(session: Session) -> list[NewsItem]:
    """News of the last turn, padded with older items still in force, newest first."""
    first_week, last_week = session.state.weeks_of(session.state.turn)
    # The first week not yet played; when the game is over no turn is open, so it is the week after the last.
    ahead = last_week + 1 if session.state.over else first_week
    found = news(session)
    fresh = sum(item.week >= ahead - session.scenario.weeks_per_turn for item in found)
    in_force = sum(item.week >= ahead - NEWS_LASTS_WEEKS for item in found)
    return found[: max(fresh, min(in_force, NEWS_IN_A_VIEW))]


def people(session: Session, names: Names, tables: Collection[int], you: Place | None = None) -> list[Person]:
    """Every seat of these tables (numbered from 0) and who holds it; `you` is marked."""
    places = (Place(table, seat) for table in tables for seat in session.state.seat_names)
    return [person(session, names, place, you) for place in places]


def person(session: Session, names: Names, place: Place, you: Place | None = None) -> Person:
    """A seat and who holds it."""
    number = session.state.seat_names.index(place.seat)
    return Person(
        place.table + 1,
        place.seat,
        session.scenario.seat[number].title,
        holder_name(session, names, place),
        place == you,
        program=_is_program(session, place),
    )


def holder_name(session: Session, names: Names, place: Place) -> str | None:
    """Name of the player who holds a seat; None if it is free, "?" if the name was removed."""
    player = session.state.players.get(place)
    return None if player is None else names.get(player, "?")


def _is_program(session: Session, place: Place) -> bool:
    return session.state.held_by(session.state.players.get(place)) == "program"


def table_boards(session: Session) -> list[TableBoard]:
    """Quoted lead time of each component and queue of each port, by table; none before the start."""
    if session.state.started is None:
        return []
    played, kept = len(session.state.turns), session.runtime.table_boards
    if kept is None or kept[0] != played:
        kept = session.runtime.table_boards = played, _table_boards(session)
    return kept[1]


def _table_boards(session: Session) -> list[TableBoard]:
    boards = [_table_board(session, number, table) for number, table in enumerate(session.sums()[-1])]
    return [_extreme(boards, min), _extreme(boards, max)] if is_crowd(session) else boards


def _extreme(boards: list[TableBoard], which: Callable[[Iterable[float]], float]) -> TableBoard:
    """The shortest, or the longest, quotes and queues of all these tables."""
    quotes = zip(*(each.quotes for each in boards), strict=True)
    queues = zip(*(each.queues for each in boards), strict=True)
    return TableBoard(
        table=0,
        quotes=[replace(row[0], quote_weeks=which(each.quote_weeks for each in row)) for row in quotes],
        queues=[replace(row[0], queue_weeks=which(each.queue_weeks for each in row)) for row in queues],
    )


def _table_board(session: Session, number: int, table: TableSums) -> TableBoard:
    scenario, started = session.scenario, session.state.started
    assert started is not None
    queues = table.queues
    quotes = [
        QuoteRow(
            part.name,
            part.title,
            scenario.source_titles[main_lane(lanes).supplier],
            over_lanes(lanes, table.quotes),
            over_lanes(lanes, started.usual_weeks),
        )
        for part, lanes in ((part, lanes_of(scenario, part)) for part in scenario.component)
    ]
    rows = [
        QueueRow(port.name, port.title, four_digits(queues[n]), four_digits(started.usual_queue_weeks[n]))
        for n, port in enumerate(scenario.port)
    ]
    return TableBoard(number + 1, quotes, rows)


def results_path(session: Session) -> str | None:
    """Path and key of the debrief; None until the game is over and its hindsight is stored."""
    if not session.state.over or session.state.hindsight is None or not session.opened.reader:
        return None
    return f"debrief/{session.opened.code}#key={session.opened.reader}"
