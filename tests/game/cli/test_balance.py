"""`linestop scenario balance`: a lesson's sentences, each with its number, and what authors should know."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from places import SCENARIOS
from world_support import changed, shipped, struck

from linestop import scenarios
from linestop.agents.studies.balance import measure
from linestop.agents.studies.balance_cases import GIVEN_UP, closing_cases
from linestop.game.cli.scenario import scenario
from linestop.game.cli.scenario.yardsticks import warnings
from linestop.game.cli.simulate import simulate

pytestmark = pytest.mark.slow
ONE_SEAT = (SCENARIOS / "one_seat.toml").read_text(encoding="utf-8")
SHELF = Path(scenarios.__file__).parent
FEW = ("--worlds", "4", "--scored-worlds", "2")
LESSON = 'lesson = "With nothing to fear, a buffer only costs."\n'
CLAIMS = """
[[claim]]
text = "With nothing to fear, a buffer only costs."
shows = "buffers"
parts = []

[[claim]]
text = "A line without buffers stands for weeks."
shows = "weakest_week"
plan = "jit"
most = 0.1

"""


def balance(*words: str) -> Result:
    return CliRunner().invoke(scenario, ["balance", *words, *FEW], prog_name="linestop scenario")


@pytest.fixture
def in_claims(tmp_path: Path) -> Path:
    """One Seat with a lesson of one true and one false sentence."""
    assert LESSON in ONE_SEAT
    file = tmp_path / "one_seat.toml"
    text = ONE_SEAT.replace(LESSON, "").replace("[ordering]", CLAIMS + "[ordering]", 1)
    file.write_text(text, encoding="utf-8")
    return file


def test_each_sentence_of_a_lesson_is_said_to_hold_or_not_with_its_number(in_claims: Path) -> None:
    result = balance(str(in_claims))
    lines = result.stdout.splitlines()
    true, false = (
        next(line for line in lines if text in line) for text in ("With nothing", "A line without")
    )
    assert true.startswith("holds ") and "saves board -" in true
    assert false.startswith("does not ") and "100.0% ± 0.0%" in false
    assert result.exit_code == 1, "a lesson that is not true is not balanced"


def test_the_claims_stand_in_json_too(in_claims: Path) -> None:
    (report,) = json.loads(balance(str(in_claims), "--json").stdout)["scenarios"]
    assert [claim["holds"] for claim in report["claims"]] == [True, False]
    assert report["claims"][0]["found"].startswith("saves board -") and report["warnings"] == []
    assert all(yardstick["holds"] for yardstick in report["yardsticks"]) and not report["balanced"]


def test_a_lesson_as_a_plain_text_is_balanced_as_before() -> None:
    result = balance(str(SCENARIOS / "one_seat.toml"))
    assert result.exit_code == 0 and "The lesson, sentence by sentence" not in result.stdout


def test_an_uptime_mark_far_from_where_the_cheapest_plan_runs_is_told(tmp_path: Path) -> None:
    file = tmp_path / "marked.toml"
    file.write_text(ONE_SEAT.replace("uptime_target = 1.0", "uptime_target = 0.95"), encoding="utf-8")
    result = balance(str(file))
    assert "NO     the uptime mark lies within a point of the mix's uptime" in result.stdout
    assert "95.0% beside 100.0%" in result.stdout and result.exit_code == 1


def told_of_closing(share: float) -> list[str]:
    squeeze: Any = changed(struck(), closing_share=share)
    return warnings(squeeze, measure(squeeze, 1, 12, closing_cases(squeeze)))


def test_where_giving_up_all_buffers_at_the_end_pays_the_author_is_warned() -> None:
    (warning,) = told_of_closing(0.5)
    assert GIVEN_UP in warning and "closing_share = 0.5" in warning
    assert told_of_closing(1.0) == []


def test_a_mix_without_buffers_has_none_to_give_up() -> None:
    assert closing_cases(shipped("calm_seas")) == []


def test_the_experts_plan_is_shown_scored_and_can_be_played(tmp_path: Path) -> None:
    roads = str(SHELF / "two_roads.toml")
    told = json.loads(CliRunner().invoke(scenario, ["balance", roads, *FEW, "--expert", "--json"]).stdout)
    expert = told["scenarios"][0]["expert"]
    assert [(each["way"], each["rivals"]) for each in expert["compared"]] == [
        ("mix", "mix"),
        ("expert", "mix"),
        ("mix", "expert"),
        ("expert", "expert"),
    ]
    (file := tmp_path / "plan.toml").write_text(expert["plan"], encoding="utf-8")
    played = CliRunner().invoke(
        simulate, [roads, "--stance", str(file), "--stance", "expert", "--rivals", "expert", "--worlds", "4"]
    )
    rows = [line.split() for line in played.stdout.splitlines() if line.startswith("1 ")]
    assert [row[2:] for row in rows[:1]] == [row[2:] for row in rows[1:]], "the file is the plan"


def test_the_experts_plan_stands_below_the_lesson() -> None:
    shown = (
        CliRunner().invoke(scenario, ["balance", str(SCENARIOS / "one_seat.toml"), *FEW, "--expert"]).stdout
    )
    assert shown.index("Yardsticks") < shown.index("The expert's plan") < shown.index('start = "JIT"')
    assert "beats the mix by" in shown
