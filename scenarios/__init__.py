"""The scenario library: a TOML file each, and beside it one for each language that it is translated to.

Scenarios and their languages are found by their file names; no list of either stands in the code. This module
is also the only place where a scenario file is read from disk. It returns bytes; `agents/scenario/reader.py`
says what they mean.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

MOST_BYTES = 256 * 1024 + 1
"""Bytes of a file that are read: one more than the reader allows, so that a larger file is seen to be one."""
OWN_LANGUAGE = "en"
"""The language of the scenario files themselves; each other one is a translation."""
TUTORIAL = "first_shift"
"""Name of the scenario that the tutorial plays. It lies beside the library and is no part of it: no list
names it, and no game for others is opened with it."""


def names() -> list[str]:
    """Names of the scenarios in the library, in alphabetical order."""
    # A name with a dot, such as calm_seas.de, is a translation's.
    return sorted(name for name in _stems() if "." not in name and name != TUTORIAL)


def comes_along(name: str) -> bool:
    """Whether there is a scenario of this name in the library, or it is the tutorial's."""
    return name == TUTORIAL or name in names()


def _stems() -> list[str]:
    """Names of the library's files without ".toml", translations included."""
    found = (entry.name for entry in files(__name__).iterdir())
    return [name.removesuffix(".toml") for name in found if name.endswith(".toml")]


def text_of(name: str) -> str:
    """Text of a scenario in the library, or of the tutorial's.

    Raises:
        KeyError: if there is no scenario of this name.
    """
    if not comes_along(name):
        raise KeyError(name)
    return files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8")


def find(source: str) -> tuple[bytes, str]:
    """Bytes of the scenario that a name in the library or a path leads to, and its file name for messages.

    Raises:
        OSError: if it is neither a name nor a file that can be read.
    """
    if comes_along(source):
        return text_of(source).encode(), f"{source}.toml"
    return read_file(Path(source)), source


def translations(source: str) -> dict[str, bytes]:
    """Translation files beside a scenario (a name in the library, or a path): bytes by file name.

    All files named `<scenario>.<something>.toml` are returned; the caller tells which are translations.

    Raises:
        OSError: if one of them cannot be read.
    """
    if comes_along(source):
        beside = sorted(stem for stem in _stems() if stem.startswith(f"{source}."))
        return {f"{stem}.toml": files(__name__).joinpath(f"{stem}.toml").read_bytes() for stem in beside}
    path = Path(source)
    return {
        str(each): read_file(each)
        for each in sorted(path.parent.iterdir())
        if each.name.startswith(f"{path.stem}.")
        and each.suffix == ".toml"
        and each.name != path.name
        and each.is_file()
    }


def phrases() -> dict[str, bytes]:
    """What generated scenarios are told in: bytes of a file of phrases for each language, their own first."""
    found = [entry for entry in files(__name__).joinpath("phrases").iterdir() if entry.name.endswith(".toml")]
    languages = {entry.name.removesuffix(".toml"): entry.read_bytes() for entry in found}
    return dict(sorted(languages.items(), key=lambda each: (each[0] != OWN_LANGUAGE, each[0])))


def read_file(path: Path) -> bytes:
    """The bytes of a scenario file, but for what is more than any file may have.

    Raises:
        OSError: if it cannot be read.
    """
    with path.open("rb") as file:
        return file.read(MOST_BYTES)


def not_meant(path: Path) -> str | None:
    """Why a file in a folder of scenarios is none, as its name or its bytes tell; None if it may be one.

    Other programs leave files there: macOS `._crisis.toml` on every foreign disk, editors their backups, and
    Windows saves `crisis.toml.txt` without showing the end of the name.
    """
    if path.name.startswith("."):
        return "its name begins with a dot, as those of hidden files do"
    if not path.name.endswith(".toml"):
        return "its name does not end in .toml"
    if not path.is_file():
        return "it is no ordinary file" if path.exists() else "it leads to no file"
    try:
        raw = read_file(path)
    except OSError as error:
        return f"it could not be read ({error.strerror})"
    # No text in UTF-8 has a zero byte; UTF-16 and what is no text have many.
    return "it is not UTF-8 text (UTF-16, perhaps); save it as UTF-8" if b"\0" in raw else None
