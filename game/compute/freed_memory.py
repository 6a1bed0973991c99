"""Gives freed memory back to the system, which glibc's allocator keeps: a sixth of what a large room took.

Every turn brings texts of megabytes, made in one thread and freed in another. glibc has a heap for each
thread, gives back only what is free at the heap's end, and takes blocks from the heap that it would have
given back at once, as soon as one so large was freed. Elsewhere than on glibc this does nothing.
"""

from __future__ import annotations

import ctypes
import sys
from functools import cache

TRIM_THRESHOLD, MMAP_THRESHOLD, ARENA_MAX = -1, -3, -8
"""Numbers of the settings in glibc's `malloc.h`."""
LARGE = 256 * 1024
"""Bytes of a block that goes back to the system when it is freed: the texts of a turn have more."""


def keep_little() -> None:
    """From now on have large blocks given back when they are freed, and all threads share one heap.

    For a process that calculates little: arrays that come and go would each be asked of the system.
    """
    if (glibc := _glibc()) is not None:
        for setting, value in ((ARENA_MAX, 1), (MMAP_THRESHOLD, LARGE), (TRIM_THRESHOLD, LARGE)):
            glibc.mallopt(setting, value)


def give_back() -> None:
    """Give back what is free now; takes a few milliseconds, in which no other thread gets memory."""
    if (glibc := _glibc()) is not None:
        glibc.malloc_trim(0)


@cache
def _glibc() -> ctypes.CDLL | None:
    if sys.platform != "linux":
        return None
    library = ctypes.CDLL(None)
    return library if hasattr(library, "mallopt") and hasattr(library, "malloc_trim") else None
