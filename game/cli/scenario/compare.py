"""`linestop scenario compare`: which way is best in each of several scenarios, and whether one plan would
do for all."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from ...compute.freed_memory import keep_freed
from ..output import as_json, say_json, say_table, say_text
from ..progress import progress
from ..scenario_source import open_scenario
from ..seed_option import seed_option
from .yardsticks import Yardstick

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ....agents.studies.library_balance import BestWay, PlanForAll, ScenarioOutcome

LEAST_BEST = {"jit": 3, "jic": 2, "mix": 10}
"""In how many scenarios of the library each way must be best."""
TOGETHER, LEAST_TOGETHER = 0.25, 3
"""A plan costs so much more, a share, where all play it than alone; in so many scenarios at least."""
NEAR = 0.02
"""What no plan of numbers may come below in all scenarios: a share above the best."""
NAMES = {"jit": "JIT", "jic": "JIC", "mix": "mix", "hybrid": "mix"}


@click.command(epilog="\b\nExamples:\n  linestop scenario compare\n  linestop scenario compare --json")
@click.argument("sources", metavar="[NAME|FILE]...", nargs=-1)
@click.option(
    "--worlds",
    default=200,
    show_default=True,
    type=click.IntRange(2, 100_000),
    help="Worlds in which the three ways are played.",
)
@click.option(
    "--grid-worlds",
    default=20,
    show_default=True,
    type=click.IntRange(1, 10_000),
    help="Worlds in which each of the 1,008 plans of the frontier's grid is played.",
)
@seed_option
@as_json
def compare(sources: tuple[str, ...], worlds: int, grid_worlds: int, seed: int, wants_json: bool) -> None:
    """Compare scenarios: where is all JIT best, where all JIC, where the mix?

    Also: what a plan costs more when all play it than beside rivals that are all Just in Time, and which plan
    of numbers comes nearest to the best in all of them. Without a name: the library, held to its aims; exit
    code 1 if one is missed. Takes half a minute for each scenario.
    """
    from ....agents.studies.library_balance import games_of, outcome_of, plan_for_all
    from ....scenarios import names

    keep_freed()
    outcomes = []
    for source in sources or tuple(names()):
        scenario = open_scenario(source)
        with progress(scenario.name, games_of(scenario) * worlds) as played:
            outcomes.append(outcome_of(scenario, seed, worlds, grid_worlds, played))
    nearest = plan_for_all([each.name for each in outcomes], [each.excess for each in outcomes])
    yardsticks = [] if sources else aims(outcomes, nearest)
    if wants_json:
        say_json(_report(outcomes, nearest, yardsticks) | {"seed": seed, "worlds": worlds})
    else:
        _say(outcomes, nearest, yardsticks)
    sys.exit(0 if all(each.holds for each in yardsticks) else 1)


def aims(outcomes: Sequence[ScenarioOutcome], nearest: PlanForAll) -> list[Yardstick]:
    """What a library must be as a whole, each with what was found."""
    from ....agents.studies.library_balance import RIVALS

    rivals_are = {"hybrid": "against rivals on the mix", "same": "where all play the same"}
    yardsticks = []
    for rivals in RIVALS:
        for way, least in LEAST_BEST.items():
            found = sum(each.best[rivals].best == way and each.best[rivals].is_sure for each in outcomes)
            what = f"{NAMES[way]} is surely best in at least {least}, {rivals_are[rivals]}"
            yardsticks.append(Yardstick(what, str(found), found >= least))
    dearer = sum(max(each.together.values()) >= TOGETHER for each in outcomes)
    return [
        *yardsticks,
        Yardstick(
            f"a plan costs {TOGETHER:.0%} more when all play it than alone in at least {LEAST_TOGETHER}",
            str(dearer),
            dearer >= LEAST_TOGETHER,
        ),
        Yardstick(
            f"no plan of numbers is within {NEAR:.0%} of the best in all",
            f"{nearest.excess:.0%} in {nearest.scenario}",
            nearest.excess > NEAR,
        ),
    ]


def _say(outcomes: Sequence[ScenarioOutcome], nearest: PlanForAll, yardsticks: Sequence[Yardstick]) -> None:
    say_table(
        "The best way in each scenario, and by how much the next is dearer (seats averaged)",
        ["scenario", "rivals on the mix", "", "all play the same", "", "dearest together, beside alone"],
        [
            [
                each.name,
                *(text for rivals in each.best.values() for text in _best(rivals)),
                ", ".join(f"{NAMES.get(way, way)} {share:+.0%}" for way, share in each.together.items()),
            ]
            for each in outcomes
        ],
    )
    say_text(
        f"Of 1,008 plans of numbers this one comes nearest to the best everywhere: {nearest.lean_cover:g} "
        f"weeks of cover for lean parts, {nearest.buffer_cover:g} for buffered ones, a safety factor of "
        f"{nearest.factor:.2f}. In {nearest.scenario} it is still {nearest.excess:.0%} dearer than the best."
    )
    say_table(
        "Aims of the library",
        ["holds", "what", "found"],
        [["yes" if each.holds else "NO", each.what, each.found] for each in yardsticks],
    )


def _best(found: BestWay) -> list[str]:
    return [
        NAMES[found.best],
        f"{found.lead.mean:+.0%} ± {found.lead.ci95:.0%}" + ("" if found.is_sure else " (not sure)"),
    ]


def _dearest_together(together: dict[str, float]) -> str:
    plan = max(together, key=together.__getitem__)
    return f"{together[plan]:+.0%} ({NAMES.get(plan, plan)})"


def _report(
    outcomes: Sequence[ScenarioOutcome], nearest: PlanForAll, yardsticks: Sequence[Yardstick]
) -> dict[str, Any]:
    return {
        "scenarios": [
            {
                "scenario": each.name,
                "best": {
                    rivals: {
                        "way": found.best,
                        "total_cost": found.cost,
                        "lead": found.lead.mean,
                        "ci95": found.lead.ci95,
                    }
                    for rivals, found in each.best.items()
                },
                "dearer_together": each.together,
            }
            for each in outcomes
        ],
        "plan_for_all": {
            "lean_cover_weeks": nearest.lean_cover,
            "buffer_cover_weeks": nearest.buffer_cover,
            "safety_factor": nearest.factor,
            "furthest_in": nearest.scenario,
            "excess": nearest.excess,
        },
        "aims": [{"what": each.what, "found": each.found, "holds": each.holds} for each in yardsticks],
    }
