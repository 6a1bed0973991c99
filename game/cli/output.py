"""How commands print: drawn tables and wrapped text at a terminal, plain columns in a pipe, JSON on request.

`--json` prints one object and nothing else. Messages about the work itself go to stderr, by
`click.echo(…, err=True)`, so that a pipe receives the answer alone.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterable, Sequence

import click

STOPPED = 130
"""Exit code of a command that Ctrl-C ended: 128 plus the number of SIGINT, as shells expect."""

WIDEST = 88
"""Columns of wrapped text on a wide terminal; longer lines are hard to read."""

as_json = click.option("--json", "wants_json", is_flag=True, help="Print one JSON object.")


BY_THE_THOUSAND = 10_000.0
"""Money from which a table is in thousands: less would read 0.0 there."""


class MoneyUnit:
    """How a table writes money: in thousands where any of its amounts is large, else as it is.

    Attributes:
        size: money in one unit.
        name: the unit in words, as "thousand EUR".
    """

    def __init__(self, currency: str, amounts: Iterable[float]) -> None:
        large = max((abs(amount) for amount in amounts), default=0.0) >= BY_THE_THOUSAND
        self.size, self.name = (1e3, f"thousand {currency}") if large else (1.0, currency)

    def __call__(self, amount: float, digits: int = 1) -> str:
        """An amount of money in this unit."""
        return f"{amount / self.size:.{digits}f}"


def replace_what_the_terminal_lacks() -> None:
    """Let a letter that stdout's encoding lacks come out as a question mark, never as an error.

    A Chinese name in a table that is redirected under cp1252 (Windows) or the C locale is such a letter.
    Files and `--csv` are UTF-8 wherever they are written, and `--json` escapes such letters.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.errors in ("strict", "surrogateescape"):
            stream.reconfigure(errors="replace")


def at_a_terminal() -> bool:
    """Whether the answer goes to a terminal: not into a pipe or a file, and stdout is not closed."""
    return sys.stdout is not None and sys.stdout.isatty()


def say_bytes(content: bytes) -> None:
    """Print bytes as they are: no line end is translated, on any system."""
    click.echo(content, nl=False)


def say_text(text: str) -> None:
    """Print paragraphs, wrapped on a terminal, and a blank line after them."""
    if at_a_terminal():
        width = min(click.get_current_context().terminal_width or WIDEST, WIDEST)
        text = click.wrap_text(text, width, preserve_paragraphs=True)
    click.echo(text + "\n")


def say_json(value: object) -> None:
    """Print one JSON value, indented; letters are escaped where stdout is not UTF-8, so that none is lost."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    is_utf8 = encoding.lower().replace("_", "-") in ("utf-8", "utf8")
    click.echo(json.dumps(value, ensure_ascii=not is_utf8, indent=2))


def say_table(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table: drawn on a terminal, columns of plain text in a pipe, nothing if it has no rows."""
    if not rows:
        return
    if at_a_terminal():
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
        # Text, not str: brackets in a scenario's words must not be read as markup.
        table.add_row(*(Text(cell) for cell in row))
    Console().print(table)


def _line_up(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    lines = [columns, *rows]
    widths = [max(len(line[place]) for line in lines) for place in range(len(columns))]
    click.echo(title)
    for line in lines:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())
    click.echo()
