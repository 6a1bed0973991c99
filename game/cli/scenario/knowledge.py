"""What knowing a scenario and reading its news are worth, printed (`agents/studies/calendar.py`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..output import say_table, say_text
from ..progress import progress
from .expert import seed_beside

if TYPE_CHECKING:
    from ....agents.scenario.scenario import Scenario
    from ....agents.studies.balance import PlanComparison
    from ....agents.studies.calendar import Knowledge
    from ....agents.studies.study import Estimate


def find_knowledge(
    scenario: Scenario, plans: PlanComparison, seed: int, worlds: int, scored_worlds: int
) -> Knowledge:
    """Both, beside the cheapest fixed plan; compared by worlds of another seed than they are scored by."""
    from ....agents.studies.calendar import games_of, knowledge

    cheapest = plans.plans[int(plans.cost.argmin())]
    with progress(f"{scenario.name}: calendar", games_of(scenario) * worlds) as played:
        return knowledge(scenario, cheapest, (seed_beside(seed), seed), worlds, scored_worlds, played)


def say_knowledge(scenario: Scenario, known: Knowledge) -> None:
    """Print both beside the cheapest fixed plan, then the calendar."""
    rows = [
        ["the cheapest fixed plan", f"{known.fixed_score:.1f}", ""],
        ["the best plan by the calendar", *_scored(known, known.calendar)],
    ]
    if known.news is not None:
        rows.append([f"by the news: {scenario.news_rule}", *_scored(known, known.news)])
    title = "What knowing the scenario and reading its news are worth to seat 1, in points of score"
    say_table(title, ["way", "score", "gain"], rows)
    say_text(f"By the calendar, Just in Case: {'; '.join(_held(scenario, known)) or 'nothing'}")


def _scored(known: Knowledge, gain: Estimate) -> list[str]:
    return [f"{known.fixed_score + gain.mean:.1f}", f"{gain.mean:+.1f} ± {gain.ci95:.1f}"]


def _held(scenario: Scenario, known: Knowledge) -> list[str]:
    """Each part that the calendar plan buffers, and from which turn to which."""
    found = []
    for part, turns in zip(scenario.component, known.plan.T, strict=True):
        held = turns.nonzero()[0] + 1
        if len(held):
            found.append(f"{part.name} in turns {held[0]} to {held[-1]}")
    return found


def knowledge_as_json(scenario: Scenario, known: Knowledge) -> dict[str, Any]:
    """The same for programs: scores, gains with half their 95 % interval, the turns of each buffer."""
    return {
        "fixed_score": known.fixed_score,
        "calendar": _gain(known.calendar)
        | {
            "jic_turns": {
                part.name: [int(turn) + 1 for turn in turns.nonzero()[0]]
                for part, turns in zip(scenario.component, known.plan.T, strict=True)
            }
        },
        "news": None if known.news is None else _gain(known.news) | {"rule": scenario.news_rule},
    }


def _gain(found: Estimate) -> dict[str, Any]:
    return {"gain": found.mean, "ci95": found.ci95}
