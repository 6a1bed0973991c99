"""A game with turns of eight weeks: half as many decisions in the same year, and a list of its own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest
from after_support import PLANS, Played, database
from commands_support import linestop, said
from forked_support import Forked
from game_support import Device, get, join_game, open_game, post
from ops_support import at_the_desk, lead
from serving_support import Serving, serving
from sqlite_utils.utils import sqlite3

from linestop.agents.network.cost_lines import LINES
from linestop.game.messages import ScenarioCard
from linestop.game.review.verification import Differs, verify
from linestop.game.rules.events import GameOpened, decode, encode
from linestop.scenarios import text_of


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    with serving(tmp_path_factory.mktemp("games") / "linestop.db") as running:
        yield running


@cache
def long_game() -> Played:
    """Seven turns of eight weeks, the last of four, with a shock from the desk."""
    game = Played("LNGTRN", weeks_per_turn=8).sit("ann", "bob", "eve").start().turn(PLANS).turn(PLANS)
    return game.inject().play(PLANS, until=7)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    plain = Played("LNGPLN", weeks_per_turn=8).sit("ann").start().play({"ann": PLANS["ann"]}, until=7)
    usual = Played("USUALG").sit("ann").start().play({"ann": PLANS["ann"]})
    return database(tmp_path_factory.mktemp("games"), long_game(), plain, usual)


def test_the_host_opens_a_game_of_seven_turns_and_the_room_plays_it(server: Serving) -> None:
    game = open_game(server.url, scenario="pacific_squeeze", weeks_per_turn=8)
    ann = join_game(server.url, game.game, "Ann")
    assert get(f"{server.url}/api/games/{game.game}")[1]["turns"] == 7
    with Device(server.url, game) as desk, Device(server.url, ann) as phone:
        desk.ask("start")
        view = phone.until_turn(1)
        assert (view["game"]["weeks_per_turn"], view["game"]["turns"], view["game"]["long_turns"]) == (
            8,
            7,
            True,
        )
        assert phone.decide(1, {"chip": "JIC"})["type"] == "ack"
        desk.ask("close_turn", turn=1)
        view = phone.until_turn(2)
        assert view["first_week"] == 9 and [week["week"] for week in view["weeks"]] == list(range(1, 9))
        # News follows the weeks, not the turns: all of the eight weeks that have closed.
        assert all(item["week"] <= 9 for item in view["news"])


def test_the_list_of_scenarios_says_how_long_its_turns_are(server: Serving) -> None:
    cards = msgspec.convert(get(f"{server.url}/api/scenarios")[1], list[ScenarioCard])
    assert {(card.name, card.weeks_per_turn, card.turns) for card in cards} >= {
        ("calm_seas", 4, 13),
        ("pacific_squeeze", 4, 13),
    }


def test_the_scenario_s_own_turns_are_no_choice_of_the_log(server: Serving) -> None:
    for weeks in (None, 4):
        game = open_game(server.url, scenario="pacific_squeeze", weeks_per_turn=weeks)
        [opened, *_] = server.do(server.hub.store.load(game.game))
        assert isinstance(opened, GameOpened) and opened.weeks_per_turn is None


@pytest.mark.parametrize(
    ("weeks", "code"), [(1, "bad_turn_weeks"), (16, "bad_turn_weeks"), (0, "bad_body"), (104, "bad_body")]
)
def test_turns_of_another_length_are_refused(server: Serving, weeks: int, code: str) -> None:
    body = {"scenario": "pacific_squeeze", "name": "Grace", "weeks_per_turn": weeks}
    status, told = post(f"{server.url}/api/games", json.dumps(body).encode())
    assert (status, told["code"]) == (400, code)


@pytest.mark.slow
def test_a_year_of_long_turns_is_the_whole_year_and_verifies() -> None:
    turns = [(turn.first_week, turn.last_week) for turn in long_game().session.state.turns]
    assert turns == [(1, 8), (9, 16), (17, 24), (25, 32), (33, 40), (41, 48), (49, 52)]
    assert verify(long_game().events).turns == 7
    [shock] = [shock for shock in long_game().hindsight.shocks if shock.origin == "live"]
    assert shock.first_week == 17, "it strikes with the turn that is open"


def test_a_change_of_stance_costs_once_and_holds_for_eight_weeks() -> None:
    [first, *_] = long_game().session.state.turns
    paid = [week[LINES.index("changeover_cost")][0] for week in first.tables[0].rows["cost"]]
    assert sum(paid[0]) > 0.0 and not any(map(sum, paid[1:]))
    stances = [week[0] for week in first.tables[0].rows["stance"]]
    assert len(stances) == 8 and all(week == stances[0] for week in stances)


def test_red_control_the_log_read_with_the_scenario_s_turns_does_not_verify() -> None:
    [opened, *rest] = long_game().events
    assert isinstance(opened, GameOpened)
    with pytest.raises(Differs, match="Turn 1 came out differently"):
        verify([msgspec.structs.replace(opened, weeks_per_turn=None), *rest])


def test_an_older_log_without_the_field_has_the_scenario_s_turns() -> None:
    body: dict[str, Any] = json.loads(encode(Played().opened))
    del body["weeks_per_turn"]
    opened = decode(json.dumps(body).encode())
    assert isinstance(opened, GameOpened) and opened.weeks_per_turn is None
    assert text_of(opened.scenario) == opened.text


# ---------------------------------------------------------------- after the game


def test_long_turns_have_a_list_of_their_own(file: Path) -> None:
    def listed(*words: str) -> list[tuple[str, int, bool]]:
        found = json.loads(
            said("leaderboard", "--scenario", "pacific_squeeze", *words, "--json", "--db", file)
        )
        rows = found["scenarios"][0]["rows"]
        return sorted((row["seat"], row["weeks_per_turn"], row["long_turns"]) for row in rows)

    usual, longer = listed(), listed("--turns", "long")
    assert [row[1:] for row in usual] == [(4, False)] and [row[1:] for row in longer] == [(8, True)]
    assert listed("--turns", "any") == sorted(usual + longer)
    assert len(listed("--turns", "long", "--live", "any")) == 4
    assert "weeks_per_turn" in said("leaderboard", "--csv", "--db", file).splitlines()[0]


@pytest.mark.slow
def test_the_plain_list_of_the_database_leaves_long_turns_out(file: Path) -> None:
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as db:
        assert db.execute("select distinct game from leaderboard").fetchall() == [("USUALG",)]
        lengths = db.execute("select code, weeks_per_turn from games order by code").fetchall()
    assert lengths == [("LNGPLN", 8), ("LNGTRN", 8), ("USUALG", 4)]


def test_commands_say_how_long_the_turns_were(file: Path) -> None:
    tables = json.loads(said("export", "LNGTRN", "--format", "json", "--db", file))
    assert tables["game"][0]["weeks_per_turn"] == 8
    assert {row["turn"]: row["week"] for row in tables["weeks"]} == dict(
        zip(range(1, 8), (8, 16, 24, 32, 40, 48, 52), strict=True)
    )
    assert "7 turns agree to the last bit" in said("replay", "LNGTRN", "--verify", "--db", file)
    rescored = json.loads(said("rescore", "LNGPLN", "--json", "--db", file))
    assert all(seat["same"] for seat in rescored["games"][0]["seats"])
    assert (
        "is not one of 'usual', 'long', 'any'" in linestop("leaderboard", "--turns", "8", "--db", file).stderr
    )


def test_bots_play_a_game_of_long_turns(tmp_path: Path) -> None:
    with serving(tmp_path / "linestop.db") as server:
        opened = open_game(server.url, scenario="pacific_squeeze", weeks_per_turn=8, turn_seconds=None)
        bots = Forked(["bots", opened.game, "--url", server.url, "--count", "4", "--json"])
        with at_the_desk(server.url, opened) as desk:
            lead(desk, 4)
        out, err = bots.communicate()
    assert bots.returncode == 0, err
    assert [bot["turns_decided"] for bot in json.loads(out)["bots"]] == [7] * 4
