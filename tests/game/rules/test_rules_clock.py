"""The rules of a game with others: the clock, as durations."""

from __future__ import annotations

import pytest
from rules_support import ANN, BOB, Told, begun, closings, code_of, new_id, opened

from linestop.game.errors import Refused
from linestop.game.messages import (
    CloseTurn,
    LastTurn,
    Pause,
    Resume,
    SetClosing,
    SetDeadline,
)
from linestop.game.rules import turn_clock
from linestop.game.rules.events import (
    ClockSet,
    GameFinished,
    Place,
)
from linestop.game.rules.timing import AFTER_RESTART_MS, COUNTDOWN_MS, GRACE_MS

# ---------------------------------------------------------------- the clock


def test_the_first_turn_of_a_workshop_has_no_deadline_unless_one_is_set() -> None:
    told = begun()
    assert told.session.state.clock.left_ms is None
    assert told.wait(10**9) == []
    assert begun(first_turn_seconds=30).session.state.clock.left_ms == 30_000


def test_a_deadline_closes_the_turn_once_after_the_same_grace_for_all() -> None:
    told = begun(first_turn_seconds=30)
    assert told.wait(30_000 + GRACE_MS - 1) == []
    assert closings(told.wait(1)) == ["deadline"]
    assert (told.session.state.turn, told.session.state.clock.left_ms) == (2, 60_000)
    assert told.follow() == []


def test_all_in_starts_a_countdown_that_a_change_begins_anew() -> None:
    told = begun()
    told.decide(ANN)
    assert told.follow() == []
    told.decide(BOB)
    told.follow()
    assert told.session.state.clock.countdown_ms == COUNTDOWN_MS
    told.wait(COUNTDOWN_MS - 1)
    told.decide(ANN, board="JIC")
    told.follow()
    assert closings(told.wait(COUNTDOWN_MS - 1)) == []
    assert closings(told.wait(1)) == ["all_in"]


def test_the_countdown_never_goes_beyond_the_deadline() -> None:
    told = begun(first_turn_seconds=30)
    told.wait(29_000)
    told.decide(ANN)
    told.decide(BOB)
    told.follow()
    assert told.session.state.clock.remaining_ms == 1000
    assert closings(told.wait(1000 + GRACE_MS)) == ["deadline"]


def test_a_practice_turn_closes_at_once() -> None:
    told = Told(opened(kind="practice", opener=ANN))
    told.note(told.session.take_seat(ANN, Place(0, "hobbin")))
    told.note(told.session.start())
    told.decide(ANN)
    assert closings(told.follow()) == ["all_in"]


def test_with_closing_by_all_in_switched_off_the_desk_closes_the_turn() -> None:
    told = begun()
    told.decide(ANN)
    told.decide(BOB)
    told.follow()
    told.do(SetClosing(new_id(), all_in=False))
    told.follow()
    assert told.session.state.clock.countdown_ms is None
    assert told.wait(10**9) == []
    told.do(CloseTurn(new_id(), 1))
    assert told.do(CloseTurn(new_id(), 1)) == [], "closing again is harmless"
    told.follow()
    assert told.do(CloseTurn(new_id(), 1)) == []
    assert closings(told.events) == ["facilitator"]


def test_a_paused_clock_stands_and_decisions_are_taken_all_the_same() -> None:
    told = begun(first_turn_seconds=30)
    told.wait(10_000)
    told.do(Pause(new_id()))
    assert told.do(Pause(new_id())) == []
    told.decide(ANN)
    told.decide(BOB)
    assert told.wait(10**9) == []
    with pytest.raises(Refused) as refused:
        told.do(CloseTurn(new_id(), 1))
    assert code_of(refused) == "paused"
    told.passed = 0
    told.do(Resume(new_id()))
    assert told.session.state.clock.left_ms == 20_000
    told.follow()
    assert closings(told.wait(COUNTDOWN_MS)) == ["all_in"]


def test_a_deadline_can_be_set_changed_and_taken_away() -> None:
    told = begun()
    told.do(SetDeadline(new_id(), 20))
    told.wait(5000)
    told.do(SetDeadline(new_id(), 40))
    assert told.session.state.clock.left_ms == 40_000
    told.do(SetDeadline(new_id(), None))
    assert told.session.state.clock.left_ms is None
    told.do(CloseTurn(new_id(), 1))
    told.follow()
    assert told.session.state.clock.left_ms is None, "and so in the turns to come"


def test_a_clock_is_written_down_now_and_then_and_goes_on_from_there_after_a_restart() -> None:
    told = begun(first_turn_seconds=300)
    told.passed = 10_000
    told.note(turn_clock.save_time_left(told.session.situation(told.passed)))
    again = Told(told.session.opened)
    again.session = told.replayed()
    assert again.session.state.clock.left_ms == 290_000
    again.note(turn_clock.restarted(again.session.situation()))
    assert again.session.state.clock.left_ms == 290_000


def test_after_a_restart_there_is_time_to_come_back() -> None:
    told = begun(first_turn_seconds=30)
    told.passed = 29_000
    told.note(turn_clock.save_time_left(told.session.situation(told.passed)))
    [restarted] = told.note(turn_clock.restarted(told.session.situation()))
    assert isinstance(restarted, ClockSet) and restarted.cause == "restarted"
    assert told.session.state.clock.left_ms == AFTER_RESTART_MS


def test_a_paused_game_stays_paused_over_a_restart() -> None:
    told = begun(first_turn_seconds=30)
    told.do(Pause(new_id()))
    assert turn_clock.restarted(told.session.situation()) == []
    assert told.replayed().state.clock.stopped


def test_the_last_turn_now_ends_the_game_early_and_the_books_close() -> None:
    told = begun()
    told.do(LastTurn(new_id()))
    told.do(CloseTurn(new_id(), 1))
    told.follow()
    assert told.session.state.phase == "finished"
    assert told.events[-1] == GameFinished(4)
    assert told.session.scoring() is not None
