"""The process: what the commands print, and that an ended server has lost nothing."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from game_support import PATIENCE, Device, open_practice
from serving_support import Process

LINESTOP = [sys.executable, "-m", "linestop.game"]


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*LINESTOP, *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        stdin=subprocess.DEVNULL,
    )


def test_serve_prints_its_address_as_its_first_line(tmp_path: Path) -> None:
    with Process(tmp_path / "linestop.db") as server:
        assert re.fullmatch(r"Linestop is at http://127\.0\.0\.1:\d+\n", server.first_line)
        with Device(server.url, open_practice(server.url)) as device:
            device.decide(1)


def test_a_killed_server_comes_back_with_every_acknowledged_decision(tmp_path: Path) -> None:
    database = tmp_path / "linestop.db"
    with Process(database) as server:
        opened = open_practice(server.url)
        device = Device(server.url, opened)
        assert device.decide(1, {"board": "JIC"}, "before-kill")["type"] == "ack"
        server.kill()
        device.close()
    with Process(database) as server:
        with Device(server.url, opened) as device:
            view = device.until_turn(2)
            assert view["rows"][0]["stance"] == "JIC"
            assert device.decide(1, {"board": "JIC"}, "before-kill")["type"] == "ack"
            assert device.decide(2)["type"] == "ack"
            device.until_turn(3)
            device.decide(3)
            device.until(lambda frame: frame["type"] == "view" and frame["phase"] == "finished")
        assert server.stop()[0] == 0
    with Process(database) as server, Device(server.url, opened) as device:
        assert device.view["phase"] == "finished"
        assert device.decide(3)["code"] == "game_over"


def test_a_game_killed_at_every_turn_ends_as_one_that_never_was(tmp_path: Path) -> None:
    database = tmp_path / "linestop.db"
    with Process(database) as server:
        opened = open_practice(server.url)
    for turn in (1, 2, 3):
        with Process(database) as server:
            device = Device(server.url, opened)
            device.until_turn(turn)
            assert device.decide(turn, {"board": "JIC"})["type"] == "ack"
            server.kill()
            device.close()
    with Process(database) as server, Device(server.url, opened) as device:
        if device.view["phase"] != "finished":
            device.until(lambda frame: frame["type"] == "view" and frame["phase"] == "finished")
        assert (device.view["turn"], device.view["uptime"]) == (3, 1.0)


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_server_cleanly_and_leaves_one_whole_file(
    tmp_path: Path, by: signal.Signals
) -> None:
    with Process(tmp_path / "linestop.db") as server:
        device = Device(server.url, open_practice(server.url))
        code, said = server.stop(by)
        assert code == 0
        assert said == ""
        device.close()
    assert sorted(file.name for file in tmp_path.iterdir()) == ["linestop.db", "linestop.db.lock"]


def test_a_second_server_on_the_same_file_is_refused_with_one_sentence(tmp_path: Path) -> None:
    with Process(tmp_path / "linestop.db") as server:
        second = run("serve", "--port", "0", "--db", str(tmp_path / "linestop.db"), cwd=tmp_path)
        assert second.returncode == 1
        assert second.stdout == ""
        assert re.fullmatch(r"Error: .* is in use by another Linestop server; .*\.?\n", second.stderr)
        open_practice(server.url)


def test_a_port_in_use_is_passed_over_and_said_so(tmp_path: Path) -> None:
    with Process(tmp_path / "one.db") as server:
        port = server.url.rpartition(":")[2]
        with Process(tmp_path / "other.db", "--port", port) as other:
            assert other.url != server.url
            code, said = other.stop()
            assert (code, said) == (
                0,
                f"Port {port} is in use, so this is port {other.url.rpartition(':')[2]}.\n",
            )


def test_a_bare_linestop_opens_a_game_and_prints_its_page_first(tmp_path: Path) -> None:
    arguments = ["--port", "0", "--host", "127.0.0.1", "--no-browser"]
    process = subprocess.Popen(
        [*LINESTOP, *arguments], cwd=tmp_path, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert re.fullmatch(
            r"Linestop is at http://127\.0\.0\.1:\d+/play/[A-Z2-9]{6}#token=[\w-]{43}\n", line
        )
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=PATIENCE)
    assert process.returncode == 0


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["serve", "--db", "/no/such/folder/linestop.db"], "There is no writing"),
        (["serve", "--scenarios", "nowhere"], "is no folder"),
        (["serve", "--host", "192.0.2.1"], "There is no listening on 192.0.2.1"),
    ],
)
def test_what_cannot_start_says_so_in_one_sentence(
    tmp_path: Path, arguments: list[str], sentence: str
) -> None:
    ended = run(*arguments, "--port", "0", cwd=tmp_path)
    assert ended.returncode == 1
    assert sentence in ended.stderr and "Traceback" not in ended.stderr
    assert ended.stdout == ""


def test_a_wrong_option_is_a_matter_of_usage(tmp_path: Path) -> None:
    ended = run("serve", "--prot", "8000", cwd=tmp_path)
    assert ended.returncode == 2
    assert "--port" in ended.stderr


def test_help_shows_examples_and_loads_nothing_heavy(tmp_path: Path) -> None:
    program = (
        "import sys; from linestop.game.cli.main import main\n"
        "try: main(['--help'], prog_name='linestop')\n"
        "except SystemExit: pass\n"
        "heavy = {'numpy', 'pandas', 'mesa', 'starlette', 'uvicorn', 'sqlite_utils', 'msgspec', 'rich'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=PATIENCE)
    assert ended.returncode == 0, ended.stderr
    assert "Examples:" in ended.stdout and "serve" in ended.stdout


def test_no_token_and_no_query_reaches_the_log(tmp_path: Path) -> None:
    with Process(tmp_path / "linestop.db", "--log-level", "info") as server:
        opened = open_practice(server.url)
        with Device(f"{server.url}/ws/{opened.game}?token={opened.token}", opened) as device:
            device.decide(1)
        code, said = server.stop()
    assert code == 0
    assert "/api/practice" in said, "the log is on"
    assert opened.token not in said
    assert "?" not in said
