"""Commands as people type them, and what they say."""

from __future__ import annotations

import subprocess
from pathlib import Path

from forked_support import ran


def linestop(*words: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return ran([*map(str, words)], folder=cwd)


def said(*words: str | Path, cwd: Path | None = None) -> str:
    done = linestop(*words, cwd=cwd)
    assert done.returncode == 0, done.stderr
    return done.stdout


def refusal(*words: str | Path) -> str:
    """One sentence, no traceback, exit code 1."""
    done = linestop(*words)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Traceback" not in done.stderr and "should not have happened" not in done.stderr
    assert done.stderr.startswith("Error: ")
    return done.stderr
