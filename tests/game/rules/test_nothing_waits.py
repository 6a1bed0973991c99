"""Nothing waits for a person: whatever people do or leave undone, a turn closes, exactly once.

Hypothesis plays long evenings of joining, leaving, silence, kicking, pausing, extending, closing
and restarting over the rules alone; time is told, so that hours pass in no time.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from evening_support import deeds, do, people
from hypothesis import given, settings
from hypothesis import strategies as st
from rules_support import Told, new_id, opened

from linestop.game.errors import Refused
from linestop.game.messages import (
    CloseTurn,
    Decide,
    Resume,
    Start,
)
from linestop.game.rules.events import TurnClosed, TurnResolved
from linestop.game.rules.timing import GRACE_MS

PHASES = {"lobby", "deciding", "resolving", "finished", "archived"}


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


@pytest.mark.slow
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
