"""`linestop scenario balance`: does a scenario teach what it says?

Every segmentation is played in every seat; the yardsticks are the design's, and a scenario that
misses one is named with the number it missed by. Exit code 1 if any is missed.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from .output import as_json, say_json, say_table
from .progress import progress
from .scenario_source import open_scenario

if TYPE_CHECKING:
    from ...agents.scenario.scenario import Scenario
    from ...agents.studies.balance import CaseResult, PlanComparison

GAP = 0.01
BEATS = 2.0 / 3.0
UNLIKE = 0.5
SHOWN_PLANS = 6


@dataclass(frozen=True, slots=True)
class Yardstick:
    """One thing that must hold, the number it was measured by, and whether it does."""

    what: str
    found: str
    holds: bool


@click.command(
    epilog="""\b
Examples:
  linestop scenario balance pacific_squeeze
  linestop scenario balance my_crisis.toml --worlds 500 --seed 7 --json
"""
)
@click.argument("sources", metavar="[NAME|FILE]...", nargs=-1)
@click.option(
    "--worlds", default=200, show_default=True, type=click.IntRange(2, 100_000), help="For the plans."
)
@click.option(
    "--scored-worlds", default=60, show_default=True, type=click.IntRange(2, 10_000), help="For the scores."
)
@click.option("--seed", default=1, show_default=True, type=click.IntRange(0, 2**53 - 1))
@as_json
def balance(sources: tuple[str, ...], worlds: int, scored_worlds: int, seed: int, wants_json: bool) -> None:
    """Check that the recommended mix is the best plan and that seats are equally hard.

    Without a name, the scenarios that come with the game. Takes a minute or two each.
    """
    from ...scenarios import names

    reports = []
    for source in sources or tuple(names()):
        scenario = open_scenario(source)
        plans, results = _work(scenario, worlds, scored_worlds, seed)
        yardsticks = judge(scenario, plans, results)
        reports.append(_report(scenario, plans, results, yardsticks))
        if not wants_json:
            _say(scenario, plans, results, yardsticks)
    if wants_json:
        say_json({"seed": seed, "worlds": worlds, "scored_worlds": scored_worlds, "scenarios": reports})
    sys.exit(0 if all(report["balanced"] for report in reports) else 1)


def _work(
    scenario: Scenario, worlds: int, scored_worlds: int, seed: int
) -> tuple[PlanComparison, list[CaseResult]]:
    from ...agents.studies.balance import compare_plans, measure
    from ...agents.studies.balance_cases import news_cases, stance_cases, timing_cases

    seats = len(scenario.seat)
    with progress(f"{scenario.name}: plans", 2 ** len(scenario.component) * seats * worlds) as played:
        plans = compare_plans(scenario, seed, worlds, played)
    cases = [*stance_cases(scenario), *timing_cases(scenario), *news_cases(scenario)]
    with progress(f"{scenario.name}: scores", len(cases) * seats * scored_worlds) as played:
        return plans, measure(scenario, seed, scored_worlds, cases, played)


def judge(scenario: Scenario, plans: PlanComparison, results: list[CaseResult]) -> list[Yardstick]:
    """The yardsticks, each with what was found."""
    yardsticks = [
        Yardstick("the mix is within 1 % of the cheapest plan", f"{plans.gap:.2%} dearer", plans.gap <= GAP),
        Yardstick(
            "flipping any one component raises the cost",
            f"least {plans.flips.min():+.1%}",
            bool(plans.flips.min() > 0.0),
        ),
    ]
    buffers = sum(part.recommended == "JIC" for part in scenario.component)
    if buffers:
        lean = len(scenario.component) - buffers
        yardsticks += [
            Yardstick("at least two JIT and two JIC parts", f"{lean} and {buffers}", min(lean, buffers) >= 2),
            Yardstick(
                "the mix beats both slogans in two thirds of worlds",
                f"{plans.beats:.0%}",
                plans.beats >= BEATS,
            ),
        ]
    yardsticks += [
        Yardstick(
            f"seats are equally hard for: {result.case.name}",
            f"{result.unlike:.2f} SD of luck apart",
            result.unlike <= UNLIKE,
        )
        for result in results
        if result.case.spread
    ]
    return yardsticks


def _say(
    scenario: Scenario, plans: PlanComparison, results: list[CaseResult], yardsticks: list[Yardstick]
) -> None:
    parts = [part.name for part in scenario.component]
    order = plans.cost.argsort()[:SHOWN_PLANS]
    best = plans.cost.min()
    say_table(
        f"{scenario.title}: cheapest plans, mean cost over worlds and seats in thousand {scenario.currency}",
        ["just in case", "cost", "above the best"],
        [
            [_buffers(plans, int(n), parts), f"{plans.cost[n] / 1e3:.1f}", f"{plans.cost[n] / best - 1:+.1%}"]
            for n in order
        ],
    )
    say_table(
        "Flipping one part of the mix",
        ["part", "recommended", "cost"],
        [
            [part.name, part.recommended, f"{added:+.1%}"]
            for part, added in zip(scenario.component, plans.flips, strict=True)
        ],
    )
    seats = [f"seat {number}" for number in range(1, len(scenario.seat) + 1)]
    say_table(
        "Ways to play, against rivals on the mix: mean cost and uptime, mean score by seat",
        ["way", "cost", "uptime", *seats, "luck (SD)", "apart (SD)"],
        [
            [
                result.case.name,
                f"{result.cost.mean() / 1e3:.1f}",
                f"{result.uptime.mean():.3f}",
                *(f"{score:.1f}" for score in result.score),
                f"{result.luck.mean():.1f}",
                f"{result.unlike:.2f}",
            ]
            for result in results
        ],
    )
    say_table(
        "Yardsticks",
        ["holds", "what", "found"],
        [["yes" if each.holds else "NO", each.what, each.found] for each in yardsticks],
    )


def _report(
    scenario: Scenario, plans: PlanComparison, results: list[CaseResult], yardsticks: list[Yardstick]
) -> dict[str, Any]:
    parts = [part.name for part in scenario.component]
    return {
        "scenario": scenario.name,
        "balanced": all(each.holds for each in yardsticks),
        "yardsticks": [{"what": each.what, "found": each.found, "holds": each.holds} for each in yardsticks],
        "plans": [
            {"jic": [part for part, on in zip(parts, plan, strict=True) if on], "total_cost": float(cost)}
            for plan, cost in zip(plans.plans, plans.cost, strict=True)
        ],
        "ways": [
            {
                "way": result.case.name,
                "total_cost": result.cost.tolist(),
                "uptime": result.uptime.tolist(),
                "score": result.score.tolist(),
                "luck": result.luck.tolist(),
            }
            for result in results
        ],
    }


def _buffers(plans: PlanComparison, number: int, parts: list[str]) -> str:
    names = [part for part, on in zip(parts, plans.plans[number], strict=True) if on]
    return (", ".join(names) or "nothing") + (" (the mix)" if number == plans.mix else "")
