"""What a server counts is right, names nobody, and strangers do not read it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from game_support import PATIENCE, Device, open_practice
from serving_support import Serving, serving

pytestmark = pytest.mark.slow


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Serving]:
    with serving(tmp_path / "linestop.db") as server:
        yield server


def ask(server: Serving, **headers: str) -> tuple[int, str]:
    try:
        with urlopen(Request(f"{server.url}/metrics", headers=headers), timeout=PATIENCE) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as error:
        with error:
            return error.code, error.read().decode()


def values(server: Serving) -> dict[str, float]:
    status, text = ask(server)
    assert status == 200
    lines = (line.rpartition(" ") for line in text.splitlines() if not line.startswith("#"))
    return {name: float(value) for name, _, value in lines}


def test_a_played_turn_is_counted_from_the_door_to_the_disk(server: Serving) -> None:
    before = values(server)
    assert before["linestop_rooms"] == 0 and before["linestop_turn_seconds_count"] == 0
    with Device(server.url, open_practice(server.url)) as device:
        device.decide(1)
        device.until_turn(2)
        assert device.decide(1, {"board": "JIC"})["code"] == "turn_closed"
        assert device.ask("ping")["type"] == "ack", "no person asked that, so it is not counted"
        during = values(server)
    assert during["linestop_connections"] == 1
    assert during["linestop_rooms"] == 1
    assert during['linestop_games{phase="deciding"}'] == 1
    assert during['linestop_commands_total{outcome="done"}'] == 2, "a hello and a decision"
    assert during['linestop_commands_total{outcome="turn_closed"}'] == 1
    assert during["linestop_turn_seconds_count"] == 1
    assert during['linestop_work_seconds_count{kind="opening"}'] == 1
    assert during['linestop_work_seconds_count{kind="turn"}'] == 1
    assert during['linestop_jobs_waiting{kind="review"}'] == during["linestop_workers_replaced_total"] == 0
    assert during["linestop_commit_seconds_count"] >= 3
    assert during["linestop_commit_appends_sum"] >= during["linestop_commit_appends_count"]
    assert during['linestop_failures_total{kind="storage"}'] == 0


def test_two_servers_of_one_process_count_apart(server: Serving, tmp_path: Path) -> None:
    with serving(tmp_path / "other.db") as other, Device(other.url, open_practice(other.url)):
        assert values(other)["linestop_connections"] == 1
        assert values(server)["linestop_connections"] == 0


def test_no_game_player_or_address_is_named(server: Serving) -> None:
    opened = open_practice(server.url)
    with Device(server.url, opened) as device:
        device.decide(1)
        text = ask(server)[1]
    assert opened.game not in text and opened.token not in text and "127.0.0.1" not in text
    assert set(re.findall(r"(\w+)=\"", text)) <= {"phase", "outcome", "kind", "le", "version"}


@pytest.mark.parametrize(
    "headers",
    [
        {"x-forwarded-for": "203.0.113.9"},
        {"x-forwarded-for": "127.0.0.1"},
        {"x-real-ip": "127.0.0.1"},
        {"forwarded": "for=127.0.0.1"},
        {"via": "1.1 proxy"},
        {"host": "linestop.example"},
        {"host": "linestop.example:8000"},
    ],
)
def test_by_default_only_this_machine_reads_them(server: Serving, headers: dict[str, str]) -> None:
    assert ask(server)[0] == 200
    status, text = ask(server, **headers)
    assert status == 404 and "linestop_" not in text


def test_another_address_is_told_that_there_is_no_such_page(tmp_path: Path) -> None:
    with serving(tmp_path / "linestop.db") as server:
        status, _ = ask(server, host="127.0.0.2")
        assert status == 404


@pytest.mark.parametrize(("setting", "near", "far"), [("off", 404, 404), ("on", 200, 200)])
def test_they_can_be_switched_off_and_opened(tmp_path: Path, setting: str, near: int, far: int) -> None:
    with serving(tmp_path / "linestop.db", metrics=setting) as server:
        assert ask(server)[0] == near
        assert ask(server, **{"x-forwarded-for": "203.0.113.9"})[0] == far
