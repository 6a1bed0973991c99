"""`linestop backup`: copies the database (SQLite's online backup) and checks the copy."""

from __future__ import annotations

from pathlib import Path

import click

from ..store.backup import back_up
from .database_option import db_option


@click.command(epilog="\b\nExample:\n  linestop backup 2026-11-23.db --db /var/lib/linestop/linestop.db")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@db_option
def backup(file: Path, db: Path) -> None:
    """Copy the database into FILE and check the copy.

    A running server goes on meanwhile. FILE must not exist yet. The copy is a database like any other:
    linestop --db FILE goes on with its games.
    """
    games, events = back_up(db, file)
    click.echo(f"{file}: {games} games, {events} events, {file.stat().st_size / 1e6:.1f} MB, checked.")
