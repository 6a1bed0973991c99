"""Has weeks played and scores worked out by the pool, one thing at a time; meanwhile the room answers."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import Executor

from ..compute import jobs
from ..compute.compute_pool import ComputePool, Kind
from ..compute.jobs import Worked
from ..compute.joined_parts import joined_scores, joined_tables
from ..errors import ReadOnly
from ..rules.events import Event, GameStarted, TurnResolved
from ..rules.replayed_world import orders_of, sendable
from ..rules.seat_totals import TableSums, decode_sums
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
        self._result: asyncio.Future[list[Worked]] | asyncio.Future[list[Event]] | None = None
        """Of a turn what was worked out for each part of the game, in their order; or the scores' events."""
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
        self._result.add_done_callback(self._tell)
        return True

    def _tell(self, result: asyncio.Future[list[Worked]] | asyncio.Future[list[Event]]) -> None:
        # Looked at here, for a room that is closed takes no result, and asyncio would complain of an error.
        if not result.cancelled():
            result.exception()
        self._when_done()

    def _pack_soon(self) -> None:
        """Have the records of turns that are over packed, once in each turn."""
        turns = len(self._session.state.turns)
        if turns > self._packed:
            self._packed = turns
            self._packing = asyncio.get_running_loop().call_later(PACKED_AFTER_SECONDS, self._pack)

    def _pack(self) -> None:
        loop = asyncio.get_running_loop()
        self._packing = loop.run_in_executor(self._background, pack_earlier, self._session.state)

    def _submitted(self) -> asyncio.Future[list[Worked]] | asyncio.Future[list[Event]] | None:
        session, state = self._session, self._session.state
        if session.lacks_scores:
            return asyncio.ensure_future(self._scores())
        if state.phase != "resolving" or session.read_only is not None:
            return None
        orders, grounds = sendable(state.closed_with), grounds_of_next(session)
        return _in_parts(
            session,
            self._pool,
            "turn",
            jobs.play_turn,
            lambda tables: orders_of(orders, tables),
            lambda tables: grounds[tables.start : tables.stop],
        )

    async def _scores(self) -> list[Event]:
        parts = await _in_parts(self._session, self._pool, "scoring", jobs.score_game)
        # Not in the loop: with 1,000 seats it takes 40 ms, in which nobody would be answered.
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._background, joined_scores, parts)

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
        turn = [part for part in worked if isinstance(part, Worked)]
        if not turn:
            return self._session.scored([event for event in worked if not isinstance(event, Worked)])
        event = joined_tables(turn)
        assert isinstance(event, TurnResolved)
        runtime = self._session.runtime
        digests = [part.digest for part in turn]
        runtime.played.note(event.turn, dict(zip(self._session.played_parts(), digests, strict=True)))
        runtime.sums.note(event.turn, _sums(turn))
        runtime.sheets = (event.turn, [table for part in turn for table in part.sheets])
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
        parts = await _in_parts(session, pool, "opening", jobs.open_year)
        opening = joined_tables(parts)
    except Exception:
        log.exception("an opening could not be worked out")  # `Session.start` tries once more
        return
    assert isinstance(opening, GameStarted)
    session.runtime.opening = opening
    session.runtime.sums.note(0, _sums(parts))


def _in_parts[T](
    session: Session,
    pool: ComputePool,
    kind: Kind,
    work: Callable[..., T],
    *more: Callable[[range], object],
) -> asyncio.Future[list[T]]:
    """Have all parts of a game worked on; more: what the work is given beside a part, from its tables."""
    return asyncio.gather(
        *(
            asyncio.wrap_future(
                pool.submit(
                    kind, f"{session.opened.code}.{tables.start}", work, game, *(of(tables) for of in more)
                )
            )
            for tables, game in session.played_parts().items()
        )
    )


def _sums(parts: list[Worked]) -> list[TableSums]:
    return [table for part in parts for table in decode_sums(part.sums)]
