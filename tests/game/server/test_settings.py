"""Every setting is an option, a variable and a line in SECURITY.md, and says no in a sentence."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import FrozenInstanceError, fields
from pathlib import Path

import pytest
from game_support import PATIENCE
from ops_support import at_the_desk, open_workshop
from places import ROOT
from serving_support import Process

from linestop.game.cli.server_options import NO_BROWSER, OF_TESTS_AND_BUILD, OPTIONS
from linestop.game.errors import SetupError
from linestop.game.server.settings import Settings

TABLE = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
LINESTOP = [sys.executable, "-m", "linestop.game"]


def run(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*LINESTOP, *arguments],
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        stdin=subprocess.DEVNULL,
    )


def test_settings_are_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        Settings().port = 1  # type: ignore[misc]


def test_every_setting_has_an_option_and_a_variable() -> None:
    assert sorted(option.setting for option in OPTIONS) == sorted(field.name for field in fields(Settings))


def test_every_option_stands_in_the_readme_s_table_with_its_variable() -> None:
    table = dict(re.findall(r"^\| `(--[\w-]+)` \| `(LINESTOP_\w+)` \|", TABLE, re.MULTILINE))
    assert table == {option.flag: option.variable for option in OPTIONS}


def test_serve_lists_every_option_and_its_variable() -> None:
    said = " ".join(run("serve", "--help").stdout.split())
    for option in OPTIONS:
        assert option.flag in said and option.variable in said


def test_the_first_help_shows_what_a_first_evening_needs() -> None:
    said = run("--help").stdout
    assert "--port" in said and "--db" in said
    assert "--most-connections" not in said


def test_a_variable_does_what_its_option_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINESTOP_ROOT_PATH", "/games/")
    with Process(tmp_path / "linestop.db") as server:
        assert server.first_line.endswith("/games\n")


@pytest.mark.parametrize(
    ("variables", "code", "sentence"),
    [
        ({"LINESTOP_HOST_PIN": "1234"}, 1, "The host PIN is too short"),
        ({"LINESTOP_PROXY": "nowhere"}, 1, "--proxy takes addresses"),
        ({"LINESTOP_METRICS": "sometimes"}, 2, "'--metrics'"),
        ({"LINESTOP_MOST_CONNECTIONS": "0"}, 2, "'--most-connections'"),
        ({"LINESTOP_URL": "play.example"}, 1, "--url takes an address such as"),
        ({"LINESTOP_ROOT_PATH": "linestop"}, 1, "take /linestop"),
        ({"LINESTOP_HOST_PINN": "246810"}, 2, "Did you mean LINESTOP_HOST_PIN?"),
        ({"LINESTOP_DATABASE": "friday.db"}, 2, "The variable LINESTOP_DATABASE sets nothing."),
    ],
)
def test_a_setting_that_cannot_be_is_refused_in_a_sentence(
    variables: dict[str, str], code: int, sentence: str, tmp_path: Path
) -> None:
    ended = run("serve", "--port", "0", "--db", str(tmp_path / "linestop.db"), **variables)
    assert ended.returncode == code
    assert sentence in ended.stderr and "Traceback" not in ended.stderr


def test_a_misspelt_variable_is_refused_by_whoever_reads_a_database_and_by_no_help(tmp_path: Path) -> None:
    misspelt = {"LINESTOP_BD": str(tmp_path / "linestop.db")}
    assert "Did you mean LINESTOP_DB?" in run("replay", **misspelt).stderr
    for words in (["serve", "--help"], ["replay", "--help"], ["--help"]):
        assert run(*words, **misspelt).returncode == 0


def test_every_variable_that_something_reads_is_known() -> None:
    """Or a server would refuse to start beside it."""
    root = ROOT
    places = ["Makefile", ".build/*.py", "tests/support/*browser*/*.py", "game/*.py"]
    texts = [file.read_text("utf-8") for place in places for file in root.glob(place)]
    named = {name for text in texts for name in re.findall(r"LINESTOP_[A-Z_]+[A-Z]", text)}
    known = {option.variable for option in OPTIONS} | {NO_BROWSER} | OF_TESTS_AND_BUILD
    assert "LINESTOP_CHROMIUM" in named and named <= known


def test_a_scenario_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_bytes(b"name = '\xff'")
    ended = run("serve", "--scenarios", str(tmp_path), "--db", str(tmp_path / "linestop.db"), "--port", "0")
    assert ended.returncode == 1 and ended.stderr.startswith("Error: ")
    assert "bad.toml:1:9: name: found what is not UTF-8" in ended.stderr


def test_the_pin_is_in_no_picture_of_the_settings() -> None:
    assert "246810" not in repr(Settings(host_pin="246810"))


@pytest.mark.parametrize(
    "url", ["play.example", "https://", "ftp://play.example", "http://[::1", "http://play.example:99999"]
)
def test_what_nobody_could_open_is_no_address(url: str) -> None:
    with pytest.raises(SetupError, match="--url takes an address such as"):
        Settings(url=url)
    assert Settings(url="https://play.example:8443/linestop/").url == "https://play.example:8443/linestop"


def test_a_short_pin_is_none() -> None:
    with pytest.raises(SetupError):
        Settings(host_pin="12345")


def test_the_address_that_others_type_reaches_board_and_desk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LINESTOP_URL", "https://play.example/linestop/")
    with Process(tmp_path / "linestop.db") as server:
        with at_the_desk(server.url, open_workshop(server.url, "one_seat")) as desk:
            shown = desk.until(lambda frame: frame["type"] == "desk")
    assert shown["join_url"] == "https://play.example/linestop/join"
