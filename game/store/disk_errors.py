"""What an error of SQLite means for the store: wait and try again, or stop; and the sentences about it.

Another program that writes to the file, and a full disk, are no faults: nothing was written, and the same
transaction succeeds once the file is free or there is room. All else means that what is on disk is unknown.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Literal

from sqlite_utils.utils import sqlite3

log = logging.getLogger("linestop")

Wait = Literal["busy", "full"]
"""What the store waits for: another program to let the file go, or room on the disk."""

# Primary result codes of SQLite; extended ones hold them in their last eight bits.
_BUSY, _LOCKED, _READ_ONLY, _IO, _FULL, _CANNOT_OPEN, _PROTOCOL = 5, 6, 8, 10, 13, 14, 15
_IO_OF_LOCKS = {2058, 2314, 3594, 3850, 4618, 4874, 5130, 5386}
"""Extended codes of locks and of shared memory (IOERR_RDLOCK, _LOCK, _UNLOCK, _CHECKRESERVEDLOCK, _SHM…)."""

SAY_AFTER_SECONDS = 1.0
"""A file that is held for less is said nothing of."""
SAY_AGAIN_SECONDS = 30.0


def _primary(error: BaseException) -> int:
    return int(getattr(error, "sqlite_errorcode", None) or 0) & 0xFF


def waits_for(error: BaseException) -> Wait | None:
    """What to wait for before the same is tried again; None: waiting would not help."""
    if _primary(error) in (_BUSY, _LOCKED, _PROTOCOL):
        return "busy"
    return "full" if _primary(error) == _FULL else None


def is_read_only(error: BaseException) -> bool:
    """Whether the file, or the folder in which SQLite needs further files, may not be written."""
    return _primary(error) in (_READ_ONLY, _CANNOT_OPEN)


def waiting_sentence(path: Path, wait: Wait) -> str:
    """What the operator reads while the store waits."""
    if wait == "full":
        return (
            f"The disk that holds {path} is full, so nothing can be saved. Make room: Linestop tries again "
            "until there is some. Nothing is lost; what is not saved has not been acknowledged."
        )
    return (
        f"{path} is held by another program, so nothing can be saved. Save or undo what was changed there, "
        "or close it: Linestop tries again until the file is free. Nothing is lost; what is not saved has "
        "not been acknowledged."
    )


def opening_sentence(path: Path, error: BaseException) -> str:
    """Why the file cannot be used, and what to do."""
    if is_read_only(error):
        return (
            f"{path} cannot be used as a database, for it may not be written ({error}). Allow this user to "
            "write to the file and to its folder, or choose another file with --db."
        )
    if getattr(error, "sqlite_errorcode", 0) in _IO_OF_LOCKS:
        return (
            f"{path} cannot be used as a database, for its disk cannot lock files ({error}), as some network "
            "disks. Put it on a disk of this machine, or choose another with --db."
        )
    return f"{path} cannot be used as a database: {error}. Choose another with --db."


def failure_sentence(path: Path, error: BaseException) -> str:
    """What stopped the store, and what to do before it is started again."""
    if isinstance(error, sqlite3.IntegrityError):
        return (
            f"{path} could not be written ({error}): another program has written to it too. Nothing unsaved "
            "has been acknowledged; leave the file to one server and start the server again."
        )
    if is_read_only(error):
        return (
            f"{path} could not be written ({error}). Nothing unsaved has been acknowledged; allow this user "
            "to write to the file and to its folder, and start the server again."
        )
    return (
        f"{path} could not be written ({error}). Nothing unsaved has been acknowledged; make room (the disk "
        "or this user's share of it may be used up) or repair the disk and start the server again."
    )


def not_changed_sentence(path: Path, error: BaseException) -> str:
    """What a command says whose change is not in the file, or may not be."""
    if waits_for(error) == "full":
        return f"The disk that holds {path} is full, so nothing was changed. Make room, and try again."
    return (
        f"{path} could not be written ({error}), and whether anything was changed is unknown. Make sure that "
        "it can be written, and try again."
    )


class DiskWait:
    """Whether the store waits for its disk, and since when; tells the operator now and then.

    Used by the writer's thread alone, but for `reason`, which any thread may read.
    """

    def __init__(self, path: Path, seconds: Callable[[], float] = monotonic) -> None:
        self.reason: Wait | None = None
        self._path = path
        self._seconds = seconds
        self._since = 0.0
        self._said: float | None = None

    def goes_on(self, reason: Wait) -> None:
        """An attempt has just failed for this reason."""
        now = self._seconds()
        if self.reason is None:
            self._since, self._said = now, None
        elif reason != self.reason:
            self._said = None
        self.reason = reason
        # A full disk is no matter of moments.
        due = self._since + (SAY_AFTER_SECONDS if reason == "busy" else 0.0)
        if self._said is not None:
            due = self._said + SAY_AGAIN_SECONDS
        if now >= due:
            self._said = now
            log.warning("%s", waiting_sentence(self._path, reason))

    def is_over(self) -> None:
        """An attempt has succeeded, or nothing waits any more."""
        if self.reason is not None and self._said is not None:
            waited = self._seconds() - self._since
            log.warning("%s can be written again, after %.0f seconds.", self._path, waited)
        self.reason = None
