"""`linestop people`: lists who has played; renames a person, makes one anonymous, or removes one.

Names stand in a table beside the log, so the log stays as it is and every game still verifies.
"""

from __future__ import annotations

import os
import unicodedata
from contextlib import suppress
from pathlib import Path

import click

from ..names import plain_name
from ..store import people as stored_people
from ..store.read_only_database import open_read_only
from .database_option import db_option
from .local_time import minute_of
from .output import as_json, say_json, say_table


@click.group()
def people() -> None:
    """List people, rename one, make one anonymous, remove one."""


@people.command("list", epilog="\b\nExample:\n  linestop people list --json")
@db_option
@as_json
def list_people(db: Path, wants_json: bool) -> None:
    """Everybody who has a name here, the latest first. Works beside a running server."""
    with open_read_only(db) as database:
        found = stored_people.list_people(database)
    if wants_json:
        say_json({"people": found})
    elif not found:
        click.echo("Nobody has played here yet.")
    else:
        rows = [[row["id"], row["name"], minute_of(row["joined_at"]), str(row["games"])] for row in found]
        say_table("People, the latest first", ["id", "name", "joined", "games"], rows)


@people.command(epilog='\b\nExample:\n  linestop people rename 9f86d081884c7d65 "Ann B."')
@click.argument("person")
@click.argument("name")
@db_option
def rename(person: str, name: str, db: Path) -> None:
    """Give PERSON (an id, or a name that only one person has) another name.

    While a server runs, rename on the facilitator's desk instead.
    \f

    Raises:
        Refused: if the name is empty, too long or not printable, or `person` is not one person.
        SetupError: if a server holds the file.
    """
    plain = plain_name(_as_typed(name), [])
    stored_people.rename_person(db, _as_typed(person), plain)
    click.echo(f"{person} is now called {plain}.")


def _as_typed(word: str) -> str:
    """A word of the command line whose bytes are UTF-8, as names are stored: composed (NFC).

    Its bytes were not read as UTF-8 where the locale is C; some terminals send letters and marks apart.
    """
    with suppress(UnicodeError):
        word = os.fsencode(word).decode()
    return unicodedata.normalize("NFC", word)


@people.command(epilog="\b\nExample:\n  linestop people anonymise 9f86d081884c7d65")
@click.argument("person")
@db_option
def anonymise(person: str, db: Path) -> None:
    """Take PERSON's name away; the scores stay, under a name that says nothing."""
    stored_people.anonymise_person(db, _as_typed(person))
    click.echo(f"{person} has no name here any more.")


@people.command(epilog="\b\nExample:\n  linestop people remove 9f86d081884c7d65")
@click.argument("person")
@click.confirmation_option("--yes", prompt="Remove this person's name, links and scores from the lists?")
@db_option
def remove(person: str, db: Path) -> None:
    """Remove PERSON: name and links are deleted, and the scores leave every list.

    Decisions stay in the log under a random id, so that the games of the others can still be replayed.
    """
    stored_people.remove_person(db, _as_typed(person))
    click.echo(f"{person} is removed.")
