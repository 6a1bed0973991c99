"""Generated scenarios: whole in every language, the same for the same seed, and by the rule of a mix."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from linestop.agents.generator import confirming, searching
from linestop.agents.generator.adjusting import measured
from linestop.agents.generator.characters import CHARACTERS
from linestop.agents.generator.confirming import Missed, confirmed
from linestop.agents.generator.drawing import Wish, drawn
from linestop.agents.generator.industries import ANY_ROLES, INDUSTRIES, NAMES
from linestop.agents.generator.middle import USUAL, middle_of
from linestop.agents.generator.numbers import numbers
from linestop.agents.generator.phrases import Phrases, all_phrases
from linestop.agents.generator.searching import NothingFound, generate, scenario_of
from linestop.agents.generator.telling import Teller
from linestop.agents.generator.wishes import command_of, wish_for
from linestop.agents.generator.writing import toml_of
from linestop.agents.scenario.reader import read_scenario
from linestop.agents.scenario.teaching import MOST_WORDS_BEFORE_PLAY
from linestop.agents.scenario.translation import read_translation
from linestop.agents.studies.balance import compare_plans
from linestop.game.cli.scenario import scenario as command
from linestop.scenarios import text_of

HARD = Wish("hard", 20, 2, USUAL)
SEED = 4
WORLDS = 60
"""Enough to see that the search does what it says; the study in tests/benchmarks plays a thousand."""


@pytest.fixture(autouse=True)
def few_worlds(monkeypatch: pytest.MonkeyPatch) -> None:
    for place, name in (
        (searching, "SCREENED_WORLDS"),
        (searching, "LESSON_WORLDS"),
        (confirming, "CONFIRMED_WORLDS"),
        (confirming, "SCORED_WORLDS"),
        (confirming, "KNOWN_WORLDS"),
    ):
        monkeypatch.setattr(place, name, WORLDS if name != "KNOWN_WORLDS" else 10)


def shape(values: object) -> object:
    """The keys of nested tables, and how many variants there are of each text."""
    if isinstance(values, dict):
        return {key: shape(value) for key, value in values.items()}
    return len(values) if isinstance(values, list) else "a text"


def test_every_language_has_the_same_phrases() -> None:
    own, *others = all_phrases().values()
    assert others
    for phrases in others:
        assert shape(phrases) == shape(own)


def test_red_control_a_phrase_too_few_is_found() -> None:
    own = all_phrases()["en"]
    assert shape({**own, "titles": own["titles"][1:]}) != shape(own)


@pytest.mark.parametrize("seed", range(24))
def test_a_draft_is_a_scenario_and_is_told_whole_in_every_language(seed: int) -> None:
    difficulty = ("easy", "medium", "hard")[seed % 3]
    draft = drawn(seed, 1, Wish(difficulty, 20 + seed, 1 + seed % 8, USUAL))  # type: ignore[arg-type]
    scenario = scenario_of(draft)
    assert scenario is not None
    assert len(scenario.story.split()) <= MOST_WORDS_BEFORE_PLAY
    assert numbers(draft)["weeks"] == scenario.weeks == 20 + seed
    for language, phrases in all_phrases().items():
        told = Teller(draft, phrases).told([])
        assert len(told["story"].split()) <= MOST_WORDS_BEFORE_PLAY
        if language != "en":
            told["lesson"] = "-"
            read_translation(toml_of(told, []), f"x.{language}.toml", scenario, whole=True)


def too_long(phrases: Phrases) -> list[str]:
    """Titles, headlines and news that some part of some firm makes longer than a file may have them."""
    name, found = max(NAMES, key=len), []
    for industry, kinds in INDUSTRIES.items():
        for part, kind in kinds.parts.items():
            words = {
                "works": f"{name} {kind.craft}",
                "port": f"Port {name}",
                "parts": phrases["industry"][industry]["parts"][part][1],
                "witness": max(phrases["witness"]["names"], key=len),
            }
            words |= {key.capitalize(): word for key, word in words.items()}
            for cause in phrases["cause"].values():
                said = [(60, cause["title"])]
                said += [
                    pair
                    for item in cause
                    if item != "title"
                    for pair in zip((90, 400), cause[item], strict=True)
                ]
                found += [text for most, text in said if len(text.format(**words)) > most]
    return found


def test_no_name_makes_a_title_or_a_headline_too_long() -> None:
    assert [too_long(phrases) for phrases in all_phrases().values()] == [[] for _ in all_phrases()]


def test_red_control_a_title_that_a_long_name_makes_too_long_is_found() -> None:
    own = all_phrases()["en"]
    longer = {**own["cause"]["recall"], "title": "Cracks in {parts} from {works}, they say"}
    assert too_long({**own, "cause": {"recall": longer}})


def test_every_character_can_be_drawn() -> None:
    fitting = {role for each in INDUSTRIES.values() for part in each.parts.values() for role in part.roles}
    assert fitting | set(ANY_ROLES) == set(CHARACTERS)


def test_a_generated_year_obeys_the_rule_and_the_same_seed_gives_the_same_bytes() -> None:
    found = generate(SEED, HARD, "made by a test")
    assert generate(SEED, HARD, "made by a test").text == found.text
    scenario = read_scenario(found.text, "year.toml")
    assert scenario == found.scenario
    read_translation(found.translations["de"], "year.de.toml", scenario, whole=True)
    plans = compare_plans(scenario, 1, WORLDS)
    slogans = plans.cost[[0, -1]] / plans.cost[plans.mix]
    assert plans.gap <= 0.01 and plans.flips.min() > 0.0 and slogans.min() > 1.03
    assert scenario.claim and scenario.guide and scenario.minutes and scenario.difficulty == "hard"


def test_other_seeds_and_tries_give_other_years() -> None:
    drafts = [drawn(seed, attempt, HARD) for seed in (1, 2, 3) for attempt in (1, 2)]
    assert len({draft.name for draft in drafts}) == len(drafts)


def test_red_control_a_year_without_shocks_is_not_confirmed() -> None:
    """Its buffers would be held for nothing, so the mix is not the cheapest plan."""
    draft = drawn(SEED, 1, HARD)
    calm = [
        replace(part, strike=replace(part.strike, chance=0.001)) if part.strike else part
        for part in draft.parts
    ]
    draft = replace(draft, parts=tuple(calm))
    scenario = scenario_of(draft)
    assert scenario is not None
    refused = confirmed(draft, scenario, measured(draft, scenario, 1, WORLDS), 2)
    assert isinstance(refused, Missed)


def test_a_search_that_finds_nothing_says_what_to_do() -> None:
    with pytest.raises(NothingFound, match="take another seed"):
        generate(SEED, HARD, "made by a test", most_tries=0)


def test_a_scenario_to_draw_around_gives_its_parts_weeks_and_seats() -> None:
    lakes = read_scenario(text_of("thousand_lakes"), "thousand_lakes.toml")
    wish = wish_for(like=lakes)
    assert (wish.weeks, wish.seats, wish.difficulty) == (lakes.weeks, len(lakes.seat), lakes.difficulty)
    assert [part.role for part in middle_of(lakes).parts] == ["single", "single", "twin", "dear", "ages"]
    draft = drawn(1, 1, wish)
    assert [part.buffered for part in draft.parts] == [part.recommended == "JIC" for part in lakes.component]
    assert command_of(wish, 1, "thousand_lakes").endswith("--seed 1")


@pytest.mark.slow
def test_a_year_drawn_around_a_scenario_has_its_structure_and_obeys_the_rule(tmp_path: Path) -> None:
    lakes = read_scenario(text_of("thousand_lakes"), "thousand_lakes.toml")
    wanted = ["--like", "thousand_lakes", "--weeks", "20", "--seats", "2", "--seed", "4"]
    ran = CliRunner().invoke(command, ["new", *wanted, "--to", str(tmp_path)])
    assert ran.exit_code == 0, ran.output
    translation, own = sorted(tmp_path.iterdir())
    text = own.read_text("utf-8")
    assert f"linestop scenario new --like thousand_lakes --difficulty {lakes.difficulty} --weeks 20" in text
    scenario = read_scenario(text, own.name)
    read_translation(translation.read_text("utf-8"), translation.name, scenario, whole=True)
    assert [part.recommended for part in scenario.component] == [part.recommended for part in lakes.component]
    assert (scenario.weeks, len(scenario.seat), scenario.difficulty) == (20, 2, lakes.difficulty)
    plans = compare_plans(scenario, 1, WORLDS)
    slogans = plans.cost[[0, -1]] / plans.cost[plans.mix]
    assert plans.gap <= 0.01 and plans.flips.min() > 0.0 and slogans.min() > 1.03


def test_red_control_years_drawn_around_nothing_have_other_structures() -> None:
    lakes = read_scenario(text_of("thousand_lakes"), "thousand_lakes.toml")
    wanted = [part.recommended == "JIC" for part in lakes.component]
    free = [[part.buffered for part in drawn(seed, 1, HARD).parts] for seed in range(8)]
    assert any(stances != wanted for stances in free)


def test_a_scenario_of_too_few_parts_to_draw_around_is_refused_with_what_to_do() -> None:
    lakes = read_scenario(text_of("thousand_lakes"), "thousand_lakes.toml")
    with pytest.raises(ValueError, match="take another scenario"):
        import msgspec

        middle_of(msgspec.structs.replace(lakes, component=lakes.component[:3]))


def test_the_command_writes_both_files_which_check_finds_good(tmp_path: Path) -> None:
    ran = CliRunner().invoke(
        command,
        [
            "new",
            "--difficulty",
            "hard",
            "--weeks",
            "20",
            "--seats",
            "2",
            "--seed",
            "4",
            "--to",
            str(tmp_path),
        ],
    )
    assert ran.exit_code == 0, ran.output
    written = sorted(tmp_path.iterdir())
    assert [path.name.partition(".")[2] for path in written] == ["de.toml", "toml"]
    assert "tr" in ran.stderr and "seconds" in ran.stderr
    checked = CliRunner().invoke(command, ["check", str(written[1])])
    assert checked.exit_code == 0, checked.output
    assert written[1].read_text("utf-8").startswith("# A year drawn by lot: linestop scenario new ")
