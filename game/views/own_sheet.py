"""What a seat's view tells of its table's records: its rows, the weeks of its line, and its stock.

A view needs those records for nothing else. So the worker that has played a turn makes this too, and a
server reads the records of a running game only where a page asks for weeks of the past, or where it was
started anew.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from msgspec import UNSET, Struct, UnsetType
from msgspec.structs import replace

from ...agents.network.cost_lines import HOLDING
from ...agents.scenario.scenario import Scenario
from ..messages import Cash, Demand, LineWeek, Row, Shelf
from ..messages.rounding import cents, for_screen, four_digits, units
from ..rules import record_sums
from ..rules.session import Session
from ..rules.table_records import TableTurn
from .choices_ahead import choices_of_seat
from .component_row import Ground, component_row
from .rounded_records import RoundedRecords, rounded_records


class OwnSheet(Struct, frozen=True):
    """Fields of a view that follow from the records of the last turn, or from the opening."""

    stock_value: float
    goods_weeks: float
    rows: list[Row]
    weeks: list[LineWeek]
    stock_per_week: float
    cash: Cash | UnsetType = UNSET
    shelves: list[Shelf] | UnsetType = UNSET
    demand: list[Demand] | UnsetType = UNSET
    line_left: float | UnsetType = UNSET


_encode = msgspec.msgpack.Encoder().encode  # not JSON: what is read from it is the same to the last bit
_decode = msgspec.msgpack.Decoder(OwnSheet).decode


def own_sheet(session: Session, table: int, seat: int) -> OwnSheet:
    """The sheet after the last turn played, as a worker has made it; of the opening, or where none has, made
    here."""
    state, told = session.state, session.runtime.sheets
    played, started = len(state.turns), state.started
    # In the first turn rows tell more, also where the game has ended with it.
    if told is not None and told[0] == played and state.turn > 1:
        return _decode(told[1][table][seat])
    assert started is not None, "nothing is seen before the game begins"
    turn = state.turns[-1] if state.turns else None
    latest = (turn or started).tables[table]
    return _sheet(
        session.scenario,
        _ground(session, table, max(0, played - 1)),
        latest,
        _rounded_of(latest),
        seat,
        first_week=turn.first_week if turn else None,
        first_turn=state.turn == 1,
    )


def grounds_of_next(session: Session) -> list[Ground]:
    """By table, what the rows of the turn tell that is to be played next."""
    return [_ground(session, table, -1) for table in range(session.state.tables)]


def encoded_sheets(
    scenario: Scenario, grounds: Sequence[Ground], tables: Sequence[TableTurn], first_week: int
) -> list[list[bytes]]:
    """The sheets after a turn that began with this week, by table and seat, as `SessionRuntime.sheets` holds
    them."""
    by_table = zip(grounds, tables, rounded_records(tables), strict=True)
    return [
        [
            _encode(_sheet(scenario, ground, table, rounded, seat, first_week=first_week))
            for seat in range(len(scenario.seat))
        ]
        for ground, table, rounded in by_table
    ]


_last: tuple[TableTurn | None, list[RoundedRecords]] = (None, [])
"""The table that was rounded last: the views of its seats are built one after another."""


def _rounded_of(table: TableTurn) -> RoundedRecords:
    global _last
    known, found = _last
    if known is not table:
        found = rounded_records([table])
        _last = table, found
    return found[0]


def _ground(session: Session, table: int, before: int) -> Ground:
    """before: the turn whose quotes are those before; the opening, 0, stands in for itself."""
    started = session.state.started
    assert started is not None
    return Ground(
        started.usual_weeks,
        started.usual_queue_weeks,
        session.sums()[before][table].quotes,
        session.state.offered,
    )


def _sheet(
    scenario: Scenario,
    ground: Ground,
    latest: TableTurn,
    rounded: RoundedRecords,
    seat: int,
    *,
    first_week: int | None,
    first_turn: bool = False,
) -> OwnSheet:
    """first_week: of the turn whose records `latest` are; None: they are the opening's."""
    played = first_week is not None
    return OwnSheet(
        stock_value=for_screen(latest.rows["stock_value"][-1][seat]),
        goods_weeks=_goods_weeks(scenario, latest, seat),
        rows=[
            component_row(
                scenario,
                ground,
                seat=seat,
                component=component,
                latest=latest,
                rounded=rounded,
                played=played,
                first_turn=first_turn,
            )
            for component in range(len(scenario.component))
        ],
        # The page takes what lacked from what was required, for its shares: `made` may be short.
        weeks=[
            replace(week, made=units(week.made))
            for week in (line_weeks(scenario, latest, first_week, seat) if first_week is not None else [])
        ],
        stock_per_week=_stock_per_week(latest, seat),
        line_left=_line_left(latest, seat),
        **({} if latest.ahead is UNSET else choices_of_seat(scenario, latest, latest.ahead[seat], seat)),
    )


def _stock_per_week(latest: TableTurn, seat: int) -> float:
    """Holding cost of the last week played: all that the seat owns, wherever it is."""
    if "cost" not in latest.rows:  # the opening's rows hold no week's costs
        return 0.0
    return cents(sum(sum(latest.rows["cost"][-1][line][seat]) for line in range(len(HOLDING))))


def _line_left(latest: TableTurn, seat: int) -> float | UnsetType:
    """What a shock left of the line's capacity in the last week played; unset where it left all of it."""
    # The records tell it of turns in which a shock struck any line; a seat is told of its own alone.
    left = latest.rows["line_left"][-1][seat] if "line_left" in latest.rows else 1.0
    return UNSET if left == 1.0 else four_digits(left)


def _goods_weeks(scenario: Scenario, latest: TableTurn, seat: int) -> float:
    """Finished goods in weeks of required production; before the first week, the scenario's target."""
    if "required" not in latest.rows:  # the opening's rows hold no week's production
        return scenario.line.finished_goods_weeks
    required = sum(latest.rows["required"][-1][seat])
    return four_digits(sum(latest.rows["finished_goods"][-1][seat]) / required) if required > 0.0 else 0.0


def line_weeks(scenario: Scenario, table: TableTurn, first_week: int, seat: int) -> list[LineWeek]:
    """Each week of a turn on one seat's line: units required, made, and not made by cause.

    `seat` is the seat's index. Pages divide one number by another, so no digit that a share shows may be
    missing.
    """
    rows = table.rows
    causes = [part.name for part in scenario.component] + ["line"]
    return [
        LineWeek(
            week=first_week + i,
            required=for_screen(sum(required[seat])),
            made=for_screen(_of_required(rows["made"][i][seat], required[seat])),
            lost_by={
                cause: for_screen(units)
                for cause, units in zip(
                    causes, record_sums.over_products(rows["shortfall_by"][i][seat]), strict=True
                )
                if units > 0.0
            },
        )
        for i, required in enumerate(rows["required"])
    ]


def _of_required(made: list[float], required: list[float]) -> float:
    """Units made of those required: more of one product does not stand in for another, as in uptime."""
    return sum(min(*pair) for pair in zip(made, required, strict=True))
