"""Who was sent away is not back before the desk says so, though the server was restarted meanwhile."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from door_support import GUEST, SCRIPT, ask_in, player_called, until_desk
from game_support import Device, open_game
from serving_support import serving
from sockets_support import closing_of

from linestop.game.errors import Refused
from linestop.game.messages import Opened
from linestop.game.rooms.doorkeeper import Doorkeeper
from linestop.game.rooms.limits import ADDRESSES_OF_A_ROOM, KNOCKS_SHOWN

pytestmark = pytest.mark.slow


def comes_back(folder: Path, *, before: Any = None) -> tuple[int, Any, dict[str, Any]]:
    """Ann is sent away, the server restarts, and she joins anew: the answer, and what the desk sees."""
    with serving(folder / "linestop.db") as server:
        game = open_game(server.url)
        ann = ask_in(server, game, "Ann", GUEST)[1]
        ask_in(server, game, "Bob", SCRIPT)
        with Device(server.url, game) as desk:
            until_desk(desk, lambda frame: frame["seats"][1]["name"] == "Bob")
            desk.ask("remove_players", players=[player_called(desk, "Ann")])
            if before is not None:
                before(desk)
    with serving(folder / "linestop.db") as server, Device(server.url, game) as desk:
        phone = Device(server.url, Opened(**ann), hello=False)
        phone.send(type="hello", id="hello-000", game=game.game, token=ann["token"])
        assert closing_of(phone)[0][-1]["code"] == ("sent_away" if before is None else "no_seat")
        status, answer = ask_in(server, game, "Anna", GUEST)
        view = until_desk(desk, lambda frame: status == 201 or frame["knocks"])
        if view["knocks"]:
            desk.ask("answer_knock", knock=view["knocks"][0]["number"], let_in=True)
            assert ask_in(server, game, "Anna", GUEST)[0] == 201
            assert ask_in(server, game, "Dan", SCRIPT)[1]["code"] == "ask_desk", "asked of each place"
    return status, answer, view


def test_who_was_sent_away_is_not_back_after_a_restart_before_the_desk_says_so(tmp_path: Path) -> None:
    status, refused, view = comes_back(tmp_path)
    assert (status, refused["code"]) == (409, "ask_desk")
    [knock] = view["knocks"]
    assert (knock["many"], knock["turned_away"], knock["players"]) == (False, 1, [])


def test_a_door_that_was_opened_since_is_open_after_a_restart_to_those_who_were_sent_away(
    tmp_path: Path,
) -> None:
    status, _, view = comes_back(tmp_path, before=lambda desk: desk.ask("set_door", open=True))
    assert (status, view["knocks"]) == (201, [])


def test_where_nobody_was_sent_away_all_come_in_after_a_restart(tmp_path: Path) -> None:
    with serving(tmp_path / "linestop.db") as server:
        game = open_game(server.url)
        ask_in(server, game, "Ann", GUEST)
    with serving(tmp_path / "linestop.db") as server:
        assert ask_in(server, game, "Bob", GUEST)[0] == 201


def test_red_control_a_door_that_forgets_lets_them_back_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("linestop.game.rooms.room.Doorkeeper", lambda *, asks_all: Doorkeeper())
    status, _, _ = comes_back(tmp_path)
    assert status == 201


def test_who_is_sent_away_and_has_not_been_here_since_a_restart_may_come_from_anywhere() -> None:
    doors = Doorkeeper()
    doors.came_in(SCRIPT, "bob")
    doors.sent_away("ann")
    for address in (GUEST, SCRIPT):
        with pytest.raises(Refused, match="ask them"):
            doors.must_not_ask(address, 100.0)
    doors.open_all()
    for address in (GUEST, SCRIPT, "192.0.2.9"):
        doors.must_not_ask(address, 100.0)


def test_a_flood_of_addresses_at_a_door_that_asks_fills_neither_the_memory_nor_the_desk() -> None:
    doors = Doorkeeper(asks_all=True)
    for number in range(2 * ADDRESSES_OF_A_ROOM):
        with pytest.raises(Refused, match="ask them"):
            doors.must_not_ask(f"2001:db8::{number:x}", 100.0)
    assert len(doors.knocks()) == KNOCKS_SHOWN
    known = [doors.knows(f"2001:db8::{number:x}") for number in range(2 * ADDRESSES_OF_A_ROOM)]
    assert sum(known) == ADDRESSES_OF_A_ROOM
