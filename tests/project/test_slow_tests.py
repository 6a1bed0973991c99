"""A test that starts a process is marked slow without anybody having to think of it."""

from __future__ import annotations

import pytest
from process_support import tests_with_processes as with_processes
from serving_support import Process


@pytest.mark.parametrize(
    "source",
    [
        "import subprocess\ndef test_a(): subprocess.run(['ls'])",
        "from subprocess import Popen as start\ndef test_a(): start(['ls'])",
        "from serving_support import Process\ndef test_a():\n    with Process('linestop.db'): pass",
        "from support.faults_support import Server\ndef test_a(): Server('linestop.db')",
        "from forked_support import ran\ndef helper(): ran([])\ndef test_a(): helper()",
        "from forked_support import ran\ndef helper(): ran([])\ndef other(): helper()\ndef test_a(): other()",
        "from serving_support import Process\n@fixture\ndef server(): Process()\ndef test_a(server): pass",
    ],
)
def test_a_test_that_starts_a_process_is_found(source: str) -> None:
    assert with_processes(source + "\ndef test_b(): pass") == {"test_a"}


def test_red_control_a_test_that_only_speaks_of_a_process_is_not() -> None:
    assert (
        with_processes("def test_a():\n    subprocess = Process = 1\n    return subprocess, Process") == set()
    )


def test_such_a_test_bears_the_mark(request: pytest.FixtureRequest) -> None:
    assert Process is not None
    assert request.node.get_closest_marker("slow") is not None


def test_red_control_any_other_does_not(request: pytest.FixtureRequest) -> None:
    assert request.node.get_closest_marker("slow") is None
