"""A disk that fails from a given occasion on."""

from __future__ import annotations

import errno

from faults_disk import IO_ERROR_SYNC, OK, Disk, Fault


class Failing(Disk):
    """Fails from the `first` occasion on that comes after `armed`, for `times` occasions or for ever."""

    def __init__(self, kind: Fault, first: int = 1, times: int = 1_000_000) -> None:
        self._kind, self._first, self._last = kind, first, first + times
        self._occasions = 0
        self.armed = False

    def write_error(self) -> int:
        if self._kind in ("sync", "read") or not self._now():
            return 0
        return errno.ENOSPC if self._kind == "full" else errno.EIO

    def read_error(self) -> int:
        return errno.EIO if self._kind == "read" and self._now() else 0

    def before_sync(self, path: str) -> int:
        return IO_ERROR_SYNC if self._kind == "sync" and self._now() else OK

    @property
    def failed(self) -> bool:
        return self._occasions >= self._first

    def _now(self) -> bool:
        self._occasions += self.armed
        return self.armed and self._first <= self._occasions < self._last
