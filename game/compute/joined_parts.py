"""Joins what was worked out for parts of a game into the events of the whole, the same to the last bit."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from ..messages import Hindsight
from ..rules.events import Event, GameScored, GameStarted, TurnResolved, TurnScored, decode
from ..rules.shock_timeline import in_order
from ..rules.table_records import KeptTables, kept
from .jobs import Worked


def joined_tables(parts: Sequence[Worked]) -> GameStarted | TurnResolved:
    """The event of an opening or a turn, with the tables of all parts; the parts in their order."""
    events = [_with_tables(part.body) for part in parts]
    return replace(events[0], tables=KeptTables.joined(kept(event.tables) for event in events))


def joined_scores(parts: Sequence[Sequence[bytes]]) -> list[Event]:
    """The events of the scores of a whole game; the parts in their order."""
    return [_joined(list(map(decode, same))) for same in zip(*parts, strict=True)]


def _with_tables(body: bytes) -> GameStarted | TurnResolved:
    event = decode(body)
    assert isinstance(event, GameStarted | TurnResolved)
    return event


def _joined(events: list[Event]) -> Event:
    first = events[0]
    if isinstance(first, TurnScored):
        scored = [event for event in events if isinstance(event, TurnScored)]
        return replace(first, tables=[table for event in scored for table in event.tables])
    assert isinstance(first, GameScored)
    found = [event.hindsight for event in events if isinstance(event, GameScored)]
    return replace(first, hindsight=_joined_hindsight(found))


def _joined_hindsight(parts: list[Hindsight]) -> Hindsight:
    # Each part lists the everyday shocks that cost its own tables units. A shock is the same at all of them.
    shocks = {(shock.origin, shock.name): shock for part in parts for shock in part.shocks}
    return replace(
        parts[0],
        shocks=in_order(shocks.values()),
        seats=[seat for part in parts for seat in part.seats],
    )
