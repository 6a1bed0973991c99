"""Reads games from the database: lists of games, a game's log, its session and its hindsight."""

from __future__ import annotations

from typing import Any

from sqlite_utils import Database

from ...agents.scenario.reader import ScenarioError
from ..errors import Refused
from ..messages import Hindsight
from ..messages.terms import ALONE
from ..names import plain_code
from ..rules.events import Event, GameScored
from ..rules.session import Session
from .event_log import read_log


def list_games(db: Database) -> list[dict[str, Any]]:
    """A summary row of every game but tutorials, newest first."""
    sql = (
        "select code, scenario, kind, engine, opened_at, weeks_played, weeks, finished_at from games "
        "where kind != 'tutorial' order by opened_at desc"
    )
    return list(db.query(sql))


def finished_games(db: Database) -> list[str]:
    """Codes of all games that have ended but tutorials, in the order in which they ended."""
    sql = "select code from games where finished_at is not null and kind != 'tutorial' order by finished_at"
    return [row[0] for row in db.execute(sql).fetchall()]


def unfinished_games(db: Database) -> list[str]:
    """Codes of the games whose clock may be running: not ended, not archived, with others."""
    sql = "select code, kind from games where finished_at is null and archived_at is null"
    return [code for code, kind in db.execute(sql) if kind not in ALONE]


def number_of_events(db: Database, code: str) -> int:
    """Length of a game's log; it only ever grows, so an equal length means an unchanged log."""
    count: int = db.execute("select count(*) from events where game = ?", [code]).fetchone()[0]
    return count


def events_of(db: Database, code: str) -> list[Event]:
    """A game's log with its hash chain checked; `code` as people type it.

    Raises:
        Refused: if there is no such game.
        StorageError: if the log is not what was written.
    """
    events = read_log(db, plain_code(code))
    if not events:
        raise Refused(
            f"There is no game {code} in this file; linestop replay without a code lists them.",
            code="no_such_game",
        )
    return events


def session_of(events: list[Event], engine: str) -> Session:
    """The session after all events of a log. It is read-only if `engine` did not begin the game.

    Raises:
        Refused: if this version cannot read the game's scenario.
    """
    try:
        return Session.replay(events, engine)
    except ScenarioError as error:
        raise Refused(
            f"This version of Linestop cannot read the game's scenario: {error}", code="old_game"
        ) from None


def hindsight_of(events: list[Event]) -> Hindsight | None:
    """The what-ifs and marks stored when the game ended; None if it has not ended."""
    scored = [event.hindsight for event in events if isinstance(event, GameScored)]
    return scored[-1] if scored else None
