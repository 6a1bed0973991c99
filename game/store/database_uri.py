"""The URI by which SQLite opens a database file, for any path of any system: the one place that builds it."""

from __future__ import annotations

import os
from pathlib import Path, PurePath, PureWindowsPath
from urllib.parse import quote, urlencode


def database_uri(path: PurePath, **parameters: str | int) -> str:
    """The `file:` URI of a path, with SQLite's own parameters such as `mode` or `immutable`.

    `Path.as_uri` does not serve: it makes the server of a UNC path the URI's authority, and SQLite refuses
    every authority but localhost. A relative path is one of the current folder.
    """
    if isinstance(path, Path):
        path = path.absolute()
    text = path.as_posix()
    if isinstance(path, PureWindowsPath):
        # Windows' prefix for long paths; SQLite adds its own where it needs one.
        text = _without_prefix(text)
    # Bytes as the file system has them: a name need not be Unicode. Anything but `/` and `:` that could
    # begin a query or a fragment (`?`, `#`) or an escape (`%`) is escaped.
    quoted = quote(os.fsencode(text), safe="/:")
    lead = "" if quoted.startswith("/") else "/"
    query = f"?{urlencode(parameters)}" if parameters else ""
    return f"file://{lead}{quoted}{query}"


def _without_prefix(text: str) -> str:
    """`//?/C:/x` as `C:/x`, `//?/UNC/server/share` as `//server/share`; others as they are."""
    if text.upper().startswith("//?/UNC/"):
        return "//" + text[len("//?/UNC/") :]
    return text.removeprefix("//?/")
