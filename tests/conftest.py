"""What all tests share: how hard Hypothesis looks, and which tests are slow for what they are.

`dev` is for the desk. `ci` looks ten times as long and always at the same examples, so
that a change is red for what it did, never for luck.
"""

from __future__ import annotations

import os
import signal
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from process_support import tests_with_processes

# Servers of tests are on this machine, where no proxy leads that a builder's environment may name.
os.environ["no_proxy"] = os.environ["NO_PROXY"] = "127.0.0.1,localhost,::1"

# A busy machine is no bug: no test fails for the time it took.
CALM = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}

settings.register_profile("dev", max_examples=30, **CALM)
settings.register_profile("ci", max_examples=300, derandomize=True, print_blob=True, **CALM)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "dev"))

# A shell that puts a run into the background lets it ignore Ctrl-C, and so would every program that the
# tests start and interrupt.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(tryfirst=True)  # before `-m` looks at the marks
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test that starts a process is slow."""
    for item in items:
        if item.path.suffix == ".py" and getattr(item, "originalname", item.name) in _with_processes(
            item.path
        ):
            item.add_marker("slow")


@cache
def _with_processes(file: Path) -> set[str]:
    return tests_with_processes(file.read_text(encoding="utf-8"))
