"""What a game offers beside stances holds up no turn."""

from __future__ import annotations

from chosen_support import choose, game_with_choices


def test_a_turn_closes_at_its_deadline_though_nobody_has_chosen_anything() -> None:
    told = game_with_choices("expert", first_turn_seconds=60)
    told.wait(65_000)  # what was sent in time may still be on its way
    assert told.session.state.turn == 2
    assert told.session.state.orders[0].chosen == {}


def test_all_are_in_once_all_have_confirmed_whether_or_not_they_chose() -> None:
    told = game_with_choices("segmented")
    choose(told, "ann")
    choose(told, "bob", express=["housing"])
    told.wait(5000)
    assert told.session.state.turn == 2
    assert [place.seat for place in told.session.state.orders[0].chosen] == ["quillby"]
