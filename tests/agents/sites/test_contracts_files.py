"""What a scenario file may say of a contract."""

from __future__ import annotations

import pytest
from world_support import (
    text_of_test_scenario,
)

from linestop.agents import read_scenario
from linestop.agents.scenario.reader import ScenarioError


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (
            'contract = "free"',
            'found "free", expected one of "cancel_freely", "firm", "firm_window", "non_cancellable"',
        ),
        ('contract = "firm_window", firm_weeks = 0', "found 0, expected a whole number from 1 to 52"),
    ],
)
def test_a_wrong_contract_is_refused_in_one_line(words, says):
    text = text_of_test_scenario("hoarding").replace("jit = { ", "jit = { " + words + ", ")
    with pytest.raises(ScenarioError) as caught:
        read_scenario(text, "bad.toml")
    assert says in str(caught.value)
    assert len(caught.value.mistakes) == 1
