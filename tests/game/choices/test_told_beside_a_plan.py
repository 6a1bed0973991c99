"""What a screen sets side by side is told apart: forecast and plan; a choice and what a stance has itself."""

from __future__ import annotations

from chosen_support import choose, game_with_choices, play_turn, text_with_money
from rules_support import Told

from linestop.game.messages import Demand
from linestop.game.rules.events import Place
from linestop.game.views.player_view import seat_view

ANN = Place(0, "tarnholm")


def demand_of(told: Told, product: int = 0) -> Demand:
    demand = seat_view(told.session, ANN).demand
    assert isinstance(demand, list)
    return demand[product]


def test_a_plan_in_force_stands_beside_the_forecast_and_not_in_its_place() -> None:
    planned, unplanned = game_with_choices(), game_with_choices()
    product = demand_of(planned).product
    assert demand_of(planned).planned == []
    choose(planned, plan={product: [500.0] * 8})
    for told in (planned, unplanned):
        play_turn(told)
    told = demand_of(planned)
    weeks = seat_view(planned.session, ANN).game.weeks_per_turn
    assert told.forecast == demand_of(unplanned).forecast
    assert told.planned[: 8 - weeks] == [500.0] * (8 - weeks)
    assert told.planned[8 - weeks :] == told.forecast[8 - weeks :]
    # Of what has no plan there is nothing to tell.
    assert demand_of(planned, 1).planned == demand_of(unplanned).planned == []


def test_each_stance_tells_whether_it_has_the_second_source_by_itself() -> None:
    lean = "jit = { cover_weeks"
    full = "jic = { cover_weeks"
    text = text_with_money()
    start = text.index('name = "housing"')
    head, rest = text[:start], text[start:]
    rest = rest.replace(lean, "jit = { sourcing_split = 0.0, cover_weeks", 1)
    rest = rest.replace(full, "jic = { sourcing_split = 0.4, cover_weeks", 1)
    facts = seat_view(game_with_choices(text=head + rest).session, ANN).rows[1].facts
    assert facts is not None and facts.choices is not None
    assert facts.choices.second_by_stance == [False, True]
    assert facts.choices.second_share == 0.4
