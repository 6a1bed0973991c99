"""`linestop replay`: shows a game's results, checks its log, and with `--verify` replays every turn."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..store.game_reader import events_of, hindsight_of, list_games, session_of
from ..store.people import names_of
from ..store.read_only_database import open_read_only
from .database_option import db_option
from .local_time import minute_of
from .output import as_json, say_json, say_table

if TYPE_CHECKING:
    from ..messages import Hindsight
    from ..rules.events import Event
    from ..rules.session import Session


@click.command(
    epilog="""\b
Examples:
  linestop replay                    the games in linestop.db
  linestop replay K7M2QX             its results, seat by seat
  linestop replay K7M2QX --verify    replay it and compare
"""
)
@click.argument("game", required=False)
@click.option("--verify", is_flag=True, help="Replay it from its log and compare every turn bit for bit.")
@db_option
@as_json
def replay(game: str | None, verify: bool, db: Path, wants_json: bool) -> None:
    """Show a game's results and check its log; without GAME, list the games.

    The hash chain of the log is checked in any case. Works while a server runs.
    """
    with open_read_only(db) as database:
        if game is None:
            _list(list_games(database), wants_json)
            return
        events, names = events_of(database, game), names_of(database)
    session, turns = _session_of(events, verify)
    report = _report(session, hindsight_of(events), names, events, turns)
    if wants_json:
        say_json(report)
    else:
        _say(report)


def _session_of(events: list[Event], verify: bool) -> tuple[Session, int | None]:
    """The game's session, and how many turns were replayed and found equal (None: not asked).

    Raises:
        ReadOnly, Differs: if another engine played the game, or a turn is not equal.
    """
    from ..review.verification import must_be_this_engine
    from ..review.verification import verify as played_again
    from ..rules.events import GameOpened

    opened = events[0]
    assert isinstance(opened, GameOpened)
    if not verify:
        return session_of(events, opened.engine), None
    must_be_this_engine(opened)
    verified = played_again(events)
    return verified.session, verified.turns


def _report(
    session: Session,
    hindsight: Hindsight | None,
    names: dict[str, str],
    events: list[Event],
    turns_verified: int | None,
) -> dict[str, Any]:
    from ..review.export import tables_of

    seats = tables_of(session, None, names)["seats"]
    parts = {(seat.table + 1, seat.seat): seat.parts for seat in hindsight.seats} if hindsight else {}
    for seat in seats:
        part = parts.get((seat["table"], seat["seat"]))
        seat["score"] = None if part is None else part.score
    return {
        "game": session.opened.code,
        "scenario": session.opened.scenario,
        "phase": session.state.phase,
        "engine": session.opened.engine,
        "events": len(events),
        "chain": "whole",
        "turns": len(session.state.turns),
        "turns_verified": turns_verified,
        "seats": seats,
    }


def _say(report: dict[str, Any]) -> None:
    say_table(
        f"Game {report['game']} of {report['scenario']}, {report['phase']}, {report['turns']} turns played",
        ["table", "seat", "who", "cost", "uptime", "score"],
        [
            [
                str(seat["table"]),
                seat["seat"],
                seat["name"] or "bot",
                f"{seat['total_cost']:.0f}",
                "" if seat["uptime"] is None else f"{seat['uptime']:.4f}",
                "" if seat["score"] is None else f"{seat['score']:.1f}",
            ]
            for seat in report["seats"]
        ],
    )
    click.echo(f"The log is whole: {report['events']} events, each hanging on all before it.")
    if report["turns_verified"] is not None:
        click.echo(f"Played again: {report['turns_verified']} turns agree to the last bit.")


def _list(games: list[dict[str, Any]], wants_json: bool) -> None:
    if wants_json:
        say_json({"games": games})
    elif not games:
        click.echo("There is no game in this file yet.")
    else:
        say_table(
            "Games, newest first",
            ["code", "scenario", "kind", "opened", "weeks"],
            [
                [
                    row["code"],
                    row["scenario"],
                    row["kind"],
                    minute_of(row["opened_at"]),
                    f"{row['weeks_played']}/{row['weeks']}",
                ]
                for row in games
            ],
        )
