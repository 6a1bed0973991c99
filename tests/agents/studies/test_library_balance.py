"""The library as a whole, in few worlds: the right answer changes from scenario to scenario."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from click.testing import CliRunner
from world_support import changed, shipped

from linestop import scenarios
from linestop.agents.studies.claims import Trials
from linestop.agents.studies.library_balance import (
    GRID_SHAPE,
    RIVALS,
    Best,
    BestWay,
    PlanForAll,
    ScenarioOutcome,
    best_way,
    excess_of_grid,
    outcome_of,
    plan_for_all,
)
from linestop.agents.studies.policy_grid import BUFFER_COVER, LEAN_COVER
from linestop.agents.studies.study import Estimate
from linestop.game.cli.scenario import scenario as command
from linestop.game.cli.scenario.compare import aims

WORLDS, GRID_WORLDS = 24, 2
FAR = PlanForAll(1.0, 2.0, 3.0, "calm_seas", 0.5)


def surer(outcome: ScenarioOutcome) -> ScenarioOutcome:
    """As if no luck were in it: few worlds cannot be sure of a lead, and the command plays hundreds."""
    best = {rivals: replace(way, lead=replace(way.lead, ci95=0.0)) for rivals, way in outcome.best.items()}
    return replace(outcome, best=best)


@pytest.mark.slow
def test_somewhere_each_slogan_is_best_mostly_the_mix_and_no_plan_of_numbers_is_good_everywhere() -> None:
    outcomes = [outcome_of(shipped(name), 1, WORLDS, GRID_WORLDS) for name in scenarios.names()]
    nearest = plan_for_all([each.name for each in outcomes], [each.excess for each in outcomes])
    missed = [each for each in aims([surer(each) for each in outcomes], nearest) if not each.holds]
    assert missed == []


def outcome(best: Best, lead: float = 0.1) -> ScenarioOutcome:
    way = BestWay(best, {best: 1.0}, Estimate(lead, 0.05, 0.0, 0.2))
    together = {"jic": 0.3, "hybrid": 0.0}
    return ScenarioOutcome(best, dict.fromkeys(RIVALS, way), together, np.zeros(GRID_SHAPE))


GOOD = [outcome("jit")] * 3 + [outcome("jic")] * 2 + [outcome("mix")] * 10


def missed(outcomes: list[ScenarioOutcome], nearest: PlanForAll = FAR) -> list[str]:
    return [each.what for each in aims(outcomes, nearest) if not each.holds]


def test_a_library_that_reaches_its_aims_misses_none() -> None:
    assert missed(GOOD) == []


@pytest.mark.parametrize(
    ("outcomes", "nearest", "what"),
    [
        ([*GOOD[:-1], outcome("jit")], FAR, "mix is surely best in at least 10"),
        ([*GOOD[:-1], outcome("mix", lead=0.04)], FAR, "mix is surely best in at least 10"),
        ([outcome("mix"), *GOOD[1:]], FAR, "JIT is surely best in at least 3"),
        ([replace(each, together={"jic": 0.2}) for each in GOOD], FAR, "a plan costs 25% more"),
        (GOOD, replace(FAR, excess=0.02), "no plan of numbers is within 2% of the best in all"),
    ],
)
def test_red_control_a_library_that_misses_an_aim_is_told_which(
    outcomes: list[ScenarioOutcome], nearest: PlanForAll, what: str
) -> None:
    assert missed(outcomes, nearest) and all(each.startswith(what) for each in missed(outcomes, nearest))


def test_the_plan_for_all_is_the_one_whose_worst_case_is_mildest() -> None:
    one, other = np.ones(GRID_SHAPE), np.ones(GRID_SHAPE)
    one[1, 2, 0] = other[3, 4, 0] = 0.0  # best in one, far off in the other
    one[5, 6, 1], other[5, 6, 1] = 0.10, 0.25
    found = plan_for_all(["one", "other"], [one, other])
    assert (found.lean_cover, found.buffer_cover) == (LEAN_COVER[5], BUFFER_COVER[6])
    assert (found.scenario, found.excess) == ("other", 0.25)


def test_in_a_scenario_with_lean_parts_only_the_cover_of_buffers_makes_no_difference() -> None:
    excess = excess_of_grid(shipped("strait_and_canal"), 1, 1)
    assert excess.shape == GRID_SHAPE and excess.min() == 0.0
    assert (excess == excess[:, :1, :]).all() and np.ptp(excess[:, 0, 0]) > 0.0


def test_a_mix_that_is_a_slogan_is_called_by_the_slogan() -> None:
    scenario = shipped("empty_shelves")
    assert best_way(Trials(scenario, 1, 4, 2), "hybrid").best == "jic"
    parts = [changed(part, recommended="JIT") for part in scenario.component]
    assert set(best_way(Trials(changed(scenario, component=parts), 1, 4, 2), "same").cost) == {"jit", "jic"}


def test_the_lead_of_the_best_way_is_how_much_dearer_the_next_is() -> None:
    found = best_way(Trials(shipped("thousand_lakes"), 1, 12, 2), "hybrid")
    first, second = sorted(found.cost.values())[:2]
    assert found.lead.mean == pytest.approx(second / first - 1.0)


def test_the_command_compares_what_it_is_given_and_holds_only_the_library_to_its_aims() -> None:
    told = CliRunner().invoke(command, ["compare", "strait_and_canal", "--worlds", "2", "--grid-worlds", "1"])
    assert told.exit_code == 0, told.output
    assert "strait_and_canal" in told.stdout and "Aims of the library" not in told.stdout
