"""`linestop rescore`: scores finished games again from their logs, and works out their regret.

Regret is what a seat paid beyond perfect foresight, the least cost that a linear program finds for its year.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..errors import ReadOnly, Refused
from ..store.game_reader import events_of, finished_games, hindsight_of, session_of
from ..store.read_only_database import open_read_only
from .database_option import db_option
from .output import as_json, say_json, say_table
from .progress import progress

if TYPE_CHECKING:
    from ..rules.events import Event
    from ..store.derived_cache import CacheRow


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
    """
    worked_out: list[CacheRow] = []
    with open_read_only(db) as database:
        logs = [events_of(database, code) for code in ([game] if game else finished_games(database))]
    reports = []
    with _keeping(db, worked_out) if keep else nullcontext(), progress("scoring", len(logs)) as done:
        for events in logs:
            reports.append(_rescored(events, worked_out))
            done(1)
    # A game that was named and is left out is an error; among all games it is a line of the answer.
    if game and "left_out" in reports[0]:
        raise Refused(reports[0]["left_out"])
    if wants_json:
        say_json({"games": reports})
        return
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


@contextmanager
def _keeping(db: Path, worked_out: list[CacheRow]) -> Iterator[None]:
    """Store at the end what is in `worked_out` by then.

    The database is locked before the long work begins, so that a running server is noticed at once.
    """
    from ..store.store import Store

    store = Store(db)
    try:
        yield
        asyncio.run(store.remember(worked_out))
    finally:
        store.close()
    click.echo(f"Kept in {db}: perfect foresight of {len(worked_out)} seats.", err=True)


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
