"""The log as it stands in the file: each line hangs on all before it, and the plain tables follow from it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

import msgspec
from sqlite_utils import Database

from ..errors import StorageError
from ..rules.events import Event, decode
from ..rules.session import Session
from .schema import DERIVED, KEYS
from .tables import TableRow, rows_beside


def link(previous: str, line: tuple[Any, ...]) -> str:
    """The hash of a line and of all before it."""
    return hashlib.sha256(previous.encode() + msgspec.json.encode(line)).hexdigest()


def read_log(db: Database, game: str) -> list[Event]:
    """A game's events in order.

    Raises:
        StorageError: if a line is not what was once written.
    """
    sql = "select game, seq, at, sender, client_id, kind, body, hash from events where game = ? order by seq"
    previous, events = "", []
    for number, (*line, noted) in enumerate(db.execute(sql, [game]), start=1):
        previous = link(previous, tuple(line))
        if line[1] != number or previous != noted:
            raise StorageError(
                f"Event {number} of game {game} is not what was written: the log was changed or damaged. "
                "Restore it from a backup.",
                code="broken_log",
                game=game,
            )
        events.append(decode(line[6]))
    return events


def rebuild(db: Database) -> None:
    """Make the plain tables again from the log."""
    games = [row[0] for row in db.execute("select distinct game from events order by game")]
    with db.atomic():
        for table in DERIVED:
            db.execute(f"delete from {table}")
        for game in games:
            times = [
                row[0] for row in db.execute("select at from events where game = ? order by seq", [game])
            ]
            write_rows(db, _rows_of_log(read_log(db, game), times))


def _rows_of_log(events: list[Event], times: list[str]) -> Iterable[TableRow]:
    session = Session.replay(events[:1], engine="")
    yield from rows_beside(session, events[0], times[0])
    for event, at in zip(events[1:], times[1:], strict=True):
        session.apply(event)
        yield from rows_beside(session, event, at)


def write_rows(db: Database, rows: Iterable[TableRow]) -> None:
    for table, row in rows:
        db.table(table).upsert(row, pk=KEYS[table])


def head(db: Database, game: str) -> tuple[int, str]:
    """Number and hash of a game's last line; 0 and nothing before the first."""
    sql = "select seq, hash from events where game = ? order by seq desc limit 1"
    row = db.execute(sql, [game]).fetchone()
    return (row[0], row[1]) if row else (0, "")
