"""The scenarios that come with the game: one TOML file each, and nothing but data.

Here is also the one place where a scenario file is read from disk, and it gives bytes:
what they mean is for `agents.scenario_file` to say.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

MOST_BYTES = 256 * 1024 + 1
"""Enough to see that a file is too large, whatever it is."""


def names() -> list[str]:
    """Names of the scenarios that come with the game, in order."""
    found = (entry.name for entry in files(__name__).iterdir())
    return sorted(name.removesuffix(".toml") for name in found if name.endswith(".toml"))


def text_of(name: str) -> str:
    """The file of a scenario that comes with the game.

    Raises:
        KeyError: if there is none of this name.
    """
    if name not in names():
        raise KeyError(name)
    return files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8")


def find(source: str) -> tuple[bytes, str]:
    """What a name or a path to a file stands for: its bytes, and the file's name for messages.

    Raises:
        OSError: if it is neither.
    """
    if source in names():
        return text_of(source).encode(), f"{source}.toml"
    with Path(source).open("rb") as file:
        return file.read(MOST_BYTES), source
