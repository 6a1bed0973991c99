"""What the desk alone is shown: who changed what, and who is a program."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from rules_support import ANN, BOB, Told, begun, new_id, opened

from linestop.game.messages import CloseTurn, DeskChange, StanceName, Start
from linestop.game.rules import seat_totals
from linestop.game.rules.events import Place
from linestop.game.rules.game_state import GameState
from linestop.game.rules.seat_totals import TableSums
from linestop.game.views import desk_changes
from linestop.game.views.desk_view import desk

NAMES = {ANN: "Ann", BOB: "Bob"}


def close(told: Told) -> None:
    told.do(CloseTurn(new_id(), told.session.state.turn))
    told.follow()


def changed(told: Told) -> list[DeskChange]:
    return desk(told.session, NAMES, {}).changes


def test_changes_stand_in_one_list_the_newest_turn_first() -> None:
    told = begun()
    seats = told.session.state.seat_names
    assert changed(told) == []
    told.decide(ANN, board="JIC")
    assert changed(told) == [DeskChange(1, 1, seats[0], "board", "JIC")]
    close(told)
    told.decide(BOB, board="JIC")
    told.decide(ANN)
    assert changed(told) == [
        DeskChange(2, 1, seats[1], "board", "JIC"),
        DeskChange(1, 1, seats[0], "board", "JIC"),
    ]


def test_what_a_bot_changed_is_told_as_a_bots_also_after_somebody_has_taken_the_seat() -> None:
    told = Told(opened(bots="jic")).join(ANN)
    told.do(Start(new_id()))
    told.decide(ANN, board="JIC")
    close(told)
    told.join(BOB)
    first, second = told.session.state.seat_names
    assert told.session.state.place_of(BOB) == (0, second)
    assert {each.seat: each.bot for each in changed(told)} == {first: False, second: True}


def test_a_draft_that_is_taken_back_before_the_close_is_no_change() -> None:
    told = begun()
    told.decide(ANN, board="JIC")
    told.decide(ANN, board="JIT")
    assert changed(told) == []


def test_only_the_latest_changes_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk_changes, "MOST_CHANGES", 1)
    told = begun()
    told.decide(ANN, board="JIC")
    told.decide(BOB, board="JIC")
    assert [each.seat for each in changed(told)] == [told.session.state.seat_names[0]]


def test_a_turn_is_compared_with_the_one_before_it_once_however_often_the_desk_is_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compare = seat_totals._changed
    compared: list[Sequence[TableSums]] = []

    def counted(
        state: GameState, before: Sequence[TableSums], after: Sequence[TableSums]
    ) -> dict[Place, dict[str, StanceName]]:
        compared.append(after)
        return compare(state, before, after)

    monkeypatch.setattr(seat_totals, "_changed", counted)
    told = begun()
    for stance in ("JIC", "JIT"):
        told.decide(ANN, board=stance)
        close(told)
        assert changed(told) == changed(told)
    assert len(compared) == 2
    assert [seat.steady for seat in desk(told.session, NAMES, {}).seats] == [1, 2]


def test_red_control_a_session_without_memory_compares_all_turns_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = begun()
    told.decide(ANN, board="JIC")
    close(told)
    before = changed(told)
    monkeypatch.setattr(seat_totals, "_changed", lambda state, before, after: {})
    assert changed(told) == before
    told.session.runtime.changes = seat_totals.StanceChanges()
    assert changed(told) == []


def test_a_program_at_a_seat_is_marked_as_one() -> None:
    told = Told(opened()).join(ANN)
    told.note(told.session.join(BOB, program=True))
    told.do(Start(new_id()))
    assert [seat.program for seat in desk(told.session, NAMES, {}).seats] == [False, True]
