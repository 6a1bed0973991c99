"""Nothing waits for a person: whatever people do or leave undone, a turn closes, exactly once.

Hypothesis plays long evenings of joining, leaving, silence, kicking, pausing, extending, closing
and restarting over the rules alone; time is told, so that hours pass in no time.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rules_support import Told, new_id, opened

from linestop.game.errors import Refused
from linestop.game.messages import (
    CloseTurn,
    Decide,
    Extend,
    Inject,
    LastTurn,
    Pause,
    Resume,
    SetClosing,
    SetDeadline,
    Start,
    ToBot,
)
from linestop.game.rules import turn_clock
from linestop.game.rules.events import TurnClosed, TurnResolved, decode, encode
from linestop.game.rules.session import Session
from linestop.game.rules.timing import GRACE_MS

PEOPLE = ("ann", "bob", "cat", "eve", "fay")
PHASES = {"lobby", "deciding", "resolving", "finished", "archived"}
people = st.sampled_from(PEOPLE)
deeds = st.one_of(
    st.tuples(st.just("join"), people),
    st.tuples(st.just("decide"), people, st.sampled_from(["JIT", "JIC"])),
    st.tuples(st.just("late"), people, st.integers(1, 4)),
    st.tuples(st.just("kick"), people),
    st.tuples(st.just("wait"), st.sampled_from([1, 700, 5000, 31_000, 61_000])),
    st.tuples(st.just("pause")),
    st.tuples(st.just("resume")),
    st.tuples(st.just("extend"), st.sampled_from([10, 60])),
    st.tuples(st.just("close"), st.integers(1, 4)),
    st.tuples(st.just("deadline"), st.sampled_from([None, 10, 60])),
    st.tuples(st.just("closing"), st.booleans()),
    st.tuples(st.just("shock")),
    st.tuples(st.just("last turn")),
    st.tuples(st.just("restart")),
)


def do(told: Told, deed: tuple[Any, ...]) -> None:
    """One deed; refused ones change nothing."""
    session = told.session
    before = session.state, len(told.events)
    try:
        match deed:
            case ("join", player):
                told.join(player)
            case ("decide", player, stance):
                told.decide(player, board=stance)
            case ("late", player, turn):
                told.decide(player, turn)
            case ("kick", player):
                told.do(ToBot(new_id(), player))
            case ("wait", ms):
                told.wait(ms)
            case ("pause",):
                told.do(Pause(new_id()))
            case ("resume",):
                told.passed = 0 if session.state.clock.stopped else told.passed
                told.do(Resume(new_id()))
            case ("extend", seconds):
                told.do(Extend(new_id(), seconds))
            case ("close", turn):
                told.do(CloseTurn(new_id(), turn))
            case ("deadline", seconds):
                told.do(SetDeadline(new_id(), seconds))
            case ("closing", all_in):
                told.do(SetClosing(new_id(), all_in))
            case ("shock",):
                told.do(Inject(new_id(), "port_slowdown", "harbour", 2, 0.5, "Strike", ""))
            case ("last turn",):
                told.do(LastTurn(new_id()))
            case ("restart",):
                restart(told)
    except Refused:
        assert (session.state, len(told.events)) == before


def restart(told: Told) -> None:
    """As after a kill: only the log is left, in the form in which it is saved."""
    told.session = Session.replay([decode(encode(event)) for event in told.events], "1")
    told.passed = 0
    told.note(turn_clock.restarted(told.session.situation()))


def is_sound(told: Told) -> None:
    session = told.session
    assert session.state.phase in PHASES
    closed = Counter(event.turn for event in told.events if isinstance(event, TurnClosed))
    resolved = [event.turn for event in told.events if isinstance(event, TurnResolved)]
    assert all(times == 1 for times in closed.values()), "closed twice"
    assert resolved == sorted(closed), "what closed was played, in order, and nothing else"
    assert told.replayed().state == session.state
    shown = session.state.clock.after(told.passed).remaining_ms
    assert shown is None or shown >= 0


@pytest.mark.slow
@settings(max_examples=60)
@given(st.lists(deeds, max_size=30), st.sampled_from([None, 30]), st.booleans())
def test_whatever_people_do_every_turn_closes_exactly_once(
    evening: list[tuple[Any, ...]], first: int | None, early: bool
) -> None:
    told = Told(opened(first_turn_seconds=first)).join("ann", "bob")
    if early:
        told.do(Start(new_id()))
    for deed in evening:
        do(told, deed)
        told.follow()
        is_sound(told)
    if told.session.state.phase == "lobby":
        told.join("fay")
        told.do(Start(new_id()))
    while told.session.state.phase != "finished":
        turn = told.session.state.turn
        end_turn(told)
        assert told.session.state.phase == "finished" or told.session.state.turn == turn + 1
    is_sound(told)


def end_turn(told: Told) -> None:
    """With everybody gone: past the deadline, or one `close` where there is none; paused, after resume."""
    if told.session.state.clock.stopped:
        told.passed = 0
        told.do(Resume(new_id()))
    left = told.session.state.clock.after(told.passed).left_ms
    if left is None:
        told.do(CloseTurn(new_id(), told.session.state.turn))
    else:
        # To the moment and no further: what a countdown in between closes is this turn, once.
        told.passed += max(0, left) + GRACE_MS
    told.follow()


@given(st.lists(st.tuples(people, st.sampled_from(["JIT", "JIC"])), min_size=1, max_size=12))
def test_a_decision_sent_again_at_any_later_time_changes_nothing(sent: list[tuple[str, Any]]) -> None:
    told = Told(opened(first_turn_seconds=30)).join("ann", "bob")
    told.do(Start(new_id()))
    heard = []
    for player, stance in sent:
        command = Decide(new_id(), told.session.state.turn, {"board": stance})
        try:
            told.do(command, player)
        except Refused:
            continue
        heard.append((player, command))
        told.wait(3000)
        for old_player, old in heard:
            assert told.do(old, old_player) == []


def test_red_control_a_turn_closed_twice_would_be_seen() -> None:
    told = Told(opened(first_turn_seconds=30)).join("ann")
    told.do(Start(new_id()))
    told.wait(31_000)
    told.events.append(next(event for event in told.events if isinstance(event, TurnClosed)))
    with pytest.raises(AssertionError, match="twice"):
        is_sound(told)
