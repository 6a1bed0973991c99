"""The criteria of `linestop scenario balance`, each with the number found and whether it holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ....agents.scenario.scenario import Scenario
    from ....agents.studies.balance import CaseResult, PlanComparison
    from ....agents.studies.calendar import Knowledge

GAP = 0.01
"""Share by which the mix may cost more than the cheapest plan."""
BEATS = 2.0 / 3.0
"""Least share of worlds in which the mix beats both all JIT and all JIC."""
UNLIKE = 0.5
"""How far apart the seats' mean scores may be, in standard deviations of luck."""
MARK_OFF = 0.01
"""How far the uptime mark may lie from the uptime of the mix."""
CALENDAR_GAIN = 3.0
"""Most points of score that knowing a scenario may bring, by a plan that follows the calendar."""
NEWS_GAIN = 3.0
"""Least points of score that the scenario's rule by the news must bring."""
CLOSING_GAIN = 3.0
"""Points of score above the best fixed plan, 100, that giving the buffers up at the end may bring."""
LEAST_OF_A_KIND = 2
"""Components of each stance that a mix must have, where it is none of the slogans."""
SLOGANS = ("JIT", "JIC")
"""Cases of `balance_cases.stance_cases`."""


@dataclass(frozen=True, slots=True)
class Yardstick:
    """One criterion, the number found, and whether it holds."""

    what: str
    found: str
    holds: bool


def warnings(scenario: Scenario, results: list[CaseResult]) -> list[str]:
    """What an author may not have meant, though the scenario is balanced."""
    from ....agents.studies.balance_cases import GIVEN_UP

    given_up = [result.score.mean() for result in results if result.case.name == GIVEN_UP]
    return [
        f"who holds the {GIVEN_UP}, scores {score:.1f}, more than any plan held all year: stock is worth but "
        f"closing_share = {scenario.closing_share:g} of its cost at the end. Nearer to 1 it pays less."
        for score in given_up
        if score > 100.0 + CLOSING_GAIN
    ]


def judge(scenario: Scenario, plans: PlanComparison, results: list[CaseResult]) -> list[Yardstick]:
    """The criteria for a scenario, each with what was found.

    `plans` compares all segmentations; `results` hold scores by seat for each way of playing.
    """
    from ....agents.studies.balance_cases import perhaps_threatened

    yardsticks = [
        Yardstick("the mix is within 1 % of the cheapest plan", f"{plans.gap:.2%} dearer", plans.gap <= GAP),
        Yardstick(
            "flipping any one component raises the cost",
            f"least {plans.flips.min():+.1%}",
            bool(plans.flips.min() > 0.0),
        ),
    ]
    # Of the plans' worlds, not the fewer that are scored: a rare disaster moves the mean of few by points.
    if plans.uptime is not None:
        yardsticks.append(
            Yardstick(
                "the uptime mark lies within a point of the mix's uptime",
                f"{scenario.uptime_target:.1%} beside {plans.uptime:.1%}",
                abs(plans.uptime - scenario.uptime_target) <= MARK_OFF,
            )
        )
    buffers = sum(part.recommended == "JIC" for part in scenario.component)
    lean = len(scenario.component) - buffers
    if buffers and lean:  # else one of the slogans is the best plan, and that is the lesson
        yardsticks += [
            Yardstick(
                "at least two JIT and two JIC parts",
                f"{lean} and {buffers}",
                min(lean, buffers) >= LEAST_OF_A_KIND,
            ),
        ]
        # Where a shock may not come, no buffer is right in the worlds without it.
        if not perhaps_threatened(scenario):
            yardsticks.append(
                Yardstick(
                    "the mix beats both slogans in two thirds of worlds",
                    f"{plans.beats:.0%}",
                    plans.beats >= BEATS,
                )
            )
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


def judge_knowledge(scenario: Scenario, results: list[CaseResult], found: Knowledge) -> list[Yardstick]:
    """The criteria for a scenario of a library, one that says how hard it is: what it states is so, and
    knowing it does not win, but reading its news does."""
    from ....agents.scenario.teaching import difficulty_of

    yardsticks = []
    if scenario.difficulty is not None:
        slogans = [result for result in results if result.case.name in SLOGANS]
        better = max(float(result.score.mean()) for result in slogans)
        yardsticks += [
            Yardstick(
                f"it is {scenario.difficulty}, by the better slogan's score",
                f"{better:.1f}, {difficulty_of(better)}",
                difficulty_of(better) == scenario.difficulty,
            ),
            Yardstick(
                f"a plan by the calendar gains at most {CALENDAR_GAIN:g} points",
                f"{found.calendar.mean:+.1f} ± {found.calendar.ci95:.1f}",
                found.calendar.mean <= CALENDAR_GAIN,
            ),
        ]
    if found.news is not None:
        yardsticks.append(
            Yardstick(
                f"the rule by the news gains at least {NEWS_GAIN:g} points",
                f"{found.news.mean:+.1f} ± {found.news.ci95:.1f}",
                found.news.mean >= NEWS_GAIN,
            )
        )
    return yardsticks
