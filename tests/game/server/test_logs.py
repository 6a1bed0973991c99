"""The log of a whole run holds what an operator needs, and no token of anybody's."""

from __future__ import annotations

import asyncio
import json
import logging
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from game_support import PATIENCE, Device, open_practice, post
from ops_support import at_the_desk, lead, open_workshop
from serving_support import Process

from linestop.game.bots.bot import Bot
from linestop.game.bots.http_client import GameClient
from linestop.game.bots.stances import all_jic
from linestop.game.server.log_format import redacted

TOKEN = "A1-_" * 10 + "xyz"


def test_lines_are_json_objects_where_nobody_reads_along(tmp_path: Path) -> None:
    with Process(tmp_path / "linestop.db", "--log-level", "info") as server:
        opened = open_practice(server.url)
        with Device(f"{server.url}/ws/{opened.game}?token={opened.token}", opened) as device:
            device.decide(1)
        code, said = server.stop()
    assert code == 0
    lines = [json.loads(line) for line in said.splitlines()]
    assert lines[0].keys() == {"event", "level", "logger", "timestamp"}
    assert any("/api/practice" in line["event"] for line in lines)
    assert opened.token not in said and "?" not in said


def test_text_is_for_people_and_can_be_asked_for(tmp_path: Path) -> None:
    with Process(tmp_path / "linestop.db", "--log-level", "info", "--log", "text") as server:
        open_practice(server.url)
        _, said = server.stop()
    assert "/api/practice" in said
    assert not said.startswith("{") and "\x1b" not in said and "x1b" not in said


def test_a_whole_workshop_leaves_none_of_its_secrets_in_the_log(tmp_path: Path) -> None:
    async def three_bots(client: GameClient) -> list[Bot]:
        seats = [(await client.sit_down(lambda n: f"Bot {n} (jic)", number))[0] for number in (1, 2, 3)]
        bots = [Bot(client.socket_url, seat, all_jic, lambda turn: None) for seat in seats]
        await asyncio.gather(*(bot.play() for bot in bots))
        return bots

    with Process(tmp_path / "linestop.db", "--log-level", "info") as server, ThreadPoolExecutor() as threads:
        opened = open_workshop(server.url, "one_seat")
        bots = threads.submit(asyncio.run, three_bots(GameClient(server.url, opened.game)))
        with at_the_desk(server.url, opened) as desk:
            lead(desk, 3)
        secrets = [bot.seat.token for bot in bots.result(PATIENCE)]
        moved = post(
            f"{server.url}/api/recover",
            json.dumps({"game": opened.game, "recovery": opened.recovery}).encode(),
        )[1]
        code, said = server.stop()
    assert code == 0 and f"/api/games/{opened.game}/join" in said
    secrets += [opened.token, str(opened.recovery), moved["token"], moved["recovery"]]
    assert len(set(secrets)) == 7 and not [secret for secret in secrets if secret in said]


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_traceback_shows_no_token_and_no_local_variable(form: str) -> None:
    program = f"""
import logging
from linestop.game.bots.http_client import GameClient
from linestop.game.bots.stances import all_jic
from linestop.game.bots.bot import Bot
from linestop.game.server.log_format import set_up
set_up("info", "{form}")
def fail(secret_of_mine):
    raise ValueError("no such seat: " + secret_of_mine)
try:
    fail("{TOKEN}")
except ValueError:
    logging.getLogger("linestop").exception("a room failed", extra={{"game": "KX4M7Q", "asked": "{TOKEN}"}})
"""
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=PATIENCE, check=True
    )
    assert "KX4M7Q" in ran.stderr and "ValueError" in ran.stderr and "[token]" in ran.stderr
    assert TOKEN not in ran.stderr
    assert ran.stdout == ""
    if form == "json":
        assert json.loads(ran.stderr)["game"] == "KX4M7Q"


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        (f'"GET /play/KX4M7Q?token={TOKEN} HTTP/1.1" 200', '"GET /play/KX4M7Q HTTP/1.1" 200'),
        (f"hello {TOKEN}", "hello [token]"),
        (f'{{"event": "is it so?", "token": "{TOKEN}"}}', '{"event": "is it so?", "token": "[token]"}'),
        ("a digest " + "0f" * 32, "a digest " + "0f" * 32),
    ],
)
def test_what_looks_like_a_token_is_blotted_out_and_the_rest_stays(line: str, shown: str) -> None:
    assert redacted(line) == shown


def test_logging_needs_no_set_up_where_somebody_else_runs_the_app(caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("linestop").warning("a line", extra={"address": "192.0.2.7"})
    assert caplog.records[0].getMessage() == "a line"


def test_garbage_is_answered_and_fills_no_log(tmp_path: Path) -> None:
    garbage = [
        b"\x00\x01\r\n\r\n",
        b"GET /\xff HTTP/1.1\r\nhost: x\r\n\r\n",
        b"GET /ws HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: h2c\r\n\r\n",
        b"GET /ws HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n",
        b"POST /api/practice HTTP/1.1\r\nhost: x\r\ntransfer-encoding: nonsense\r\n\r\n",
    ]
    with Process(tmp_path / "linestop.db") as server:
        host, _, port = server.url.removeprefix("http://").partition(":")
        for sent in garbage:
            with socket.create_connection((host, int(port)), timeout=PATIENCE) as line:
                line.sendall(sent)
                assert line.recv(10) in (b"HTTP/1.1 4", b"HTTP/1.1 5")
        assert server.stop() == (0, "")
