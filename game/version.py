"""Versions: of the installed release, and of the engine by which games are played."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

ENGINE = "0.4.0"
"""Version of the engine, named after the first release that has it.

It changes only when the same scenario, seed and decisions give other records, never with a release
alone: only the engine that began a game can continue and verify it. `tests/golden` holds games of every
engine, and fails when records change and this does not.
"""


def linestop_version() -> str:
    """The installed release, such as 0.3.0; 0.0.0 in a checkout that is not installed."""
    try:
        return version("linestop")
    except PackageNotFoundError:
        return "0.0.0"
