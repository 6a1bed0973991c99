"""What a scenario file may say of how a supplier rations."""

from __future__ import annotations

import pytest
from world_support import text_of_test_scenario

from linestop.agents import read_scenario
from linestop.agents.scenario.reader import ScenarioError


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('rationing = "fair"', 'found "fair", expected one of "lexicographic", "linear"'),
        (
            'rationing = "lexicographic"',
            "found nobody, expected every customer, first served first: first, second, third",
        ),
        (
            'rationing = "lexicographic"\npriority = ["first", "third"]',
            "expected every customer, first served first: second too",
        ),
        (
            'rationing = "lexicographic"\npriority = ["first", "third", "secnd"]',
            'found "secnd", expected a seat: one of "first", "second"',
        ),
        (
            'rationing = "lexicographic"\npriority = ["first", "third", "second", "first"]',
            'found "first", expected each customer once',
        ),
        (
            'rationing = "lexicographic"\npriority = ["first", "third", "second", "outside"]',
            "expected seats only, since its outside_share is 0",
        ),
        (
            'priority = ["first", "third", "second"]',
            'found a list of 3, expected no list, since its rationing is "proportional"',
        ),
        (
            'rationing = "turn_and_earn"\nsales_memory_weeks = 0',
            "found 0, expected a whole number from 1 to 52",
        ),
    ],
)
def test_a_wrong_rule_or_list_is_refused_in_one_line(line, says):
    text = text_of_test_scenario("allocation").replace('rationing = "proportional"', line)
    with pytest.raises(ScenarioError) as caught:
        read_scenario(text, "bad.toml")
    assert says in str(caught.value)
    assert len(caught.value.mistakes) == 1


def test_where_customers_are_listed_no_seat_is_called_outside():
    listed = 'rationing = "lexicographic"\npriority = ["outside", "second", "third"]'
    text = text_of_test_scenario("allocation").replace('rationing = "proportional"', listed)
    with pytest.raises(ScenarioError, match="expected another name"):
        read_scenario(text.replace('name = "first"', 'name = "outside"'), "bad.toml")
