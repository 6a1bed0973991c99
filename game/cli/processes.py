"""A pool of processes for commands that play many worlds."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from ..compute.freed_memory import keep_freed


def pool(processes: int) -> ProcessPoolExecutor:
    """So many workers. Spawned, not forked: NumPy and what it loads may have threads running."""
    return ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=keep_freed)
