"""Verification of a log: the game is replayed, and every turn and score must be equal to the last bit.

The log is read event by event. Before each event that the simulation made (opening, turn), the rules work it
out again from the decisions so far; scores after the last event. Events are compared as encoded in the log:
JSON text keeps every double exactly.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from msgspec.structs import replace

from ..errors import GameError, ReadOnly
from ..rules.events import Event, GameOpened, GameScored, GameStarted, TurnResolved, TurnScored, encode
from ..rules.session import Session
from ..version import ENGINE


class Differs(GameError):
    """A replayed event is not what the log holds."""

    code = "differs"


@dataclass(frozen=True, slots=True)
class Verified:
    """The session at the end of its log, and how many turns were replayed and found equal."""

    session: Session
    turns: int


def verify(events: Iterable[Event]) -> Verified:
    """Replay a game of this engine and compare each event that the simulation made.

    Raises:
        Differs: at the first event that is not as in the log.
    """
    log = iter(events)
    opened = next(log)
    assert isinstance(opened, GameOpened), "a log begins with game_opened"
    session, turns = Session(opened, opened.engine), 0
    scores: list[Event] = []
    # Each is worked out before it is applied: from the state in which it was made the first time.
    for event in log:
        if isinstance(event, GameStarted):
            _must_agree(event, session.start(), "The opening")
        elif isinstance(event, TurnResolved):
            _must_agree(event, session.due(), f"Turn {event.turn}")
            turns += 1
        elif isinstance(event, TurnScored | GameScored):
            scores.append(event)
        session.apply(event)
    _scores_must_agree(scores, session)
    return Verified(session, turns)


def _scores_must_agree(told: list[Event], session: Session) -> None:
    """One replay gives the scores of all turns; earlier versions wrote each when its turn had been played."""
    if not told:
        return
    # Here, since it imports Mesa.
    from ..rules.hindsight import scores_of_game

    found = scores_of_game(session.played())
    by_turn = {each.turn: each for each in found if isinstance(each, TurnScored)}
    for event in told:
        turn = event.turn if isinstance(event, TurnScored) else len(session.state.turns)
        again = by_turn.get(turn) if isinstance(event, TurnScored) else _as_stored(found[-1], event)
        _must_agree(event, [again] if again else [], f"The score after turn {turn}")


def _as_stored(again: Event, told: Event) -> Event:
    """A score without what the version that stored `told` did not work out yet."""
    if not isinstance(told, GameScored) or not isinstance(again, GameScored):
        return again
    seats = [
        replace(
            seat,
            unbuffered=None if stored.unbuffered is None else seat.unbuffered,
            company=None if stored.company is None else seat.company,
        )
        for seat, stored in zip(again.hindsight.seats, told.hindsight.seats, strict=True)
    ]
    return replace(again, hindsight=replace(again.hindsight, seats=seats))


def _must_agree(told: Event, again: list[Event], what: str) -> None:
    if not again or encode(again[0]) != encode(told):
        raise Differs(
            f"{what} came out differently when it was played again: "
            "the log was written by another machine, another version of NumPy, or changed."
        )


def must_be_this_engine(opened: GameOpened) -> None:
    """Check that this engine can replay a game: numbers are equal to the last bit within one engine only.

    Raises:
        ReadOnly: if the game was played by another than `ENGINE`.
    """
    if opened.engine != ENGINE:
        raise ReadOnly(
            f"The game was played by the engine of Linestop {opened.engine}, and here runs that of {ENGINE}. "
            f"Its log is whole; to play it again and compare, run version {opened.engine}.",
            begun_with=opened.engine,
        )
