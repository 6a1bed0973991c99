"""Whenever all who hold a seat have decided, the countdown runs, whatever came before.

It does not run while the game is paused, while the facilitator holds the turn, or where turns do not close
by all-in at all; nothing else may keep it from running.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from evening_support import deeds, do, restart
from hypothesis import given, settings
from hypothesis import strategies as st
from rules_support import ANN, BOB, CAT, Told, begun, closings, code_of, new_id, opened

from linestop.game.errors import Refused
from linestop.game.messages import Extend, Resume, SetClosing, SetDeadline, Start, ToBot
from linestop.game.rules import turn_clock
from linestop.game.rules.events import Event, decode
from linestop.game.rules.situation import Situation
from linestop.game.rules.timing import COUNTDOWN_MS


def countdown_runs_if_it_should(told: Told) -> None:
    """Asked once all that is due has happened; worked out from the seats, not by the rule under test."""
    state = told.session.state
    holders = [place for place in state.players if state.since[place] <= state.turn]
    decided = bool(holders) and all(place in state.confirmed for place in holders)
    rule = state.all_in_closes if state.all_in_closes_turn is None else state.all_in_closes_turn
    if state.phase == "deciding" and not state.clock.stopped:
        runs = state.clock.after(told.passed).countdown_ms is not None
        assert runs == (decided and rule), "the countdown does not do what the seats say"


def evening_holds(evening: list[tuple[Any, ...]], first: int | None) -> None:
    told = Told(opened(first_turn_seconds=first)).join(ANN, BOB)
    told.do(Start(new_id()))
    for deed in evening:
        do(told, deed)
        told.follow()
        countdown_runs_if_it_should(told)
    ends_by_itself(told)


def ends_by_itself(told: Told) -> None:
    """From wherever the evening has come to: go on, let all decide, and the turn closes for that alone."""
    if told.session.state.over:
        return
    if told.session.state.clock.stopped:
        told.passed = 0
        told.do(Resume(new_id()))
    told.do(SetClosing(new_id(), all_in=True))
    told.do(SetDeadline(new_id(), None))
    state = told.session.state
    if state.over or all(state.since[place] > state.turn for place in state.players):
        return
    for place, player in state.players.items():
        if state.since[place] <= state.turn:
            told.decide(player)
    told.follow()
    countdown = told.session.state.clock.after(told.passed).countdown_ms
    assert countdown is not None
    assert closings(told.wait(countdown)) == ["all_in"]


EXTENDED = [("decide", ANN, "JIT"), ("pause",), ("decide", BOB, "JIT"), ("extend", 60), ("resume",)]


@pytest.mark.slow
@settings(max_examples=60)
@given(st.lists(deeds, max_size=30), st.sampled_from([None, 30]))
def test_whatever_came_before_the_countdown_runs_when_all_have_decided(
    evening: list[tuple[Any, ...]], first: int | None
) -> None:
    evening_holds(evening, first)


def test_after_a_pause_in_which_all_decided_and_a_minute_more_the_turn_closes_by_itself() -> None:
    evening_holds(EXTENDED, 30)


def test_red_control_a_minute_more_that_holds_the_turn_without_a_word_is_seen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    right: Callable[[Situation], list[Event]] = turn_clock.due

    def as_it_was(now: Situation) -> list[Event]:
        """No countdown begins once time was added."""
        heard = (event for own in now.state.heard.values() for event in own.values())
        added = any(type(event).__name__ == "TimeAdded" for event in heard)
        return [] if added and now.clock.countdown_ms is None else right(now)

    monkeypatch.setattr(turn_clock, "due", as_it_was)
    with pytest.raises(AssertionError, match="countdown"):
        evening_holds(EXTENDED, 30)


def test_a_minute_more_makes_the_countdown_a_minute_longer_and_a_decision_does_not_shorten_it() -> None:
    told = begun(first_turn_seconds=300)
    told.decide(ANN)
    told.decide(BOB)
    told.wait(1000)
    told.do(Extend(new_id(), 60))
    assert told.session.state.clock.countdown_ms == COUNTDOWN_MS - 1000 + 60_000
    told.decide(BOB, board="JIC")
    assert told.session.state.clock.countdown_ms == COUNTDOWN_MS - 1000 + 60_000
    assert closings(told.wait(COUNTDOWN_MS - 1001 + 60_000)) == []
    assert closings(told.wait(1)) == ["all_in"]


def test_the_countdown_of_a_turn_without_a_deadline_can_be_made_longer_too() -> None:
    told = begun()
    told.decide(ANN)
    with pytest.raises(Refused) as refused:
        told.do(Extend(new_id(), 60))
    assert code_of(refused) == "no_deadline"
    told.decide(BOB)
    told.follow()
    told.do(Extend(new_id(), 60))
    assert (told.session.state.clock.left_ms, told.session.state.clock.countdown_ms) == (None, 65_000)


@pytest.mark.parametrize(
    "before",
    [
        [("restart",)],
        [("pause",), ("restart",), ("resume",)],
        [("deadline", 60)],
        [("closing", False), ("closing", True)],
        [("hold", True), ("hold", False)],
        [("hold", True), ("closing", True)],
        [("join", CAT)],
        [("extend", 60), ("extend", 60)],
        [("shock",)],
    ],
    ids=str,
)
def test_it_runs_after_everything_that_may_happen_in_a_turn(before: list[tuple[Any, ...]]) -> None:
    evening_holds([("decide", ANN, "JIT"), *before, ("decide", BOB, "JIT")], 300)
    evening_holds([("decide", ANN, "JIT"), ("decide", BOB, "JIT"), *before], 300)


def test_it_runs_when_the_only_one_who_had_not_decided_is_given_to_a_bot() -> None:
    told = begun()
    told.decide(ANN)
    told.do(ToBot(new_id(), BOB))
    told.follow()
    assert told.session.state.clock.countdown_ms == COUNTDOWN_MS


def test_a_held_turn_waits_though_all_have_decided_and_the_next_turn_does_not() -> None:
    told = begun(first_turn_seconds=30)
    told.do(SetClosing(new_id(), all_in=False, turn=1))
    assert told.session.state.all_in_closes, "the rule of the game stays"
    told.decide(ANN)
    told.decide(BOB)
    assert closings(told.wait(20_000)) == []
    assert told.session.state.clock.countdown_ms is None
    told.wait(11_000)
    assert closings(told.events) == ["deadline"]
    told.decide(ANN)
    told.decide(BOB)
    assert closings(told.wait(COUNTDOWN_MS)) == ["all_in"]


def test_one_turn_may_close_by_all_in_where_the_others_do_not() -> None:
    told = begun()
    told.do(SetClosing(new_id(), all_in=False))
    told.decide(ANN)
    told.decide(BOB)
    assert closings(told.wait(60_000)) == []
    told.do(SetClosing(new_id(), all_in=True, turn=1))
    assert closings(told.wait(COUNTDOWN_MS)) == ["all_in"]
    told.decide(ANN)
    told.decide(BOB)
    assert closings(told.wait(59_000)) == []


def test_only_the_open_turn_can_be_held() -> None:
    told = begun()
    with pytest.raises(Refused) as refused:
        told.do(SetClosing(new_id(), all_in=False, turn=2))
    assert code_of(refused) == "turn_closed"


def test_a_held_turn_is_held_after_a_restart_too() -> None:
    told = begun(first_turn_seconds=30)
    told.do(SetClosing(new_id(), all_in=False, turn=1))
    restart(told)
    told.decide(ANN)
    told.decide(BOB)
    told.follow()
    assert told.session.state.clock.countdown_ms is None


def test_a_log_that_is_older_than_these_fields_reads_as_it_did() -> None:
    added = decode(b'{"type":"time_added","id":"told-1","by":"desk","seconds":60,"turn":1,"left_ms":90000}')
    closing = decode(b'{"type":"closing_set","id":"told-2","by":"desk","all_in":true}')
    told = begun(first_turn_seconds=30)
    told.decide(ANN)
    told.decide(BOB)
    told.note([added, closing])
    assert told.session.state.clock.left_ms == 90_000
    told.follow()
    assert told.session.state.clock.countdown_ms == COUNTDOWN_MS


def test_the_state_says_why_the_last_turn_closed() -> None:
    told = begun()
    assert told.session.state.closed_by == ""
    told.decide(ANN)
    told.decide(BOB)
    told.wait(COUNTDOWN_MS)
    assert told.session.state.closed_by == "all_in"
