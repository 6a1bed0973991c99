"""Which release of Linestop this is, and which engine it plays with."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

ENGINE = "0.3.0"
"""The engine that plays games: named after the first release that had it.

It changes only when the same scenario, seed and decisions give other records, never with a release
alone, since a game can be gone on with and verified only by the engine that began it.
`tests/golden` holds games of every engine, and fails when records change and this does not.
"""


def linestop_version() -> str:
    """The installed release, such as 0.3.0; 0.0.0 in a checkout that is not installed."""
    try:
        return version("linestop")
    except PackageNotFoundError:
        return "0.0.0"
