"""Who sits where in a workshop: coming back, names, links to another device, seats given to bots."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from game_support import Device, get, join_game, open_game, post
from serving_support import Serving, serving

from linestop.game.messages import Opened

pytestmark = pytest.mark.slow


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Serving]:
    with serving(tmp_path / "linestop.db") as running:
        yield running


def test_a_dropped_phone_comes_back_to_the_turn_that_is_open(server: Serving) -> None:
    game = open_game(server.url)
    ann = join_game(server.url, game.game, "Ann")
    with Device(server.url, game) as desk:
        with Device(server.url, ann) as phone:
            assert phone.view["type"] == "lobby"
            assert phone.view["people"][0] == {
                "table": 1,
                "seat": "hobbin",
                "title": "Hobbin & Co",
                "name": "Ann",
                "you": True,
                "program": False,
            }
        desk.ask("start")
        desk.ask("close_turn", turn=1)
        desk.until_turn(2)
        assert desk.view["seats"][0]["devices"] == 0
        with Device(server.url, ann) as phone:
            assert (phone.view["type"], phone.view["turn"]) == ("view", 2)
            assert phone.view["repeated"]


def test_joining_again_with_the_same_token_gives_the_same_seat(server: Serving) -> None:
    game = open_game(server.url)
    token = "t" * 43
    first = join_game(server.url, game.game, "Ann", token=token)
    again = join_game(server.url, game.game, "Ann", token=token)
    assert first == again
    _, card, _ = get(f"{server.url}/api/games/{game.game}")
    assert card["joined"] == 1


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("ann", "name_taken"),
        (" A n n ", "name_taken"),
        ("Аnn", "name_taken"),  # the first letter is Cyrillic
        ("", "name_empty"),
        (" \u200b ", "name_empty"),
        ("...", "name_empty"),
        ("x" * 25, "name_too_long"),
        ("a\x07b", "name_unreadable"),
    ],
)
def test_a_name_that_will_not_do_is_refused(server: Serving, name: str, code: str) -> None:
    game = open_game(server.url)
    join_game(server.url, game.game, "Ann")
    status, body = post(f"{server.url}/api/games/{game.game}/join", json.dumps({"name": name}).encode())
    assert status >= 400 and body["code"] == code


def test_a_player_is_renamed_at_the_desk_and_no_event_says_so(server: Serving) -> None:
    game = open_game(server.url)
    with (
        Device(server.url, game) as desk,
        Device(server.url, join_game(server.url, game.game, "Rude")) as phone,
    ):
        player = phone.view["player"]
        assert desk.ask("rename", player=player, name="  Polly ")["type"] == "ack"
        phone.until(lambda frame: frame["type"] == "lobby" and frame["name"] == "Polly")
        assert desk.ask("rename", player="nobody", name="X")["code"] == "no_such_player"
        assert phone.ask("rename", player=player, name="Duke")["code"] == "not_yours"
    events = server.do(server.hub.store.load(game.game))
    assert not any(word in repr(events) for word in ("Rude", "Polly", "Grace"))


def test_a_one_time_link_opens_once_and_an_old_one_not_at_all(server: Serving) -> None:
    game = open_game(server.url)
    ann = join_game(server.url, game.game, "Ann")
    with Device(server.url, game) as desk, Device(server.url, ann) as phone:
        player = phone.view["player"]
        links = [desk.ask("hand_over", player=player)["result"]["path"] for _ in range(2)]
        claims = [json.dumps({"code": link.partition("=")[2]}).encode() for link in links]
        assert post(f"{server.url}/api/claim", claims[0])[1]["code"] == "bad_claim"
        status, claimed = post(f"{server.url}/api/claim", claims[1])
        assert status == 200
        assert post(f"{server.url}/api/claim", claims[1])[1]["code"] == "bad_claim"
        assert phone.until_bye() == {
            "type": "bye",
            "code": "moved",
            "message": "This was moved to another device; go on there.",
            "come_back": False,
        }
    with Device(server.url, Opened(**claimed)) as phone:
        assert phone.view["name"] == "Ann"
    with Device(server.url, ann, hello=False) as old:
        old.send(type="hello", id="hello-000", game=ann.game, token=ann.token)
        assert old.answer("hello-000")["code"] == "bad_token"


def test_a_one_time_link_is_forgotten_after_a_while(server: Serving) -> None:
    game = open_game(server.url)
    with (
        Device(server.url, game) as desk,
        Device(server.url, join_game(server.url, game.game, "Ann")) as phone,
    ):
        link = desk.ask("hand_over", player=phone.view["player"])["result"]["path"]
        server.pass_time(601)
        claim = json.dumps({"code": link.partition("=")[2]}).encode()
        assert post(f"{server.url}/api/claim", claim)[1]["code"] == "bad_claim"


def test_a_recovery_code_is_used_once_and_opens_nothing_by_itself(server: Serving) -> None:
    game = open_game(server.url)
    asked = json.dumps({"game": game.game, "recovery": game.recovery}).encode()
    assert post(f"{server.url}/api/recover", asked)[0] == 200
    assert post(f"{server.url}/api/recover", asked)[1]["code"] == "bad_recovery"
    with Device(server.url, game, hello=False) as device:
        device.send(type="hello", id="hello-000", game=game.game, token=game.recovery)
        assert device.answer("hello-000")["code"] == "bad_token"


def test_a_seat_given_to_a_bot_sends_its_phone_away_and_may_be_joined_again(server: Serving) -> None:
    game = open_game(server.url)
    ann = join_game(server.url, game.game, "Ann")
    with Device(server.url, game) as desk, Device(server.url, ann) as phone:
        desk.ask("start")
        desk.ask("to_bot", player=phone.view["player"])
        assert phone.until_bye()["code"] == "replaced"
    with Device(server.url, ann, hello=False) as device:
        device.send(type="hello", id="hello-000", game=ann.game, token=ann.token)
        assert device.answer("hello-000")["code"] == "no_seat"
    with Device(server.url, join_game(server.url, game.game, "Ann")) as phone:
        assert phone.view["late"] and phone.view["name"] == "Ann"
