"""`linestop people`: lists who has played; renames a person, makes one anonymous, or removes one.

Names stand in a table beside the log, so the log stays as it is and every game still verifies.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import Refused
from ..names import LONGEST_NAME
from ..store.read_only_database import must_exist, reading
from .database_option import db_option
from .output import as_json, say_json, say_table

if TYPE_CHECKING:
    from sqlite_utils import Database


@click.group()
def people() -> None:
    """List people, rename one, make one anonymous, remove one."""


@people.command("list", epilog="\b\nExample:\n  linestop people list --json")
@db_option
@as_json
def list_people(db: Path, wants_json: bool) -> None:
    """List all people with a name in this database, the latest first. Works while a server runs."""
    sql = (
        "select p.id, p.name, p.joined_at, count(distinct s.game) as games from players p "
        "left join seats s on s.player = p.id where p.removed_at is null group by p.id "
        "order by p.joined_at desc"
    )
    with reading(db) as database:
        found = list(database.query(sql))
    if wants_json:
        say_json({"people": found})
    elif not found:
        click.echo("Nobody has played here yet.")
    else:
        rows = [[row["id"], row["name"], row["joined_at"][:16], str(row["games"])] for row in found]
        say_table("People, the latest first", ["id", "name", "joined", "games"], rows)


@people.command(epilog='\b\nExample:\n  linestop people rename 9f86d081884c7d65 "Ann B."')
@click.argument("person")
@click.argument("name")
@db_option
def rename(person: str, name: str, db: Path) -> None:
    """Give PERSON (an id, or a name that only one person has) another name.

    While a server runs, rename on the facilitator's desk instead.
    """
    plain = " ".join(name.split())
    if not plain or len(plain) > LONGEST_NAME or not plain.isprintable():
        raise Refused("Give a name of 1 to 24 letters.", code="bad_name")
    _change(db, person, lambda database, player: _set_name(database, player, plain))
    click.echo(f"{person} is now called {plain}.")


@people.command(epilog="\b\nExample:\n  linestop people anonymise 9f86d081884c7d65")
@click.argument("person")
@db_option
def anonymise(person: str, db: Path) -> None:
    """Replace PERSON's name by "Player" and a few characters; the scores stay."""
    _change(db, person, lambda database, player: _set_name(database, player, f"Player {player[:4].upper()}"))
    click.echo(f"{person} has no name here any more.")


@people.command(epilog="\b\nExample:\n  linestop people remove 9f86d081884c7d65")
@click.argument("person")
@click.confirmation_option("--yes", prompt="Remove this person's name, links and scores from the lists?")
@db_option
def remove(person: str, db: Path) -> None:
    """Remove PERSON: name and links are deleted, and the scores leave every list.

    Decisions stay in the log under a random id, so that the games of the others can still be replayed.
    """
    _change(db, person, _remove)
    click.echo(f"{person} is removed.")


def _change(path: Path, person: str, work: Callable[[Database, str], None]) -> None:
    """Change one person's rows.

    Raises:
        SetupError: while a server holds the file.
        Refused: if there is no such person, or more than one.
    """
    from ..store.store import Store

    must_exist(path)
    store = Store(path)
    try:
        asyncio.run(store.run(lambda database: _in_one_go(database, person, work)))
    finally:
        store.close()


def _in_one_go(database: Database, person: str, work: Callable[[Database, str], None]) -> None:
    database.execute("pragma secure_delete = on")  # a name overwritten is not to be found in free pages
    with database.atomic():
        work(database, _one(database, person))
    database.execute("pragma wal_checkpoint(truncate)")


def _one(database: Database, person: str) -> str:
    sql = "select id from players where (id = :person or name = :person) and removed_at is null"
    found = [row[0] for row in database.execute(sql, {"person": person}).fetchall()]
    if len(found) > 1:
        raise Refused(f"{len(found)} people are called {person}; give the id.", code="not_one_person")
    if not found:
        raise Refused(f"Nobody here is {person}; linestop people list shows who is.", code="no_person")
    return str(found[0])


def _set_name(database: Database, player: str, name: str) -> None:
    database.execute("update players set name = ? where id = ?", [name, player])


def _remove(database: Database, player: str) -> None:
    database.execute("delete from tokens where player = ?", [player])
    database.execute(
        "update players set name = null, joined_at = null, removed_at = date('now') where id = ?", [player]
    )
