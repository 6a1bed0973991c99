"""A year nobody knows over the wire: made for one game, a secret until its end, on a list of its own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from game_support import Device, get, post
from quick_years import quick_years
from serving_support import Serving, serving

from linestop.game.messages import Opened
from linestop.game.messages.years import YEARS, YearInTheMaking
from linestop.game.rules.events import GameOpened

pytestmark = pytest.mark.slow
YEAR = "year_hard"
SECRETS = ("recommended", "--seed", "news_rule", "scenario new")
"""What would tell of the mix, or how to make the same year again."""


@pytest.fixture(scope="module")
def quick() -> Iterator[None]:
    with quick_years():
        yield


@pytest.fixture(scope="module")
def server(quick: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    with serving(tmp_path_factory.mktemp("years") / "linestop.db") as running:
        yield running


def how_far(server: Serving, name: str = YEAR) -> YearInTheMaking:
    status, body, _ = get(f"{server.url}/api/years/{name}")
    assert status == 200, body
    return msgspec.convert(body, YearInTheMaking)


def make_one(server: Serving) -> None:
    for _ in range(300):  # each answer waits for a while
        if how_far(server).ready:
            return
    raise AssertionError("no year was ready")


def practise(server: Serving) -> tuple[int, Any]:
    return post(f"{server.url}/api/practice", json.dumps({"scenario": YEAR}).encode())


def host(server: Serving, **more: Any) -> tuple[int, Any]:
    return post(f"{server.url}/api/games", json.dumps({"scenario": YEAR, "name": "Ana", **more}).encode())


def first_event(server: Serving, game: str) -> GameOpened:
    found: GameOpened = server.do(server.hub.room(game)).session.opened
    return found


@pytest.fixture(scope="module")
def practice(server: Serving) -> Opened:
    make_one(server)
    status, body = practise(server)
    assert status == 201, body
    return Opened(**body)


def test_a_year_that_is_not_ready_opens_no_game_and_says_so(server: Serving) -> None:
    assert practise(server)[1]["code"] == host(server)[1]["code"] == "year_not_ready"


def test_a_year_is_used_by_one_game_alone(server: Serving, practice: Opened) -> None:
    assert first_event(server, practice.game).scenario == YEAR
    status, refused = practise(server)
    assert (status, refused["code"]) == (409, "year_not_ready")


def test_players_are_told_neither_its_seed_nor_its_text(server: Serving, practice: Opened) -> None:
    text = first_event(server, practice.game).text
    assert all(word in text for word in SECRETS)  # red control: the words are found where they stand
    with Device(server.url, practice) as device:
        frames = json.dumps(device.view)
    told = [
        get(f"{server.url}/api/games/{practice.game}{path}", practice.token)[1]
        for path in ("", "/told", "/weeks")
    ]
    everything = frames + json.dumps(told)
    assert [word for word in SECRETS if word in everything] == []
    for path in ("results", "timeline", "studied", "tables"):
        status, body, _ = get(f"{server.url}/api/games/{practice.game}/{path}", practice.token)
        assert status >= 400 and SECRETS[1] not in json.dumps(body)


def test_its_texts_are_there_in_every_language_also_after_a_restart(quick: None, tmp_path: Path) -> None:
    file = tmp_path / "linestop.db"
    with serving(file) as server:
        make_one(server)
        opened = Opened(**practise(server)[1])
        told = [told_in(language, server, opened) for language in ("en", "de")]
    assert told[0] != told[1]
    with serving(file) as server:
        assert [told_in(language, server, opened) for language in ("en", "de")] == told


def told_in(language: str, server: Serving, game: Opened) -> Any:
    return get(f"{server.url}/api/games/{game.game}/told", game.token, **{"accept-language": language})[1]


def test_options_that_do_not_go_together_leave_the_year_for_the_next(server: Serving) -> None:
    make_one(server)
    assert host(server, depth="classic", bots="hybrid")[1]["code"] == "no_mix_in_classic"
    assert how_far(server).ready
    status, opened = host(server)
    assert status == 201 and first_event(server, opened["game"]).scenario == YEAR


def test_a_year_of_a_name_that_there_is_not_is_refused(server: Serving) -> None:
    status, body, _ = get(f"{server.url}/api/years/calm_seas")
    assert (status, body["code"]) == (404, "unknown_scenario")
    _, body, _ = get(f"{server.url}/api/years")
    assert [card["name"] for card in body] == list(YEARS)


def test_played_years_stand_on_one_list_whatever_their_file(server: Serving, practice: Opened) -> None:
    make_one(server)
    games = [practice, Opened(**practise(server)[1])]
    for game in games:
        play_to_the_end(server, game)
    _, listed, _ = get(f"{server.url}/api/leaderboard?scenario={YEAR}&kind=practice")
    assert listed["scenario"] == YEAR and listed["digest"] == "" and listed["total"] >= len(games)


def play_to_the_end(server: Serving, game: Opened) -> None:
    with Device(server.url, game) as device:
        while device.view["phase"] != "finished":
            turn = device.view["turn"]
            device.decide(turn, {})
            while device.view["phase"] != "finished" and device.view["turn"] == turn:
                device.read()
        if device.view["score"] is None:
            device.until(lambda frame: frame["type"] == "view" and frame["score"] is not None)
