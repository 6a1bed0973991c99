"""`linestop scenario new`: writes a scenario that is drawn from a seed, and measured until it is balanced."""

from __future__ import annotations

import sys
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import click

from ...compute.freed_memory import keep_freed
from ..scenario_source import open_scenario
from ..seed_option import seed_option

if TYPE_CHECKING:
    from ....agents.generator.searching import Generated
    from ....agents.scenario.teaching import Difficulty


@click.command(
    epilog="""\b
Examples:
  linestop scenario new --seed 7 > my_year.toml
  linestop scenario new --difficulty easy --weeks 24 --seats 3 --seed 7 --to my_scenarios
  linestop scenario new --like thousand_lakes --seed 7 --to my_scenarios
"""
)
@click.option("--like", metavar="NAME|FILE", help="A scenario whose structure and numbers are drawn around.")
@click.option(
    "--difficulty",
    type=click.Choice(["easy", "medium", "hard"]),
    help="By the mean score of the better slogan; medium if nothing else says how hard.",
)
@click.option("--weeks", type=click.IntRange(20, 60), help="Weeks of the year; 28 without --like.")
@click.option("--seats", type=click.IntRange(1, 8), help="Companies that can be played; 4 without --like.")
@seed_option
@click.option(
    "--to",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write NAME.toml and NAME.de.toml to this folder, which is made if need be.",
)
def new(
    like: str | None,
    difficulty: Difficulty | None,
    weeks: int | None,
    seats: int | None,
    seed: int,
    to: Path | None,
) -> None:
    """Write a new scenario, drawn from a seed: a town, its firms, a year of news, true and false.

    Its recommended mix is the cheapest plan and at least 3 % cheaper than both slogans over 1,000 worlds.
    The same seed and options give the same bytes. Takes about half a minute; how hard it searched stands
    on stderr. Exit code 1 if no year was found.
    """
    from ....agents.generator.searching import NothingFound, generate
    from ....agents.generator.wishes import command_of, wish_for

    around = open_scenario(like) if like else None
    try:
        wish = wish_for(difficulty, weeks, seats, around)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    keep_freed()
    began = monotonic()
    try:
        found = generate(seed, wish, command_of(wish, seed, like), _say_at_a_terminal)
    except NothingFound as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    if to is None:
        sys.stdout.buffer.write(found.text.encode())
    else:
        _write(found, to)
    _say_how_hard(found, monotonic() - began)


def _say_at_a_terminal(step: str) -> None:
    if sys.stderr.isatty():
        click.echo(step, err=True)


def _write(found: Generated, folder: Path) -> None:
    """The files, each whole or not at all.

    Raises:
        click.ClickException: if the folder cannot be made.
        SetupError: if a file cannot be written.
    """
    # Imported here: the help of the command needs no database.
    from ...store.whole_file import whole_file

    texts = {f"{found.name}.toml": found.text}
    texts |= {f"{found.name}.{language}.toml": text for language, text in found.translations.items()}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            with whole_file(folder / name) as file:
                file.write(text.encode())
            click.echo(str(folder / name))
    except OSError as error:
        raise click.ClickException(
            f"{folder}: {error.strerror}. Give a folder that can be written to."
        ) from None


def _say_how_hard(found: Generated, seconds: float) -> None:
    made = found.confirmed
    news = f"{made.news:+.1f}" if made.news_rule else "none that gains enough"
    click.echo(
        f"{found.name}: {found.tries} {'try' if found.tries == 1 else 'tries'},"
        f" {found.adjustments} adjustments, {seconds:.0f} seconds.\n"
        f"Over 1,000 worlds the mix is {made.below_jit:.0%} cheaper than all Just in Time and"
        f" {made.below_jic:.0%} cheaper than all Just in Case;"
        f" each part flipped costs at least {made.least_flip:.1%} more.\n"
        f"The better slogan scores {made.slogan:.0f} ({found.scenario.difficulty}),"
        f" the calendar gains {made.calendar:+.1f}, a rule by the news: {news}.",
        err=True,
    )
