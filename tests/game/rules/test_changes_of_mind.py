"""Changed decisions lengthen the countdown after all have decided, but hold up nobody for long."""

from __future__ import annotations

import pytest
from evening_support import do, restart
from hypothesis import given, settings
from hypothesis import strategies as st
from rules_support import ANN, BOB, begun, closings, new_id

from linestop.game.messages import Extend
from linestop.game.rules import decisions, turn_clock
from linestop.game.rules.clock import Clock
from linestop.game.rules.events import Event
from linestop.game.rules.situation import Situation
from linestop.game.rules.timing import CHANGES_MS, COUNTDOWN_MS, SHOCK_MS

flips = st.tuples(st.sampled_from([ANN, BOB]), st.sampled_from(["JIT", "JIC"]), st.integers(0, 4999))


def flood_ends(presses: list[tuple[str, str, int]]) -> None:
    """All have decided; then these seats press, each some milliseconds after the last: the turn closes."""
    told = begun()
    told.decide(ANN, board="JIT")
    told.decide(BOB, board="JIT")
    told.follow()
    waited = 0
    for player, stance, pause in presses:
        if closings(told.wait(pause)):
            break
        waited += pause
        assert waited <= COUNTDOWN_MS + CHANGES_MS, "who keeps pressing holds up the room"
        told.decide(player, board=stance)
    told.wait(COUNTDOWN_MS)
    assert closings(told.events) == ["all_in"]


ENDLESS = [(ANN, "JIT" if press % 2 else "JIC", 4999) for press in range(20)]


@pytest.mark.slow
@settings(max_examples=60)
@given(st.lists(flips, max_size=60))
def test_however_often_somebody_presses_the_turn_closes_half_a_minute_after_all_had_decided(
    presses: list[tuple[str, str, int]],
) -> None:
    flood_ends(presses)


def test_who_changes_at_the_last_moment_again_and_again_holds_up_nobody_longer() -> None:
    flood_ends(ENDLESS)


def test_red_control_five_seconds_anew_for_every_press_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    def as_it_was(now: Situation) -> list[Event]:
        return [turn_clock.clock_set(now.state, "changed", Clock(now.clock.left_ms, COUNTDOWN_MS))]

    monkeypatch.setattr(decisions, "time_for_a_change", as_it_was)
    with pytest.raises(AssertionError, match="keeps pressing"):
        flood_ends(ENDLESS)


def test_to_confirm_once_more_adds_no_time() -> None:
    told = begun()
    told.decide(ANN, board="JIC")
    told.decide(BOB)
    told.wait(COUNTDOWN_MS - 1)
    told.decide(ANN, board="JIC")
    told.decide(BOB)
    assert closings(told.wait(1)) == ["all_in"]


def test_presses_in_quick_succession_leave_a_change_of_somebody_else_its_time() -> None:
    told = begun()
    told.decide(ANN)
    told.decide(BOB)
    told.follow()
    for press in range(1000):
        told.wait(1)
        told.decide(ANN, board="JIC" if press % 2 else "JIT")
    told.wait(COUNTDOWN_MS - 1)
    told.decide(BOB, board="JIC")
    assert told.session.state.clock.countdown_ms == COUNTDOWN_MS


def test_what_changes_may_add_is_the_same_after_a_restart_and_whole_again_in_the_next_turn() -> None:
    told = begun(turn_seconds=None)
    told.decide(ANN)
    told.decide(BOB)
    told.wait(4000)
    told.decide(ANN, board="JIC")
    assert told.session.state.changes_ms == 4000
    restart(told)
    assert told.session.state.changes_ms == 4000
    told.wait(COUNTDOWN_MS)
    assert (told.session.state.turn, told.session.state.changes_ms) == (2, 0)


def test_time_that_the_facilitator_or_a_shock_gave_uses_up_nothing_of_it() -> None:
    told = begun()
    told.decide(ANN)
    told.decide(BOB)
    told.follow()
    told.do(Extend(new_id(), 60))
    do(told, ("shock",))
    told.decide(ANN, board="JIC")
    clock = told.session.state.clock
    assert clock.countdown_ms is not None and clock.countdown_ms >= SHOCK_MS
    assert told.session.state.changes_ms == 0
