"""Codes cannot be guessed, and whoever guesses shuts nobody else out.

A room sits behind one address: one guest's wrong codes must not keep the others, or the board, from a
game that is right.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from game_support import Device, get, open_game, post
from serving_support import Serving, serving
from sockets_support import closing_of

from linestop.game.errors import Refused
from linestop.game.messages import Opened
from linestop.game.rooms.connection import CLOSE_RESTART
from linestop.game.rooms.hub import Hub
from linestop.game.rooms.rate_limits import FailedCodes, LeakyBucket, network_of

SCHOOL, ELSEWHERE = "198.51.100.7", "203.0.113.9"
LETTERS = "23456789ABCDEFGH"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    with serving(tmp_path_factory.mktemp("codes") / "linestop.db") as running:
        yield running


def guesses(server: Serving, count: int, address: str) -> set[str]:
    """The answers to so many wrong codes from this address."""

    async def all_of_them() -> set[str]:
        found = set()
        for _ in range(count):
            try:
                with server.hub.counting_failed_codes(address, "ZZZZZZ"):
                    await server.hub.room("ZZZZZZ")
            except Refused as refused:
                found.add(refused.code)
        return found

    return server.do(all_of_them())


def card(server: Serving, code: str, address: str) -> tuple[int, Any]:
    status, body, _ = get(f"{server.url}/api/games/{code}", **{"x-forwarded-for": address})
    return status, body


def board(server: Serving, code: str, address: str) -> Device:
    return Device(server.url, Opened(code, "", "", "player", None), additional_headers=forwarded(address))


def forwarded(address: str) -> dict[str, str]:
    return {"x-forwarded-for": address}


def test_after_sixty_wrong_codes_over_http_the_right_one_opens_the_game(server: Serving) -> None:
    game = open_game(server.url)
    wrong = [card(server, f"ZZZ{a}{b}Z", SCHOOL)[1]["code"] for a in LETTERS for b in "ABCDE"]
    assert wrong == ["no_such_game"] * 60 + ["too_many_tries"] * 20
    assert card(server, game.game, SCHOOL)[0] == 200
    status, body = post(
        f"{server.url}/api/games/{game.game}/join", b'{"name":"Ann"}', **{"x-forwarded-for": SCHOOL}
    )
    assert status == 201, body
    with board(server, game.game, SCHOOL) as wall:
        assert wall.view["type"] == "board"


def test_far_too_many_wrong_codes_are_refused_unread_and_right_ones_with_them(server: Serving) -> None:
    game, address = open_game(server.url), "192.0.2.20"
    assert guesses(server, 700, address) == {"no_such_game", "too_many_tries"}
    assert card(server, game.game, address)[1]["code"] == "too_many_tries"
    assert card(server, game.game, ELSEWHERE)[0] == 200, "an address answers for itself alone"
    server.pass_time(120)
    assert card(server, game.game, address)[0] == 200, "and for a while"


def test_a_game_that_the_address_is_in_stays_open_to_it_whatever_is_guessed_there(server: Serving) -> None:
    game, address = open_game(server.url), "192.0.2.30"
    with board(server, game.game, address):
        guesses(server, 1000, address)
        assert card(server, game.game, address)[0] == 200
    # It was put out for a moment, and comes back.
    with board(server, game.game, address) as wall:
        assert wall.view["type"] == "board"


def test_a_seat_comes_back_and_asks_again_whatever_is_guessed_at_its_address(server: Serving) -> None:
    game, address = open_game(server.url), "192.0.2.40"
    status, body = post(
        f"{server.url}/api/games/{game.game}/join", b'{"name":"Bob"}', **{"x-forwarded-for": address}
    )
    assert status == 201
    guesses(server, 1000, address)
    with Device(server.url, Opened(**body), additional_headers=forwarded(address)) as phone:
        assert phone.view["type"] == "lobby"
    token = body["token"]
    again = f'{{"name":"Bob","token":"{token}"}}'.encode()
    # Of others behind the address, who ask for seats without end.
    flood = LeakyBucket(0.0, 0.0)
    server.hub.rate_limits.joins._buckets[address] = flood
    assert not flood.has_room(0.0)
    status, body = post(f"{server.url}/api/games/{game.game}/join", again, **{"x-forwarded-for": address})
    assert (status, body["token"]) == (201, token)


def test_a_board_that_is_turned_away_for_others_guesses_comes_back_by_itself(server: Serving) -> None:
    game, address = open_game(server.url), "192.0.2.50"
    guesses(server, 1000, address)
    device = Device(server.url, None, additional_headers=forwarded(address))
    device.send(type="hello", id="hello-000", game=game.game, token=None)
    frames, code = closing_of(device)
    assert frames[-1] == {
        "type": "bye",
        "code": "too_many_tries",
        "message": "That was a lot at once; wait a little and try again.",
        "come_back": True,
    }
    assert code == CLOSE_RESTART


def test_a_recovery_code_that_is_right_moves_the_desk_whatever_was_guessed(server: Serving) -> None:
    game, address = open_game(server.url), "192.0.2.60"
    guesses(server, 1000, address)
    body = f'{{"game":"{game.game}","recovery":"{game.recovery}"}}'.encode()
    assert post(f"{server.url}/api/recover", body, **{"x-forwarded-for": address})[0] == 200


def test_many_addresses_together_are_slowed_too_and_one_that_never_failed_is_not() -> None:
    failed = FailedCodes()
    refused = 0
    for number in range(5000):
        address = f"10.0.{number % 200}.1"
        if not failed.may_look(address, 0.0):
            refused += 1
            continue
        try:
            failed.count(address, 0.0)
        except Refused:
            refused += 1
    assert refused >= 3000
    assert failed.may_look("10.9.9.9", 0.0)


def test_a_machine_with_a_whole_ipv6_network_is_one_address() -> None:
    failed = FailedCodes()
    answers = set()
    for number in range(100):
        try:
            failed.count(f"2001:db8::{number:x}", 0.0)
            answers.add("counted")
        except Refused:
            answers.add("refused")
    assert answers == {"counted", "refused"}
    assert network_of("::ffff:192.0.2.1") == "192.0.2.1"
    assert network_of("") == ""


def test_red_control_a_limit_that_looks_at_nothing_first_shuts_the_room_out(
    server: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Hub, "_has_been_in", lambda hub, code, address: False)
    monkeypatch.setattr("linestop.game.rooms.rate_limits.FAILED_CODES_UNREAD", 60.0)
    game, address = open_game(server.url), "192.0.2.70"
    with board(server, game.game, address):
        guesses(server, 100, address)
        assert card(server, game.game, address)[1]["code"] == "too_many_tries"
