"""The desk tells what seats have set beside their stances, in few bytes, and nobody else is told."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from chosen_support import choose, game_with_choices, play_turn, text_with_money
from rules_support import ANN, Told, begun, new_id, opened

from linestop.game.messages import (
    Announce,
    CloseTurn,
    Desk,
    LastTurn,
    Look,
    PartNumbers,
    Start,
)
from linestop.game.messages.desk_seats import DeskChosen, DeskChosenSeats
from linestop.game.names import LONGEST_NAME, LONGEST_TEXT
from linestop.game.rooms.scenario_catalogue import Catalogue
from linestop.game.rules.seating import MOST_TABLES
from linestop.game.views.board_view import board
from linestop.game.views.desk_view import desk
from linestop.game.views.player_view import past_weeks, player_view
from linestop.game.views.public_state import status

NAMES = {"ann": "Ann", "bob": "Bob"}
ALL = {
    "numbers": {"housing": PartNumbers(cover_weeks=9.0), "chip": PartNumbers()},
    "express": ["display", "housing"],
    "second_source": {"housing": True, "display": False},
    "plan": {"scooter": [300.0] * 8},
}
TOLD = DeskChosen(numbers=[1], express=[1, 3], second=[1], plan=True)
"""Of frame, housing, chip, display, battery and trim."""
DESK, STATUS = 64 * 1024, 1024


def chosen(told: Told) -> dict[str, Any]:
    """By seat, of those that are told to have set anything."""
    seats = desk(told.session, NAMES, {}).seats
    return {each.seat: each.chosen for each in seats if each.chosen is not msgspec.UNSET}


def seat_of(told: Told, player: str) -> str:
    place = told.session.state.place_of(player)
    assert place is not None
    return place.seat


# ---------------------------------------------------------------- what is told


def test_the_desk_tells_which_parts_have_numbers_go_express_or_have_a_second_source() -> None:
    told = game_with_choices()
    assert chosen(told) == {}
    choose(told, "bob", **ALL)
    assert chosen(told) == {seat_of(told, "bob"): TOLD}


def test_what_is_given_back_is_told_no_more() -> None:
    told = game_with_choices()
    choose(told, "bob", **ALL)
    choose(
        told,
        "bob",
        numbers={"housing": PartNumbers()},
        express=[],
        second_source={"housing": False},
        plan={"scooter": []},
    )
    assert chosen(told) == {}


def test_express_ends_with_its_turn_and_what_repeats_is_told_in_the_next_one() -> None:
    told = game_with_choices()
    choose(told, "bob", **ALL)
    play_turn(told)
    assert chosen(told) == {seat_of(told, "bob"): msgspec.structs.replace(TOLD, express=[])}


def test_of_a_game_that_is_over_the_last_turn_is_told_with_its_express() -> None:
    told = game_with_choices()
    told.do(LastTurn(new_id()))
    choose(told, "bob", **ALL)
    play_turn(told)
    assert told.session.state.over
    assert chosen(told) == {seat_of(told, "bob"): TOLD}


def test_a_game_without_options_tells_the_desk_the_same_bytes_as_before_there_were_any() -> None:
    told = begun()
    told.decide(ANN, board="JIC")
    frame = json.loads(msgspec.json.encode(desk(told.session, NAMES, {})))
    assert all("chosen" not in seat for seat in frame["seats"])


def test_red_control_a_choice_adds_bytes() -> None:
    told = game_with_choices()
    choose(told, "bob", **ALL)
    frame = json.loads(msgspec.json.encode(desk(told.session, NAMES, {})))
    assert sum("chosen" in seat for seat in frame["seats"]) == 1


# ---------------------------------------------------------------- to nobody else


def frames(told: Told, player: str) -> list[bytes]:
    """All that a player, the wall and the room are sent."""
    session = told.session
    place = session.state.place_of(player)
    assert place is not None
    states = [player_view(session, place, NAMES), past_weeks(session, place), board(session, NAMES)]
    return [msgspec.json.encode(each) for each in [*states, status(session)]]  # type: ignore[misc]


def after(**of_bob: Any) -> Told:
    told = game_with_choices()
    choose(told, "bob", **of_bob)
    return told


def test_no_byte_of_it_comes_to_another_seat_or_to_the_wall() -> None:
    one, other = after(**ALL), after(express=[])
    assert frames(one, "ann") == frames(other, "ann")


def test_red_control_the_desk_is_told_it() -> None:
    one, other = after(**ALL), after(express=[])
    assert desk(one.session, NAMES, {}) != desk(other.session, NAMES, {})


# ---------------------------------------------------------------- in few bytes


PLAYERS = [f"{number:016x}" for number in range(4 * MOST_TABLES)]
LONG = dict.fromkeys(PLAYERS, "Ä" * LONGEST_NAME)


@pytest.fixture(scope="module")
def crowd() -> Told:
    """A thousand people, who all change a part in the second turn and set all there is."""
    told = Told(
        opened(text=text_with_money(), scenario="pacific_squeeze", options=True, depth="expert", bots="jit")
    ).join(*PLAYERS)
    told.do(Start(new_id()))
    told.do(CloseTurn(new_id(), 1))
    told.follow()
    parts = [part.name for part in told.session.scenario.component]
    offered = told.session.state.offered
    everything = {
        "numbers": {part: PartNumbers(cover_weeks=1.25) for part in offered.numbers},
        "express": list(offered.express),
        "second_source": dict.fromkeys(offered.second, True),
        "plan": {"scooter": [300.0] * 4},
    }
    for number, player in enumerate(PLAYERS):
        choose(told, player, stances={parts[number % len(parts)]: "JIC"}, **everything)
    told.do(Announce(new_id(), "W" * LONGEST_TEXT))
    return told


def desk_of(told: Told) -> Desk:
    return desk(told.session, LONG, {}, look=Look(""))


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "de"])
def test_the_desk_of_250_tables_that_set_everything_fits_into_64_kib(crowd: Told, language: str) -> None:
    told = desk_of(crowd)
    assert len(told.seats) == 48 and all(each.chosen is not msgspec.UNSET for each in told.seats)
    assert told.overview is not None
    assert told.overview.chosen == DeskChosenSeats(1000, 1000, 1000, 0, 1000)
    translation = Catalogue().translations("pacific_squeeze").get(language)
    assert len(msgspec.json.encode(translation(told) if translation else told)) <= DESK
    assert len(msgspec.json.encode(status(crowd.session))) <= STATUS


@pytest.mark.slow
def test_red_control_what_all_seats_have_set_would_not_fit(crowd: Told) -> None:
    [one, *_] = desk_of(crowd).seats
    assert len(PLAYERS) * len(msgspec.json.encode(one.chosen)) > DESK


@pytest.mark.slow
def test_the_overview_of_a_game_in_which_nobody_sets_anything_says_nothing_of_it() -> None:
    told = Told(opened(options=True, depth="expert")).join(*PLAYERS[: 2 * MOST_TABLES])
    told.do(Start(new_id()))
    overview = desk_of(told).overview
    assert overview is not None and overview.chosen is msgspec.UNSET
    assert b'"chosen"' not in msgspec.json.encode(desk_of(told))
