"""`linestop simulate`: plays stances in many worlds of a scenario and compares cost and uptime.

Results go to stdout, the progress bar to stderr. World number w of a seed is the same however many worlds are
played.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..compute.freed_memory import keep_freed
from .output import MoneyUnit, as_json, say_json, say_table
from .progress import progress
from .scenario.expert import EXPERT, find_plan
from .scenario_source import open_scenario
from .seed_option import seed_option

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from ...agents.chain.site_agents import PolicyLike
    from ...agents.scenario.scenario import Scenario
    from ...agents.studies.study import Outcome

PLANNER = "planner"
"""What `--stance` and `--rivals` call the seat that plans ahead."""
SCORED_WORLDS = 100
"""Most worlds in which a seat is scored: each score replays all fixed plans, up to 2^K of them."""


SHOWN = {
    "holding": "holding",
    "line_down_cost": "line down",
    "lost_margin": "lost",
    "depot_cost": "depots",
}
"""Cost lines that the table shows, with the names of their columns; `other` holds the rest."""


@click.command(
    epilog="""\b
Examples:
  linestop simulate pacific_squeeze
  linestop simulate calm_seas --stance jit --stance my_plan.toml --seat all
  linestop simulate pacific_squeeze --worlds 2000 --rivals same --json
"""
)
@click.argument("source", metavar="SCENARIO")
@click.option(
    "--stance",
    "stances",
    multiple=True,
    metavar="S",
    help="jit, jic, hybrid (the recommended mix), rumour, official, late, panic, hoarder, expert (numbers "
    "searched for, about ten seconds), planner (plans ahead with what a seat may know; seconds a world, so "
    "give --worlds 40), or the TOML file of a plan; may be given again. Default: jit, hybrid and jic.",
)
@click.option(
    "--rivals",
    default="hybrid",
    show_default=True,
    metavar="S",
    help="The stance of the other seats; same: that of the seat.",
)
@click.option(
    "--seat", default="1", show_default=True, metavar="N|all", help="The seat that plays the stance."
)
@click.option("--worlds", default=500, show_default=True, type=click.IntRange(1, 1_000_000))
@seed_option
@click.option(
    "--processes",
    default=1,
    show_default=True,
    type=click.IntRange(1, 256),
    help="Processes; each plays a thousand worlds at a time.",
)
@click.option("--score", "scored", is_flag=True, help="Score the seat too (slower, on at most 100 worlds).")
@as_json
def simulate(
    source: str,
    stances: tuple[str, ...],
    rivals: str,
    seat: str,
    worlds: int,
    seed: int,
    processes: int,
    scored: bool,
    wants_json: bool,
) -> None:
    """Play SCENARIO many times and compare stances on cost and uptime."""
    from ...agents.studies.study import play_seat

    keep_freed()
    scenario = open_scenario(source)
    seats = _seats(scenario, seat)
    chosen = stances or ("jit", "hybrid", "jic")
    players = {name: _policy(name, scenario, seed) for name in chosen}
    theirs = None if rivals == "same" else players.get(rivals) or _policy(rivals, scenario, seed)
    others = {name: theirs or player for name, player in players.items()}
    results = []
    with workers(processes) as executor, progress("playing", len(chosen) * len(seats) * worlds) as played:
        for name in chosen:
            for number in seats:
                pair = (name, players[name]), (rivals, others[name])
                outcome = play_seat(
                    scenario, seed, worlds, number, pair[0][1], pair[1][1], played, executor=executor
                )
                results.append(_result(scenario, seed, worlds, number, *pair, outcome, scored))
    if wants_json:
        say_json(
            {
                "scenario": scenario.name,
                "weeks": scenario.weeks,
                "worlds": worlds,
                "seed": seed,
                "results": results,
            }
        )
    else:
        _say(scenario, results, worlds, seed, rivals)


@contextmanager
def workers(processes: int) -> Iterator[Executor | None]:
    """A pool of processes that play chunks of worlds; None for one, since this process does for that."""
    if processes == 1:
        yield None
        return
    from .processes import pool

    with pool(processes) as executor:
        yield executor


def _seats(scenario: Scenario, seat: str) -> list[int]:
    """Indices of the seats that `--seat` asks for."""
    count = len(scenario.seat)
    if seat == "all":
        return list(range(count))
    if seat.isdecimal() and 1 <= int(seat) <= count:
        return [int(seat) - 1]
    raise click.UsageError(f"--seat {seat}: give a number from 1 to {count}, or all.")


def _why_unread(error: OSError | ValueError) -> str:
    if isinstance(error, UnicodeDecodeError):
        return "what is in it is not UTF-8"
    if isinstance(error, OSError) and not isinstance(error, FileNotFoundError) and error.strerror:
        return error.strerror
    return "no such stance or file"


def _policy(name: str, scenario: Scenario, seed: int) -> PolicyLike:
    """The policy of a stance's name, or of a plan's file; `expert` is searched for, in other worlds."""
    from ...agents.manufacturers.stances import POLICIES
    from ...agents.planner.planner import Planner
    from ...agents.scenario.options import with_shelf
    from ...agents.studies.plan_file import PlanFileError, read_plan_file

    if name in POLICIES:
        return POLICIES[name]
    if name == EXPERT:
        return find_plan(scenario, seed).policy
    if name == PLANNER:
        return Planner
    try:
        # Some editors on Windows begin a file with a byte order mark, which TOML knows nothing of.
        text = Path(name).read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        why = _why_unread(error)
        known = ", ".join((*POLICIES, EXPERT, PLANNER))
        raise click.UsageError(f"{name}: {why}. Give {known}, or a file.") from None
    try:
        parts = [part.name for part in scenario.component]
        return read_plan_file(text, parts, scenario.turns, with_shelf(scenario))
    except PlanFileError as error:
        click.echo(f"{name}: {error}", err=True)
        sys.exit(1)


def _result(
    scenario: Scenario,
    seed: int,
    worlds: int,
    seat: int,
    player: tuple[str, PolicyLike],
    rivals: tuple[str, PolicyLike],
    outcome: Outcome,
    scored: bool,
) -> dict[str, Any]:
    from msgspec import to_builtins

    from ...agents.studies.study import estimate

    result: dict[str, Any] = {
        "stance": player[0],
        "rivals": rivals[0],
        "seat": seat + 1,
        "total_cost": to_builtins(estimate(outcome.total_cost)),
        "uptime": to_builtins(estimate(outcome.uptime)),
        "fill_rate": to_builtins(estimate(outcome.fill_rate)),
        "cost": _lines(outcome),
    }
    if scored:
        from ...agents.studies.balance import play_scored
        from ...agents.studies.balance_cases import always

        games = min(worlds, SCORED_WORLDS)
        game = play_scored(scenario, seed, games, seat, always(player[1]), rivals[1])
        result["score"] = to_builtins(estimate(game.score))
    return result


def _lines(outcome: Outcome) -> dict[str, float]:
    """Mean money by cost line, the four lines of holding added up; they come to the total cost.

    A line of depots stands only where there are any: the seat's part of their costs, by its usual use.
    """
    from ...agents.network.cost_lines import HOLDING

    lines = {"holding": sum(outcome.line(name) for name in HOLDING)}
    lines.update({name: outcome.line(name) for name in outcome.lines if name not in HOLDING})
    if outcome.depot_cost is not None:
        lines["depot_cost"] = float(outcome.depot_cost.mean())
    return lines


def _say(scenario: Scenario, results: list[dict[str, Any]], worlds: int, seed: int, rivals: str) -> None:
    money = MoneyUnit(scenario.currency, (result["total_cost"]["mean"] for result in results))
    # Only the lines that anything was charged to, and what is left over in one: a row adds up to its total.
    shown = {line: name for line, name in SHOWN.items() if any(line in each["cost"] for each in results)}
    rows = [[str(result["seat"]), *_row(result, shown, money)] for result in results]
    for stance in dict.fromkeys(result["stance"] for result in results):
        mine = [result for result in results if result["stance"] == stance]
        if len(mine) > 1:
            rows.append(["mean", *_row(_mean_of(mine), shown, money)])
    columns = ["seat", "stance", "total cost", "± 95 %", "uptime", "fill rate", *shown.values(), "other"]
    if "score" in results[0]:
        columns.append("score")
    title = f"{scenario.title}: {worlds} worlds of seed {seed}, rivals {rivals}; "
    say_table(title + f"cost in {money.name}", columns, rows)


def _row(result: dict[str, Any], shown: dict[str, str], money: MoneyUnit) -> list[str]:
    cost, lines = result["total_cost"], result["cost"]
    row = [
        result["stance"],
        money(cost["mean"]),
        money(cost["ci95"]),
        f"{result['uptime']['mean']:.3f}",
        f"{result['fill_rate']['mean']:.3f}",
        *(money(lines[line]) for line in shown),
        money(sum(amount for line, amount in lines.items() if line not in shown)),
    ]
    return [*row, f"{result['score']['mean']:.0f}"] if "score" in result else row


def _mean_of(results: list[dict[str, Any]]) -> dict[str, Any]:
    """The mean over seats, in the form of one seat's result."""

    # The mean of the intervals, not their root mean square: the seats play the same worlds, so their errors
    # go together.
    def mean(*path: str) -> float:
        values = []
        for result in results:
            value: Any = result
            for key in path:
                value = value[key]
            values.append(value)
        return float(sum(values)) / len(values)

    row: dict[str, Any] = {
        "stance": results[0]["stance"],
        "total_cost": {"mean": mean("total_cost", "mean"), "ci95": mean("total_cost", "ci95")},
        "uptime": {"mean": mean("uptime", "mean")},
        "fill_rate": {"mean": mean("fill_rate", "mean")},
        "cost": {name: mean("cost", name) for name in results[0]["cost"]},
    }
    if "score" in results[0]:
        row["score"] = {"mean": mean("score", "mean")}
    return row
