"""Imports all that plays and scores a game; Mesa among it, which takes a second and a hundred megabytes.

`process_worker` has the fork server import it once for all workers. Whoever only asks for work does without.
"""

import gc

from ..rules import engine, hindsight

__all__ = ["engine", "hindsight"]

# Forked workers share this memory until somebody writes to it, and the garbage collector writes to each
# object that it looks at: from here on it leaves alone what has been imported.
gc.collect()
gc.freeze()
# A turn of 25 tables makes 150,000 lists, and all of them live until it is sent: looking for cycles among
# them every 2,000 took half of the time of making them.
gc.set_threshold(200_000)
