"""Places in which a database lies badly, made for real: held by another, not writable, under odd names."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils.utils import sqlite3

NOBODY = 65534
"""A user who may write only where everybody may."""


@contextmanager
def held(database: Path, begin: str = "begin immediate") -> Iterator[sqlite3.Connection]:
    """Another program that holds the file for writing, as a database browser with an unsaved edit does."""
    program = sqlite3.connect(str(database), isolation_level=None, check_same_thread=False)
    program.execute(begin)
    try:
        yield program
    finally:
        program.close()


def as_nobody(*arguments: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """`linestop` as a user who owns nothing here. The test's own user may be root, whom no mode stops.

    As another user the command runs in a fork, after its libraries were imported: the checkout may lie
    where only its owner may look.
    """
    program = (
        "import os, sys, locale, encodings.idna\n"
        "from linestop.game.cli.main import LATER, main\n"
        "import importlib\n"
        "for name in LATER: importlib.import_module(f'linestop.game.cli.{name}')\n"
        "import linestop.game.compute.heavy_imports\n"
        "import linestop.game.review.export, linestop.game.review.verification\n"
        "import linestop.game.store.spreadsheet, linestop.game.store.store\n"
        "import linestop.game.server.app, linestop.game.server.start\n"
        f"os.setgid({NOBODY}); os.setuid({NOBODY})\n"
        "os.chdir(sys.argv.pop(1))\n"
        "main(prog_name='linestop')\n"
    )
    return subprocess.run(
        [sys.executable, "-c", program, str(folder), *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={**os.environ, "HOME": str(folder)},
    )


def may_become_another() -> bool:
    """Whether this process may run a command as another user."""
    return hasattr(os, "getuid") and os.getuid() == 0
