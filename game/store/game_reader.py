"""One game of a database as the rules see it: its log, its session, and what was seen looking back."""

from __future__ import annotations

from sqlite_utils import Database

from ...agents.scenario.reader import ScenarioError
from ..errors import Refused
from ..messages import Hindsight
from ..names import plain_code
from ..rules.events import Event, GameScored
from ..rules.session import Session
from .event_log import read_log


def events_of(db: Database, code: str) -> list[Event]:
    """A game's log, its chain checked; the code as people type it.

    Raises:
        Refused: if there is no such game.
        StorageError: if the log is not what was written.
    """
    events = read_log(db, plain_code(code))
    if not events:
        raise Refused(
            f"There is no game {code} in this file; linestop replay without a code lists them.",
            code="no_such_game",
        )
    return events


def session_of(events: list[Event], engine: str) -> Session:
    """The game that the log tells of, as the Linestop that began it would see it.

    Raises:
        Refused: if this version cannot read its scenario.
    """
    try:
        return Session.replay(events, engine)
    except ScenarioError as error:
        raise Refused(
            f"This version of Linestop cannot read the game's scenario: {error}", code="old_game"
        ) from None


def hindsight_of(events: list[Event]) -> Hindsight | None:
    """What was worked out when the game ended, if it has."""
    scored = [event.hindsight for event in events if isinstance(event, GameScored)]
    return scored[-1] if scored else None
