"""Work that takes longer than an answer may: who asks first begins it, and all are told how far it is."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from ..errors import GameError

PATIENCE_SECONDS = 1.0
"""So long an answer waits for work that is not done: who asks again with each answer is no flood."""


@dataclass(slots=True)
class Work[T]:
    """The task that does it, and how many of its steps are done."""

    task: asyncio.Task[T]
    done: int = 0


class LongWork[T]:
    """Works of one kind by what they are about, kept when they are done.

    Attributes:
        works: those that are under way or done; what is taken out is begun anew when it is asked for.
    """

    def __init__(self) -> None:
        self.works: dict[str, Work[T]] = {}

    async def asked(self, subject: str, begin: Callable[[], Coroutine[Any, Any, T]]) -> Work[T]:
        """The work on a subject, begun now if nobody has asked before: when it is done, or else soon.

        Raises:
            GameError: if the server is stopping.
            Exception: what ended the work; who asks next has it begun anew.
        """
        work = self.works.get(subject)
        if work is None:
            work = self.works[subject] = Work(asyncio.create_task(begin()))
        await asyncio.wait([work.task], timeout=PATIENCE_SECONDS)
        if work.task.cancelled():
            raise GameError("The server restarts; your page comes back by itself.", code="restart")
        if work.task.done() and work.task.exception() is not None:
            self.works.pop(subject, None)
            work.task.result()
        return work

    def one_more(self, subject: str) -> None:
        """One step more of a work is done."""
        if subject in self.works:
            self.works[subject].done += 1
