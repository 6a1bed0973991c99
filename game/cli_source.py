"""Wherever a command takes a scenario, it takes a name or a path, and refuses it in one way."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ..agents.scenario import Scenario


def open_scenario(source: str) -> Scenario:
    """The scenario that a name or path stands for; ends the command, with the reason, if none."""
    from ..agents.scenario_file import ScenarioError

    try:
        return read_source(source)
    except ScenarioError as error:
        click.echo(str(error), err=True)
        sys.exit(1)


def read_source(source: str) -> Scenario:
    """The same, for a command that goes on after a refusal.

    Raises:
        ScenarioError: if the file is no scenario.
    """
    from ..agents.scenario_file import read_scenario
    from ..scenarios import find, names

    try:
        raw, file_name = find(source)
    except (OSError, ValueError) as error:  # ValueError: a null character in the path
        reason = getattr(error, "strerror", None) or str(error)
        known = ", ".join(names())
        raise click.UsageError(
            f"{click.format_filename(source)}: {reason}. Give a file, or one of: {known}."
        ) from None
    return read_scenario(raw, file_name)
