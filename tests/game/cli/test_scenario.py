"""`linestop scenario …`, run as a command: output, exit codes, and never a traceback."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from bad_files import MISTAKES, spoiled
from click.testing import CliRunner, Result
from places import BAD_SCENARIOS, SCENARIOS

from linestop import scenarios
from linestop.game.cli.scenario import scenario

BAD = BAD_SCENARIOS


def run(*words: str) -> Result:
    return CliRunner().invoke(scenario, words, prog_name="linestop scenario")


def spoil(folder: Path, mistake: dict[str, str]) -> Path:
    file = folder / "bad.toml"
    file.write_text(spoiled(mistake), encoding="utf-8")
    return file


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake["name"])
def test_check_refuses_a_bad_file_in_one_line(tmp_path: Path, mistake: dict[str, str]) -> None:
    file = spoil(tmp_path, mistake)
    result = run("check", str(file))
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"{file}:{mistake['says']}\n"


def test_check_passes_a_good_file() -> None:
    result = run("check", str(BAD / "good.toml"))
    assert (result.exit_code, result.stderr) == (0, "")
    assert "a good scenario" in result.stdout


def test_check_speaks_json(tmp_path: Path) -> None:
    mistake = next(each for each in MISTAKES if each["name"] == "a number below its range")
    file = spoil(tmp_path, mistake)
    result = run("check", "--json", str(file), str(BAD / "good.toml"))
    assert result.exit_code == 1
    answer = json.loads(result.stdout)
    assert answer["good"] == [str(BAD / "good.toml")]
    assert answer["mistakes"][0] | {"column": 0} == {
        "file": str(file),
        "line": 83,
        "column": 0,
        "key": "supplier[1].capacity_ratio",
        "found": "0.2",
        "expected": "a number from 0.5 to 1000",
    }


@pytest.mark.parametrize("words", [["check"], ["check", "no_such_file"], ["show", "no\0such"], ["fly"]])
def test_a_command_misused_ends_with_2_and_says_what_to_do(words: list[str]) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert "Usage:" in result.stderr


def test_list_names_the_scenarios() -> None:
    result = run("list")
    assert result.exit_code == 0
    for name in scenarios.names():
        assert f"\n{name} " in result.stdout
    assert [
        each["name"] for each in json.loads(run("list", "--json").stdout)["scenarios"]
    ] == scenarios.names()


def test_list_shows_a_set_that_is_played_to_compare_in_its_order_with_what_each_turns_over() -> None:
    told = run("list").stdout.partition("Three years of kettles")[2]
    places = [
        told.index(f"\n{name} ") for name in ("kettles_at_home", "kettles_from_afar", "kettles_now_or_never")
    ]
    assert places == sorted(places) and "Turned over: the suppliers." in told
    listed = {each["name"]: each for each in json.loads(run("list", "--json").stdout)["scenarios"]}
    assert listed["kettles_from_afar"]["contrast"]["question"] == "supply"
    assert listed["calm_seas"]["contrast"] is None
    assert "Three years of kettles, number 2. Turned over" in run("show", "kettles_from_afar").stdout


@pytest.mark.parametrize("name", scenarios.names())
def test_show_tells_a_scenario_by_name(name: str) -> None:
    result = run("show", name)
    assert result.exit_code == 0
    for heading in ("Companies", "Components", "Ways", "Shocks", "What it teaches"):
        assert f"\n{heading}" in result.stdout
    assert "\t" not in result.stdout and "\x1b" not in result.stdout


def test_show_takes_a_file_and_json() -> None:
    answer = json.loads(run("show", str(BAD / "good.toml"), "--json").stdout)
    assert answer["name"] == "tea_for_two"
    assert answer["seat"][0]["demand"] == {"teapot": 40.0, "mug": 90.0}


def test_show_refuses_a_bad_file_without_a_traceback(tmp_path: Path) -> None:
    file = spoil(tmp_path, MISTAKES[0])
    command = [sys.executable, "-c", "from linestop.game.cli.scenario import scenario; scenario()"]
    done = subprocess.run([*command, "show", str(file)], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"{file}:{MISTAKES[0]['says']}\n"


def test_help_needs_no_heavy_library() -> None:
    program = (
        "import sys\n"
        "from linestop.game.cli.scenario import scenario\n"
        "scenario(['--help'], standalone_mode=False)\n"
        "heavy = {'mesa', 'numpy', 'rich', 'tree_sitter', 'pandas'} & set(sys.modules)\n"
        "sys.exit(', '.join(heavy) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Examples:" in done.stdout


def test_show_tells_where_ways_lead_and_what_changes() -> None:
    files = SCENARIOS
    beer = run("show", str(files / "reference" / "beer_game.toml")).stdout
    assert "Factory        Distributor" in beer and "Wholesaler     plants" in beer
    assert "by Eastport at a queue above 1 weeks" in run("show", str(files / "two_ports.toml")).stdout
    changing = run("show", str(files / "short_lives.toml")).stdout
    assert "The Flint's new chip  flint    chip  chip_two  100%    24 to 32" in changing
    assert "Changes of parts" not in beer
