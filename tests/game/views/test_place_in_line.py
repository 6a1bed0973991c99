"""A row tells its seat since when it stands in line for a reserve, and of nobody else's place."""

from __future__ import annotations

import msgspec
import pytest
from after_support import Played
from world_support import text_of_test_scenario

from linestop.game.messages import View
from linestop.game.review.verification import verify
from linestop.game.rules.events import Place
from linestop.game.views import component_row
from linestop.game.views.player_view import seat_view

FIRE = """
[[shock]]
name = "fire"
title = "The saws stand"
kind = "closure"
target = "sawmill"
first_week = [2, 2]
profile = [[0, 0.0], [9, 1.0]]
"""
PLANS = {"ann": {"board": "JIC"}, "bob": {}}


def begun(reserve: str = "{ capacity = 0.3, asked_weeks = 0.4 }") -> Played:
    text = text_of_test_scenario("two_seats").replace("quote_belief_weeks = 6.0", "quote_belief_weeks = 0.0")
    if reserve:
        text = text.replace('name = "sawmill"\n', f'name = "sawmill"\nreserve = {reserve}\n')
    return Played(scenario="two_seats", text=text + FIRE, seed=7).sit("ann", "bob").start()


def views(game: Played) -> list[View]:
    return [seat_view(game.session, Place(0, seat)) for seat in game.session.state.seat_names]


def test_who_buys_just_in_case_at_once_stands_in_line_and_who_waits_does_not() -> None:
    game = begun().turn(PLANS)
    (first, *_), (other, *_) = (view.rows for view in views(game))
    assert first.component == other.component == "board"
    assert (first.asked_in, other.asked_in) == (2, 0)
    assert first.from_reserve > 0.0 == other.from_reserve
    assert b"asked_in" not in msgspec.json.encode(views(game)[1])
    assert [row.asked_in for row in views(game)[0].rows[1:]] == [0], "screws have no reserve"


def test_the_facts_of_the_part_say_that_there_is_a_reserve() -> None:
    facts = [row.facts for row in views(begun())[0].rows]
    assert [each and each.reserve for each in facts] == [0.3, None]


def test_rows_of_other_games_are_the_same_to_the_byte() -> None:
    told = msgspec.json.encode(views(begun("").turn(PLANS))[0])
    assert b"asked_in" not in told and b"reserve" not in told


def test_a_game_with_a_line_plays_again_to_the_last_bit() -> None:
    assert verify(begun().play(PLANS, until=3).events).turns == 3


def test_red_control_a_row_that_reads_another_seats_place_is_found_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    struck = component_row._struck
    monkeypatch.setattr(
        component_row,
        "_struck",
        lambda latest, way, part, seat, component: struck(latest, way, part, 0, component),
    )
    with pytest.raises(AssertionError):
        test_who_buys_just_in_case_at_once_stands_in_line_and_who_waits_does_not()
