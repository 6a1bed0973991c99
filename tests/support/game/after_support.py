"""What the tests of the time after a game share: games played to the end, in a real file."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from linestop.game.messages import Decide, Hindsight, Inject
from linestop.game.rooms.recording import apply_and_record
from linestop.game.rules.desk_events import LastTurnSet, PagePublished
from linestop.game.rules.events import Event, GameOpened, GameScored, Place, TurnClosed
from linestop.game.rules.session import Session
from linestop.game.store.event_log import StoredEvent
from linestop.game.store.store import Store
from linestop.game.version import ENGINE
from linestop.scenarios import text_of

HOST = "host"
READER = "the-key-to-the-page-of-the-game"
PLANS: dict[str, dict[str, Any]] = {
    "ann": {"housing": "JIC", "chip": "JIC"},
    "bob": {"frame": "JIC", "display": "JIC"},
    "eve": {},
}
"""What people set in the first turn, and confirm in every other."""
NAMES = {"ann": "Ann", "bob": "=1+1", "eve": "Eve, the 3rd", HOST: "Host"}


class Played:
    """A game's log as it grows, without a shell."""

    def __init__(self, code: str = "AFTERA", **opened: Any) -> None:
        told: dict[str, Any] = {
            "kind": "workshop",
            "seed": 11,
            "engine": ENGINE,
            "bots": "hybrid",
        }
        told |= {
            "scenario": "pacific_squeeze",
            "text": text_of("pacific_squeeze"),
            "digest": "",
            "opener": HOST,
        }
        self.opened = GameOpened(**(told | {"code": code, "reader": READER} | opened))
        self.session = Session(self.opened, self.opened.engine)
        self.events: list[Event] = [self.opened]
        self._ids = 0

    def note(self, events: Iterable[Event]) -> None:
        for event in events:
            self.session.apply(event)
            self.events.append(event)

    def sit(self, *players: str, program: bool = False) -> Played:
        for player in players:
            self.note(self.session.join(player, program=program))
        return self

    def sit_at(self, player: str) -> Played:
        """At the first seat, as who opens a practice game."""
        self.note(self.session.take_seat(player, Place(0, self.session.state.seat_names[0])))
        return self

    def start(self) -> Played:
        self.note(self.session.start())
        return self

    def turn(self, plans: Mapping[str, Mapping[str, Any]]) -> Played:
        """Everybody named confirms, whoever is not lets it be."""
        for player, stances in plans.items():
            mine = dict(stances) if self.session.state.turn == 1 else {}
            self.note(self.session.handle(player, Decide(self.new_id(), self.session.state.turn, mine)))
        self.note([TurnClosed(self.session.state.turn, "facilitator", HOST)])
        self.note(self.session.due())
        return self

    def play(self, plans: Mapping[str, Mapping[str, Any]], *, until: int = 13) -> Played:
        """The turns that are left, and the looking back when the game is over."""
        while len(self.session.state.turns) < until:
            self.turn(plans)
        if self.session.state.over:
            self.score()
        return self

    def score(self) -> None:
        """The scores that are wanting, as the room works them out."""
        work = self.session.scoring()
        assert work is not None
        self.note(work())

    def last_turn(self) -> Played:
        self.note([LastTurnSet(self.new_id(), HOST, self.session.state.turn)])
        return self

    def inject(self, target: str = "nine_peaks") -> Played:
        shock = Inject(self.new_id(), "capacity_cut", target, 6, 0.3, "A fire", "At the works.")
        self.note(self.session.handle(HOST, shock))
        return self

    def publish(self) -> Played:
        self.note([PagePublished(self.new_id(), HOST, True)])
        return self

    def new_id(self) -> str:
        self._ids += 1
        return f"command-{self._ids:04}"

    @property
    def hindsight(self) -> Hindsight:
        return next(event.hindsight for event in self.events if isinstance(event, GameScored))

    def facts(self) -> list[StoredEvent]:
        session = Session.replay(self.events[:1], self.opened.engine)
        return [apply_and_record(session, event) for event in self.events]


@cache
def workshop() -> Played:
    """Three people and a bot, thirteen turns; nobody may change it."""
    return Played().sit("ann", "bob", "eve").start().play(PLANS)


def people(*players: str) -> list[tuple[str, dict[str, Any]]]:
    return [
        ("players", {"id": player, "name": NAMES.get(player, player), "joined_at": "2026-11-23T09:00:00Z"})
        for player in (HOST, *players)
    ]


def keep(store: Store, *games: Played) -> None:
    """Into the file, as a room would."""
    for game in games:
        players = sorted({*game.session.state.players.values(), "ann", "bob", "eve"})
        asyncio.run(store.append(game.opened.code, game.facts(), people(*players)))


def database(folder: Path, *games: Played) -> Path:
    """A file with these games, and no server on it."""
    file = folder / "linestop.db"
    store = Store(file)
    try:
        keep(store, *games)
    finally:
        store.close()
    return file


def rows(store: Store, sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = asyncio.run(
        store.run(lambda db: db.execute(sql, list(parameters)).fetchall())
    )
    return found
