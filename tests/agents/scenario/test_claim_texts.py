"""A lesson in claims is told in another language claim by claim, or as one text."""

from __future__ import annotations

import pytest
from world_support import shipped

from linestop.agents.scenario.reader import ScenarioError
from linestop.agents.scenario.translation import read_translation, texts_of

SQUEEZE = shipped("pacific_squeeze")


def in_claims(*sentences: str) -> str:
    return "".join(f'[[claim]]\ntext = "{sentence}"\n' for sentence in sentences)


SENTENCES = [f"Satz {number}." for number in range(len(SQUEEZE.claim))]


def test_a_lesson_in_claims_is_told_in_another_language_claim_by_claim_or_as_one_text() -> None:
    by_claim = read_translation(in_claims(*SENTENCES), "x.de.toml", SQUEEZE)
    assert by_claim.lesson == " ".join(SENTENCES)
    as_one = read_translation('lesson = "Ein Satz."', "x.de.toml", SQUEEZE)
    for texts, lesson in ((by_claim, " ".join(SENTENCES)), (as_one, "Ein Satz.")):
        told = {text.kind: text.translated for text in texts_of(SQUEEZE, texts)}
        assert told["lesson"] == lesson


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            in_claims("Nur einer."),
            f"claim: found 1 claims, expected {len(SENTENCES)}, one for each of the scenario, in its order",
        ),
        (
            'lesson = "Ein Satz."\n' + in_claims(*SENTENCES),
            "lesson: found it beside [[claim]], expected the claims alone, of which the lesson is made",
        ),
        ("[[claim]]\ntext = 7\n", "claim[1].text: found 7, expected text of 1 to 400 characters"),
    ],
)
def test_claims_that_do_not_match_those_of_the_scenario_are_refused(text: str, says: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        read_translation(text, "x.de.toml", SQUEEZE)
    assert str(caught.value).endswith(says)


def test_check_names_each_claim_that_is_not_translated_and_no_lesson_beside_it() -> None:
    # All but the shocks' texts, since a refusal lists a limited number of mistakes.
    with pytest.raises(ScenarioError) as caught:
        read_translation("[component.frame]\n", "x.de.toml", SQUEEZE, whole=True)
    keys = [mistake.key for mistake in caught.value.mistakes]
    assert "claim[1].text" in keys and "lesson" not in keys
