"""A row tells that less of its part is used for a while."""

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

THRIFT = """
[[shock]]
name = "thrift"
title = "Boards are spared"
kind = "use_cut"
target = "board"
first_week = [3, 3]
profile = [[0, 0.6], [4, 1.0]]

[[shock.news]]
week = 0
grade = "official"
headline = "Use fewer boards"
text = "Six of ten will do."
"""


def begun(more: str = "") -> Played:
    text = text_of_test_scenario("two_seats") + more
    return Played(scenario="two_seats", text=text, seed=7).sit("ann", "bob").start()


def views(game: Played) -> list[View]:
    return [seat_view(game.session, Place(0, seat)) for seat in game.session.state.seat_names]


def left(game: Played) -> list[dict[str, float]]:
    """By seat and part, where it is not the usual."""
    return [{row.component: row.use_left for row in view.rows if row.use_left != 1.0} for view in views(game)]


def test_the_row_of_a_spared_part_says_what_is_used_of_it_as_long_as_it_lasts() -> None:
    game = begun(THRIFT).turn({"ann": {}, "bob": {}})
    assert left(game) == [{"board": 0.6}] * 2
    own = views(game)[0]
    marks = {item.headline: mark for item, mark in zip(own.news, own.news_marks, strict=True)}
    assert marks["Use fewer boards"].parts == ["board"]
    assert left(game.turn({"ann": {}, "bob": {}})) == [{}, {}]


def test_a_facilitator_may_have_a_part_spared() -> None:
    game = begun()
    game.note(game.session.handle(HOST, Inject(game.new_id(), "use_cut", "board", 8, 0.25, "Save", "")))
    assert left(game.turn({"ann": {}, "bob": {}})) == [{"board": 0.25}] * 2


def test_rows_of_other_games_are_the_same_to_the_byte() -> None:
    assert b"use_left" not in msgspec.json.encode(views(begun().turn({"ann": {}, "bob": {}}))[0])


def test_a_thrifty_game_plays_again_to_the_last_bit_and_blames_no_wait_on_it() -> None:
    game = begun(THRIFT).play({"ann": {}, "bob": {}}, until=3)
    assert verify(game.events).turns == 3
    shocks = {shock.name: shock for shock in results(game.session, game.hindsight, {}).shocks}
    assert (shocks["thrift"].first_week, shocks["thrift"].components) == (3, [])


def test_red_control_a_row_that_forgets_it_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(component_row, "_struck", lambda *row: {})
    with pytest.raises(AssertionError):
        test_the_row_of_a_spared_part_says_what_is_used_of_it_as_long_as_it_lasts()
