"""What strangers, broken programs and bad intentions send: each gets its code and sentence, or meets a limit.

After every row the game is what it was, the log has no new line, the next good message is answered,
and nothing of the server's insides was told.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any

import pytest
from choice_inputs_support import CHOICE_FRAMES
from faults_support import open_workshop
from game_support import PATIENCE, Device, open_practice
from inputs_support import FRAMES, HELLOS, REQUESTS
from serving_support import Serving, serving
from websockets.exceptions import ConnectionClosed

from linestop.game.messages import Opened

pytestmark = pytest.mark.slow


@dataclass(frozen=True, slots=True)
class Setting:
    """A server with a workshop that is being played, one in its lobby, and a game that is over."""

    server: Serving
    desk: Opened
    players: list[Opened]
    lobby_desk: Opened
    lobby_player: Opened
    over: Opened
    choosers: dict[str, Opened]
    """Players of games in which more than stances may be decided, by the role that rows name."""

    def log(self) -> list[tuple[str, int]]:
        """Game and number of every line that somebody caused: clock and scores come by themselves."""
        sql = "select game, seq from events where kind not in ('clock_set', 'turn_scored', 'game_scored')"
        lines: list[tuple[str, int]] = self.server.do(
            self.server.hub.store.run(lambda db: db.execute(sql).fetchall())
        )
        return lines

    def fill(self, text: str) -> str:
        """Rows name what is known only here."""
        for name, value in {
            "GAME": self.desk.game,
            "PLAYER": self.players[0].token,
            "RIVAL": self.players[1].token,
            "DESK": self.desk.token,
            "LOBBY": self.lobby_desk.game,
            "OTHER": self.lobby_player.token,
            "OVER": self.over.game,
        }.items():
            text = text.replace(f"<{name}>", value)
        return text


@pytest.fixture(scope="module")
def setting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Setting]:
    with serving(tmp_path_factory.mktemp("inputs") / "linestop.db") as server:
        desk, players = open_workshop(server.url, 2, turn_seconds=3600)
        lobby_desk, waiting = open_workshop(server.url, 1)
        with Device(server.url, desk, hello=True) as device:
            device.ask("set_closing", all_in=False)
            device.ask("start")
        with Device(server.url, players[0]) as device:
            assert device.decide(1, {"board": "JIC"}, "first-decision")["type"] == "ack"
        over = open_practice(server.url)
        with Device(server.url, over) as device:
            for turn in (1, 2, 3):
                device.until_turn(turn)
                device.decide(turn)
            device.until(lambda frame: frame["type"] == "view" and frame["phase"] == "finished")
        choosers = {
            "roads": chooser(server.url, "two_roads", "expert"),
            "shore": chooser(server.url, "far_shore", "expert"),
            "options": chooser(server.url, "two_roads", "segmented"),
        }
        yield Setting(server, desk, players, lobby_desk, waiting[0], over, choosers)


def chooser(url: str, scenario: str, depth: str) -> Opened:
    """The one player of a game that is in its first turn."""
    desk, [player] = open_workshop(url, 1, scenario, depth=depth, turn_seconds=3600)
    with Device(url, desk, hello=True) as device:
        device.ask("set_closing", all_in=False)
        device.ask("start")
    return player


def sender(setting: Setting, role: str) -> Opened:
    board = Opened(setting.desk.game, "", "", "player", None)
    return {
        "player": setting.players[0],
        "desk": setting.desk,
        "board": board,
        "waiting": setting.lobby_player,
        "late": setting.over,
        **setting.choosers,
    }[role]


@pytest.mark.parametrize(
    ("role", "sent", "code"),
    [row[1:] for row in (*FRAMES, *CHOICE_FRAMES)],
    ids=[row[0] for row in (*FRAMES, *CHOICE_FRAMES)],
)
def test_a_bad_frame_is_answered_and_changes_nothing(
    setting: Setting, role: str, sent: str | bytes, code: str
) -> None:
    before = setting.log()
    with Device(setting.server.url, sender(setting, role)) as device:
        device.send_text(setting.fill(sent) if isinstance(sent, str) else sent)
        error = device.until(lambda frame: frame["type"] in ("ack", "error"))
        assert error["type"] == "error", error
        assert error["code"] == code
        assert_a_sentence(error["message"])
        assert device.ask("hello", game="AAAAAA")["code"] == "hello_twice", "the next frame is answered"
    assert setting.log() == before


def test_red_control_what_is_offered_is_taken(setting: Setting) -> None:
    numbers = {"cover_weeks": 26, "safety_factor": 4.0, "sourcing_split": 1, "priority": 16}
    taken: dict[str, dict[str, Any]] = {
        "roads": {"numbers": {"pump": numbers, "board": {}}, "express": ["grinder"]},
        "shore": {"shelves": {"isles": 26, "mainland": None}, "plan": {"hall": [30.0] * 52, "hearth": []}},
        "options": {"express": [], "second_source": {"pump": True, "boiler": False}},
    }
    for role, choices in taken.items():
        with Device(setting.server.url, sender(setting, role)) as device:
            assert device.ask("decide", turn=1, stances={}, **choices)["type"] == "ack", role


@pytest.mark.parametrize(
    ("sent", "code", "close"), [row[1:] for row in HELLOS], ids=[row[0] for row in HELLOS]
)
def test_a_bad_hello_is_answered_and_the_line_closed(
    setting: Setting, sent: dict[str, Any], code: str, close: int
) -> None:
    before = setting.log()
    with Device(setting.server.url, None, hello=False) as device:
        hello = {"type": "hello", "id": "hello-001", "game": "<GAME>", "token": None} | sent
        device.send_text(setting.fill(json.dumps(hello)))
        with pytest.raises(ConnectionClosed) as closed:
            while True:
                device.read()
        assert closed.value.rcvd is not None
        bye = device.seen[-1]
        assert (bye["type"], bye["come_back"], bye["code"], closed.value.rcvd.code) == (
            "bye",
            False,
            code,
            close,
        )
        assert_a_sentence(bye["message"])
    assert setting.log() == before


@pytest.mark.parametrize(
    ("method", "path", "headers", "body", "status", "code"),
    [row[1:] for row in REQUESTS],
    ids=[row[0] for row in REQUESTS],
)
def test_a_bad_request_is_answered_and_changes_nothing(
    setting: Setting,
    method: str,
    path: str,
    headers: dict[str, str],
    body: str | bytes,
    status: int,
    code: str,
) -> None:
    before = setting.log()
    line = HTTPConnection(setting.server.url.removeprefix("http://"), timeout=PATIENCE)
    told = {"content-type": "application/json"} | {
        name: setting.fill(value) for name, value in headers.items()
    }
    line.request(method, setting.fill(path), setting.fill(body) if isinstance(body, str) else body, told)
    answer = line.getresponse()
    said = answer.read()
    line.close()
    assert answer.status == status
    error = json.loads(said)
    assert error["code"] == code
    assert_a_sentence(error["message"])
    assert setting.log() == before


def assert_a_sentence(message: str) -> None:
    assert len(message) > 15 and message[0].isupper(), message
    for inside in ("Traceback", ".py", "linestop.game", "sqlite", "object at 0x"):
        assert inside not in message, message
