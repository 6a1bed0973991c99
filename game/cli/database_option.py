"""The option `--db` of the commands that read or change a database."""

from __future__ import annotations

from pathlib import Path

import click

from .server_options import refuse_unknown_variables


def _named_rightly(ctx: click.Context, parameter: click.Parameter, path: Path) -> Path:
    refuse_unknown_variables()
    return path


db_option = click.option(
    "--db",
    callback=_named_rightly,
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("linestop.db"),
    envvar="LINESTOP_DB",
    show_default=True,
    help="The database file.",
)
