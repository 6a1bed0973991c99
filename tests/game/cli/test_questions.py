"""`linestop questions`: a table, JSON and pictures of what decides between JIT and JIC."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result

from linestop import scenarios
from linestop.agents.studies.questions.sweeps import QUESTIONS
from linestop.game.cli.main import main
from linestop.game.cli.questions import _with_buffers

pytestmark = pytest.mark.slow


def questions(*words: str) -> Result:
    return CliRunner().invoke(main, ["questions", *words, "--worlds", "4"])


def test_each_question_of_a_scenario_is_answered_in_json_and_drawn(tmp_path: Path) -> None:
    result = questions("far_shore", "--json", "--svg", str(tmp_path / "new" / "pictures"))
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)["questions"]
    assert [each["question"] for each in found] == list(QUESTIONS)
    for each in found:
        assert set(each) == {"question", "scenario", "points", "crossing", "direction"}
        means = [point["jit_minus_jic"]["mean"] for point in each["points"]]
        assert each["direction"] == ("jic" if means[-1] > means[0] else "jit")
        assert all(point["jit_minus_jic"]["ci95"] >= 0.0 for point in each["points"])
    drawn = sorted(path.name for path in (tmp_path / "new" / "pictures").iterdir())
    assert drawn == sorted(f"far_shore_{name}.svg" for name in QUESTIONS)
    crossed = next(each["question"] for each in found if each["crossing"] is not None)
    root = ElementTree.parse(tmp_path / "new" / "pictures" / f"far_shore_{crossed}.svg").getroot()
    said = root.attrib["aria-label"]
    assert said.startswith("The Far Shore: ") and "speaks for" in said and "the same at" in said


def test_the_table_names_what_was_varied_and_where_both_cost_the_same() -> None:
    result = questions("far_shore")
    assert result.exit_code == 0
    rows = [line.split()[1] for line in result.stdout.splitlines() if line.startswith("far_shore ")]
    assert rows == list(QUESTIONS) and "equal at" in result.stdout


def test_all_means_all_scenarios_whose_mix_has_a_buffer() -> None:
    names = [scenario.name for scenario in _with_buffers()]
    assert "pacific_squeeze" in names and "calm_seas" not in names
    assert set(names) <= set(scenarios.names())


@pytest.mark.parametrize("words", [(), ("far_shore", "--all")])
def test_scenarios_or_all_is_asked_for_not_both_nor_neither(words: tuple[str, ...]) -> None:
    result = questions(*words)
    assert result.exit_code == 2 and "Give scenarios or --all, one of the two." in result.stderr


def test_a_folder_that_cannot_be_made_is_told_before_anything_is_played(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    result = questions("far_shore", "--svg", str(tmp_path / "file" / "pictures"))
    assert result.exit_code == 1 and "cannot be made" in result.stderr
