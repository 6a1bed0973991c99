"""`linestop export`: writes a game's tables as CSV, JSON, an Excel workbook or Parquet.

Tables and columns are made in `review/export.py`, the files in `store/spreadsheet.py`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from ..errors import Refused, SetupError
from ..review.export import TABLE_NAMES, tables_of
from ..review.plain_csv import csv_text
from ..store.game_reader import events_of, hindsight_of, session_of
from ..store.people import names_of
from ..store.read_only_database import open_read_only
from .database_option import db_option

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
    type=click.Choice(TABLE_NAMES),
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
        raise Refused(f"The game has not ended, so it has no {table} yet.", code="not_ended")
    code = session.opened.code
    if output is None and form in ("xlsx", "parquet"):
        output = Path(f"{code}.xlsx" if form == "xlsx" else f"{code}-{table}.parquet")
    try:
        _write(tables, form, table, output)
    except OSError as error:
        raise SetupError(f"{output} could not be written: {error.strerror}.") from error
    if output is not None:
        click.echo(
            f"{output}: {len(tables[table])} rows of {table}" + ("." if form in ONE_TABLE else " and more.")
        )


def _write(tables: dict[str, list[dict[str, Any]]], form: str, table: str, output: Path | None) -> None:
    from ..store.spreadsheet import write_parquet, write_workbook

    if form == "xlsx" and output is not None:
        write_workbook(tables, output)
    elif form == "parquet" and output is not None:
        write_parquet(tables[table], output)
    else:
        text = (
            csv_text(tables[table])
            if form == "csv"
            else json.dumps(tables, ensure_ascii=False, indent=1) + "\n"
        )
        if output is None:
            click.echo(text.encode(), nl=False)
        else:
            output.write_bytes(text.encode())
