"""A workshop over real sockets: one facilitator, many tables, and everything that goes wrong in a room."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from game_support import Device, get, join_game, open_game, post
from serving_support import Serving, serving

from linestop.game.messages import Opened
from linestop.game.review.verification import verify
from linestop.game.rooms import saving
from linestop.game.rules.events import Event
from linestop.game.rules.game_state import GameState
from linestop.game.rules.session import Session

pytestmark = pytest.mark.slow


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Serving]:
    with serving(tmp_path / "linestop.db") as running:
        yield running


def observer(server: Serving, code: str) -> Device:
    return Device(server.url, Opened(code, "", "", "player", None))


def replay_is_the_game(server: Serving, code: str) -> None:
    """The log, read back from the file and played again, is what the room believes."""
    events, state = server.do(log_and_state(server, code))
    again = Session.replay(events, server.hub.engine)
    assert again.state == state
    assert verify(events).turns == len(state.turns)


async def log_and_state(server: Serving, code: str) -> tuple[list[Event], GameState]:
    """Both of one moment: a score that is being worked out would come between the two."""
    session = server.hub._rooms[code].session
    while session.scoring() is not None or session.state.phase == "resolving":
        server.check_clocks()
        await asyncio.sleep(0)
    return await server.hub.store.load(code), session.state


def test_one_person_runs_twelve_tables_and_the_game_ends_on_time(server: Serving) -> None:
    with ExitStack() as open_devices:

        def device(opened: Opened) -> Device:
            return open_devices.enter_context(Device(server.url, opened))

        game = open_game(server.url, turn_seconds=300)
        desk = device(game)
        board = open_devices.enter_context(observer(server, game.game))
        tickets = [join_game(server.url, game.game, f"Player {number}") for number in range(1, 24)]
        phones = [device(ticket) for ticket in tickets]
        desk.until(lambda frame: frame["type"] == "desk" and frame["game"]["tables"] == 12)
        assert len(json.dumps(desk.status)) < 1024
        assert desk.ask("start")["type"] == "ack"

        # Turn 1, no deadline: two phones drop, the rest decide, the desk closes.
        for number in (3, 4):
            phones[number].close()
        decided = [phone for number, phone in enumerate(phones) if number not in (3, 4)]
        for phone in decided:
            phone.until_turn(1)
            assert phone.decide(1, {"board": "JIC"})["type"] == "ack"
        late = device(join_game(server.url, game.game, "Late Lucy"))
        assert late.view["late"]
        assert late.decide(1)["code"] == "too_early"
        assert desk.ask("close_turn", turn=1)["type"] == "ack"
        assert desk.ask("close_turn", turn=1)["type"] == "ack", "pressed twice"

        # Turn 2: a seat on two devices, a seat handed over, a third phone drops; all in closes.
        late.until_turn(2)
        tablet = device(tickets[0])
        tablet.until_turn(2)
        assert tablet.decide(2, {"screw": "JIC"})["type"] == "ack"
        phones[0].until(lambda f: f["type"] == "view" and f["turn"] == 2 and f["decision"]["screw"] == "JIC")
        link = desk.ask("hand_over", player=device(tickets[1]).view["player"])["result"]["path"]
        status, claimed = post(
            f"{server.url}/api/claim", json.dumps({"code": link.partition("=")[2]}).encode()
        )
        assert status == 200
        assert phones[1].until_bye()["code"] == "moved"
        moved = device(Opened(**claimed))
        phones[5].close()

        # The desk's laptop dies: the recovery code moves it, the old one is sent away.
        body = json.dumps({"game": game.game.lower(), "recovery": (game.recovery or "").lower()}).encode()
        status, recovered = post(f"{server.url}/api/recover", body)
        assert status == 200 and recovered["recovery"] != game.recovery
        assert desk.until_bye()["code"] == "moved"
        desk = device(Opened(**recovered))
        waiting = {seat["player"] for seat in desk.view["seats"] if not seat["decided"]}
        assert len(waiting) == 23 + 1 - 1

        gone = {3, 4, 5}
        for phone in [moved, late, *(p for n, p in enumerate(phones) if n not in gone and n not in (0, 1))]:
            phone.until_turn(2)
            assert phone.decide(2)["type"] == "ack"
        left = [seat for seat in desk.view["seats"] if seat["devices"] == 0]
        for seat in left:
            assert desk.ask("to_bot", player=seat["player"])["type"] == "ack"
        desk.until_status(lambda status: status["closing"])
        server.pass_time(5)

        # Turn 3, the last: nobody does anything, and it ends by its deadline all the same.
        board.until(lambda frame: frame["type"] == "board" and frame["turn"] == 3)
        server.pass_time(301)
        for each in (desk, board, moved, late, tablet):
            each.until_status(lambda status: status["phase"] == "finished")
        final = board.until(lambda f: f["type"] == "board" and f["standings"][0]["score"] is not None)
        assert len(final["standings"]) == 24
        replay_is_the_game(server, game.game)


def test_an_open_game_is_started_by_its_opener_and_runs_by_its_deadlines(server: Serving) -> None:
    game = open_game(server.url, facilitated=False, turn_seconds=60)
    assert game.role == "player" and game.recovery is None
    other = join_game(server.url, game.game, "Ben")
    with Device(server.url, game) as opener, Device(server.url, other) as phone:
        assert opener.view["may_manage"] and not phone.view["may_manage"]
        assert phone.ask("start")["code"] == "not_yours"
        assert opener.ask("start")["type"] == "ack"
        assert phone.until_status(lambda s: s["phase"] == "deciding")["remaining_ms"] == 600_000
        for turn, seconds in ((1, 601), (2, 61), (3, 61)):
            opener.until_turn(turn)
            server.pass_time(seconds)
        opener.until_status(lambda status: status["phase"] == "finished")


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ({"facilitated": False, "turn_seconds": None}, "deadline_needed"),
        ({"depth": "classic", "bots": "hybrid"}, "no_mix_in_classic"),
        ({"seed": str(2**64)}, "seed_too_big"),
        ({"seed": "-1"}, "bad_body"),
        ({"turn_seconds": 1}, "bad_body"),
        ({"scenario": "atlantis"}, "unknown_scenario"),
        ({"name": " "}, "name_empty"),
        ({"colour": "red"}, "bad_body"),
    ],
)
def test_a_game_that_cannot_be_is_refused(server: Serving, wanted: dict[str, object], code: str) -> None:
    body = {"scenario": "two_seats", "name": "Grace"} | wanted
    status, told = post(f"{server.url}/api/games", json.dumps(body).encode())
    assert status >= 400 and told["code"] == code


def test_an_observer_needs_the_code_alone_sees_the_board_and_asks_for_nothing(server: Serving) -> None:
    game = open_game(server.url)
    with observer(server, game.game.lower()) as board:
        assert (board.view["type"], board.view["people"][0]["name"]) == ("board", None)
        join_game(server.url, game.game, "Ann")
        board.until(lambda frame: frame["type"] == "board" and frame["people"][0]["name"] == "Ann")
        assert board.ask("start")["code"] == "not_yours"
        assert board.decide(1)["code"] == "no_seat"
    with Device(server.url, None) as nowhere:
        nowhere.send(type="hello", id="hello-000", game="ZZZZZZ")
        assert nowhere.answer("hello-000")["code"] == "no_such_game"
        assert not nowhere.until_bye()["come_back"]


def test_the_desk_sees_the_seed_and_what_is_to_come_and_nobody_else_does(server: Serving) -> None:
    game = open_game(server.url, seed="31415926535897")
    ann = join_game(server.url, game.game, "Ann")
    with (
        Device(server.url, game) as desk,
        Device(server.url, ann) as phone,
        observer(server, game.game) as board,
    ):
        desk.ask("start")
        desk.until_turn(1)
        assert desk.view["seed"] == "31415926535897"
        [jam] = desk.view["shocks"]
        assert jam["name"] == "jam" and jam["news"]
        phone.until_turn(1)
        board.until_turn(1)
        for seen in (phone.seen, board.seen):
            assert "31415926535897" not in json.dumps(seen)
            assert "The harbour jams" not in json.dumps(seen)


def test_a_shock_thrown_in_is_news_to_all_at_once(server: Serving) -> None:
    game = open_game(server.url)
    ann = join_game(server.url, game.game, "Ann")
    with Device(server.url, game) as desk, Device(server.url, ann) as phone:
        desk.ask("start")
        shock = {"kind": "closure", "target": "smith", "weeks": 4, "value": 0}
        assert desk.ask("inject", **shock, headline="The smith burns", text="")["type"] == "ack"
        view = phone.until(lambda frame: frame["type"] == "view" and bool(frame["news"]))
        assert view["news"][0] == {"week": 0, "grade": "official", "headline": "The smith burns", "text": ""}
        desk.ask("close_turn", turn=1)
        phone.until_turn(2)
        assert phone.view["weeks"][-1]["made"] < phone.view["weeks"][-1]["required"]
        desk.ask("announce", text="Look at the smith.")
        phone.until_status(lambda status: status["message"] == "Look at the smith.")
    replay_is_the_game(server, game.game)


def test_the_weeks_of_a_seat_are_its_holders_and_the_facilitators_alone(server: Serving) -> None:
    game = open_game(server.url)
    ann, ben = (join_game(server.url, game.game, name) for name in ("Ann", "Ben"))
    with Device(server.url, game) as desk:
        desk.ask("start")
        desk.ask("close_turn", turn=1)
        desk.until_turn(2)
    with Device(server.url, ann) as phone:
        phone.until_turn(2)
    url = f"{server.url}/api/games/{game.game}/weeks"
    status, weeks, headers = get(url, ann.token)
    assert (status, weeks["seat"], len(weeks["weeks"])) == (200, "hobbin", 4)
    assert weeks["components"] == ["board", "screw"]
    assert get(url, ann.token, **{"if-none-match": headers["etag"]})[0] == 304
    assert get(f"{url}?table=1&seat=tabley", ann.token)[1]["code"] == "not_yours"
    assert get(f"{url}?table=1&seat=tabley", game.token)[1]["seat"] == "tabley"
    assert get(url, ben.token)[1]["seat"] == "tabley"
    assert get(url, game.token)[1]["code"] == "no_such_seat"
    assert get(url)[0] == 401


def test_after_a_restart_the_clock_goes_on_by_itself_and_everybody_comes_back(tmp_path: Path) -> None:
    database = tmp_path / "linestop.db"
    with serving(database) as server:
        game = open_game(server.url, first_turn_seconds=300)
        ann = join_game(server.url, game.game, "Ann")
        with Device(server.url, game) as desk:
            desk.ask("start")
            server.pass_time(100)
            desk.ask("announce", text="Soon back")
    with serving(database) as server:
        # Nobody has come back yet, and the clock runs.
        server.do(until_turn(server, game.game, 2))
        with Device(server.url, ann) as phone, Device(server.url, game) as desk:
            assert phone.view["turn"] == 2
            assert desk.status["message"] == "", "what was said in the turn before is over"
            assert desk.view["seats"][0]["name"] == "Ann"


async def until_turn(server: Serving, code: str, turn: int) -> None:
    """A second passes each time: the room begins to count them when it has written that it was away."""
    while server.hub._rooms[code].session.state.turn < turn:
        server.clock.seconds += 1
        server.check_clocks()
        await asyncio.sleep(0)


def test_too_many_wrong_codes_from_one_address_are_refused_unread(server: Serving) -> None:
    answers = {get(f"{server.url}/api/games/ZZZZ{a}{b}")[1]["code"] for a in "23456789" for b in "ABCDEFGH"}
    assert answers == {"no_such_game", "too_many_tries"}


def test_a_frame_that_names_something_twice_is_refused(server: Serving) -> None:
    with Device(server.url, None) as device:
        device.send_text('{"type":"hello","id":"hello-001","game":"ABCDEF","game":"GHJKLM"}')
        assert device.answer(None)["code"] == "bad_frame"


def test_who_sends_far_too_much_is_put_out_and_may_come_back(server: Serving) -> None:
    game = open_game(server.url)
    with observer(server, game.game) as board:
        for number in range(400):
            try:
                board.send(type="start", id=f"flood-{number:04}")
            except Exception:
                break
        frames = []
        while not frames or frames[-1]["type"] != "bye":
            frames.append(board.read())
        assert frames[-1]["code"] in ("flood", "slow") and frames[-1]["come_back"]


def test_who_waits_for_a_seat_while_the_disk_is_full_is_told_so_and_gets_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "REQUEST_SECONDS", 0.5)
    with serving(tmp_path / "linestop.db") as server:
        game = open_game(server.url)
        with Device(server.url, game):
            [(pages,)] = server.do(
                server.hub.store.run(lambda db: db.execute("pragma page_count").fetchall())
            )
            server.do(
                server.hub.store.run(lambda db: db.execute(f"pragma max_page_count = {pages}").fetchall())
            )
            for number in range(200):
                status, told = post(
                    f"{server.url}/api/games/{game.game}/join", json.dumps({"name": f"P{number}"}).encode()
                )
                if status != 201:
                    break
        assert (status, told["code"]) == (503, "disk_full")
