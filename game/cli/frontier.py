"""`linestop frontier`: cost against uptime of simple policies, for a scenario or a finished game."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from ..compute.freed_memory import keep_freed
from ..errors import Refused
from ..store.whole_file import whole_file
from .database_option import db_option
from .output import MoneyUnit, as_json, say_json, say_table
from .scenario_source import open_scenario
from .seed_option import seed_option

if TYPE_CHECKING:
    from ...agents.scenario.scenario import Scenario
    from ...agents.studies.frontier import Frontier


@click.command(
    epilog="""\b
Examples:
  linestop frontier pacific_squeeze --worlds 20
  linestop frontier pacific_squeeze --seat 2 --svg frontier.svg
  linestop frontier --game K7M2QX --svg our_game.svg
"""
)
@click.argument("source", metavar="[SCENARIO]", required=False)
@click.option("--game", help="The code of a finished game: its own year, its seats marked.")
@click.option(
    "--seat",
    default=1,
    show_default=True,
    type=click.IntRange(1, 12),
    help="The seat that plays the policies.",
)
@click.option(
    "--worlds",
    default=10,
    show_default=True,
    type=click.IntRange(1, 1000),
    help="Worlds over which a policy's cost and uptime are averaged.",
)
@seed_option
@click.option("--svg", type=click.Path(dir_okay=False, path_type=Path), help="Write a picture to this file.")
@db_option
@as_json
def frontier(
    source: str | None,
    game: str | None,
    seat: int,
    worlds: int,
    seed: int,
    svg: Path | None,
    db: Path,
    wants_json: bool,
) -> None:
    """Cost against uptime of simple policies, up to 2,000: weeks of cover for parts recommended Just in Time,
    weeks for the others, and one safety factor, fixed for the whole game, rivals on the recommended mix.
    Where a scenario has near sources, also the part bought near, and where it has fast lanes, the weeks on
    hand below which parts are expedited, for either kind of part.

    Marked are JIT, JIC and the mix, and of a finished game what its seats came to in that company.
    \f

    Raises:
        click.UsageError: if the arguments do not go together.
        Refused: if there is no such game, it has not ended, or another engine played it.
        SetupError: if the database cannot be read or the picture cannot be written.
    """
    if (source is None) == (game is None):
        raise click.UsageError("Give a scenario or --game CODE, one of the two.")
    if game is not None and _is_said("worlds", "seed"):
        raise click.UsageError("Leave out --worlds and --seed: a game has had its one year.")
    keep_freed()
    with whole_file(svg) if svg is not None else nullcontext() as file:
        title, scenario, found, seats = (
            _of_scenario(source or "", seat, seed, worlds) if game is None else _of_game(db, game, seat)
        )
        if file is not None:
            from .frontier_picture import picture

            file.write(picture(title, scenario.currency, found, seats).encode())
    if svg is not None:
        click.echo(f"{svg}: a picture of {len(found.grid)} policies.", err=True)
    if wants_json:
        say_json(_report(scenario, seat, found, seats))
    else:
        _say(title, scenario, found, seats)


def _is_said(*options: str) -> bool:
    """Whether one of these options was given, not left to its default."""
    said = click.get_current_context().get_parameter_source
    return any(said(option) is not ParameterSource.DEFAULT for option in options)


def _fates(worlds: int) -> str:
    return "one fate" if worlds == 1 else f"{worlds} fates"


def _must_have(scenario: Scenario, seat: int) -> None:
    if seat > len(scenario.seat):
        raise click.UsageError(f"--seat {seat}: give a number from 1 to {len(scenario.seat)}.")


def _of_scenario(
    source: str, seat: int, seed: int, worlds: int
) -> tuple[str, Scenario, Frontier, dict[str, tuple[float, float]]]:
    """Title, scenario and frontier of a scenario, of whose seats none has been played."""
    scenario = open_scenario(source)
    _must_have(scenario, seat)
    from ...agents.studies.frontier import frontier as frontier_of

    title = f"{scenario.title}, {scenario.seat[seat - 1].title}: {_fates(worlds)} of seed {seed}"
    return title, scenario, frontier_of(scenario, seed, worlds, seat - 1), {}


def _of_game(
    db: Path, code: str, seat: int
) -> tuple[str, Scenario, Frontier, dict[str, tuple[float, float]]]:
    """Title, scenario and frontier of a game, and (cost, uptime) of the seat's holder at each table by name.

    Raises:
        Refused: if the game has not ended or was played by another engine.
    """
    from ...agents.studies.frontier import frontier as frontier_of
    from ...agents.studies.replay import as_played
    from ..review.verification import must_be_this_engine
    from ..store.game_reader import events_of, session_of
    from ..store.people import names_of
    from ..store.read_only_database import open_read_only
    from ..version import ENGINE

    with open_read_only(db) as database:
        events, names = events_of(database, code), names_of(database)
    session = session_of(events, ENGINE)
    if not session.state.over:
        raise Refused("The game has not ended; its frontier would tell of weeks to come.", code="not_ended")
    must_be_this_engine(session.opened)
    _must_have(session.scenario, seat)
    played, number = session.played(), seat - 1
    found = frontier_of(
        session.scenario,
        session.opened.seed,
        1,
        number,
        weeks=played.week,
        live_shocks=[shock.alone(0) for shock in played.live_shocks],
    )
    own = as_played(played)
    seats = {}
    for place in session.state.places:
        if place.seat == played.network.seats[number]:
            who = names.get(session.state.players.get(place, ""), "bot")
            label = who if session.state.tables == 1 else f"{who}, table {place.table + 1}"
            seats[label] = (float(own.cost[number, place.table]), float(own.uptime[number, place.table]))
    title = f"Game {session.opened.code}, {session.scenario.seat[number].title}: the year as it came"
    return title, session.scenario, found, seats


def _policy(found: Frontier, n: int) -> dict[str, float | None]:
    return found.grid.policy(n) | {"total_cost": float(found.cost[n]), "uptime": float(found.uptime[n])}


def _report(
    scenario: Scenario, seat: int, found: Frontier, seats: dict[str, tuple[float, float]]
) -> dict[str, Any]:
    def placed(places: dict[str, tuple[float, float]]) -> dict[str, dict[str, float]]:
        return {name: {"total_cost": cost, "uptime": up} for name, (cost, up) in places.items()}

    return {
        "scenario": scenario.name,
        "seat": seat,
        "marks": placed(found.marks),
        "seats": placed(seats),
        "hull": [_policy(found, n) for n in found.hull.tolist()],
        "policies": [_policy(found, n) for n in range(len(found.grid))],
    }


def _say(title: str, scenario: Scenario, found: Frontier, seats: dict[str, tuple[float, float]]) -> None:
    money = MoneyUnit(scenario.currency, found.cost)
    say_table(
        f"{title}; cost in {money.name}",
        ["uptime", "cost", *(name.replace("_", " ") for name in found.grid.numbers)],
        [
            [
                f"{found.uptime[n]:.1%}",
                money(found.cost[n]),
                *("" if value is None else f"{round(value, 2):g}" for value in found.grid.policy(n).values()),
            ]
            for n in found.hull.tolist()
        ],
    )
    marks = {"JIT": found.marks["jit"], "JIC": found.marks["jic"], "the mix": found.marks["mix"]} | seats
    say_table(
        "Marks",
        ["who", "uptime", "cost", "hull there"],
        [[name, f"{up:.1%}", money(cost), _hull_at(found, up, money)] for name, (cost, up) in marks.items()],
    )


def _hull_at(found: Frontier, uptime: float, money: MoneyUnit) -> str:
    least = found.least_cost(uptime)
    return "none comes so far" if least is None else money(least)
