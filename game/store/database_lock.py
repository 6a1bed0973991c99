"""Locks a database for one server: no second one may open it, on any platform."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlite_utils.utils import sqlite3

from ..errors import SetupError


def lock(path: Path) -> Any:
    """Keep other servers off the database until the connection returned is closed.

    An exclusive transaction of SQLite in a second file works as a lock on every platform, and ends with
    the process however that ends.

    Raises:
        SetupError: if another server holds it, or no file can be written there.
    """
    # No timeout: a second server is refused at once.
    try:
        held = sqlite3.connect(f"{path}.lock", isolation_level=None, timeout=0.0)
    except sqlite3.Error as error:
        raise SetupError(
            f"There is no writing to {path.parent.resolve()}: choose another file with --db."
        ) from error
    try:
        held.execute("begin exclusive")
    except sqlite3.Error as error:
        held.close()
        if "locked" in str(error):
            raise SetupError(
                f"{path} is in use by another Linestop server; stop that one or choose another with --db."
            ) from error
        raise SetupError(f"{path}.lock cannot be used ({error}); choose another file with --db.") from error
    return held
