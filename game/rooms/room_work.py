"""Plays weeks and works out scores in another thread, one thing at a time; meanwhile the room answers."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from time import perf_counter

from ..errors import ReadOnly
from ..rules.events import Event, GameScored, TurnResolved, TurnScored
from ..rules.session import Session

log = logging.getLogger("linestop")


class RoomWork:
    """The work of one room; `when_done` is called in the event loop when there is a result.

    turn_played: is told how many seconds the weeks of a turn took.
    """

    def __init__(
        self, session: Session, turn_played: Callable[[float], None], when_done: Callable[[], None]
    ) -> None:
        self._session = session
        self._turn_played = turn_played
        self._when_done = when_done
        self._task: asyncio.Task[Event] | None = None

    @property
    def running(self) -> bool:
        """Whether something is being worked out, or its result has not been taken yet."""
        return self._task is not None

    @property
    def done(self) -> bool:
        """Whether there is a result to take."""
        return self._task is not None and self._task.done()

    def begin(self) -> bool:
        """Begin what is to be done next, if anything is and nothing runs; return whether it began.

        A score comes first: it is that of the weeks that players have just seen.
        """
        # Weeks and scores use the same simulated world, which only one thread may step.
        if self._task is not None:
            return False
        session, state = self._session, self._session.state
        work: Callable[[], Event] | None = session.scoring()
        if work is None and state.phase == "resolving" and session.read_only is None:
            work = session.resolving()
        if work is None:
            return False
        self._task = asyncio.create_task(asyncio.to_thread(_timed, work, self._turn_played))
        self._task.add_done_callback(lambda _: self._when_done())
        return True

    def take_result(self) -> list[Event]:
        """The events that the finished work makes.

        No event if the game cannot be gone on with here, or if the score could not be worked out: the game
        then goes on without it.
        """
        assert self._task is not None
        task, self._task = self._task, None
        try:
            event = task.result()
        except ReadOnly as why:
            self._session.diverge(why)
            return []
        except Exception:
            if self._session.scoring() is None:
                raise  # it was a turn: without its weeks the room cannot go on
            log.exception("a score could not be worked out")
            self._session.leave_unscored()
            return []
        return self._session.resolved(event) if isinstance(event, TurnResolved) else [event]

    def cancel(self) -> None:
        """Wait for no result any more; a thread that runs ends by itself."""
        if self._task is not None:
            self._task.cancel()


def _timed(work: Callable[[], Event], turn_played: Callable[[float], None]) -> Event:
    began = perf_counter()
    event = work()
    if not isinstance(event, TurnScored | GameScored):
        turn_played(perf_counter() - began)
    return event
