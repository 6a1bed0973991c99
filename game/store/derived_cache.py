"""What was worked out from a log and kept beside it, to be there at once the next time.

A row says what it is, what it depends on, and which engine made it; without the rows nothing is
lost but the time to make them again.
"""

from __future__ import annotations

from typing import NamedTuple

import msgspec
from sqlite_utils import Database

from ..messages import Aftermath
from ..review.foresight_cache import Foretold

FORESIGHT, AFTERMATH = "foresight", "aftermath"


class Kept(NamedTuple):
    """One row of `worked_out`."""

    kind: str
    subject: str
    engine: str
    body: str


def foresight_to_keep(subject: str, engine: str, found: Foretold) -> Kept:
    return Kept(FORESIGHT, subject, engine, msgspec.json.encode(found).decode())


def aftermath_to_keep(code: str, engine: str, found: Aftermath) -> Kept:
    return Kept(AFTERMATH, code, engine, msgspec.json.encode(found).decode())


def kept_foresight(db: Database, subject: str, engine: str) -> Foretold | None:
    return _read(db, FORESIGHT, subject, engine, Foretold)


def kept_aftermath(db: Database, code: str, engine: str) -> Aftermath | None:
    return _read(db, AFTERMATH, code, engine, Aftermath)


def _read[T](db: Database, kind: str, subject: str, engine: str, shape: type[T]) -> T | None:
    """None where there is none, or one that an older build of this version wrote otherwise."""
    sql = "select body from worked_out where kind = ? and subject = ? and engine = ?"
    row = db.execute(sql, [kind, subject, engine]).fetchone()
    if row is None:
        return None
    try:
        return msgspec.json.decode(row[0], type=shape)
    except msgspec.ValidationError:
        return None
