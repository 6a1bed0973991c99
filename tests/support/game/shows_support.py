"""What tests of holding back share: a room that is shown nowhere, in a process whose time a test sets."""

from __future__ import annotations

import asyncio
from typing import Any, cast

import pytest

from linestop.game.rooms import held_shows
from linestop.game.rooms.broadcast import Broadcast
from linestop.game.rooms.held_shows import DueAnswers, HeldShows, LobbyPace
from linestop.game.rooms.room_clock import RoomClock
from linestop.game.rules.session import Session


class Process:
    """Two rooms of a process, one of them looked at; its time is what a test says."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, session: Session) -> None:
        self.now = 1000.0
        monkeypatch.setattr(held_shows, "_now", lambda: self.now)
        self.shown: list[float] = []
        self.answers = DueAnswers()
        clock = type("Stopped", (), {"passed_ms": 0})()
        self.connections: set[int] = set()
        self.room = HeldShows(
            cast(Broadcast, self), self.answers, LobbyPace(), session, cast(RoomClock, clock)
        )

    async def show(self, *_: Any, **__: Any) -> None:
        self.shown.append(self.now)

    def views_changed(self) -> None:
        pass

    def until_shown(self) -> float:
        """Seconds until all is shown, if nothing more comes."""
        began = self.now
        while self.room.waits:
            self.now += self.room.due_in()
            asyncio.run(self.room.show_if_due())
        return self.now - began
