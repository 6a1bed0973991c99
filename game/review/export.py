"""Tables and columns of a game's export: the sheets of the xlsx file, the CSV and Parquet tables, the JSON.

A column of the xlsx is one entry of a row here; `store/spreadsheet.py` writes the file. Rows come from the
log alone. Numbers are bare: units a week, weeks, shares of one, money in the scenario's currency. Tables and
columns that have been exported once keep their names, since other people's notebooks read them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from ..messages import Hindsight
from ..rules import record_sums
from ..rules.events import Place
from ..rules.measure_functions import OF_PARTS, OF_SEATS
from ..rules.session import Session
from ..rules.table_records import TableTurn
from ..views import measures
from ..views.public_state import Names
from . import choices_table

Row = dict[str, Any]
"""One line of a table: values by column."""
WEEK_UNITS = ("required", "attempted", "made", "sold", "lost", "backlog", "finished_goods")
"""Columns of `weeks` that add up a record field over products."""
PART_UNITS = ("on_hand", "on_order", "ordered", "received", "base_stock", "use", "unfilled", "in_port")
"""Columns of `parts` that repeat a record field of the component."""


def tables_of(session: Session, hindsight: Hindsight | None, names: Names) -> dict[str, list[Row]]:
    """All tables of a game by name; those of hindsight only if it is given, once the game is over."""
    tables = {name: list(rows(session, names)) for name, rows in _TABLES.items()}
    if hindsight is not None:
        tables |= {name: list(rows(session, hindsight)) for name, rows in _HINDSIGHT.items()}
    if session.state.offered:
        tables["choices"] = list(choices_table.choice_rows(session))
        if hindsight is not None:
            tables["choice_what_ifs"] = list(choices_table.what_if_rows(hindsight))
    return tables


# ---------------------------------------------------------------- what happened


def _game(session: Session, names: Names) -> Iterator[Row]:
    opened, scenario = session.opened, session.scenario
    over = session.state.over
    yield {
        "game": opened.code,
        "kind": opened.kind,
        "depth": opened.depth,
        "scenario": opened.scenario,
        "title": scenario.title,
        "scenario_sha256": opened.digest,
        "engine": opened.engine,
        # A string: 53 bits, more than some readers of JSON keep. Hidden while it would tell of weeks to come.
        "seed": str(opened.seed) if over else None,
        "seed_given": int(opened.seed_given),
        "bots": opened.bots,
        "currency": scenario.currency,
        "weeks": scenario.weeks,
        "weeks_per_turn": scenario.weeks_per_turn,
        "weeks_played": session.state.turns[-1].last_week if session.state.turns else 0,
        "uptime_target": scenario.uptime_target,
    }


def _seats(session: Session, names: Names) -> Iterator[Row]:
    over = session.state.over
    for place, number, turns in _places(session):
        player = session.state.players.get(place)
        yield _key(place) | {
            "title": session.scenario.seat[number].title,
            "name": None if player is None else names.get(player, ""),
            "held_by": session.state.held_by(player),
            **measures.of_seat(session.scenario, turns, number),
            "lost_sales_units": record_sums.lost_sales(turns, number),
            "total_cost": record_sums.total_cost(turns, number, closed=over),
        }


def _weeks(session: Session, names: Names) -> Iterator[Row]:
    for place, number, turns in _places(session):
        for turn, week, i, result in _each_week(session, turns):
            rows = result.rows
            yield _key(place) | {
                "week": week,
                "turn": turn,
                "demand": float(sum(map(sum, rows["demand"][i][number]))),
                **{name: float(sum(rows[name][i][number])) for name in WEEK_UNITS},
                "total_cost": float(sum(map(sum, (line[number] for line in rows["cost"][i])))),
            }


def _parts(session: Session, names: Names) -> Iterator[Row]:
    for place, number, turns in _places(session):
        for turn, week, i, result in _each_week(session, turns):
            for slot, part in enumerate(session.scenario.component):
                rows = result.rows
                yield _key(place) | {
                    "week": week,
                    "turn": turn,
                    "component": part.name,
                    "stance": "JIC" if rows["stance"][i][number][slot] else "JIT",
                    **{name: rows[name][i][number][slot] for name in PART_UNITS},
                    "not_made": record_sums.over_products(rows["shortfall_by"][i][number])[slot],
                    "lost_sales": record_sums.over_products(rows["lost_by"][i][number])[slot],
                    # With `in_port` what a player reads at the port; older logs do not hold it.
                    "past_port": rows["past_port"][i][number][slot] if "past_port" in rows else None,
                }


def _part_measures(session: Session, names: Names) -> Iterator[Row]:
    for place, number, turns in _places(session):
        for slot, part in enumerate(session.scenario.component):
            found = measures.of_part(session.scenario, turns, number, slot)
            yield _key(place) | {"component": part.name} | found


def _costs(session: Session, names: Names) -> Iterator[Row]:
    """Money by turn, cost line and component; the book `closing` holds what closing the books adds.

    Amounts of 0 have no row: most cost lines never apply to most components.
    """
    lines = session.state.started.lines if session.state.started else []
    slots = [part.name for part in session.scenario.component] + ["line"]
    for place, number, turns in _places(session):
        for turn, result in zip(session.state.turns, turns, strict=True):
            books = [("week", result.rows["cost"])]
            if turn is session.state.turns[-1] and session.state.over:
                books.append(("closing", [result.closing]))
            for book, weeks in books:
                for line, name in enumerate(lines):
                    for slot, component in enumerate(slots):
                        money = float(sum(week[line][number][slot] for week in weeks))
                        if money:
                            key = {"turn": turn.turn, "book": book, "line": name, "component": component}
                            yield _key(place) | key | {"money": money}


def _news(session: Session, names: Names) -> Iterator[Row]:
    for item in sorted(session.state.news, key=lambda item: item.week):
        yield {"week": item.week, "grade": item.grade, "headline": item.headline, "text": item.text}


# ---------------------------------------------------------------- what only a replay can tell


def _scores(session: Session, hindsight: Hindsight) -> Iterator[Row]:
    for seat in hindsight.seats:
        parts = msgspec.to_builtins(seat.parts) | {"best_plan": " ".join(seat.parts.best_plan)}
        found = parts | {"difference": seat.difference} | measures.of_ended(seat)
        yield _key(Place(seat.table, seat.seat)) | found


def _ways(session: Session, hindsight: Hindsight) -> Iterator[Row]:
    for seat in hindsight.seats:
        for way in seat.ways:
            plain = {
                "way": way.way,
                "just_in_case": " ".join(way.jic),
                "cost": way.cost,
                "uptime": way.uptime,
            }
            yield _key(Place(seat.table, seat.seat)) | plain | way.costs


def _company(session: Session, hindsight: Hindsight) -> Iterator[Row]:
    """What each seat's own stances come to beside lean rivals, as it was, and with everybody alike."""
    for seat in hindsight.seats:
        if seat.company is not None:
            uptime = seat.ways[0].uptime  # of what was played, which is first
            for company, cost, share in (
                ("lean_rivals", seat.company.lean_cost, seat.company.lean_uptime),
                ("as_played", seat.parts.cost, uptime),
                ("all_alike", seat.company.alike_cost, seat.company.alike_uptime),
            ):
                outcome = {"company": company, "cost": cost, "uptime": share}
                yield _key(Place(seat.table, seat.seat)) | outcome


def _what_ifs(session: Session, hindsight: Hindsight) -> Iterator[Row]:
    for seat in hindsight.seats:
        for what_if, lean in zip(seat.what_ifs, seat.unbuffered or seat.what_ifs, strict=True):
            changes: Row = {"cost_change": what_if.cost, "uptime_change": what_if.uptime}
            known = seat.unbuffered is not None
            changes["cost_change_if_just_in_time"] = lean.cost if known else None
            changes["uptime_change_if_just_in_time"] = lean.uptime if known else None
            yield _key(Place(seat.table, seat.seat)) | {"component": what_if.component} | changes


def _losses(session: Session, hindsight: Hindsight) -> Iterator[Row]:
    for seat in hindsight.seats:
        for loss in seat.losses:
            cause = {"component": loss.component or "line", "shocks": " ".join(loss.shocks)}
            weeks = {"first_week": loss.first_week, "last_week": loss.last_week}
            yield _key(Place(seat.table, seat.seat)) | cause | {"units": loss.units} | weeks


def _shocks(session: Session, hindsight: Hindsight) -> Iterator[Row]:
    for shock in hindsight.shocks:
        plain = msgspec.to_builtins(shock)
        del plain["news"]
        yield plain | {"components": " ".join(shock.components), "comes": int(shock.comes)}


# ---------------------------------------------------------------- columns of a table without rows


def columns_of(table: str) -> dict[str, type]:
    """The type of each column of a table by name, whether or not the table has rows yet."""
    return dict(_columns()[table])


def _columns() -> dict[str, dict[str, type]]:
    seat: dict[str, type] = {"table": int, "seat": str}
    of_parts: dict[str, type] = dict.fromkeys(OF_PARTS, float)
    week: dict[str, type] = seat | {"week": int, "turn": int}
    weeks: dict[str, type] = dict.fromkeys(("first_week", "last_week"), int)
    return {
        "weeks": week | dict.fromkeys(("demand", *WEEK_UNITS, "total_cost"), float),
        "parts": week
        | {"component": str, "stance": str}
        | dict.fromkeys((*PART_UNITS, "not_made", "lost_sales", "past_port"), float),
        "costs": seat | {"turn": int, "book": str, "line": str, "component": str, "money": float},
        "seats": seat
        | dict.fromkeys(("title", "name", "held_by"), str)
        | dict.fromkeys((*OF_SEATS, *OF_PARTS, "lost_sales_units", "total_cost"), float),
        "part_measures": seat | {"component": str} | of_parts,
        "news": {"week": int, "grade": str, "headline": str, "text": str},
        "choices": choices_table.COLUMNS,
        "choice_what_ifs": choices_table.WHAT_IF_COLUMNS,
        "game": {},  # has its one row always, as the next three have one a seat
        "scores": {},
        "ways": {},
        "what_ifs": {},
        "company": seat | {"company": str, "cost": float, "uptime": float},
        "losses": seat | {"component": str, "shocks": str, "units": float} | weeks,
        "shocks": dict.fromkeys(("name", "title", "target", "components", "origin"), str)
        | dict.fromkeys(("comes", "rumoured", "official", "cleared"), int)
        | weeks,
    }


_TABLES: dict[str, Callable[[Session, Names], Iterator[Row]]] = {
    "weeks": _weeks,
    "parts": _parts,
    "costs": _costs,
    "seats": _seats,
    "part_measures": _part_measures,
    "news": _news,
    "game": _game,
}
_HINDSIGHT: dict[str, Callable[[Session, Hindsight], Iterator[Row]]] = {
    "scores": _scores,
    "ways": _ways,
    "what_ifs": _what_ifs,
    "company": _company,
    "losses": _losses,
    "shocks": _shocks,
}
TABLE_NAMES = (*_TABLES, *_HINDSIGHT)
"""Every table that a finished game has, in the order of the workbook's sheets."""
CHOICE_TABLES = ("choices", "choice_what_ifs")
"""Two more, of a game in which more than stances may be decided."""


def _places(session: Session) -> Iterator[tuple[Place, int, list[TableTurn]]]:
    """Each seat of each table, with the seat's index and the table's records by turn."""
    tables = len(session.state.started.tables) if session.state.started else 0
    for table in range(tables):
        for number, name in enumerate(session.state.seat_names):
            yield Place(table, name), number, session.state.records_of(table)


def _each_week(session: Session, turns: list[TableTurn]) -> Iterator[tuple[int, int, int, TableTurn]]:
    """For each week: turn, week, the week's index within its turn's records, and those records."""
    for turn, result in zip(session.state.turns, turns, strict=True):
        for i, week in enumerate(range(turn.first_week, turn.last_week + 1)):
            yield turn.turn, week, i, result


def _key(place: Place) -> Row:
    """The columns that every table of seats begins with."""
    return {"table": place.table + 1, "seat": place.seat}
