"""Imports all that plays and scores a game; Mesa among it, which takes a second and a hundred megabytes.

`process_worker` has the fork server import it once for all workers. Whoever only asks for work does without.
"""

from ..rules import engine, hindsight

__all__ = ["engine", "hindsight"]
