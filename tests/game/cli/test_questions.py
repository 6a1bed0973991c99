"""`linestop questions`: a table, JSON and pictures of what decides between JIT and JIC."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result

from linestop import scenarios
from linestop.agents.studies.questions.answers import Answer, Point
from linestop.agents.studies.questions.sweeps import QUESTIONS
from linestop.agents.studies.study import Estimate
from linestop.game.cli.main import main
from linestop.game.cli.questions import _answers, _with_buffers
from linestop.game.cli.questions_picture import picture
from linestop.game.cli.scenario_source import open_scenario

pytestmark = pytest.mark.slow


def questions(*words: str) -> Result:
    return CliRunner().invoke(main, ["questions", *words, "--worlds", "4"])


def test_each_question_of_a_scenario_is_answered_in_json_and_drawn(tmp_path: Path) -> None:
    scenario = open_scenario("first_call")
    result = questions("first_call", "--json", "--svg", str(tmp_path / "new" / "pictures"))
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)["questions"]
    assert [each["question"] for each in found] == list(QUESTIONS)
    for each in found:
        assert set(each) == {"question", "scenario", "points", "crossing", "direction"}
        means = [point["jit_minus_jic"]["mean"] for point in each["points"]]
        assert each["direction"] == ("jic" if means[-1] > means[0] else "jit")
        assert all(point["jit_minus_jic"]["ci95"] >= 0.0 for point in each["points"])
    drawn = sorted(path.name for path in (tmp_path / "new" / "pictures").iterdir())
    assert drawn == sorted(f"first_call_{name}.svg" for name in QUESTIONS)
    crossed = next(each["question"] for each in found if each["crossing"] is not None)
    root = ElementTree.parse(tmp_path / "new" / "pictures" / f"first_call_{crossed}.svg").getroot()
    said = root.attrib["aria-label"]
    assert said.startswith(f"{scenario.title}: ") and "speaks for" in said and "the same at" in said


def test_the_table_names_what_was_varied_and_where_both_cost_the_same() -> None:
    result = questions("first_call")
    assert result.exit_code == 0
    rows = [line.split()[1] for line in result.stdout.splitlines() if line.startswith("first_call ")]
    assert rows == list(QUESTIONS) and "equal at" in result.stdout


def test_where_more_speaks_for_just_in_time_a_sentence_says_why() -> None:
    """In `thin_purse` money ends before all bins are full, and each lost unit makes that dearer."""
    result = questions("thin_purse")
    *_, jit = [line.split()[-1] for line in result.stdout.splitlines() if " stockout " in line]
    assert jit == "JIT"
    assert "Where more of it speaks for JIT:" in result.stdout
    assert "thin_purse, stockout: Just in Case is worth" in result.stdout


def test_processes_find_what_one_process_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    scenario = open_scenario("first_shift")
    alone = _answers([scenario], 1, 2)
    monkeypatch.setattr("linestop.game.cli.questions.LEAST_FOR_PROCESSES", 0)
    assert _answers([scenario], 1, 2) == alone


def test_amounts_beside_the_axis_never_touch_each_other() -> None:
    """A curve that dips a little below equal cost: the words of its low end would lie on those of none."""
    estimates = [(-3.0, 0.8), (95.0, 1.8), (60.0, 4.8)]
    points = [Point(x, Estimate(mean, 1.0, mean, mean)) for mean, x in estimates]
    drawn = ElementTree.fromstring(picture(open_scenario("first_call"), Answer("supply", points)))
    words = [text for text in drawn.findall(".//{*}text") if text.attrib.get("text-anchor") == "end"]
    heights = sorted(float(text.attrib["y"]) for text in words if text.attrib.get("fill") is None)
    assert len(heights) == 2 and min(after - before for before, after in pairwise(heights)) >= 18.0


def test_of_points_that_crowd_each_other_those_are_named_that_have_room() -> None:
    points = [Point(x, Estimate(1.0, 0.1, 1.0, 1.0)) for x in (0.0, 0.268, 0.286, 0.307, 0.334)]
    drawn = ElementTree.fromstring(picture(open_scenario("first_call"), Answer("demand", points)))
    middles = [text for text in drawn.findall(".//{*}text") if text.attrib.get("text-anchor") == "middle"]
    assert [text.text for text in middles][:-1] == ["0", "0.268", "0.307", "0.334"]


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
