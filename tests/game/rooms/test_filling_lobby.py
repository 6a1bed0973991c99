"""A lobby that fills is shown often to few and seldom to many, so that who enters costs the same."""

from __future__ import annotations

import asyncio

import pytest
from rules_support import Told, opened
from shows_support import Process

from linestop.game.rooms import held_shows
from linestop.game.rooms.held_shows import LOBBY_SECONDS, LobbyPace


def test_a_lobby_that_fills_is_shown_ten_times_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    process = Process(monkeypatch, Told(opened()).session)
    for _ in range(20):
        process.room.add([], names_changed=True)
        asyncio.run(process.room.show_if_due())
        process.now += LOBBY_SECONDS / 10
    process.until_shown()
    assert len(process.shown) == 3


def pictures_of_a_filling_lobby(process: Process, devices: int, seconds: int) -> int:
    """Shown while somebody enters every hundredth of a second."""
    process.connections = set(range(devices))
    for _ in range(seconds * 100):
        process.room.add([], names_changed=True)
        asyncio.run(process.room.show_if_due())
        process.now += 0.01
    return len(process.shown)


def test_a_lobby_of_a_thousand_is_shown_so_seldom_that_who_enters_costs_no_more_than_among_forty(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pictures = [
        pictures_of_a_filling_lobby(Process(monkeypatch, Told(opened()).session), devices, 20)
        for devices in (40, 1000)
    ]
    assert pictures[1] * 1000 <= pictures[0] * 40 * 1.5
    assert 20 / pictures[1] <= 2.5, "seconds between two pictures"


def test_without_a_pace_a_lobby_of_a_thousand_would_be_shown_as_often_as_one_of_forty(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Red control."""
    monkeypatch.setattr(held_shows, "LOBBY_DEVICE_SECONDS", 0.0)
    process = Process(monkeypatch, Told(opened()).session)
    assert pictures_of_a_filling_lobby(process, 1000, 10) > 80


def test_rooms_of_a_process_take_turns_in_showing_their_lobbies(monkeypatch: pytest.MonkeyPatch) -> None:
    process = Process(monkeypatch, Told(opened()).session)
    pace = LobbyPace()
    assert [pace.moment(100) for _ in range(3)] == pytest.approx([1000.0, 1000.2, 1000.4])
    process.now += 60.0
    assert pace.moment(100) == process.now
