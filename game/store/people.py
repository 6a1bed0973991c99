"""People in the database: list, rename, make anonymous, remove.

Names are stored outside the event log, so none of this changes what happened in a game, and every
log still verifies.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from ..errors import Refused
from .changes import change
from .read_only_database import check_exists
from .store import Store

log = logging.getLogger("linestop")


def list_people(db: Database) -> list[dict[str, Any]]:
    """Everybody who has not been removed, with the number of their games; the latest first."""
    sql = (
        "select p.id, p.name, p.joined_at, count(distinct s.game) as games from players p "
        "left join seats s on s.player = p.id where p.removed_at is null group by p.id "
        "order by p.joined_at desc"
    )
    return list(db.query(sql))


def names_of(db: Database) -> dict[str, str]:
    """Names by player's id."""
    return dict(db.execute("select id, name from players where name is not null").fetchall())


def names_in_seats(db: Database, code: str) -> dict[str, str]:
    """Names by player's id of those who hold a seat of this game; empty where a name was removed."""
    # From the table of seats, not from the log: it holds who sits there at the end.
    names = names_of(db)
    sql = "select player from seats where game = ? and player is not null"
    return {player: names.get(player, "") for (player,) in db.execute(sql, [code]).fetchall()}


def rename_person(file: Path, person: str, name: str) -> None:
    """Give `person`, an id or a name that only one person has, another name.

    Raises:
        Refused: if there is no such person, or there are several.
        SetupError: if a server holds the file.
        StorageError: if it may not be on disk.
    """
    _change(file, person, lambda db, player: _set_name(db, player, name))


def anonymise_person(file: Path, person: str) -> None:
    """Replace the name of `person` by one made from their random id.

    Raises:
        Refused: if there is no such person, or there are several.
        SetupError: if a server holds the file.
        StorageError: if it may not be on disk.
    """
    _change(file, person, lambda db, player: _set_name(db, player, f"Player {player[:4].upper()}"))


def remove_person(file: Path, person: str) -> None:
    """Delete the name and the tokens of `person`, and hide their scores.

    The row with their id stays: the log names the id, and `removed_at` keeps their scores off the lists.

    Raises:
        Refused: if there is no such person, or there are several.
        SetupError: if a server holds the file.
        StorageError: if it may not be on disk.
    """
    _change(file, person, _remove)


def _change(file: Path, person: str, made: Callable[[Database, str], None]) -> None:
    check_exists(file)
    store = Store(file)  # takes the lock, so a running server makes this fail
    try:
        # A name overwritten is not to be found in free pages, nor in the write-ahead log.
        asyncio.run(store.run(lambda db: db.execute("pragma secure_delete = on")))
        change(store, lambda db: made(db, _id_of(db, person)))
        asyncio.run(store.run(_empty_log))
    finally:
        store.close()


def _empty_log(db: Database) -> None:
    try:
        [busy, *_] = db.execute("pragma wal_checkpoint(truncate)").fetchone()
    except sqlite3.Error as error:
        log.warning(
            "The change is made, but what was there before stays readable in the -wal file (%s). Make room, "
            "then start and stop the server once.",
            error,
        )
        return
    if busy:
        log.warning(
            "Another program still reads the database, so what was changed stays readable in its -wal file. "
            "Close that program, then start and stop the server once."
        )


def _id_of(db: Database, person: str) -> str:
    sql = "select id from players where (id = :person or name = :person) and removed_at is null"
    found = [row[0] for row in db.execute(sql, {"person": person}).fetchall()]
    if len(found) > 1:
        raise Refused(f"{len(found)} people are called {person}; give the id.", code="not_one_person")
    if not found:
        raise Refused(f"Nobody here is {person}; linestop people list shows who is.", code="no_person")
    return str(found[0])


def _set_name(db: Database, player: str, name: str) -> None:
    db.execute("update players set name = ? where id = ?", [name, player])


def _remove(db: Database, player: str) -> None:
    db.execute("delete from tokens where player = ?", [player])
    db.execute(
        "update players set name = null, joined_at = null, removed_at = date('now') where id = ?", [player]
    )
