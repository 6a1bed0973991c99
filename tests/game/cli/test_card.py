"""`linestop scenario card`: one page that stands alone, and tells players nothing of what is to come."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result
from places import ROOT

from linestop.agents.scenario.reader import read_scenario
from linestop.agents.studies.questions.sweeps import QUESTIONS
from linestop.game.cli.main import main
from linestop.scenarios import text_of

pytestmark = pytest.mark.slow
NAME = "crying_wolf"
SCENARIO = read_scenario(text_of(NAME), f"{NAME}.toml")
SPOILERS = [
    *(item.headline for shock in SCENARIO.shock for item in shock.news),
    *(shock.title for shock in SCENARIO.shock),
    *(part.reason for part in SCENARIO.component),
]


def card(*words: str) -> Result:
    return CliRunner().invoke(main, ["scenario", "card", *words, "--worlds", "2"])


def told(page: str) -> list[str]:
    """What of the weeks to come and of the mix a text tells."""
    plain = page.replace("&#x27;", "'").replace("&amp;", "&")
    return [each for each in SPOILERS if each in plain]


def test_a_card_is_one_page_that_needs_nothing_else_and_tells_no_player_too_much(tmp_path: Path) -> None:
    page, drawn = tmp_path / "card.html", tmp_path / "map.svg"
    result = card(NAME, "--html", str(page), "--svg", str(drawn))
    assert result.exit_code == 0, result.output
    text = page.read_text(encoding="utf-8")
    assert "<script" not in text and not re.search(r'(src|href)="|url\(|@import', text)
    # The map, the frontier, and a picture of each question; each says what it shows.
    assert text.count("<svg ") == text.count('role="img" aria-label="') == 2 + len(QUESTIONS)
    for words in (SCENARIO.title, *SCENARIO.guide.goals, *(seat.title for seat in SCENARIO.seat)):  # type: ignore[union-attr]
        assert words.replace("&", "&amp;").replace("'", "&#x27;") in text
    assert told(text + drawn.read_text(encoding="utf-8") + result.output) == []
    assert "· JIC" not in drawn.read_text(encoding="utf-8")
    assert ElementTree.parse(drawn).getroot().attrib["aria-label"] == SCENARIO.title


def test_with_its_timeline_a_card_tells_the_facilitator_of_shocks_news_and_the_mix(tmp_path: Path) -> None:
    page, drawn = tmp_path / "card.html", tmp_path / "map.svg"
    result = card(NAME, "--html", str(page), "--svg", str(drawn), "--timeline", "--json")
    assert result.exit_code == 0, result.output
    found = told(page.read_text(encoding="utf-8"))
    assert {shock.title for shock in SCENARIO.shock} <= set(found)
    assert "· JIC" in drawn.read_text(encoding="utf-8")
    report = json.loads(result.stdout)
    assert report["timeline"]["recommended"] == {part.name: part.recommended for part in SCENARIO.component}
    assert [rule["right"] for rule in report["rules"]["rules"]]


def test_the_json_of_a_card_holds_the_map_the_ways_and_the_questions_and_no_mix() -> None:
    result = card(str(ROOT / "tests" / "scenarios" / "near_and_far.toml"), "--json")
    assert result.exit_code == 0, result.output
    report = json.loads(result.stdout)
    assert [way["name"] for way in report["ways"]] == ["jit", "jic", "mix"]
    assert [each["question"] for each in report["questions"]] == list(QUESTIONS)
    assert {"sites", "links"} <= set(report["map"]) and not {"timeline", "rules"} & set(report)
    assert "recommended" not in result.stdout


def test_a_file_that_cannot_be_written_is_told_before_anything_is_played(tmp_path: Path) -> None:
    result = card(NAME, "--html", str(tmp_path / "nowhere" / "card.html"))
    assert result.exit_code != 0 and "nowhere" in result.stderr
