"""Bad decisions of games in which more than stances may be decided, row by row, with the code that each gets.

`roads` is a player of an expert game with near sources, a fast lane and little money, `shore` of one with
regional shelves, `options` of a segmented game, `player` of one that offers nothing.
"""

from __future__ import annotations

from typing import Any

from inputs_support import decide

NaN = '{"type":"decide","id":"bad-input-1","turn":1,"stances":{},"numbers":{"pump":{"cover_weeks":NaN}}}'
TWICE = (
    '{"type":"decide","id":"bad-input-1","turn":1,"stances":{},'
    '"numbers":{"pump":{"cover_weeks":1},"pump":{"cover_weeks":2}}}'
)
ENDLESS = NaN.replace("NaN", "1e400")
INSIDE = NaN.replace('"cover_weeks":NaN', '"cover_weeks":1,"cover_weeks":2')


def chosen(**choices: Any) -> str:
    return decide(stances={}, **choices)


def numbers(component: str = "pump", **values: Any) -> str:
    return chosen(numbers={component: values})


CHOICE_FRAMES: list[tuple[str, str, str | bytes, str]] = [
    # what it is, who sends it, the frame, the code it gets
    ("numbers where stances alone are set", "player", numbers("board", cover_weeks=1.0), "no_numbers"),
    ("no numbers where there are none", "player", numbers("board"), "no_numbers"),
    ("express where there is none at all", "player", chosen(express=["board"]), "no_express"),
    ("a second source where there is none", "player",
     chosen(second_source={"board": True}), "no_second_source"),
    ("a shelf where there is none", "player", chosen(shelves={"town": 2.0}), "no_shelves"),
    ("a plan where all is forecast", "player", chosen(plan={"stool": [1.0]}), "no_plan"),
    ("numbers in a segmented game", "options", numbers(cover_weeks=1.0), "no_numbers"),
    ("a plan in a segmented game", "options", chosen(plan={"cafe": [1.0]}), "no_plan"),
    ("express of a part without a fast lane", "options", chosen(express=["pump"]), "no_express"),
    ("express of no part", "options", chosen(express=["x'; drop table events; --"]), "unknown_component"),
    ("express twice", "options", chosen(express=["grinder", "grinder"]), "express_twice"),
    ("express as text", "options", chosen(express="grinder"), "bad_frame"),
    ("express of a number", "options", chosen(express=[1]), "bad_frame"),
    ("a second source that is no answer", "options", chosen(second_source={"pump": "on"}), "bad_frame"),
    ("a second source as a number", "options", chosen(second_source={"pump": 1}), "bad_frame"),
    ("a second source of a part with one", "options",
     chosen(second_source={"board": True}), "no_second_source"),
    ("a second source of no part", "options", chosen(second_source={"wing": True}), "unknown_component"),
    ("seventeen second sources", "options",
     chosen(second_source={f"part{n}": True for n in range(17)}), "bad_frame"),
    ("cover below nothing", "roads", numbers(cover_weeks=-0.01), "number_out_of_range"),
    ("half a year and a day", "roads", numbers(cover_weeks=26.01), "number_out_of_range"),
    ("cover beyond all numbers", "roads", ENDLESS, "bad_frame"),
    ("cover that is no number", "roads", NaN, "not_json"),
    ("cover as text", "roads", numbers(cover_weeks="3"), "bad_frame"),
    ("cover that is true", "roads", numbers(cover_weeks=True), "bad_frame"),
    ("cover of three hundred digits", "roads", numbers(cover_weeks=10**300), "number_out_of_range"),
    ("a safety factor of five", "roads", numbers(safety_factor=5), "number_out_of_range"),
    ("a split of more than all", "roads", numbers(sourcing_split=1.01), "number_out_of_range"),
    ("a split of one source", "roads", numbers("board", sourcing_split=0.5), "number_not_offered"),
    ("express below minus one", "roads", numbers("grinder", expedite=-1), "number_out_of_range"),
    ("express without a fast lane", "roads", numbers(expedite=1.0), "number_not_offered"),
    ("priority nought", "roads", numbers(priority=0), "number_out_of_range"),
    ("priority one and a half", "roads", numbers(priority=1.5), "bad_frame"),
    ("a number that is none", "roads", numbers(extra_orders=1e9), "bad_frame"),
    ("a contract where both are alike", "roads", numbers(contract="JIC"), "no_contract_choice"),
    ("a contract that is none", "roads", numbers(contract="firm"), "bad_frame"),
    ("numbers of no part", "roads", numbers("wing", cover_weeks=1.0), "unknown_component"),
    ("a part's numbers twice", "roads", TWICE, "bad_frame"),
    ("one number twice", "roads", INSIDE, "bad_frame"),
    ("numbers as a list", "roads", chosen(numbers=[1.0]), "bad_frame"),
    ("a good number beside a bad one", "roads",
     chosen(numbers={"pump": {"cover_weeks": 3.0}, "board": {"cover_weeks": 300.0}}), "number_out_of_range"),
    ("a priority where money has no limit", "shore", numbers("fan", priority=2), "number_not_offered"),
    ("a shelf that is none", "roads", chosen(shelves={"shops": 2.0}), "no_shelves"),
    ("a shelf in no market", "shore", chosen(shelves={"moon": 2.0}), "unknown_market"),
    ("a shelf of minus one week", "shore", chosen(shelves={"isles": -1.0}), "shelf_out_of_range"),
    ("a shelf of a year", "shore", chosen(shelves={"isles": 52.0}), "shelf_out_of_range"),
    ("a shelf of words", "shore", chosen(shelves={"isles": "two"}), "bad_frame"),
    ("a plan of nothing sold", "shore", chosen(plan={"stool": [1.0]}), "unknown_product"),
    ("a plan of minus one", "shore", chosen(plan={"hall": [30.0, -1.0]}), "plan_out_of_range"),
    ("a plan of a million", "shore", chosen(plan={"hall": [1e6]}), "plan_out_of_range"),
    ("a plan of fifty-three weeks", "shore", chosen(plan={"hall": [30.0] * 53}), "plan_too_long"),
    ("a plan of a thousand weeks", "shore", chosen(plan={"hall": [3.0] * 1000}), "frame_too_long"),
    ("a plan as a number", "shore", chosen(plan={"hall": 30.0}), "bad_frame"),
]  # fmt: skip
