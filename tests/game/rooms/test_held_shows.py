"""Answer, then show: while acknowledgements wait, states are held back, but not for long."""

from __future__ import annotations

import asyncio
import json
import threading
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import msgspec
import pytest
from game_support import PATIENCE, Device, Log, join_game, open_game, open_practice
from hypothesis import given
from hypothesis import strategies as st
from rules_support import ANN, BOB, begun
from serving_support import Serving, serving
from shows_support import Process

from linestop.game.rooms import held_shows
from linestop.game.rooms.held_shows import (
    HELD_SECONDS,
    QUIET_SECONDS,
    DueAnswers,
)
from linestop.game.rooms.room_messages import RoomMessage
from linestop.game.rooms.view_cache import ViewCache
from linestop.game.rules.events import DecisionMade, Event, Place, TurnClosed, TurnResolved
from linestop.game.rules.session import Session
from linestop.game.views import player_view, public_state
from linestop.game.views.board_view import board
from linestop.game.views.desk_view import desk

pytestmark = pytest.mark.slow

STANCES = st.fixed_dictionaries({"board": st.sampled_from(["JIT", "JIC"])})


@pytest.fixture
def process(monkeypatch: pytest.MonkeyPatch) -> Process:
    return Process(monkeypatch, begun().session)


def a_decision() -> list[Event]:
    return [event for event in begun().decide(ANN) if isinstance(event, DecisionMade)]


def test_a_quiet_room_is_shown_a_decision_soon_after_its_answer(process: Process) -> None:
    process.answers.taken(1)
    process.answers.given(1)
    process.room.add(a_decision())
    assert process.until_shown() == pytest.approx(QUIET_SECONDS) and QUIET_SECONDS < 0.1


def test_what_no_command_brought_is_shown_at_once(process: Process) -> None:
    process.room.time_leapt()
    assert process.until_shown() == 0.0


def test_nothing_is_shown_while_another_room_waits_for_its_answers_and_then_all_at_once(
    process: Process,
) -> None:
    process.answers.taken(2)
    process.room.add(a_decision())
    asyncio.run(process.room.show_if_due())
    process.now += HELD_SECONDS / 2
    process.answers.given(2)
    process.room.add(a_decision())
    assert process.shown == []
    process.until_shown()
    assert process.shown == [pytest.approx(1000.0 + HELD_SECONDS / 2 + QUIET_SECONDS)]


def held_no_longer_than(process: Process) -> float:
    process.answers.taken(1)
    process.room.add(a_decision())
    return process.until_shown()


def test_nothing_is_held_back_for_long_though_answers_never_end(process: Process) -> None:
    assert held_no_longer_than(process) == pytest.approx(HELD_SECONDS)
    assert HELD_SECONDS <= 0.2


def test_without_its_limit_it_would_be_held_for_longer(
    process: Process, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Red control."""
    monkeypatch.setattr(held_shows, "HELD_SECONDS", 3.0)
    assert held_no_longer_than(process) > HELD_SECONDS


def all_that_is_shown(session: Session) -> list[bytes]:
    place = session.state.places[0]
    shown = player_view.player_view(session, place, {}), desk(session, {}, {}), board(session, {})
    return [*map(msgspec.json.encode, shown), msgspec.json.encode(public_state.status(session, [place]))]


def test_the_score_of_a_turn_is_shown_to_nobody_and_the_score_of_a_game_is(process: Process) -> None:
    """So nothing need be built anew after it; the second half is the red control."""
    log, seen = Log(), []
    while not log.session.state.over:
        log.play(1)
    score = log.session.scoring()
    assert score is not None
    for event in score():
        before = all_that_is_shown(log.session)
        events = log.note([event])
        seen.append(all_that_is_shown(log.session) != before)
        process.room.add(events)
        assert process.room.waits == seen[-1]
    assert not any(seen[:-1]) and seen[-1] and len(seen) > 1


def answers_due(server: Serving) -> int:
    """After a decision, a refusal, and a room that failed with a command in hand."""
    practice = open_practice(server.url)
    with Device(server.url, practice) as device:
        assert device.decide(1)["type"] == "ack"
        assert device.decide(9)["type"] == "error"
        device.until_turn(2)

        async def fail(batch: object) -> None:
            raise RuntimeError("the test says so")

        server.hub._rooms[practice.game]._finish = fail  # type: ignore[method-assign]
        device.send(type="decide", id="decision-9", turn=2, stances={})
        device.until_bye()
    due: int = server.hub._services.answers._due
    return due


def test_no_answer_stays_due_for_ever_when_a_room_fails(tmp_path: Path) -> None:
    """Else every room of the process would hold back its states for as long as it may."""
    with serving(tmp_path / "linestop.db") as server:
        assert answers_due(server) == 0


def test_an_answer_that_is_not_counted_off_stays_due(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Red control."""
    monkeypatch.setattr(DueAnswers, "given", lambda due, commands: None)
    with serving(tmp_path / "linestop.db") as server:
        assert answers_due(server) > 0


def test_who_comes_together_with_a_change_is_greeted_with_what_it_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A rename and a hello wait while a decision is being saved, so the room takes both at once."""
    with serving(tmp_path / "linestop.db") as server, ExitStack() as devices:
        game = open_game(server.url)
        ticket = join_game(server.url, game.game, "Ann")
        join_game(server.url, game.game, "Ben")  # who does not decide, so that nothing else happens
        desk = devices.enter_context(Device(server.url, game))
        phone = devices.enter_context(Device(server.url, ticket))
        desk.ask("start")
        player = phone.until(lambda frame: frame["type"] == "view")["player"]
        saving, may_save = threading.Event(), asyncio.Event()
        append = server.hub.store.append

        async def append_later(*arguments: Any) -> None:
            saving.set()
            await may_save.wait()
            await append(*arguments)

        monkeypatch.setattr(server.hub.store, "append", append_later)
        phone.send(type="decide", id="decision-1", turn=1, stances={})
        assert saving.wait(PATIENCE)
        room, waiting = server.hub._rooms[game.game], threading.Semaphore(0)
        post = room.post

        def post_and_tell(message: RoomMessage) -> None:
            post(message)
            waiting.release()

        monkeypatch.setattr(room, "post", post_and_tell)
        desk.send(type="rename", id="rename-01", player=player, name="Polly")
        second = devices.enter_context(Device(server.url, ticket, hello=False))
        second.send(type="hello", id="hello-002", game=ticket.game, token=ticket.token)
        for _ in range(2):
            assert waiting.acquire(timeout=PATIENCE)
        server.loop.call_soon_threadsafe(may_save.set)
        assert second.until(lambda frame: frame["type"] == "view")["name"] == "Polly"


# ---------------------------------------------------------------- the kept part of a view


def kept_as_fresh(session: Session, kept: ViewCache, place: Place, *, forgotten: str = "") -> bool:
    """Whether the view that is put together from its kept part says the same as one built anew."""
    fresh = msgspec.json.encode(player_view.player_view(session, place, {}))
    together = kept.text(
        place,
        None,
        lambda: player_view.player_view(session, place, {}),
        lambda: {k: v for k, v in player_view.decision_fields(session, place).items() if k != forgotten},
    )
    return json.loads(together) == json.loads(fresh)


@pytest.mark.slow
@given(st.lists(st.tuples(st.sampled_from([ANN, BOB]), STANCES), max_size=6))
def test_a_view_whose_decision_alone_was_made_anew_says_the_same(
    decisions: list[tuple[str, dict[str, str]]],
) -> None:
    told, kept = begun(), ViewCache()
    for player, stances in decisions:
        told.decide(player, **stances)
        for place in told.session.state.players:
            assert kept_as_fresh(told.session, kept, place)


@pytest.mark.parametrize("field", ["decision", "confirmed"])
def test_a_field_that_a_decision_changes_and_that_is_kept_is_found(
    field: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Red control."""
    told, kept = begun(), ViewCache()
    [place, *_] = told.session.state.players
    assert kept_as_fresh(told.session, kept, place)
    whole = player_view.decision_fields
    told.decide(told.session.state.players[place], board="JIC")
    with monkeypatch.context() as broken:
        broken.setattr(
            player_view,
            "decision_fields",
            lambda session, place: {k: v for k, v in whole(session, place).items() if k != field},
        )
        kept_view = kept.text(
            place,
            None,
            lambda: player_view.player_view(told.session, place, {}),
            lambda: player_view.decision_fields(told.session, place),
        )
    fresh = msgspec.json.encode(player_view.player_view(told.session, place, {}))
    assert json.loads(kept_view) != json.loads(fresh)


def fresh_until_the_weeks_are_played(forgotten: str = "") -> bool:
    """Whether a kept view says the same as a new one after a decision, the clock and the close of a turn."""
    log, kept, closed = Log(), ViewCache(), False
    assert kept_as_fresh(log.session, kept, log.place)
    log.decide(1)
    while not isinstance((events := log.session.due())[0], TurnResolved):
        closed |= any(isinstance(event, TurnClosed) for event in log.note(events))
        if not kept_as_fresh(log.session, kept, log.place, forgotten=forgotten):
            return False
    assert closed
    return True


def test_the_close_of_a_turn_builds_no_view_anew_and_each_says_that_it_is_closed() -> None:
    """The second half is the red control."""
    assert fresh_until_the_weeks_are_played()
    assert not fresh_until_the_weeks_are_played(forgotten="phase")


def test_what_more_than_a_decision_changes_is_built_anew() -> None:
    told, kept = begun(), ViewCache()
    [place, *_] = told.session.state.players
    assert kept_as_fresh(told.session, kept, place)
    for player in (ANN, BOB):
        told.decide(player)
    told.follow()
    told.wait(10_000)
    assert told.session.state.turn == 2 and not kept_as_fresh(told.session, kept, place)
    kept.forget()
    assert kept_as_fresh(told.session, kept, place)
