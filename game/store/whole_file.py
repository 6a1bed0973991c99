"""Writes a file whole or not at all: beside its place first, then under its own name.

An export that meets a full disk leaves what stood there before, never half a table. What is no ordinary file
(`/dev/stdout`, a named pipe) is written to directly.
"""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from ..errors import SetupError

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_NO_RIGHT = (errno.EACCES, errno.EPERM, errno.EROFS, errno.EBUSY)


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A binary file whose content stands at `path` once the block ends without an error.

    The place is tried at the beginning, so that long work is not done for a file that cannot be.

    Raises:
        SetupError: if the file cannot be written; an older one of this name is then as it was.
    """
    try:
        if os.path.exists(path) and not os.path.isfile(path):
            with path.open("wb") as device:
                # Collected first: a workbook is written out of order, and a pipe cannot go back.
                content = BytesIO()
                yield content
                device.write(content.getvalue())
        else:
            with _beside(path.resolve()) as file:  # resolved, so that a link stays one
                yield file
    except OSError as error:
        raise SetupError(not_written(path, error)) from error


@contextmanager
def _beside(path: Path) -> Iterator[BinaryIO]:
    unfinished = path.with_name(f".linestop-{secrets.token_hex(4)}.unfinished")
    try:
        with unfinished.open("xb") as file:
            yield file
            file.flush()
            # Synced before it gets its name: after a power cut that name must not lead to half a file.
            os.fsync(file.fileno())
        unfinished.replace(path)
    except BaseException:  # when interrupted, too
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise


def not_written(path: Path, error: OSError) -> str:
    """A sentence about a file that could not be written: why, and what to do."""
    folder = path.absolute().parent
    # os.path, since Path raises for a name that is too long.
    if not os.path.isdir(folder):
        reason = f"{folder} is a file" if os.path.isfile(folder) else f"there is no folder {folder}"
    elif os.path.isdir(path):
        reason = "it is a folder; give the name of a file in it"
    elif error.errno in _NO_ROOM:
        reason = f"the place is full ({error.strerror}); make room, or write elsewhere"
    elif error.errno in _NO_RIGHT:
        # On Windows a file that another program has open cannot be replaced.
        reason = f"{error.strerror}; close it where it is open, or write elsewhere"
    else:
        reason = str(error.strerror or error)
    return f"{path} could not be written: {reason}."
