"""A game played again from its log: turns and scores must come out as written, to the last bit.

The log is walked event by event; before each thing that the world made, the rules are asked what
it makes of the decisions so far. Numbers are compared as they stand in the log: JSON gives every
double back exactly.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..errors import GameError, ReadOnly
from ..rules.events import Event, GameOpened, GameScored, GameStarted, TurnResolved, TurnScored, encode
from ..rules.session import Session
from ..version import ENGINE


class Differs(GameError):
    code = "differs"


@dataclass(frozen=True, slots=True)
class Verified:
    """A game at its log's end, and how many turns came out the same."""

    session: Session
    turns: int


def verify(events: Iterable[Event]) -> Verified:
    """Play a game of this version again.

    Raises:
        Differs: at the first thing that comes out otherwise.
    """
    log = iter(events)
    opened = next(log)
    assert isinstance(opened, GameOpened), "a log begins with game_opened"
    session, turns = Session(opened, opened.engine), 0
    for event in log:
        if isinstance(event, GameStarted):
            _must_agree(event, session.start(), "The opening")
        elif isinstance(event, TurnResolved):
            _must_agree(event, session.due(), f"Turn {event.turn}")
            turns += 1
        elif isinstance(event, TurnScored | GameScored):
            _must_agree(event, _scored(session), f"The score after turn {len(session.state.turns)}")
        session.apply(event)
    return Verified(session, turns)


def _scored(session: Session) -> list[Event]:
    work = session.scoring()
    return [work()] if work else []


def _must_agree(told: Event, again: list[Event], what: str) -> None:
    if not again or encode(again[0]) != encode(told):
        raise Differs(
            f"{what} came out differently when it was played again: "
            "the log was written by another machine, another version of NumPy, or changed."
        )


def must_be_this_engine(opened: GameOpened) -> None:
    """Only the engine that played a game can play it again.

    Raises:
        ReadOnly: if the game was played by another than `ENGINE`.
    """
    if opened.engine != ENGINE:
        raise ReadOnly(
            f"The game was played by the engine of Linestop {opened.engine}, and here runs that of {ENGINE}. "
            f"Its log is whole; to play it again and compare, run version {opened.engine}.",
            begun_with=opened.engine,
        )
