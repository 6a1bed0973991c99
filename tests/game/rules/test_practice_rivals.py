"""In a practice year the rivals play different ways: the list of companies does not print the answer."""

from __future__ import annotations

import asyncio

import msgspec
import pytest
from game_support import opened_game

from linestop.agents.scenario.reader import read_scenario
from linestop.game.compute.compute_pool import ComputePool
from linestop.game.rooms.game_creation import CreatedGame
from linestop.game.rooms.scenario_catalogue import LoadedScenario
from linestop.game.rules.engine import Engine
from linestop.game.rules.events import GameOpened, decode, encode
from linestop.game.rules.game_state import Orders
from linestop.game.rules.practice_rivals import WAYS, practice_rivals
from linestop.game.rules.replayed_world import ReplayedWorld
from linestop.game.rules.session import Session
from linestop.game.version import ENGINE
from linestop.game.views.public_state import game_info
from linestop.scenarios import text_of

SEATS = ["b", "c", "d"]


@pytest.mark.parametrize("seed", range(6))
def test_three_rivals_play_three_ways_and_the_seed_decides_which_plays_which(seed: int) -> None:
    assert sorted(practice_rivals(SEATS, seed).values()) == sorted(WAYS)


def test_over_the_seeds_each_rival_plays_each_way_as_often() -> None:
    orders = [tuple(practice_rivals(SEATS, seed).values()) for seed in range(60)]
    assert len(set(orders)) == 6 and all(orders.count(order) == 10 for order in orders)


def practice() -> CreatedGame:
    text = text_of("pacific_squeeze")
    listed, pool = LoadedScenario(text, read_scenario(text, "x.toml")), ComputePool()
    try:
        return asyncio.run(CreatedGame.of_one_player("TESTED", listed, ENGINE, pool))
    finally:
        pool.close()


def test_a_practice_game_s_log_says_who_plays_what_and_a_replay_plays_it_again() -> None:
    session = practice().session
    opened = session.opened
    own, *free = session.state.seat_names
    assert opened.bots_by_seat == practice_rivals(free, opened.seed)
    assert decode(encode(opened)) == opened
    played = ReplayedWorld().engine(session.played_game()).play(1, 1, 4, Orders())
    stances = dict(zip([own, *free], played.tables[0].rows["stance"][0], strict=True))
    recommended = [part.recommended == "JIC" for part in session.scenario.component]
    for seat, way in opened.bots_by_seat.items():
        expected = {"jit": [False] * 6, "jic": [True] * 6, "hybrid": recommended}[way]
        assert [bool(flag) for flag in stances[seat]] == expected
    assert [bool(flag) for flag in stances[own]] == recommended, "a seat that was left plays what bots play"


def test_a_log_from_before_says_nothing_of_it_and_all_its_bots_play_alike() -> None:
    body = msgspec.json.decode(encode(opened_game()))
    del body["bots_by_seat"]
    old = decode(msgspec.json.encode(body))
    assert isinstance(old, GameOpened) and old == opened_game()
    state = Session.replay([old], "1").state
    assert {state.bot_of(seat) for seat in state.seat_names} == {"hybrid"}


def test_a_view_does_not_say_that_rivals_play_alike_where_they_do_not_nor_who_plays_what() -> None:
    opened = practice().session.opened
    seats = list(opened.bots_by_seat)
    orders = [msgspec.structs.replace(opened, bots_by_seat=practice_rivals(seats, seed)) for seed in range(6)]
    told = [game_info(Session.replay([each], ENGINE)) for each in orders]
    assert told[0].bots is None and all(each == told[0] for each in told)
    assert game_info(Session.replay([opened_game()], "1")).bots == "hybrid"


def test_red_control_rivals_that_all_play_the_answer_end_alike() -> None:
    """Why they do not: then every company but one's own shows the same line, and it is the best plan's."""
    scenario = practice().session.scenario
    alike = Engine(scenario, 7, "hybrid").play(1, 1, 4, Orders())
    assert len({tuple(flags) for flags in alike.tables[0].rows["stance"][0]}) == 1
