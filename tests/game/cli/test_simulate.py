"""`linestop simulate` as it is typed: a process, its output and its exit code."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from places import ROOT


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "linestop.game", "simulate", *words],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )


def results(*words: str) -> dict[str, Any]:
    done = run(*words, "--json")
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_two_processes_find_what_one_does() -> None:
    words = ("calm_seas", "--worlds", "3", "--stance", "rumour")
    assert results(*words, "--processes", "2") == results(*words)


def test_a_seat_that_plans_ahead_is_scored_like_any_other() -> None:
    words = ("strait_and_canal", "--worlds", "2", "--stance", "planner", "--score")
    [found] = results(*words)["results"]
    assert found["stance"] == "planner" and found["score"]["mean"] > 90.0


def test_json_is_one_object_with_every_number_that_was_promised() -> None:
    found = results("pacific_squeeze", "--worlds", "5", "--stance", "jit", "--score")
    assert {name: found[name] for name in ("scenario", "weeks", "worlds", "seed")} == {
        "scenario": "pacific_squeeze",
        "weeks": 52,
        "worlds": 5,
        "seed": 1,
    }
    (result,) = found["results"]
    assert (result["stance"], result["rivals"], result["seat"]) == ("jit", "hybrid", 1)
    for measure in ("total_cost", "uptime", "fill_rate", "score"):
        assert set(result[measure]) == {"mean", "ci95", "p05", "p95"}
    assert sum(result["cost"].values()) == pytest.approx(result["total_cost"]["mean"], rel=1e-9)


def test_the_same_seed_gives_the_same_numbers_and_another_seed_others() -> None:
    words = ("calm_seas", "--worlds", "3", "--stance", "jit", "--seat", "2")
    assert results(*words) == results(*words)
    assert results(*words)["results"] != results(*words, "--seed", "2")["results"]


def test_in_a_pipe_it_prints_plain_text_with_a_mean_over_seats_and_nothing_to_stderr() -> None:
    done = run("calm_seas", "--worlds", "2", "--seat", "all", "--stance", "jit", "--rivals", "same")
    assert done.stderr == "" and done.returncode == 0
    lines = done.stdout.strip().splitlines()
    assert lines[0].startswith("Calm Seas: 2 worlds of seed 1, rivals same")
    assert [line.split()[0] for line in lines[2:]] == ["1", "2", "3", "4", "mean"]


@pytest.mark.parametrize(
    ("mark", "end"), [(b"", b"\n"), (b"\xef\xbb\xbf", b"\r\n")], ids=["plain", "of Windows"]
)
def test_a_file_of_decisions_is_a_stance(mark: bytes, end: bytes, tmp_path: Path) -> None:
    plan = tmp_path / "plan.toml"
    plan.write_bytes(mark + b'[[turn]]\nfrom = 1\nhousing = "JIC"\nchip = "JIC"\n'.replace(b"\n", end))
    words = ("pacific_squeeze", "--worlds", "3", "--stance")
    own, mix = results(*words, str(plan))["results"][0], results(*words, "hybrid")["results"][0]
    assert own["total_cost"] == mix["total_cost"]


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["atlantis"], 2, "atlantis"),
        (["calm_seas", "--stance", "lean"], 2, "lean: no such stance or file"),
        (["calm_seas", "--rivals", "nobody"], 2, "nobody: no such stance or file"),
        (["calm_seas", "--seat", "5"], 2, "--seat 5: give a number from 1 to 4, or all"),
        (["calm_seas", "--worlds", "0"], 2, "--worlds"),
        (["calm_seas", "--seed", "-1"], 2, "--seed"),
    ],
)
def test_a_mistake_gets_a_sentence_and_no_traceback(words: list[str], code: int, sentence: str) -> None:
    done = run(*words)
    assert done.returncode == code and sentence in done.stderr
    assert done.stdout == "" and "Traceback" not in done.stderr


def test_a_bad_plan_is_refused_with_its_place(tmp_path: Path) -> None:
    plan = tmp_path / "plan.toml"
    plan.write_text('[[turn]]\nfrom = 1\nhouse = "JIC"\n')
    done = run("calm_seas", "--stance", str(plan))
    assert done.returncode == 1
    assert done.stderr.startswith(f"{plan}: turn[1].house: no such component")


def test_a_plan_for_a_turn_that_never_comes_is_refused_and_not_played_as_all_just_in_time(
    tmp_path: Path,
) -> None:
    plan = tmp_path / "plan.toml"
    plan.write_text('[[turn]]\nfrom = 14\nhousing = "JIC"\n')
    done = run("pacific_squeeze", "--stance", str(plan), "--worlds", "1")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.strip().endswith("found 14, expected a turn number from 1 to 13, the last turn")


def test_a_stance_file_that_is_there_but_cannot_be_read_is_not_said_to_be_missing(tmp_path: Path) -> None:
    file = tmp_path / "plan.toml"
    file.write_bytes(b"start = '\xff'")
    for plan, why in ((file, "what is in it is not UTF-8"), (tmp_path, "Is a directory")):
        ended = run("calm_seas", "--stance", str(plan))
        assert ended.returncode == 2 and f"{plan}: {why}. Give jit," in " ".join(ended.stderr.split())


def test_the_plans_in_the_readme_of_agents_play(tmp_path: Path) -> None:
    readme = (ROOT / "agents" / "README.md").read_text(encoding="utf-8")
    plans = [text.split("```")[0] for text in readme.split("```toml\n")[1:]]
    # The first one of stances, the second one of numbers and shelves.
    for plan, scenario in zip(plans, ("pacific_squeeze", "far_shore"), strict=True):
        (tmp_path / "plan.toml").write_text(plan, encoding="utf-8")
        words = (scenario, "--worlds", "2", "--stance", str(tmp_path / "plan.toml"), "--stance", "jit")
        planned, jit = results(*words)["results"]
        assert planned["cost"]["changeover_cost"] > jit["cost"]["changeover_cost"] == 0.0


BEER = str(ROOT / "tests" / "scenarios" / "reference" / "beer_game.toml")


def test_the_costs_of_depots_stand_in_a_line_of_their_own_and_in_the_total() -> None:
    """Sterman's benchmark costs 204 at all four stages; the retailer alone pays 46 of it."""
    (result,) = results(BEER, "--worlds", "2", "--stance", "jit")["results"]
    assert result["total_cost"]["mean"] == pytest.approx(204.0)
    assert result["cost"]["depot_cost"] == pytest.approx(158.0)
    assert sum(result["cost"].values()) == pytest.approx(204.0)
    assert "depot_cost" not in results("calm_seas", "--worlds", "1", "--stance", "jit")["results"][0]["cost"]


def test_small_money_is_not_shown_in_thousands_and_a_row_adds_up_to_its_total() -> None:
    for source, unit in ((BEER, "cost in USD"), ("pacific_squeeze", "cost in thousand EUR")):
        lines = run(source, "--worlds", "2", "--stance", "jic").stdout.splitlines()
        assert lines[0].endswith(unit)
        row = dict(zip(re.split(r"\s{2,}", lines[1]), re.split(r"\s{2,}", lines[2]), strict=True))
        parts = [name for name in ("holding", "line down", "lost", "depots", "other") if name in row]
        assert sum(float(row[name]) for name in parts) == pytest.approx(float(row["total cost"]), abs=0.3)
        assert float(row["total cost"]) > 1.0 and ("depots" in row) is (source == BEER)
