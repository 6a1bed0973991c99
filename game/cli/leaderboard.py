"""`linestop leaderboard`: the best scores of each scenario, with the filters of the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from ...scenarios import names
from ..errors import Refused
from ..review.leaderboard import filters_in, plain_columns, plain_rows
from ..review.plain_csv import csv_text
from ..store.leaderboard_queries import read_leaderboard, scored_scenarios
from ..store.read_only_database import open_read_only
from ..views.measures import units
from .database_option import db_option
from .local_time import begins, day_of
from .output import as_json, say_bytes, say_json, say_table

if TYPE_CHECKING:
    from ..messages import Leaderboard, LeaderboardRow, MeasureUnit


def _choice(name: str, *choices: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """An option with these values, the first of them its default."""
    return click.option(f"--{name}", type=click.Choice(choices), default=choices[0], show_default=True)


@click.command(
    epilog="""\b
Examples:
  linestop leaderboard
  linestop leaderboard --scenario pacific_squeeze --who bot
  linestop leaderboard --scenario pacific_squeeze --show fill_rate --show bullwhip_ratio
  linestop leaderboard --scenario pacific_squeeze --since 2026-09-01 --csv > autumn.csv
"""
)
@click.option("--scenario", help="One scenario; without it all that have a score.")
@_choice("depth", "segmented", "options", "classic", "expert", "any")
@_choice("turns", "usual", "long", "any")
@_choice("kind", "game", "practice", "any")
@_choice("who", "person", "bot", "any")
@_choice("seed", "drawn", "given", "any")
@click.option(
    "--digest",
    default="newest",
    show_default=True,
    metavar="newest|any|SHA-256",
    help="Version of the scenario's file: an edited file measures with another ruler. First digits suffice.",
)
@_choice("length", "full", "any")
@_choice("live", "none", "any")
@click.option(
    "--decided",
    type=click.FloatRange(0.0, 1.0),
    help="Least share of turns decided by a person. [default: 0.9]",
)
@click.option("--since", help="First day here, YYYY-MM-DD.")
@click.option("--until", help="Last day here, YYYY-MM-DD.")
@click.option("--game", help="One game alone, by its code.")
@click.option("--limit", type=click.IntRange(1, 200), default=20, show_default=True)
@click.option("--offset", type=click.IntRange(0, 1_000_000), default=0, show_default=True)
@click.option(
    "--show",
    multiple=True,
    type=click.Choice([*units(), "all"]),
    help="Show a further measure; may be given several times.",
)
@click.option("--csv", "wants_csv", is_flag=True, help="All rows as CSV.")
@db_option
@as_json
def leaderboard(
    scenario: str | None, db: Path, show: tuple[str, ...], wants_csv: bool, wants_json: bool, **chosen: Any
) -> None:
    """Show the best scores of each scenario.

    The default list holds segmented games with others, turns as long as the scenario says, with a drawn seed,
    played to the end without live shocks, of people who decided at least nine turns in ten. Rows are always
    ranked by score; --json and --csv hold every measure, and times in UTC. A day is one of this machine's
    time zone. Works while a server runs.
    \f

    Raises:
        Refused: if there is no such scenario, or a filter takes no such value.
        SetupError: if the database cannot be read.
    """
    asked = {name: value for name, value in chosen.items() if value is not None}
    for name, days_later in (("since", 0), ("until", 1)):
        if name in asked:
            asked[name] = begins(asked[name], days_later=days_later)
    with open_read_only(db) as database:
        scored = scored_scenarios(database)
        if scenario and scenario not in {*scored, *names()}:
            known = ", ".join(sorted({*scored, *names()}))
            raise Refused(f"There is no scenario {scenario} on any list; there are {known}.")
        named = [scenario] if scenario else scored
        lists = [
            read_leaderboard(database, filters_in(asked | {"scenario": name}), every=wants_csv)
            for name in named
        ]
    if wants_json:
        say_json({"scenarios": msgspec.to_builtins(lists)})
    elif wants_csv:
        rows = [row for each in lists for row in plain_rows(each)]
        say_bytes(csv_text(rows, plain_columns()).encode())
    else:
        for each in lists:
            _say(each, tuple(units()) if "all" in show else show)
        if not any(each.rows for each in lists):
            click.echo(f"Nobody stands on this list{_where_more(asked)}.")


def _where_more(asked: dict[str, Any]) -> str:
    """The end of the sentence about an empty list: which options would show more."""
    wider = {"kind": "any", "who": "any", "decided": 0}
    options = [f"--{name} {value}" for name, value in wider.items() if asked.get(name) != value]
    return f" yet; {' '.join(options)} shows more" if options else ", whoever played and however"


_WRITTEN: dict[MeasureUnit, str] = {"share": ".1%", "ratio": ".2f", "money": ".0f", "weeks": ".1f"}
"""Format of a measure by its unit."""


def _say(found: Leaderboard, show: Sequence[str]) -> None:
    first = found.offset + 1
    measures = [name for name in dict.fromkeys(show) if name != "uptime"]  # has a column already
    say_table(
        f"{found.scenario}: {first} to {found.offset + len(found.rows)} of {found.total}",
        ["place", "name", "score", "cost", "uptime", "target", "seat", "decided", "day", *measures],
        [
            [
                "" if row.place is None else str(row.place),
                row.name if row.person else f"{row.name} (bot)",
                f"{row.score:.1f}",
                f"{row.cost:.0f}",
                f"{row.uptime:.1%}",
                "reached" if row.reached_target else "",
                row.seat,
                f"{row.decided_share:.0%}",
                day_of(row.finished_at),
                *(_written(row, name) for name in measures),
            ]
            for row in found.rows
        ],
    )


def _written(row: LeaderboardRow, name: str) -> str:
    [measured] = [each for each in row.measures if each.name == name]
    return "" if measured.value is None else format(measured.value, _WRITTEN[measured.unit])
