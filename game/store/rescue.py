"""Saves what was acknowledged when the database is taken away while the server has it open.

The open connection still reaches the file, wherever it is now, even if it was deleted. So all of it is copied
to where the next start finds it, or beside the file that has taken its place; what the WAL holds is written
into the moved file; and no WAL is left beside a file that it does not belong to.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
from pathlib import Path
from typing import Any

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from .backup import copy_into
from .open_file import OpenFile, Problem, holds_log

_WHAT: dict[Problem, str] = {
    "gone": "{path} was moved, renamed or deleted while the server ran.",
    "replaced": "{path} was replaced by another file while the server ran.",
    "companion": "{path}-wal or -shm, which belong to {path}, were taken away while the server ran.",
    "overwritten": "{path} was overwritten by another program while the server ran.",
}
_IN_ITS_PLACE = (
    "Nothing is lost: a copy of all that was acknowledged now stands under that name. Start the server again."
)
_ADVICE = "Stop the server before you move, restore or delete its file, and copy it with linestop backup."


def rescue(db: Database, file: OpenFile, problem: Problem) -> str:
    """Save what can be saved; returns what has happened and what to do, for the operator."""
    what = _WHAT[problem].format(path=file.path)
    if problem == "overwritten":
        return f"{what} {_after_overwriting(db, file)} {_ADVICE}"
    if problem == "companion" and _checkpoint(db):
        return (
            f"{what} Nothing is lost: all that was acknowledged has been written into {file.path}. "
            f"Start the server again. {_ADVICE}"
        )
    copy = _copy(db, file)
    whole = _checkpoint(db)
    # Beside another database a WAL would be taken for its own, and spoil it.
    if copy is not None or whole:
        for companion in file.companions:
            with contextlib.suppress(OSError):
                if file.is_ours(companion):
                    companion.unlink()
    if copy is None:
        return f"{what} {_without_copy(file, whole=whole)} {_ADVICE}"
    if problem == "gone" and _take_the_name(copy, file.path):
        return f"{what} {_IN_ITS_PLACE} {_ADVICE}"
    return f"{what} {_in_a_copy(copy)} {_ADVICE}"


def abandon(connection: sqlite3.Connection) -> None:
    """Leave a connection open until the process ends.

    Closing it would delete whatever WAL stands under its name by then, and it may be another database's.
    """
    ctypes.pythonapi.Py_IncRef(ctypes.py_object(connection))


def _checkpoint(db: Database) -> bool:
    """Write the WAL into the file that is open; whether all of it got there."""
    try:
        found: Any = db.execute("pragma wal_checkpoint(truncate)").fetchone()
    except sqlite3.Error:
        return False
    return found is not None and found[0] == 0


def _copy(db: Database, file: OpenFile) -> Path | None:
    """A new file beside the old name that holds all of the database; None if none could be written."""
    folder = file.path.parent
    number = 1
    while True:
        copy = folder / f"{file.path.stem}.rescued{'' if number == 1 else f'-{number}'}{file.path.suffix}"
        if not copy.exists():
            break
        number += 1
    try:
        copy_into(db.conn, copy)
    except (OSError, sqlite3.Error):
        with contextlib.suppress(OSError):
            copy.unlink(missing_ok=True)
        return None
    return copy


def _take_the_name(copy: Path, path: Path) -> bool:
    """Give the copy the database's own name, unless something has come to stand there meanwhile."""
    if any(path.with_name(f"{path.name}{end}").exists() for end in ("", "-wal", "-journal")):
        return False
    try:
        os.rename(copy, path)
    except OSError:
        return False
    return True


def _in_a_copy(copy: Path) -> str:
    return (
        f"Nothing is lost: all that was acknowledged is in {copy}. To go on with it, start the server with "
        f"--db {copy.name}."
    )


def _without_copy(file: OpenFile, *, whole: bool) -> str:
    if whole:
        return (
            f"All that was acknowledged is in the file, wherever it is now: no copy could be written to "
            f"{file.path.parent}. Put it back, or name its new place with --db."
        )
    return (
        f"No copy could be written to {file.path.parent}. Before anything else put the file back where it "
        f"was, beside {file.path.name}-wal, which holds what was acknowledged last."
    )


def _after_overwriting(db: Database, file: OpenFile) -> str:
    """Save what the WAL holds, and take it away from what may be another database now; what to do."""
    copy = _copy(db, file)
    if copy is not None and not holds_log(copy, file.witness):
        copy.unlink()
        copy = None
    kept = ""
    for companion in file.companions:
        with contextlib.suppress(OSError):
            if companion.name.endswith("-shm"):
                companion.unlink()
            else:
                aside = companion.with_name(f"{companion.name}.old")
                os.replace(companion, aside)
                kept = f" ({aside.name} holds what was written last to the file that stood there)"
    if copy is not None and file.path.stat().st_size == 0:
        os.replace(copy, file.path)
        return _IN_ITS_PLACE
    if copy is not None:
        return _in_a_copy(copy)
    return (
        f"What it held before is in the last backup alone{kept}. If you meant to restore a backup, start the "
        "server again; if not, put the last backup there first."
    )
