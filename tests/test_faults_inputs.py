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
from faults_support import open_workshop
from game_support import PATIENCE, Device, Serving, open_practice, serving
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
        yield Setting(server, desk, players, lobby_desk, waiting[0], over)


def frame(command: str, **fields: Any) -> str:
    return json.dumps({"type": command, "id": "bad-input-1"} | fields)


def decide(**fields: Any) -> str:
    return frame("decide", **({"turn": 1, "stances": {"board": "JIC"}} | fields))


INJECT = {"kind": "capacity_cut", "target": "sawmill", "weeks": 2, "value": 0.5, "headline": "", "text": ""}

FRAMES: list[tuple[str, str, str | bytes, str]] = [
    # what it is, who sends it, the frame, the code it gets
    ("nothing", "player", "", "not_json"),
    ("no JSON", "player", "{", "not_json"),
    ("two objects", "player", "{}{}", "bad_frame"),
    ("a mark of byte order", "player", "\ufeff" + decide(), "not_json"),
    ("brackets without end", "player", "[" * 4000, "bad_frame"),
    ("a list", "player", "[]", "bad_frame"),
    ("null", "player", "null", "bad_frame"),
    ("half a letter", "player", '{"type":"decide","id":"\\ud800aaaaaaaa","turn":1,"stances":{}}', "not_json"),
    ("binary", "player", b"\x00\x01", "not_text"),
    ("five thousand bytes", "player", decide(stances={"x" * 5000: "JIC"}), "frame_too_long"),
    ("no type", "player", '{"id":"bad-input-1"}', "bad_frame"),
    ("an unknown type", "player", frame("cheat"), "bad_frame"),
    ("a frame of the server's", "player", frame("ack"), "bad_frame"),
    ("an unknown field", "player", decide(seat="other"), "bad_frame"),
    ("a prototype", "player", decide(__proto__={"role": "facilitator"}), "bad_frame"),
    ("a field twice", "player",
     '{"type":"decide","id":"bad-input-1","turn":1,"turn":2,"stances":{}}', "bad_frame"),
    ("a component twice", "player",
     '{"type":"decide","id":"bad-input-1","turn":1,"stances":{"board":"JIC","board":"JIT"}}', "bad_frame"),
    ("a missing field", "player", frame("decide", turn=1), "bad_frame"),
    ("an id too short", "player", decide(id="short"), "bad_frame"),
    ("an id with a line's end", "player", decide(id="bad-input-1\n"), "bad_frame"),
    ("an id with a zero byte", "player", decide(id="bad-input\u0000"), "bad_frame"),
    ("turn nought", "player", decide(turn=0), "bad_frame"),
    ("turn minus one", "player", decide(turn=-1), "bad_frame"),
    ("turn one and a half", "player", decide(turn=1.5), "bad_frame"),
    ("turn as text", "player", decide(turn="1"), "bad_frame"),
    ("turn true", "player", decide(turn=True), "bad_frame"),
    ("turn not a number", "player",
     '{"type":"decide","id":"bad-input-1","turn":NaN,"stances":{}}', "not_json"),
    ("turn without end", "player",
     '{"type":"decide","id":"bad-input-1","turn":1e400,"stances":{}}', "bad_frame"),
    ("a turn of three thousand digits", "player",
     '{"type":"decide","id":"bad-input-1","turn":' + "9" * 3000 + ',"stances":{}}', "turn_not_open"),
    ("a turn to come", "player", decide(turn=2), "turn_not_open"),
    ("a turn in a thousand years", "player", decide(turn=10**9), "turn_not_open"),
    ("a stance that is none", "player", decide(stances={"board": "BOTH"}), "bad_frame"),
    ("negative cover", "player", decide(stances={"board": {"cover_weeks": -3}}), "bad_frame"),
    ("a component that is none", "player",
     decide(stances={"x'; drop table events; --": "JIC"}), "unknown_component"),
    ("seventeen components", "player", decide(stances={f"part{n}": "JIC" for n in range(17)}), "bad_frame"),
    ("a used id for something else", "player",
     decide(id="first-decision", stances={"board": "JIT"}), "id_reused"),
    ("a used id for another turn", "player", decide(id="first-decision", turn=2), "id_reused"),
    ("hello again", "player",
     '{"type":"hello","id":"bad-input-1","game":"<GAME>","token":"<RIVAL>"}', "hello_twice"),
    ("the desk's command by a player", "player", frame("close_turn", turn=1), "not_yours"),
    ("another's seat by a player", "player", frame("hand_over", player="abcdef"), "not_yours"),
    ("a decision by the desk", "desk", decide(), "no_seat"),
    ("a decision by the projector", "board", decide(), "no_seat"),
    ("the desk's command by the projector", "board", frame("start"), "not_yours"),
    ("an end by the projector", "board", frame("last_turn"), "not_yours"),
    ("a close of a turn to come", "desk", frame("close_turn", turn=3), "turn_not_open"),
    ("time without end", "desk", frame("extend", seconds=10**9), "bad_frame"),
    ("negative time", "desk", frame("extend", seconds=-60), "bad_frame"),
    ("a bot for nobody", "desk", frame("to_bot", player="nobody"), "no_such_player"),
    ("a link for nobody", "desk", frame("hand_over", player="nobody"), "no_such_player"),
    ("a name for nobody", "desk", frame("rename", player="nobody", name="Ann"), "no_such_player"),
    ("a shock that is none", "desk", frame("inject", **(INJECT | {"kind": "asteroid"})), "bad_frame"),
    ("a shock on nothing", "desk", frame("inject", **(INJECT | {"target": "moon"})), "no_such_target"),
    ("a shock of minus five", "desk", frame("inject", **(INJECT | {"value": -5})), "out_of_range"),
    ("a shock of no number", "desk",
     frame("inject", **INJECT).replace("0.5", "NaN"), "not_json"),
    ("a shock without end", "desk", frame("inject", **INJECT).replace("0.5", "1e400"), "bad_frame"),
    ("a shock of a thousand weeks", "desk", frame("inject", **(INJECT | {"weeks": 1000})), "bad_frame"),
    ("an announcement too long", "desk", frame("announce", text="x" * 601), "bad_frame"),
    ("an announcement with a bell", "desk", frame("announce", text="ding\u0007"), "text_unreadable"),
    ("the page of a game that goes on", "desk", frame("publish", published=True), "not_over"),
    ("an end to a game that goes on", "desk", frame("archive"), "not_over"),
    ("a decision in the lobby", "waiting", decide(), "not_begun"),
    ("the desk's command in the lobby", "waiting", frame("start"), "not_yours"),
    ("a decision when all is over", "late", decide(turn=3), "game_over"),
]  # fmt: skip

HELLOS: list[tuple[str, dict[str, Any], str, int]] = [
    ("a forged token", {"token": "A" * 43}, "bad_token", 4501),
    ("a token of another game", {"token": "<OTHER>"}, "bad_token", 4501),
    ("a token of this game, said of another", {"game": "<LOBBY>", "token": "<PLAYER>"}, "bad_token", 4501),
    ("a game that is none", {"game": "ZZZZZZ"}, "no_such_game", 4504),
    ("a protocol to come", {"protocol": 99}, "client_too_old", 4506),
    ("a protocol long gone", {"protocol": -1}, "client_too_old", 4506),
]

REQUESTS: list[tuple[str, str, str, dict[str, str], str | bytes, int, str]] = [
    ("no body", "POST", "/api/games", {}, "", 400, "bad_body"),
    ("no JSON", "POST", "/api/games", {}, "{", 400, "bad_body"),
    ("no scenario", "POST", "/api/games", {}, '{"name":"Ann"}', 400, "bad_body"),
    ("a scenario that is none", "POST", "/api/games", {},
     '{"scenario":"atlantis","name":"Ann"}', 404, "unknown_scenario"),
    ("a scenario up the tree", "POST", "/api/games", {},
     '{"scenario":"../../etc","name":"Ann"}', 400, "bad_body"),
    ("a seed too big", "POST", "/api/games", {},
     '{"scenario":"one_seat","name":"Ann","seed":"99999999999999999999"}', 400, "seed_too_big"),
    ("a seed as a number", "POST", "/api/games", {},
     '{"scenario":"one_seat","name":"Ann","seed":7}', 400, "bad_body"),
    ("no deadline and nobody to close turns", "POST", "/api/games", {},
     '{"scenario":"one_seat","name":"Ann","facilitated":false,"turn_seconds":null}', 400, "deadline_needed"),
    ("turns of a second", "POST", "/api/games", {},
     '{"scenario":"one_seat","name":"Ann","turn_seconds":1}', 400, "bad_body"),
    ("a mix where there is one switch", "POST", "/api/games", {},
     '{"scenario":"one_seat","name":"Ann","depth":"classic","bots":"hybrid"}', 400, "no_mix_in_classic"),
    ("a body too big", "POST", "/api/games", {}, " " * 5000, 413, "body_too_big"),
    ("a form", "POST", "/api/games", {"content-type": "application/x-www-form-urlencoded"},
     "a=b", 415, "not_json_type"),
    ("text", "POST", "/api/games", {"content-type": "text/plain"}, "{}", 415, "not_json_type"),
    ("another site's page", "POST", "/api/games",
     {"origin": "https://evil.example"}, "{}", 403, "wrong_origin"),
    ("a page from nowhere", "POST", "/api/games", {"origin": "null"}, "{}", 403, "wrong_origin"),
    ("another site by its browser's word", "POST", "/api/games",
     {"sec-fetch-site": "cross-site"}, "{}", 403, "wrong_origin"),
    ("16-bit letters", "POST", "/api/games", {}, '{"name":"Ann"}'.encode("utf-16"), 400, "bad_body"),
    ("brackets without end", "POST", "/api/games", {}, "[" * 4000, 400, "bad_body"),
    ("a name of blanks", "POST", "/api/games/<LOBBY>/join", {}, '{"name":"   "}', 400, "name_empty"),
    ("a name too long", "POST", "/api/games/<LOBBY>/join", {},
     json.dumps({"name": "x" * 25}), 400, "name_too_long"),
    ("a name far too long", "POST", "/api/games/<LOBBY>/join", {},
     json.dumps({"name": "x" * 2000}), 400, "bad_body"),
    ("a name with a line's end and a bell", "POST", "/api/games/<LOBBY>/join", {},
     json.dumps({"name": "Ann\u0007"}), 400, "name_unreadable"),
    ("half a letter for a name", "POST", "/api/games/<LOBBY>/join", {},
     '{"name":"\\ud800"}', 400, "bad_body"),
    ("a name that is taken", "POST", "/api/games/<LOBBY>/join", {}, '{"name":"seat OOO"}', 409, "name_taken"),
    ("a name in look-alike letters", "POST", "/api/games/<LOBBY>/join", {},
     json.dumps({"name": "Sеаt 000"}), 409, "name_taken"),
    ("a stolen token to join with", "POST", "/api/games/<LOBBY>/join", {},
     '{"name":"Mallory","token":"<PLAYER>"}', 401, "bad_token"),
    ("a weak token to join with", "POST", "/api/games/<LOBBY>/join", {},
     '{"name":"Ann","token":"aaaa"}', 400, "bad_body"),
    ("a join of a game that is none", "POST", "/api/games/ZZZZZZ/join", {},
     '{"name":"Ann"}', 404, "no_such_game"),
    ("a join of a game that is over", "POST", "/api/games/<OVER>/join", {},
     '{"name":"Ann"}', 409, "game_over"),
    ("a wrong recovery code", "POST", "/api/recover", {},
     '{"game":"<GAME>","recovery":"AAAA-BBBB-CCCC-DDDD"}', 403, "bad_recovery"),
    ("a wrong one-time code", "POST", "/api/claim", {}, '{"code":"AAAA-BBBB"}', 403, "bad_claim"),
    ("weeks without a token", "GET", "/api/games/<GAME>/weeks", {}, "", 401, "bad_token"),
    ("weeks with a token of another game", "GET", "/api/games/<GAME>/weeks",
     {"authorization": "Bearer <OTHER>"}, "", 401, "bad_token"),
    ("a rival's weeks", "GET", "/api/games/<GAME>/weeks?table=2&seat=hobbin",
     {"authorization": "Bearer <PLAYER>"}, "", 403, "not_yours"),
    ("weeks of a seat that is none", "GET", "/api/games/<GAME>/weeks?table=99&seat=x",
     {"authorization": "Bearer <DESK>"}, "", 404, "no_such_seat"),
    ("results of a game that goes on", "GET", "/api/games/<GAME>/results",
     {"authorization": "Bearer <PLAYER>"}, "", 409, "not_ended"),
    ("results by nobody", "GET", "/api/games/<OVER>/results", {}, "", 403, "not_published"),
    ("a leaderboard of minus one", "GET", "/api/leaderboard?limit=-1", {}, "", 422, "bad_filter"),
    ("a leaderboard by SQL", "GET", "/api/leaderboard?scenario=x'%20or%201=1--", {}, "", 422, "bad_filter"),
    ("a method that is none", "PUT", "/api/games", {}, "{}", 405, "wrong_method"),
    ("a change by GET", "GET", "/api/recover", {}, "", 405, "wrong_method"),
    ("up the tree", "GET", "/assets/..%2f..%2fetc/passwd", {}, "", 404, "not_found"),
    ("a zero byte", "GET", "/%00", {}, "", 404, "not_found"),
    ("a path of eight thousand letters", "GET", "/" + "a" * 8000, {}, "", 404, "not_found"),
    ("the database", "GET", "/linestop.db", {}, "", 404, "not_found"),
]  # fmt: skip


def sender(setting: Setting, role: str) -> Opened:
    board = Opened(setting.desk.game, "", "", "player", None)
    return {
        "player": setting.players[0],
        "desk": setting.desk,
        "board": board,
        "waiting": setting.lobby_player,
        "late": setting.over,
    }[role]


@pytest.mark.parametrize(
    ("role", "sent", "code"), [row[1:] for row in FRAMES], ids=[row[0] for row in FRAMES]
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
