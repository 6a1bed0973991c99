"""A desk or a board says which seats it looks at, where there are too many tables to list them all."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from game_support import Device, join_game, open_game
from serving_support import Serving, serving

from linestop.game.messages import Opened
from linestop.game.views import public_state

pytestmark = pytest.mark.slow
PEOPLE = ("Ann", "Bob", "Cat", "Dan", "Annika")
"""At three tables of two seats."""


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Serving]:
    """A game of three tables has too many there."""
    monkeypatch.setattr(public_state, "MOST_LISTED_TABLES", 2)
    with serving(tmp_path / "linestop.db") as running:
        yield running


def names(device: Device) -> list[str | None]:
    return [seat["name"] for seat in device.view["seats"]]


def look(device: Device, **wanted: object) -> None:
    """Ask, and wait for the answer and for what it shows."""
    assert device.ask("look", **wanted)["type"] == "ack"
    overview = device.view["overview"]
    if any(overview.get(name, value) != value for name, value in wanted.items()):
        device.until(lambda frame: frame["type"] in ("desk", "board"))


def test_each_desk_is_told_the_seats_that_it_looks_at_and_no_other_desk(server: Serving) -> None:
    game = open_game(server.url)
    [join_game(server.url, game.game, name) for name in PEOPLE]
    with Device(server.url, game) as desk, Device(server.url, game) as other:
        assert names(desk) == [*PEOPLE, None]
        look(desk, text="ann")
        assert names(desk) == ["Ann", "Annika"]
        look(desk, text="2")
        assert names(desk) == ["Cat", "Dan"]
        look(desk, text="", group="away")
        assert desk.view["overview"]["found"] == 5
        look(desk, group="all", players=[seat["player"] for seat in desk.view["seats"][:2]])
        assert names(desk) == ["Ann", "Bob"]
        assert other.ask("set_door", open=False)["type"] == "ack"
        other.until(lambda frame: frame["type"] == "desk" and not frame["door_open"])
        assert names(other) == [*PEOPLE, None]
        desk.until(lambda frame: frame["type"] == "desk" and not frame["door_open"])
        assert names(desk) == ["Ann", "Bob"]


def test_a_board_finds_a_table_by_a_name_and_a_player_may_not_look(server: Serving) -> None:
    game = open_game(server.url)
    seats = [join_game(server.url, game.game, name) for name in PEOPLE]
    with Device(server.url, Opened(game.game, "", "", "player", None)) as board:
        assert board.view["overview"]["joined"] == 5
        look(board, text="annika")
        assert [(each["name"], each["table"]) for each in board.view["overview"]["found"]] == [("Annika", 3)]
    with Device(server.url, seats[0]) as phone:
        assert phone.ask("look", text="Bob")["code"] == "not_yours"


def test_a_page_that_never_looks_is_told_the_first_page_and_the_packed_status(server: Serving) -> None:
    game = open_game(server.url)
    seats = [join_game(server.url, game.game, name) for name in PEOPLE]
    with Device(server.url, game) as desk, Device(server.url, seats[0]):
        assert desk.view["overview"]["page"] == 1 and len(desk.view["seats"]) == 6
        status = desk.until_status(lambda frame: frame["packed"] != "")
        assert (status["tables"], status["seats"]) == ([], 2)


def test_red_control_where_all_tables_are_listed_a_look_changes_nothing(tmp_path: Path) -> None:
    with serving(tmp_path / "linestop.db") as server:
        game = open_game(server.url)
        [join_game(server.url, game.game, name) for name in PEOPLE]
        with Device(server.url, game) as desk:
            assert desk.ask("look", text="ann")["type"] == "ack"
            assert names(desk) == [*PEOPLE, None] and desk.view["overview"] is None
            assert '"look"' not in json.dumps(desk.view)
