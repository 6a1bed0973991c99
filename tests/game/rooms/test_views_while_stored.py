"""The views of a new turn are built while it is being stored, and sent to nobody before it is."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from game_support import Device, join_game, open_game
from serving_support import Serving, serving

from linestop.game.rooms import held_shows
from linestop.game.rooms.broadcast import Broadcast
from linestop.game.rules.events import TurnResolved
from linestop.game.store.event_log import StoredEvent

pytestmark = pytest.mark.slow

ROUNDS = 1000
"""So often the event loop goes round while a turn is held up on its way to the disk."""


class HeldStore:
    """Holds a turn up on its way to the disk, and looks whether the view of the one player is built."""

    def __init__(self, server: Serving, code: str) -> None:
        self.built = self.stored = False
        self.seen_too_early = False
        self._server, self._code = server, code
        self._append = server.hub.store.append

    async def append(self, game: str, events: Sequence[StoredEvent], people: Any) -> None:
        turn = any(isinstance(stored.event, TurnResolved) for stored in events)
        for _ in range(ROUNDS if turn else 0):
            await asyncio.sleep(0)
            self.built = bool(self._server.hub._rooms[self._code]._broadcast._views._fields)
        await self._append(game, events, people)
        self.stored |= turn


def a_turn_that_is_held_up(folder: Path, patch: pytest.MonkeyPatch) -> HeldStore:
    patch.setattr(held_shows, "QUIET_SECONDS", 0.0)  # nothing is held back for longer than it must be
    with serving(folder / "linestop.db") as server:
        game = open_game(server.url)
        ticket = join_game(server.url, game.game, "Ann")
        with Device(server.url, game) as desk, Device(server.url, ticket) as phone:
            desk.ask("start")
            phone.until_turn(1)
            held = HeldStore(server, game.game)
            patch.setattr(server.hub.store, "append", held.append)
            desk.ask("close_turn", turn=1)
            phone.until_turn(2)
            held.seen_too_early = not held.stored
    return held


def test_views_are_built_while_the_turn_is_stored_and_sent_after_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = a_turn_that_is_held_up(tmp_path, monkeypatch)
    assert held.built and not held.seen_too_early


def test_red_control_views_that_are_not_built_meanwhile_are_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def later(broadcast: Broadcast, wait: object) -> None:
        broadcast.views_changed()

    monkeypatch.setattr(Broadcast, "build_views", later)
    assert not a_turn_that_is_held_up(tmp_path, monkeypatch).built


def test_red_control_views_that_are_shown_too_early_are_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build = Broadcast.build_views

    async def and_show(broadcast: Broadcast, wait: Any) -> None:
        await build(broadcast, wait)
        await broadcast._show_states(list(broadcast.connections))

    monkeypatch.setattr(Broadcast, "build_views", and_show)
    assert a_turn_that_is_held_up(tmp_path, monkeypatch).seen_too_early


def test_no_view_is_built_while_anybody_waits_for_an_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build = Broadcast.build_views

    async def in_a_burst(broadcast: Broadcast, wait: Any) -> None:
        await build(broadcast, lambda: 1000.0)

    monkeypatch.setattr(Broadcast, "build_views", in_a_burst)
    assert not a_turn_that_is_held_up(tmp_path, monkeypatch).built
