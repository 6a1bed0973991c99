"""Imports all that plays and scores a game; Mesa among it, which takes half a second and 40 megabytes.

`process_worker` has the fork server import it once for all workers. Whoever only asks for work does without.
"""

import gc
import sys
from types import ModuleType


class _StandIn(ModuleType):
    """For a package of which another asks nothing but names while it is imported."""

    def __getattr__(self, name: str) -> type:
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (), {})


if "pandas" not in sys.modules:
    # Mesa imports pandas, for tables that no game makes: as much time and memory again as Mesa itself.
    sys.modules["pandas"] = _StandIn("pandas")
    try:
        import mesa  # noqa: F401
    finally:
        del sys.modules["pandas"]

from ..rules import engine, hindsight  # noqa: E402  with the Mesa from above

__all__ = ["engine", "hindsight"]

# Forked workers share this memory until somebody writes to it, and the garbage collector writes to each
# object that it looks at: from here on it leaves alone what has been imported.
gc.collect()
gc.freeze()
# A turn of 25 tables makes 150,000 lists, and all of them live until it is sent: looking for cycles among
# them every 2,000 took half of the time of making them.
gc.set_threshold(200_000)
