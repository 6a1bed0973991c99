"""The door of a game: closed and opened from the desk, and what one guest or one script can take of it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from door_support import GUEST, SCRIPT, ask_in, player_called, until_desk
from game_support import Device, get, open_game
from serving_support import Serving, serving
from sockets_support import closing_of

from linestop.game.errors import Refused
from linestop.game.messages import Opened
from linestop.game.rooms.broadcast import Broadcast
from linestop.game.rooms.doorkeeper import Doorkeeper
from linestop.game.rooms.limits import (
    HELLOS_AT_ONCE,
    JOIN_WINDOW_SECONDS,
    JOINS_IN_THE_WINDOW,
    LET_IN_TIMES,
    OBSERVERS_PER_GAME,
)

pytestmark = pytest.mark.slow


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Serving]:
    with serving(tmp_path / "linestop.db") as running:
        yield running


def people_in(server: Serving, game: Opened) -> int:
    joined = get(f"{server.url}/api/games/{game.game}")[1]["joined"]
    assert isinstance(joined, int)
    return joined


# ---------------------------------------------------------------- closing the door


def test_behind_a_closed_door_nobody_new_gets_a_seat_and_all_who_have_one_keep_it(server: Serving) -> None:
    game = open_game(server.url)
    _, ann = ask_in(server, game, "Ann", GUEST)
    with Device(server.url, game) as desk:
        assert desk.view["door_open"]
        desk.ask("set_door", open=False)
        until_desk(desk, lambda frame: not frame["door_open"])
        status, refused = ask_in(server, game, "Bob", GUEST)
        assert (status, refused["code"]) == (409, "door_closed")
        card = get(f"{server.url}/api/games/{game.game}")[1]
        assert (card["door_open"], card["joinable"]) == (False, False)
        status, again = ask_in(server, game, "Ann", GUEST, token=ann["token"])
        assert (status, again["token"]) == (201, ann["token"])
        with Device(server.url, Opened(**ann)) as phone:
            assert phone.view["type"] == "lobby"
        with Device(server.url, Opened(game.game, "", "", "player", None)) as board:
            assert not board.view["door_open"]
        desk.ask("set_door", open=True)
        assert ask_in(server, game, "Bob", GUEST)[0] == 201


def test_a_closed_door_is_closed_after_a_restart_too_and_in_a_running_game(tmp_path: Path) -> None:
    with serving(tmp_path / "linestop.db") as server:
        game = open_game(server.url)
        ask_in(server, game, "Ann", GUEST)
        with Device(server.url, game) as desk:
            desk.ask("start")
            desk.ask("set_door", open=False)
    with serving(tmp_path / "linestop.db") as server:
        assert ask_in(server, game, "Bob", GUEST)[1]["code"] == "door_closed"


def test_only_the_facilitator_has_the_door(server: Serving) -> None:
    game = open_game(server.url)
    _, ann = ask_in(server, game, "Ann", GUEST)
    with Device(server.url, Opened(**ann)) as phone, Device(server.url, game) as desk:
        own = player_called(desk, "Ann")
        for command, fields in (
            ("set_door", {"open": False}),
            ("remove_players", {"players": [own]}),
            ("answer_knock", {"knock": 1, "let_in": True}),
        ):
            assert phone.ask(command, **fields)["code"] == "not_yours"


# ---------------------------------------------------------------- sending people away


def test_several_are_sent_away_at_once_and_are_not_back_before_the_desk_says_so(server: Serving) -> None:
    game = open_game(server.url)
    people = [ask_in(server, game, name, GUEST)[1] for name in ("Ann", "Bob", "Cat")]
    with Device(server.url, game) as desk, Device(server.url, Opened(**people[0])) as phone:
        until_desk(desk, lambda frame: frame["seats"][2]["name"] == "Cat")
        ann, bob = (player_called(desk, name) for name in ("Ann", "Bob"))
        answer = desk.ask("remove_players", players=[ann, bob])
        assert answer["type"] == "ack"
        bye = phone.until_bye()
        assert (bye["code"], bye["come_back"]) == ("sent_away", False)
        assert people_in(server, game) == 1
        status, refused = ask_in(server, game, "Zoe", GUEST)
        assert (status, refused["code"]) == (409, "ask_desk")
        [knock] = until_desk(desk, lambda frame: frame["knocks"])["knocks"]
        assert (knock["many"], knock["turned_away"]) == (False, 1)
        assert ask_in(server, game, "Dan", "192.0.2.8")[0] == 201, "others come in as before"
        desk.ask("answer_knock", knock=knock["number"], let_in=True)
        assert ask_in(server, game, "Zoe", GUEST)[0] == 201
        until_desk(desk, lambda frame: not frame["knocks"])


def test_who_is_kept_out_stays_out_without_asking_again_until_the_door_is_opened(server: Serving) -> None:
    game = open_game(server.url)
    ask_in(server, game, "Ann", GUEST)
    with Device(server.url, game) as desk:
        desk.ask("remove_players", players=[player_called(desk, "Ann")])
        ask_in(server, game, "Ann", GUEST)
        [knock] = until_desk(desk, lambda frame: frame["knocks"])["knocks"]
        desk.ask("answer_knock", knock=knock["number"], let_in=False)
        assert ask_in(server, game, "Ann", GUEST)[1]["code"] == "ask_desk"
        until_desk(desk, lambda frame: not frame["knocks"])
        desk.ask("set_door", open=False)
        desk.ask("set_door", open=True)
        assert ask_in(server, game, "Ann", GUEST)[0] == 201


def test_in_a_running_game_bots_go_on_for_those_who_were_sent_away(server: Serving) -> None:
    game = open_game(server.url)
    for name in ("Ann", "Bob"):
        ask_in(server, game, name, GUEST)
    with Device(server.url, game) as desk:
        desk.ask("start")
        until_desk(desk, lambda frame: frame["phase"] == "deciding")
        desk.ask("remove_players", players=[player_called(desk, name) for name in ("Ann", "Bob")])
        until_desk(desk, lambda frame: frame["seats"][0]["player"] is None)
        desk.ask("close_turn", turn=1)
        desk.until_turn(2)
    rows = server.do(
        server.hub.store.run(
            lambda db: db.execute("select held_by from seats where game = ?", [game.game]).fetchall()
        )
    )
    assert {row[0] for row in rows} == {"bot"}


def test_sending_away_twice_makes_one_event_and_strangers_are_passed_over(server: Serving) -> None:
    game = open_game(server.url)
    ask_in(server, game, "Ann", GUEST)
    with Device(server.url, game) as desk:
        ann = player_called(desk, "Ann")
        for _ in range(2):
            desk.send(type="remove_players", id="away-0001", players=[ann, "nobody"])
            assert desk.answer("away-0001")["type"] == "ack"
        assert desk.ask("remove_players", players=[ann])["code"] == "no_such_player"


# ---------------------------------------------------------------- a script at the door


def script_comes(server: Serving, game: Opened, count: int) -> list[str]:
    answers = (ask_in(server, game, f"Guest {number}", SCRIPT) for number in range(count))
    return ["in" if status == 201 else body["code"] for status, body in answers]


def test_after_sixty_joins_from_one_address_at_once_the_desk_is_asked(server: Serving) -> None:
    game = open_game(server.url, scenario="hoarding")
    answers = script_comes(server, game, JOINS_IN_THE_WINDOW + 5)
    assert answers == ["in"] * JOINS_IN_THE_WINDOW + ["ask_desk"] * 5


def test_the_desk_sends_those_away_who_came_in_the_burst_and_lets_the_others_in() -> None:
    doors = Doorkeeper()
    for number in range(JOINS_IN_THE_WINDOW):
        doors.must_not_ask(SCRIPT, 100.0)
        doors.seated(SCRIPT, f"p{number}", 100.0)
    with pytest.raises(Exception, match="ask them"):
        doors.must_not_ask(SCRIPT, 101.0)
    [knock] = doors.knocks()
    assert knock.many and len(knock.players) == JOINS_IN_THE_WINDOW
    doors.answer(knock.number, let_in=True)
    doors.must_not_ask(SCRIPT, 101.0)
    assert doors.knocks() == []


def test_after_its_crowd_was_let_in_four_times_as_many_may_come_before_the_desk_is_asked() -> None:
    doors = Doorkeeper()

    def come_until_asked() -> int:
        for number in count():
            try:
                doors.must_not_ask(SCRIPT, 100.0)
            except Refused:
                return number
            doors.seated(SCRIPT, f"p{number}", 100.0)
        raise AssertionError

    for times in (1, LET_IN_TIMES, LET_IN_TIMES**2):
        assert come_until_asked() == times * JOINS_IN_THE_WINDOW
        [knock] = doors.knocks()
        doors.answer(knock.number, let_in=True)


def test_a_class_that_comes_in_within_a_minute_is_not_asked() -> None:
    doors = Doorkeeper()
    for number in range(200):
        now = number * JOIN_WINDOW_SECONDS / (JOINS_IN_THE_WINDOW - 1)
        doors.must_not_ask(SCRIPT, now)
        doors.seated(SCRIPT, f"p{number}", now)
    assert doors.knocks() == []


def test_red_control_without_the_doorkeeper_one_script_takes_every_seat(
    server: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Doorkeeper, "must_not_ask", lambda doors, address, now: None)
    game = open_game(server.url, scenario="hoarding")
    assert "ask_desk" not in script_comes(server, game, JOINS_IN_THE_WINDOW + 5)


# ---------------------------------------------------------------- boards without end


def observe(server: Serving, game: Opened, address: str) -> Device:
    board = Opened(game.game, "", "", "player", None)
    return Device(server.url, board, additional_headers={"x-forwarded-for": address})


def test_one_address_that_opens_boards_without_end_does_not_keep_out_the_projector(server: Serving) -> None:
    game = open_game(server.url)
    flood = [observe(server, game, SCRIPT) for _ in range(OBSERVERS_PER_GAME)]
    try:
        with observe(server, game, GUEST) as projector:
            assert projector.view["type"] == "board"
        with pytest.raises(AssertionError):
            [observe(server, game, SCRIPT) for _ in range(2)]
    finally:
        for device in flood:
            device.close()


def test_a_board_that_came_back_over_a_new_line_counts_once_and_one_that_is_closed_not_at_all(
    server: Serving,
) -> None:
    game = open_game(server.url)
    board = Opened(game.game, "", "", "player", None)
    with Device(server.url, game) as desk:
        lines = [Device(server.url, board, hello=False) for _ in range(2)]
        for line in lines:
            line.send(type="hello", id="hello-000", game=game.game, token=None, device="projector-1")
            line.answer("hello-000")
        with observe(server, game, GUEST):
            until_desk(desk, lambda frame: frame["boards"] == 2)
        until_desk(desk, lambda frame: frame["boards"] == 1)
        for line in lines:
            line.close()
        until_desk(desk, lambda frame: frame["boards"] == 0)


def test_red_control_with_one_count_for_all_the_projector_is_kept_out(
    server: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Broadcast, "_made_room", lambda broadcast, address, boards: False)
    game = open_game(server.url)
    flood = [observe(server, game, SCRIPT) for _ in range(OBSERVERS_PER_GAME)]
    with pytest.raises(AssertionError):
        observe(server, game, GUEST)
    for device in flood:
        device.close()


def test_a_device_that_comes_and_goes_without_end_is_told_to_wait_and_keeps_nobody_else_out(
    server: Serving,
) -> None:
    game = open_game(server.url)
    for _ in range(int(HELLOS_AT_ONCE)):
        server.hub.rate_limits.hellos.take(SCRIPT, server.clock.seconds)
    device = Device(server.url, None, additional_headers={"x-forwarded-for": SCRIPT})
    device.send(type="hello", id="hello-000", game=game.game, token=None)
    frames, _ = closing_of(device)
    assert (frames[-1]["code"], frames[-1]["come_back"]) == ("too_many_tries", True)
    _, ann = ask_in(server, game, "Ann", SCRIPT)
    with Device(server.url, Opened(**ann), additional_headers={"x-forwarded-for": SCRIPT}) as phone:
        assert phone.view["type"] == "lobby", "a seat is counted by itself"
