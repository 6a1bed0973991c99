"""Frames and sockets that a server does not take: each is answered or closed, and nobody else notices."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from game_support import Device, open_practice
from serving_support import Serving, serving
from sockets_support import closing_of, events_of
from websockets.exceptions import InvalidStatus

from linestop.game.messages import Opened

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    with serving(tmp_path_factory.mktemp("server") / "linestop.db") as server:
        yield server


@pytest.fixture
def opened(server: Serving) -> Opened:
    return open_practice(server.url)


HELLO = {"type": "hello", "id": "hello-001", "game": "ABCDEF", "token": "x" * 43}
BAD_FRAMES: list[tuple[str, str | bytes, str]] = [
    ("nothing", "", "not_json"),
    ("no JSON", "hello there", "not_json"),
    ("two objects", "{}{}", "bad_frame"),
    ("four thousand brackets", "[" * 4000, "bad_frame"),
    ("NaN", '{"type":"decide","id":"command-1","turn":NaN,"stances":{}}', "not_json"),
    ("Infinity", '{"type":"decide","id":"command-1","turn":Infinity,"stances":{}}', "not_json"),
    (
        "a lone surrogate",
        '{"type":"decide","id":"command-1","turn":1,"stances":{"\\ud800":"JIT"}}',
        "not_json",
    ),
    ("a list", "[]", "bad_frame"),
    ("null", "null", "bad_frame"),
    ("a number", "7", "bad_frame"),
    ("no type", '{"id":"command-1"}', "bad_frame"),
    ("an unknown type", '{"type":"cheat","id":"command-1"}', "bad_frame"),
    ("a frame of ours", '{"type":"ack","id":"command-1"}', "bad_frame"),
    ("an unknown field", '{"type":"decide","id":"command-1","turn":1,"stances":{},"seat":3}', "bad_frame"),
    ("a missing field", '{"type":"decide","id":"command-1","stances":{}}', "bad_frame"),
    ("a wrong stance", '{"type":"decide","id":"command-1","turn":1,"stances":{"board":"BOTH"}}', "bad_frame"),
    ("a turn below one", '{"type":"decide","id":"command-1","turn":0,"stances":{}}', "bad_frame"),
    ("a broken turn", '{"type":"decide","id":"command-1","turn":1.5,"stances":{}}', "bad_frame"),
    (
        "a turn beyond all numbers",
        '{"type":"decide","id":"command-1","turn":1e400,"stances":{}}',
        "bad_frame",
    ),
    ("a turn as text", '{"type":"decide","id":"command-1","turn":"1","stances":{}}', "bad_frame"),
    ("a short id", '{"type":"decide","id":"short","turn":1,"stances":{}}', "bad_frame"),
    ("an id with a line's end", '{"type":"decide","id":"command-1\\n","turn":1,"stances":{}}', "bad_frame"),
    (
        "too many stances",
        json.dumps(
            {"type": "decide", "id": "command-1", "turn": 1, "stances": {f"c{n}": "JIT" for n in range(17)}}
        ),
        "bad_frame",
    ),
    ("five thousand bytes", json.dumps({"type": "decide", "id": "x" * 5000, "turn": 1}), "frame_too_long"),
    ("letters of many bytes", '"' + "€" * 2000 + '"', "frame_too_long"),
    ("a binary frame", b'{"type":"decide"}', "not_text"),
    ("a second hello", json.dumps(HELLO), "hello_twice"),
]


@pytest.mark.parametrize(("frame", "code"), [(frame, code) for _, frame, code in BAD_FRAMES],
                         ids=[name for name, _, _ in BAD_FRAMES])  # fmt: skip
def test_a_bad_frame_gets_one_error_and_the_connection_lives(
    server: Serving, opened: Opened, frame: str | bytes, code: str
) -> None:
    before = events_of(server, opened.game)
    with Device(server.url, opened) as device:
        device.seen.clear()
        device.send_text(frame)
        assert device.decide(2)["code"] == "turn_not_open", "the next frame is answered"
        errors = [frame for frame in device.seen if frame["type"] == "error"]
        assert [error["code"] for error in errors] == [code, "turn_not_open"]
        assert "Traceback" not in errors[0]["message"]
    assert events_of(server, opened.game) == before


def test_a_frame_beyond_the_transport_s_limit_closes_that_connection_alone(
    server: Serving, opened: Opened
) -> None:
    with Device(server.url, opened) as other:
        with Device(server.url, opened) as device:
            device.send_text("x" * 20_000)
            assert closing_of(device)[1] == 1009
        other.decide(1)
        other.until_turn(2)


def test_a_page_that_asks_whether_the_server_is_there_is_answered_and_changes_nothing(
    server: Serving, opened: Opened
) -> None:
    with Device(server.url, opened) as device:
        before = events_of(server, opened.game)
        for _ in range(20):
            assert device.ask("ping") == {"type": "ack", "id": device.seen[-1]["id"], "result": None}
        assert events_of(server, opened.game) == before


@pytest.mark.parametrize(
    "first",
    [
        {"type": "decide", "id": "command-1", "turn": 1, "stances": {}},
        {"type": "ping", "id": "command-1"},
        {"type": "x"},
    ],
)
def test_before_hello_nothing_is_heard_and_hello_is_still_welcome(
    server: Serving, opened: Opened, first: dict[str, Any]
) -> None:
    with Device(server.url, opened, hello=False) as device:
        device.send(**first)
        assert device.read()["code"] in ("hello_first", "bad_frame")
        device.send(type="hello", id="hello-001", game=opened.game, token=opened.token)
        assert device.answer("hello-001")["type"] == "ack"


@pytest.mark.parametrize("token", ["x" * 43, "0" * 16])
def test_a_token_that_opens_no_seat_is_refused_and_the_server_closes(
    server: Serving, opened: Opened, token: str
) -> None:
    with Device(server.url, opened, hello=False) as device:
        device.send(type="hello", id="hello-001", game=opened.game, token=token)
        frames, code = closing_of(device)
        assert [frame["type"] for frame in frames] == ["error", "bye"]
        assert frames[0]["id"] == "hello-001"
        assert {frame["code"] for frame in frames} == {"bad_token"}
        assert frames[1]["come_back"] is False
        assert code == 4501


def test_a_token_of_another_game_opens_nothing(server: Serving, opened: Opened) -> None:
    other = open_practice(server.url)
    with Device(server.url, opened, hello=False) as device:
        device.send(type="hello", id="hello-001", game=opened.game, token=other.token)
        assert closing_of(device)[1] == 4501


def test_a_page_of_another_protocol_is_told_to_reload(server: Serving, opened: Opened) -> None:
    with Device(server.url, opened, hello=False) as device:
        device.send(type="hello", id="hello-001", game=opened.game, token=opened.token, protocol=99)
        frames, code = closing_of(device)
        assert (frames[-1]["code"], code) == ("client_too_old", 4506)


def test_who_says_no_hello_is_sent_away(tmp_path: Path) -> None:
    with serving(tmp_path / "linestop.db", hello_seconds=0.05) as server:
        with Device(server.url, None, hello=False) as device:
            frames, code = closing_of(device)
            assert (frames[-1]["code"], frames[-1]["come_back"], code) == ("no_hello", True, 4004)


def test_a_socket_from_another_site_s_page_is_refused_at_the_door(server: Serving, opened: Opened) -> None:
    for origin in ("http://evil.example", "null", server.url.replace("http:", "https:") + "1"):
        with pytest.raises(InvalidStatus) as refused:
            Device(server.url, opened, origin=origin)
        assert refused.value.response.status_code == 403
    with Device(server.url, opened, origin=server.url):
        pass


def test_a_server_takes_no_more_connections_than_it_was_told(tmp_path: Path) -> None:
    with serving(tmp_path / "linestop.db", most_connections=2) as server:
        opened = open_practice(server.url)
        with Device(server.url, opened), Device(server.url, opened):
            with pytest.raises(InvalidStatus) as refused:
                Device(server.url, opened)
            assert refused.value.response.status_code == 503


def test_a_device_that_sends_without_waiting_is_answered_for_every_frame(
    server: Serving, opened: Opened
) -> None:
    """Sixty decisions at once: each is taken or refused by its own id, and one turn a decision at most."""
    with Device(server.url, opened) as device:
        ids = [f"burst-{number:03}" for number in range(60)]
        for command_id in ids:
            device.send(type="decide", id=command_id, turn=1, stances={"board": "JIC"})
        answers = [device.until(lambda frame: frame["type"] in ("ack", "error")) for _ in ids]
        assert [answer["id"] for answer in sorted(answers, key=lambda answer: answer["id"])] == ids
        refusals = {answer["code"] for answer in answers if answer["type"] == "error"}
        assert refusals <= {"turn_closed", "too_fast", "busy"}
        decisions = [body for body in events_of(server, opened.game) if "decision_made" in body]
        assert len(decisions) == sum(answer["type"] == "ack" for answer in answers)
