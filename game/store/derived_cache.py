"""Cache of results that follow from a game's log but take seconds to compute: the table `worked_out`.

A row is found by what it is, what it depends on and the engine that made it. The table may be emptied:
nothing is lost but the time to compute its rows again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec
from sqlite_utils import Database

from ..messages import Aftermath
from ..messages.card import CardFound
from ..review.foresight_cache import SeatForesight

FORESIGHT, ANALYSIS, CARD = "foresight", "aftermath", "card"
"""Kinds of rows: perfect foresight of one seat; the post-game analysis of a whole game; a scenario's card."""


class CacheRow(NamedTuple):
    """One row of `worked_out`, its fields named as the table's columns."""

    kind: str
    subject: str
    """What it depends on: `foresight_cache.subject_of`, a game's code, or a scenario's digest and worlds."""
    engine: str
    body: str
    """The result as JSON."""


def foresight_row(subject: str, engine: str, found: SeatForesight) -> CacheRow:
    """The row that stores one seat's perfect foresight."""
    return CacheRow(FORESIGHT, subject, engine, msgspec.json.encode(found).decode())


def analysis_row(code: str, engine: str, found: Aftermath) -> CacheRow:
    """The row that stores the post-game analysis of the game with this code."""
    return CacheRow(ANALYSIS, code, engine, msgspec.json.encode(found).decode())


def card_row(subject: str, engine: str, body: bytes) -> CacheRow:
    """The row that stores the numbers of a scenario's card, given as JSON."""
    return CacheRow(CARD, subject, engine, body.decode())


def keep_rows(db: Database, rows: Sequence[CacheRow]) -> None:
    """Write rows in place of those that stand there for the same.

    Raises:
        sqlite3.Error: if they cannot be written.
    """
    sql = "insert or replace into worked_out (kind, subject, engine, body) values (?, ?, ?, ?)"
    db.conn.executemany(sql, rows)


def cached_foresight(db: Database, subject: str, engine: str) -> SeatForesight | None:
    """The stored perfect foresight of one seat; None if there is none of this engine."""
    return _read(db, FORESIGHT, subject, engine, SeatForesight)


def cached_analysis(db: Database, code: str, engine: str) -> Aftermath | None:
    """The stored post-game analysis of a game; None if there is none of this engine."""
    return _read(db, ANALYSIS, code, engine, Aftermath)


def cached_card(db: Database, subject: str, engine: str) -> CardFound | None:
    """The stored numbers of a scenario's card; None if there are none of this engine."""
    return _read(db, CARD, subject, engine, CardFound)


def _read[T](db: Database, kind: str, subject: str, engine: str, shape: type[T]) -> T | None:
    sql = "select body from worked_out where kind = ? and subject = ? and engine = ?"
    row = db.execute(sql, [kind, subject, engine]).fetchone()
    if row is None:
        return None
    try:
        return msgspec.json.decode(row[0], type=shape)
    except msgspec.ValidationError:
        # A development build of the same engine may have written other fields: it is computed again.
        return None
