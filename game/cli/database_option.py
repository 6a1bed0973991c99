"""The option `--db`, shared by all commands that read or change a database."""

from __future__ import annotations

from pathlib import Path

import click

from .server_options import refuse_unknown_variables


def _after_check(ctx: click.Context, parameter: click.Parameter, path: Path) -> Path:
    """The path, once no misspelt variable can have meant another: LINESTOP_DATABASE would be ignored."""
    refuse_unknown_variables()
    return path


db_option = click.option(
    "--db",
    callback=_after_check,
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("linestop.db"),
    envvar="LINESTOP_DB",
    show_default=True,
    help="The database file.",
)
