"""Which Linestop this is: a game is gone on with by the version that began it."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version


def linestop_version() -> str:
    try:
        return version("linestop")
    except PackageNotFoundError:  # a checkout on the path, not installed
        return "0.0.0"
