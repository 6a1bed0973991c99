"""Appends that wait for the writer: events of a game with their rows, and who is to be answered."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass

from ..errors import StorageError
from .event_log import StoredEvent
from .tables import TableRow

LARGEST_COMMIT = 256
"""Most appends in one transaction."""


@dataclass(frozen=True, slots=True)
class Append:
    """Events of one game, and rows of players and tokens, that are written together or not at all."""

    game: str
    events: Sequence[StoredEvent]
    people: Sequence[TableRow]
    done: Future[None]

    def answer(self, failure: StorageError | None) -> None:
        """Say that it is on disk, or why it may not be; a caller that was cancelled is told nothing."""
        if not self.done.set_running_or_notify_cancel():
            return
        if failure is None:
            self.done.set_result(None)
        else:
            self.done.set_exception(failure)


class AppendQueue:
    """In the order in which they came; filled by the event loop and emptied by the writer's thread."""

    def __init__(self) -> None:
        self._waiting: deque[Append] = deque()
        self._lock = threading.Lock()

    def put(self, append: Append) -> bool:
        """As the last. Whether it is the first, too: then the writer must be told that something waits."""
        with self._lock:
            self._waiting.append(append)
            return len(self._waiting) == 1

    def put_back(self, batch: list[Append]) -> None:
        """In front of all others, since they came before them."""
        with self._lock:
            self._waiting.extendleft(reversed(batch))

    def take(self) -> list[Append]:
        """What one transaction writes; what was cancelled meanwhile is dropped, for it was never answered."""
        with self._lock:
            taken = [self._waiting.popleft() for _ in range(min(len(self._waiting), LARGEST_COMMIT))]
        return [append for append in taken if not append.done.cancelled()]

    def __len__(self) -> int:
        return len(self._waiting)
