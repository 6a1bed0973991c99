"""A game with others, played by the rules alone: time is told in durations, and a log is kept."""

from __future__ import annotations

from itertools import count
from typing import Any

import pytest
from places import TESTS

from linestop.game.errors import Refused
from linestop.game.messages import (
    Decide,
    DeskCommand,
    Start,
)
from linestop.game.rules.events import (
    Event,
    GameOpened,
    TurnClosed,
    decode,
    encode,
)
from linestop.game.rules.session import Session

HERE = TESTS
_ids = count()


def new_id() -> str:
    return f"told-{next(_ids):06}"


def opened(**changes: Any) -> GameOpened:
    """A workshop on the small scenario of two seats, three turns, a minute each after the first."""
    told: dict[str, Any] = {
        "code": "TESTED",
        "kind": "workshop",
        "scenario": "two_seats",
        "text": (HERE / "scenarios" / "two_seats.toml").read_text(encoding="utf-8"),
        "digest": "",
        "seed": 7,
        "engine": "1",
        "bots": "hybrid",
        "opener": "desk",
        "turn_seconds": 60,
        "first_turn_seconds": None,
    }
    return GameOpened(**(told | changes))


class Told:
    """A session, its log, and how much time has passed since its clock was last noted."""

    def __init__(self, game: GameOpened | None = None) -> None:
        self.events: list[Event] = [game or opened()]
        self.session = Session.replay(self.events, "1")
        self.passed = 0

    def note(self, events: list[Event]) -> list[Event]:
        for event in events:
            before = self.session.state.clock
            self.session.apply(event)
            if self.session.state.clock is not before:
                self.passed = 0
            self.events.append(event)
        return events

    def join(self, *players: str) -> Told:
        for player in players:
            self.note(self.session.join(player))
        return self

    def do(self, command: Decide | DeskCommand, player: str = "desk") -> list[Event]:
        return self.note(self.session.handle(player, command, self.passed))

    def decide(self, player: str, turn: int = 0, **stances: Any) -> list[Event]:
        return self.do(Decide(new_id(), turn or self.session.state.turn, stances), player)

    def follow(self) -> list[Event]:
        """All that is due."""
        found: list[Event] = []
        while events := self.session.due(self.passed):
            found += self.note(events)
        return found

    def wait(self, ms: int) -> list[Event]:
        found = self.follow()
        self.passed += ms
        return found + self.follow()

    def replayed(self) -> Session:
        return Session.replay(self.events, "1")


ANN, BOB, CAT, EVE = "ann", "bob", "cat", "eve"


def begun(*players: str, **changes: Any) -> Told:
    told = Told(opened(**changes)).join(*players or (ANN, BOB))
    told.do(Start(new_id()))
    return told


def closings(events: list[Any]) -> list[str]:
    return [event.cause for event in events if isinstance(event, TurnClosed)]


def code_of(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.code


def goes_on(told: Told) -> None:
    """The log as it stands in a file is the whole game."""
    again = type(told.session).replay([decode(encode(event)) for event in told.events], "1")
    assert again.state == told.session.state
