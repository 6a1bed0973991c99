"""The scenario of the tutorial: small, the same for everybody, and beside the library."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from linestop import scenarios
from linestop.agents import SupplyChain
from linestop.agents.scenario.reader import read_scenario
from linestop.agents.scenario.teaching import MOST_WORDS_BEFORE_PLAY
from linestop.agents.scenario.translation import read_translation, texts_of
from linestop.agents.studies.buffers import buffers_of
from linestop.agents.studies.claims import Trials, findings_of
from linestop.agents.studies.replay import as_played
from linestop.game.cli.scenario import scenario as command
from linestop.game.rooms.scenario_catalogue import Catalogue

TUTORIAL = read_scenario(scenarios.text_of(scenarios.TUTORIAL), "first_shift.toml")
BRAKE, BATTERY = 0, 1


def test_it_is_one_company_with_two_parts_and_four_turns() -> None:
    assert [part.name for part in TUTORIAL.component] == ["brake", "battery"]
    assert (len(TUTORIAL.seat), TUTORIAL.turns, TUTORIAL.weeks_per_turn) == (1, 4, 4)
    assert len(TUTORIAL.story.split()) <= MOST_WORDS_BEFORE_PLAY


def test_it_is_in_no_list_of_scenarios_and_is_found_by_its_name() -> None:
    listed = json.loads(CliRunner().invoke(command, ["list", "--json"]).stdout)["scenarios"]
    assert scenarios.TUTORIAL not in [each["name"] for each in listed]
    assert scenarios.TUTORIAL not in scenarios.names()
    assert scenarios.TUTORIAL not in [card.name for card in Catalogue().cards()]
    assert CliRunner().invoke(command, ["check", scenarios.TUTORIAL]).exit_code == 0


def test_it_is_german_to_the_last_text() -> None:
    file = f"{scenarios.TUTORIAL}.de.toml"
    raw = scenarios.translations(scenarios.TUTORIAL)[file]
    texts = list(texts_of(TUTORIAL, read_translation(raw, file, TUTORIAL, whole=True)))
    assert [text.source for text in texts if text.translated == text.source] == []
    assert "de" in Catalogue().translations(scenarios.TUTORIAL)


@pytest.mark.parametrize("way", ["jit", "jic", "hybrid"])
def test_its_year_is_the_same_whatever_the_seed(way: str) -> None:
    costs = [as_played(SupplyChain(TUTORIAL, seed, policies=way).run()).cost.tolist() for seed in (1, 2, 3)]
    assert costs[0] == costs[1] == costs[2]


def test_every_sentence_of_its_lesson_holds() -> None:
    found = findings_of(TUTORIAL.claim, Trials(TUTORIAL, 1, 4, 4))
    assert [finding.shown for finding in found if not finding.holds] == []


def test_one_buffer_saves_far_more_than_it_costs_and_the_other_saves_nothing() -> None:
    """The lesson in numbers, as its end tells them."""
    played = SupplyChain(TUTORIAL, 1, policies="hybrid").run()
    held, always = buffers_of(played, 0)
    assert 500 < held.cost[BRAKE, 0] < 2_000 and held.saved[BRAKE, 0] > 20 * held.cost[BRAKE, 0]
    assert always.cost[BATTERY, 0] > 10_000 and always.saved[BATTERY, 0] == pytest.approx(0.0, abs=0.01)
    assert as_played(played).uptime[0, 0] == pytest.approx(1.0)


def test_red_control_without_the_buffer_the_line_stops() -> None:
    assert as_played(SupplyChain(TUTORIAL, 1, policies="jit").run()).uptime[0, 0] < 0.8
