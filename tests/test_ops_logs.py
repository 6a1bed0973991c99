"""The log of a whole run holds what an operator needs, and no token of anybody's."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from pathlib import Path

import pytest
from game_support import PATIENCE, Device, Process, open_practice

from linestop.game.logs import discreet

TOKEN = "A1-_" * 10 + "xyz"


def test_lines_are_json_objects_where_nobody_reads_along(tmp_path: Path) -> None:
    with Process(tmp_path / "linestop.db", "--log-level", "info") as server:
        opened = open_practice(server.url)
        with Device(f"{server.url}/ws/{opened.game}?token={opened.token}", opened) as device:
            device.decide(1)
        code, said = server.stop()
    assert code == 0
    lines = [json.loads(line) for line in said.splitlines()]
    assert {"event", "level", "logger", "timestamp"} <= lines[0].keys()
    assert any("/api/practice" in line["event"] for line in lines)
    assert opened.token not in said and "?" not in said


def test_text_is_for_people_and_can_be_asked_for(tmp_path: Path) -> None:
    with Process(tmp_path / "linestop.db", "--log-level", "info", "--log", "text") as server:
        open_practice(server.url)
        _, said = server.stop()
    assert "/api/practice" in said
    assert not said.startswith("{") and "\x1b" not in said


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_traceback_shows_no_token_and_no_local_variable(form: str) -> None:
    program = f"""
import logging
from linestop.game.logs import set_up
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
    assert discreet(line) == shown


def test_logging_needs_no_set_up_where_somebody_else_runs_the_app(caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("linestop").warning("a line", extra={"address": "192.0.2.7"})
    assert caplog.records[0].getMessage() == "a line"
