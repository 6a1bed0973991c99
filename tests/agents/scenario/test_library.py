"""The scenarios that come along: told in German to the last text, and short before play begins."""

from __future__ import annotations

import json

import msgspec
import pytest
from click.testing import CliRunner

from linestop import scenarios
from linestop.agents.scenario.reader import read_scenario
from linestop.agents.scenario.scenario import Scenario
from linestop.agents.scenario.teaching import MOST_WORDS_BEFORE_PLAY
from linestop.agents.scenario.translation import Text, read_translation, texts_of
from linestop.game.cli.scenario import scenario as command

ALL = {name: read_scenario(scenarios.text_of(name), f"{name}.toml") for name in scenarios.names()}
TO_CHOOSE = [name for name, scenario in ALL.items() if scenario.difficulty]
"""Those that say what a workshop chooses by."""
PROPER_NAMES = {f"{kind}.title" for kind in ("supplier", "depot", "port", "market", "seat")}
SAME_IN_GERMAN = {"Display"}


def german(name: str) -> list[Text]:
    """All texts of a scenario with their translations; refused if one is missing."""
    file = f"{name}.de.toml"
    texts = read_translation(scenarios.translations(name)[file], file, ALL[name], whole=True)
    return list(texts_of(ALL[name], texts))


def untranslated(texts: list[Text]) -> set[str]:
    """Texts that say the same in German, and are no names of firms or places."""
    return {
        text.source for text in texts if text.translated == text.source and text.kind not in PROPER_NAMES
    } - SAME_IN_GERMAN


@pytest.mark.parametrize("name", ALL)
def test_a_scenario_that_comes_along_is_german_to_the_last_text(name: str) -> None:
    texts = german(name)
    assert len(texts) > 60
    assert untranslated(texts) == set()


def test_red_control_a_text_left_in_english_is_found() -> None:
    left = [Text(("summary",), "summary", "Full ships.", "Full ships.")]
    assert untranslated(left) == {"Full ships."}


@pytest.mark.parametrize("name", ALL)
def test_german_stories_have_as_many_paragraphs(name: str) -> None:
    for text in german(name):
        if text.kind in ("story", "background", "true_story.text"):
            assert text.translated is not None
            assert text.translated.strip().count("\n\n") == text.source.strip().count("\n\n"), text.kind


def lacks(scenario: Scenario) -> list[str]:
    """What a scenario of the library should say and does not, or says at too great length."""
    words = len(scenario.story.split())
    return [
        *([f"a story of {words} words"] if words > MOST_WORDS_BEFORE_PLAY else []),
        *(["claims"] if not scenario.claim else []),
        *(key for key in ("minutes", "guide", "true_story", "good_for") if not getattr(scenario, key)),
    ]


@pytest.mark.parametrize("name", TO_CHOOSE)
def test_a_scenario_that_states_its_difficulty_says_all_that_a_workshop_asks(name: str) -> None:
    assert lacks(ALL[name]) == []


def test_red_control_a_long_story_and_a_missing_guide_are_found() -> None:
    squeeze = ALL["pacific_squeeze"]
    assert squeeze.background
    told_at_once = f"{squeeze.story}\n{squeeze.background}"
    bare = msgspec.structs.replace(squeeze, story=told_at_once, minutes=None, guide=None, true_story=None)
    assert lacks(bare)[1:] == ["minutes", "guide", "true_story"] and "words" in lacks(bare)[0]


def test_no_list_of_scenarios_names_a_translation() -> None:
    assert all("." not in name for name in scenarios.names())
    listed = json.loads(CliRunner().invoke(command, ["list", "--json"]).stdout)["scenarios"]
    assert [each["title"] for each in listed] == [scenario.title for scenario in ALL.values()]
