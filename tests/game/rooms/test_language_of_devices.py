"""Two languages over real sockets and over HTTP."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.request import Request, urlopen

import pytest
from after_support import READER, keep, workshop
from game_support import PATIENCE, Device, get, join_game, open_game, open_practice
from language_support import german, must_be_the_same_but_for_words
from serving_support import Serving, serving

from linestop.game.messages import Hello, Opened
from linestop.game.rooms.connection import encode
from linestop.game.store.store import Store
from linestop.game.views.player_view import player_view

# ------------------------------------------------------------ over real sockets


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    file = tmp_path_factory.mktemp("language") / "linestop.db"
    store = Store(file)
    keep(store, workshop())
    store.close()
    with serving(file) as running:
        yield running


def device(server: Serving, opened: Opened | str, language: str | None) -> Device:
    code, token = (opened, None) if isinstance(opened, str) else (opened.game, opened.token)
    made = Device(server.url, None, hello=False)
    wish = {} if language is None else {"language": language}
    made.send(type="hello", id="hello-000", game=code, token=token, **wish)
    assert made.answer("hello-000")["type"] == "ack"
    made.until(lambda frame: frame["type"] in ("view", "lobby", "board", "desk"))
    return made


@pytest.mark.slow
def test_a_german_and_an_english_phone_play_one_game_each_in_its_language(server: Serving) -> None:
    told = german()
    desk = open_game(server.url, scenario="pacific_squeeze", turn_seconds=None)
    players = [join_game(server.url, desk.game, name) for name in ("Housing", "Frame")]
    with (
        device(server, desk, "de") as leader,
        device(server, players[0], None) as english,
        device(server, players[0], "de-AT") as mine,
        device(server, players[1], "de") as other,
        device(server, desk.game, "de") as wall,
    ):
        for state in (leader.view, mine.view, other.view, wall.view):
            assert state["game"]["title"] == "Engpass Pazifik"
        assert english.view["game"]["title"] == "Pacific Squeeze"
        assert must_be_the_same_but_for_words(english.view, mine.view, told) > 5
        leader.ask("start")
        leader.ask("announce", text="Drive chip")
        for one in (english, mine, other):
            one.until_status(lambda status: status["message"] == "Drive chip")
        leader.ask(
            "inject",
            kind="capacity_cut",
            target="oakridge",
            weeks=2,
            value=0.5,
            headline="Everybody wants chips",
            text="Frame",
        )
        for one, turn in ((mine, 1), (other, 1)):
            assert one.decide(turn, {"chip": "JIC"})["type"] == "ack"
        leader.ask("close_turn", turn=1)
        for one in (english, mine, other):
            one.until_turn(2)
        assert must_be_the_same_but_for_words(english.view, mine.view, told) > 10
        # Beside the scenario's own news: whether and when those appear is for the drawn seed to say.
        typed = [item for item in mine.view["news"] if item["headline"] == "Everybody wants chips"]
        assert [item["text"] for item in typed] == ["Frame"]
        assert mine.view["name"] == "Housing"
        assert {row["name"] for row in other.view["standings"]} >= {"Housing", "Frame"}
        assert mine.status == english.status


def test_english_and_unspoken_devices_are_sent_the_same_bytes(server: Serving) -> None:
    """What a device without a language was sent before there were languages."""
    opened = open_practice(server.url, "pacific_squeeze")
    session = server.do(server.hub.room(opened.game)).session
    names = server.do(server.hub.room(opened.game)).people.names
    for language in (None, "", "en", "en-GB", "fr"):
        with device(server, opened, language) as shown:
            state = player_view(session, session.state.places[0], names)
            assert shown.view == json.loads(encode(state))


@pytest.mark.parametrize("language", ["d", "de_CH", "de; drop", "../de", "x" * 60, "dé", 7, None])
def test_a_language_that_cannot_be_one_is_refused(server: Serving, language: object) -> None:
    opened = open_practice(server.url)
    with Device(server.url, None, hello=False) as odd:
        odd.send(type="hello", id="hello-000", game=opened.game, token=opened.token, language=language)
        refused = odd.until(lambda frame: frame["type"] in ("error", "ack"))
        assert (refused["type"], refused["code"]) == ("error", "bad_frame")


def test_a_hello_need_not_name_a_language() -> None:
    assert Hello("hello-000", "TESTED").language == ""


# ------------------------------------------------------------ over HTTP


def in_german(server: Serving, path: str, token: str = "", language: str = "de") -> Any:
    status, body, headers = get(f"{server.url}{path}", token, **{"accept-language": language})
    assert status == 200, body
    assert "accept-language" in headers["vary"]
    return body


def test_cards_are_told_in_the_language_asked_for(server: Serving) -> None:
    cards = {card["name"]: card for card in in_german(server, "/api/scenarios")}
    assert cards["calm_seas"]["title"] == "Ruhige See"
    assert cards["two_seats"]["title"] == "Two Seats"
    opened = open_practice(server.url, "calm_seas")
    path = f"/api/games/{opened.game}"
    assert in_german(server, path)["title"] == "Ruhige See"
    assert in_german(server, path, language="en-GB,de;q=0.5")["title"] == "Calm Seas"
    assert in_german(server, path, language="")["title"] == "Calm Seas"


def test_a_results_page_has_an_etag_of_its_own_in_each_language(server: Serving) -> None:
    path = f"{server.url}/api/games/AFTERA/results?table=1&seat=tarnholm"
    _, english, headers = get(path, READER)
    _, told, german_headers = get(path, READER, **{"accept-language": "de"})
    assert must_be_the_same_but_for_words(english, told, german()) > 20
    assert headers["etag"] != german_headers["etag"]
    old = {"if-none-match": headers["etag"]}
    assert get(path, READER, **old)[0] == 304
    assert get(path, READER, **old, **{"accept-language": "de"})[0] == 200


def test_the_leaderboard_names_companies_in_the_language_asked_for(server: Serving) -> None:
    path = "/api/leaderboard?scenario=pacific_squeeze&who=any&seed=any&live=any&length=any&kind=any&decided=0"
    told = in_german(server, path)["rows"]
    assert "Tarnholm Werke" in {row["title"] for row in told}
    english = in_german(server, path, language="en")["rows"]
    assert "Tarnholm Works" in {row["title"] for row in english}
    assert [row | {"title": ""} for row in told] == [row | {"title": ""} for row in english]


def test_files_of_a_game_stay_as_they_are_in_every_language(server: Serving) -> None:
    url = f"{server.url}/api/games/AFTERA/weeks.csv"
    assert raw(url, "de") == raw(url, "en")


def raw(url: str, language: str) -> bytes:
    headers = {"authorization": f"Bearer {READER}", "accept-language": language}
    with urlopen(Request(url, headers=headers), timeout=PATIENCE) as answer:
        found: bytes = answer.read()
        return found
