"""`linestop export`: writes a game's tables as CSV, JSON, an Excel workbook or Parquet.

Tables and columns are made in `review/export.py`, the files in `store/spreadsheet.py`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from ..errors import Refused
from ..review.export import CHOICE_TABLES, TABLE_NAMES, columns_of, tables_of
from ..review.plain_csv import csv_text
from ..store.game_reader import events_of, hindsight_of, session_of
from ..store.people import names_of
from ..store.read_only_database import open_read_only
from ..store.whole_file import whole_file
from .database_option import db_option
from .output import say_bytes

ONE_TABLE = ("csv", "parquet")
"""Formats whose file holds one table."""


@click.command(
    epilog="""\b
Examples:
  linestop export K7M2QX --format csv > weeks.csv
  linestop export K7M2QX --format csv --table parts -o parts.csv
  linestop export K7M2QX --format xlsx
"""
)
@click.argument("game")
@click.option(
    "--format",
    "form",
    type=click.Choice(["csv", "json", "xlsx", "parquet"]),
    default="csv",
    show_default=True,
)
@click.option(
    "--table",
    type=click.Choice((*TABLE_NAMES, *CHOICE_TABLES)),
    default="weeks",
    show_default=True,
    help="The table of a csv or parquet file; json and xlsx hold all tables.",
)
@click.option(
    "--output",
    "-o",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write; without it csv and json are printed.",
)
@db_option
def export(game: str, form: str, table: str, output: Path | None, db: Path) -> None:
    """Write a game as tables: weeks, parts, costs, seats, and once it has ended scores and what-ifs.

    Works while a server runs.
    \f

    Raises:
        Refused: if there is no such game, or the table comes only with the end of the game.
        SetupError: if the database cannot be read or the file cannot be written.
    """
    with open_read_only(db) as database:
        events, names = events_of(database, game), names_of(database)
    # No engine has an empty name, so the session is read-only and plays nothing.
    session = session_of(events, "")
    tables = tables_of(session, hindsight_of(events), names)
    if form in ONE_TABLE and table not in tables:
        none = table in CHOICE_TABLES and not session.state.offered
        why = "It offers stances alone" if none else "The game has not ended"
        raise Refused(f"{why}, so it has no {table} to write.", code="not_ended")
    code = session.opened.code
    if output is None and form in ("xlsx", "parquet"):
        output = Path(f"{code}.xlsx" if form == "xlsx" else f"{code}-{table}.parquet")
    if output is None:
        say_bytes(_content(tables, form, table))
        return
    with whole_file(output) as file:
        file.write(_content(tables, form, table))
    click.echo(
        f"{output}: {len(tables[table])} rows of {table}" + ("." if form in ONE_TABLE else " and more."),
        err=not output.is_file(),  # /dev/stdout: the answer goes there alone
    )


def _content(tables: dict[str, list[dict[str, Any]]], form: str, table: str) -> bytes:
    from ..store.spreadsheet import parquet, workbook

    if form == "xlsx":
        return workbook(tables, {name: columns_of(name) for name in tables})
    if form == "parquet":
        return parquet(tables[table], columns_of(table))
    if form == "json":
        return (json.dumps(tables, ensure_ascii=False, indent=1) + "\n").encode()
    return csv_text(tables[table], columns_of(table)).encode()
