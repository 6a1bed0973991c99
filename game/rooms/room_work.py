"""Has weeks played and scores worked out by the pool, one thing at a time; meanwhile the room answers."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import Executor

from ..compute import jobs
from ..compute.compute_pool import ComputePool
from ..compute.jobs import Worked
from ..errors import ReadOnly
from ..rules.events import Event, GameStarted, TurnResolved, decode
from ..rules.replayed_world import sendable
from ..rules.seat_totals import decode_sums
from ..rules.session import Session
from ..views.own_sheet import grounds_of_next
from .recording import pack_earlier

log = logging.getLogger("linestop")

PACKED_AFTER_SECONDS = 1.0
"""When other rooms that closed their turns at the same moment have been shown theirs."""


class RoomWork:
    """The work of one room; `when_done` is called in the event loop when there is a result.

    background: for what nobody waits for.
    """

    def __init__(
        self, session: Session, pool: ComputePool, background: Executor, when_done: Callable[[], None]
    ) -> None:
        self._session = session
        self._pool = pool
        self._background = background
        self._when_done = when_done
        self._code = session.opened.code
        self._result: asyncio.Future[Worked] | asyncio.Future[list[bytes]] | None = None
        self._packing: asyncio.TimerHandle | asyncio.Future[None] | None = None
        self._packed = 0
        """The turns that had been played when it was begun last that records are packed."""

    @property
    def running(self) -> bool:
        """Whether something is being worked out, or its result has not been taken yet."""
        return self._result is not None

    @property
    def done(self) -> bool:
        """Whether there is a result to take."""
        return self._result is not None and self._result.done()

    def begin(self) -> bool:
        """Begin what is to be done next, if anything is and nothing runs; return whether it began."""
        # One thing at a time: each is of the world that the one before has left.
        if self._result is not None:
            return False
        self._result = self._submitted()
        if self._result is None:
            self._pack_soon()
            return False
        self._result.add_done_callback(lambda _: self._when_done())
        return True

    def _pack_soon(self) -> None:
        """Have the records of turns that are over packed, once in each turn."""
        turns = len(self._session.state.turns)
        if turns > self._packed:
            self._packed = turns
            self._packing = asyncio.get_running_loop().call_later(PACKED_AFTER_SECONDS, self._pack)

    def _pack(self) -> None:
        loop = asyncio.get_running_loop()
        self._packing = loop.run_in_executor(self._background, pack_earlier, self._session.state)

    def _submitted(self) -> asyncio.Future[Worked] | asyncio.Future[list[bytes]] | None:
        session, state, submit = self._session, self._session.state, self._pool.submit
        if session.lacks_scores:
            return asyncio.wrap_future(submit("scoring", self._code, jobs.score_game, session.played_game()))
        if state.phase != "resolving" or session.read_only is not None:
            return None
        game, orders, grounds = session.played_game(), sendable(state.closed_with), grounds_of_next(session)
        return asyncio.wrap_future(submit("turn", self._code, jobs.play_turn, game, orders, grounds))

    def take_result(self) -> list[Event]:
        """The events that the finished work makes.

        No event if the game cannot be gone on with here, or if the scores could not be worked out: then the
        game is shown without them.
        """
        assert self._result is not None
        result, self._result = self._result, None
        try:
            worked = result.result()
        except ReadOnly as why:
            self._session.diverge(why)
            return []
        except Exception:
            if not self._session.lacks_scores:
                raise  # it was a turn: without its weeks the room cannot go on
            log.exception("the scores could not be worked out")
            self._session.leave_unscored()
            return []
        if not isinstance(worked, Worked):
            return self._session.scored(map(decode, worked))
        event = decode(worked.body)
        assert isinstance(event, TurnResolved)
        self._session.runtime.played.note(event.turn, worked.digest)
        self._session.runtime.sums.note(event.turn, decode_sums(worked.sums))
        self._session.runtime.sheets = (event.turn, worked.sheets) if worked.sheets else None
        return self._session.resolved(event)

    async def prepare_start(self, player: str) -> None:
        """Have the opening worked out, if this player's `start` will begin the game."""
        state = self._session.state
        if state.started is not None or not state.players or not state.may_manage(player):
            return
        await prepare_start(self._session, self._pool)

    def cancel(self) -> None:
        """Wait for no result any more, and have nothing packed; a worker that is at it ends by itself."""
        if self._packing is not None:
            self._packing.cancel()
        if self._result is not None:
            self._result.cancel()


async def prepare_start(session: Session, pool: ComputePool) -> None:
    """Have the opening of a game worked out, so that `Session.start` need not do it in the event loop."""
    try:
        future = pool.submit("opening", session.opened.code, jobs.open_year, session.played_game())
        worked = await asyncio.wrap_future(future)
        opening = decode(worked.body)
    except Exception:
        log.exception("an opening could not be worked out")  # `Session.start` tries once more
        return
    assert isinstance(opening, GameStarted)
    session.runtime.opening = opening
    session.runtime.sums.note(0, decode_sums(worked.sums))
