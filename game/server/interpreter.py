"""How Python itself is set for a process in which a whole room decides at once."""

from __future__ import annotations

import gc
import sys

COLLECT_EVERY = 50_000
"""So many new objects bring the collector, which looks for cycles among them; Python's own: 2,000."""
GIVE_WAY_SECONDS = 0.001
"""How long a thread may keep the interpreter's lock while another waits for it; Python's own: 5 ms."""


def set_up() -> None:
    """Call it when all is imported."""
    # What has been imported stays to the end: from here on the collector leaves it alone.
    gc.collect()
    gc.freeze()
    # What a decision leaves behind is in no cycle, and stays: 500 of them brought the collector every time,
    # for a tenth of all that they cost.
    gc.set_threshold(COLLECT_EVERY)
    # While answers go out the store's thread waits for the lock, and the disk for the store's thread.
    sys.setswitchinterval(GIVE_WAY_SECONDS)
