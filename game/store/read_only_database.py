"""The database for commands: to read beside a running server, or to change while none runs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from ..errors import SetupError
from .schema import migrations, must_be_linestops


@contextmanager
def reading(path: Path) -> Iterator[Database]:
    """The file to read only, whether or not a server runs on it.

    Raises:
        SetupError: if it is none of ours.
    """
    must_exist(path)
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=5.0)
    try:
        db = Database(connection)
        must_be_linestops(db, path)
        if not db.table("events").exists():
            raise SetupError(f"{path} holds no games of Linestop; choose another file with --db.")
        if migrations.pending(db):
            raise SetupError(
                f"{path} was last used by an older Linestop; start and stop this one's server on it once."
            )
        yield db
    except sqlite3.DatabaseError as error:
        raise SetupError(f"{path} cannot be read: {error}.") from error
    finally:
        connection.close()


def must_exist(path: Path) -> None:
    if not path.is_file():
        raise SetupError(f"There is no file {path}; say where the games are with --db.")


def names_of(db: Database) -> dict[str, str]:
    """Names by player's id."""
    return dict(db.execute("select id, name from players where name is not null").fetchall())
