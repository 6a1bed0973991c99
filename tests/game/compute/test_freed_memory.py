"""What a process has freed goes back to the system, though the allocator would keep it."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from linestop.game.compute import freed_memory

TURNS = """
import sys
from pathlib import Path
from linestop.game.compute import freed_memory

if "keep_little" in sys.argv:
    freed_memory.keep_little()

def held():
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss_Anon"))

before, kept = held(), []
for turn in range(4):
    texts = []
    for number in range(10):
        texts.append(b"x" * 1_000_000)  # the text of a turn, and what stays behind it
        kept.append(b"y" * 30_000)
del texts
if "give_back" in sys.argv:
    freed_memory.give_back()
print(held() - before)
"""


def told_by(program: str, how: tuple[str, ...]) -> int:
    """The number that a program prints, in a process whose allocator is as usual."""
    # Dask, which other tests start, sets the allocator of all processes that come after it.
    usual = {name: value for name, value in os.environ.items() if not name.startswith("MALLOC_")}
    command = [sys.executable, "-c", program, *how]
    told = subprocess.run(command, env=usual, capture_output=True, text=True, check=True, timeout=60)
    return int(told.stdout)


def kilobytes_held(*how: str) -> int:
    """After many turns' texts have come and gone, and a little has stayed of each."""
    return told_by(TURNS, how)


@pytest.mark.skipif(freed_memory._glibc() is None, reason="only glibc keeps so much")
@pytest.mark.parametrize("how", ["keep_little", "give_back"])
def test_texts_that_were_freed_are_no_longer_held(how: str) -> None:
    assert kilobytes_held(how) < 3000 < 8000 < kilobytes_held()


AGAIN = """
import resource
import sys
from linestop.game.compute import freed_memory

if "keep_freed" in sys.argv:
    freed_memory.keep_freed()
for week in range(100):
    arrays = [bytearray(1_000_000) for _ in range(4)]
    del arrays
print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt)
"""


def pages_asked_for(*how: str) -> int:
    """When the same arrays are made and freed again and again."""
    return told_by(AGAIN, how)


@pytest.mark.skipif(freed_memory._glibc() is None, reason="only glibc is told")
def test_a_study_asks_the_system_once_for_the_arrays_that_come_and_go() -> None:
    assert 10 * pages_asked_for("keep_freed") < pages_asked_for()


def test_where_the_allocator_is_another_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(freed_memory.sys, "platform", "win32")
    freed_memory._glibc.cache_clear()
    try:
        assert freed_memory._glibc() is None
        freed_memory.keep_little()
        freed_memory.give_back()
        freed_memory.keep_freed()
    finally:
        monkeypatch.undo()
        freed_memory._glibc.cache_clear()
