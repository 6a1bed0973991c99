"""What becomes of a game in which more than stances was decided: lists, files, scores, and a bot in it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from after_support import HOST, NAMES, Played, keep
from language_support import german
from msgspec import UNSET
from world_support import changed

from linestop.agents import Decision, SupplyChain, read_scenario
from linestop.agents.studies.choice_plans import choices_made, plan_with_stance, plan_without
from linestop.agents.studies.replay import as_played, replay
from linestop.game.choices.chosen import NO_CHOICE
from linestop.game.messages import Decide, PartNumbers
from linestop.game.messages.results import ChoiceDebrief
from linestop.game.messages.rounding import for_screen
from linestop.game.review.debrief import results
from linestop.game.review.export import columns_of, tables_of
from linestop.game.review.leaderboard import filters_in
from linestop.game.review.verification import verify
from linestop.game.rules.events import GameFinished, GameOpened, Place, TurnClosed, decode, encode
from linestop.game.rules.session import Session
from linestop.game.store.leaderboard_queries import read_leaderboard
from linestop.game.store.store import Store
from linestop.game.version import ENGINE
from linestop.game.views import translation
from linestop.game.views.public_state import game_info
from linestop.game.views.translation import FIELDS
from linestop.scenarios import text_of

pytestmark = pytest.mark.slow

ROADS = {"scenario": "two_roads", "text": text_of("two_roads"), "options": True}
TURNS = 3


@cache
def played(depth: str, code: str, *, chooses: bool = True) -> Played:
    """A short game of two people, of whom one chooses in the first turn; nobody may change it."""
    game = Played(code, depth=depth, **ROADS).sit("ann", "bob").start()
    first: dict[str, Any] = {}
    if chooses:
        first = {"express": ["grinder"], "second_source": {"pump": True}}
        if depth == "expert":
            first |= {"numbers": {"board": PartNumbers(cover_weeks=7.5)}, "plan": {"cafe": [30.0, 31.0]}}
    for turn in range(1, TURNS + 1):
        choices = first if turn == 1 else {}
        game.note(game.session.handle("ann", Decide(game.new_id(), turn, {}, **choices)))
        game.note(game.session.handle("bob", Decide(game.new_id(), turn, {})))
        if turn == TURNS:
            game.last_turn()
        game.note([TurnClosed(turn, "facilitator", HOST)])
        game.note(game.session.due())
    game.score()
    return game


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "linestop.db")
    yield store
    store.close()


def listed(store: Store, depth: str) -> set[str]:
    """Depths of the rows that a list holds."""
    filters = filters_in({"scenario": "two_roads", "depth": depth, "length": "any"})
    found = asyncio.run(store.run(lambda db: read_leaderboard(db, filters)))
    assert len(found.rows) == found.total
    return {row.depth for row in found.rows}


def test_games_with_options_and_with_numbers_stand_on_lists_of_their_own(store: Store) -> None:
    keep(store, played("segmented", "OPTION"), played("segmented", "PLAINS", chooses=False))
    keep(store, played("expert", "EXPERT"))
    assert listed(store, "segmented") == {"segmented"}
    assert listed(store, "options") == {"options"}
    assert listed(store, "expert") == {"expert"}
    assert listed(store, "classic") == set()
    assert listed(store, "any") == {"segmented", "options", "expert"}


def test_a_page_of_a_game_that_is_over_knows_its_list() -> None:
    game = played("segmented", "OPTION")
    assert game_info(game.session).listed == "options"
    running = Session.replay([event for event in game.events if isinstance(event, GameOpened)], ENGINE)
    for event in game.events[1:]:
        if isinstance(event, GameFinished):
            break
        running.apply(event)
    assert running.state.listed_depth == "options" and game_info(running).listed is UNSET
    for other in (played("segmented", "PLAINS", chooses=False), played("expert", "EXPERT")):
        assert game_info(other.session).listed is UNSET


def test_a_choice_that_was_taken_back_before_the_turn_closed_is_none() -> None:
    game = Played("TAKENB", depth="segmented", **ROADS).sit("ann").start()
    for express in (["grinder"], []):
        game.note(game.session.handle("ann", Decide(game.new_id(), 1, {}, express=express)))
    game.note([TurnClosed(1, "facilitator", HOST)])
    game.note(game.session.due())
    assert game.session.state.listed_depth == "segmented"
    assert all(each == NO_CHOICE for orders in game.session.state.orders for each in orders.chosen.values())


def test_an_expert_game_is_verified_to_the_last_bit_with_its_scores() -> None:
    events = [decode(encode(event)) for event in played("expert", "EXPERT").events]
    assert verify(events).turns == TURNS


def test_a_plan_counts_from_the_week_it_was_made_for() -> None:
    chosen = [orders.chosen for orders in played("expert", "EXPERT").session.state.orders]
    [first, second, third] = [next(iter(each.values())) for each in chosen]
    assert first.plan == {"cafe": [30.0, 31.0]}
    assert second.plan == third.plan == {}, "two weeks are over before the second turn"
    assert second.numbers == {"board": PartNumbers(cover_weeks=7.5)} and second.express == []


def test_the_file_of_a_game_holds_every_choice_of_every_turn() -> None:
    game = played("expert", "EXPERT")
    rows = tables_of(game.session, game.hindsight, NAMES)["choices"]
    assert [tuple(row) for row in rows] == [tuple(columns_of("choices"))] * len(rows)
    own = [tuple(row.values())[3:] for row in rows if row["turn"] == 1]
    assert sorted(own, key=str) == sorted(
        [
            ("board", "cover_weeks", None, 7.5),
            ("grinder", "express", None, 1.0),
            ("pump", "second_source", None, 1.0),
            ("cafe", "planned_units", 1, 30.0),
            ("cafe", "planned_units", 2, 31.0),
        ],
        key=str,
    )
    assert {(row["turn"], row["choice"]) for row in rows if row["turn"] > 1} == {
        (turn, choice) for turn in (2, 3) for choice in ("cover_weeks", "second_source")
    }


def test_the_file_of_a_game_that_is_over_tells_what_each_choice_changed() -> None:
    game = played("expert", "EXPERT")
    rows = tables_of(game.session, game.hindsight, NAMES)["choice_what_ifs"]
    assert [tuple(row) for row in rows] == [tuple(columns_of("choice_what_ifs"))] * len(rows)
    told = [(row["seat"], row["of"], row["choice"], row["cost_change"]) for row in rows]
    assert told == [
        (seat.seat, each.of, each.choice, each.cost)
        for seat in game.hindsight.seats
        for each in seat.choices or ()
    ]
    assert len(told) == 4 and "choice_what_ifs" not in tables_of(game.session, None, NAMES)


def test_a_game_without_choices_has_no_such_table() -> None:
    game = Played("NOTHIN", depth="classic", **(ROADS | {"bots": "jit"})).sit("ann").start()
    assert "choices" not in tables_of(game.session, None, NAMES)


def test_a_score_tells_a_year_with_numbers_from_the_same_year_without() -> None:
    scores = [
        next(seat.parts.score for seat in game.hindsight.seats if seat.seat == "marrow")
        for game in (played("expert", "EXPERT"), played("expert", "LEANER", chooses=False))
    ]
    assert scores[0] != scores[1]


def test_the_debrief_tells_what_each_choice_changed() -> None:
    game = played("expert", "EXPERT")
    own, other = (
        next(seat for seat in game.hindsight.seats if seat.seat == name) for name in ("marrow", "tilden")
    )
    assert own.choices is not UNSET
    assert [(each.of, each.choice) for each in own.choices] == [
        ("board", "cover_weeks"),
        ("grinder", "expedite"),
        ("pump", "sourcing_split"),
        ("cafe", "demand_plan"),
    ]
    assert other.choices is UNSET
    assert any(each.cost for each in own.choices)
    shown = results(game.session, game.hindsight, NAMES, Place(0, "marrow")).seat
    assert shown is not None and shown.choices is not UNSET
    assert [abs(each.cost) for each in shown.choices] == sorted(
        (abs(for_screen(each.cost)) for each in own.choices), reverse=True
    )
    assert {each.of: each.title for each in shown.choices} == {
        "board": "Control board",
        "grinder": "Grinder",
        "pump": "Pump",
        "cafe": "Café machine",
    }
    plain = results(game.session, game.hindsight, NAMES, Place(0, "tilden")).seat
    assert plain is not None and plain.choices is UNSET


def debrief_in_german() -> list[str]:
    """Titles of what was set in an expert game, as a German device reads them."""
    game = played("expert", "EXPERT")
    page = german("two_roads")(results(game.session, game.hindsight, NAMES, Place(0, "marrow")))
    assert page.seat is not None and page.seat.choices is not UNSET
    return sorted(each.title for each in page.seat.choices)


def test_the_debrief_tells_of_choices_in_the_readers_language() -> None:
    assert debrief_in_german() == ["Cafémaschine", "Mahlwerk", "Pumpe", "Steuerplatine"]


def test_red_control_titles_of_choices_that_nobody_listed_stay_english(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delitem(FIELDS, ChoiceDebrief)
    translation._plan.cache_clear()
    try:
        assert "Control board" in debrief_in_german()
        with pytest.raises(AssertionError):
            test_the_debrief_tells_of_choices_in_the_readers_language()
    finally:
        monkeypatch.undo()
        translation._plan.cache_clear()


SETS: dict[str, np.ndarray] = {
    "cover_weeks": np.array([np.nan, 6.0, np.nan, 3.0, np.nan]),
    "sourcing_split": np.array([np.nan, 0.4, np.nan, np.nan, np.nan]),
    "expedite": np.array([np.nan, np.nan, np.nan, np.nan, 4.0]),
    "demand_plan": np.array([[np.nan] * 8, [40.0] * 8]),
}


def alone(buffered: tuple[bool, ...] = (False, False, True, False, False), **sets: np.ndarray) -> SupplyChain:
    """A year of one seat that sets this in every turn."""
    scenario = read_scenario(text_of("two_roads"), "two_roads.toml")
    chain = SupplyChain(changed(scenario, seat=scenario.seat[:1]), 7)
    while chain.week < 24:
        if chain.week % scenario.weeks_per_turn == 0:
            chain.settle("marrow", Decision(np.array(buffered), **sets))
        chain.step()
    return chain


@pytest.mark.parametrize("number", range(5))
def test_what_a_choice_changed_is_what_a_year_without_it_costs(number: int) -> None:
    """Alone, where nobody else's orders would have been others."""
    year = alone(**SETS)
    choice = choices_made(year, 0)[number]
    less = {name: values.copy() for name, values in SETS.items()}
    less[choice.name][choice.of] = np.nan
    [found] = replay(year, [plan_without(year, choice)]).cost[:, 0].tolist()
    without = float(as_played(alone(**less)).cost[0, 0])
    assert found == pytest.approx(without, rel=1e-9)
    assert found != pytest.approx(float(as_played(year).cost[0, 0]), rel=1e-6), "it changed something"


def test_a_component_held_as_recommended_is_held_without_its_numbers() -> None:
    year = alone(**SETS)
    [found] = replay(year, [plan_with_stance(year, 0, 1, True)]).cost[:, 0].tolist()
    less = {name: values.copy() for name, values in SETS.items() if name != "demand_plan"}
    for values in less.values():
        values[1] = np.nan
    other = alone((False, True, True, False, False), **less, demand_plan=SETS["demand_plan"])
    assert found == pytest.approx(float(as_played(other).cost[0, 0]), rel=1e-9)
