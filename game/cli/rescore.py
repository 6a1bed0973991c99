"""`linestop rescore`: scores finished games again from their logs, and works out their regret.

Regret is what a seat paid beyond perfect foresight, the least cost that a linear program finds for its year.
"""

from __future__ import annotations

from contextlib import AbstractContextManager, closing, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..errors import ReadOnly, Refused, StorageError
from ..store.game_reader import events_of, finished_games, hindsight_of, session_of
from ..store.read_only_database import open_read_only
from .database_option import db_option
from .output import as_json, say_json, say_table
from .progress import progress

if TYPE_CHECKING:
    from ..rules.events import Event
    from ..store.derived_cache import CacheRow
    from ..store.store import Store


@click.command(
    epilog="""\b
Examples:
  linestop rescore                    every finished game in linestop.db
  linestop rescore K7M2QX --json
  linestop rescore --keep             and store perfect foresight (while no server runs)
"""
)
@click.argument("game", required=False)
@click.option(
    "--keep", is_flag=True, help="Store perfect foresight in the database, so that pages open at once."
)
@db_option
@as_json
def rescore(game: str | None, keep: bool, db: Path, wants_json: bool) -> None:
    """Score finished games again from their logs, and work out what they paid beyond perfect foresight.

    Without GAME: all games that have ended. A score that differs from the log's is marked. Games of another
    engine are named and left out. Works while a server runs, except with --keep.
    \f

    Raises:
        Refused: if there is no such game, or the one that was named is left out.
        SetupError: if the database cannot be read, or with --keep a server holds it.
        StorageError: if with --keep nothing could be stored; the scores have been printed.
    """
    worked_out: list[CacheRow] = []
    with open_read_only(db) as database:
        logs = [events_of(database, code) for code in ([game] if game else finished_games(database))]
    reports = []
    # Locked before the long work begins, so that a running server is noticed at once.
    with _locked(db) if keep else nullcontext() as store:
        with progress("scoring", len(logs)) as done:
            for events in logs:
                reports.append(_rescored(events, worked_out))
                done(1)
        not_kept = None if store is None else _keep(store, worked_out)
    # A game that was named and is left out is an error; among all games it is a line of the answer.
    if game and "left_out" in reports[0]:
        raise Refused(reports[0]["left_out"])
    if wants_json:
        say_json({"games": reports})
    else:
        _say_all(reports)
    # Last, so that what was worked out is not lost too.
    if not_kept is not None:
        raise not_kept


def _say_all(reports: list[dict[str, Any]]) -> None:
    for report in reports:
        _say(report)
    if not reports:
        click.echo("No game in this file has ended yet.")


def _rescored(events: list[Event], worked_out: list[CacheRow]) -> dict[str, Any]:
    """Scores and regret of one game, or why it is left out; adds its perfect foresight to `worked_out`."""
    from ..review.foresight_cache import subject_of
    from ..review.post_game_analysis import foresight_of_seats
    from ..review.verification import must_be_this_engine
    from ..rules.hindsight import hindsight
    from ..store.derived_cache import foresight_row
    from ..version import ENGINE

    session, told = session_of(events, ENGINE), hindsight_of(events)
    opened = session.opened
    report: dict[str, Any] = {"game": opened.code, "scenario": opened.scenario, "engine": opened.engine}
    if told is None:
        return report | {"left_out": "It has not ended, so there is nothing to look back on."}
    try:
        must_be_this_engine(opened)
    except ReadOnly as other:
        return report | {"left_out": other.message}
    played = session.played()
    again = hindsight(played)
    foresight = foresight_of_seats(played, {})
    for seat, found in foresight.items():
        subject = subject_of(opened, session.state.shocks, played.week, seat)
        worked_out.append(foresight_row(subject, opened.engine, found))
    return report | {
        "seats": [
            {
                "table": new.table + 1,
                "seat": new.seat,
                "cost": new.parts.cost,
                "score": new.parts.score,
                "same": new.parts == old.parts,
                "bound": foresight[new.seat].bound,
                "regret": new.parts.cost - foresight[new.seat].bound,
            }
            for new, old in zip(again.seats, told.seats, strict=True)
        ]
    }


def _locked(db: Path) -> AbstractContextManager[Store]:
    from ..store.store import Store

    return closing(Store(db))


def _keep(store: Store, worked_out: list[CacheRow]) -> StorageError | None:
    """Store the rows and say so; the error if they are not in the file."""
    from ..store.changes import change
    from ..store.derived_cache import keep_rows

    try:
        change(store, lambda db: keep_rows(db, worked_out))
    except StorageError as error:
        return error
    click.echo(f"Kept in {store.path}: perfect foresight of {len(worked_out)} seats.", err=True)
    return None


def _say(report: dict[str, Any]) -> None:
    if "left_out" in report:
        click.echo(f"Game {report['game']} is left out. {report['left_out']}")
        return
    say_table(
        f"Game {report['game']} of {report['scenario']}",
        ["table", "seat", "cost", "least", "regret", "score", "as in the log"],
        [
            [
                str(seat["table"]),
                seat["seat"],
                f"{seat['cost']:.0f}",
                f"{seat['bound']:.0f}",
                f"{seat['regret']:.0f}",
                f"{seat['score']:.1f}",
                "yes" if seat["same"] else "NO",
            ]
            for seat in report["seats"]
        ],
    )
