"""Prints the reference table: case, reference, ours, standard error, and how far apart they are.

python tests/support/reference/reference_table.py
"""

from __future__ import annotations

import click
from reference_cases import ROWS
from reference_support import row, weekly_cost


def main() -> None:
    click.echo(f"{'case':<58} {'reference':>14} {'ours':>14} {'SE':>10} {'apart':>8}")
    for case in ROWS:
        click.echo(row(case, weekly_cost(case)))


if __name__ == "__main__":
    main()
