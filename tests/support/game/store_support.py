"""What tests of the store share: a game's events as a room records them, and what the file holds of them."""

from __future__ import annotations

import asyncio
from typing import Any

from game_support import Log

from linestop.game.rooms.recording import apply_and_record
from linestop.game.rules.events import Event
from linestop.game.rules.session import Session
from linestop.game.store.event_log import StoredEvent
from linestop.game.store.store import Store

PEOPLE = [("players", {"id": "ann", "name": "Ann", "joined_at": "2026-01-01"})]


def facts_of(events: list[Event]) -> list[StoredEvent]:
    """The facts of a whole game, as a room would have recorded them."""
    session = Session.replay(events[:1], "1")
    return [apply_and_record(session, event) for event in events]


def keep(store: Store, log: Log) -> None:
    asyncio.run(store.append("TESTED", facts_of(log.events), PEOPLE))


def rows(store: Store, sql: str) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = asyncio.run(store.run(lambda db: db.execute(sql).fetchall()))
    return found
