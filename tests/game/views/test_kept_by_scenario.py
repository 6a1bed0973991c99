"""What follows from a scenario alone is worked out once, and for each scenario by itself."""

from __future__ import annotations

import msgspec
from rules_support import opened

from linestop.agents.scenario.scenario import Scenario
from linestop.game.rules.game_state import state_of_opened
from linestop.game.views import kept_by_scenario as module
from linestop.game.views.kept_by_scenario import kept_by_scenario


def scenarios(number: int) -> list[Scenario]:
    first = state_of_opened(opened()).scenario
    return [msgspec.structs.replace(first, title=f"Year {n}") for n in range(number)]


def asked_for(given: list[Scenario]) -> list[str]:
    """The titles that were worked out."""
    worked_out = []

    @kept_by_scenario
    def title(scenario: Scenario, ending: str) -> str:
        worked_out.append(scenario.title + ending)
        return worked_out[-1]

    for scenario in given:
        assert title(scenario, "!") == f"{scenario.title}!"
        assert title(scenario, "?") == f"{scenario.title}?"
    return worked_out


def test_each_value_is_worked_out_once_for_a_scenario() -> None:
    one, other = scenarios(2)
    assert asked_for([one, other, one, one, other]) == ["Year 0!", "Year 0?", "Year 1!", "Year 1?"]


def test_the_scenarios_looked_at_last_are_kept_and_no_more() -> None:
    many = scenarios(module.SCENARIOS + 1)
    assert len(asked_for([*many, *many[1:]])) == 2 * len(many), "all but the first are still there"
    assert len(asked_for([*many, many[0]])) == 2 * len(many) + 2, "the first has made room"
