"""Tables and wrapped text are for people at a terminal; in a pipe a row is one line of plain text.

`--json` prints one object and nothing else. Messages about the work itself go to stderr, by
`click.echo(…, err=True)`, so that what comes out of a pipe is the answer alone.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

import click

STOPPED = 130
"""What shells expect of a command that Ctrl-C ended."""

as_json = click.option("--json", "wants_json", is_flag=True, help="Print one JSON object.")


def say_text(text: str) -> None:
    """Paragraphs, wrapped on a terminal, and a blank line after them."""
    if sys.stdout.isatty():
        width = min(click.get_current_context().terminal_width or 88, 88)
        text = click.wrap_text(text, width, preserve_paragraphs=True)
    click.echo(text + "\n")


def say_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def say_table(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table on a terminal; in a pipe, columns of plain text."""
    if not rows:
        return
    if sys.stdout.isatty():
        _draw_table(title, columns, rows)
    else:
        _line_up(title, columns, rows)


def _draw_table(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title, title_justify="left")
    for column in columns:
        table.add_column(column)
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))  # Text: a scenario's brackets are no markup
    Console().print(table)


def _line_up(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    lines = [columns, *rows]
    widths = [max(len(line[place]) for line in lines) for place in range(len(columns))]
    click.echo(title)
    for line in lines:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())
    click.echo()
