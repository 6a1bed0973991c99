"""Applies an event to a session, and makes what the store keeps of it: the event, its time and its rows."""

from __future__ import annotations

from datetime import UTC, datetime

from ..rules.events import Event
from ..rules.session import Session
from ..store.event_log import StoredEvent
from ..store.tables import rows_beside


def apply_and_record(session: Session, event: Event) -> StoredEvent:
    """Apply the event to the session; return what the store is to keep.

    No client may learn of the event until the store has it on disk.
    """
    at = timestamp()
    # Applied first: the rows beside an event are made from the state after it.
    session.apply(event)
    return StoredEvent(event, at, tuple(rows_beside(session, event, at)))


def timestamp() -> str:
    """The time of day in UTC, to the millisecond, for people to read; no rule ever reads it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
