"""A seat is told how its own line stands, and of nobody else's; a facilitator may strike any of them."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from after_support import HOST, Played
from msgspec import UNSET
from world_support import text_of_test_scenario

from linestop.game.messages import Inject, ShockWords, View
from linestop.game.review.verification import verify
from linestop.game.rules.events import Place
from linestop.game.views import own_sheet
from linestop.game.views.desk_view import desk
from linestop.game.views.player_view import seat_view

OUTAGE = """
[[shock]]
name = "outage"
title = "The line stands"
kind = "line_outage"
target = "hobbin"
first_week = [3, 3]
profile = [[0, 0.25], [4, 1.0]]
"""


def begun(more: str = "") -> Played:
    text = text_of_test_scenario("two_seats") + more
    return Played(scenario="two_seats", text=text, seed=7).sit("ann", "bob").start()


def views(game: Played) -> list[View]:
    """Both seats' views."""
    return [seat_view(game.session, Place(0, seat)) for seat in game.session.state.seat_names]


def strike(game: Played, target: str, **more: Any) -> Played:
    shock = Inject(game.new_id(), "line_outage", target, 3, 0.5, "The line stands", "", **more)
    game.note(game.session.handle(HOST, shock))
    return game


def test_a_seat_is_told_how_its_line_stands_and_no_rival_is() -> None:
    own, rival = views(begun(OUTAGE).turn({"ann": {}, "bob": {}}))
    assert own.line_left == 0.25 and own.weeks[-1].lost_by["line"] > 0.0
    assert rival.line_left is UNSET
    assert b"line_left" not in msgspec.json.encode(rival)


def test_it_is_told_no_more_once_the_line_runs_again() -> None:
    game = begun(OUTAGE).play({"ann": {}, "bob": {}}, until=2)
    assert "line_left" in game.session.state.turns[-1].tables[0].rows
    assert [view.line_left for view in views(game)] == [UNSET, UNSET]


def test_without_an_outage_nothing_is_recorded_of_it() -> None:
    game = begun().turn({"ann": {}, "bob": {}})
    assert "line_left" not in game.session.state.turns[-1].tables[0].rows


def test_a_facilitator_may_strike_one_line_or_all() -> None:
    game = begun()
    (choice,) = [each for each in desk(game.session, {}, {}).shock_kinds if each.kind == "line_outage"]
    names = [target.name for target in choice.targets]
    assert names == [*game.session.state.seat_names, "every_seat"]
    one, all_ = (strike(begun(), target).turn({"ann": {}, "bob": {}}) for target in (names[1], "every_seat"))
    assert [view.line_left for view in views(one)] == [UNSET, UNSET], "three weeks of four: it is over"
    rows = [each.session.state.turns[-1].tables[0].rows["line_left"] for each in (one, all_)]
    assert rows == [[[1.0, 0.5]] * 3 + [[1.0, 1.0]], [[0.5, 0.5]] * 3 + [[1.0, 1.0]]]


def test_the_news_of_all_lines_leaves_it_to_the_page_to_name_them() -> None:
    one, all_ = (strike(begun(), target, plain=True) for target in ("hobbin", "every_seat"))
    told = [views(game)[1].news[0].words for game in (one, all_)]
    assert told[0] is not None and told[0].target
    assert told[1] == ShockWords("line_outage", "")
    assert views(all_)[0].news_marks[0].parts == []


def test_a_game_with_an_outage_plays_again_to_the_last_bit() -> None:
    game = strike(begun(OUTAGE), "every_seat").play({"ann": {}, "bob": {}}, until=3)
    assert verify(game.events).turns == 3


def test_red_control_a_sheet_that_reads_the_first_seats_line_tells_a_rival(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    left = own_sheet._line_left
    monkeypatch.setattr(own_sheet, "_line_left", lambda latest, seat: left(latest, 0))
    with pytest.raises(AssertionError):
        test_a_seat_is_told_how_its_line_stands_and_no_rival_is()
