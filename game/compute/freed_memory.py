"""What glibc's allocator does with memory that has been freed: a server gives it back, a study keeps it.

Every turn of a large room brings texts of megabytes, made in one thread and freed in another. glibc has a
heap for each thread, gives back only what is free at the heap's end, and takes blocks from the heap that it
would have given back at once, as soon as one so large was freed: a sixth of a room's memory. A study of many
worlds makes and frees the same arrays week after week, and when they are asked of the system anew the kernel
clears their pages first. Elsewhere than on glibc this does nothing.
"""

from __future__ import annotations

import ctypes
import sys
from functools import cache

TRIM_THRESHOLD, MMAP_THRESHOLD, ARENA_MAX = -1, -3, -8
"""Numbers of the settings in glibc's `malloc.h`."""
LARGE = 256 * 1024
"""Bytes of a block that goes back to the system when it is freed: the texts of a turn have more."""
LARGEST = 32 * 1024 * 1024
"""The most that glibc takes for it."""
MUCH = 2**31 - 1
"""Bytes that may be free at the heap's end."""


def keep_little() -> None:
    """From now on have large blocks given back when they are freed, and all threads share one heap.

    For a process that calculates little: arrays that come and go would each be asked of the system.
    """
    if (glibc := _glibc()) is not None:
        for setting, value in ((ARENA_MAX, 1), (MMAP_THRESHOLD, LARGE), (TRIM_THRESHOLD, LARGE)):
            glibc.mallopt(setting, value)


def keep_freed() -> None:
    """From now on keep what has been freed for the arrays to come, in a process that calculates and ends."""
    if (glibc := _glibc()) is not None:
        for setting, value in ((MMAP_THRESHOLD, LARGEST), (TRIM_THRESHOLD, MUCH)):
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
