"""The event log in the database: a hash chain per game, from which all derived tables can be rebuilt.

Each line's hash covers the line and the hash before it, so a changed, removed or inserted line breaks
the chain at that place.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from itertools import batched, groupby
from typing import Any

import msgspec
from msgspec import Struct
from sqlite_utils import Database

from ..errors import StorageError
from ..rules.events import Event, decode, encode, kind_of, signature
from ..rules.session import Session
from .schema import DERIVED, KEYS
from .tables import TableRow, rows_beside

AT_ONCE = 64
"""Lines that one statement inserts. For each statement the writer gives up the interpreter's lock and waits
for it again, which takes long while a whole room decides."""


class StoredEvent(Struct, frozen=True):
    """An event as it goes to the store, with the rows of the derived tables that follow from it."""

    event: Event
    at: str
    """UTC, ISO 8601 with milliseconds; shown to people, never used by the rules."""
    rows: tuple[TableRow, ...]


def link(previous: str, line: tuple[Any, ...]) -> str:
    """Hash of a line in the chain: SHA-256 of the previous line's hash, then the line as JSON.

    previous: empty before the first line.
    """
    return hashlib.sha256(previous.encode() + msgspec.json.encode(line)).hexdigest()


def read_log(db: Database, game: str) -> list[Event]:
    """A game's events in order, the hash chain checked; empty if there is no such game.

    Raises:
        StorageError: if a line is missing or is not what was written.
    """
    sql = "select game, seq, at, sender, client_id, kind, body, hash from events where game = ? order by seq"
    previous, events = "", []
    for number, (*line, stored_hash) in enumerate(db.execute(sql, [game]), start=1):
        previous = link(previous, tuple(line))
        if line[1] != number or previous != stored_hash:
            raise StorageError(
                f"Event {number} of game {game} is not what was written: the log was changed or damaged. "
                "Restore it from a backup.",
                code="broken_log",
                game=game,
            )
        events.append(decode(line[6]))
    return events


def rebuild(db: Database) -> None:
    """Empty the derived tables and fill them again from the log, in one transaction."""
    # One transaction: no reader sees half-filled tables, and a crash leaves the old ones.
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
    # No engine has an empty name, so the session is read-only: it applies events and plays nothing.
    session = Session.replay(events[:1], engine="")
    yield from rows_beside(session, events[0], times[0])
    for event, at in zip(events[1:], times[1:], strict=True):
        session.apply(event)
        yield from rows_beside(session, event, at)


def write_rows(db: Database, rows: Iterable[TableRow]) -> None:
    """Insert or update each row by its table's primary key; columns left out keep their values.

    Rows of a table are written in their order, and tables in the order in which they first come.
    """
    by_table: dict[str, list[dict[str, Any]]] = {}
    for table, row in rows:
        by_table.setdefault(table, []).append(row)
    for table, of_table in by_table.items():
        # One statement for all that fill the same columns: a turn of a full room has thousands of rows.
        for columns, alike in groupby(of_table, key=tuple):
            db.conn.executemany(_upsert(table, columns), [tuple(row.values()) for row in alike])


@cache  # a handful of statements, each of which would be put together anew for every row
def _upsert(table: str, columns: tuple[str, ...]) -> str:
    kept = ", ".join(f'"{column}" = excluded."{column}"' for column in columns if column not in KEYS[table])
    named, blanks = ", ".join(f'"{column}"' for column in columns), ", ".join("?" for _ in columns)
    return f'insert into "{table}" ({named}) values ({blanks}) on conflict ({", ".join(KEYS[table])}) ' + (
        f"do update set {kept}" if kept else "do nothing"
    )


def append_lines(
    db: Database, game: str, events: Iterable[StoredEvent], heads: dict[str, tuple[int, str]]
) -> None:
    """Append lines to a game's hash chain.

    heads: number and hash of the last line, by game; kept up to date.
    """
    seq, previous = heads.get(game) or head(db, game)
    lines = []
    for stored in events:
        seq += 1
        sender, client_id = signature(stored.event)
        body = encode(stored.event).decode()
        line = (game, seq, stored.at, sender, client_id, kind_of(stored.event), body)
        previous = link(previous, line)
        lines.append((*line, previous))
    for several in batched(lines, AT_ONCE):
        db.conn.execute(insertion(len(several)), [value for line in several for value in line])
    heads[game] = (seq, previous)


@cache
def insertion(lines: int) -> str:
    """The statement that adds so many lines, each with game, seq, at, sender, client_id, kind, body, hash."""
    values = ", ".join(["(?, ?, ?, ?, ?, ?, ?, ?)"] * lines)
    return f"insert into events (game, seq, at, sender, client_id, kind, body, hash) values {values}"


def head(db: Database, game: str) -> tuple[int, str]:
    """Number and hash of a game's last line; 0 and an empty hash if it has none."""
    sql = "select seq, hash from events where game = ? order by seq desc limit 1"
    row = db.execute(sql, [game]).fetchone()
    return (row[0], row[1]) if row else (0, "")
