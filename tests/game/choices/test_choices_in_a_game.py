"""What people decide beside stances is checked, reaches the chain, repeats, ends, and can be played again."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import msgspec
import numpy as np
import pytest
from chosen_support import choose, game_with_choices, play_turn, text_with_money
from rules_support import Told, begun, code_of, goes_on

from linestop.game.choices.chosen import NO_CHOICE
from linestop.game.errors import GameError, ReadOnly, Refused
from linestop.game.messages import Decide, PartNumbers, ToBot
from linestop.game.review.verification import Differs, verify
from linestop.game.rules.events import DecisionMade, Event, Place, decode, encode
from linestop.game.rules.replayed_world import PlayedTurns, ReplayedWorld
from linestop.game.views.player_view import decision_fields, seat_view

ANN = Place(0, "tarnholm")


def numbers_in_force(told: Told, name: str) -> np.ndarray:
    """Of Ann's seat in the last turn, by component; NaN for the stance's own."""
    chain = told.session.played()
    beside = chain.beside_stances[-1]
    return (
        np.full(len(chain.network.components), np.nan) if beside is None else getattr(beside[0], name)[:, 0]
    )


def component(told: Told, name: str) -> int:
    return [part.name for part in told.session.scenario.component].index(name)


def set_to(told: Told, name: str, values: dict[str, float]) -> bool:
    """Whether these components have this number in force, and all others their stance's."""
    expected = np.full(len(told.session.scenario.component), np.nan)
    for part, value in values.items():
        expected[component(told, part)] = value
    return np.array_equal(numbers_in_force(told, name), expected, equal_nan=True)


def test_numbers_reach_the_chain_and_repeat_until_they_are_given_back() -> None:
    told = game_with_choices()
    choose(told, numbers={"housing": PartNumbers(cover_weeks=5.0, safety_factor=1.0, priority=2)})
    play_turn(told)
    assert set_to(told, "cover_weeks", {"housing": 5.0})
    assert set_to(told, "safety_factor", {"housing": 1.0})
    assert set_to(told, "priority", {"housing": 2})
    play_turn(told)
    assert set_to(told, "cover_weeks", {"housing": 5.0})
    choose(told, numbers={"housing": PartNumbers()})
    play_turn(told)
    assert set_to(told, "cover_weeks", {})


def test_a_component_that_is_left_out_keeps_its_numbers() -> None:
    told = game_with_choices()
    choose(told, numbers={"housing": PartNumbers(cover_weeks=5.0)})
    choose(told, numbers={"display": PartNumbers(safety_factor=3.0)}, stances={"housing": "JIC"})
    play_turn(told)
    assert set_to(told, "cover_weeks", {"housing": 5.0})
    assert set_to(told, "safety_factor", {"display": 3.0})


def test_express_lasts_for_its_turn() -> None:
    told = game_with_choices("segmented")
    choose(told, express=["housing"])
    choose(told, stances={"display": "JIC"})  # says nothing of express, so it stays
    play_turn(told)
    assert set_to(told, "expedite", {"housing": 4.0})
    play_turn(told)
    assert set_to(told, "expedite", {})


def test_express_that_is_taken_back_in_its_turn_is_off() -> None:
    told = game_with_choices("segmented")
    choose(told, express=["housing", "display"])
    choose(told, express=["display"])
    play_turn(told)
    assert set_to(told, "expedite", {"display": 4.0})
    choose(told, express=["housing"])
    choose(told, express=[])
    play_turn(told)
    assert set_to(told, "expedite", {})


def test_a_second_source_is_on_until_it_is_switched_off() -> None:
    told = game_with_choices("segmented")
    choose(told, second_source={"housing": True})
    play_turn(told)
    assert set_to(told, "sourcing_split", {"housing": 0.5})
    play_turn(told)
    near = told.session.played().network.lanes.index("near_mouldings_lorry")
    assert told.session.played().suppliers.ordered[near, 0, 0] > 0.0
    choose(told, second_source={"housing": False})
    play_turn(told)
    assert set_to(told, "sourcing_split", {"housing": 0.0})


def test_a_split_goes_before_the_second_source() -> None:
    told = game_with_choices()
    choose(told, second_source={"housing": True}, numbers={"housing": PartNumbers(sourcing_split=0.3)})
    play_turn(told)
    assert set_to(told, "sourcing_split", {"housing": 0.3})


def test_a_contract_is_chosen_where_the_two_stances_have_unlike_ones() -> None:
    lean = "jit = { cover_weeks"
    text = text_with_money()
    start = text.index('name = "housing"')
    at = text.index(lean, start)
    text = f'{text[:at]}jit = {{ contract = "cancel_freely", cover_weeks{text[at + len(lean) :]}'
    told = game_with_choices(text=text)
    facts = seat_view(told.session, ANN).rows[1].facts
    assert facts is not None and facts.choices is not None
    assert facts.choices.contracts == ["cancel_freely", "firm"]
    choose(told, numbers={"housing": PartNumbers(contract="JIC")})
    play_turn(told)
    assert set_to(told, "contract", {"housing": 1.0})
    goes_on(told)


def test_another_number_costs_what_another_stance_costs() -> None:
    fees = []
    for choices in (
        {"stances": {"housing": "JIC"}},
        {"numbers": {"housing": PartNumbers(cover_weeks=5.0)}},
        {"numbers": {"housing": PartNumbers(expedite=2.0)}},
    ):
        told = game_with_choices()
        choose(told, **choices)
        play_turn(told)
        view = seat_view(told.session, ANN)
        assert view.bill_last_turn is not None
        fees.append(view.bill_last_turn.changes)
    assert fees[0] > 0.0
    assert fees == [fees[0], fees[0], 0.0]


def played_with_choices() -> Told:
    told = game_with_choices()
    choose(told, numbers={"housing": PartNumbers(cover_weeks=5.0, sourcing_split=0.25)})
    play_turn(told)
    choose(told, express=["display"], second_source={"display": True})
    choose(told, "bob", numbers={"chip": PartNumbers(safety_factor=0.1)})
    play_turn(told)
    choose(told, numbers={"housing": PartNumbers()})
    play_turn(told)
    return told


def test_the_log_of_a_game_with_choices_is_the_whole_game() -> None:
    told = played_with_choices()
    goes_on(told)
    assert verify(again(told.events)).turns == 3


def again(events: list[Event]) -> list[Event]:
    """As they are read from a file."""
    return [decode(encode(event)) for event in events]


def test_red_control_a_log_with_another_number_is_found() -> None:
    events = again(played_with_choices().events)
    made = next(event for event in events if isinstance(event, DecisionMade) and event.numbers)
    other = {"housing": PartNumbers(cover_weeks=5.5, sourcing_split=0.25)}
    events[events.index(made)] = msgspec.structs.replace(made, numbers=other)
    with pytest.raises(Differs):
        verify(events)


def test_a_decision_sent_again_is_heard_once_and_another_under_its_id_is_refused() -> None:
    told = game_with_choices()
    first = Decide("same-id-001", 1, {}, numbers={"housing": PartNumbers(cover_weeks=5.0)})
    assert len(told.do(first, "ann")) == 1
    assert told.do(first, "ann") == []
    other = msgspec.structs.replace(first, numbers={"housing": PartNumbers(cover_weeks=6.0)})
    with pytest.raises(GameError) as refused:
        told.do(other, "ann")
    assert refused.value.code == "id_reused"


def test_the_view_tells_what_is_chosen_and_what_repeats() -> None:
    told = game_with_choices()
    choose(told, numbers={"housing": PartNumbers(cover_weeks=5.0)}, express=["display"])
    chosen = seat_view(told.session, ANN).chosen
    assert chosen == decision_fields(told.session, ANN)["chosen"]
    assert (chosen.numbers, chosen.express) == ({"housing": PartNumbers(cover_weeks=5.0)}, ["display"])
    play_turn(told)
    chosen = seat_view(told.session, ANN).chosen
    assert (chosen.numbers, chosen.express) == ({"housing": PartNumbers(cover_weeks=5.0)}, [])


def test_a_released_seat_forgets_what_its_holder_chose() -> None:
    told = game_with_choices()
    choose(told, numbers={"housing": PartNumbers(cover_weeks=5.0)})
    play_turn(told)
    told.do(ToBot("to-bot-0001", "ann"))
    assert ANN not in told.session.state.chosen
    choose(told, "bob")
    told.wait(5000)
    assert set_to(told, "cover_weeks", {})
    told.join("cat")
    assert told.session.state.chosen.get(ANN, NO_CHOICE) == NO_CHOICE


REFUSED: list[tuple[str, str, dict[str, Any], str]] = [
    # what it is, depth, what is sent, code
    ("numbers in a segmented game", "segmented", {"numbers": {"housing": {"cover_weeks": 1}}}, "no_numbers"),
    ("empty numbers in a segmented game", "segmented", {"numbers": {"housing": {}}}, "no_numbers"),
    ("numbers in a classic game", "classic", {"numbers": {"housing": {"cover_weeks": 1}}}, "no_numbers"),
    ("express in a classic game", "classic", {"express": ["housing"]}, "no_express"),
    ("a second source in a classic game", "classic", {"second_source": {"chip": True}}, "no_second_source"),
    ("numbers of nothing", "expert", {"numbers": {"wing": {"cover_weeks": 1}}}, "unknown_component"),
    ("express of nothing", "expert", {"express": ["wing"]}, "unknown_component"),
    ("a second source of nothing", "expert", {"second_source": {"wing": True}}, "unknown_component"),
    ("negative cover", "expert", {"numbers": {"housing": {"cover_weeks": -0.1}}}, "number_out_of_range"),
    ("much cover", "expert", {"numbers": {"housing": {"cover_weeks": 26.1}}}, "number_out_of_range"),
    ("much safety", "expert", {"numbers": {"housing": {"safety_factor": 4.5}}}, "number_out_of_range"),
    ("a split above 1", "expert", {"numbers": {"housing": {"sourcing_split": 1.5}}}, "number_out_of_range"),
    ("priority nought", "expert", {"numbers": {"housing": {"priority": 0}}}, "number_out_of_range"),
    ("priority 17", "expert", {"numbers": {"housing": {"priority": 17}}}, "number_out_of_range"),
    ("a split of one source", "expert", {"numbers": {"chip": {"sourcing_split": 0.5}}}, "number_not_offered"),
    ("no fast lane", "expert", {"numbers": {"chip": {"expedite": 1.0}}}, "number_not_offered"),
    ("express without a fast lane", "expert", {"express": ["chip"]}, "no_express"),
    ("express twice", "expert", {"express": ["housing", "housing"]}, "express_twice"),
    ("one source", "expert", {"second_source": {"chip": False}}, "no_second_source"),
    ("a shelf where there is none", "expert", {"shelves": {"home": 2.0}}, "no_shelves"),
]


@pytest.mark.parametrize(
    ("depth", "sent", "code"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
def test_what_a_game_does_not_offer_is_refused_and_changes_nothing(
    depth: str, sent: dict[str, Any], code: str
) -> None:
    told = game_with_choices(depth, bots="jit")
    before = told.session.state
    command = msgspec.convert(
        {"id": "refused-01", "turn": 1, "stances": {}} | sent | {"type": "decide"}, Decide
    )
    with pytest.raises(Refused) as refused:
        told.do(command, "ann")
    assert code_of(refused) == code
    assert told.session.state is before


def test_red_control_the_same_is_taken_where_it_is_offered() -> None:
    told = game_with_choices()
    choose(told, express=["housing"], second_source={"housing": True})
    choose(told, numbers={"housing": PartNumbers(cover_weeks=0.0, sourcing_split=1.0, priority=16)})
    choose(told, numbers={"chip": PartNumbers(cover_weeks=26.0, safety_factor=4.0, priority=1)})


@pytest.mark.parametrize("sent", [{"express": ["housing"]}, {"numbers": {"chip": PartNumbers()}}])
def test_a_game_from_before_there_were_choices_offers_none(sent: dict[str, Any]) -> None:
    told = game_with_choices("segmented", options=False)
    with pytest.raises(Refused):
        choose(told, **sent)
    assert seat_view(told.session, ANN).chosen is msgspec.UNSET


PEOPLE = ("ann", "ben", "cat", "dan", "eve", "fay")


def two_tables() -> Told:
    """A turn of two tables, in which people at both chose."""
    told = begun(*PEOPLE, text=text_with_money(), scenario="pacific_squeeze", options=True, depth="expert")
    choose(told, "ben", express=["housing"], numbers={"chip": PartNumbers(cover_weeks=2.0)})
    choose(told, "eve", second_source={"display": True}, plan={"scooter": [90.0] * 6})
    play_turn(told)
    assert len(told.session.state.orders[0].chosen) == 2
    return told


def test_each_table_is_played_with_its_own_choices_where_tables_are_played_in_parts() -> None:
    parts = PlayedTurns(together=1).parts(two_tables().session.state)
    assert len(parts) == 2
    for game in parts.values():
        # Played again, it must come out as it stands in the log, to the last bit.
        assert ReplayedWorld().engine(game).turns_played == 1


def test_red_control_a_part_that_is_played_without_its_choices_is_found() -> None:
    for game in PlayedTurns(together=1).parts(two_tables().session.state).values():
        [turn] = game.turns
        bare = replace(turn.orders, chosen={})
        with pytest.raises(ReadOnly):
            ReplayedWorld().engine(
                msgspec.structs.replace(game, turns=(msgspec.structs.replace(turn, orders=bare),))
            )
