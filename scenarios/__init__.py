"""The scenarios that come with the game: a TOML file each, one beside it for each translation, and
nothing but data.

Here is also the one place where a scenario file is read from disk, and it gives bytes:
what they mean is for `agents.scenario_file` to say.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

MOST_BYTES = 256 * 1024 + 1
"""Enough to see that a file is too large, whatever it is."""


def names() -> list[str]:
    """Names of the scenarios that come with the game, in order; a dot is a translation's."""
    return sorted(name for name in _stems() if "." not in name)


def _stems() -> list[str]:
    found = (entry.name for entry in files(__name__).iterdir())
    return [name.removesuffix(".toml") for name in found if name.endswith(".toml")]


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


def translations(source: str) -> dict[str, bytes]:
    """The files beside what a name or a path stands for that may translate it: bytes by file name.

    Raises:
        OSError: if one of them cannot be read.
    """
    if source in names():
        beside = sorted(stem for stem in _stems() if stem.startswith(f"{source}."))
        return {f"{stem}.toml": files(__name__).joinpath(f"{stem}.toml").read_bytes() for stem in beside}
    path = Path(source)
    found: dict[str, bytes] = {}
    for each in sorted(path.parent.iterdir()):
        if each.name.startswith(f"{path.stem}.") and each.suffix == ".toml" and each.name != path.name:
            with each.open("rb") as file:
                found[str(each)] = file.read(MOST_BYTES)
    return found
