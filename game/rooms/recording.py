"""From log to session and back: reads a game's log again; makes what the store keeps of an event."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from concurrent.futures import Executor
from datetime import UTC, datetime

from ..rules.events import Event, GameScored, TurnScored
from ..rules.game_state import GameState
from ..rules.session import Session
from ..rules.table_records import KeptTables
from ..store.event_log import StoredEvent
from ..store.tables import rows_beside


def session_of_log(events: Iterable[Event], engine: str) -> Session:
    """The session of a game's log, ready to be gone on with; takes long, so call it in a thread."""
    session = Session.replay(events, engine)
    if not session.state.over:
        # Digests and sums of all turns, which the room would work out in the loop.
        session.played_parts()
        session.sums()
        pack_earlier(session.state)
    return session


def pack_earlier(state: GameState) -> None:
    """Keep the records of all turns but the last one packed; takes long, so call it in a thread."""
    earlier = [turn.tables for turn in state.turns[:-1]]
    if earlier and state.started is not None:
        earlier.append(state.started.tables)  # it stood in for the turn before the first
    for tables in earlier:
        if isinstance(tables, KeptTables):
            tables.pack()


def apply_and_record(session: Session, event: Event, at: str = "") -> StoredEvent:
    """Apply the event to the session; return what the store is to keep. `at` is its time; empty: now.

    No client may learn of the event until the store has it on disk.
    """
    at = at or timestamp()
    # Applied first: the rows beside an event are made from the state after it.
    session.apply(event)
    return StoredEvent(event, at, tuple(rows_beside(session, event, at)))


async def apply_and_record_scores(
    session: Session, event: TurnScored | GameScored, background: Executor
) -> StoredEvent:
    """As `apply_and_record`, but its rows are made in the background.

    They tell of every seat, and the last ones hold every measure, read from the records of the whole year:
    0.3 s with 100 seats.
    """
    at = timestamp()
    session.apply(event)
    loop = asyncio.get_running_loop()
    rows = await loop.run_in_executor(background, lambda: tuple(rows_beside(session, event, at)))
    return StoredEvent(event, at, rows)


def timestamp() -> str:
    """The time of day in UTC, to the millisecond, for people to read; no rule ever reads it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
