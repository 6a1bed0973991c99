"""`linestop scenario balance`: checks that a scenario's mix is best, its seats equally hard, its lesson true.

Every segmentation (a stance for each component) is played in every seat, and the results are held to the
criteria below; each claim of the lesson is tested, too. Exit code 1 if a scenario misses any of these; the
number found stands beside it.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from ...compute.freed_memory import keep_freed
from ..output import MoneyUnit, as_json, say_json, say_table, say_text
from ..progress import progress
from ..scenario_source import open_scenario
from ..seed_option import seed_option
from .expert import expert_as_json, find_expert, say_expert
from .knowledge import find_knowledge, knowledge_as_json, say_knowledge
from .yardsticks import Yardstick, judge, judge_knowledge, warnings

if TYPE_CHECKING:
    from ....agents.scenario.scenario import Scenario
    from ....agents.studies.balance import CaseResult, PlanComparison
    from ....agents.studies.calendar import Knowledge
    from ....agents.studies.claims import Finding

SHOWN_PLANS = 6


@click.command(
    epilog="""\b
Examples:
  linestop scenario balance pacific_squeeze
  linestop scenario balance my_crisis.toml --worlds 500 --seed 7 --json
  linestop scenario balance two_roads --expert
"""
)
@click.argument("sources", metavar="[NAME|FILE]...", nargs=-1)
@click.option(
    "--worlds",
    default=200,
    show_default=True,
    type=click.IntRange(2, 100_000),
    help="Worlds in which each plan is played.",
)
@click.option(
    "--scored-worlds",
    default=60,
    show_default=True,
    type=click.IntRange(2, 10_000),
    help="Worlds in which scores are compared.",
)
@click.option("--expert", "wants_expert", is_flag=True, help="Search for the numbers that cost least, too.")
@seed_option
@as_json
def balance(
    sources: tuple[str, ...],
    worlds: int,
    scored_worlds: int,
    wants_expert: bool,
    seed: int,
    wants_json: bool,
) -> None:
    """Check that the recommended mix is the best plan, seats are equally hard, and the lesson is true.

    With --expert a search over a grid finds the cover, safety factor, sources and express of all parts, and
    the weeks of all regional shelves, that cost least on top of the mix. It is scored in other worlds.

    Each sentence of a lesson in [[claim]] tables is tested: "holds" or "does not", with its number.
    Without a name: all scenarios of the library. Takes a minute or two each; exit code 1 if a check fails.
    """
    from ....scenarios import names

    keep_freed()
    reports = []
    for source in sources or tuple(names()):
        scenario = open_scenario(source)
        plans, results = _work(scenario, worlds, scored_worlds, seed)
        findings = _lesson(scenario, worlds, scored_worlds, seed)
        known = find_knowledge(scenario, plans, seed, worlds, scored_worlds)
        yardsticks = [*judge(scenario, plans, results), *judge_knowledge(scenario, results, known)]
        expert = find_expert(scenario, seed, scored_worlds) if wants_expert else None
        reports.append(_report(scenario, plans, results, yardsticks, findings, known))
        if expert:
            reports[-1]["expert"] = expert_as_json(scenario, expert)
        if not wants_json:
            _say(scenario, plans, results, yardsticks)
            say_knowledge(scenario, known)
            _say_lesson(findings)
            if expert:
                say_expert(scenario, expert)
            for warning in warnings(scenario, results):
                say_text(f"Warning: {warning}")
    if wants_json:
        say_json({"seed": seed, "worlds": worlds, "scored_worlds": scored_worlds, "scenarios": reports})
    sys.exit(0 if all(report["balanced"] for report in reports) else 1)


def _work(
    scenario: Scenario, worlds: int, scored_worlds: int, seed: int
) -> tuple[PlanComparison, list[CaseResult]]:
    from ....agents.studies.balance import compare_plans, measure
    from ....agents.studies.balance_cases import closing_cases, news_cases, stance_cases, timing_cases

    seats = len(scenario.seat)
    with progress(f"{scenario.name}: plans", 2 ** len(scenario.component) * seats * worlds) as played:
        plans = compare_plans(scenario, seed, worlds, played)
    cases = [*stance_cases(scenario), *timing_cases(scenario), *news_cases(scenario)]
    cases += closing_cases(scenario)
    with progress(f"{scenario.name}: scores", len(cases) * seats * scored_worlds) as played:
        return plans, measure(scenario, seed, scored_worlds, cases, played)


def _lesson(scenario: Scenario, worlds: int, scored_worlds: int, seed: int) -> list[Finding]:
    """What each claim of the scenario's lesson comes to; none where the lesson is a plain text."""
    from ....agents.studies.claims import Trials, findings_of, games_of

    with progress(f"{scenario.name}: lesson", games_of(scenario.claim, scenario) * worlds) as played:
        return findings_of(scenario.claim, Trials(scenario, seed, worlds, scored_worlds, played))


def _say(
    scenario: Scenario, plans: PlanComparison, results: list[CaseResult], yardsticks: list[Yardstick]
) -> None:
    parts = [part.name for part in scenario.component]
    order = plans.cost.argsort()[:SHOWN_PLANS]
    best, money = plans.cost.min(), MoneyUnit(scenario.currency, plans.cost)
    say_table(
        f"{scenario.title}: cheapest plans, mean cost over worlds and seats in {money.name}",
        ["just in case", "cost", "above the best"],
        [
            [_buffers(plans, int(n), parts), money(plans.cost[n]), f"{plans.cost[n] / best - 1:+.1%}"]
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
        f"Ways to play, against rivals on the mix: mean cost ({money.name}) and uptime, mean score by seat",
        ["way", "cost", "uptime", *seats, "luck (SD)", "apart (SD)"],
        [
            [
                result.case.name,
                money(result.cost.mean()),
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


def _say_lesson(findings: list[Finding]) -> None:
    say_table(
        "The lesson, sentence by sentence",
        ["holds", "sentence", "number"],
        [["holds" if each.holds else "does not", each.claim.text, each.shown] for each in findings],
    )


def _report(
    scenario: Scenario,
    plans: PlanComparison,
    results: list[CaseResult],
    yardsticks: list[Yardstick],
    findings: list[Finding],
    known: Knowledge,
) -> dict[str, Any]:
    parts = [part.name for part in scenario.component]
    return {
        "scenario": scenario.name,
        "balanced": all(each.holds for each in yardsticks) and all(each.holds for each in findings),
        "yardsticks": [{"what": each.what, "found": each.found, "holds": each.holds} for each in yardsticks],
        "claims": [
            {"text": each.claim.text, "shows": each.claim.shows, "found": each.shown, "holds": each.holds}
            for each in findings
        ],
        "knowledge": knowledge_as_json(scenario, known),
        "warnings": warnings(scenario, results),
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
    """Names of the components that a plan holds Just in Case."""
    names = [part for part, on in zip(parts, plans.plans[number], strict=True) if on]
    return (", ".join(names) or "nothing") + (" (the mix)" if number == plans.mix else "")
