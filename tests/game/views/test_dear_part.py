"""A row tells how much dearer its part has become, where a price rise holds."""

from __future__ import annotations

import msgspec
import pytest
from after_support import HOST, Played
from world_support import text_of_test_scenario

from linestop.game.messages import Inject, View
from linestop.game.review.debrief import results
from linestop.game.review.verification import verify
from linestop.game.rules.events import Place
from linestop.game.views import component_row
from linestop.game.views.player_view import seat_view

RISE = """
[[shock]]
name = "tariff"
title = "A tariff"
kind = "price_rise"
target = "board"
first_week = [6, 6]
profile = [[0, 1.5], [1, 1.5]]
lasting = true

[[shock.news]]
week = -3
grade = "official"
headline = "A tariff on boards from week 6"
text = "Half their price."
"""


def begun(more: str = "") -> Played:
    text = text_of_test_scenario("two_seats") + more
    return Played(scenario="two_seats", text=text, seed=7).sit("ann", "bob").start()


def view(game: Played, seat: int = 0) -> View:
    return seat_view(game.session, Place(0, game.session.state.seat_names[seat]))


def dearer(game: Played) -> list[float]:
    """By row, in every seat the same."""
    one, other = (
        {row.component: row.dearer for row in view(game, seat).rows if row.dearer} for seat in (0, 1)
    )
    assert one.items() <= other.items() or other.items() <= one.items()
    return list((one | other).values())


def test_a_row_is_dearer_from_the_date_on_and_the_bill_says_so() -> None:
    game = begun(RISE)
    told = []
    for _ in range(3):
        game.turn({"ann": {}, "bob": {}})
        told.append(dearer(game))
    value = next(row.value for row in view(game).rows if row.component == "board")
    assert told == [[], [value / 2], [value / 2]]
    bill = view(game).bill_last_turn
    assert bill is not None and bill.freight > 0.0


def test_the_date_is_told_before_it_comes_and_marks_the_part() -> None:
    seen = view(begun(RISE).turn({"ann": {}, "bob": {}}))
    told = {item.headline: mark.parts for item, mark in zip(seen.news, seen.news_marks, strict=True)}
    assert told["A tariff on boards from week 6"] == ["board"]


def test_a_facilitator_may_make_a_part_dear() -> None:
    game = begun()
    shock = Inject(game.new_id(), "price_rise", "board", 8, 2.0, "Boards cost twice as much", "")
    game.note(game.session.handle(HOST, shock))
    game.turn({"ann": {}, "bob": {}})
    assert dearer(game) == [next(row.value for row in view(game).rows if row.component == "board")]


def test_rows_of_other_games_are_the_same_to_the_byte() -> None:
    assert b"dearer" not in msgspec.json.encode(view(begun().turn({"ann": {}, "bob": {}})))


def test_a_game_with_a_rise_plays_again_to_the_last_bit_and_blames_no_wait_on_it() -> None:
    game = begun(RISE).play({"ann": {}, "bob": {}}, until=3)
    assert verify(game.events).turns == 3
    shocks = {shock.name: shock for shock in results(game.session, game.hindsight, {}).shocks}
    shock = shocks["tariff"]
    assert (shock.first_week, shock.last_week, shock.components) == (6, 12, [])


def test_red_control_a_row_that_forgets_the_date_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(component_row, "_struck", lambda *row: {})
    with pytest.raises(AssertionError):
        test_a_row_is_dearer_from_the_date_on_and_the_bill_says_so()
