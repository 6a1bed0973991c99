"""The expert's plan on the command line: searched for, shown, scored (`agents/studies/expert_*.py`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..output import MoneyUnit, say_table, say_text
from ..progress import progress

if TYPE_CHECKING:
    from ....agents.scenario.scenario import Scenario
    from ....agents.studies.expert_score import Comparison
    from ....agents.studies.expert_search import ExpertPlan

SEARCH_WORLDS = 40
"""Worlds in which each plan of a search is played, in every seat: twice as many found the same plans."""
EXPERT = "expert"
"""What `--stance` and `--rivals` call the plan that is searched for."""
LAST_SEED = 2**64 - 1


@dataclass(frozen=True, slots=True)
class Expert:
    """The plan that was found, and how it and the mix compare in other worlds."""

    plan: ExpertPlan
    compared: list[Comparison]


def seed_beside(seed: int) -> int:
    """Another seed, for worlds that a plan is fitted to and not scored by."""
    return seed + 1 if seed < LAST_SEED else 0


def find_plan(scenario: Scenario, seed: int) -> ExpertPlan:
    """The expert's plan, found in worlds of another seed than this one: here it is to be played or scored."""
    from ....agents.studies.expert_search import games_of, search

    with progress(f"{scenario.name}: expert", games_of(scenario) * SEARCH_WORLDS) as played:
        return search(scenario, seed_beside(seed), SEARCH_WORLDS, played)


def find_expert(scenario: Scenario, seed: int, worlds: int) -> Expert:
    """The expert's plan, scored in so many worlds of the seed."""
    from ....agents.studies.expert_score import compare

    plan = find_plan(scenario, seed)
    return Expert(plan, compare(scenario, plan, seed, worlds))


def say_expert(scenario: Scenario, expert: Expert) -> None:
    """Print the plan as a plan file, and how it compares."""
    from ....agents.studies.expert_score import gain

    compared = expert.compared
    money = MoneyUnit(scenario.currency, [each.cost.mean() for each in compared])
    seats = [f"seat {number}" for number in range(1, len(scenario.seat) + 1)]
    say_table(
        f"The expert's plan: mean cost ({money.name}) and uptime, mean score by seat",
        ["way", "rivals", "cost", "uptime", *seats],
        [
            [
                each.plan,
                each.rivals,
                money(each.cost.mean()),
                f"{each.uptime.mean():.3f}",
                *(f"{score:.1f}" for score in each.score),
            ]
            for each in compared
        ],
    )
    say_text(f"It beats the mix by {gain(compared):.1f} points of score. As a plan file:")
    say_text(expert.plan.to_toml(scenario))


def expert_as_json(scenario: Scenario, expert: Expert) -> dict[str, Any]:
    """The same as one object."""
    from ....agents.studies.expert_score import gain

    return {
        "plan": expert.plan.to_toml(scenario),
        "gain": gain(expert.compared),
        "compared": [
            {
                "way": each.plan,
                "rivals": each.rivals,
                "total_cost": each.cost.tolist(),
                "uptime": each.uptime.tolist(),
                "score": each.score.tolist(),
            }
            for each in expert.compared
        ],
    }
