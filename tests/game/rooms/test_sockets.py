"""The wire: real sockets against a real server, from hello to the last answer."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from game_support import Device, open_practice
from serving_support import Serving, serving
from sockets_support import closing_of, events_of

from linestop.game.messages import Opened
from linestop.game.rooms import room_clock
from linestop.game.rooms.limits import IDLE_SECONDS

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    with serving(tmp_path_factory.mktemp("server") / "linestop.db") as server:
        yield server


@pytest.fixture
def opened(server: Serving) -> Opened:
    return open_practice(server.url)


def test_three_turns_are_played_to_the_end_of_a_game(server: Serving, opened: Opened) -> None:
    with Device(server.url, opened) as device:
        assert device.view["phase"] == "deciding"
        for turn in (1, 2, 3):
            assert device.decide(turn, {"board": "JIC"})["type"] == "ack"
            if turn < 3:
                assert device.until_turn(turn + 1)["weeks"][-1]["week"] == turn * 4
        end = device.until(lambda frame: frame["type"] == "view" and frame["phase"] == "finished")
        assert (end["turn"], end["uptime"]) == (3, 1.0)
        assert end["rows"][0]["stance"] == "JIC"
        statuses = [frame for frame in device.seen if frame["type"] == "status"]
        assert statuses[-1]["phase"] == "finished"


def test_the_answer_to_a_decision_comes_before_the_view_that_shows_it(
    server: Serving, opened: Opened
) -> None:
    with Device(server.url, opened) as device:
        device.seen.clear()
        device.decide(1, {"board": "JIC"})
        assert not [frame for frame in device.seen if frame["type"] == "view"]
        device.until_turn(2)


def test_an_acknowledged_decision_is_in_the_log(server: Serving, opened: Opened) -> None:
    with Device(server.url, opened) as device:
        device.decide(1, {"board": "JIC"}, "my-decision")
        decisions = [json.loads(body) for body in events_of(server, opened.game) if "decision_made" in body]
        assert [(made["id"], made["stances"]) for made in decisions] == [("my-decision", {"board": "JIC"})]


def test_sending_a_decision_again_gives_the_same_answer_and_changes_nothing(
    server: Serving, opened: Opened
) -> None:
    with Device(server.url, opened) as device:
        first = device.decide(1, {"board": "JIC"}, "same-command")
        device.until_turn(2)
        for _ in range(5):
            assert device.decide(1, {"board": "JIC"}, "same-command") == first
    with Device(server.url, opened) as again:
        assert again.decide(1, {"board": "JIC"}, "same-command") == first
        assert again.view["turn"] == 2
    assert sum("same-command" in body for body in events_of(server, opened.game)) == 1


def test_an_id_used_again_with_other_content_is_refused(server: Serving, opened: Opened) -> None:
    with Device(server.url, opened) as device:
        device.decide(1, {"board": "JIC"}, "same-command")
        device.until_turn(2)
        assert device.decide(2, {"board": "JIC"}, "same-command")["code"] == "id_reused"


@pytest.mark.parametrize(
    ("turn", "stances", "code"),
    [
        (2, {}, "turn_not_open"),
        (10**9, {}, "turn_not_open"),
        (1, {"wheel": "JIC"}, "unknown_component"),
    ],
)
def test_a_refused_decision_changes_nothing(
    server: Serving, opened: Opened, turn: int, stances: dict[str, str], code: str
) -> None:
    before = events_of(server, opened.game)
    with Device(server.url, opened) as device:
        view = device.view
        refusal = device.decide(turn, stances)
        assert (refusal["type"], refusal["code"]) == ("error", code)
        assert refusal["message"].endswith(".")
    with Device(server.url, opened) as device:
        assert device.view == view
    assert events_of(server, opened.game) == before


def test_two_devices_of_one_seat_see_the_same_view_and_the_last_decision_of_either(
    server: Serving, opened: Opened
) -> None:
    with Device(server.url, opened) as one, Device(server.url, opened) as other:
        assert one.view == other.view
        one.decide(1, {"board": "JIC"})
        assert one.until_turn(2) == other.until_turn(2)
        other.decide(2, {"board": "JIT"})
        assert one.until_turn(3) == other.until_turn(3)
        assert one.view["decision"] == {"board": "JIT"}


def test_opening_the_page_again_shows_the_same_bytes(server: Serving, opened: Opened) -> None:
    with Device(server.url, opened) as device:
        device.decide(1)
        view = device.until_turn(2)
    with Device(server.url, opened) as device:
        assert device.view == view


def test_a_code_may_be_typed_in_any_way(server: Serving, opened: Opened) -> None:
    typed = f" {opened.game[:3].lower()}-{opened.game[3:].lower()} "
    with Device(server.url, Opened(typed, opened.token, "", "player", None)) as device:
        assert device.view["game"]["code"] == opened.game


def test_a_server_that_stops_says_goodbye_and_when_to_come_back(tmp_path: Path) -> None:
    with serving(tmp_path / "linestop.db") as server:
        device = Device(server.url, open_practice(server.url))
        server.loop.call_soon_threadsafe(server.server.stop)
        frames, code = closing_of(device)
        assert (frames[-1]["type"], frames[-1]["code"], frames[-1]["come_back"]) == ("bye", "restart", True)
        assert code == 4001


def test_a_room_that_fails_is_opened_again_and_a_damaged_game_harms_no_other(
    server: Serving, opened: Opened
) -> None:
    """The first game's log is damaged behind our back, so its room cannot be opened; the second's can."""
    damaged = open_practice(server.url)

    def damage(db: Any) -> None:
        db.execute("drop trigger events_no_update")
        db.execute("update events set at = '' where game = ? and seq = 2", [damaged.game])

    def leave_rooms() -> None:
        for task in list(server.hub._tasks):
            task.cancel()

    server.do(server.hub.store.run(damage))
    with Device(server.url, opened) as device:
        server.loop.call_soon_threadsafe(leave_rooms)
        frames, code = closing_of(device)
        assert (frames[-1]["code"], frames[-1]["come_back"], code) == ("restart", True, 4001)
    with Device(server.url, damaged, hello=False) as device:
        device.send(type="hello", id="hello-001", game=damaged.game, token=damaged.token)
        frames, code = closing_of(device)
        assert (frames[-1]["code"], code) == ("broken_log", 4504)
    with Device(server.url, opened) as device:
        assert device.decide(1)["type"] == "ack"


def test_a_room_that_nobody_is_in_is_left_and_found_again(
    server: Serving, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    short = open_practice(server.url)
    with Device(server.url, short) as device:
        device.decide(1)
        view = device.until_turn(2)
        # Only from here on: a room that is left before its device has said hello sends it away.
        monkeypatch.setattr(room_clock, "IDLE_SECONDS", 0.01)
    server.do(until_left(server, short.game))
    monkeypatch.setattr(room_clock, "IDLE_SECONDS", IDLE_SECONDS)
    with Device(server.url, short) as device:
        assert device.view == view
        assert device.decide(2)["type"] == "ack"
        device.until_turn(3)


async def until_left(server: Serving, game: str) -> None:
    rooms = [task for task in server.hub._tasks if task.get_name() == f"room {game}"]
    if rooms:
        await asyncio.wait(rooms)


def test_red_control_a_decision_that_could_not_be_stored_is_not_acknowledged(tmp_path: Path) -> None:
    with serving(tmp_path / "linestop.db") as server:
        opened = open_practice(server.url)
        device = Device(server.url, opened)
        # A file that takes no writing any more: waiting would not help.
        server.do(server.hub.store.run(lambda db: db.execute("pragma query_only = on").fetchone()))
        device.send(type="decide", id="not-stored", turn=1, stances={"board": "JIC"})
        frames, code = closing_of(device)
        assert not [frame for frame in frames if frame["type"] in ("ack", "error", "view")]
        assert frames[-1]["type"] == "bye" and frames[-1]["come_back"]
        assert code == 4001
    assert server.server.failure is not None
    assert "could not be written" in server.server.failure.message
