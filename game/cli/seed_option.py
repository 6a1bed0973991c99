"""The option `--seed`, shared by all commands that play worlds of a scenario."""

from __future__ import annotations

import click

LARGEST = 2**53 - 1
"""The largest integer up to which a JSON reader with double-precision numbers is exact (RFC 8259, 6)."""

seed_option = click.option("--seed", default=1, show_default=True, type=click.IntRange(0, LARGEST))
