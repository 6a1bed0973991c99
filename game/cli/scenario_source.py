"""Reads the scenario that a command names, by a name in the library or a path, and reports its mistakes."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ...agents.scenario.reader import ScenarioError
    from ...agents.scenario.scenario import Scenario


def open_scenario(source: str) -> Scenario:
    """The scenario of this name or path; prints its mistakes and exits with 1 if it is refused.

    Raises:
        click.UsageError: if there is no such name or file.
    """
    from ...agents.scenario.reader import ScenarioError

    try:
        return read_source(source)
    except ScenarioError as error:
        click.echo(str(error), err=True)
        sys.exit(1)


def read_source(source: str) -> Scenario:
    """The scenario of this name or path, for a command that goes on after a refusal.

    Raises:
        ScenarioError: if the file is no scenario.
        click.UsageError: if there is no such name or file.
    """
    from ...agents.scenario.reader import read_scenario
    from ...scenarios import find

    return read_scenario(*_found(source, lambda: find(source)))


def check_source(source: str) -> tuple[list[str], list[ScenarioError]]:
    """Check a scenario and the translations beside it; returns the good files and the refusals.

    If `source` is itself a translation, it alone is checked, against the scenario beside it.
    """
    from pathlib import Path

    from ...agents.scenario.reader import ScenarioError
    from ...agents.scenario.translation import read_translation, translation_name

    told = translation_name(Path(source).name)
    good: list[str] = []
    refused: list[ScenarioError] = []
    try:
        scenario = read_source(str(Path(source).with_name(f"{told[0]}.toml")) if told else source)
    except ScenarioError as error:
        return good, [error]
    if not told:
        good.append(source)
    for name, raw in _found(source, lambda: _translations(source)).items():
        try:
            read_translation(raw, name, scenario, whole=True)
            good.append(name)
        except ScenarioError as error:
            refused.append(error)
    return good, refused


def _translations(source: str) -> dict[str, bytes]:
    """Bytes by file name: of the translation that is named, or of all beside the scenario that is."""
    from pathlib import Path

    from ...agents.scenario.translation import translation_name
    from ...scenarios import find, translations

    if translation_name(Path(source).name):
        raw, name = find(source)
        return {name: raw}
    return {name: raw for name, raw in translations(source).items() if translation_name(Path(name).name)}


def _found[T](source: str, find: Callable[[], T]) -> T:
    """What `find` returns; a failure to read the file becomes a usage error that lists the library."""
    from ...scenarios import names

    try:
        return find()
    except (OSError, ValueError) as error:  # ValueError: a null character in the path
        reason = getattr(error, "strerror", None) or str(error)
        known = ", ".join(names())
        raise click.UsageError(
            f"{click.format_filename(source)}: {reason}. Give a file, or one of: {known}."
        ) from None
