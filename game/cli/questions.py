"""`linestop questions`: the five questions that decide between JIT and JIC, each swept in a scenario."""

from __future__ import annotations

from os import cpu_count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..compute.freed_memory import keep_freed
from ..errors import Refused
from ..store.whole_file import whole_file
from .output import MoneyUnit, as_json, say_json, say_table, say_text
from .processes import pool
from .progress import progress
from .scenario_source import open_scenario
from .seed_option import seed_option

if TYPE_CHECKING:
    from ...agents.scenario.scenario import Scenario
    from ...agents.studies.questions.answers import Answer

LEAST_FOR_PROCESSES = 500
"""Questions times worlds that take longer to play than processes take to start."""


@click.command(
    epilog="""\b
Examples:
  linestop questions pacific_squeeze
  linestop questions my_crisis.toml --worlds 200 --svg pictures
  linestop questions --all --json
"""
)
@click.argument("sources", metavar="[SCENARIO|FILE]...", nargs=-1)
@click.option("--all", "wants_all", is_flag=True, help="All scenarios of the library whose mix has a buffer.")
@click.option(
    "--worlds",
    default=1000,
    show_default=True,
    type=click.IntRange(2, 100_000),
    help="Worlds in which each point is played.",
)
@seed_option
@click.option(
    "--svg",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write a picture of each question into this folder.",
)
@as_json
def questions(
    sources: tuple[str, ...], wants_all: bool, worlds: int, seed: int, svg: Path | None, wants_json: bool
) -> None:
    """What decides between Just in Time and Just in Case? Five questions, each with all else as it is: how
    predictable demand is, how far and reliable suppliers are, what running out costs, how many parts a
    product has, how much money there is for stock.

    Seat 1 plays all JIT and all JIC in the same worlds, rivals on the recommended mix. Printed is what JIT
    costs more than JIC, where the two cost the same, and for which of them more of it speaks. Where that is
    JIT, a sentence says why.
    \f

    Raises:
        click.UsageError: if neither a scenario nor --all is given, or both.
        Refused: if the folder for pictures cannot be made.
    """
    if bool(sources) == wants_all:
        raise click.UsageError("Give scenarios or --all, one of the two.")
    keep_freed()
    chosen = _with_buffers() if wants_all else [open_scenario(source) for source in sources]
    if svg is not None:
        _make(svg)
    found = _answers(chosen, seed, worlds)
    if svg is not None:
        _draw(svg, found)
    if wants_json:
        say_json({"seed": seed, "worlds": worlds, "questions": [_as_json(*each) for each in found]})
    else:
        _say(found)


def _with_buffers() -> list[Scenario]:
    from ...scenarios import names

    return [
        scenario
        for scenario in map(open_scenario, names())
        if any(part.recommended == "JIC" for part in scenario.component)
    ]


def _answers(scenarios: list[Scenario], seed: int, worlds: int) -> list[tuple[Scenario, Answer]]:
    """Every question of every scenario, on all cores where there is enough to play."""
    from ...agents.studies.questions.answers import answer
    from ...agents.studies.questions.sweeps import QUESTIONS

    work = [(scenario, question) for scenario in scenarios for question in QUESTIONS]
    if len(work) * worlds < LEAST_FOR_PROCESSES:
        return [(scenario, answer(scenario, question, seed, worlds)) for scenario, question in work]
    processes = min(len(work), cpu_count() or 1)
    with pool(processes) as workers, progress("questions", len(work)) as done:
        waiting = [workers.submit(answer, scenario, question, seed, worlds) for scenario, question in work]
        found = []
        for (scenario, _), future in zip(work, waiting, strict=True):
            found.append((scenario, future.result()))
            done(1)
        return found


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(f"{folder} cannot be made: {error.strerror}.", code="no_folder") from error


def _draw(folder: Path, found: list[tuple[Scenario, Answer]]) -> None:
    from .questions_picture import picture

    for scenario, answer in found:
        with whole_file(folder / f"{scenario.name}_{answer.question}.svg") as file:
            file.write(picture(scenario, answer).encode())
    click.echo(f"{folder}: {len(found)} pictures.", err=True)


def _as_json(scenario: Scenario, answer: Answer) -> dict[str, Any]:
    return {
        "question": answer.question,
        "scenario": scenario.name,
        "points": [
            {
                "x": point.x,
                "jit_minus_jic": {"mean": point.jit_minus_jic.mean, "ci95": point.jit_minus_jic.ci95},
            }
            for point in answer.points
        ],
        "crossing": answer.crossing,
        "direction": answer.direction,
    }


def _say(found: list[tuple[Scenario, Answer]]) -> None:
    from ...agents.studies.questions.sweeps import UNITS
    from .questions_picture import plain

    rows = []
    for scenario, answer in found:
        means = [point.jit_minus_jic.mean for point in answer.points]
        money = MoneyUnit(scenario.currency, means)
        crossing = "nowhere" if answer.crossing is None else plain(answer.crossing)
        rows.append(
            [
                scenario.name,
                answer.question,
                UNITS[answer.question],
                f"{plain(answer.points[0].x)} to {plain(answer.points[-1].x)}",
                f"{money(means[0])} to {money(means[-1])} {money.name}",
                crossing,
                answer.direction.upper(),
            ]
        )
    columns = [
        "scenario",
        "question",
        "varied",
        "from, to",
        "JIT minus JIC",
        "equal at",
        "more speaks for",
    ]
    say_table("What decides between JIT and JIC", columns, rows)
    _say_why(found)


def _say_why(found: list[tuple[Scenario, Answer]]) -> None:
    """A sentence on each answer that speaks for JIT."""
    from ...agents.studies.questions.reasons import reason

    why = []
    for scenario, answer in found:
        money = MoneyUnit(scenario.currency, [point.jit_minus_jic.mean for point in answer.points])
        if sentence := reason(answer, money, money.name):
            why.append(f"{scenario.name}, {answer.question}: {sentence}")
    if why:
        say_text("\n\n".join(["Where more of it speaks for JIT:", *why]))
